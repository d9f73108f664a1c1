import { describe, expect, it } from "vitest";
import { isFiltered, rangeWords, readSearch, toFilter } from "./history-search";

const at = (iso: string) => Date.parse(iso) * 1000;
const now = at("2026-11-16T21:42:00Z");
const sydney = "Australia/Sydney";

describe("the address of History", () => {
  it("leaves out what doesn't fit, or a stale link shows an error instead of the register", () => {
    expect(
      readSearch({
        person: 7,
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
    expect(rangeWords({ range: "own", from: "2026-10-18", until: "2026-11-17" }, "d_mmm_yyyy")).toBe(
      "18 Oct 2026 to 17 Nov 2026",
    );
    expect(rangeWords({ range: "own", from: "2026-10-18" }, "dd_mm_yyyy")).toBe("Since 18/10/2026");
    expect(rangeWords({ range: "30_days" }, "d_mmm_yyyy")).toBe("Last 30 days");
  });
});
