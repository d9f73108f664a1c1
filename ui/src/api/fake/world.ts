import type {
  AppStatus,
  ErrorReply,
  EventRow,
  Me,
  NoticeRow,
  Outcome,
  Policy,
  Practice,
  Role,
  SessionRow,
  SignInStep,
  SupportGrant,
  Time,
  UserFieldChange,
} from "../bindings";
import { meOf, startPolicy, startPractice, supportPerson } from "./me";
import { makePeople, type Person } from "./people";

export type FakeOptions = {
  /** What `app.status` says at the start. */
  state?: AppStatus["state"];
  /** Sign this address in at once. */
  signedIn?: string;
  /** How long each answer takes, in milliseconds. */
  latency?: number;
  /** Nobody in the practice but the first admin. */
  empty?: boolean;
  kind?: "local" | "office";
  keychain?: boolean;
  problem?: ErrorReply;
  /** Support is let in; "in": and is who is signed in. */
  support?: "on" | "in";
};

export class FakeError extends Error implements ErrorReply {
  constructor(
    readonly code: string,
    message: string,
    readonly field: string | null = null,
    readonly details: unknown = null,
  ) {
    super(message);
  }
}

export const refuse = (code: string, message: string, field: string | null = null, details: unknown = null) =>
  new FakeError(code, message, field, details);

export const device = {
  computer: "FRONT-DESK",
  operating_system: "Windows 11",
  app_version: "0.1.0",
  ip: "192.168.1.24",
};

/** Somebody on the way in: the password was right, more is asked. */
export type Arriving = {
  id: string;
  step: SignInStep;
  /** Codes that were shown, to be kept. */
  codes: string[];
  /** Came with an invitation or a reset, so that no password is asked again. */
  fresh: boolean;
  codeGiven: boolean;
};

export type FakeSession = SessionRow & { user: string };
export type FakeNotice = NoticeRow & { user: string };
export type FakeComputer = { id: string; user: string; computer: string; since: Time; until: Time };

/** Everything that the in-memory host knows: plain data, changed by its operations. */
export class World {
  people: Person[];
  events: EventRow[] = [];
  practice: Practice | null = structuredClone(startPractice);
  policy: Policy = structuredClone(startPolicy);
  policyVersion = 1;
  policyChanged: Time | null = null;
  signedIn: string | null = null;
  arriving: Arriving | null = null;
  locked = false;
  started = Date.now() * 1000;
  /** When the person last proved who they are; sensitive operations ask again after five minutes. */
  proved = 0;
  answering = true;
  preferences: Record<string, Record<string, unknown>> = {};
  invitations: Record<string, string> = {};
  logo: Uint8Array | null = null;
  sessions: FakeSession[] = [];
  computers: FakeComputer[] = [];
  notices: FakeNotice[] = [];
  grant: SupportGrant | null = null;
  grants: SupportGrant[] = [];
  supportCode = "";
  rolesReviewed: Time | null = null;
  verified: Time | null = null;
  verifiedBy = "";
  /** A new secret that waits for its first code. */
  enrolling: string | null = null;
  cancelled = new Set<string>();
  listeners = new Map<string, Set<(payload: never) => void>>();

  constructor(readonly options: FakeOptions) {
    const people = makePeople(this.now());
    this.people = options.empty ? people.slice(0, 1) : people;
    if (options.state === "no_practice") {
      this.practice = null;
      this.people = [];
    }
    if (options.signedIn)
      this.signedIn = this.people.find((one) => one.email === options.signedIn)?.id ?? null;
  }

  now() {
    return Date.now() * 1000;
  }

  emit(event: string, payload: unknown) {
    for (const handler of this.listeners.get(event) ?? []) (handler as (value: unknown) => void)(payload);
  }

  changed(...topics: string[]) {
    queueMicrotask(() => this.emit("changed", { topics }));
  }

  /** Whoever is signed in, the Support user included. */
  current(): Person | undefined {
    if (this.signedIn === supportPerson.id) {
      return this.grant ? { ...supportPerson, last_name: `Support (${this.grant.person})` } : undefined;
    }
    return this.people.find((one) => one.id === this.signedIn);
  }

  me(): Person {
    const me = this.current();
    if (!me) throw refuse("session.none", "Sign in to go on.");
    if (this.locked) throw refuse("session.locked", "The screen is locked.");
    return me;
  }

  /** Who is signed in, provided that they proved it within five minutes. */
  proven(): Person {
    const me = this.me();
    if (this.now() - this.proved > 5 * 60_000_000)
      throw refuse("session.proof_needed", "Confirm that it is you.");
    return me;
  }

  admin(): Person {
    const me = this.me();
    if (!this.has(me, "practice_admin")) throw refuse("access.refused", "Only a practice admin can do this.");
    return me;
  }

  person(id: string): Person {
    const found = this.people.find((one) => one.id === id);
    if (!found) throw refuse("users.not_found", "This user no longer exists.");
    return found;
  }

  has(person: Person, role: Role) {
    return person.roles.includes(role);
  }

  note(kind: string, title: string, sentence: string, extra: Partial<EventRow> = {}) {
    const actor = this.current();
    this.events.unshift({
      seq: this.events.length + 1,
      time: this.now(),
      kind,
      title,
      sentence,
      actor: actor ? { id: actor.id, name: nameOf(actor) } : null,
      actor_email: actor?.email ?? "",
      target: null,
      outcome: "success" as Outcome,
      ...device,
      server_ip: "",
      reason: "",
      note: "",
      changes: [] as UserFieldChange[],
      revision: null,
      ...extra,
    });
  }

  tell(user: string, kind: string, title: string, text: string) {
    const row = { id: crypto.randomUUID(), user, time: this.now(), kind, title, text, unread: true };
    this.notices.unshift(row);
    this.changed("notices");
  }

  asMe(person: Person): Me {
    return meOf(this, person);
  }

  giveRoles(person: Person): Role[] {
    if (this.has(person, "practice_admin")) return ["practice_admin", "partner", "manager", "employee"];
    if (this.has(person, "partner")) return ["manager", "employee"];
    if (this.has(person, "manager") && this.practice?.managers_set_up_employees) return ["employee"];
    return [];
  }
}

export function nameOf(person: Person): string {
  return `${person.first_name} ${person.last_name}`.trim();
}
