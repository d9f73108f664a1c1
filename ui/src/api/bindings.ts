// Generated from the Rust core by `cargo xtask bindings`. Do not edit.

/** Microseconds since 1970-01-01 UTC. */
export type Time = number;
export type UserId = string;
export type Role = "practice_admin" | "partner" | "manager" | "employee";
export type AccessStatus = "inactive" | "invited" | "active" | "restricted" | "disabled" | "archived";
export type MfaState = "not_set_up" | "set_up";
export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
export type DateFormat = "d_mmm_yyyy" | "dd_mm_yyyy" | "mm_dd_yyyy" | "yyyy_mm_dd";
export type Gender = string;

/** What every refused or failed call rejects with. */
export type ErrorReply = { code: string; message: string; field: string | null; details: unknown };

// ---- app and setup ----
export type AppState = "no_practice" | "ready" | "needs_passphrase" | "needs_recovery_key" | "failed";
export type DatabaseKind = "local" | "office";
export type DatabaseStatus = { kind: DatabaseKind; place: string; answering: boolean };
export type PracticeFace = { name: string; logo: string | null };
export type AppStatus = {
  state: AppState; problem: ErrorReply | null; practice: PracticeFace | null; database: DatabaseStatus | null;
  keychain: boolean; version: string; computer: string; data_dir: string;
};
export type KeyPlace = "keychain" | "file" | "passphrase";
export type SetupBegun = { groups: string[]; ask: [number, number] };
export type SetupCheckDatabase = { address: string };
export type OfficeDatabaseState = "empty" | "practice" | "foreign" | "newer";
export type OfficeDatabaseFound = { state: OfficeDatabaseState; practice: string | null; server: string; encrypted: boolean };
export type Address = { line1: string; line2: string; suburb: string; state: string; postcode: string };
export type PracticeFields = {
  name: string; legal_name: string; abn: string; address: Address; phone: string; website: string;
  country: string; time_zone: string; date_format: DateFormat; week_start: Weekday;
};
export type FirstAdmin = { first_name: string; last_name: string; email: string; password: string };
export type RecoveryGroup = { index: number; group: string };
/** `office_address` null creates the practice in a file on this computer. The logo, if any, is the call's content. */
export type SetupCreate = {
  office_address: string | null; key_place: KeyPlace; passphrase: string | null;
  practice: PracticeFields; admin: FirstAdmin; recovery: RecoveryGroup[];
};
export type SetupJoin = { office_address: string; recovery_key: string; key_place: KeyPlace; passphrase: string | null };
export type SetupUnlock = { passphrase: string };
export type SetupRecover = { recovery_key: string; key_place: KeyPlace; passphrase: string | null };

// ---- passwords, sign-in, sessions ----
export type PasswordCheck = { password: string; words: string[] };
export type PasswordRequirement = { code: string; text: string; met: boolean };
/** `score` 0 (very weak) to 4 (very strong). */
export type PasswordVerdict = { acceptable: boolean; score: number; label: string; requirements: PasswordRequirement[]; advice: string | null };
export type SignInPassword = { email: string; password: string };
export type SignInAcceptInvitation = { email: string; code: string; password: string };
export type MyCan = {
  add_users: boolean; see_practice_settings: boolean; edit_practice_settings: boolean; see_register: boolean;
  verify_register: boolean; give_roles: Role[];
};
export type Session = { locked: boolean; started: Time; idle_seconds: number; ends: Time };
export type Me = {
  id: UserId; name: string; first_name: string; email: string; roles: Role[]; status: AccessStatus;
  time_zone: string; date_format: DateFormat; week_start: Weekday; can: MyCan; session: Session;
};
export type SessionUnlock = { password: string };

// ---- practice settings ----
export type Practice = PracticeFields & { version: number; logo: string | null; managers_set_up_employees: boolean; practice_admins: number };
export type SettingsEdit = { version: number; fields: PracticeFields; managers_set_up_employees: boolean };
export type VersionOnly = { version: number };

