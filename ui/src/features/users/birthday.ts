import type { DateFormat } from "~/api";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** What a person writes as a birthday, as `1985-11-24`; null when it is no day of the past. */
export function readBirthday(text: string, format: DateFormat, today: string): string | null {
  const parts = text
    .toLowerCase()
    .split(/[\s,./\-–]+/)
    .filter(Boolean);
  if (parts.length !== 3) return null;
  const [a = "", b = "", c = ""] = parts;
  const named = (word: string) =>
    /^[a-z]{3,}$/.test(word) ? MONTHS.findIndex((month) => word.startsWith(month)) + 1 : 0;
  const [year, month, day] = /^\d{4}$/.test(a)
    ? [a, named(b) || Number(b), c]
    : named(a) > 0
      ? [c, named(a), b]
      : named(b) > 0
        ? [c, named(b), a]
        : format === "mm_dd_yyyy"
          ? [c, Number(a), b]
          : [c, Number(b), a];
  if (!/^\d{4}$/.test(String(year)) || !/^\d{1,2}$/.test(String(day))) return null;
  const iso = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const read = new Date(`${iso}T00:00:00Z`);
  const real = !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 10) === iso;
  return real && iso >= "1900-01-01" && iso <= today ? iso : null;
}
