import { expect, test } from "vitest";
import { signIn, signOut } from "../support/journeys";
import { sampleWindow } from "../support/sample";
import { Key } from "../support/window";

const sample = sampleWindow({}, false);

test("a wrong email and a wrong password are refused alike, and the right ones let in", async () => {
  const { window, practice } = sample;
  await window.see("heading", "Sign in");
  await window.fill("Email", practice.email);
  await window.fill("Password", "not this one at all");
  await window.click("button", "Sign in");
  const refusal = await (await window.see("alert")).getText();
  expect(refusal).not.toBe("");
  await window.fill("Email", "nobody@example.com");
  await window.fill("Password", "not this one at all");
  await window.click("button", "Sign in");
  await window.enabled("button", "Sign in");
  expect(await (await window.see("alert")).getText()).toBe(refusal);
  await signIn(window, practice);
});

test("the keyboard locks the screen, and the password opens it where one was", async () => {
  const { window, practice } = sample;
  await window.click("link", "History");
  await window.see("heading", "History", { level: 1 });
  await window.chord(Key.CONTROL, Key.SHIFT, "l");
  await window.see("heading", "Firmkeep is locked");
  await window.gone("heading", "History");
  await window.fill("Password", "not this one at all");
  await window.click("button", "Unlock");
  await window.says("The password is wrong.");
  await window.fill("Password", practice.password);
  await window.click("button", "Unlock");
  await window.see("heading", "History", { level: 1 });
});

test("what was typed survives the lock", async () => {
  const { window, practice } = sample;
  await window.click("link", "Practice settings");
  await window.fill(/^Legal name/, "Typed before the lock Pty Ltd");
  await window.chord(Key.CONTROL, Key.SHIFT, "l");
  await window.see("heading", "Firmkeep is locked");
  await window.fill("Password", practice.password);
  await window.click("button", "Unlock");
  await expect.poll(() => window.value(/^Legal name/)).toBe("Typed before the lock Pty Ltd");
  await window.click("button", "Cancel");
  await window.click("button", "Don’t save");
  await window.see("heading", "Users");
});

test("signing out leads back to the sign-in screen", async () => {
  const { window } = sample;
  await window.click("link", "Users");
  await signOut(window);
  await window.gone("link", "History");
});
