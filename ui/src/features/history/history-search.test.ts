import { describe, expect, it } from "vitest";
import { isFiltered, rangeWords, readSearch, toFilter } from "./history-search";

const at = (iso: string) => Date.parse(iso) * 1000;
const now = at("2026-11-16T21:42:00Z");
const sydney = "Australia/Sydney";

describe("the address of History", () => {
  it("leaves out what doesn't fit, or a stale link shows an error instead of the register", () => {
    expect(
      readSearch({
        person: { id: 7 },
        type: "planet",
        kinds: ["users.archived", 3],
        outcome: "odd",
        range: "own",
        from: "2026-99-99",
      }),
    ).toEqual({ kinds: ["users.archived"] });
    expect(isFiltered({})).toBe(false);
    expect(isFiltered({ range: "any" })).toBe(false);
    expect(isFiltered({ outcome: "failure" })).toBe(true);
  });

  it("asks for whole days of the person's zone, or the morning of the first day is missing", () => {
    expect(toFilter({ range: "today" }, sydney, now)).toMatchObject({
      from: at("2026-11-16T13:00:00Z"),
      until: null,
    });
    expect(toFilter({ range: "yesterday" }, sydney, now)).toMatchObject({
      from: at("2026-11-15T13:00:00Z"),
      until: at("2026-11-16T13:00:00Z"),
    });
    expect(toFilter({ range: "own", from: "2026-11-01", until: "2026-11-02" }, "UTC", now)).toMatchObject({
      from: at("2026-11-01T00:00:00Z"),
      until: at("2026-11-03T00:00:00Z"),
    });
    expect(toFilter({ range: "7_days" }, "UTC", now).from).toBe(at("2026-11-10T00:00:00Z"));
  });

  it("says which days are shown, in the person's date format", () => {
    expect(
      rangeWords(
        { range: "own", from: "2026-10-18", until: "2026-11-17" },
        { time_zone: "UTC", date_format: "d_mmm_yyyy" },
      ),
    ).toBe("18 Oct 2026 to 17 Nov 2026");
    expect(
      rangeWords({ range: "own", from: "2026-10-18" }, { time_zone: "UTC", date_format: "dd_mm_yyyy" }),
    ).toBe("Since 18/10/2026");
    expect(rangeWords({ range: "30_days" }, { time_zone: "UTC", date_format: "d_mmm_yyyy" })).toBe(
      "Last 30 days",
    );
  });

  it("keeps what was chosen in the chart to the moment, and nothing where it makes no sense", () => {
    const search = readSearch({
      range: "exact",
      start: at("2026-11-16T21:00:00Z"),
      end: at("2026-11-16T23:00:00Z"),
    });
    expect(toFilter(search, sydney, now)).toMatchObject({ from: search.start, until: search.end });
    expect(rangeWords(search, { time_zone: sydney, date_format: "d_mmm_yyyy" })).toBe(
      "17 Nov 2026, 8:00 am to 10:00 am",
    );
    expect(readSearch({ range: "exact", start: 9, end: 3 })).toEqual({});
  });

  it("seeks digits too, which the address keeps as a number", () => {
    expect(toFilter(readSearch({ q: 2026, ip: "192.168" }), sydney, now)).toMatchObject({
      keyword: "2026",
      ip: "192.168",
    });
  });
});
