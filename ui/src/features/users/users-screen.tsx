import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useRef, useState } from "react";
import { type UserRow, type UserSort, useCall, useMe } from "~/api";
import { ErrorState, Footer, PageHeader, TableSkeleton, Tabs } from "~/shared";
import { AddUserDrawer } from "./add/add-user-drawer";
import { ColumnChooser } from "./column-chooser";
import { rowAfterKey } from "./grid-keys";
import type { MenuPlace } from "./grid-layout";
import { filterOf, isNarrowed, sortOf, type View } from "./list-search";
import { rememberList } from "./neighbours";
import { RowMenu } from "./row-menu";
import { useColumns } from "./use-columns";
import { useListKeys } from "./use-list-keys";
import { useListMoves } from "./use-list-moves";
import { useUsersSearch } from "./use-users-search";
import { type DialogTarget, UserDialogs } from "./user-dialogs";
import { footerWords, headWords } from "./users-counts";
import { type GridHandle, UsersGrid } from "./users-grid";
import { usePracticeCounts, useUserCounts, useUserRows } from "./users-query";
import classes from "./users-screen.module.css";
import { JustYou, NothingFound } from "./users-states";
import { UsersToolbar } from "./users-toolbar";
import { viewTabs } from "./users-views";

export function UsersScreen() {
  const me = useMe();
  const navigate = useNavigate();
  const { search, change } = useUsersSearch();
  const list = useUserRows(search);
  const practice = usePracticeCounts();
  const counts = useUserCounts(filterOf(search));
  const status = useCall("app.status", {});
  const columns = useColumns();
  const grid = useRef<GridHandle>(null);
  const input = useRef<HTMLInputElement>(null);
  const { active, moveTo, toEnd, fetchMore } = useListMoves(list);
  const [menu, setMenu] = useState<{ row: UserRow; place: MenuPlace } | null>(null);
  const [dialog, setDialog] = useState<DialogTarget | null>(null);
  const { rows, hasNextPage, isFetchNextPageError, fetchNextPage } = list;
  const shown = rows.find((row) => row.id === active);

  const latest = useRef(search);
  latest.current = search;
  const open = useCallback(
    (row: UserRow, tab?: string) => {
      rememberList(latest.current);
      void navigate({ to: "/users/$user", params: { user: row.id }, search: (tab ? { tab } : {}) as never });
    },
    [navigate],
  );
  const openRow = useCallback((row: UserRow) => open(row), [open]);
  const openMenu = useCallback((row: UserRow, place: MenuPlace) => setMenu({ row, place }), []);
  const sortBy = (sort: UserSort) => {
    const again = sortOf(search) === sort;
    change({ sort: sort === "name" ? undefined : sort, desc: again && !search.desc ? true : undefined });
  };
  const closeMenu = () => {
    setMenu(null);
    grid.current?.focus();
  };

  const add = () => change({ add: true });
  useListKeys({
    into: (key) => {
      const at = rows.findIndex((row) => row.id === active);
      const next = rowAfterKey(key, { at, count: rows.length, page: 1 });
      grid.current?.focus();
      if (next !== null) moveTo(rows[next]?.id ?? null);
    },
    search: () => {
      input.current?.focus();
      input.current?.select();
    },
    add: me.can.add_users ? add : null,
    menu: shown ? () => grid.current?.openMenu() : null,
    history: shown?.can.see_history ? () => open(shown, "history") : null,
  });

  const view: View = search.view ?? "current";
  const alone =
    rows.length === 1 && rows[0]?.you === true && !isNarrowed(search) && view === "current" && !hasNextPage;
  const total = counts.data?.matching;

  return (
    <div className={classes.screen}>
      <PageHeader
        title="Users"
        subtitle={headWords(practice.data, status.data?.practice?.name)}
        actions={
          me.can.add_users && (
            <Button leftSection={<IconPlus size={17} stroke={1.9} />} onClick={add}>
              Add user
            </Button>
          )
        }
      >
        <Tabs
          label="Views"
          items={viewTabs(practice.data)}
          value={view}
          onChange={(value) => change({ view: value === "current" ? undefined : value, status: undefined })}
        />
      </PageHeader>
      <UsersToolbar
        search={search}
        onChange={change}
        input={input}
        onIntoList={() => {
          moveTo(rows[0]?.id ?? null);
          grid.current?.focus();
        }}
      >
        <ColumnChooser preferences={columns.preferences} onChange={columns.change} narrow={columns.narrow} />
      </UsersToolbar>
      <UsersGrid
        handle={grid}
        rows={rows}
        total={total}
        columns={columns.shown}
        widths={columns.preferences.widths}
        compact={columns.preferences.compact}
        sort={sortOf(search)}
        descending={search.desc === true}
        active={active}
        onActive={moveTo}
        onSort={sortBy}
        onResize={(widths) =>
          columns.change({ ...columns.preferences, widths: { ...columns.preferences.widths, ...widths } })
        }
        onOpen={openRow}
        onMenu={openMenu}
        hasMore={hasNextPage}
        fetchMore={fetchMore}
        onEnd={() => void toEnd()}
        busy={list.isFetching}
        menuOpen={menu !== null}
        stale={list.isPlaceholderData}
      >
        {list.isPending && (
          <TableSkeleton columns={skeletonColumns(columns.shown.length)} rows={14} label="Loading users" />
        )}
        {list.isError && rows.length === 0 && (
          <ErrorState
            error={list.error}
            title="The users can’t be shown now"
            onRetry={() => void list.refetch()}
            retrying={list.isFetching}
          />
        )}
        {list.isSuccess && rows.length === 0 && !list.isPlaceholderData && (
          <NothingFound search={search} onChange={change} />
        )}
        {alone && <JustYou onAdd={me.can.add_users ? add : null} />}
        {isFetchNextPageError && (
          <p className={classes.more} role="alert">
            The next users couldn’t be read.
            <Button size="xs" variant="default" onClick={() => void fetchNextPage()}>
              Try again
            </Button>
          </p>
        )}
      </UsersGrid>
      <Footer hints={hintsFor(rows.length > 0, me.can.add_users)}>
        <span role="status">
          {list.isPending && "Loading users…"}
          {list.isSuccess && footerWords(total ?? rows.length, practice.data, search)}
        </span>
      </Footer>
      <RowMenu
        target={menu}
        onClose={closeMenu}
        onOpen={openRow}
        onHistory={(row) => open(row, "history")}
        onAction={(row, request) => setDialog({ row, request })}
      />
      <UserDialogs
        target={dialog}
        onClose={() => {
          setDialog(null);
          grid.current?.focus();
        }}
      />
      {search.add && me.can.add_users && (
        <AddUserDrawer onClose={() => change({ add: undefined })} onAdded={moveTo} />
      )}
    </div>
  );
}

const ROW_HINTS = [
  { keys: ["↑", "↓"], label: "Move" },
  { keys: ["Enter"], label: "Open" },
  { keys: ["M"], label: "Actions" },
];

/** Only keys that do something here, for this person. */
const hintsFor = (rows: boolean, mayAdd: boolean) => [
  ...(rows ? ROW_HINTS : []),
  { keys: ["/"], label: "Search" },
  ...(mayAdd ? [{ keys: ["N"], label: "Add user" }] : []),
  { keys: ["?"], label: "All shortcuts" },
];

const skeletonColumns = (count: number) =>
  ["2fr", ...Array.from({ length: Math.max(count - 1, 1) }, () => "1fr")].join(" ");
