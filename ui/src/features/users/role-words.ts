import type { Role } from "~/api";
import { roleWords } from "~/shared/roles";

export const ROLES: readonly Role[] = ["practice_admin", "partner", "manager", "employee"];

export type RoleWords = {
  sentence: string;
  may: string[];
  mayNot: string[];
};

export const ROLE_WORDS: Record<Role, RoleWords> = {
  practice_admin: {
    sentence: "Usually a practice manager or partner. Have two or three.",
    may: ["Everything in the practice and its clients", "Add, edit and disable every kind of user"],
    mayNot: [],
  },
  partner: {
    sentence: "Can be named as the partner for a client.",
    may: ["Open, edit and delete for every client", "Add and edit managers and employees"],
    mayNot: ["Practice settings and practice history", "Set up partners or practice admins"],
  },
  manager: {
    sentence: "Can be named as the manager for a client.",
    may: ["Open, edit and delete for every client", "Set up employees, if the practice allows it"],
    mayNot: ["Practice settings and practice history", "Set up managers, partners or practice admins"],
  },
  employee: {
    sentence: "For everyone else in the team.",
    may: ["Open and edit chosen client groups"],
    mayNot: ["Delete anything", "Set up or edit users", "Practice settings and practice history"],
  },
};

/** "Practice admin and Partner" for a sentence. */
export function rolesInWords(roles: readonly Role[]): string {
  const titles = ROLES.filter((role) => roles.includes(role)).map((role) => roleWords[role]);
  if (titles.length < 2) return titles[0] ?? "";
  return `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)}`;
}

export type Ability = { text: string; answer: string; yes: boolean };

/** What a set of roles comes to: several roles together allow what any of them allows. */
export function abilitiesOf(roles: readonly Role[]): Ability[] {
  const has = (...any: Role[]) => any.some((role) => roles.includes(role));
  const senior = has("practice_admin", "partner", "manager");
  const ability = (text: string, yes: boolean, words = "Yes"): Ability => ({
    text,
    yes,
    answer: yes ? words : "No",
  });
  return [
    ability("Open and edit clients", roles.length > 0, senior ? "All" : "Chosen groups"),
    ability("Delete client records", senior),
    ability(
      "Add and edit employees",
      senior,
      has("practice_admin", "partner") ? "Yes" : "If the practice allows it",
    ),
    ability("Add and edit managers", has("practice_admin", "partner")),
    ability("Add and edit partners and practice admins", has("practice_admin")),
    ability("Practice settings", has("practice_admin")),
    ability("Practice history", has("practice_admin")),
    ability("See their own history", roles.length > 0),
  ];
}
