import { openRowMenu, rowMenu } from "./journeys";
import type { Window } from "./window";

/** One screen of the sample practice: its name in `docs/screens`, and the way there. */
export type Screen = { name: string; show: (window: Window) => Promise<void> };

const opened = async (window: Window, place: string, heading: string | RegExp) => {
  await window.click("link", place);
  await window.see("heading", heading, { level: 1 });
};

const user = async (window: Window, name: string, tab?: string) => {
  await opened(window, "Users", "Users");
  await rowMenu(window, name, /^Open/);
  await window.see("heading", name, { level: 1 });
  if (tab) await window.click("tab", tab);
};

/** Every screen behind the sign-in, each reached from wherever the one before ended. */
export const screens: Screen[] = [
  {
    name: "02-users",
    show: async (window) => {
      await opened(window, "Users", "Users");
      await window.see("row", /Liam Petrakis/);
    },
  },
  {
    name: "03-users-menu",
    show: async (window) => {
      await openRowMenu(window, "Liam Petrakis");
    },
  },
  {
    name: "04-disable",
    show: async (window) => {
      // The menu may have closed when the window changed its size.
      if ((await window.all("menu")).length === 0) await openRowMenu(window, "Liam Petrakis");
      await window.click("menuitem", /^Disable/);
      await window.see("dialog");
    },
  },
  {
    name: "05-add-user",
    show: async (window) => {
      await window.click("button", "Cancel");
      await window.gone("dialog");
      await window.fill(/^Search users/, "");
      await window.click("button", "Add user");
      await window.see("heading", "Who is joining?");
    },
  },
  {
    name: "06-user-details",
    show: async (window) => {
      await window.click("button", "Close");
      await window.gone("dialog");
      await user(window, "Priya Raghunathan");
    },
  },
  { name: "07-user-access", show: (window) => window.click("tab", "Access") },
  { name: "08-user-security", show: (window) => window.click("tab", "Security") },
  { name: "09-user-history", show: (window) => window.click("tab", "History") },
  { name: "10-history", show: (window) => opened(window, "History", "History") },
  {
    name: "11-my-history",
    show: async (window) => {
      await window.click("button", /Your menu/);
      await window.click("menuitem", "My history");
      await window.see("heading", "My history", { level: 1 });
    },
  },
  {
    name: "12-practice-settings",
    show: (window) => opened(window, "Practice settings", "Practice settings"),
  },
  {
    name: "13-find-anything",
    show: async (window) => {
      await window.click("button", "Find anything");
      await window.see("dialog");
    },
  },
  {
    name: "14-shortcuts",
    show: async (window) => {
      await leave(window);
      await window.press("?");
      await window.see("dialog", /shortcuts/i);
    },
  },
  {
    name: "15-about",
    show: async (window) => {
      await leave(window);
      await window.click("button", /Your menu/);
      await window.click("menuitem", "About Firmkeep");
      await window.see("dialog");
    },
  },
];

/** Away from whatever dialog is open. */
async function leave(window: Window): Promise<void> {
  await window.press("\uE00C");
  await window.gone("dialog");
}

/** The lock screen, last: it lies over everything. */
export const lock = async (window: Window) => {
  await leave(window);
  await window.chord("\uE009", "\uE008", "l");
  await window.see("heading", "Firmkeep is locked");
};

/** Until nothing moves and everything that the screen waits for is there. */
export async function settled(window: Window): Promise<void> {
  await window.driver.executeAsyncScript(`
    const done = arguments[0];
    const still = () => document.querySelector('[aria-busy=true]') === null
      && document.getAnimations().every((one) => one.playState !== "running");
    const look = (left) => requestAnimationFrame(() =>
      still() || left === 0 ? document.fonts.ready.then(() => requestAnimationFrame(() => done(null))) : look(left - 1));
    look(300);
  `);
}
