import { expect, test } from "vitest";
import { firmkeep } from "../support/cli";
import { sampleWindow } from "../support/sample";

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

test("one’s own history is open to everybody", async () => {
  const { window } = sample;
  await window.click("button", /Your menu/);
  await window.click("menuitem", "My history");
  await window.see("heading", "My history", { level: 1 });
  await window.says(/signed in/i);
});
