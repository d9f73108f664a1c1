import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { temporaryFolder } from "../support/folder";
import {
  askedGroups,
  describePractice,
  keepRecoveryKey,
  recoveryGroups,
  signInAndEnrol,
  strong,
} from "../support/journeys";
import { keepPicturesOfFailures, Window } from "../support/window";

const practice = {
  name: "Vale Street Accountants",
  first: "Imogen",
  last: "Okafor-Żuk",
  email: "imogen@valestreet.example",
  password: strong,
};

let folder = temporaryFolder("first-run");
let window: Window | undefined;

afterEach(async () => {
  await window?.close();
  window = undefined;
  folder.remove();
  folder = temporaryFolder("first-run");
});
// After what closes the window: hooks run from the last to the first.
keepPicturesOfFailures(() => window);

test("a practice is set up in a file on this computer, and its first Practice Admin signs in", async () => {
  window = await Window.open(folder.path);
  await window.see("heading", "Where will your practice’s data live?");
  await window.click("radio", "On this computer");
  await window.click("button", "Continue");
  await describePractice(window, practice);

  await window.see("heading", "Keep the recovery key");
  const groups = await recoveryGroups(window);
  expect(groups).toHaveLength(8);
  expect(new Set(groups).size).toBeGreaterThan(6);
  await window.click("button", "I’ve kept it");
  const asked = await askedGroups(window);
  expect(asked).toHaveLength(2);
  const [first = 0] = asked;

  // A wrong group is refused where it was typed; the key can be seen again.
  await window.fill(`Group ${first + 1}`, "0000");
  await window.click("button", `Create ${practice.name}`);
  await window.says(`This isn’t group ${first + 1}.`);
  expect(existsSync(join(folder.path, "firmkeep.db"))).toBe(false);
  await window.click("button", "Back");
  expect(await recoveryGroups(window)).toEqual(groups);

  await keepRecoveryKey(window);
  await window.click("button", `Create ${practice.name}`);
  await window.see("heading", `${practice.name} is ready`);
  await window.click("button", "Go to sign in");
  await window.says(practice.name);
  await signInAndEnrol(window, practice);
  await window.see("button", `Actions for ${practice.first} ${practice.last}`);
  expect(readdirSync(folder.path)).toEqual(
    expect.arrayContaining(["firmkeep.json", "firmkeep.db", "recovery.json", "key"]),
  );
});

test("leaving half way leaves nothing behind", async () => {
  window = await Window.open(folder.path);
  await window.click("radio", "On this computer");
  await window.click("button", "Continue");
  await describePractice(window, practice);
  await window.see("heading", "Keep the recovery key");
  await window.close();
  window = undefined;
  // The web view keeps its own cache; there is no trace of a practice.
  const left = readdirSync(folder.path).filter((name) => name !== "logs" && !/^web|^window/.test(name));
  expect(left).toEqual([]);
  window = await Window.open(folder.path);
  await window.see("heading", "Where will your practice’s data live?");
});

test("what is wrong is said at the field, and nothing moves on", async () => {
  window = await Window.open(folder.path);
  await window.click("radio", "On this computer");
  await window.click("button", "Continue");
  await window.see("heading", "Tell us about your practice");
  await window.click("button", "Continue");
  await window.says("Enter the name your clients know.");
  await window.fill("Practice name", practice.name);
  await window.fill("ABN (optional)", "51 824 753 557");
  await window.click("button", "Continue");
  const abn = await window.field("ABN (optional)");
  await expect.poll(() => abn.getAttribute("aria-invalid")).toBe("true");
  await window.fill("ABN (optional)", "");
  await window.click("button", "Continue");
  await window.see("heading", "About you", { level: 1 });
  await window.fill("First name", practice.first);
  await window.fill("Last name", practice.last);
  await window.fill("Email", practice.email);
  await window.fill("Password", "vale street imogen");
  await window.click("button", "Continue");
  await window.says("This password doesn’t meet every requirement yet.");
  await window.see("heading", "About you", { level: 1 });
});
