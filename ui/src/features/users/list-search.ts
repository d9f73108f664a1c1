import type { AccessStatus, MfaState, Role, UserFilter, UserSort } from "~/api";

/** The built-in views above the list, in the order in which they stand. */
export const VIEWS = [
  "current",
  "active",
  "invited",
  "blocked",
  "restricted",
  "inactive",
  "disabled",
  "archived",
] as const;
export type View = (typeof VIEWS)[number];

/** What the list shows, as it stands in the address, so that Back and Reload keep it. */
export type UsersSearch = {
  view?: Exclude<View, "current">;
  q?: string;
  roles?: Role[];
  status?: AccessStatus[];
  mfa?: MfaState;
  blocked?: true;
  reports_to?: string;
  inactive?: true;
  sort?: Exclude<UserSort, "name">;
  desc?: true;
  /** The drawer Add user is open. */
  add?: true;
};

const ROLES: readonly Role[] = ["practice_admin", "partner", "manager", "employee"];
const STATUSES: readonly AccessStatus[] = [
  "active",
  "invited",
  "restricted",
  "inactive",
  "disabled",
  "archived",
];
const SORTS: readonly UserSort[] = [
  "name",
  "last_sign_in",
  "email",
  "mobile",
  "access_level",
  "reports_to",
  "status",
  "mfa",
];
/** Hidden unless asked for. */
export const NOT_CURRENT: readonly AccessStatus[] = ["inactive", "disabled", "archived"];

function oneOf<T extends string>(list: readonly T[], value: unknown): T | undefined {
  return list.find((item) => item === value);
}

function someOf<T extends string>(list: readonly T[], value: unknown): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const known = list.filter((item) => value.includes(item));
  return known.length > 0 ? known : undefined;
}

/** Whatever stands in the address: what is not understood is left out, never refused. */
export function readSearch(raw: Record<string, unknown>): UsersSearch {
  const view = oneOf(VIEWS, raw.view);
  const sort = oneOf(SORTS, raw.sort);
  // The address keeps digits and "true" as what they look like; here they are words to seek.
  const text = ["string", "number", "boolean"].includes(typeof raw.q) ? String(raw.q) : "";
  return withoutEmpty({
    view: view === "current" ? undefined : view,
    q: text === "" ? undefined : text.slice(0, 200),
    roles: someOf(ROLES, raw.roles),
    status: someOf(STATUSES, raw.status),
    mfa: oneOf(["set_up", "not_set_up", "reset_pending"] as const, raw.mfa),
    blocked: isTrue(raw.blocked),
    reports_to: typeof raw.reports_to === "string" && raw.reports_to !== "" ? raw.reports_to : undefined,
    inactive: isTrue(raw.inactive),
    sort: sort === "name" ? undefined : sort,
    desc: isTrue(raw.desc),
    add: isTrue(raw.add),
  });
}

const isTrue = (value: unknown): true | undefined => (value === true || value === "true" ? true : undefined);

function withoutEmpty(search: { [K in keyof UsersSearch]: UsersSearch[K] | undefined }): UsersSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as UsersSearch;
}

/** The search with some of it changed; `undefined` takes a part away. */
export function changeSearch(
  search: UsersSearch,
  change: { [K in keyof UsersSearch]?: UsersSearch[K] | undefined },
): UsersSearch {
  return withoutEmpty({ ...search, ...change } as { [K in keyof UsersSearch]: UsersSearch[K] | undefined });
}

export const EVERYBODY_CURRENT: UserFilter = {
  search: "",
  roles: [],
  statuses: [],
  mfa: null,
  blocked: false,
  reports_to: null,
  show_inactive: false,
};

export function filterOf(search: UsersSearch): UserFilter {
  // Somebody who is blocked keeps their access status, so that view asks for something else.
  const { view, status = [] } = search;
  const statuses: AccessStatus[] = view && view !== "blocked" ? [view] : status;
  return {
    search: search.q ?? "",
    roles: search.roles ?? [],
    statuses,
    mfa: search.mfa ?? null,
    blocked: view === "blocked" || search.blocked === true,
    reports_to: search.reports_to ?? null,
    show_inactive: search.inactive === true || statuses.some((status) => NOT_CURRENT.includes(status)),
  };
}

/** Whether anything narrows the view: then nothing found is "no match", not "empty". */
export function isNarrowed(search: UsersSearch): boolean {
  return Boolean(
    search.q || search.roles || search.status || search.mfa || search.blocked || search.reports_to,
  );
}

export const sortOf = (search: UsersSearch): UserSort => search.sort ?? "name";
