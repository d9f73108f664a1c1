import { describe, expect, it } from "vitest";
import {
  COLUMNS,
  moveBorder,
  moveColumn,
  orderedColumns,
  readColumns,
  showColumn,
  USUAL_COLUMNS,
} from "./column-preferences";

const ids = (preferences = USUAL_COLUMNS) => orderedColumns(preferences).map((column) => column.id);
const facts = (id: string) => COLUMNS.find((column) => column.id === id) as (typeof COLUMNS)[number];

describe("the columns a person chose", () => {
  it("keeps name first and status last however the others are moved", () => {
    const moved = moveColumn(USUAL_COLUMNS, "mfa", 0);
    expect(ids(moved).slice(0, 2)).toEqual(["name", "mfa"]);
    expect(ids(moved).at(-1)).toBe("status");
    expect(ids(moveColumn(USUAL_COLUMNS, "email", 99)).at(-2)).toBe("email");
  });

  it("survives what another version of Firmkeep stored", () => {
    expect(readColumns(null)).toEqual(USUAL_COLUMNS);
    expect(readColumns("nonsense")).toEqual(USUAL_COLUMNS);
    const read = readColumns({
      order: ["mfa", "xpm", "mfa", "name"],
      hidden: ["email", "name"],
      widths: { email: -5, mfa: "wide" },
    });
    expect(read.order[0]).toBe("mfa");
    expect(read.order.filter((id) => id === "mfa")).toHaveLength(1);
    expect(read.order).toHaveLength(USUAL_COLUMNS.order.length);
    expect(read.hidden).toContain("email");
    expect(read.hidden).not.toContain("name");
    expect(read.widths).toEqual({ email: facts("email").minimum });
  });

  it("hides and shows", () => {
    const hidden = showColumn(USUAL_COLUMNS, "email", false);
    expect(hidden.hidden).toContain("email");
    expect(showColumn(hidden, "email", true).hidden).not.toContain("email");
  });

  it("gives one column what the other loses, and never lets one vanish", () => {
    const border = { left: facts("email"), leftWidth: 200, right: facts("mobile"), rightWidth: 150 };
    expect(moveBorder(border, 30)).toEqual({ left: 230, right: 120 });
    expect(moveBorder(border, 500).right).toBe(facts("mobile").minimum);
    expect(moveBorder(border, -500).left).toBe(facts("email").minimum);
  });
});
