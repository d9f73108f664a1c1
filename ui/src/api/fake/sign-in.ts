import type { MfaEnrolment, RecoveryCodes, SignIn } from "../bindings";
import { isRemembered, supportPerson } from "./me";
import { day, fakeCode, makeRecoveryCodes, minute, type Person } from "./people";
import { qrPath } from "./qr";
import { type Arriving, device, nameOf, refuse, type World } from "./world";

const gone = () => refuse("sign_in.refused", "That took too long. Start again with your password.");

const plain = (code: string) => code.replace(/[\s-]/g, "").toUpperCase();

/** Opens the session, or says what is asked next. */
function advance(world: World, person: Person, arriving: Arriving): SignIn {
  const needsCode = person.mfa === "set_up" && !arriving.codeGiven && !isRemembered(world, person);
  const step = needsCode
    ? "code"
    : person.must_change && !arriving.fresh
      ? "password"
      : arriving.codes.length > 0
        ? "recovery_codes"
        : person.mfa !== "set_up" && arriving.step !== "open"
          ? "enrol"
          : "open";
  world.arriving = step === "open" ? null : { ...arriving, step };
  if (step === "open") {
    Object.assign(world, { signedIn: person.id, locked: false, started: world.now(), proved: world.now() });
    person.last_sign_in = world.now();
    person.tries = 0;
    world.note("sign_in.succeeded", "Signed in", `${nameOf(person)} signed in.`);
    world.changed("session", "register");
  }
  return {
    step,
    me: step === "open" ? world.asMe(person) : null,
    first_name: person.preferred_name || person.first_name,
    email: person.email,
    remember_hours: world.policy.remember_hours,
    password_least: person.mfa === "set_up" || world.policy.mfa_required ? world.policy.password_least : 15,
    mfa_required: world.policy.mfa_required,
    recovery_codes_left: person.mfa === "set_up" ? person.recovery_codes.length : null,
  };
}

const begin = (world: World, person: Person, fresh: boolean): SignIn =>
  advance(world, person, { id: person.id, step: "enrol", codes: [], fresh, codeGiven: false });

const byEmail = (world: World, email: string) =>
  world.people.find((one) => one.email === email.trim().toLowerCase());

/** Counts a wrong try; the fifth blocks. */
export function wrongTry(world: World, person: Person) {
  person.tries += 1;
  if (person.tries < world.policy.block_after || person.blocked) return;
  person.blocked = world.now();
  person.blocked_until = world.has(person, "practice_admin") ? world.now() + 30 * minute : null;
  const target = { kind: "user" as const, id: person.id, name: nameOf(person) };
  world.note("users.blocked", "Blocked", `${nameOf(person)} was blocked after too many wrong tries.`, {
    target,
  });
  world.changed("users", "register");
}

export function password(world: World, email: string, given: string): SignIn {
  const person = byEmail(world, email);
  const refused = refuse("sign_in.refused", "The email address or the password is not right.");
  if (!person) throw refused;
  if (person.password !== given) {
    wrongTry(world, person);
    throw refused;
  }
  if (person.blocked || !["active", "restricted"].includes(person.status)) throw refused;
  return begin(world, person, false);
}

function arriving(world: World): { person: Person; at: Arriving } {
  const at = world.arriving;
  if (!at) throw gone();
  return { person: world.person(at.id), at };
}

/** A code of the app or, where allowed, one of the recovery codes, which is used up. */
export function takeCode(person: Person, code: string, recovery: boolean): boolean {
  const typed = plain(code);
  if (typed === fakeCode) return true;
  const found = recovery ? person.recovery_codes.find((one) => plain(one) === typed) : undefined;
  if (!found) return false;
  person.recovery_codes = person.recovery_codes.filter((one) => one !== found);
  return true;
}

function wrongCode(world: World, person: Person, words: string) {
  wrongTry(world, person);
  if (!person.blocked) return refuse("sign_in.code_wrong", words, "code");
  world.arriving = null;
  return refuse("sign_in.refused", "The email address or the password is not right.");
}

export function code(world: World, input: { code: string; remember: boolean }): SignIn {
  const { person, at } = arriving(world);
  if (!takeCode(person, input.code, false))
    throw wrongCode(world, person, "This code is not right. Use the one that the app shows now.");
  if (input.remember && world.policy.remember_hours > 0) {
    const until = world.now() + (world.policy.remember_hours / 24) * day;
    world.computers.push({
      id: crypto.randomUUID(),
      user: person.id,
      computer: device.computer,
      since: world.now(),
      until,
    });
  }
  return advance(world, person, { ...at, codeGiven: true });
}

export function recoveryCode(world: World, given: string): SignIn {
  const { person, at } = arriving(world);
  if (plain(given) === fakeCode || !takeCode(person, given, true))
    throw wrongCode(world, person, "This recovery code is not right, or it was used already.");
  world.tell(
    person.id,
    "mfa.recovery_code_used",
    "A recovery code was used",
    `Someone signed in as you with a recovery code. ${person.recovery_codes.length} are left.`,
  );
  return advance(world, person, { ...at, codeGiven: true });
}

