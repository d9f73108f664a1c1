import type {
  AccessStatus,
  InvitationMade,
  UserCounts,
  UserDetail,
  UserFieldChange,
  UserFields,
  UserFilter,
  UserSort,
} from "../bindings";
import type { InputOf } from "../call";
import { day, type Person, security } from "./people";
import { toDetail, toRow } from "./user-rows";
import { nameOf, refuse, type World } from "./world";

const inactive: AccessStatus[] = ["disabled", "archived"];
const roleOrder = ["practice_admin", "partner", "manager", "employee"];

function fits(filter: UserFilter, one: Person): boolean {
  if (!filter.show_inactive && filter.statuses.length === 0 && inactive.includes(one.status)) return false;
  if (filter.statuses.length > 0 && !filter.statuses.includes(one.status)) return false;
  if (filter.roles.length > 0 && !filter.roles.some((role) => one.roles.includes(role))) return false;
  if (filter.blocked && one.blocked === null) return false;
  if (filter.mfa && one.mfa !== filter.mfa) return false;
  if (filter.reports_to && one.reports_to !== filter.reports_to) return false;
  const words = filter.search.trim().toLowerCase();
  if (!words) return true;
  const text = `${nameOf(one)} ${one.preferred_name} ${one.email}`.toLowerCase();
  const digits = words.replace(/[^0-9]/g, "").replace(/^0/, "");
  const byMobile = digits.length > 2 && one.mobile.replace(/[^0-9]/g, "").includes(digits);
  return (
    byMobile ||
    words
      .split(/\s+/)
      .every(
        (word) => text.split(/[\s@.-]+/).some((part) => part.startsWith(word)) || text.includes(` ${word}`),
      )
  );
}

function sortKey(world: World, sort: UserSort, one: Person): string | number {
  switch (sort) {
    case "last_sign_in":
      return one.last_sign_in ?? 0;
    case "access_level":
      return String(Math.min(...one.roles.map((role) => roleOrder.indexOf(role))));
    case "reports_to":
      return one.reports_to ? nameOf(world.person(one.reports_to)) : "";
    case "name":
      return nameOf(one).toLowerCase();
    default:
      return String(one[sort]).toLowerCase();
  }
}

export function list(world: World, input: InputOf<"users.list">) {
  const me = world.me();
  const found = world.people.filter((one) => fits(input.filter, one));
  const order = input.descending ? -1 : 1;
  found.sort((a, b) => {
    const [x, y] = [sortKey(world, input.sort, a), sortKey(world, input.sort, b)];
    return (x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : 1) * order;
  });
  const start = input.after ? Number(input.after) : 0;
  const rows = found.slice(start, start + input.limit).map((one) => toRow(world, me, one));
  const next = start + input.limit < found.length ? String(start + input.limit) : null;
  return { rows, next };
}

export function count(world: World, input: InputOf<"users.count">): UserCounts {
  world.me();
  const by = (status: AccessStatus) => world.people.filter((one) => one.status === status).length;
  const current = world.people.filter((one) => !inactive.includes(one.status));
  return {
    matching: world.people.filter((one) => fits(input.filter, one)).length,
    current: current.length,
    inactive: by("inactive"),
    invited: by("invited"),
    active: by("active"),
    restricted: by("restricted"),
    disabled: by("disabled"),
    archived: by("archived"),
    blocked: world.people.filter((one) => one.blocked !== null).length,
    no_mfa: current.filter((one) => one.mfa !== "set_up" && one.status === "active").length,
  };
}

const labels: Partial<Record<keyof UserFields, string>> = {
  first_name: "First name",
  last_name: "Last name",
  preferred_name: "Preferred name",
  job_title: "Job title",
  mobile: "Mobile",
  phone: "Phone",
  birthday: "Birthday",
  gender: "Gender",
  time_zone: "Time zone",
  date_format: "Date format",
  roles: "Access level",
  reports_to: "Reports to",
  notes: "Notes",
};

function fieldWords(world: World, field: string, value: unknown): string {
  if (field === "reports_to") return value ? nameOf(world.person(String(value))) : "";
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}

function checkFields(fields: UserFields) {
  if (!fields.first_name.trim()) throw refuse("input.invalid", "Enter a first name.", "fields.first_name");
  if (!fields.last_name.trim()) throw refuse("input.invalid", "Enter a last name.", "fields.last_name");
  if (fields.roles.length === 0)
    throw refuse("input.invalid", "Choose at least one access level.", "fields.roles");
}

