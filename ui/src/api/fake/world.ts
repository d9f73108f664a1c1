import type {
  AppStatus,
  ErrorReply,
  EventRow,
  Me,
  Outcome,
  Practice,
  Role,
  UserFieldChange,
} from "../bindings";
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

const startPractice: Practice = {
  name: "Harbour & Vale Accountants",
  legal_name: "Harbour & Vale Accountants Pty Ltd",
  abn: "51 824 753 556",
  address: {
    line1: "Level 2, 14 Wharf Road",
    line2: "",
    suburb: "Newcastle",
    state: "NSW",
    postcode: "2300",
  },
  phone: "+61 2 5550 4400",
  website: "https://hvale.example",
  country: "AU",
  time_zone: "Australia/Sydney",
  date_format: "d_mmm_yyyy",
  week_start: "monday",
  version: 1,
  logo: null,
  managers_set_up_employees: false,
  practice_admins: 2,
};

/** Everything that the in-memory host knows: plain data, changed by its operations. */
export class World {
  people: Person[];
  events: EventRow[] = [];
  practice: Practice | null = structuredClone(startPractice);
  signedIn: string | null = null;
  locked = false;
  started = Date.now() * 1000;
  answering = true;
  preferences: Record<string, Record<string, unknown>> = {};
  invitations: Record<string, string> = {};
  logo: Uint8Array | null = null;
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

  me(): Person {
    const me = this.people.find((one) => one.id === this.signedIn);
    if (!me) throw refuse("session.none", "Sign in to go on.");
    if (this.locked) throw refuse("session.locked", "The screen is locked.");
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
    const actor = this.people.find((one) => one.id === this.signedIn);
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
      ...extra,
    });
  }

  asMe(person: Person): Me {
    const admin = this.has(person, "practice_admin");
    const partner = this.has(person, "partner");
    const manager = this.has(person, "manager") && (this.practice?.managers_set_up_employees ?? false);
    const looking = person.status === "restricted";
    return {
      id: person.id,
      name: nameOf(person),
      first_name: person.preferred_name || person.first_name,
      email: person.email,
      roles: person.roles,
      status: person.status,
      time_zone: person.time_zone,
      date_format: person.date_format,
      week_start: this.practice?.week_start ?? "monday",
      can: {
        add_users: !looking && (admin || partner || manager),
        see_practice_settings: admin,
        edit_practice_settings: admin && !looking,
        see_register: admin,
        verify_register: admin,
        give_roles: looking ? [] : this.giveRoles(person),
      },
      session: {
        locked: this.locked,
        started: this.started,
        idle_seconds: 900,
        ends: this.started + 12 * 3_600_000_000,
      },
    };
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
