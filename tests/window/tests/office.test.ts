import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../support/folder";
import { describePractice, keepRecoveryKey, signInAndEnrol, strong } from "../support/journeys";
import { Postgres } from "../support/postgres";
import { keepPicturesOfFailures, Window } from "../support/window";

const practice = {
  name: "Pier Nine Accountants",
  first: "Teuila",
  last: "Faleolo",
  email: "teuila@piernine.example",
  password: strong,
};
const folder = temporaryFolder("office");
let postgres: Postgres;
let window: Window;

beforeAll(async () => {
  postgres = Postgres.start();
  window = await Window.open(folder.path);
});
afterAll(async () => {
  await window?.close();
  await postgres?.end();
  folder.remove();
});
keepPicturesOfFailures(() => window);

test("a practice is created in an empty office database", async () => {
  const address = await postgres.database();
  await window.click("radio", "In our office database");
  await window.click("button", "Continue");
  await window.see("heading", "Find your office database");
  await window.click("button", "Paste a postgres:// address");
  await window.fill("Address", address);
  const [check] = await window.all("button", "Check");
  await check?.click();
  await window.click("button", "Create our practice there");
  await describePractice(window, practice);
  await keepRecoveryKey(window);
  await window.click("button", `Create ${practice.name}`);
  await window.see("heading", `${practice.name} is ready`);
  await window.click("button", "Go to sign in");
  await signInAndEnrol(window, practice);
});

test("when the server stops, a banner says so, and what was typed stays", async () => {
  await window.click("link", "Practice settings");
  await window.fill(/^Legal name/, "Pier Nine Accountants Pty Ltd");
  await postgres.stop();
  await window.click("button", "Save");
  await window.says("We can’t reach", 30_000);
  await window.says("Nothing has been lost");
  expect(await window.value(/^Legal name/)).toBe("Pier Nine Accountants Pty Ltd");
});

test("when the server is back, the banner goes by itself and the form saves", async () => {
  await postgres.startAgain();
  await window.gone("button", "Try again now", { timeout: 40_000 });
  expect(await window.value(/^Legal name/)).toBe("Pier Nine Accountants Pty Ltd");
  await window.click("button", "Save");
  await window.says("All changes saved");
});