export function enrolment(world: World, person: Person): MfaEnrolment {
  world.enrolling = "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP";
  const issuer = world.practice?.name ?? "Firmkeep";
  return {
    secret: world.enrolling,
    uri: `otpauth://totp/${encodeURIComponent(issuer)}:${person.email}?secret=${plain(world.enrolling)}&issuer=${encodeURIComponent(issuer)}`,
    ...qrPath(),
    issuer,
    account: person.email,
  };
}

export const beginEnrolment = (world: World) => enrolment(world, arriving(world).person);

/** Turns MFA on with a right code; the old codes are worthless from here. */
export function confirm(world: World, person: Person, given: string): RecoveryCodes {
  if (!world.enrolling) throw refuse("mfa.none_begun", "Start setting up the authenticator app again.");
  if (plain(given) !== fakeCode)
    throw refuse("sign_in.code_wrong", "This code is not right. Use the one that the app shows now.", "code");
  world.enrolling = null;
  return { codes: newCodes(world, person) };
}

export function newCodes(world: World, person: Person): string[] {
  Object.assign(person, {
    mfa: "set_up",
    mfa_since: person.mfa_since ?? world.now(),
    recovery_codes: makeRecoveryCodes(world.events.length),
    recovery_kept: false,
  });
  world.changed("users", "session");
  return person.recovery_codes;
}

export function confirmEnrolment(world: World, given: string): RecoveryCodes {
  const { person, at } = arriving(world);
  const made = confirm(world, person, given);
  world.arriving = { ...at, step: "recovery_codes", codes: made.codes, codeGiven: true };
  return made;
}

export function keepCodes(world: World): SignIn {
  const { person, at } = arriving(world);
  person.recovery_kept = true;
  return advance(world, person, { ...at, codes: [] });
}

export function skip(world: World): SignIn {
  const { person, at } = arriving(world);
  if (world.policy.mfa_required) throw refuse("mfa.required", "This practice asks everybody for MFA.");
  return advance(world, person, { ...at, step: "open" });
}

export function setPassword(world: World, given: string): SignIn {
  const { person, at } = arriving(world);
  if ([...given].length < world.policy.password_least)
    throw refuse(
      "password.refused",
      `The password needs at least ${world.policy.password_least} characters.`,
      "password",
    );
  if (given === person.password)
    throw refuse("password.refused", "You have used this password before. Choose another one.", "password");
  Object.assign(person, { password: given, must_change: false, password_changed: world.now() });
  return advance(world, person, { ...at, fresh: true });
}

export function accept(world: World, input: { email: string; code: string; password: string }): SignIn {
  const person = byEmail(world, input.email);
  const expected = (person && world.invitations[person.email]) ?? "K7QM-3XWD-9TRB";
  if (person?.status !== "invited" || plain(expected) !== plain(input.code))
    throw refuse("sign_in.refused", "This code does not belong to that email address, or it has expired.");
  Object.assign(person, { password: input.password, status: "active", invite_expires: null });
  world.changed("users");
  return begin(world, person, true);
}

export function reset(world: World, input: { email: string; code: string; password: string }): SignIn {
  const person = byEmail(world, input.email);
  const open = person?.reset;
  if (!person || !open || open.expires < world.now() || plain(open.code) !== plain(input.code))
    throw refuse("sign_in.refused", "This code does not belong to that email address, or it has expired.");
  Object.assign(person, {
    password: input.password,
    reset: null,
    must_change: false,
    password_changed: world.now(),
  });
  return begin(world, person, true);
}

export function support(world: World, input: { code: string; person: string; case_number: string }): SignIn {
  if (!input.person.trim()) throw refuse("input.invalid", "Enter your name.", "person");
  if (!input.case_number.trim()) throw refuse("input.invalid", "Enter the case number.", "case_number");
  const grant = world.grant;
  if (!grant || grant.ends < world.now() || plain(world.supportCode) !== plain(input.code))
    throw refuse("support.code_wrong", "This code is not right, or it no longer works.", "code");
  Object.assign(grant, {
    person: input.person.trim(),
    case_number: input.case_number.trim(),
    signed_in: world.now(),
    in_now: true,
  });
  world.supportCode = "";
  Object.assign(world, { signedIn: supportPerson.id, locked: false, started: world.now() });
  world.note("support.signed_in", "Support signed in", `Firmkeep Support (${grant.person}) signed in.`);
  world.changed("session", "support", "register");
  const me = world.asMe(world.me());
  return {
    step: "open",
    me,
    first_name: me.first_name,
    email: "",
    remember_hours: 0,
    password_least: 0,
    mfa_required: false,
    recovery_codes_left: null,
  };
}
