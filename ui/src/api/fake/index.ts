import type { OperationName } from "../call";
import type { Host } from "../host";
import * as lookups from "./lookups";
import { fakePassword } from "./people";
import * as register from "./register";
import * as setup from "./setup";
import { toDetail } from "./user-rows";
import * as users from "./users";
import { type FakeOptions, nameOf, refuse, World } from "./world";

export { fakePassword } from "./people";
export { recoveryGroups } from "./setup";
export type { FakeOptions } from "./world";

// biome-ignore lint/suspicious/noExplicitAny: inputs are as the caller typed them
type Handlers = Record<OperationName, (input: any, content?: Uint8Array) => unknown>;

const offlineFine = new Set<string>([
  "app.status",
  "passwords.check",
  "lookups.time_zones",
  "lookups.countries",
  "checks.field",
]);

function handlers(world: World): Handlers {
  const signIn = (person: Parameters<World["asMe"]>[0]) => {
    Object.assign(world, { signedIn: person.id, locked: false, started: world.now() });
    person.last_sign_in = world.now();
    world.note("sign_in.succeeded", "Signed in", `${nameOf(person)} signed in.`);
    world.changed("session", "register");
    return world.asMe(person);
  };
  const practice = () => {
    if (!world.practice) throw refuse("database.missing", "There is no practice here.");
    return world.practice;
  };
  const reopened = () => {
    world.options.state = "ready";
    return setup.status(world);
  };
  return {
    "app.status": () => setup.status(world),
    "setup.begin": () => setup.begin(),
    "setup.check_database": (i) => setup.checkDatabase(i.address),
    "setup.create": (i) => setup.create(world, i),
    "setup.join": (i) => {
      if (i.recovery_key.replace(/[^a-z0-9]/gi, "").toUpperCase() !== setup.recoveryGroups.join("")) {
        throw refuse("database.wrong_key", "This recovery key does not open the practice.", "recovery_key");
      }
      world.practice ??= new World({}).practice;
      world.people = new World({}).people;
      return reopened();
    },
    "setup.unlock": (i) => {
      if (i.passphrase !== fakePassword)
        throw refuse("database.wrong_key", "This passphrase does not open the practice.", "passphrase");
      return reopened();
    },
    "setup.recover": (i) => {
      if (i.recovery_key.replace(/[^a-z0-9]/gi, "").toUpperCase() !== setup.recoveryGroups.join("")) {
        throw refuse("database.wrong_key", "This recovery key does not open the practice.", "recovery_key");
      }
      return reopened();
    },
    "passwords.check": (i) => lookups.checkPassword(i.password, i.words),
    "sign_in.password": (i) => {
      const person = world.people.find((one) => one.email === String(i.email).trim().toLowerCase());
      if (!person || person.password !== i.password) {
        throw refuse("sign_in.refused", "The email address or the password is not right.");
      }
      return signIn(person);
    },
    "sign_in.accept_invitation": (i) => {
      const person = world.people.find((one) => one.email === String(i.email).trim().toLowerCase());
      const code = (person && world.invitations[person.email]) ?? "K7QM-3XWD-9TRB";
      if (person?.status !== "invited" || code !== i.code.trim().toUpperCase()) {
        throw refuse(
          "sign_in.refused",
          "This code does not belong to that email address, or it has expired.",
        );
      }
      Object.assign(person, { password: i.password, status: "active" });
      return signIn(person);
    },
    "session.current": () => {
      const me = world.people.find((one) => one.id === world.signedIn);
      if (!me) throw refuse("session.none", "Sign in to go on.");
      return world.asMe(me);
    },
    "session.touch": () => world.asMe(world.me()).session,
    "session.lock": () => {
      world.locked = true;
      world.changed("session");
      return {};
    },
    "session.unlock": (i) => {
      const me = world.people.find((one) => one.id === world.signedIn);
      if (!me) throw refuse("session.ended", "Your session has ended. Sign in again.");
      if (me.password !== i.password)
        throw refuse("session.wrong_password", "This password is not right.", "password");
      world.locked = false;
      world.changed("session");
      return world.asMe(me);
    },
    "session.prove": (i) => {
      if (world.me().password !== i.password) {
        throw refuse("session.wrong_password", "This password is not right.", "password");
      }
      return {};
    },
    "session.end": () => {
      Object.assign(world, { signedIn: null, locked: false });
      world.changed("session");
      return {};
    },
    "settings.practice": () => practice(),
    "settings.edit": (i) => {
      world.me();
      if (practice().version !== i.version)
        throw refuse("practice.conflict", "Someone else changed the settings meanwhile.");
      Object.assign(practice(), i.fields, {
        managers_set_up_employees: i.managers_set_up_employees,
        version: i.version + 1,
      });
      world.note("settings.changed", "Practice settings changed", "The practice’s settings were changed.");
      world.changed("practice", "register");
      return practice();
    },
    "settings.set_logo": (i, content) => {
      world.me();
      world.logo = content ?? null;
      Object.assign(practice(), { logo: `v${i.version + 1}`, version: i.version + 1 });
      world.changed("practice");
      return practice();
    },
    "settings.remove_logo": (i) => {
      world.me();
      Object.assign(practice(), { logo: null, version: i.version + 1 });
      world.changed("practice");
      return practice();
    },
    "users.list": (i) => users.list(world, i),
    "users.count": (i) => users.count(world, i),
    "users.get": (i) => toDetail(world, world.me(), world.person(i.user)),
    "users.add": (i) => users.add(world, i),
    "users.edit": (i) => users.edit(world, i),
    "users.change_email": (i) => users.changeEmail(world, i),
    "users.invite": (i) => users.invite(world, i),
    "users.revoke_invite": (i) => users.setStatus(world, i, "inactive", "uninvited"),
    "users.disable": (i) => users.setStatus(world, i, "disabled", "disabled"),
    "users.enable": (i) => users.setStatus(world, i, "active", "enabled"),
    "users.archive": (i) => users.setStatus(world, i, "archived", "archived"),
    "users.unarchive": (i) => users.setStatus(world, i, "disabled", "unarchived"),
    "users.restrict": (i) => users.setStatus(world, i, "restricted", "restricted"),
    "users.lift_restriction": (i) => users.setStatus(world, i, "active", "unrestricted"),
    "users.pick": (i) => users.pick(world, i),
    "register.list": (i) => register.list(world, i),
    "register.get": (i) => register.get(world, i.seq),
    "register.of_user": (i) => register.ofUser(world, i.user, i.before, i.limit),
    "register.own": (i) => register.ofUser(world, world.me().id, i.before, i.limit),
    "register.kinds": () => register.allKinds(),
    "register.verify": () => ({
      checked: world.events.length,
      intact: true,
      head: "9f3c".repeat(16),
      first_wrong: null,
    }),
    "preferences.get": () => ({ values: world.preferences[world.signedIn ?? ""] ?? {} }),
    "preferences.set": (i) => {
      const key = world.signedIn ?? "";
      world.preferences[key] = { ...world.preferences[key], [i.key]: i.value };
      return {};
    },
    "lookups.time_zones": () => lookups.timeZones(),
    "lookups.countries": () => lookups.countries,
    "checks.field": (i) => ({ value: lookups.checkField(i.field, i.value, i.country) }),
    "pictures.practice_logo": () => ({}),
    "calls.cancel": () => ({}),
  };
}

