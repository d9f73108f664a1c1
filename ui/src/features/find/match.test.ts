import { describe, expect, it } from "vitest";
import { piecesOf, scoreOf } from "./match";

describe("finding by words", () => {
  it("needs every typed word, or 'tom b' shows everybody called Tom", () => {
    expect(scoreOf("tom b", "Tom Brannigan")).toBeGreaterThan(0);
    expect(scoreOf("tom x", "Tom Brannigan")).toBe(0);
    expect(scoreOf("", "Users")).toBeGreaterThan(0);
  });

  it("finds names without their accents and actions by another word", () => {
    expect(scoreOf("renee", "Renée Lê")).toBeGreaterThan(0);
    expect(scoreOf("log out", "Sign out", "log off leave")).toBeGreaterThan(0);
    expect(scoreOf("sign", "Sign out")).toBeGreaterThan(scoreOf("log", "Sign out", "log"));
  });

  it("underlines only what was typed", () => {
    expect(piecesOf("Tom Brannigan", "tom bra")).toEqual([
      { text: "Tom", hit: true },
      { text: " ", hit: false },
      { text: "Bra", hit: true },
      { text: "nnigan", hit: false },
    ]);
    expect(piecesOf("Tom", "")).toEqual([{ text: "Tom", hit: false }]);
  });
});
