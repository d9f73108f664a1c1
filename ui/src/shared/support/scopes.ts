import type { SupportScopes } from "~/api";

export type Scope = keyof SupportScopes;

/** What Support can be let do, in the order in which it is offered. */
export const SCOPES: { scope: Scope; title: string; help: string; words: string }[] = [
  {
    scope: "users",
    title: "Look at users",
    help: "Names, access levels, status and MFA. No birthdays, phone numbers, emails or notes.",
    words: "look at users",
  },
  {
    scope: "settings",
    title: "Look at settings",
    help: "The practice’s and the security settings, without changing them.",
    words: "look at settings",
  },
  {
    scope: "register",
    title: "Look at the history",
    help: "Every sign-in and change, for finding out what happened.",
    words: "look at the history",
  },
  {
    scope: "unblock",
    title: "Unblock a user",
    help: "Lets somebody try again after too many wrong tries.",
    words: "unblock a user",
  },
  {
    scope: "reset_mfa",
    title: "Reset a user’s MFA",
    help: "Somebody sets up a new phone at the next sign-in.",
    words: "reset a user’s MFA",
  },
];

export const NO_SCOPES: SupportScopes = {
  users: false,
  settings: false,
  register: false,
  unblock: false,
  reset_mfa: false,
};

function listed(words: string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** "look at users, look at the history and unblock a user"; or "see nothing". */
export const scopeWords = (may: SupportScopes): string =>
  listed(SCOPES.filter(({ scope }) => may[scope]).map(({ words }) => words)) || "see nothing";

/** What the grant leaves out, and what Support never may. */
export const notScopeWords = (may: SupportScopes): string =>
  listed([
    ...SCOPES.filter(({ scope }) => !may[scope]).map(({ words }) => words),
    "see client data or passwords",
    "change access levels",
    "export",
  ]);

export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