export type FakeHost = Host & {
  /** As if the person closed the window: true when it went. */
  closeWindow(): boolean;
  world: World;
  failNext(code: string, message: string, field?: string | null, details?: unknown): void;
};

/** The same door as the shell's, in memory: for tests, and for `npm run dev` in a plain browser. */
export function createFakeHost(options: FakeOptions = {}): FakeHost {
  const world = new World(options);
  register.seedEvents(world);
  const handle = handlers(world);
  let nextFailure: Error | null = null;
  const saved: { name: string; text: string }[] = [];
  let mayClose = () => true;
  return {
    world,
    closeWindow: () => mayClose(),
    failNext: (code, message, field = null, details = null) => {
      nextFailure = refuse(code, message, field, details);
    },
    async call(request, content) {
      if (options.latency) await new Promise((resolve) => setTimeout(resolve, options.latency));
      if (nextFailure && request.operation !== "app.status") {
        const failure = nextFailure;
        nextFailure = null;
        throw failure;
      }
      if (!world.answering && !offlineFine.has(request.operation)) {
        throw refuse("database.unreachable", "The office database does not answer. Nothing was changed.");
      }
      const run = handle[request.operation as OperationName];
      if (!run) throw refuse("operation.unknown", "This version of Firmkeep does not know how to do that.");
      return structuredClone(run(structuredClone(request.input), content));
    },
    listen(event, handler) {
      const set = world.listeners.get(event) ?? new Set();
      world.listeners.set(event, set.add(handler as (payload: never) => void));
      return () => set.delete(handler as (payload: never) => void);
    },
    shell: {
      saveText: async (name, text) => {
        saved.push({ name, text });
        return true;
      },
      printPage: () => window.print?.(),
      openExternal: async (url) => void window.open(url, "_blank", "noopener"),
      openLogFolder: async () => {},
      versions: async () => ({ app: "0.1.0", shell: "Plain browser" }),
      licences: async () => "The licences of the libraries are listed in the built application.",
      onClose: (ask) => {
        mayClose = ask;
        return () => {
          mayClose = () => true;
        };
      },
      close: async () => {},
      pictureUrl: () =>
        world.logo ? URL.createObjectURL(new Blob([world.logo.slice().buffer])) : "/icon.svg",
    },
  };
}
