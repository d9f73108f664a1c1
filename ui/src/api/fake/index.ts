import type { OperationName } from "../call";
import type { Host } from "../host";
import * as lookups from "./lookups";
import { fakePassword } from "./people";
import * as profile from "./profile";
import * as register from "./register";
import * as security from "./security";
import * as session from "./session";
import * as setup from "./setup";
import * as signIn from "./sign-in";
import * as support from "./support";
import * as access from "./user-access";
import { toDetail } from "./user-rows";
import * as users from "./users";
import { type FakeOptions, nameOf, refuse, World } from "./world";

export { fakeCode, fakePassword } from "./people";
export { recoveryGroups } from "./setup";
export type { FakeOptions } from "./world";

// biome-ignore lint/suspicious/noExplicitAny: inputs are as the caller typed them
type Handlers = Record<OperationName, (input: any, content: Uint8Array | undefined, call: string) => unknown>;

const offlineFine = new Set<string>([
  "app.status",
  "passwords.check",
  "lookups.time_zones",
  "lookups.countries",
  "checks.field",
]);

function handlers(world: World): Handlers {
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
    "passwords.check": (i) => lookups.checkPassword(i.password, i.words, world.policy.password_least),
    "sign_in.password": (i) => signIn.password(world, i.email, i.password),
    "sign_in.code": (i) => signIn.code(world, i),
    "sign_in.recovery_code": (i) => signIn.recoveryCode(world, i.code),
    "sign_in.begin_enrolment": () => signIn.beginEnrolment(world),
    "sign_in.skip_enrolment": () => signIn.skip(world),
    "sign_in.confirm_enrolment": (i) => signIn.confirmEnrolment(world, i.code),
    "sign_in.keep_recovery_codes": () => signIn.keepCodes(world),
    "sign_in.set_password": (i) => signIn.setPassword(world, i.password),
    "sign_in.accept_invitation": (i) => signIn.accept(world, i),
    "sign_in.reset_password": (i) => signIn.reset(world, i),
    "support.sign_in": (i) => signIn.support(world, i),
    ...session.handlers(world),
    "profile.security": () => profile.own(world),
    "profile.change_password": (i) => profile.changePassword(world, i),
    "profile.begin_mfa": () => signIn.enrolment(world, world.proven()),
    "profile.confirm_mfa": (i) => signIn.confirm(world, world.me(), i.code),
    "profile.new_recovery_codes": () => ({ codes: signIn.newCodes(world, world.proven()) }),
    "profile.keep_recovery_codes": () => {
      world.me().recovery_kept = true;
      world.changed("session");
      return {};
    },
    "profile.remove_mfa": () => profile.removeMfa(world),
    "profile.forget_computer": (i) => {
      world.computers = world.computers.filter((one) => one.id !== i.computer);
      world.changed("sessions");
      return {};
    },
    "sessions.list": (i) => profile.sessions(world, i.user),
    "sessions.end": (i) => profile.endSession(world, i.session),
    "sessions.end_others": () => profile.endOthers(world),
    "sessions.end_all_of": (i) => profile.endAll(world, i.user),
    "notices.list": () => profile.notices(world),
    "notices.seen": () => profile.seen(world),
    "users.unblock": (i) => access.unblock(world, i),
    "users.reset_mfa": (i) => access.resetMfa(world, i),
    "users.reset_password": (i) => access.resetPassword(world, i),
    "security.policy": () => security.policy(world),
    "security.weaker": (i) => ({ sentences: security.weaker(world, i.policy) }),
    "security.set_policy": (i) => security.setPolicy(world, i),
    "security.health": () => security.health(world),
    "security.review_roles": () => security.reviewRoles(world),
    "support.status": () => support.status(world),
    "support.activate": (i) => support.activate(world, i),
    "support.prolong": (i) => support.prolong(world, i),
    "support.new_code": (i) => support.newCode(world, i),
    "support.deactivate": (i) => support.deactivate(world, i),
    "support.grants": () => support.grants(world),
    "support.summary": (i) => support.summary(world, i.grant),
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
    "register.archive": () => {
      throw refuse("files.none", "This needs a file to write to. Choose where to save it.");
    },
    "register.accept_copy": () => {
      throw refuse("register.no_copy", "No older copy was found here.");
    },
    "register.verify": () => {
      Object.assign(world, { verified: world.now(), verifiedBy: nameOf(world.me()) });
      world.changed("register");
      const checked = world.events.length;
      return {
        checked,
        intact: true,
        head: "9f3c".repeat(16),
        first_wrong: null,
        checkpoints: 3,
        checkpoint_problem: null,
      };
    },
    "register.count": (i) => register.count(world, i.filter),
    "register.timeline": (i) => register.timeline(world, i),
    "register.revisions": (i) => register.revisions(world, i),
    "register.export": (i, _, name) => register.exportEvents(world, i, name),
    "register.status": () => register.registerStatus(world),
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
    "calls.cancel": (i) => {
      world.cancelled.add(i.call);
      return {};
    },
  };
}

type SavedFile = { name: string; text: string };

export type FakeHost = Host & {
  /** As if the person closed the window: true when it went. */
  closeWindow(): boolean;
  world: World;
  /** What was saved to files, the newest last. */
  saved: SavedFile[];
  failNext(code: string, message: string, field?: string | null, details?: unknown): void;
};

/** The same door as the shell's, in memory: for tests, and for `npm run dev` in a plain browser. */
export function createFakeHost(options: FakeOptions = {}): FakeHost {
  const world = new World(options);
  register.seedEvents(world);
  profile.seedProfile(world);
  support.seedSupport(world);
  const handle = handlers(world);
  let nextFailure: Error | null = null;
  const saved: SavedFile[] = [];
  let mayClose = () => true;
  return {
    world,
    saved,
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
      const reply = structuredClone(await run(structuredClone(request.input), content, request.call));
      if (request.save_as) saved.push({ name: request.save_as, text: "" });
      return reply;
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
