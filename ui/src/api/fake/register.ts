import type { EventDetail, EventKind, EventPage, EventRow } from "../bindings";
import type { InputOf } from "../call";
import { hour, minute } from "./people";
import { device, nameOf, refuse, type World } from "./world";

const kinds: EventKind[] = [
  { kind: "sign_in.succeeded", title: "Signed in", area: "Signing in" },
  { kind: "sign_in.failed", title: "Sign-in failed", area: "Signing in" },
  { kind: "session.locked", title: "Screen locked", area: "Signing in" },
  { kind: "users.added", title: "User added", area: "Users" },
  { kind: "users.edited", title: "User edited", area: "Users" },
  { kind: "users.invited", title: "Invite made", area: "Users" },
  { kind: "users.disabled", title: "User disabled", area: "Users" },
  { kind: "settings.changed", title: "Practice settings changed", area: "Practice" },
];

/** A believable past: three weeks of sign-ins, a few failures and changes. */
export function seedEvents(world: World) {
  const people = world.people.filter((one) => one.last_sign_in !== null);
  const made: EventRow[] = [];
  for (let at = 0; at < 240; at++) {
    const who = people[(at * 7) % Math.max(people.length, 1)];
    if (!who) break;
    const failed = at % 17 === 5;
    const edited = at % 11 === 3;
    const admin = people[at % 2] ?? who;
    const time = world.now() - at * 2 * hour - ((at * 13) % 50) * minute;
    const base = {
      seq: 240 - at,
      time,
      ...device,
      computer: `${who.first_name.toUpperCase()}-PC`,
      server_ip: "",
      reason: "",
      note: "",
    };
    const target = { kind: "user" as const, id: who.id, name: nameOf(who) };
    if (edited) {
      made.push({
        ...base,
        kind: "users.edited",
        title: "User edited",
        sentence: `${nameOf(admin)} changed ${nameOf(who)}’s mobile.`,
        actor: { id: admin.id, name: nameOf(admin) },
        actor_email: admin.email,
        target,
        outcome: "success",
        changes: [{ field: "mobile", label: "Mobile", before: "+61 491 570 156", after: who.mobile }],
      });
    } else {
      made.push({
        ...base,
        kind: failed ? "sign_in.failed" : "sign_in.succeeded",
        title: failed ? "Sign-in failed" : "Signed in",
        sentence: failed ? `Someone tried ${who.email} with a wrong password.` : `${nameOf(who)} signed in.`,
        actor: failed ? null : { id: who.id, name: nameOf(who) },
        actor_email: who.email,
        target: failed ? target : null,
        outcome: failed ? "failure" : "success",
        changes: [],
      });
    }
  }
  world.events = made;
}

function page(rows: EventRow[], before: number | null, limit: number): EventPage {
  const older = rows.filter((row) => before === null || row.seq < before);
  const shown = older.slice(0, limit);
  return { rows: shown, next: older.length > limit ? (shown[shown.length - 1]?.seq ?? null) : null };
}

export function list(world: World, input: InputOf<"register.list">): EventPage {
  world.me();
  const rows = world.events.filter(
    (row) =>
      (!input.person || row.actor?.id === input.person || row.target?.id === input.person) &&
      (!input.kinds?.length || input.kinds.includes(row.kind)) &&
      (!input.outcome || row.outcome === input.outcome) &&
      (input.from == null || row.time >= input.from) &&
      (input.until == null || row.time < input.until),
  );
  return page(rows, input.before, input.limit);
}

export function ofUser(world: World, user: string, before: number | null, limit: number): EventPage {
  world.me();
  return page(
    world.events.filter((row) => row.actor?.id === user || row.target?.id === user),
    before,
    limit,
  );
}

export function get(world: World, seq: number): EventDetail {
  const row = world.events.find((one) => one.seq === seq);
  if (!row) throw refuse("register.not_found", "This event does not exist.");
  const seal = (number: number) => number.toString(16).padStart(4, "0").repeat(16);
  return { row, previous_hash: seal(seq * 31 - 1), hash: seal(seq * 31), last_seq: world.events.length };
}

export const allKinds = () => kinds;
