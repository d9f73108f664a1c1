import type { EventRow } from "~/api";
import { eventLook } from "./event-look";
import classes from "./event-tile.module.css";

/** The picture of an event; the words beside it say the same. */
export function EventTile({ row, large }: { row: Pick<EventRow, "kind" | "outcome">; large?: boolean }) {
  const { icon: Icon, tone } = eventLook(row);
  return (
    <span aria-hidden className={classes.tile} data-tone={tone} data-large={large || undefined}>
      <Icon size={large ? 20 : 14} stroke={1.7} />
    </span>
  );
}
