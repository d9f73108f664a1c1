import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { type MfaState, type UserFilter, type UserRow, useMe } from "~/api";
import { EmptyState, ErrorState, Footer, mfaWords, TableSkeleton, useShortcut } from "~/shared";
import type { TabFrame } from "../security-screen";
import { SupportPanel } from "../support/support-panel";
import { SecurityGrid } from "./security-grid";
import { useSecurityUsers } from "./use-security-users";
import classes from "./users-tab.module.css";

const MFA: { value: MfaState; label: string }[] = [
  { value: "set_up", label: `MFA: ${mfaWords.set_up}` },
  { value: "not_set_up", label: `MFA: ${mfaWords.not_set_up}` },
  { value: "reset_pending", label: `MFA: ${mfaWords.reset_pending}` },
];

/** Everybody as their security stands, and the Support user beside them. */
export function UsersTab({ head, onCount }: TabFrame & { onCount: (count: number | undefined) => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, 120);
  const [mfa, setMfa] = useState<MfaState | null>(null);
  const [blocked, setBlocked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useShortcut({ keys: "/", label: "Search", group: "Lists", run: () => input.current?.focus() });

  const filter: UserFilter = {
    search: asked,
    roles: [],
    statuses: [],
    mfa,
    blocked,
    reports_to: null,
    show_inactive: false,
  };
  const list = useSecurityUsers(filter, me.can.see_users);
  useEffect(() => onCount(list.counts?.current), [list.counts?.current, onCount]);
  const open = (row: UserRow) =>
    void navigate({ to: "/users/$user", params: { user: row.id }, search: { tab: "security" } as never });
  const narrowed = asked !== "" || mfa !== null || blocked;
  const clear = () => {
    setSearch("");
    setMfa(null);
    setBlocked(false);
  };

  return (
    <>
      {head()}
      <div className={classes.split} id="security-panel" role="tabpanel" aria-label="Users">
        <div className={classes.users}>
          <div className={classes.toolbar}>
            <TextInput
              ref={input}
              type="search"
              className={classes.search}
              aria-label="Search users"
              placeholder="Name or email"
              leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
              value={search}
              maxLength={200}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <Select
              aria-label="MFA"
              placeholder="Any MFA"
              className={classes.mfa}
              clearable
              data={MFA}
              value={mfa}
              onChange={(value) => setMfa(value as MfaState | null)}
            />
            <Checkbox
              label="Only blocked"
              checked={blocked}
              onChange={(event) => setBlocked(event.currentTarget.checked)}
            />
          </div>
          <SecurityGrid
            rows={list.rows}
            onOpen={open}
            more={list.hasNextPage}
            onMore={list.more}
            busy={list.isFetching}
          >
            {!me.can.see_users && (
              <EmptyState title="Users were not opened for you">
                The practice chose what Support may see.
              </EmptyState>
            )}
            {me.can.see_users && list.isPending && (
              <TableSkeleton columns="2fr 1fr 1fr 1fr 1fr" rows={12} rowHeight={40} label="Loading users" />
            )}
            {list.isError && list.rows.length === 0 && (
              <ErrorState
                error={list.error}
                title="The users can’t be shown now"
                onRetry={() => void list.refetch()}
                retrying={list.isFetching}
              />
            )}
            {list.isSuccess && list.rows.length === 0 && (
              <EmptyState
                title={narrowed ? "Nobody matches" : "Nobody here yet"}
                actions={
                  narrowed && (
                    <Button variant="default" onClick={clear}>
                      Show everybody
                    </Button>
                  )
                }
              >
                {blocked && asked === "" && mfa === null
                  ? "Nobody is kept out by wrong tries."
                  : "Nobody in the practice fits what you are looking for."}
              </EmptyState>
            )}
          </SecurityGrid>
        </div>
        <SupportPanel />
      </div>
      <Footer
        hints={[
          { keys: ["/"], label: "Search" },
          { keys: ["↑", "↓"], label: "Move" },
          { keys: ["Enter"], label: "Open" },
          { keys: ["Alt", "1–3"], label: "Switch tab" },
        ]}
      >
        <span role="status">
          {list.counts && `${list.counts.matching} ${list.counts.matching === 1 ? "user" : "users"}`}
        </span>
      </Footer>
    </>
  );
}
