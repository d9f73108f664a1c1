import { expect, test } from "vitest";
import type { Authenticator } from "../support/authenticator";
import { keepRecoveryCodes, scan, signOut } from "../support/journeys";
import { sampleWindow } from "../support/sample";
import { Key } from "../support/window";

const sample = sampleWindow();
let app: Authenticator;
let codes: string[] = [];

test("somebody sets up an authenticator app in their profile and keeps the recovery codes", async () => {
  const { window } = sample;
  await window.click("button", /Your menu/);
  await window.click("menuitem", "My profile");
  await window.click("tab", "Security");
  await window.click("button", "Set up");
  app = await scan(window);
  codes = await keepRecoveryCodes(window, "Done");
  await window.gone("dialog");
  await window.says("10 of 10 left");
});

test("from then on the code is asked for, and a wrong one is said at its field", async () => {
  const { window, practice } = sample;
  await signOut(window);
  await window.fill("Email", practice.email);
  await window.fill("Password", practice.password);
  await window.click("button", "Sign in");
  await window.fill("Code", "000000");
  await window.says("This code is wrong or was used already.");
  await window.fill("Code", app.code());
  await window.see("heading", "Users");
});

test("the lock screen asks for everything, and a recovery code stands in", async () => {
  const { window, practice } = sample;
  await window.chord(Key.CONTROL, Key.SHIFT, "l");
  await window.see("heading", "Firmkeep is locked");
  await window.fill("Password", practice.password);
  await window.click("button", "Use a recovery code instead");
  await window.fill("Recovery code", codes[0] ?? "");
  await window.click("button", "Unlock");
  await window.see("heading", "Users");
  await window.click("button", /Your menu/);
  await window.click("menuitem", "My profile");
  await window.click("tab", "Security");
  await expect.poll(() => window.text("main")).toContain("9 of 10 left");
});
