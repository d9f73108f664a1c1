import { expect, test } from "vitest";
import { call } from "../support/cli";
import { giveReason, search, signIn, signOut } from "../support/journeys";
import { sampleWindow } from "../support/sample";
import { Key } from "../support/window";

const sample = sampleWindow();
const why = "HD-20418, codes of new phones are rejected";
let code = "";

test("Support is let in for a reason, for what was ticked and for a time, with a code that is shown once", async () => {
  const { window } = sample;
  await window.click("link", "Security settings");
  await window.see("heading", "Security settings", { level: 1 });
  await window.click("button", "Activate Support User…");
  await window.see("dialog", /^Activate Support User/);
  await window.click("button", "Activate for 1 hour");
  await window.says("Say why, so the history can tell it");
  await window.fill("Why", why);
  await window.click("button", "Activate for 1 hour");
  await window.says("Tick at least one thing that Support may do.");
  await window.click("checkbox", /^Look at users/);
  await window.click("button", "Activate for 1 hour");
  await window.see("dialog", "Support access is on");
  code = await (await window.see("status", "Support’s access code")).getText();
  expect(code).toMatch(/^[A-Z0-9]{4}(-[A-Z0-9]{4})+$/);
  await window.click("button", "I have handed it over or kept it");
  await window.gone("dialog");
});

test("the bar across the window says that Support access is on, wherever one goes", async () => {
  const { window } = sample;
  await window.see("heading", "Support user is active");
  await window.see("timer", "Time left");
  for (const [place, heading] of [
    ["Users", "Users"],
    ["History", "History"],
  ]) {
    await window.click("link", place);
    await window.see("heading", heading, { level: 1 });
    expect(await window.text("region", "Support access")).toMatch(
      /Support access is on until .*look at users.*Let in by you/s,
    );
  }
});

test("Support signs in with the code and sees what it was let in for, and no settings", async () => {
  const { window } = sample;
  await signOut(window);
  await window.click("button", "Firmkeep Support");
  await window.fill("Access code", code);
  await window.fill("Your name", "Jo Lee");
  await window.fill("Case number", "HD-20418");
  await window.click("button", "Sign in as Support");
  await window.see("heading", "Users", { level: 1 });
  expect(await window.text("region", "Support access")).toMatch(
    /You are Firmkeep Support: Jo Lee, case HD-20418/,
  );
  await search(window, "priya");
  await window.see("row", /Priya Raghunathan/);
  const places = await window.all("link", undefined, { within: { role: "navigation", name: "Main" } });
  expect(await Promise.all(places.map((place) => place.getAttribute("aria-label")))).toEqual(["Users"]);
  await window.gone("button", "Add user");
});

test("the code of Support works once", async () => {
  const { window, practice } = sample;
  await signOut(window);
  await window.click("button", "Firmkeep Support");
  await window.fill("Access code", code);
  await window.fill("Your name", "Somebody Else");
  await window.fill("Case number", "HD-1");
  await window.click("button", "Sign in as Support");
  const field = await window.field("Access code");
  await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
  await window.click("button", "Back to sign in");
  await signIn(window, practice);
});

test("whoever ends Support’s access reads what Support did", async () => {
  const { window } = sample;
  await window.click("link", "Security settings");
  await window.says(/Jo Lee, case HD-20418 \(signed out\)/);
  await window.click("button", "Deactivate Support User");
  await window.see("dialog", /^What Support did/);
  await window.says("Jo Lee, case HD-20418");
  await window.see("list", "What happened, oldest first");
  await window.says(why);
  await window.press(Key.ESCAPE);
  await window.gone("dialog");
  await window.gone("region", "Support access");
  await window.says("Off. Firmkeep staff can’t see this practice.");
});

test("a weaker policy says what becomes weaker, and takes a second decision", async () => {
  const { window, practice } = sample;
  await window.click("tab", "Policy");
  await window.see("tabpanel", "Policy");
  const field = await window.see("textbox", "Block after");
  await window.into(field, "10");
  await window.click("button", "Save");
  await window.see("dialog", "This makes the practice easier to get into");
  await window.says("Somebody can guess 10 times before they are blocked.");
  await window.click("button", "Keep editing");
  await window.gone("dialog");
  await window.click("button", "Save");
  await window.click("button", "Save all the same");
  await window.says("All changes saved");
  const { policy } = await call<{ policy: { block_after: number } }>(practice, "security.policy", {});
  expect(policy.block_after).toBe(10);
});

test("the health check leads to whoever is blocked, and the block is lifted there", async () => {
  const { window, practice } = sample;
  await window.click("tab", "Health");
  await window.says(/Tom Brannigan/);
  await window.click("button", /^Unblock/);
  await window.see("heading", "Tom Brannigan", { level: 1 });
  await window.click("button", "Unblock…");
  await giveReason(window, "Somebody guessed at the boardroom computer", "Unblock Tom");
  await window.gone("button", "Unblock…");
  const { blocked } = await call<{ blocked: number }>(practice, "users.count", {
    filter: { search: "", roles: [], statuses: [], mfa: null, reports_to: null, show_inactive: true },
  });
  expect(blocked).toBe(0);
});
