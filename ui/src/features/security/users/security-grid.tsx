import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type UserRow, useCall } from "~/api";
import { Avatar, BlockedPill, MfaMark, StatusPill, TimeText, useArrowsInto } from "~/shared";
import { Part } from "~/shared/event-part";
import { WholeText } from "~/shared/whole-text";
import classes from "./security-grid.module.css";

type Props = {
  rows: UserRow[];
  onOpen: (row: UserRow) => void;
  more: boolean;
  onMore: () => void;
  busy: boolean;
  /** What stands there instead of rows. */
  children: ReactNode;
};

const HEADS = ["Name", "Status", "MFA", "Last sign-in", "Sessions"];
const rem = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** Everybody's security in one line each; Enter opens where it can be changed. */
export function SecurityGrid({ rows, onOpen, more, onMore, busy, children }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 2.5 * rem(),
    scrollMargin: 2.0625 * rem(),
    scrollPaddingStart: 2.0625 * rem(),
    overscan: 6,
    getItemKey: (at) => rows[at]?.id ?? at,
    initialRect: { width: 800, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - 30) onMore();
  }, [more, last, rows.length, onMore]);

  const moveTo = (index: number) => {
    const to = Math.max(0, Math.min(index, rows.length - 1));
    setActive(to);
    virtual.scrollToIndex(to);
    const focus = () => scroll.current?.querySelector<HTMLElement>(`[data-at="${to}"]`)?.focus();
    focus();
    requestAnimationFrame(focus);
  };
  useArrowsInto(() => moveTo(active));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 400) / (2.5 * rem())) - 2);
    const by = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -rows.length,
      End: rows.length,
    }[event.key];
    const row = rows[active];
    if (by !== undefined) moveTo(active + by);
    else if ((event.key === "Enter" || event.key === " ") && row) onOpen(row);
    else return;
    event.preventDefault();
  };
  const reachable = items.some((item) => item.index === active) ? active : (items[0]?.index ?? 0);

  return (
    <div className={classes.scroll} ref={scroll}>
      <Part role="grid" aria-label="Security of users" aria-rowcount={-1} aria-busy={busy}>
        <Part role="rowgroup" className={classes.headGroup}>
          <Part role="row" aria-rowindex={1} className={classes.head}>
            {HEADS.map((head) => (
              <Part key={head} role="columnheader" data-column={head}>
                {head}
              </Part>
            ))}
          </Part>
        </Part>
        {rows.length > 0 && (
          <Part role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = rows[item.index];
              if (!row) return null;
              return (
                <Part
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 2}
                  className={classes.row}
                  data-at={item.index}
                  tabIndex={item.index === reachable ? 0 : -1}
                  style={{
                    transform: `translateY(${item.start - virtual.options.scrollMargin}px)`,
                    height: item.size,
                  }}
                  onClick={() => onOpen(row)}
                  onFocus={() => setActive(item.index)}
                  onKeyDown={onKeyDown}
                >
                  <Cells row={row} />
                </Part>
              );
            })}
          </Part>
        )}
      </Part>
      {rows.length === 0 && children}
    </div>
  );
}

function Cells({ row }: { row: UserRow }) {
  return (
    <>
      <Part role="rowheader" className={classes.name}>
        <Avatar id={row.id} name={row.name} size={24} inactive={row.status === "inactive"} />
        <WholeText className={classes.text}>{row.name}</WholeText>
      </Part>
      <Part role="gridcell">
        {row.blocked === null ? <StatusPill status={row.status} /> : <BlockedPill />}
      </Part>
      <Part role="gridcell" data-column="MFA">
        <MfaMark state={row.mfa} status={row.status} />
      </Part>
      <Part role="gridcell" className={classes.quiet} data-column="Last sign-in">
        {row.last_sign_in === null ? "Never" : <TimeText time={row.last_sign_in} />}
      </Part>
      <Part role="gridcell" className={classes.quiet} data-column="Sessions">
        {row.can.see_sessions ? <Sessions user={row.id} /> : "–"}
      </Part>
    </>
  );
}

/** Asked only for the rows on screen. */
function Sessions({ user }: { user: string }) {
  const { data } = useCall("sessions.list", { user }, { staleTime: 60_000 });
  return data ? String(data.length) : <span aria-hidden>…</span>;
}
