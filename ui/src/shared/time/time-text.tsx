import { Tooltip } from "@mantine/core";
import { type Time, useMaybeMe } from "~/api";
import { type Clock, formatClock, formatDate, formatFull, formatMoment } from "./format";

export type TimeTextProps = {
  time: Time;
  /** moment: "Today, 8:42 am"; date: "17 Nov 2026"; clock: "8:42 am"; full: with zone and UTC. */
  as?: "moment" | "date" | "clock" | "full";
  /** Instead of "Today, 8:42 am" inside a sentence: "today, 8:42 am". */
  lower?: boolean;
};

/** The zone and format of whoever is signed in, else the computer's. */
export function useClock(): Clock {
  const me = useMaybeMe();
  if (me) return me;
  return { time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, date_format: "d_mmm_yyyy" };
}

/** A moment in the person's own zone and date format; the zone and UTC on hover. */
export function TimeText({ time, as = "moment", lower }: TimeTextProps) {
  const clock = useClock();
  const full = formatFull(time, clock);
  const words = { moment: formatMoment, date: formatDate, clock: formatClock, full: formatFull }[as](
    time,
    clock,
  );
  const text = lower ? words.replace(/^(Today|Yesterday|Tomorrow)/, (word) => word.toLowerCase()) : words;
  const element = <time dateTime={new Date(time / 1000).toISOString()}>{text}</time>;
  return as === "full" ? element : <Tooltip label={full}>{element}</Tooltip>;
}
