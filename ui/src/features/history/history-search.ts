import type { DateFormat, Outcome, RegisterFilter, TargetKind, Time } from "~/api";
import { addDays, dayKey, startOfDay } from "~/shared/event-days";
import { type Clock, formatClock, formatDate, formatDay } from "~/shared/time/format";

export const RANGES = ["any", "today", "yesterday", "7_days", "30_days", "12_months", "own"] as const;
/** `exact`: between two moments, as the chart gives them. */
export type Range = (typeof RANGES)[number] | "exact";

/** What the page shows, as it stands in the address: a filtered history can be gone back to. */
export type HistorySearch = {
  person?: string;
  /** Only as the one who did it. */
  actor?: string;
  /** What the events are about: a user, a grant of Support. */
  record?: string;
  type?: TargetKind;
  kinds?: string[];
  outcome?: Outcome;
  /** The beginning of a computer's name, of an IP address; words anywhere. */
  device?: string;
  ip?: string;
  q?: string;
  range?: Range;
  /** First and last calendar day, both included, in the person's own zone. Only with `range: "own"`. */
  from?: string;
  until?: string;
  /** The two moments of `range: "exact"`, the second excluded. */
  start?: Time;
  end?: Time;
};

export const RANGE_WORDS: Record<Range, string> = {
  any: "Any time",
  today: "Today",
  yesterday: "Yesterday",
  "7_days": "Last 7 days",
  "30_days": "Last 30 days",
  "12_months": "Last 12 months",
  own: "Choose dates…",
  exact: "Chosen in the chart",
};

const OUTCOMES: readonly string[] = ["success", "failure", "refused"];
export const TYPES: readonly TargetKind[] = ["user", "practice", "register", "session", "support"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const day = (value: unknown) =>
  typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`))
    ? value
    : undefined;

/** Reads an address that anybody could have typed: what doesn't fit is left out. */
export function readSearch(raw: Record<string, unknown>): HistorySearch {
  const search: HistorySearch = {};
  for (const field of ["person", "actor", "record", "device", "ip", "q"] as const) {
    // The address keeps digits as a number; here they are words to seek.
    const value = typeof raw[field] === "number" ? String(raw[field]) : raw[field];
    if (typeof value === "string" && value !== "") search[field] = value.slice(0, 200);
  }
  const type = TYPES.find((one) => one === raw.type);
  if (type) search.type = type;
  const kinds = Array.isArray(raw.kinds) ? raw.kinds.filter((kind) => typeof kind === "string") : [];
  if (kinds.length > 0) search.kinds = kinds as string[];
  if (OUTCOMES.includes(raw.outcome as string)) search.outcome = raw.outcome as Outcome;
  const range = [...RANGES, "exact" as const].find((one) => one === raw.range);
  if (range && range !== "any") search.range = range;
  if (search.range === "exact") {
    const [start, end] = [Number(raw.start), Number(raw.end)];
    if (Number.isSafeInteger(start) && Number.isSafeInteger(end) && start < end)
      Object.assign(search, { start, end });
    else delete search.range;
  }
  if (search.range === "own") {
    const from = day(raw.from);
    const until = day(raw.until);
    if (from) search.from = from;
    if (until) search.until = until;
    if (!from && !until) delete search.range;
  }
  return search;
}

export const isFiltered = (search: HistorySearch) => Object.keys(readSearch(search)).length > 0;

/** First and last day of a range, both included. */
export function rangeDays(search: HistorySearch, today: string): { from?: string; until?: string } {
  switch (search.range) {
    case "today":
      return { from: today };
    case "yesterday":
      return { from: addDays(today, -1), until: addDays(today, -1) };
    case "7_days":
      return { from: addDays(today, -6) };
    case "30_days":
      return { from: addDays(today, -29) };
    case "12_months":
      return { from: addDays(today, -364) };
    case "own":
      return { from: search.from, until: search.until };
    default:
      return {};
  }
}

export function toFilter(search: HistorySearch, zone: string, now: Time): RegisterFilter {
  const { from, until } = rangeDays(search, dayKey(now, zone));
  const exact = search.range === "exact";
  return {
    person: search.person ?? null,
    actor: search.actor ?? null,
    record: search.record ?? null,
    record_type: search.type ?? null,
    kinds: search.kinds ?? [],
    outcome: search.outcome ?? null,
    computer: search.device ?? "",
    ip: search.ip ?? "",
    keyword: search.q ?? "",
    from: exact ? (search.start ?? null) : from ? startOfDay(from, zone) : null,
    until: exact ? (search.end ?? null) : until ? startOfDay(addDays(until, 1), zone) : null,
  };
}

/** The words on the chip: "18 Oct 2026 to 17 Nov 2026", or the name of the preset. */
export function rangeWords(search: HistorySearch, clock: Clock): string {
  const { start, end } = search;
  if (search.range === "exact" && start !== undefined && end !== undefined) {
    const sameDay = formatDate(start, clock) === formatDate(end - 1, clock);
    const last = sameDay ? formatClock(end, clock) : `${formatDate(end, clock)}, ${formatClock(end, clock)}`;
    return `${formatDate(start, clock)}, ${formatClock(start, clock)} to ${last}`;
  }
  const format: DateFormat = clock.date_format;
  if (search.range !== "own") return RANGE_WORDS[search.range ?? "any"];
  const { from, until } = search;
  if (from && until && from !== until) return `${formatDay(from, format)} to ${formatDay(until, format)}`;
  if (from && until) return formatDay(from, format);
  if (from) return `Since ${formatDay(from, format)}`;
  return until ? `Up to ${formatDay(until, format)}` : RANGE_WORDS.any;
}
