import { expect, test } from "vitest";
import { sampleWindow } from "../support/sample";
import { Key } from "../support/window";

const sample = sampleWindow({}, false);

test("signing in takes no mouse", async () => {
  const { window, practice } = sample;
  await window.see("heading", "Sign in");
  await window.tabTo("Email");
  await window.press(...practice.email);
  await window.tabTo("Password");
  await window.press(...practice.password, Key.ENTER);
  await window.see("heading", "Users");
});

test("the slash leads to the search, the arrow into the list, M to the menu of the row", async () => {
  const { window } = sample;
  await window.press("/");
  await expect.poll(() => window.focused()).toMatch(/^Search users/);
  await window.press(..."zhou");
  await window.gone("row", /Liam Petrakis/);
  await window.press(Key.ARROW_DOWN);
  await expect.poll(() => window.focused()).toBe("Users");
  await window.press("m");
  await window.see("menu", "Actions for Mei-Lin Zhou");
  await window.press(Key.ESCAPE);
  await window.gone("menu");
});

test("Enter opens the user, Tab reaches a field, Ctrl S saves, Escape leads back", async () => {
  const { window } = sample;
  await window.press(Key.ENTER);
  await window.see("heading", "Mei-Lin Zhou", { level: 1 });
  await window.tabTo("Job title (optional)");
  await window.chord(Key.CONTROL, "a");
  await window.press(..."Client manager, Hobart");
  await window.says("1 unsaved change");
  await window.chord(Key.CONTROL, "s");
  await window.says("All changes saved");
  await window.press(Key.ESCAPE);
  await window.see("grid", "Users");
});

test("N adds a user; the focus stays in the drawer and comes back", async () => {
  const { window } = sample;
  await window.press("n");
  await window.see("heading", "Who is joining?");
  await expect.poll(() => window.focused()).toMatch(/^First name/);
  for (let step = 0; step < 20; step += 1) {
    await window.press(Key.TAB);
    const inside = await window.driver.executeScript<boolean>(
      "return Boolean(document.activeElement.closest('[role=dialog]'))",
    );
    expect(inside, await window.focused()).toBe(true);
  }
  await window.press(Key.ESCAPE);
  await window.gone("heading", "Who is joining?");
});

test("every focus can be seen", async () => {
  const { window } = sample;
  const unseen: string[] = [];
  for (let step = 0; step < 30; step += 1) {
    await window.press(Key.TAB);
    const seen = await window.driver.executeAsyncScript<boolean>(`
      const done = arguments[0];
      const at = document.activeElement;
      // The ring may grow.
      const still = Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)));
      Promise.race([still, new Promise((late) => setTimeout(late, 1000))]).then(() => done(look()));
      const look = () => {
      if (!at || at === document.body) return true;
      const marked = (one) => {
        const style = getComputedStyle(one);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
      };
      // The ring may be drawn by what stands for the control: its wrapper, its card.
      // A list shows its own place: the row that stands for the focus.
      const row = document.getElementById(at.getAttribute("aria-activedescendant"));
      if (row && marked(row)) return true;
      for (let one = at, up = 0; one && up < 4; one = one.parentElement, up += 1) if (marked(one)) return true;
      const border = getComputedStyle(at).borderColor;
      at.blur();
      const changed = getComputedStyle(at).borderColor !== border;
      at.focus();
      return changed;
      };
    `);
    if (!seen) unseen.push(await window.focused());
  }
  expect(unseen).toEqual([]);
});

test("Ctrl K finds a person and Enter goes there", async () => {
  const { window } = sample;
  await window.chord(Key.CONTROL, "k");
  await window.see("dialog");
  await window.see("combobox");
  await expect
    .poll(() =>
      window.driver.executeScript(
        "return document.activeElement.role || document.activeElement.getAttribute('role')",
      ),
    )
    .toBe("combobox");
  await window.press(..."petrakis");
  await expect.poll(async () => (await window.all("option", /^Liam Petrakis/)).length).toBeGreaterThan(0);
  await window.press(Key.ENTER);
  await window.see("heading", "Liam Petrakis", { level: 1 });
});

test("the question mark shows the shortcuts", async () => {
  const { window } = sample;
  await window.press(Key.ESCAPE);
  await window.see("grid", "Users");
  await window.press("?");
  await window.see("dialog", /shortcuts/i);
  await window.press(Key.ESCAPE);
  await window.gone("dialog");
});
