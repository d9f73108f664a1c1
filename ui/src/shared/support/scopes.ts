import type { SupportScopes } from "~/api";

export type Scope = keyof SupportScopes;

/** What Support can be let do, in the order in which it is offered. */
export const SCOPES: {
  scope: Scope;
  title: string;
  help: string;
  /** What is looked at, or done. */
  looks?: string;
  does?: string;
}[] = [
  {
    scope: "users",
    title: "Look at users",
    help: "Names, access levels, status and MFA. No birthdays, phone numbers, emails or notes.",
    looks: "users",
  },
  {
    scope: "settings",
    title: "Look at settings",
    help: "The practice’s and the security settings, without changing them.",
    looks: "settings",
  },
  {
    scope: "register",
    title: "Look at the history",
    help: "Every sign-in and change, for finding out what happened.",
    looks: "the history",
  },
  {
    scope: "unblock",
    title: "Unblock a user",
    help: "Lets somebody try again after too many wrong tries.",
    does: "unblock a user",
  },
  {
    scope: "reset_mfa",
    title: "Reset a user’s MFA",
    help: "Somebody sets up a new phone at the next sign-in.",
    does: "reset a user’s MFA",
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

function wordsOf(scopes: typeof SCOPES, never: string[] = []): string {
  const looks = scopes.flatMap(({ looks }) => looks ?? []);
  const does = [...scopes.flatMap(({ does }) => does ?? []), ...never];
  const seen = looks.length > 0 ? `look at ${listed(looks)}` : "";
  return [seen, listed(does)].filter(Boolean).join(does.length > 1 ? ", " : ", and ");
}

/** "look at users and the history, and unblock a user"; or "see nothing". */
export const scopeWords = (may: SupportScopes): string =>
  wordsOf(SCOPES.filter(({ scope }) => may[scope])) || "see nothing";

/** What the grant leaves out, and what Support never may. */
export const notScopeWords = (may: SupportScopes): string =>
  wordsOf(
    SCOPES.filter(({ scope }) => !may[scope]),
    ["see client data or passwords", "change access levels", "export"],
  );

export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
