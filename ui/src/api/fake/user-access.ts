import type { PasswordReset, UserDetail } from "../bindings";
import { day, type Person } from "./people";
import { toDetail } from "./user-rows";
import { nameOf, refuse, type World } from "./world";

type Change = { user: string; version: number; reason: string };

function change(world: World, input: Change, kind: string, title: string, did: string): Person {
  const me = world.me();
  const one = world.person(input.user);
  if (one.version !== input.version)
    throw refuse("users.conflict", "This user was changed meanwhile. Look again.");
  if (!input.reason.trim()) throw refuse("input.invalid", "Say why.", "reason");
  one.version += 1;
  world.note(kind, title, `${nameOf(me)} ${did} ${nameOf(one)}.`, {
    target: { kind: "user", id: one.id, name: nameOf(one) },
    reason: input.reason,
  });
  world.changed("users", "register");
  return one;
}

export function unblock(world: World, input: Change): UserDetail {
  const one = change(world, input, "users.unblocked", "Unblocked", "unblocked");
  Object.assign(one, { blocked: null, blocked_until: null, tries: 0 });
  return toDetail(world, world.me(), one);
}

export function resetMfa(world: World, input: Change): UserDetail {
  world.proven();
  const one = change(world, input, "mfa.reset", "MFA reset", "reset the MFA of");
  Object.assign(one, { mfa: "reset_pending", mfa_since: null, recovery_codes: [] });
  world.sessions = world.sessions.filter((session) => session.user !== one.id);
  world.tell(one.id, "mfa.reset", "Your MFA was reset", "Set up your authenticator app at the next sign-in.");
  return toDetail(world, world.me(), one);
}

export function resetPassword(world: World, input: Change): PasswordReset {
  const one = change(world, input, "passwords.reset_started", "Password reset started", "made a code for");
  one.reset = { code: "R4TW-8KQM-2XHD", expires: world.now() + day };
  return { user: toDetail(world, world.me(), one), code: one.reset.code, expires: one.reset.expires };
}
