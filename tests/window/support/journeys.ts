import { expect } from "vitest";
import { Authenticator } from "./authenticator";
import type { Demo } from "./cli";
import type { Window } from "./window";

export const strong = "violet anchor 62 tramway";

export type Person = { email: string; password: string };

/** From the sign-in screen to the list of users. */
export async function signIn(window: Window, person: Person | Demo): Promise<void> {
  await givePassword(window, person);
  await window.see("heading", "Users");
}

/** As far as the password leads: to the list of users, or to the step that comes after it. */
export async function givePassword(window: Window, person: Person | Demo): Promise<void> {
  await window.see("heading", "Sign in");
  await window.fill("Email", person.email);
  await window.fill("Password", person.password);
  await window.click("button", "Sign in");
}

export type Mfa = { app: Authenticator; recoveryCodes: string[] };

const nothing = async () => {};

/**
 * The first sign-in at a practice where everybody needs a code: over the authenticator app and the recovery codes.
 * `look` is called at each of the two steps.
 */
export async function signInAndEnrol(
  window: Window,
  person: Person,
  look: (step: string) => Promise<void> = nothing,
): Promise<Mfa> {
  await givePassword(window, person);
  await window.see("heading", "Set up your authenticator app");
  const app = await scan(window);
  await look("setting up MFA");
  // The last digit sends it.
  await window.fill(/^Code for/, await app.code());
  await window.see("heading", "Keep your recovery codes");
  const recoveryCodes = await shownRecoveryCodes(window);
  await look("the recovery codes");
  await window.tick("I have kept these somewhere safe");
  await window.click("button", "Open Firmkeep");
  await window.see("heading", "Users");
  return { app, recoveryCodes };
}

/** Types the key on the screen into an app, as somebody does whose camera does not work. */
export async function scan(window: Window): Promise<Authenticator> {
  await window.see("img", /^QR code for your authenticator app/);
  return new Authenticator(await (await window.see("code")).getText());
}

export async function shownRecoveryCodes(window: Window): Promise<string[]> {
  await window.see("list", "Recovery codes");
  const items = await window.all("listitem", undefined, { within: { role: "list", name: "Recovery codes" } });
  const texts = await Promise.all(items.map((item) => item.getText()));
  // Before each stands its number.
  return texts.map((text) => /([A-Z0-9]{4}-){3}[A-Z0-9]{4}$/.exec(text.trim())?.[0] ?? "");
}

export async function signOut(window: Window): Promise<void> {
  await window.click("button", /Your menu/);
  await window.click("menuitem", "Sign out");
  await window.see("heading", "Sign in");
}

export type NewPractice = { name: string; first: string; last: string; email: string; password: string };

/** The steps of the first run from the practice on, the same for both databases. */
export async function describePractice(window: Window, practice: NewPractice): Promise<void> {
  await window.see("heading", "Tell us about your practice");
  await window.fill("Practice name", practice.name);
  await window.fill("ABN (optional)", "51 824 753 556");
  await window.click("button", "Continue");
  await window.see("heading", "About you", { level: 1 });
  await window.fill("First name", practice.first);
  await window.fill("Last name", practice.last);
  await window.fill("Email", practice.email);
  await window.fill("Password", practice.password);
  await window.click("button", "Continue");
  await window.see("heading", "Where should the key be kept?");
  await window.click("radio", "In a key file on this computer");
  await window.click("button", "Continue");
}

/** The recovery key: its groups, and the two that are asked for typed from them. */
export async function keepRecoveryKey(window: Window): Promise<string[]> {
  await window.see("heading", "Keep the recovery key");
  const groups = await recoveryGroups(window);
  await window.click("button", "I’ve kept it");
  await window.see("heading", "Check your copy of the key");
  for (const index of await askedGroups(window)) {
    await window.fill(`Group ${index + 1}`, groups[index] ?? "");
  }
  return groups;
}

export async function recoveryGroups(window: Window): Promise<string[]> {
  await window.see("list", /Recovery key/);
  const items = await window.all("listitem", undefined, { within: { role: "list", name: /Recovery key/ } });
  const texts = await Promise.all(items.map((item) => item.getText()));
  return texts.map((text) => /([A-Z0-9]{4})\s*$/.exec(text)?.[1] ?? "");
}

export async function askedGroups(window: Window): Promise<number[]> {
  await window.see("heading", "Check your copy of the key");
  const labels = await window.driver.executeScript<string[]>(
    "return [...document.querySelectorAll('label')].map((label) => label.innerText)",
  );
  return labels.flatMap((label) => {
    const number = /^Group (\d)$/.exec(label.trim())?.[1];
    return number ? [Number(number) - 1] : [];
  });
}

/** Narrows the list to one user and opens the menu of their row. */
export async function openRowMenu(window: Window, name: string): Promise<void> {
  await search(window, name);
  await onlyRow(window, name);
  await window.click("button", `Actions for ${name}`);
  await window.see("menu", `Actions for ${name}`);
}

export async function rowMenu(window: Window, name: string, item: string | RegExp): Promise<void> {
  await openRowMenu(window, name);
  await window.click("menuitem", item);
}

/** Types into the list's search. */
export async function search(window: Window, text: string): Promise<void> {
  await window.fill(/^Search users/, text);
}

/** Until the list has followed: a row that is about to move cannot be clicked. */
async function onlyRow(window: Window, name: string): Promise<void> {
  await expect
    .poll(() =>
      window.driver.executeScript<string[]>(
        "return [...document.querySelectorAll('[data-row-menu]')].map((button) => button.getAttribute('aria-label'))",
      ),
    )
    .toEqual([`Actions for ${name}`]);
}

/** Gives a reason in the open dialog and confirms. */
export async function giveReason(window: Window, reason: string, confirm: string | RegExp): Promise<void> {
  await window.see("dialog");
  await window.fill("Reason", reason);
  await window.click("button", confirm);
  await window.gone("dialog");
}

/** Waits until the row of this user says something. */
export async function rowSays(window: Window, name: string, what: RegExp): Promise<void> {
  await expect.poll(() => window.text("row", new RegExp(name))).toMatch(what);
}
