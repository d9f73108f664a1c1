import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { error, Key, type WebDriver, type WebElement } from "selenium-webdriver";
import { afterEach, expect } from "vitest";
import { all, find, gone, labelled, type Name, type Options, says, violations } from "./in-page";
import { application, reports } from "./programs";
import { type Driven, drive, type Look } from "./webdriver";

export { Key };

type More = Omit<Options, "name">;

/** Firmkeep's window, as a person meets it: by role and name, with the mouse and the keyboard. */
export class Window {
  readonly driver: WebDriver;
  private readonly driven: Driven;

  private constructor(driven: Driven) {
    this.driven = driven;
    this.driver = driven.driver;
  }

  static async open(dataDir: string, look: Look = {}, program = application()): Promise<Window> {
    const args = program === application() ? ["--data-dir", dataDir] : [];
    return new Window(await drive(program, args, look));
  }

  close(): Promise<void> {
    return this.driven.end();
  }

  /** Waits for the one element of this role and name. */
  see(role: string, name?: Name, more: More = {}): Promise<WebElement> {
    return find(this.driver, role, { name, ...more });
  }

  all(role: string, name?: Name, more: More = {}): Promise<WebElement[]> {
    return all(this.driver, role, { name, ...more });
  }

  gone(role: string, name?: Name, more: More = {}): Promise<void> {
    return gone(this.driver, role, { name, ...more });
  }

  says(text: Name, timeout?: number): Promise<void> {
    return says(this.driver, text, timeout);
  }

  async click(role: string, name?: Name, more: More = {}): Promise<void> {
    const element = await this.enabled(role, name, more);
    // A person waits until what is above it has gone.
    const deadline = performance.now() + 5_000;
    for (;;) {
      try {
        return await element.click();
      } catch (reason) {
        const covered = reason instanceof error.ElementClickInterceptedError;
        if (!covered || performance.now() > deadline) throw reason;
      }
    }
  }

  /** What it says, whole: the driver's own getText leaves out what an ellipsis hides. */
  async text(role: string, name?: Name): Promise<string> {
    const element = await this.see(role, name);
    return await this.driver.executeScript<string>("return arguments[0].innerText", element);
  }

  /** Ticks a box that may be ticked already. */
  async tick(name: Name): Promise<void> {
    if (!(await (await this.enabled("checkbox", name)).isSelected())) await this.click("checkbox", name);
  }

  /** Waits until it can be used: a button waits for what it needs. */
  async enabled(role: string, name?: Name, more: More = {}): Promise<WebElement> {
    const element = await this.see(role, name, more);
    await this.driver.wait(
      async () => (await element.isEnabled()) && (await element.getAttribute("aria-disabled")) !== "true",
      10_000,
      `${role} ${name} stays disabled`,
    );
    return element;
  }

  /** Replaces what stands in the field of this label. */
  async fill(label: Name, text: string): Promise<void> {
    await this.into(await this.field(label), text);
  }

  field(label: Name, timeout?: number): Promise<WebElement> {
    return labelled(this.driver, label, timeout);
  }

  async value(label: Name): Promise<string> {
    return (await (await this.field(label)).getAttribute("value")) ?? "";
  }

  async into(field: WebElement, text: string): Promise<void> {
    await field.click();
    // One after the other: in one go the driver holds Control down over the rest.
    await field.sendKeys(Key.chord(Key.CONTROL, "a"));
    await field.sendKeys(Key.BACK_SPACE);
    if (text !== "") await field.sendKeys(text);
  }

  /** Types to whatever has the focus. */
  async press(...keys: string[]): Promise<void> {
    await this.driver
      .actions()
      .sendKeys(...keys)
      .perform();
  }

  /** A chord to whatever has the focus: `chord(Key.CONTROL, "s")`. */
  async chord(...keys: string[]): Promise<void> {
    let actions = this.driver.actions();
    for (const key of keys) actions = actions.keyDown(key);
    for (const key of [...keys].reverse()) actions = actions.keyUp(key);
    await actions.perform();
  }

  /** The role-independent name of what has the focus, for messages and for keyboard journeys. */
  async focused(): Promise<string> {
    return await this.driver.executeScript<string>(`
      const at = document.activeElement;
      if (!at || at === document.body) return "";
      return (at.getAttribute("aria-label") || at.labels?.[0]?.innerText || at.innerText || at.id || at.tagName).trim();
    `);
  }

  /** Tabs on until the focus is on what is named. */
  async tabTo(name: Name, most = 60): Promise<void> {
    const passed: string[] = [];
    for (let step = 0; step < most; step += 1) {
      const at = await this.focused();
      if (name instanceof RegExp ? name.test(at) : at === name) return;
      passed.push(at);
      await this.press(Key.TAB);
    }
    throw new Error(`Tab did not reach ${name} in ${most} steps: ${passed.join(" > ")}`);
  }

  async expectAccessible(screen: string): Promise<void> {
    expect(await violations(this.driver), `axe on ${screen}`).toEqual([]);
  }

  /** The window as it is on the screen. */
  picture(path: string): void {
    picture(path);
  }
}

/** From the screen, which the window fills, not from the driver: it may be the driver that no longer answers. */
function picture(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const taken = spawnSync("import", ["-silent", "-window", "root", path], { timeout: 20_000 });
  if (taken.status !== 0) throw new Error(`no picture for ${path}: ${taken.stderr}`);
}

/** Whenever a test of this file fails, a picture of the window is kept in `target/window-failures`. */
export function keepPicturesOfFailures(window: () => Window | undefined): void {
  afterEach(({ task }) => {
    if (task.result?.state !== "fail") return;
    if (!window()) return;
    const name = task.name.replace(/[^a-z0-9]+/gi, "-").toLowerCase();
    const path = join(reports(), "window-failures", `${name}.png`);
    picture(path);
  });
}
