import {
  IconAdjustmentsHorizontal,
  IconBell,
  IconDeviceDesktop,
  IconFileExport,
  IconFolder,
  IconHeadset,
  IconHeartbeat,
  IconHistory,
  IconInfoCircle,
  IconKey,
  IconKeyboard,
  IconListCheck,
  IconLock,
  IconLockExclamation,
  IconLogout,
  IconMail,
  IconMoon,
  IconShieldCheck,
  IconShieldCog,
  IconShieldLock,
  IconSun,
  IconTextSize,
  IconUser,
  IconUserPlus,
  IconUsers,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Me, MyCan } from "~/api";
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
  /** The Support user has neither a profile nor notices. */
  support: Me["support"];
  app: AppActions;
  go: (to: string, search?: Record<string, unknown>) => void;
  openLogFolder: () => void;
};

/** What this person can do from anywhere. What they may not do isn't there. */
export function actionsFor({ can, support, app, go, openLogFolder }: Needs): Thing[] {
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
    can.see_register &&
      can.export_register && {
        id: "export",
        label: "Export the history",
        also: "download csv excel json register audit save",
        icon: IconFileExport,
        run: () => go("/history", { export: true }),
      },
    can.activate_support && {
      id: "support",
      label: "Activate Support User",
      also: "firmkeep help vendor let in access",
      icon: IconHeadset,
      run: () => go("/security", { activate: true }),
    },
    support === null && {
      id: "password",
      label: "Change my password",
      also: "security new profile",
      icon: IconKey,
      run: () => go("/me"),
    },
    support === null && {
      id: "codes",
      label: "My authenticator app and recovery codes",
      also: "mfa phone two factor totp security profile",
      icon: IconShieldCheck,
      run: () => go("/me"),
    },
    support === null && {
      id: "notices",
      label: "Notices",
      also: "messages bell news",
      icon: IconBell,
      run: app.openNotices,
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
export function placesFor({ can, support, go }: Pick<Needs, "can" | "support" | "go">): Thing[] {
  const things: (Thing | false)[] = [
    can.see_users && {
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
    support === null && {
      id: "mine",
      label: "My history",
      also: "own sign-ins events",
      icon: IconHistory,
      shortcut: "Go to my history",
      run: () => go("/my-history"),
    },
    support === null && {
      id: "me",
      label: "My profile",
      also: "password mfa sessions computers security own",
      icon: IconUser,
      shortcut: "Go to my profile",
      run: () => go("/me"),
    },
    can.see_security_settings && {
      id: "security",
      label: "Security settings",
      also: "sessions mfa support blocked",
      icon: IconShieldLock,
      shortcut: "Go to security settings",
      run: () => go("/security"),
    },
    can.see_security_settings && {
      id: "policy",
      label: "Security policy",
      also: "rules mfa required password length idle block remember keep",
      icon: IconShieldCog,
      run: () => go("/security", { tab: "policy" }),
    },
    can.see_security_settings && {
      id: "health",
      label: "Security health",
      also: "checks problems audit ready",
      icon: IconHeartbeat,
      run: () => go("/security", { tab: "health" }),
    },
    can.see_practice_settings && {
      id: "settings",
      label: "Practice settings",
      also: "organisation address logo abn time zone managers",
      icon: IconAdjustmentsHorizontal,
      shortcut: "Go to practice settings",
      run: () => go("/settings/practice"),
    },
    can.see_users && {
      id: "blocked",
      label: "Blocked users",
      also: "locked out view wrong passwords unblock",
      icon: IconLockExclamation,
      run: () => go("/users", { view: "blocked" }),
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
