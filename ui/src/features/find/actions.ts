import {
  IconAdjustmentsHorizontal,
  IconDeviceDesktop,
  IconFolder,
  IconHistory,
  IconInfoCircle,
  IconKeyboard,
  IconListCheck,
  IconLock,
  IconLogout,
  IconMail,
  IconMoon,
  IconSun,
  IconTextSize,
  IconUserPlus,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import type { MyCan } from "~/api";
import type { AppActions } from "~/shared";

export type Thing = {
  id: string;
  label: string;
  /** Other words people type for it. */
  also?: string;
  icon: TablerIcon;
  /** The label of its shortcut, whose keys are shown. */
  shortcut?: string;
  run: () => void;
};

type Needs = {
  can: MyCan;
  app: AppActions;
  go: (to: string, search?: Record<string, unknown>) => void;
  openLogFolder: () => void;
};

/** What this person can do from anywhere. What they may not do isn't there. */
export function actionsFor({ can, app, go, openLogFolder }: Needs): Thing[] {
  const things: (Thing | false)[] = [
    can.add_users && {
      id: "add",
      label: "Add user",
      also: "new create person staff invite",
      icon: IconUserPlus,
      shortcut: "Add user",
      run: () => go("/users", { add: true }),
    },
    can.verify_register && {
      id: "verify",
      label: "Check the whole register",
      also: "verify chain seal history audit",
      icon: IconListCheck,
      run: () => go("/history", { check: true }),
    },
    {
      id: "lock",
      label: "Lock now",
      also: "screen away",
      icon: IconLock,
      shortcut: "Lock the screen",
      run: app.lock,
    },
    { id: "out", label: "Sign out", also: "log off logout leave", icon: IconLogout, run: app.signOut },
    app.theme !== "light" && {
      id: "light",
      label: "Use the light theme",
      also: "appearance colour bright",
      icon: IconSun,
      run: () => app.setTheme("light"),
    },
    app.theme !== "dark" && {
      id: "dark",
      label: "Use the dark theme",
      also: "appearance colour night",
      icon: IconMoon,
      run: () => app.setTheme("dark"),
    },
    app.theme !== "auto" && {
      id: "auto",
      label: "Use the system’s theme",
      also: "appearance colour automatic light dark",
      icon: IconDeviceDesktop,
      run: () => app.setTheme("auto"),
    },
    app.textSize !== "larger" && {
      id: "larger",
      label: "Make text larger",
      also: "size font zoom bigger",
      icon: IconTextSize,
      run: () => app.setTextSize(app.textSize === "smaller" ? "usual" : "larger"),
    },
    app.textSize !== "smaller" && {
      id: "smaller",
      label: "Make text smaller",
      also: "size font zoom",
      icon: IconTextSize,
      run: () => app.setTextSize(app.textSize === "larger" ? "usual" : "smaller"),
    },
    {
      id: "single",
      label: app.singleKeys ? "Turn single-key shortcuts off" : "Turn single-key shortcuts on",
      also: "keyboard keys preferences",
      icon: IconKeyboard,
      run: () => app.setSingleKeys(!app.singleKeys),
    },
    {
      id: "shortcuts",
      label: "Keyboard shortcuts",
      also: "keys help",
      icon: IconKeyboard,
      shortcut: "Keyboard shortcuts",
      run: app.openShortcuts,
    },
    {
      id: "about",
      label: "About Firmkeep",
      also: "version licences help database folder",
      icon: IconInfoCircle,
      run: app.openAbout,
    },
    {
      id: "logs",
      label: "Open log folder",
      also: "support problem files",
      icon: IconFolder,
      run: openLogFolder,
    },
  ];
  return things.filter((thing) => thing !== false);
}

/** Where this person can go. */
export function placesFor({ can, go }: Pick<Needs, "can" | "go">): Thing[] {
  const things: (Thing | false)[] = [
    {
      id: "users",
      label: "Users",
      also: "people staff list",
      icon: IconUsers,
      shortcut: "Go to users",
      run: () => go("/users"),
    },
    can.see_register && {
      id: "history",
      label: "History",
      also: "register audit events log",
      icon: IconHistory,
      shortcut: "Go to history",
      run: () => go("/history"),
    },
    {
      id: "mine",
      label: "My history",
      also: "own sign-ins events",
      icon: IconHistory,
      shortcut: "Go to my history",
      run: () => go("/my-history"),
    },
    can.see_practice_settings && {
      id: "settings",
      label: "Practice settings",
      also: "organisation address logo abn time zone managers",
      icon: IconAdjustmentsHorizontal,
      shortcut: "Go to practice settings",
      run: () => go("/settings/practice"),
    },
    can.add_users && {
      id: "invited",
      label: "Invited users",
      also: "pending invites view",
      icon: IconMail,
      run: () => go("/users", { view: "invited" }),
    },
  ];
  return things.filter((thing) => thing !== false);
}

/** Those that answer what was typed, best first. */
export function ranked(
  things: Thing[],
  typed: string,
  score: (typed: string, label: string, also?: string) => number,
) {
  return things
    .map((thing, at) => ({ thing, at, score: score(typed, thing.label, thing.also) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .map((one) => one.thing);
}
