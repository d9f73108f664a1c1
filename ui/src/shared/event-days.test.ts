import { describe, expect, it } from "vitest";
import type { EventRow } from "~/api";
import { addDays, byDay, dayKey, dayWords, startOfDay } from "./event-days";

const at = (iso: string) => Date.parse(iso) * 1000;
const sydney = "Australia/Sydney";

describe("days of the register", () => {
  it("puts an event on the person's day, or the evening's sign-in is looked for on the wrong date", () => {
    expect(dayKey(at("2026-11-16T21:42:00Z"), sydney)).toBe("2026-11-17");
    expect(dayKey(at("2026-11-16T21:42:00Z"), "Australia/Perth")).toBe("2026-11-17");
    expect(dayKey(at("2026-11-16T15:42:00Z"), "Australia/Perth")).toBe("2026-11-16");
  });

  it("starts a day when the zone does, also across a change of clocks, or a filter misses an hour", () => {
    expect(startOfDay("2026-11-17", sydney)).toBe(at("2026-11-16T13:00:00Z"));
    expect(startOfDay("2026-07-01", sydney)).toBe(at("2026-06-30T14:00:00Z"));
    expect(startOfDay("2026-10-04", sydney)).toBe(at("2026-10-03T14:00:00Z"));
    expect(startOfDay("2026-10-05", sydney)).toBe(at("2026-10-04T13:00:00Z"));
    expect(startOfDay("2026-11-17", "UTC")).toBe(at("2026-11-17T00:00:00Z"));
  });

  it("finds the first moment of a day whose midnight was skipped, or the screen hangs on that date", () => {
    expect(startOfDay("2026-03-29", "Asia/Beirut")).toBe(at("2026-03-28T22:00:00Z"));
  });

  it("names today and yesterday in words, and the year only when it differs", () => {
    expect(dayWords("2026-11-17", "2026-11-17")).toBe("Today, Tuesday 17 November");
    expect(dayWords("2026-11-16", "2026-11-17")).toBe("Yesterday, Monday 16 November");
    expect(dayWords("2026-11-03", "2026-11-17")).toBe("Tuesday 3 November");
    expect(dayWords("2025-11-03", "2026-11-17")).toBe("Monday 3 November 2025");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
  });

  it("heads each day once, in the order of the rows", () => {
    const row = (seq: number, iso: string) => ({ seq, time: at(iso) }) as EventRow;
    const items = byDay(
      [row(3, "2026-11-16T21:42:00Z"), row(2, "2026-11-16T20:00:00Z"), row(1, "2026-11-16T02:00:00Z")],
      sydney,
      at("2026-11-17T00:00:00Z"),
    );
    expect(items.map((item) => (item.type === "day" ? item.label : item.row.seq))).toEqual([
      "Today, Tuesday 17 November",
      3,
      2,
      "Yesterday, Monday 16 November",
      1,
    ]);
  });
});
