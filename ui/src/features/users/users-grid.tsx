import {
  columnOrderingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import type { UserRow, UserSort } from "~/api";
import type { ColumnFacts } from "./column-preferences";
import { GridHeader, type Widths } from "./grid-header";
import { rowAfterKey } from "./grid-keys";
import { type MenuPlace, placeOf, rootScale } from "./grid-layout";
import { GROUP_ROLE } from "./grid-roles";
import { GridRow } from "./grid-row";
import { USER_COLUMNS } from "./user-cells";
import classes from "./users-grid.module.css";

const features = tableFeatures({ columnOrderingFeature, columnVisibilityFeature });

export type GridHandle = { focus: () => void; openMenu: () => void };

export type UsersGridProps = {
  rows: UserRow[];
  /** How many there are in all, as far as that is known. */
  total: number | undefined;
  columns: ColumnFacts[];
  widths: Widths;
  compact: boolean;
  sort: UserSort;
  descending: boolean;
  active: string | null;
  onActive: (id: string | null) => void;
  onSort: (sort: UserSort) => void;
  onResize: (widths: Widths) => void;
  onOpen: (row: UserRow) => void;
  onMenu: (row: UserRow, place: MenuPlace) => void;
  hasMore: boolean;
  fetchMore: () => void;
  /** The last of all is wanted, not only the last that was read. */
  onEnd: () => void;
  busy: boolean;
  /** The active row keeps its ring while its menu is open. */
  menuOpen: boolean;
  /** These rows are of the view before; the new ones are still being read. */
  stale: boolean;
  /** Stands where the rows would: loading, nothing found, failing. */
  children?: ReactNode;
  handle?: Ref<GridHandle>;
};

export function UsersGrid(props: UsersGridProps) {
  const { rows, columns, compact, active, hasMore, fetchMore } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const hint = useId();
  const prefix = useId();
  const [dragged, setDragged] = useState<Widths | null>(null);
  const height = compact ? 40 : 50;
  const state = useMemo(
    () => ({
      columnOrder: columns.map((column) => column.id),
      columnVisibility: Object.fromEntries(
        USER_COLUMNS.map((column) => [column.id, columns.some((shown) => shown.id === column.id)]),
      ),
    }),
    [columns],
  );
  const table = useTable({
    features,
    columns: USER_COLUMNS,
    data: rows,
    getRowId: (row: UserRow) => row.id,
    state,
  });
  const lines = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height * rootScale(),
    overscan: 8,
    scrollMargin: 33 * rootScale(),
    scrollPaddingStart: 33 * rootScale(),
    getItemKey: (at) => lines[at]?.id ?? at,
    initialRect: { width: 1000, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height needs another measure
  useEffect(() => virtual.measure(), [height]);
  useEffect(() => {
    if (hasMore && lastShown >= lines.length - 30) fetchMore();
  }, [hasMore, fetchMore, lastShown, lines.length]);
  const at = rows.findIndex((row) => row.id === active);
  const idOf = (row: number) => `${prefix}-row-${row}`;
  // The row that one moved to stays in view, also when it came in from a later page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another active row scrolls
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [active]);
  useImperativeHandle(props.handle, () => ({
    focus: () => grid.current?.focus({ preventScroll: true }),
    openMenu: () => {
      const row = rows[at];
      if (row) props.onMenu(row, placeOf(document.getElementById(idOf(at))));
    },
  }));

  const keys = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(
      1,
      Math.floor((scroller.current?.clientHeight ?? 500) / (height * rootScale())) - 2,
    );
    const next = rowAfterKey(event.key, { at, count: rows.length, page });
    const row = rows[at];
    if (next !== null) {
      event.preventDefault();
      props.onActive(rows[next]?.id ?? null);
      if (event.key === "End" && hasMore) props.onEnd();
      return;
    }
    if (!row) return;
    const menu = event.key === "ContextMenu" || (event.shiftKey && event.key === "F10");
    if (event.key === "Enter" || event.key === " ") props.onOpen(row);
    else if (menu) props.onMenu(row, placeOf(document.getElementById(idOf(at))));
    else if (event.key === "Escape") props.onActive(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const template = columns
    .map(
      (column) =>
        `minmax(${column.minimum / 16}rem, ${dragged?.[column.id] ?? props.widths[column.id] ?? column.width}fr)`,
    )
    .join(" ");

  return (
    <>
      <p id={hint} hidden>
        Left and right arrows move between columns. Shift with an arrow changes the width.
      </p>
      <div ref={scroller} className={classes.scroller}>
        {/* biome-ignore lint/a11y/useSemanticElements: rows laid over each other can't be a table */}
        <div
          ref={grid}
          role="grid"
          aria-label="Users"
          aria-rowcount={(props.total ?? rows.length) + 1}
          aria-colcount={columns.length}
          aria-busy={props.busy}
          aria-activedescendant={at >= 0 && items.some((item) => item.index === at) ? idOf(at) : undefined}
          tabIndex={0}
          className={classes.grid}
          data-compact={compact || undefined}
          data-menu={props.menuOpen || undefined}
          style={{ "--fk-columns": template } as CSSProperties}
          onKeyDown={keys}
          onFocus={(event) => {
            const byKeyboard =
              event.target === event.currentTarget && event.currentTarget.matches(":focus-visible");
            if (byKeyboard && at < 0 && rows[0]) props.onActive(rows[0].id);
          }}
        >
          <div {...GROUP_ROLE} className={classes.heads}>
            <GridHeader
              columns={columns}
              sort={props.sort}
              descending={props.descending}
              onSort={props.onSort}
              hint={hint}
              onResize={(widths, done) => {
                setDragged(done ? null : widths);
                if (done) props.onResize(widths);
              }}
            />
          </div>
          <div
            {...GROUP_ROLE}
            className={classes.body}
            data-stale={props.stale || undefined}
            style={{ height: virtual.getTotalSize() }}
          >
            {items.map((item) => {
              const line = lines[item.index];
              if (!line) return null;
              return (
                <GridRow
                  key={item.key}
                  id={idOf(item.index)}
                  line={line}
                  columns={columns}
                  index={item.index}
                  top={item.start - virtual.options.scrollMargin}
                  height={item.size}
                  active={line.id === active}
                  onOpen={props.onOpen}
                  onActive={props.onActive}
                  onMenu={props.onMenu}
                />
              );
            })}
          </div>
        </div>
        {props.children}
      </div>
    </>
  );
}
