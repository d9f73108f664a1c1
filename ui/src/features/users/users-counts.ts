import type { UserCounts, UserSort } from "~/api";
import { isNarrowed, sortOf, type UsersSearch } from "./list-search";

const number = (count: number) => count.toLocaleString("en-AU");
const plural = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;

/** "46 people at Harbour & Vale, 40 active" */
export function headWords(counts: UserCounts | undefined, practice: string | undefined): string {
  if (!counts) return practice ?? "";
  const people = `${plural(counts.current, "person", "people")}${practice ? ` at ${practice}` : ""}`;
  return counts.current === counts.active ? people : `${people}, ${number(counts.active)} active`;
}

const SORT_WORDS: Record<UserSort, string> = {
  name: "name",
  last_sign_in: "last sign-in",
  email: "email",
  mobile: "mobile",
  access_level: "access level",
  reports_to: "who they report to",
  status: "status",
  mfa: "MFA",
};

/** "46 users, by name" or "3 of 46 users, by status". */
export function footerWords(total: number, counts: UserCounts | undefined, search: UsersSearch): string {
  const narrowed = isNarrowed(search) && counts && !search.view;
  const all = counts && (search.inactive ? everybody(counts) : counts.current);
  const users =
    narrowed && all !== undefined
      ? `${number(total)} of ${plural(all, "user", "users")}`
      : plural(total, "user", "users");
  return `${users}, by ${SORT_WORDS[sortOf(search)]}${search.desc ? ", last first" : ""}`;
}

const everybody = (counts: UserCounts): number =>
  counts.inactive + counts.invited + counts.active + counts.restricted + counts.disabled + counts.archived;
