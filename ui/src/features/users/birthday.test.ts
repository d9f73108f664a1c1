import { expect, it } from "vitest";
import { readBirthday } from "./birthday";

const read = (text: string, format: "d_mmm_yyyy" | "mm_dd_yyyy" = "d_mmm_yyyy") =>
  readBirthday(text, format, "2026-11-22");

it("reads a birthday however people write it", () => {
  for (const text of [
    "24 Nov 1985",
    "24/11/1985",
    "24.11.1985",
    "1985-11-24",
    "24 november 1985",
    "Nov 24, 1985",
  ]) {
    expect(read(text), text).toBe("1985-11-24");
  }
  expect(read("11/24/1985", "mm_dd_yyyy")).toBe("1985-11-24");
});

it("takes no day that never was or is still to come, or a wrong year is stored unseen", () => {
  for (const text of [
    "31 Feb 1985",
    "24 Nov 85",
    "1 Jan 1899",
    "23 Nov 2026",
    "yesterday",
    "24 Nov",
    "24/24/1985",
  ]) {
    expect(read(text), text).toBeNull();
  }
});
