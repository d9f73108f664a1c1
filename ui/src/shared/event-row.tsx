import type { KeyboardEvent, Ref } from "react";
import type { EventRow as Row, UserId } from "~/api";
import { Avatar } from "./avatar";
import classes from "./event-list.module.css";
import { Part } from "./event-part";
import { EventTile } from "./event-tile";
import { detailWords, deviceWords, needsOutcome, OUTCOME_WORDS, whoseLine } from "./event-words";
import { formatClock } from "./time/format";
import { useWholeText, WholeText } from "./whole-text";

type Props = {
  row: Row;
  zone: string;
  who: boolean;
  subject: UserId | null;
  /** Its details are open in the drawer. */
  open: boolean;
  /** The one row that Tab reaches. */
  reachable: boolean;
  index: number;
  onOpen: () => void;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  ref?: Ref<HTMLDivElement>;
};

export function EventListRow({ row, zone, who, subject, open, reachable, index, ...on }: Props) {
  const detail = detailWords(row, { subject, who });
  const device = deviceWords(row);
  const whose = whoseLine(row);
  const words = useWholeText();
  const place = useWholeText();
  const address = useWholeText();
  return (
    <Part
      ref={on.ref}
      role="row"
      aria-rowindex={index}
      aria-selected={open}
      data-open={open || undefined}
      data-who={who || undefined}
      data-seq={row.seq}
      className={classes.row}
      tabIndex={reachable ? 0 : -1}
      onClick={on.onOpen}
      onFocus={on.onFocus}
      onKeyDown={on.onKeyDown}
    >
      <Part role="gridcell" className={classes.time}>
        {formatClock(row.time, { time_zone: zone })}
      </Part>
      {who && (
        <Part role="gridcell" className={classes.who}>
          <Avatar id={whose.id} name={whose.name} size={24} inactive={!whose.known} />
          <WholeText className={classes.name}>{whose.name}</WholeText>
        </Part>
      )}
      <Part role="gridcell" className={classes.event}>
        <EventTile row={row} />
        <span className={classes.words} {...words.on}>
          <span className={classes.title}>{row.title}</span>
          {detail && <span className={classes.detail}>{detail}</span>}
          {words.tip}
        </span>
        {needsOutcome(row) && <span className={classes.outcome}>{OUTCOME_WORDS[row.outcome]}</span>}
      </Part>
      <Part
        role="gridcell"
        className={classes.device}
        data-unknown={!row.computer || undefined}
        {...place.on}
      >
        {device}
        {place.tip}
      </Part>
      <Part role="gridcell" className={classes.ip} {...address.on}>
        {row.ip || "–"}
        {address.tip}
      </Part>
    </Part>
  );
}

/** The real layout before the first page is there. */
export function EventSkeleton({ who }: { who: boolean }) {
  const widths = ["42%", "58%", "36%", "64%", "48%", "55%", "40%", "60%"];
  return (
    <div aria-hidden>
      {widths.map((width) => (
        <div key={width} className={`${classes.row} ${classes.blank}`} data-who={who || undefined}>
          <span className={classes.bar} style={{ width: "3rem" }} />
          {who && <span className={classes.bar} style={{ width: "7.5rem" }} />}
          <span className={classes.bar} style={{ width }} />
          <span className={classes.bar} style={{ width: "6rem" }} />
          <span className={classes.bar} style={{ width: "5rem" }} />
        </div>
      ))}
    </div>
  );
}
