import type { HealthCheck, Policy, PolicyItem, PolicyView, UserRef } from "../bindings";
import { day, type Person } from "./people";
import { nameOf, refuse, type World } from "./world";

const item = (
  name: keyof Policy,
  title: string,
  why: string,
  unit: string,
  numbers: [normal: number, least: number, most: number],
  recommended: string,
): PolicyItem => ({
  name,
  title,
  why,
  unit,
  default: numbers[0],
  least: numbers[1],
  most: numbers[2],
  recommended,
});

const items: PolicyItem[] = [
  item(
    "mfa_required",
    "Ask everybody for MFA",
    "A stolen password alone opens nothing. The tax office asks for it wherever client records are reached.",
    "",
    [1, 0, 1],
    "On for everybody",
  ),
  item(
    "remember_hours",
    "Remember a computer",
    "How long a computer that someone signed in on with a code may skip it. 0 asks every time.",
    "hours",
    [24, 0, 24],
    "24 hours at most",
  ),
  item(
    "block_after",
    "Block after",
    "Wrong passwords and codes within 15 minutes. Few enough that guessing is hopeless.",
    "wrong tries",
    [5, 3, 10],
    "5",
  ),
  item(
    "idle_minutes",
    "Lock when idle",
    "So that an unattended screen shows nothing. 15 minutes is the longest the tax office accepts.",
    "minutes",
    [15, 1, 15],
    "15 or fewer",
  ),
  item(
    "session_hours",
    "Sign in again after",
    "A session ends after a working day, used or not.",
    "hours",
    [12, 1, 12],
    "12 or fewer",
  ),
  item(
    "password_least",
    "Shortest password",
    "Long passwords beat complicated ones, so we don’t ask for symbols.",
    "characters",
    [12, 12, 64],
    "12, or 15 without MFA",
  ),
  item(
    "password_remembered",
    "Old passwords",
    "So many of the last passwords can’t be used again.",
    "passwords",
    [8, 8, 24],
    "8 or more",
  ),
  item(
    "invite_days",
    "Invitations work for",
    "A code that lies around is a way in. A new one is made in seconds.",
    "days",
    [7, 1, 14],
    "7",
  ),
  item(
    "keep_months",
    "Keep history for",
    "Older events may be moved to a sealed file, never deleted. 0 keeps everything here.",
    "months",
    [0, 0, 240],
    "For ever; 12 months at least",
  ),
];

export function policy(world: World): PolicyView {
  const me = world.me();
  const people = world.people.filter((one) => one.status === "active" || one.status === "restricted");
  return {
    version: world.policyVersion,
    policy: world.policy,
    items,
    changed: world.policyChanged,
    changed_by: world.policyChanged ? "Helen Castellano" : "",
    people: people.length,
    with_mfa: people.filter((one) => one.mfa === "set_up").length,
    can_edit: world.has(me, "practice_admin") && me.status !== "restricted",
  };
}

export function weaker(world: World, wanted: Policy): string[] {
  const now = world.policy;
  const said: string[] = [];
  const longer = (a: number, b: number) => b > a;
  if (now.mfa_required && !wanted.mfa_required)
    said.push("People may sign in with a password alone: whoever learns one gets in.");
  if (longer(now.remember_hours, wanted.remember_hours))
    said.push(
      `A computer skips the code for ${wanted.remember_hours} hours instead of ${now.remember_hours}.`,
    );
  if (longer(now.block_after, wanted.block_after))
    said.push(`Someone who guesses gets ${wanted.block_after} tries instead of ${now.block_after}.`);
  if (longer(now.idle_minutes, wanted.idle_minutes))
    said.push(
      `An unattended screen stays open for ${wanted.idle_minutes} minutes instead of ${now.idle_minutes}.`,
    );
  if (longer(now.session_hours, wanted.session_hours))
    said.push(`A session lasts ${wanted.session_hours} hours instead of ${now.session_hours}.`);
  if (wanted.password_least < now.password_least)
    said.push(`Passwords may be ${wanted.password_least} characters short instead of ${now.password_least}.`);
  if (wanted.password_remembered < now.password_remembered)
    said.push(
      `Only the last ${wanted.password_remembered} passwords can’t come back, instead of ${now.password_remembered}.`,
    );
  if (longer(now.invite_days, wanted.invite_days))
    said.push(`An invitation works for ${wanted.invite_days} days instead of ${now.invite_days}.`);
  if (wanted.keep_months > 0 && (now.keep_months === 0 || wanted.keep_months < now.keep_months))
    said.push(`Events older than ${wanted.keep_months} months may be moved out of the history.`);
  return said;
}

export function setPolicy(world: World, input: { version: number; policy: Policy }): PolicyView {
  const me = world.admin();
  if (input.version !== world.policyVersion)
    throw refuse("security.conflict", "Someone else changed the policy meanwhile. Look at what stands now.");
  for (const one of items) {
    const value = Number(input.policy[one.name as keyof Policy]);
    const gap = one.name === "keep_months" && value > 0 && value < 12;
    if (!Number.isInteger(value) || value < one.least || value > one.most || gap)
      throw refuse(
        "input.invalid",
        gap
          ? "Choose 0 for ever, or 12 months or more."
          : `Choose a whole number from ${one.least} to ${one.most}.`,
        `policy.${one.name}`,
      );
  }
  if (weaker(world, input.policy).length > 0) world.proven();
  Object.assign(world, {
    policy: input.policy,
    policyVersion: input.version + 1,
    policyChanged: world.now(),
  });
  world.note(
    "security.policy_changed",
    "Security policy changed",
    `${nameOf(me)} changed the security policy.`,
  );
  world.changed("security", "register");
  return policy(world);
}

