import { describe, expect, it } from "vitest";
import { changeSearch, filterOf, isNarrowed, readSearch } from "./list-search";

describe("what the list shows, in the address", () => {
  it("leaves out what it does not understand instead of failing on an old bookmark", () => {
    expect(
      readSearch({ view: "sleeping", sort: "shoe_size", roles: ["king"], status: "active", mfa: 7, q: null }),
    ).toEqual({});
  });

  it("takes digits and words that look like values as what was sought", () => {
    expect(readSearch({ q: 491570156 }).q).toBe("491570156");
    expect(readSearch({ q: true }).q).toBe("true");
  });

  it("keeps the address short: what is usual does not stand in it", () => {
    expect(readSearch({ view: "current", sort: "name", desc: false, inactive: false })).toEqual({});
    expect(changeSearch({ view: "archived", q: "a" }, { view: undefined })).toEqual({ q: "a" });
  });

  it("asks for inactive people where a view is about them, or Archived would always be empty", () => {
    expect(filterOf({ view: "archived" })).toMatchObject({ statuses: ["archived"], show_inactive: true });
    expect(filterOf({ view: "active" })).toMatchObject({ statuses: ["active"], show_inactive: false });
    expect(filterOf({ status: ["disabled"] }).show_inactive).toBe(true);
    expect(filterOf({}).show_inactive).toBe(false);
  });

  it("asks for the blocked whatever their access status is", () => {
    expect(filterOf({ view: "blocked" })).toMatchObject({ statuses: [], blocked: true });
    expect(filterOf(readSearch({ blocked: "true", status: ["restricted"] }))).toMatchObject({
      statuses: ["restricted"],
      blocked: true,
    });
    expect(filterOf({ view: "active" }).blocked).toBe(false);
  });

  it("tells nothing found from nobody there", () => {
    expect(isNarrowed({ view: "archived", sort: "status" })).toBe(false);
    expect(isNarrowed({ q: "x" })).toBe(true);
  });
});
