import { describe, expect, it } from "vitest";
import {
  type Clock,
  formatClock,
  formatDate,
  formatDay,
  formatFull,
  formatMoment,
  formatSpan,
} from "./format";

const sydney: Clock = { time_zone: "Australia/Sydney", date_format: "d_mmm_yyyy" };
const at = (text: string) => Date.parse(text) * 1000;
const now = at("2026-11-17T05:00:00Z");

describe("times are told in the person's zone and format", () => {
  it("calls the days around now by their names", () => {
    expect(formatMoment(at("2026-11-16T21:42:00Z"), sydney, now)).toBe("Today, 8:42 am");
    expect(formatMoment(at("2026-11-16T06:31:00Z"), sydney, now)).toBe("Yesterday, 5:31 pm");
    expect(formatMoment(at("2026-11-14T22:12:00Z"), sydney, now)).toBe("Sun 15 Nov, 9:12 am");
    expect(formatMoment(at("2026-10-01T02:00:00Z"), sydney, now)).toBe("1 Oct 2026, 12:00 pm");
  });

  it("changes the day at midnight of that zone, not of UTC", () => {
    expect(formatDate(at("2026-11-16T13:30:00Z"), sydney)).toBe("17 Nov 2026");
    expect(formatDate(at("2026-11-16T13:30:00Z"), { ...sydney, time_zone: "UTC" })).toBe("16 Nov 2026");
  });

  it("writes every date format", () => {
    const moment = at("2026-03-04T12:00:00Z");
    const written = (["d_mmm_yyyy", "dd_mm_yyyy", "mm_dd_yyyy", "yyyy_mm_dd"] as const).map((date_format) =>
      formatDate(moment, { time_zone: "UTC", date_format }),
    );
    expect(written).toEqual(["4 Mar 2026", "04/03/2026", "03/04/2026", "2026-03-04"]);
    expect(formatDay("1985-11-24", "dd_mm_yyyy")).toBe("24/11/1985");
  });

  it("tells the zone and UTC where it matters", () => {
    expect(formatFull(at("2026-11-16T21:42:07Z"), sydney)).toBe(
      "17 Nov 2026, 8:42:07 am AEDT (2026-11-16 21:42:07 UTC)",
    );
    expect(formatClock(at("2026-01-01T00:05:00Z"), { time_zone: "UTC" })).toBe("12:05 am");
  });

  it("counts spans in one word", () => {
    expect(formatSpan(60_000_000)).toBe("1 minute");
    expect(formatSpan(-3 * 3_600_000_000)).toBe("3 hours");
    expect(formatSpan(7 * 86_400_000_000)).toBe("7 days");
  });
});
