import { expect, test } from "vitest";
import { firmkeep } from "../support/cli";
import { sampleWindow } from "../support/sample";
import { Key } from "../support/window";

const sample = sampleWindow();

test("the register shows who did what, from which computer", async () => {
  const { window } = sample;
  await window.click("link", "History");
  await window.see("heading", "History", { level: 1 });
  await window.says(/signed in/i);
});

test("the whole chain is verified in the window and on the command line alike", async () => {
  const { window, practice } = sample;
  await window.click("button", /verify|check/i);
  await window.says(/intact|verified|unbroken|fits/i, 30_000);
  const printed = await firmkeep(
    ["verify", "--as", practice.email, "--data-dir", practice.data_dir],
    `${practice.password}\n`,
  );
  expect(printed.status, printed.output + printed.errors).toBe(0);
  expect(JSON.parse(printed.output)).toMatchObject({ intact: true, first_wrong: null });
});

/** What the events of the list say, whole. */
const rows = async (): Promise<string[]> => {
  const texts = await sample.window.driver.executeScript<string[]>(
    "return [...document.querySelectorAll('[role=row][data-seq]')].map((row) => row.innerText)",
  );
  return texts.map((text) => text.replace(/\s+/g, " "));
};

test("filters narrow the history to whose it is and how it went, and can be kept under a name", async () => {
  const { window } = sample;
  await window.click("button", "Outcome: Any outcome");
  await window.click("menuitemradio", /^Failed/);
  await window.see("button", "Outcome: Failed");
  await window.click("button", "Person: Anyone");
  await window.fill("Find a person", "brannigan");
  await window.click("option", /^Tom Brannigan/);
  await window.see("button", "Person: Tom Brannigan");
  const five = Array(5).fill(expect.stringMatching(/Tom Brannigan.*Sign-in failed.*BOARDROOM/));
  await expect.poll(rows).toEqual(expect.arrayContaining(five));
  expect((await rows()).filter((row) => !row.includes("Tom Brannigan"))).toEqual([]);

  await window.click("button", "Saved filters: Saved");
  await window.fill("Save what is filtered now as", "Guesses at Tom");
  await window.click("button", "Save");
  await window.see("button", "Saved filters: Guesses at Tom");
  await window.click("button", "Clear filters");
  await window.see("button", "Person: Anyone");
  await window.click("button", "Saved filters: Saved");
  await window.click("button", "Guesses at Tom");
  await window.see("button", "Person: Tom Brannigan");
  await window.click("button", "Clear outcome");
  await window.see("button", "Outcome: Any outcome");
  await window.click("button", "Clear filters");
  await window.gone("button", "Clear filters");
});

test("words find an event by its reason", async () => {
  const { window } = sample;
  await window.press("/");
  await expect.poll(() => window.focused()).toBe("Find in the history");
  await window.press(..."parental leave");
  await expect
    .poll(rows)
    .toEqual(
      expect.arrayContaining([expect.stringMatching(/Disabled.*Chloe Baptiste.*Parental leave until March/)]),
    );
  await expect.poll(async () => (await rows()).every((row) => /Parental leave/.test(row))).toBe(true);
  await window.fill("Find in the history", "");
  await window.gone("button", "Clear filters");
});

test("the chart of sign-ins leads into a day, and its numbers are there as a table", async () => {
  const { window } = sample;
  const days = await window.all("button", /[1-9]\d* successful, [1-9]\d* failed$/);
  expect(days.length).toBeGreaterThan(0);
  const day = days.at(-1);
  const name = (await day?.getAttribute("aria-label")) ?? "";
  const [, when, successful, failed] = /^(.*): (\d+) successful, (\d+) failed$/.exec(name) ?? [];
  await day?.click();
  const chart = () => window.text("region", "Sign-ins over time");
  await expect.poll(chart).toMatch(new RegExp(`${successful} successful\\s+${failed} failed`));
  await window.see("button", `Time: ${when}`);
  await window.click("button", "Show as a table");
  await window.see("columnheader", "Hour");
  await window.click("button", "Show as a chart");
  await window.click("button", "Zoom out");
  await window.see("button", "Time: Any time");
});

test("Ctrl E offers what is filtered as a file, and leaves without one", async () => {
  const { window } = sample;
  await window.chord(Key.CONTROL, "e");
  await window.see("dialog", /^Export \d[\d,]* events/);
  await window.click("radio", /^Excel/);
  await window.see("radio", /^Excel/, { checked: true });
  await window.see("button", "Choose where and export");
  await window.press(Key.ESCAPE);
  await window.gone("dialog");
});

test("one’s own history is open to everybody", async () => {
  const { window } = sample;
  await window.click("button", /Your menu/);
  await window.click("menuitem", "My history");
  await window.see("heading", "My history", { level: 1 });
  await window.says(/signed in/i);
});