// ---- users ----
export type UserCan = {
  edit: boolean; change_roles: boolean; change_email: boolean; invite: boolean; revoke_invite: boolean; disable: boolean; enable: boolean;
  archive: boolean; unarchive: boolean; restrict: boolean; lift_restriction: boolean; see_history: boolean;
};
export type UserRef = { id: UserId; name: string };
export type UserRow = {
  id: UserId; version: number; name: string; first_name: string; last_name: string; preferred_name: string; email: string; mobile: string;
  job_title: string; roles: Role[]; reports_to: UserRef | null; status: AccessStatus; mfa: MfaState;
  last_sign_in: Time | null; invite_expires: Time | null; you: boolean; can: UserCan;
};
/** Fields that only those who may edit the user (or the user) may see are null for others. */
export type UserDetail = {
  row: UserRow; phone: string; birthday: string | null; gender: string | null; time_zone: string; date_format: DateFormat;
  notes: string | null; created: Time; created_by: string; status_reason: string; status_changed: Time | null; status_changed_by: string;
  last_sign_in_device: string; past_emails: string[]; give_roles: Role[];
};
export type UserSort = "name" | "last_sign_in" | "email" | "mobile" | "access_level" | "reports_to" | "status" | "mfa";
export type UserFilter = {
  search: string; roles: Role[]; statuses: AccessStatus[]; mfa: MfaState | null; reports_to: UserId | null; show_inactive: boolean;
};
export type UsersList = { filter: UserFilter; sort: UserSort; descending: boolean; after: string | null; limit: number };
export type UserPage = { rows: UserRow[]; next: string | null };
export type UsersCount = { filter: UserFilter };
export type UserCounts = {
  matching: number; current: number; inactive: number; invited: number; active: number; restricted: number; disabled: number; archived: number; no_mfa: number;
};
export type UserOnly = { user: UserId };
export type UserFields = {
  first_name: string; last_name: string; preferred_name: string; job_title: string; mobile: string; phone: string;
  birthday: string | null; gender: string; time_zone: string; date_format: DateFormat; roles: Role[]; reports_to: UserId | null; notes: string;
};
export type UsersAdd = { email: string; fields: UserFields };
export type UsersEdit = { user: UserId; version: number; fields: UserFields };
export type UserFieldChange = { field: string; label: string; before: string; after: string };
/** `details` of the error `users.conflict`: `theirs` is what stands now, `changes` what changed since the version that was edited. */
export type UserConflict = { changed_by: string; changed_at: Time; changes: UserFieldChange[]; theirs: UserDetail };
export type UsersChangeEmail = { user: UserId; version: number; email: string; reason: string };
/** disable, enable, archive, unarchive, restrict, lift_restriction, revoke_invite */
export type StatusChange = { user: UserId; version: number; reason: string };
export type UsersInvite = { user: UserId; version: number };
/** The code is shown once, to be handed to the person; it is stored hashed. */
export type InvitationMade = { user: UserDetail; code: string; expires: Time };
export type UsersPick = { search: string; not_under: UserId | null; limit: number };
export type UserChoice = { id: UserId; name: string; job_title: string; email: string };

// ---- register ----
export type Outcome = "success" | "failure" | "refused";
export type EventTarget = { kind: "user" | "practice" | "register" | "session"; id: string | null; name: string };
export type EventRow = {
  seq: number; time: Time; kind: string; title: string; sentence: string; actor: UserRef | null; actor_email: string; target: EventTarget | null;
  outcome: Outcome; computer: string; operating_system: string; app_version: string; ip: string; server_ip: string;
  reason: string; changes: UserFieldChange[];
};
export type EventDetail = { row: EventRow; previous_hash: string; hash: string; last_seq: number };
/** Newest first; `before` is the `next` of the page before. Times inclusive from, exclusive until. */
export type RegisterList = { person: UserId | null; kinds: string[]; outcome: Outcome | null; from: Time | null; until: Time | null; before: number | null; limit: number };
export type RegisterOfUser = { user: UserId; before: number | null; limit: number };
export type RegisterOwn = { before: number | null; limit: number };
export type EventPage = { rows: EventRow[]; next: number | null };
export type EventOnly = { seq: number };
export type EventKind = { kind: string; title: string; area: string };
export type VerifyFault = { seq: number; why: string };
export type RegisterVerdict = { checked: number; intact: boolean; head: string; first_wrong: VerifyFault | null };

