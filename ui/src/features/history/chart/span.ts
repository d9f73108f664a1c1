import type { RegisterFilter, Time, TimelineStep } from "~/api";
import { addDays, dayKey, startOfDay } from "~/shared/event-days";
import { type Clock, formatClock, formatDate } from "~/shared/time/format";
import type { HistorySearch } from "../history-search";
import type { Span } from "../use-register-facts";

const DAY = 86_400_000_000;
/** Without a time chosen, so many days are drawn. */
const USUAL_DAYS = 30;

const stepFor = (length: number): TimelineStep =>
  length <= 2.1 * DAY ? "hour" : length <= 100 * DAY ? "day" : "week";

/** What the chart draws: the time that the list shows, else the last 30 days; whole days, whole hours. */
export function spanOf(filter: RegisterFilter, zone: string, now: Time): Span {
  const today = dayKey(now, zone);
  const until = filter.until ?? startOfDay(addDays(today, 1), zone);
  const from = filter.from ?? startOfDay(addDays(dayKey(until - 1, zone), 1 - USUAL_DAYS), zone);
  return { from, until, zone, step: stepFor(until - from) };
}

/** From the first to the last chosen bar, as the address keeps it: days where days are drawn, else moments. */
export function zoomTo(span: Span, start: Time, end: Time): HistorySearch {
  if (span.step === "hour") return { range: "exact", start, end, from: undefined, until: undefined };
  return {
    range: "own",
    from: dayKey(start, span.zone),
    until: dayKey(end - 1, span.zone),
    start: undefined,
    end: undefined,
  };
}

/** "3 Nov", "9 am", "week of 3 Nov": under a bar and in the table. */
export function barWords(start: Time, step: TimelineStep, clock: Clock, long = false): string {
  const day = formatDate(start, clock);
  const short = clock.date_format === "d_mmm_yyyy" ? day.replace(/ \d{4}$/, "") : day;
  if (step === "hour") {
    const hour = formatClock(start, clock).replace(":00", "");
    return long ? `${short}, ${hour}` : hour;
  }
  if (step === "week" && long) return `Week of ${day}`;
  return long ? day : short;
}
