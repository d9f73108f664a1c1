import type { EventRow, Time } from "~/api";
import { formatClock, formatDay } from "./time/format";

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, kind: string, options: Intl.DateTimeFormatOptions) {
  const key = `${zone} ${kind}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-AU", { ...options, timeZone: zone });
  formatters.set(key, made);
  return made;
}

const date = (time: Time) => new Date(time / 1000);

export type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number };

export function wallClock(time: Time, zone: string): Wall {
  const parts = formatter(zone, "wall", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(date(time));
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return {
    year: read("year"),
    month: read("month"),
    day: read("day"),
    hour: read("hour"),
    minute: read("minute"),
    second: read("second"),
  };
}

const two = (value: number) => String(value).padStart(2, "0");

/** The calendar day in the zone, as `2026-11-17`. */
export function dayKey(time: Time, zone: string): string {
  const wall = wallClock(time, zone);
  return `${wall.year}-${two(wall.month)}-${two(wall.day)}`;
}

export function addDays(day: string, days: number): string {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** The first moment of a calendar day in a zone, also where clocks change at midnight. */
export function startOfDay(day: string, zone: string): Time {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  let guess = wanted;
  for (let turn = 0; turn < 3; turn += 1) {
    const wall = wallClock(guess * 1000, zone);
    const shown = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
    if (shown === wanted) return guess * 1000;
    guess += wanted - shown;
  }
  // Midnight was skipped: the day starts when the clocks say the next thing.
  while (dayKey(guess * 1000, zone) < day) guess += 15 * 60_000;
  return guess * 1000;
}

export function dayWords(day: string, today: string): string {
  const moment = new Date(`${day}T00:00:00Z`).getTime() * 1000;
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  const words = formatter("UTC", sameYear ? "day" : "day-year", {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  })
    .format(date(moment))
    .replace(",", "");
  if (day === today) return `Today, ${words}`;
  if (day === addDays(today, -1)) return `Yesterday, ${words}`;
  return words;
}

/** `8:42 am` in a zone, and a calendar day in the person's date format. */
export const timeWords = (time: Time, zone: string) => formatClock(time, { time_zone: zone });
export const dateWords = formatDay;

export type EventItem =
  | { type: "day"; key: string; label: string }
  | { type: "event"; key: string; row: EventRow };

/** Rows in their order with a heading before each new day. */
export function byDay(rows: EventRow[], zone: string, now: Time): EventItem[] {
  const today = dayKey(now, zone);
  const items: EventItem[] = [];
  let last = "";
  for (const row of rows) {
    const day = dayKey(row.time, zone);
    if (day !== last) {
      items.push({ type: "day", key: `day ${day}`, label: dayWords(day, today) });
      last = day;
    }
    items.push({ type: "event", key: `event ${row.seq}`, row });
  }
  return items;
}
