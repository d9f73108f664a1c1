import { expect, test } from "vitest";
import { givePassword, type Mfa, scan, shownRecoveryCodes, signOut } from "../support/journeys";
import { sampleWindow } from "../support/sample";
import { Key } from "../support/window";

const sample = sampleWindow();
let mfa: Mfa;

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

test("an authenticator app is set up in one’s own profile, and its recovery codes are shown once", async () => {
  const { window } = sample;
  await window.click("button", /Your menu/);
  await window.click("menuitem", "My profile");
  await window.says("Not set up. Whoever learns your password gets in.");
  await window.click("button", "Set up");
  await window.see("dialog", "Set up your authenticator app");
  const app = await scan(window);
  const code = await app.code();
  await window.fill(/^Code for/, wrong(code));
  await window.see("alert");
  await window.fill(/^Code for/, code);
  await window.see("dialog", "Keep your recovery codes");
  const recoveryCodes = await shownRecoveryCodes(window);
  expect(new Set(recoveryCodes).size).toBe(10);
  mfa = { app, recoveryCodes };
  // They are shown only now: Escape does not lose them.
  await window.press(Key.ESCAPE);
  await window.see("dialog", "Keep your recovery codes");
  await window.tick("I have kept these somewhere safe");
  await window.click("button", "Done");
  await window.gone("dialog");
  await window.says("10 of 10 left.");
});

test("from then on the password alone opens nothing, and the code does", async () => {
  const { window, practice } = sample;
  await signOut(window);
  await givePassword(window, practice);
  await window.see("heading", "Enter your 6-digit code");
  await window.gone("link", "History");
  await window.fill("Code", await mfa.app.code());
  await window.see("heading", "Users", { level: 1 });
});

test("the lock asks for a code too, refuses a wrong one, and takes a recovery code", async () => {
  const { window, practice } = sample;
  await window.chord(Key.CONTROL, Key.SHIFT, "l");
  await window.see("heading", "Firmkeep is locked");
  await window.fill("Password", practice.password);
  await window.click("button", "Unlock");
  await window.says("Enter all 6 digits.");
  await window.click("button", "Use a recovery code instead");
  await window.fill("Recovery code", "0000-0000-0000");
  await window.click("button", "Unlock");
  const field = await window.field("Recovery code");
  await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
  await window.fill("Recovery code", mfa.recoveryCodes[0] ?? "");
  await window.click("button", "Unlock");
  await window.gone("heading", "Firmkeep is locked");
  await window.see("heading", "Users", { level: 1 });
});

test("without the phone a recovery code signs in, once", async () => {
  const { window, practice } = sample;
  await signOut(window);
  await givePassword(window, practice);
  await window.click("button", "Use a recovery code instead");
  await window.says("9 of 10 left");
  await window.fill("Recovery code", mfa.recoveryCodes[0] ?? "");
  await window.click("button", "Continue");
  const field = await window.field("Recovery code");
  await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
  await window.fill("Recovery code", mfa.recoveryCodes[1] ?? "");
  await window.click("button", "Continue");
  await window.see("heading", "Users", { level: 1 });
  await window.click("button", /Your menu/);
  await window.click("menuitem", "My profile");
  await window.says("8 of 10 left.");
});
