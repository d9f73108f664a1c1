import type { UserCan, UserDetail, UserRow } from "../bindings";
import type { Person } from "./people";
import { nameOf, type World } from "./world";

export function rights(world: World, me: Person, other: Person): UserCan {
  const give = world.giveRoles(me);
  const self = me.id === other.id;
  const edit =
    me.status !== "restricted" && give.length > 0 && other.roles.every((role) => give.includes(role));
  const act = edit && !self;
  const s = other.status;
  const support = world.asMe(me).support;
  const enters = s === "active" || s === "restricted";
  return {
    edit: edit || self,
    change_roles: edit && (!self || me.roles.includes("practice_admin")),
    change_email: edit,
    invite: act && (s === "inactive" || s === "invited"),
    revoke_invite: act && s === "invited",
    disable: act && (s === "active" || s === "restricted"),
    enable: act && s === "disabled",
    archive: act && s !== "archived",
    unarchive: act && s === "archived",
    restrict: act && s === "active",
    lift_restriction: act && s === "restricted",
    see_history: me.roles.includes("practice_admin") || self || edit || (support?.register ?? false),
    unblock: other.blocked !== null && (act || (support?.unblock ?? false)),
    reset_mfa: other.mfa === "set_up" && enters && (act || (support?.reset_mfa ?? false)),
    reset_password: act && enters,
    see_sessions: act || self,
    end_sessions: act && enters,
  };
}

export function toRow(world: World, me: Person, one: Person): UserRow {
  const boss = one.reports_to ? world.people.find((other) => other.id === one.reports_to) : null;
  return {
    id: one.id,
    version: one.version,
    name: nameOf(one),
    first_name: one.first_name,
    last_name: one.last_name,
    preferred_name: one.preferred_name,
    email: world.asMe(me).support ? "" : one.email,
    mobile: world.asMe(me).support ? "" : one.mobile,
    job_title: one.job_title,
    roles: one.roles,
    reports_to: boss ? { id: boss.id, name: nameOf(boss) } : null,
    status: one.status,
    mfa: one.mfa,
    last_sign_in: one.last_sign_in,
    invite_expires: one.invite_expires,
    you: one.id === me.id,
    can: rights(world, me, one),
    blocked: one.blocked,
    blocked_until: one.blocked_until,
  };
}

export function toDetail(world: World, me: Person, one: Person): UserDetail {
  const row = toRow(world, me, one);
  const open = row.can.edit || row.you;
  return {
    row,
    phone: one.phone,
    birthday: open ? one.birthday : null,
    gender: open ? one.gender : null,
    time_zone: one.time_zone,
    date_format: one.date_format,
    notes: open && !row.you ? one.notes : null,
    created: one.created,
    created_by: "Marcus Whitfield",
    status_reason: one.status_reason,
    status_changed: one.status_changed,
    status_changed_by: one.status_changed_by,
    last_sign_in_device: one.last_sign_in ? `${one.first_name}’s laptop` : "",
    past_emails: one.past_emails,
    give_roles: world.giveRoles(me),
    mfa_since: open ? one.mfa_since : null,
    recovery_codes_left: open && one.mfa === "set_up" ? one.recovery_codes.length : null,
    password_reset_expires: open ? (one.reset?.expires ?? null) : null,
    open_sessions: open
      ? world.sessions.filter((session) => session.user === one.id).length + (row.you ? 1 : 0)
      : null,
  };
}
