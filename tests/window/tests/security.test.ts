import { expect, test } from "vitest";
import { giveReason, signIn, signOut } from "../support/journeys";
import { sampleWindow } from "../support/sample";

const sample = sampleWindow();
let code = "";

test("a practice admin lets Support in for an hour, and a bar says so in the window", async () => {
  const { window } = sample;
  await window.click("link", "Security settings");
  await window.click("button", /^Activate Support User/);
  await window.fill("Why", "HD-20418, codes of new phones are rejected");
  await window.click("checkbox", /Look at users/);
  await window.click("button", /^Activate for/);
  await window.see("dialog", "Support access is on");
  code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await window.text("dialog"))?.[0] ?? "";
  expect(code).not.toBe("");
  await window.click("button", "I have handed it over or kept it");
  await window.see("region", "Support access");
  await window.says("Support access is on until");
});

test("Support comes in with the code, works under its bar, and sees no more than was said", async () => {
  const { window } = sample;
  await signOut(window);
  await window.click("button", "Firmkeep Support");
  await window.fill("Access code", code);
  await window.fill("Your name", "Jo Lee");
  await window.fill("Case number", "HD-20418");
  await window.click("button", "Sign in as Support");
  await window.see("heading", "Users");
  await window.says("Jo Lee");
  await window.gone("link", "History");
  await window.gone("link", "Security settings");
  await window.click("button", /Your menu/);
  await window.click("menuitem", "Sign out");
  await window.see("heading", "Sign in");
});

test("Support is put out at once, and what it did is summed up", async () => {
  const { window, practice } = sample;
  await signIn(window, practice);
  await window.click("link", "Security settings");
  await window.click("button", /^Deactivate Support/);
  await window.see("dialog", /^What Support did/);
  await window.says("Jo Lee");
  await window.press("");
  await window.gone("dialog");
  await window.gone("region", "Support access");
});

test("a weaker policy says what becomes weaker before it is saved", async () => {
  const { window } = sample;
  await window.click("tab", "Policy");
  await window.fill(/^Block after/, "10");
  await window.click("button", "Save");
  await window.see("dialog", "This makes the practice easier to get into");
  await window.says("Somebody can guess 10 times before they are blocked.");
  await window.click("button", /^Save/, { within: { role: "dialog" } });
  await window.gone("dialog");
  await window.says("All changes saved");
});

test("Health leads to who is blocked, and they are unblocked with a reason", async () => {
  const { window } = sample;
  await window.click("tab", /^Health/);
  await window.click("button", "Unblock: Nobody is blocked");
  await window.see("heading", "Users", { level: 1 });
  await window.click("button", "Actions for Tom Brannigan");
  await window.click("menuitem", /^Unblock/);
  await giveReason(window, "Called, it was him", /^Unblock/);
  await window.gone("row", /Tom Brannigan/);
});
