import {
  IconArchive,
  IconArchiveOff,
  IconEye,
  IconEyeOff,
  IconLockOpen,
  IconMailOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconShieldX,
  type TablerIcon,
} from "@tabler/icons-react";
import type { AccessStatus, UserCan, UserRow } from "~/api";

/** The changes of access that ask a reason and are recorded. */
export type StatusAction =
  | "disable"
  | "enable"
  | "archive"
  | "unarchive"
  | "restrict"
  | "lift_restriction"
  | "revoke_invite"
  | "unblock"
  | "reset_mfa";

export type ActionWords = {
  icon: TablerIcon;
  /** In a menu, followed by an ellipsis because a dialog follows. */
  verb: string;
  /** What it means, in the menu and beside the choice. */
  meaning: string;
  /** The dialog's title: the person and the outcome. */
  title: (name: string) => string;
  /** What happens at once, and how it can be undone. */
  effect: (called: string) => string;
  button: (called: string) => string;
  done: (name: string) => string;
  reasonExample: string;
  endsAccess: boolean;
};

export const ACTION_WORDS: Record<StatusAction, ActionWords> = {
  unblock: {
    icon: IconLockOpen,
    verb: "Unblock",
    meaning: "May try to sign in again",
    title: (name) => `Unblock ${name}`,
    effect: (called) =>
      `${called} can try again straight away, with the password and MFA they have. Make sure that the wrong tries were theirs: if not, reset their password too.`,
    button: (called) => `Unblock ${called}`,
    done: (name) => `${name} is unblocked`,
    reasonExample: "For example: mistyped the new password, told me in person",
    endsAccess: false,
  },
  reset_mfa: {
    icon: IconShieldX,
    verb: "Reset MFA",
    meaning: "Sets up a new phone at the next sign-in",
    title: (name) => `Reset the MFA of ${name}`,
    effect: (called) =>
      `${called}’s authenticator app and recovery codes stop working straight away, and every computer is signed out. At the next sign-in they set up MFA anew, and they are told of it.`,
    button: (called) => `Reset ${called}’s MFA`,
    done: (name) => `${name} sets up MFA at the next sign-in`,
    reasonExample: "For example: lost the phone, came to my desk",
    endsAccess: true,
  },
  enable: {
    icon: IconPlayerPlay,
    verb: "Enable",
    meaning: "Comes back as they were before",
    title: (name) => `Bring ${name} back`,
    effect: (called) =>
      `${called} comes back as they were: with the access level they had, still restricted if they were restricted, and not invited if they never accepted an invitation. You can disable them again at any time.`,
    button: (called) => `Enable ${called}`,
    done: (name) => `${name} is enabled`,
    reasonExample: "For example: back from leave",
    endsAccess: false,
  },
  unarchive: {
    icon: IconArchiveOff,
    verb: "Unarchive",
    meaning: "Comes back as disabled, so you decide when they sign in",
    title: (name) => `Bring ${name} back from the archive`,
    effect: (called) =>
      `${called} comes back as disabled and can’t sign in until someone enables them. You can archive them again at any time.`,
    button: (called) => `Unarchive ${called}`,
    done: (name) => `${name} is back, and disabled`,
    reasonExample: "For example: returning to the practice",
    endsAccess: false,
  },
  lift_restriction: {
    icon: IconEyeOff,
    verb: "Lift restriction",
    meaning: "Can change and download again",
    title: (name) => `Lift the restriction on ${name}`,
    effect: (called) =>
      `${called} can change and download again, as far as their access level allows. You can restrict them again at any time.`,
    button: (called) => `Lift ${called}’s restriction`,
    done: (name) => `${name} is no longer restricted`,
    reasonExample: "For example: review finished",
    endsAccess: false,
  },
  revoke_invite: {
    icon: IconMailOff,
    verb: "Revoke invitation",
    meaning: "The code they were given stops working",
    title: (name) => `Revoke the invitation of ${name}`,
    effect: (called) =>
      `The code stops working straight away, and ${called} shows as not invited. You can make a new code at any time.`,
    button: (called) => `Revoke ${called}’s invitation`,
    done: (name) => `${name}’s invitation is revoked`,
    reasonExample: "For example: the code went to the wrong person",
    endsAccess: true,
  },
  restrict: {
    icon: IconEye,
    verb: "Restrict",
    meaning: "Can sign in and look, but not change or download",
    title: (name) => `Restrict ${name} to looking`,
    effect: (called) =>
      `${called} is signed out of every computer straight away. They can sign in again and look, but not change or download anything. You can undo this at any time.`,
    button: (called) => `Restrict ${called}`,
    done: (name) => `${name} is restricted to looking`,
    reasonExample: "For example: during a review",
    endsAccess: false,
  },
  disable: {
    icon: IconPlayerPause,
    verb: "Disable",
    meaning: "Suspended, or away for a long time",
    title: (name) => `Stop ${name} from signing in`,
    effect: (called) =>
      `${called} is signed out of every computer straight away. Their access level and history are kept, and you can undo this at any time.`,
    button: (called) => `Disable ${called}`,
    done: (name) => `${name} is disabled`,
    reasonExample: "For example: long service leave",
    endsAccess: true,
  },
  archive: {
    icon: IconArchive,
    verb: "Archive",
    meaning: "No longer works here",
    title: (name) => `Stop ${name} from signing in`,
    effect: (called) =>
      `${called} is signed out of every computer straight away and hidden from lists. Their history is kept, and you can undo this at any time.`,
    button: (called) => `Archive ${called}`,
    done: (name) => `${name} is archived`,
    reasonExample: "For example: left the practice on 30 June",
    endsAccess: true,
  },
};

const BRINGS_BACK: readonly StatusAction[] = ["unblock", "unarchive", "enable", "lift_restriction"];
const TAKES_AWAY: readonly StatusAction[] = ["revoke_invite", "restrict", "disable", "archive"];

/** What this person may do with that user: the likely first, then what takes access away. */
export function allowedActions(can: UserCan): { likely: StatusAction[]; ending: StatusAction[] } {
  return {
    likely: BRINGS_BACK.filter((action) => can[action]),
    ending: TAKES_AWAY.filter((action) => can[action]),
  };
}

/** What leads back to the status before; empty where nothing leads exactly there. */
export function undoOf(action: StatusAction, before: AccessStatus): StatusAction[] {
  // An invitation that ended stays ended. A restriction comes back with the person.
  const comesBack = before === "active" || before === "restricted" || before === "inactive";
  if (action === "disable") return comesBack ? ["enable"] : [];
  if (action === "enable") return ["disable"];
  if (action === "archive" && before === "disabled") return ["unarchive"];
  if (action === "archive") return comesBack ? ["unarchive", "enable"] : [];
  if (action === "unarchive") return ["archive"];
  if (action === "restrict") return ["lift_restriction"];
  if (action === "lift_restriction") return ["restrict"];
  return [];
}

/** "Make an invitation code" for somebody new, "Make a new code" for somebody who has one. */
export const inviteVerb = (row: Pick<UserRow, "status">): string =>
  row.status === "invited" ? "Make a new invitation code" : "Invite";
