import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyWindow } from "../support/programs";
import { Key, keepPicturesOfFailures, Window } from "../support/window";

let window: Window;

beforeAll(async () => {
  window = await Window.open("", {}, emptyWindow());
});

afterAll(() => window?.close());
keepPicturesOfFailures(() => window);

test("an empty window takes what is typed", async () => {
  await window.fill("Type here", "Grüße, 東京");
  expect(await (await window.see("textbox", /type/i)).getAttribute("value")).toBe("Grüße, 東京");
  await window.chord(Key.CONTROL, "a");
  await window.press("b");
  expect(await (await window.see("textbox")).getAttribute("value")).toBe("b");
  await window.gone("button");
  await expect(window.see("button", "Nowhere", { timeout: 300 })).rejects.toThrow("button Nowhere");
});
