import type { DateFormat, Outcome, RegisterFilter, Time } from "~/api";
import { addDays, dayKey, startOfDay } from "~/shared/event-days";
import { formatDay } from "~/shared/time/format";

export const RANGES = ["any", "today", "yesterday", "7_days", "30_days", "12_months", "own"] as const;
export type Range = (typeof RANGES)[number];

/** What the page shows, as it stands in the address: a filtered history can be gone back to. */
export type HistorySearch = {
  person?: string;
  kinds?: string[];
  outcome?: Outcome;
  range?: Range;
  /** First and last calendar day, both included, in the person's own zone. Only with `range: "own"`. */
  from?: string;
  until?: string;
};

export const RANGE_WORDS: Record<Range, string> = {
  any: "Any time",
  today: "Today",
  yesterday: "Yesterday",
  "7_days": "Last 7 days",
  "30_days": "Last 30 days",
  "12_months": "Last 12 months",
  own: "Choose dates…",
};

const OUTCOMES: readonly string[] = ["success", "failure", "refused"];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const day = (value: unknown) =>
  typeof value === "string" && DAY.test(value) && !Number.isNaN(Date.parse(`${value}T00:00:00Z`))
    ? value
    : undefined;

/** Reads an address that anybody could have typed: what doesn't fit is left out. */
export function readSearch(raw: Record<string, unknown>): HistorySearch {
  const search: HistorySearch = {};
  if (typeof raw.person === "string" && raw.person !== "") search.person = raw.person;
  const kinds = Array.isArray(raw.kinds) ? raw.kinds.filter((kind) => typeof kind === "string") : [];
  if (kinds.length > 0) search.kinds = kinds as string[];
  if (OUTCOMES.includes(raw.outcome as string)) search.outcome = raw.outcome as Outcome;
  if (RANGES.includes(raw.range as Range) && raw.range !== "any") search.range = raw.range as Range;
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
  return {
    person: search.person ?? null,
    actor: null,
    record: null,
    record_type: null,
    computer: "",
    ip: "",
    keyword: "",
    kinds: search.kinds ?? [],
    outcome: search.outcome ?? null,
    from: from ? startOfDay(from, zone) : null,
    until: until ? startOfDay(addDays(until, 1), zone) : null,
  };
}

/** The words on the chip: "18 Oct 2026 to 17 Nov 2026", or the name of the preset. */
export function rangeWords(search: HistorySearch, format: DateFormat): string {
  if (search.range !== "own") return RANGE_WORDS[search.range ?? "any"];
  const { from, until } = search;
  if (from && until && from !== until) return `${formatDay(from, format)} to ${formatDay(until, format)}`;
  if (from && until) return formatDay(from, format);
  if (from) return `Since ${formatDay(from, format)}`;
  return until ? `Up to ${formatDay(until, format)}` : RANGE_WORDS.any;
}
