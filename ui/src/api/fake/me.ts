import type { Me, Policy, Practice } from "../bindings";
import { type Person, security } from "./people";
import { nameOf, type World } from "./world";

export const startPractice: Practice = {
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

export const startPolicy: Policy = {
  mfa_required: true,
  remember_hours: 24,
  block_after: 5,
  idle_minutes: 15,
  session_hours: 12,
  password_least: 12,
  password_remembered: 8,
  invite_days: 7,
  keep_months: 0,
};

export const supportPerson: Person = {
  id: "01935e2a-7c00-7000-8000-0000000000ff",
  version: 1,
  first_name: "Firmkeep",
  last_name: "Support",
  preferred_name: "",
  email: "",
  past_emails: [],
  mobile: "",
  phone: "",
  job_title: "",
  roles: [],
  reports_to: null,
  status: "active",
  mfa: "not_set_up",
  last_sign_in: null,
  invite_expires: null,
  birthday: null,
  gender: "",
  time_zone: "Australia/Sydney",
  date_format: "d_mmm_yyyy",
  notes: "",
  status_reason: "",
  status_changed: null,
  status_changed_by: "",
  created: 0,
  password: "",
  ...security(false, 0),
};

/** Whether the code can be left out on this computer. */
export const isRemembered = (world: World, person: Person) =>
  world.computers.some(
    (one) => one.user === person.id && one.computer === "FRONT-DESK" && one.until > world.now(),
  );

export function meOf(world: World, person: Person): Me {
  const support = person.id === supportPerson.id ? (world.grant?.may ?? null) : null;
  const admin = world.has(person, "practice_admin");
  const partner = world.has(person, "partner");
  const manager = world.has(person, "manager") && (world.practice?.managers_set_up_employees ?? false);
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
    week_start: world.practice?.week_start ?? "monday",
    can: {
      add_users: !looking && (admin || partner || manager),
      see_practice_settings: admin || (support?.settings ?? false),
      edit_practice_settings: admin && !looking,
      see_register: admin || (support?.register ?? false),
      verify_register: admin,
      give_roles: looking ? [] : world.giveRoles(person),
      see_users: support ? support.users : true,
      see_security_settings: admin || (support?.settings ?? false),
      edit_security_settings: admin && !looking,
      activate_support: admin && !looking,
      deactivate_support: admin,
      export_register: admin && !looking,
    },
    session: {
      locked: world.locked,
      started: world.started,
      idle_seconds: world.policy.idle_minutes * 60,
      ends: world.started + world.policy.session_hours * 3_600_000_000,
      unlock_needs_code: person.mfa === "set_up" && !isRemembered(world, person),
      warn_seconds: 120,
    },
    mfa: person.mfa,
    unread_notices: world.notices.filter((one) => one.user === person.id && one.unread).length,
    support,
  };
}
