import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/folder";
import { describePractice, keepRecoveryKey, signIn, signInAndEnrol, strong } from "../support/journeys";
import { root } from "../support/programs";
import { sampleWindow } from "../support/sample";
import { closed, screens, settled } from "../support/screens";
import { Window } from "../support/window";

/** `cargo xtask screens`: a picture of every screen, light and dark. */
const folder = process.env.FIRMKEEP_SCREENS || join(root, "docs/screens");

const practice = {
  name: "Vale Street Accountants",
  first: "Imogen",
  last: "Okafor",
  email: "imogen@valestreet.example",
  password: strong,
};

beforeAll(() => mkdirSync(folder, { recursive: true }));

describe.each([
  { look: "light", dark: false, end: ".png" },
  { look: "dark", dark: true, end: "-dark.png" },
])("$look", ({ dark, end }) => {
  const sample = sampleWindow({ dark }, false);
  const take = async (window: Window, name: string) => {
    const path = join(folder, `${name}${end}`);
    rmSync(path, { force: true });
    await settled(window);
    window.picture(path);
  };

  test("the first run", async () => {
    const empty = temporaryFolder("screens");
    const window = await Window.open(empty.path, { dark });
    try {
      await window.click("radio", "On this computer");
      await take(window, "00-set-up");
      await window.click("button", "Continue");
      await describePractice(window, practice);
      await keepRecoveryKey(window);
      await window.click("button", `Create ${practice.name}`);
      await window.click("button", "Go to sign in");
      const steps = ["31-sign-in-set-up-mfa", "32-sign-in-recovery-codes"];
      await signInAndEnrol(window, practice, () => take(window, steps.shift() ?? ""));
    } finally {
      await window.close();
      empty.remove();
    }
  });

  test("sign in", async () => {
    await sample.window.see("heading", "Sign in");
    await take(sample.window, "01-sign-in");
    await signIn(sample.window, sample.practice);
  });

  test.each([...screens, ...closed])("$name", async ({ name, show }) => {
    await show(sample.window, sample.practice);
    await take(sample.window, name);
  });

  test("there is a picture of each", () => {
    const taken = readdirSync(folder).filter((name) => name.endsWith(".png"));
    const wanted = [...screens, ...closed].map(({ name }) => `${name}${end}`);
    expect(taken).toEqual(expect.arrayContaining(wanted));
  });
});
