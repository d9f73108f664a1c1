import { Button } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { type EventRow, type UserId, useMe } from "~/api";
import { byDay } from "./event-days";
import { useEventGrid } from "./event-grid";
import classes from "./event-list.module.css";
import { Part } from "./event-part";
import { EventListRow, EventSkeleton } from "./event-row";
import { useArrowsInto } from "./shortcuts/registry";

export type EventListProps = {
  /** What the list is, for screen readers: "History of Priya Raghunathan". */
  label: string;
  rows: EventRow[];
  state: "loading" | "ready" | "failed";
  /** There are older events to fetch when the end comes near. */
  more?: boolean;
  loadingMore?: boolean;
  /** Fetching older events failed; the foot says so and offers to try again. */
  moreFailed?: boolean;
  onMore?: () => void;
  /** The event whose details are open. */
  open?: number | null;
  onOpen: (row: EventRow) => void;
  /** A column with who did it. Leave out where the list is about one user. */
  who?: boolean;
  /** The user whose history this is: their own name is not repeated on each line. */
  subject?: UserId | null;
  /** Shown under the heads when there is nothing to list. */
  empty?: ReactNode;
  /** Shown under the heads when the first page could not be read. */
  failure?: ReactNode;
};

/** Events by day, newest first. Arrow keys move, Enter opens; new ones come in above without moving what is read. */
export function EventList(props: EventListProps) {
  const {
    label,
    rows,
    state,
    more = false,
    loadingMore = false,
    open = null,
    who = false,
    subject = null,
  } = props;
  const me = useMe();
  const items = useMemo(() => byDay(rows, me.time_zone, Date.now() * 1000), [rows, me.time_zone]);
  const grid = useEventGrid({ items, more, onMore: props.onMore, onOpen: props.onOpen });
  useArrowsInto(grid.enter);
  const columns = ["Time", ...(who ? ["Who"] : []), "Event", "Device", "IP address"];

  return (
    <div className={classes.frame}>
      {grid.unseen > 0 && (
        <Button
          size="xs"
          className={classes.fresh}
          onClick={grid.toTop}
          leftSection={<IconArrowUp size={14} />}
        >
          {grid.unseen === 1 ? "1 new event" : `${grid.unseen} new events`}
        </Button>
      )}
      <div className={classes.scroll} ref={grid.scroll}>
        <Part role="grid" aria-label={label} aria-rowcount={-1} aria-busy={state === "loading"}>
          <Part role="rowgroup" className={classes.headGroup} ref={grid.head}>
            <Part role="row" aria-rowindex={1} className={classes.head} data-who={who || undefined}>
              {columns.map((column) => (
                <Part key={column} role="columnheader">
                  {column}
                </Part>
              ))}
            </Part>
          </Part>
          {state === "ready" && items.length > 0 && (
            <Part role="rowgroup" className={classes.rows} style={{ height: grid.height }}>
              {grid.visible.map(({ item, index, start }) => (
                <Part
                  key={item.key}
                  role="presentation"
                  data-index={index}
                  ref={grid.measure}
                  className={classes.item}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {item.type === "day" ? (
                    <Part role="row" aria-rowindex={index + 2} className={classes.day}>
                      <Part role="rowheader" aria-colspan={columns.length}>
                        {item.label}
                      </Part>
                    </Part>
                  ) : (
                    <EventListRow
                      row={item.row}
                      zone={me.time_zone}
                      who={who}
                      subject={subject}
                      index={index + 2}
                      open={item.row.seq === open}
                      reachable={index === grid.reachable}
                      onOpen={() => props.onOpen(item.row)}
                      onFocus={() => grid.setActive(item.key)}
                      onKeyDown={grid.onKeyDown}
                    />
                  )}
                </Part>
              ))}
            </Part>
          )}
        </Part>
        {state === "loading" && <EventSkeleton who={who} />}
        {state === "failed" && props.failure}
        {state === "ready" && items.length === 0 && props.empty}
        {state === "ready" && (loadingMore || props.moreFailed) && (
          <div className={classes.foot} role="status">
            {loadingMore ? "Reading older events" : "Older events could not be read."}
            {props.moreFailed && !loadingMore && (
              <Button size="xs" variant="default" onClick={props.onMore}>
                Try again
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