export function edit(world: World, input: InputOf<"users.edit">): UserDetail {
  const me = world.me();
  const one = world.person(input.user);
  checkFields(input.fields);
  const changes: UserFieldChange[] = [];
  for (const [field, label] of Object.entries(labels) as [keyof UserFields, string][]) {
    const [before, after] = [one[field], input.fields[field]].map((value) => fieldWords(world, field, value));
    if (before !== after) changes.push({ field, label, before: before ?? "", after: after ?? "" });
  }
  if (one.version !== input.version) {
    const theirs = toDetail(world, me, one);
    const details = { changed_by: "Marcus Whitfield", changed_at: world.now() - 60_000_000, changes, theirs };
    throw refuse("users.conflict", "Marcus Whitfield changed this user a moment ago.", null, details);
  }
  Object.assign(one, input.fields, { version: one.version + 1 });
  world.note("users.edited", "User edited", `${nameOf(me)} changed ${nameOf(one)}’s details.`, {
    target: { kind: "user", id: one.id, name: nameOf(one) },
    changes,
  });
  world.changed("users", "register");
  return toDetail(world, me, one);
}

export function add(world: World, input: InputOf<"users.add">): UserDetail {
  const me = world.me();
  checkFields(input.fields);
  const email = input.email.trim().toLowerCase();
  if (!/^\S+@\S+\.\S+$/.test(email))
    throw refuse("input.invalid", "Enter an email address such as sam@example.com.", "email");
  const taken = world.people.some((other) => [other.email, ...other.past_emails].includes(email));
  if (taken)
    throw refuse("users.email_taken", "Someone in the practice already has this email address.", "email");
  const one: Person = {
    ...input.fields,
    id: crypto.randomUUID(),
    version: 1,
    email,
    past_emails: [],
    status: "inactive",
    mfa: "not_set_up",
    last_sign_in: null,
    invite_expires: null,
    status_reason: "",
    status_changed: null,
    status_changed_by: "",
    created: world.now(),
    password: "",
    ...security(false, world.now()),
  };
  world.people.push(one);
  world.note("users.added", "User added", `${nameOf(me)} added ${nameOf(one)}.`, {
    target: { kind: "user", id: one.id, name: nameOf(one) },
  });
  world.changed("users", "register");
  return toDetail(world, me, one);
}

export function setStatus(
  world: World,
  input: InputOf<"users.disable">,
  to: AccessStatus,
  verb: string,
): UserDetail {
  const me = world.me();
  const one = world.person(input.user);
  if (one.version !== input.version)
    throw refuse("users.conflict", "This user was changed meanwhile. Look again.");
  Object.assign(one, {
    status: to === "active" && verb === "enabled" && one.was_restricted ? "restricted" : to,
    was_restricted: inactive.includes(to) && (one.was_restricted || one.status === "restricted"),
    version: one.version + 1,
    status_reason: input.reason,
    status_changed: world.now(),
    status_changed_by: nameOf(me),
    invite_expires: null,
  });
  world.note(`users.${verb}`, `User ${verb}`, `${nameOf(me)} ${verb} ${nameOf(one)}.`, {
    target: { kind: "user", id: one.id, name: nameOf(one) },
    reason: input.reason,
  });
  world.changed("users", "register");
  return toDetail(world, me, one);
}

export function changeEmail(world: World, input: InputOf<"users.change_email">): UserDetail {
  const me = world.me();
  const one = world.person(input.user);
  const email = input.email.trim().toLowerCase();
  const taken = world.people.some(
    (other) => other !== one && [other.email, ...other.past_emails].includes(email),
  );
  if (taken)
    throw refuse("users.email_taken", "Someone in the practice has or had this email address.", "email");
  one.past_emails.push(one.email);
  Object.assign(one, { email, version: one.version + 1 });
  world.changed("users", "register");
  return toDetail(world, me, one);
}

export function invite(world: World, input: InputOf<"users.invite">): InvitationMade {
  const me = world.me();
  const one = world.person(input.user);
  const expires = world.now() + 7 * day;
  Object.assign(one, { status: "invited", invite_expires: expires, version: one.version + 1 });
  const code = "K7QM-3XWD-9TRB";
  world.invitations[one.email] = code;
  world.note("users.invited", "Invite made", `${nameOf(me)} invited ${nameOf(one)}.`, {
    target: { kind: "user", id: one.id, name: nameOf(one) },
  });
  world.changed("users", "register");
  return { user: toDetail(world, me, one), code, expires };
}

export function pick(world: World, input: InputOf<"users.pick">) {
  world.me();
  const under = new Set<string>();
  const collect = (id: string) => {
    under.add(id);
    for (const one of world.people) if (one.reports_to === id && !under.has(one.id)) collect(one.id);
  };
  if (input.not_under) collect(input.not_under);
  const words = input.search.toLowerCase();
  return world.people
    .filter(
      (one) =>
        !under.has(one.id) && !inactive.includes(one.status) && nameOf(one).toLowerCase().includes(words),
    )
    .slice(0, input.limit)
    .map((one) => ({ id: one.id, name: nameOf(one), job_title: one.job_title, email: one.email }));
}