const refs = (people: Person[]): UserRef[] =>
  people.slice(0, 20).map((one) => ({ id: one.id, name: nameOf(one) }));

export function health(world: World): HealthCheck[] {
  world.me();
  const usual = world.people.filter((one) => one.status === "active" || one.status === "restricted");
  const noMfa = usual.filter((one) => one.mfa !== "set_up");
  const admins = usual.filter((one) => one.roles.includes("practice_admin"));
  const unused = usual.filter((one) => (one.last_sign_in ?? one.created) < world.now() - 45 * day);
  const old = world.people.filter(
    (one) => one.status === "invited" && (one.invite_expires ?? 0) < world.now(),
  );
  const blocked = world.people.filter((one) => one.blocked !== null);
  const few = usual.filter((one) => one.mfa === "set_up" && one.recovery_codes.length <= 3);
  const check = (
    code: string,
    title: string,
    state: HealthCheck["state"],
    evidence: string,
    people: Person[] = [],
    action: HealthCheck["action"] = null,
  ): HealthCheck => ({ code, title, state, evidence, people: refs(people), count: people.length, action });
  const several = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
  return [
    check(
      "mfa_everyone",
      "Everybody has MFA",
      noMfa.length ? "problem" : "good",
      noMfa.length
        ? `${usual.length - noMfa.length} of ${usual.length} people who sign in have it.`
        : `All ${usual.length} people who sign in have it.`,
      noMfa,
      noMfa.length ? { label: "See who", kind: "users" } : null,
    ),
    check(
      "mfa_required",
      "MFA is asked of everybody",
      world.policy.mfa_required ? "good" : "problem",
      world.policy.mfa_required
        ? "The policy asks everybody for a code."
        : "The policy lets people sign in with a password alone.",
      [],
      world.policy.mfa_required ? null : { label: "Open the policy", kind: "policy" },
    ),
    check(
      "practice_admins",
      "Two or three practice admins",
      admins.length >= 2 && admins.length <= 3 ? "good" : "care",
      `${several(admins.length, "practice admin", "practice admins")} can sign in.`,
      admins,
      admins.length >= 2 && admins.length <= 3 ? null : { label: "See who", kind: "users" },
    ),
    check(
      "unused_users",
      "Nobody unused for 45 days",
      unused.length ? "care" : "good",
      unused.length
        ? `${several(unused.length, "person hasn’t", "people haven’t")} signed in for 45 days.`
        : "Everybody signed in within 45 days.",
      unused,
      unused.length ? { label: "See who", kind: "users" } : null,
    ),
    check(
      "old_invites",
      "No old invitations",
      old.length ? "care" : "good",
      old.length
        ? `${several(old.length, "invitation is", "invitations are")} older than 7 days.`
        : "No invitation is older than 7 days.",
      old,
      old.length ? { label: "Make a new code", kind: "invite" } : null,
    ),
    check(
      "blocked_users",
      "Nobody is blocked",
      blocked.length ? "problem" : "good",
      blocked.length
        ? `${several(blocked.length, "person is", "people are")} kept out after wrong tries.`
        : "Nobody is kept out by wrong tries.",
      blocked,
      blocked.length ? { label: "Unblock", kind: "unblock" } : null,
    ),
    check(
      "support_off",
      "Support access is off",
      world.grant ? "care" : "good",
      world.grant ? "Firmkeep Support can sign in now." : "Firmkeep Support can’t sign in.",
      [],
      world.grant ? { label: "Show", kind: "support" } : null,
    ),
    check(
      "register_verified",
      "History checked this week",
      world.verified && world.verified > world.now() - 7 * day ? "good" : "care",
      world.verified
        ? `Every seal fitted, checked by ${world.verifiedBy}.`
        : "The seals have never been checked.",
      [],
      { label: "Check now", kind: "verify" },
    ),
    check(
      "privileged_reviewed",
      "Access levels looked at",
      world.rolesReviewed ? "good" : "care",
      world.rolesReviewed
        ? "Somebody looked at who is practice admin and partner today."
        : "Nobody has looked at who is practice admin and partner in the last 12 months.",
      world.people.filter(
        (one) =>
          one.roles.some((role) => role === "practice_admin" || role === "partner") &&
          one.status === "active",
      ),
      world.rolesReviewed ? null : { label: "Note that I looked", kind: "roles_reviewed" },
    ),
    check(
      "recovery_codes_low",
      "Everybody has recovery codes",
      few.length ? "care" : "good",
      few.length
        ? `${several(few.length, "person has", "people have")} three or fewer left.`
        : "Everybody has more than three left.",
      few,
      few.length ? { label: "See who", kind: "users" } : null,
    ),
  ];
}

export function reviewRoles(world: World) {
  const me = world.admin();
  world.rolesReviewed = world.now();
  world.note(
    "security.roles_reviewed",
    "Access levels looked at",
    `${nameOf(me)} looked at who is practice admin and partner.`,
  );
  world.changed("security", "register");
  return {};
}
