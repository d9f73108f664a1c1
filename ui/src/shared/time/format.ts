import type { DateFormat, Time } from "~/api";

export type Clock = { time_zone: string; date_format: DateFormat };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatter(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat("en-AU", options);
    formats.set(key, format);
  }
  return format;
}

type Parts = {
  year: string;
  month: string;
  day: string;
  hour: number;
  minute: string;
  second: string;
  weekday: string;
};

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function partsIn(time: Time, zone: string): Parts {
  const format = formatter(`parts ${zone}`, {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const parts = Object.fromEntries(format.formatToParts(time / 1000).map((part) => [part.type, part.value]));
  return {
    year: parts.year ?? "",
    month: parts.month ?? "",
    day: parts.day ?? "",
    hour: Number(parts.hour),
    minute: parts.minute ?? "",
    second: parts.second ?? "",
    weekday: (parts.weekday ?? "").slice(0, 3),
  };
}

function written(year: string, month: string, day: string, format: DateFormat): string {
  switch (format) {
    case "dd_mm_yyyy":
      return `${day}/${month}/${year}`;
    case "mm_dd_yyyy":
      return `${month}/${day}/${year}`;
    case "yyyy_mm_dd":
      return `${year}-${month}-${day}`;
    default:
      return `${Number(day)} ${months[Number(month) - 1]} ${year}`;
  }
}

/** A moment's date: "17 Nov 2026". */
export function formatDate(time: Time, clock: Clock): string {
  const at = partsIn(time, clock.time_zone);
  return written(at.year, at.month, at.day, clock.date_format);
}

/** A day without a time ("1985-11-24", a birthday) in the person's format. */
export function formatDay(day: string, format: DateFormat): string {
  const [year, month, date] = day.split("-");
  return year && month && date ? written(year, month, date, format) : day;
}

/** "8:42 am" */
export function formatClock(time: Time, clock: Pick<Clock, "time_zone">, seconds = false): string {
  const at = partsIn(time, clock.time_zone);
  const hour = at.hour % 12 === 0 ? 12 : at.hour % 12;
  return `${hour}:${at.minute}${seconds ? `:${at.second}` : ""} ${at.hour < 12 ? "am" : "pm"}`;
}

/** "Today, 8:42 am", "Yesterday, 5:31 pm", "Mon 16 Nov, 9:12 am" within a week, else "16 Nov 2026, 9:12 am". */
export function formatMoment(time: Time, clock: Clock, now: Time = Date.now() * 1000): string {
  const at = partsIn(time, clock.time_zone);
  const hours = formatClock(time, clock);
  const dayOf = (moment: Time) => {
    const day = partsIn(moment, clock.time_zone);
    return Date.UTC(Number(day.year), Number(day.month) - 1, Number(day.day)) / 86_400_000;
  };
  const days = dayOf(now) - dayOf(time);
  if (days === 0) return `Today, ${hours}`;
  if (days === 1) return `Yesterday, ${hours}`;
  if (days === -1) return `Tomorrow, ${hours}`;
  if (days > 1 && days < 7 && clock.date_format === "d_mmm_yyyy") {
    return `${at.weekday} ${Number(at.day)} ${months[Number(at.month) - 1]}, ${hours}`;
  }
  return `${written(at.year, at.month, at.day, clock.date_format)}, ${hours}`;
}

/** With zone and UTC, for history details and on hover. */
export function formatFull(time: Time, clock: Clock): string {
  const zone = formatter(`zone ${clock.time_zone}`, { timeZone: clock.time_zone, timeZoneName: "short" })
    .formatToParts(time / 1000)
    .find((part) => part.type === "timeZoneName")?.value;
  const utc = new Date(time / 1000).toISOString().replace("T", " ").slice(0, 19);
  return `${formatDate(time, clock)}, ${formatClock(time, clock, true)} ${zone ?? clock.time_zone} (${utc} UTC)`;
}

/** "in 3 days", "2 hours ago": for invites. */
export function formatSpan(microseconds: number): string {
  const minutes = Math.round(Math.abs(microseconds) / 60_000_000);
  const [count, unit] =
    minutes < 60
      ? [minutes, "minute"]
      : minutes < 2880
        ? [Math.round(minutes / 60), "hour"]
        : [Math.round(minutes / 1440), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

export const dateFormatChoices: { value: DateFormat; label: string }[] = [
  { value: "d_mmm_yyyy", label: "17 Nov 2026" },
  { value: "dd_mm_yyyy", label: "17/11/2026" },
  { value: "mm_dd_yyyy", label: "11/17/2026" },
  { value: "yyyy_mm_dd", label: "2026-11-17" },
];
