import { afterEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/folder";
import { askedGroups, recoveryGroups, signIn, signInAndEnrol, strong } from "../support/journeys";
import { sampleWindow } from "../support/sample";
import { closed, screens, settled } from "../support/screens";
import { Key, Window } from "../support/window";

describe.each([
  { look: "light", dark: false },
  { look: "dark", dark: true },
])("axe finds nothing serious, $look", ({ dark }) => {
  const sample = sampleWindow({ dark }, false);

  test("sign in", async () => {
    const { window, practice } = sample;
    await window.see("heading", "Sign in");
    const wanted = await window.driver.executeScript(
      "return matchMedia('(prefers-color-scheme: dark)').matches",
    );
    expect(wanted).toBe(dark);
    await settled(window);
    await window.expectAccessible("sign in");
    await signIn(window, practice);
  });

  test.each([...screens, ...closed])("$name", async ({ name, show }) => {
    const { window, practice } = sample;
    await show(window, practice);
    await settled(window);
    await window.expectAccessible(name);
  });
});

test.each([{ dark: false }, { dark: true }])(
  "axe finds nothing serious in the first run (dark: $dark)",
  async ({ dark }) => {
    const folder = temporaryFolder("axe");
    const window = await Window.open(folder.path, { dark });
    const look = async (screen: string) => {
      await settled(window);
      await window.expectAccessible(screen);
    };
    try {
      await window.click("radio", "On this computer");
      await look("where the data lives");
      await window.click("button", "Continue");
      await window.fill("Practice name", "Vale Street Accountants");
      await look("the practice");
      await window.click("button", "Continue");
      await window.fill("First name", "Imogen");
      await window.fill("Last name", "Okafor");
      await window.fill("Email", "imogen@valestreet.example");
      await window.fill("Password", strong);
      await look("the first Practice Admin");
      await window.click("button", "Continue");
      await window.click("radio", "Behind a passphrase");
      await look("the key");
      await window.click("radio", "In a key file on this computer");
      await window.click("button", "Continue");
      const groups = await recoveryGroups(window);
      await look("the recovery key");
      await window.click("button", "I’ve kept it");
      for (const index of await askedGroups(window)) {
        await window.fill(`Group ${index + 1}`, groups[index] ?? "");
      }
      await look("the copy of the key");
      await window.click("button", "Create Vale Street Accountants");
      await window.see("heading", "Vale Street Accountants is ready");
      await look("the practice is ready");
      await window.click("button", "Go to sign in");
      await signInAndEnrol(window, { email: "imogen@valestreet.example", password: strong }, look);
    } finally {
      await window.close();
      folder.remove();
    }
  },
);

describe("at twice the size", () => {
  const sample = sampleWindow();
  /** Waits for the size of everything, in fifths of the usual: each press of the keys adds one. */
  const fifths = (wanted: number) =>
    expect
      .poll(() => sample.window.driver.executeScript<number>("return Math.round((5 * 1280) / innerWidth)"))
      .toBe(wanted);
  const enlarge = async () => {
    // Each key orders a size of its own from the shell, which carries orders out side by side: the last ordered is
    // not always the last done. So each size is there before the next is ordered.
    for (let wanted = 6; wanted <= 10; wanted += 1) {
      await sample.window.chord(Key.CONTROL, "+");
      await fifths(wanted);
    }
  };
  afterEach(async () => {
    await sample.window.chord(Key.CONTROL, "0");
    await fifths(5);
    // What is clicked next must lie still.
    await settled(sample.window);
  });

  // The driver's mouse does not know of the zoom: the way to a screen is taken at its usual size.
  test.each([...screens, ...closed])("$name scrolls one way only", async ({ name, show }) => {
    const { window, practice } = sample;
    await show(window, practice);
    await settled(window);
    await enlarge();
    await settled(window);
    expect(await sideways(window), name).toBe(0);
  });
});

test("the text follows the system’s size", async () => {
  const folder = temporaryFolder("large");
  const window = await Window.open(folder.path, { textScale: 2 });
  try {
    await window.see("radio", "On this computer");
    const size = await window.driver.executeScript<number>(
      "return (parseFloat(getComputedStyle(document.documentElement).fontSize) * 1280) / innerWidth",
    );
    expect(size).toBeGreaterThanOrEqual(31);
    expect(await sideways(window)).toBe(0);
  } finally {
    await window.close();
    folder.remove();
  }
});

const sideways = (window: Window) =>
  window.driver.executeScript<number>(
    "return Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)",
  );