// ---- preferences, lookups, checks ----
/** Free JSON per key, at most 64 KiB; keys: "users.columns", "theme", "text_size", "single_keys". */
export type PreferencesSet = { key: string; value: unknown };
export type Preferences = { values: Record<string, unknown> };
export type TimeZoneChoice = { id: string; city: string; region: string; offset: string; abbreviation: string; offset_seconds: number };
export type CountryChoice = { code: string; name: string; calling_code: string };
export type CheckedField = "abn" | "phone" | "mobile" | "email" | "website" | "name";
export type ChecksField = { field: CheckedField; value: string; country: string | null };
/** `value` is the value as it will be stored and shown. */
export type FieldChecked = { value: string };
export type CallsCancel = { call: string };
export type Nothing = Record<string, never>;
export type Done = Record<string, never>;

/** Every operation with its input and reply. */
export type Operations = {
  "app.status": { input: Nothing; reply: AppStatus };
  "setup.begin": { input: Nothing; reply: SetupBegun };
  "setup.check_database": { input: SetupCheckDatabase; reply: OfficeDatabaseFound };
  "setup.create": { input: SetupCreate; reply: AppStatus };
  "setup.join": { input: SetupJoin; reply: AppStatus };
  "setup.unlock": { input: SetupUnlock; reply: AppStatus };
  "setup.recover": { input: SetupRecover; reply: AppStatus };
  "passwords.check": { input: PasswordCheck; reply: PasswordVerdict };
  "sign_in.password": { input: SignInPassword; reply: Me };
  "sign_in.accept_invitation": { input: SignInAcceptInvitation; reply: Me };
  "session.current": { input: Nothing; reply: Me };
  "session.touch": { input: Nothing; reply: Session };
  "session.lock": { input: Nothing; reply: Done };
  "session.unlock": { input: SessionUnlock; reply: Me };
  "session.end": { input: Nothing; reply: Done };
  "settings.practice": { input: Nothing; reply: Practice };
  "settings.edit": { input: SettingsEdit; reply: Practice };
  "settings.set_logo": { input: VersionOnly; reply: Practice };
  "settings.remove_logo": { input: VersionOnly; reply: Practice };
  "users.list": { input: UsersList; reply: UserPage };
  "users.count": { input: UsersCount; reply: UserCounts };
  "users.get": { input: UserOnly; reply: UserDetail };
  "users.add": { input: UsersAdd; reply: UserDetail };
  "users.edit": { input: UsersEdit; reply: UserDetail };
  "users.change_email": { input: UsersChangeEmail; reply: UserDetail };
  "users.invite": { input: UsersInvite; reply: InvitationMade };
  "users.revoke_invite": { input: StatusChange; reply: UserDetail };
  "users.disable": { input: StatusChange; reply: UserDetail };
  "users.enable": { input: StatusChange; reply: UserDetail };
  "users.archive": { input: StatusChange; reply: UserDetail };
  "users.unarchive": { input: StatusChange; reply: UserDetail };
  "users.restrict": { input: StatusChange; reply: UserDetail };
  "users.lift_restriction": { input: StatusChange; reply: UserDetail };
  "users.pick": { input: UsersPick; reply: UserChoice[] };
  "register.list": { input: RegisterList; reply: EventPage };
  "register.get": { input: EventOnly; reply: EventDetail };
  "register.of_user": { input: RegisterOfUser; reply: EventPage };
  "register.own": { input: RegisterOwn; reply: EventPage };
  "register.kinds": { input: Nothing; reply: EventKind[] };
  "register.verify": { input: Nothing; reply: RegisterVerdict };
  "preferences.get": { input: Nothing; reply: Preferences };
  "preferences.set": { input: PreferencesSet; reply: Done };
  "lookups.time_zones": { input: Nothing; reply: TimeZoneChoice[] };
  "lookups.countries": { input: Nothing; reply: CountryChoice[] };
  "checks.field": { input: ChecksField; reply: FieldChecked };
  "calls.cancel": { input: CallsCancel; reply: Done };
};
