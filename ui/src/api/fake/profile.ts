import type { Notices, OwnSecurity, SessionRow, SessionsEnded } from "../bindings";
import { day, hour, minute } from "./people";
import { wrongTry } from "./sign-in";
import { device, nameOf, refuse, type World } from "./world";

export function own(world: World): OwnSecurity {
  const me = world.me();
  return {
    mfa: me.mfa,
    mfa_since: me.mfa_since,
    mfa_last_used: me.mfa === "set_up" ? world.started : null,
    mfa_required: world.policy.mfa_required,
    recovery_codes_left: me.recovery_codes.length,
    recovery_codes_kept: me.recovery_kept,
    password_changed: me.password_changed,
    password_least: me.mfa === "set_up" || world.policy.mfa_required ? world.policy.password_least : 15,
    password_remembered: world.policy.password_remembered,
    remember_hours: world.policy.remember_hours,
    computers: world.computers
      .filter((one) => one.user === me.id && one.until > world.now())
      .map(({ user: _, ...one }) => ({
        ...one,
        operating_system: "Windows 11",
        this: one.computer === device.computer,
      })),
  };
}

export function changePassword(world: World, input: { current: string; password: string }): SessionsEnded {
  const me = world.me();
  if (me.password !== input.current) {
    wrongTry(world, me);
    throw refuse("session.wrong_password", "This is not your current password.", "current");
  }
  if (me.password === input.password)
    throw refuse(
      "password.refused",
      `This is one of your last ${world.policy.password_remembered} passwords. Choose another one.`,
      "password",
    );
  Object.assign(me, { password: input.password, password_changed: world.now(), tries: 0 });
  world.note("passwords.changed", "Password changed", `${nameOf(me)} changed their password.`);
  world.tell(me.id, "passwords.changed", "Your password was changed", "Your other sessions have ended.");
  world.changed("session", "sessions", "register");
  return endOthers(world);
}

export function removeMfa(world: World) {
  const me = world.proven();
  if (world.policy.mfa_required) throw refuse("mfa.required", "This practice asks everybody for MFA.");
  Object.assign(me, { mfa: "not_set_up", mfa_since: null, recovery_codes: [] });
  world.changed("session", "users");
  return {};
}

/** Sessions of a person: this one, for whoever is here, and those that were made up at the start. */
export function sessions(world: World, user: string | null): SessionRow[] {
  const me = world.me();
  const id = user ?? me.id;
  const mine: SessionRow[] =
    id === me.id
      ? [
          {
            id: "this",
            ...device,
            started: world.started,
            last_active: world.now(),
            locked: false,
            this: true,
          },
        ]
      : [];
  return [...mine, ...world.sessions.filter((one) => one.user === id).map(({ user: _, ...row }) => row)];
}

export function endSession(world: World, session: string) {
  world.sessions = world.sessions.filter((one) => one.id !== session);
  world.changed("sessions");
  return {};
}

export function endOthers(world: World): SessionsEnded {
  return endAll(world, world.me().id);
}

export function endAll(world: World, user: string): SessionsEnded {
  const ended = world.sessions.filter((one) => one.user === user).length;
  world.sessions = world.sessions.filter((one) => one.user !== user);
  world.changed("sessions");
  return { ended };
}

export function notices(world: World): Notices {
  const me = world.me();
  const rows = world.notices.filter((one) => one.user === me.id).map(({ user: _, ...row }) => row);
  return { unread: rows.filter((row) => row.unread).length, rows: rows.slice(0, 50) };
}

export function seen(world: World) {
  const me = world.me();
  for (const one of world.notices) if (one.user === me.id) one.unread = false;
  world.changed("notices");
  return {};
}

/** What stands at the start, so that every list shows something. */
export function seedProfile(world: World) {
  const [helen, , priya] = world.people;
  const made = (user: string, id: string, computer: string, ago: number, ip: string, locked = false) =>
    world.sessions.push({
      id,
      user,
      computer,
      operating_system: computer.includes("MACBOOK") ? "macOS 26" : "Windows 11",
      app_version: "0.1.0",
      ip,
      started: world.now() - ago - 3 * hour,
      last_active: world.now() - ago,
      locked,
      this: false,
    });
  if (helen) {
    made(helen.id, "s-1", "HELEN-MACBOOK", 95 * minute, "192.168.1.20", true);
    made(helen.id, "s-2", "BOARDROOM-PC", 5 * hour, "192.168.1.12");
    world.computers.push({
      id: "c-1",
      user: helen.id,
      computer: "HELEN-MACBOOK",
      since: world.now() - 3 * hour,
      until: world.now() + 21 * hour,
    });
    const notice = (kind: string, title: string, text: string, ago: number, unread: boolean) =>
      world.notices.push({
        id: crypto.randomUUID(),
        user: helen.id,
        kind,
        title,
        text,
        time: world.now() - ago,
        unread,
      });
    notice(
      "sessions.ended",
      "A session of yours was ended",
      "Marcus Whitfield ended your session on RECEPTION-PC: left signed in overnight",
      40 * minute,
      true,
    );
    notice(
      "passwords.changed",
      "Your password was changed",
      "If this wasn’t you, tell another practice admin straight away.",
      62 * day,
      false,
    );
  }
  if (priya) {
    made(priya.id, "s-3", "PRIYA-LAPTOP", 2 * minute, "192.168.1.44");
    made(priya.id, "s-4", "BOARDROOM-PC", 26 * hour, "192.168.1.12", true);
  }
}
