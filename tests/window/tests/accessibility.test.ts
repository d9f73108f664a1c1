import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/folder";
import { signIn, strong } from "../support/journeys";
import { sampleWindow } from "../support/sample";
import { lock, screens, settled } from "../support/screens";
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

  test.each(screens)("$name", async ({ name, show }) => {
    const { window } = sample;
    await show(window);
    await settled(window);
    await window.expectAccessible(name);
  });

  test("the lock screen", async () => {
    const { window } = sample;
    await lock(window);
    await settled(window);
    await window.expectAccessible("lock");
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
      await window.see("heading", "Keep the recovery key");
      await look("the recovery key");
      await window.click("button", "I’ve kept it");
      await window.see("heading", "Check your copy of the key");
      await look("the copy of the key");
    } finally {
      await window.close();
      folder.remove();
    }
  },
);

describe("at twice the size", () => {
  const sample = sampleWindow();
  const wide = (width: number) =>
    expect.poll(() => sample.window.driver.executeScript<number>("return innerWidth")).toBe(width);
  const press = async (key: string) => {
    for (let step = 0; step < 5; step += 1) await sample.window.chord(Key.CONTROL, key);
  };

  // The driver's mouse does not know of the zoom: the way to a screen is taken at its usual size.
  test.each(screens)("$name scrolls one way only", async ({ name, show }) => {
    const { window } = sample;
    await show(window);
    await settled(window);
    await press("+");
    await wide(640);
    await settled(window);
    expect(await sideways(window), name).toBe(0);
    await press("-");
    await wide(1280);
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
