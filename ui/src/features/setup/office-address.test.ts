import { describe, expect, it } from "vitest";
import { addressOf, emptyOffice, missingIn } from "./office-address";

const typed = { ...emptyOffice, host: "OFFICE-SRV01", user: "firmkeep", password: "p@ss/wörd:1" };

describe("the office database's address", () => {
  it("keeps a password whole, whatever signs it holds", () => {
    expect(addressOf(typed)).toBe("postgres://firmkeep:p%40ss%2Fw%C3%B6rd%3A1@OFFICE-SRV01:5432/firmkeep");
    expect(decodeURIComponent(new URL(addressOf(typed)).password)).toBe(typed.password);
  });

  it("can name a computer by its IPv6 address", () => {
    expect(addressOf({ ...typed, host: "fd00::5", password: "" })).toBe(
      "postgres://firmkeep@[fd00::5]:5432/firmkeep",
    );
  });

  it("says which part is missing instead of trying a half address", () => {
    expect(Object.keys(missingIn({ ...emptyOffice, port: "70000" }))).toEqual(["host", "port", "user"]);
    expect(missingIn(typed)).toEqual({});
    expect(missingIn({ ...typed, whole: true, address: "office-srv01" }).address).toBeTruthy();
  });
});
