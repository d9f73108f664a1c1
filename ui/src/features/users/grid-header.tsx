import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { UserSort } from "~/api";
import { type ColumnFacts, type ColumnId, moveBorder } from "./column-preferences";
import { headRole, rowRole } from "./grid-roles";
import classes from "./users-grid.module.css";

export type Widths = Partial<Record<ColumnId, number>>;

type GridHeaderProps = {
  columns: ColumnFacts[];
  sort: UserSort;
  descending: boolean;
  onSort: (sort: UserSort) => void;
  /** While a border moves, and once it stands. */
  onResize: (widths: Widths, done: boolean) => void;
  /** The id of the words that tell what the keys do. */
  hint: string;
};

const STEP = 16;

/** The heads of the columns. One stop for Tab; arrows move along, Shift and arrows move a border. */
export function GridHeader({ columns, sort, descending, onSort, onResize, hint }: GridHeaderProps) {
  const row = useRef<HTMLDivElement>(null);
  const drag = useRef<{ at: number; from: number; widths: Widths } | null>(null);

  const measured = (): number[] =>
    [...(row.current?.children ?? [])]
      .slice(0, columns.length)
      .map((head) => head.getBoundingClientRect().width);

  const resized = (at: number, by: number, widths: number[]): Widths | null => {
    const left = columns[at];
    const right = columns[at + 1];
    if (!left || !right) return null;
    const moved = moveBorder(
      { left, leftWidth: widths[at] ?? 0, right, rightWidth: widths[at + 1] ?? 0 },
      by,
    );
    const all = Object.fromEntries(
      columns.map((column, index) => [column.id, Math.round(widths[index] ?? 0)]),
    );
    return { ...all, [left.id]: moved.left, [right.id]: moved.right };
  };

  const startDrag = (at: number) => (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const widths = measured();
    drag.current = { at, from: event.clientX, widths: {} };
    const move = (moved: globalThis.PointerEvent) => {
      if (!drag.current) return;
      const next = resized(at, moved.clientX - drag.current.from, widths);
      if (!next) return;
      drag.current.widths = next;
      onResize(next, false);
    };
    const stop = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", stop);
      window.removeEventListener("pointercancel", stop);
      if (drag.current && Object.keys(drag.current.widths).length > 0) onResize(drag.current.widths, true);
      drag.current = null;
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", stop);
    window.addEventListener("pointercancel", stop);
  };

  const keys = (at: number) => (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.shiftKey) {
      const next = resized(at, by * STEP, measured());
      if (next) onResize(next, true);
      return;
    }
    const buttons = [...(row.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const from = buttons.indexOf(event.currentTarget as HTMLElement);
    buttons[Math.min(Math.max(from + by, 0), buttons.length - 1)]?.focus();
  };

  return (
    <div {...rowRole(1)} className={classes.head} ref={row}>
      {columns.map((column, at) => (
        <div
          key={column.id}
          {...headRole(
            at,
            column.sort === sort
              ? descending
                ? "descending"
                : "ascending"
              : column.sort
                ? "none"
                : undefined,
          )}
          className={classes.headCell}
        >
          <button
            type="button"
            className={classes.sort}
            tabIndex={at === 0 ? 0 : -1}
            aria-describedby={hint}
            aria-disabled={column.sort === null || undefined}
            onClick={() => column.sort && onSort(column.sort)}
            onKeyDown={keys(at)}
          >
            <span className={classes.headText}>{column.head}</span>
            {column.sort === sort &&
              (descending ? (
                <IconArrowDown size={14} stroke={2} aria-hidden />
              ) : (
                <IconArrowUp size={14} stroke={2} aria-hidden />
              ))}
          </button>
          {at < columns.length - 1 && (
            <span aria-hidden className={classes.border} onPointerDown={startDrag(at)} />
          )}
        </div>
      ))}
    </div>
  );
}
