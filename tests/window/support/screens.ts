import type { Demo } from "./cli";
import { givePassword, openRowMenu, rowMenu, scan } from "./journeys";
import type { Window } from "./window";

/** One screen of the sample practice: its name in `docs/screens`, and the way there. */
export type Screen = { name: string; show: (window: Window, practice: Demo) => Promise<void> };

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

const profile = async (window: Window, place: string | RegExp) => {
  await window.click("button", /Your menu/);
  await window.click("menuitem", place);
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
      await profile(window, "My history");
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
  {
    name: "17-security-users",
    show: async (window) => {
      await leave(window);
      await opened(window, "Security settings", "Security settings");
      await window.see("row", /Helen Castellano/);
    },
  },
  {
    name: "18-security-policy",
    show: async (window) => {
      await window.click("tab", "Policy");
      await window.see("tabpanel", "Policy");
    },
  },
  {
    name: "19-security-health",
    show: async (window) => {
      await window.click("tab", "Health");
      await window.says("to look after");
    },
  },
  {
    name: "20-activate-support",
    show: async (window) => {
      await window.click("tab", /^Users/);
      await window.click("button", "Activate Support User…");
      await window.fill("Why", "HD-20418, codes of new phones are rejected");
      await window.click("checkbox", /^Look at users/);
      await window.click("checkbox", /^Look at the history/);
    },
  },
  {
    name: "21-support-code",
    show: async (window) => {
      await window.click("button", "Activate for 1 hour");
      await window.see("dialog", "Support access is on");
    },
  },
  {
    name: "22-support-active",
    show: async (window) => {
      await window.click("button", "I have handed it over or kept it");
      await window.gone("dialog");
      await window.see("region", "Support access");
    },
  },
  {
    name: "23-support-ended",
    show: async (window) => {
      await window.click("button", "Deactivate Support User");
      await window.see("dialog", /^What Support did/);
    },
  },
  {
    name: "24-notices",
    show: async (window) => {
      await leave(window);
      await profile(window, /^Notices/);
      await window.see("dialog", "Notices");
    },
  },
  {
    name: "25-profile-security",
    show: async (window) => {
      await leave(window);
      await profile(window, "My profile");
      await window.says("This computer, since");
    },
  },
  {
    name: "26-profile-mfa",
    show: async (window) => {
      await window.click("button", "Set up");
      await window.see("dialog", "Set up your authenticator app");
    },
  },
  {
    name: "27-recovery-codes",
    show: async (window) => {
      const app = await scan(window);
      await window.fill(/^Code for/, await app.code());
      await window.see("dialog", "Keep your recovery codes");
    },
  },
];

/** Away from whatever dialog is open. */
async function leave(window: Window): Promise<void> {
  await window.press("\uE00C");
  await window.gone("dialog");
}

/** What stands before Firmkeep, after all the others: the lock, and what follows a password once there is an app. */
export const closed: Screen[] = [
  {
    name: "16-locked",
    show: async (window) => {
      await window.tick("I have kept these somewhere safe");
      await window.click("button", "Done");
      await window.gone("dialog");
      await window.chord("\uE009", "\uE008", "l");
      await window.see("heading", "Firmkeep is locked");
    },
  },
  {
    name: "28-sign-in-code",
    show: async (window, practice) => {
      await window.click("button", "Sign out");
      await givePassword(window, practice);
      await window.see("heading", "Enter your 6-digit code");
    },
  },
  {
    name: "29-sign-in-recovery-code",
    show: async (window) => {
      await window.click("button", "Use a recovery code instead");
      await window.see("heading", "Enter a recovery code");
    },
  },
  {
    name: "30-sign-in-support",
    show: async (window) => {
      await window.click("button", "Not you?");
      await window.click("button", "Firmkeep Support");
      await window.see("heading", "Firmkeep Support");
    },
  },
];

/** Until nothing moves and everything that the screen waits for is there. */
export async function settled(window: Window): Promise<void> {
  await window.driver.executeAsyncScript(`
    const done = arguments[0];
    const still = () => document.querySelector('[aria-busy=true], .mantine-Skeleton-root') === null
      && document.getAnimations().every((one) => one.playState !== "running");
    const look = (left) => requestAnimationFrame(() =>
      still() || left === 0 ? document.fonts.ready.then(() => requestAnimationFrame(() => done(null))) : look(left - 1));
    look(300);
  `);
}
