import type {
  EventDetail,
  EventKind,
  EventPage,
  EventRow,
  RegisterFilter,
  RegisterStatus,
  Revision,
  TimelineBar,
} from "../bindings";
import type { InputOf } from "../call";
import { day, hour, minute } from "./people";
import { device, nameOf, refuse, type World } from "./world";

const kinds: EventKind[] = [
  { kind: "sign_in.succeeded", title: "Signed in", area: "Signing in" },
  { kind: "sign_in.failed", title: "Sign-in failed", area: "Signing in" },
  { kind: "session.locked", title: "Screen locked", area: "Signing in" },
  { kind: "users.added", title: "User added", area: "Users" },
  { kind: "users.edited", title: "User edited", area: "Users" },
  { kind: "users.invited", title: "Invite made", area: "Users" },
  { kind: "users.disabled", title: "User disabled", area: "Users" },
  { kind: "users.blocked", title: "Blocked", area: "Signing in" },
  { kind: "users.unblocked", title: "Unblocked", area: "Signing in" },
  { kind: "mfa.reset", title: "MFA reset", area: "MFA" },
  { kind: "passwords.changed", title: "Password changed", area: "Passwords" },
  { kind: "support.activated", title: "Support access turned on", area: "Support" },
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
      revision: edited ? Math.ceil((240 - at) / 11) : null,
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

function fits(filter: RegisterFilter, row: EventRow): boolean {
  const text = `${row.title} ${row.sentence} ${row.actor_email} ${row.reason} ${row.note} ${row.computer} ${row.ip}`;
  const begins = (value: string, wanted = "") => value.toLowerCase().startsWith(wanted.trim().toLowerCase());
  return (
    (!filter.person || row.actor?.id === filter.person || row.target?.id === filter.person) &&
    (!filter.actor || row.actor?.id === filter.actor) &&
    (!filter.record || row.target?.id === filter.record) &&
    (!filter.record_type || row.target?.kind === filter.record_type) &&
    (!filter.kinds?.length || filter.kinds.includes(row.kind)) &&
    (!filter.outcome || row.outcome === filter.outcome) &&
    begins(row.computer, filter.computer) &&
    begins(row.ip, filter.ip) &&
    text.toLowerCase().includes((filter.keyword ?? "").trim().toLowerCase()) &&
    row.time >= (filter.from ?? Number.NEGATIVE_INFINITY) &&
    row.time < (filter.until ?? Number.POSITIVE_INFINITY)
  );
}

const found = (world: World, filter: RegisterFilter) => world.events.filter((row) => fits(filter, row));

export function list(world: World, input: InputOf<"register.list">): EventPage {
  world.me();
  return page(found(world, input), input.before, input.limit);
}

export function count(world: World, filter: RegisterFilter) {
  world.me();
  return { count: found(world, filter).length, at_least: false };
}

export function timeline(world: World, input: InputOf<"register.timeline">): { bars: TimelineBar[] } {
  world.me();
  const size = { hour, day, week: 7 * day }[input.step];
  const bars: TimelineBar[] = [];
  for (let start = input.from; start < input.until && bars.length < 400; start += size)
    bars.push({ start, succeeded: 0, failed: 0 });
  for (const row of found(world, { ...input.filter, from: input.from, until: input.until })) {
    const bar = bars[Math.floor((row.time - input.from) / size)];
    if (!bar) continue;
    if (row.kind === "sign_in.succeeded") bar.succeeded += 1;
    if (row.kind === "sign_in.failed") bar.failed += 1;
  }
  return { bars };
}

export function revisions(world: World, input: InputOf<"register.revisions">): Revision[] {
  world.me();
  const rows = world.events
    .filter((row) => row.target?.id === input.record && row.changes.length > 0)
    .slice(0, input.limit);
  return rows.map((row, at) => ({
    number: rows.length - at,
    seq: row.seq,
    time: row.time,
    actor: row.actor,
    title: row.title,
    sentence: row.sentence,
    changes: row.changes,
    state: [
      { field: "job_title", label: "Job title", value: "Accountant" },
      ...row.changes.map(({ field, label, after }) => ({ field, label, value: after })),
    ],
  }));
}

export function registerStatus(world: World): RegisterStatus {
  world.me();
  return {
    events: world.events.length,
    last_verified: world.verified,
    last_verified_by: world.verifiedBy,
    intact: world.verified ? true : null,
    checkpoint_seq: Math.max(world.events.length - 6, 1),
    checkpoint_time: world.now() - 20 * minute,
    archived_before: null,
    archived_events: 0,
    key: "5f1c09d2",
  };
}

/** Pretends to write the events to a file, slowly enough to be watched where answers are slow anyway. */
export async function exportEvents(world: World, input: InputOf<"register.export">, name: string) {
  const me = world.admin();
  world.proven();
  const rows = found(world, input.filter).length;
  for (let done = 0; done <= 10; done++) {
    if (world.cancelled.has(name)) throw refuse("call.cancelled", "Stopped.");
    world.emit("progress", { call: name, done: Math.round((rows * done) / 10), total: rows });
    if (world.options.latency) await new Promise((resolve) => setTimeout(resolve, world.options.latency));
  }
  world.note(
    "register.exported",
    "History exported",
    `${nameOf(me)} exported ${rows} events of the history.`,
  );
  world.changed("register");
  return { rows };
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
