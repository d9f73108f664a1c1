// Generated from the Rust core by `cargo xtask bindings`. Do not edit.

/** A user’s identifier. */
export type UserId = string;

/**
 * Where a user stands between being added and having left.
 */
export type AccessStatus = "inactive" | "invited" | "active" | "restricted" | "disabled" | "archived";

/**
 * A postal address.
 */
export type Address = { line1: string, line2: string, suburb: string, state: string, postcode: string, };

/**
 * What this computer has.
 */
export type AppState = "no_practice" | "ready" | "needs_passphrase" | "needs_recovery_key" | "failed";

/**
 * The reply.
 */
export type AppStatus = { state: AppState, problem: ErrorReply | null, practice: PracticeFace | null, database: DatabaseStatus | null, 
/**
 * Whether the operating system's keychain can keep a key.
 */
keychain: boolean, version: string, computer: string, data_dir: string, };

/**
 * The input.
 */
export type CallsCancel = { 
/**
 * The name that the call was given.
 */
call: string, };

/**
 * Which rules.
 */
export type CheckedField = "abn" | "phone" | "mobile" | "email" | "website" | "name";

/**
 * The input.
 */
export type ChecksField = { field: CheckedField, value: string, 
/**
 * For phone numbers without a country's code; null means the practice's.
 */
country: string | null, };

/**
 * A country.
 */
export type CountryChoice = { 
/**
 * ISO 3166, two letters.
 */
code: string, name: string, 
/**
 * `+61`
 */
calling_code: string, };

/**
 * On this computer or in the office.
 */
export type DatabaseKind = "local" | "office";

/**
 * Which database is open, and whether it answers.
 */
export type DatabaseStatus = { kind: DatabaseKind, 
/**
 * The file's name, or the server's and the database's.
 */
place: string, answering: boolean, };

/**
 * How a person likes dates written.
 */
export type DateFormat = "d_mmm_yyyy" | "dd_mm_yyyy" | "mm_dd_yyyy" | "yyyy_mm_dd";

/**
 * A refusal or failure as the caller sees it. Nothing internal is in it: no SQL, no path, no secret.
 */
export type ErrorReply = { 
/**
 * Stable: `users.last_admin`.
 */
code: string, 
/**
 * A sentence that can be shown as it is.
 */
message: string, 
/**
 * Dotted path into the input, for forms.
 */
field: string | null, 
/**
 * More for the screen, as the newer state of a conflict.
 */
details: unknown, };

/**
 * The reply. Hashes are hexadecimal SHA-256.
 */
export type EventDetail = { row: EventRow, previous_hash: string, hash: string, 
/**
 * The number of the register's last event.
 */
last_seq: number, };

/**
 * A kind of event.
 */
export type EventKind = { kind: string, title: string, area: string, };

/**
 * The input.
 */
export type EventOnly = { seq: number, };

/**
 * A page of the history, the newest first.
 */
export type EventPage = { rows: Array<EventRow>, 
/**
 * The next page's `before`; null on the last one.
 */
next: number | null, };

/**
 * A line of the history.
 */
export type EventRow = { seq: number, time: Time, kind: string, 
/**
 * A few words.
 */
title: string, 
/**
 * Who did what to whom.
 */
sentence: string, actor: UserRef | null, actor_email: string, target: EventTarget | null, outcome: Outcome, computer: string, operating_system: string, app_version: string, ip: string, 
/**
 * The address that the database server sees.
 */
server_ip: string, reason: string, 
/**
 * More in words, as why a sign-in failed.
 */
note: string, changes: Array<UserFieldChange>, 
/**
 * Which state of the record this made; null where it changed none.
 */
revision: number | null, };

/**
 * What an event is about.
 */
export type EventTarget = { kind: TargetKind, id: string | null, name: string, };

/**
 * The value as it will be stored and shown.
 */
export type FieldChecked = { value: string, };

/**
 * The first Practice Admin.
 */
export type FirstAdmin = { first_name: string, last_name: string, email: string, password: string, };

/**
 * The reply. The code is shown once; only its hash is kept.
 */
export type InvitationMade = { user: UserDetail, code: string, expires: Time, };

/**
 * Where the key is kept.
 */
export type KeyPlace = "keychain" | "file" | "passphrase";

/**
 * The signed-in person.
 */
export type Me = { id: string, name: string, first_name: string, email: string, roles: Array<Role>, status: AccessStatus, time_zone: string, date_format: DateFormat, week_start: Weekday, can: MyCan, session: Session, mfa: MfaState, unread_notices: number, 
/**
 * Not null: this is the Support user, and what the grant lets them do.
 */
support: SupportScopes | null, };

/**
 * Whether MFA is set up.
 */
export type MfaState = "not_set_up" | "set_up" | "reset_pending";

/**
 * What the signed-in person may do, beside single users.
 */
export type MyCan = { add_users: boolean, see_practice_settings: boolean, edit_practice_settings: boolean, see_register: boolean, verify_register: boolean, 
/**
 * The access levels that this person may give.
 */
give_roles: Array<Role>, see_users: boolean, see_security_settings: boolean, edit_security_settings: boolean, activate_support: boolean, deactivate_support: boolean, export_register: boolean, };

export type Nothing = Record<string, never>;

/**
 * The reply.
 */
export type OfficeDatabaseFound = { state: OfficeDatabaseState, practice: string | null, server: string, encrypted: boolean, };

/**
 * What is there.
 */
export type OfficeDatabaseState = "empty" | "practice" | "foreign" | "newer";

/**
 * How what an event tells of ended.
 */
export type Outcome = "success" | "failure" | "refused";

/**
 * The person's own password, typed again.
 */
export type OwnPassword = { password: string, };

/**
 * The input.
 */
export type PasswordCheck = { password: string, 
/**
 * Names that the password must not be made of.
 */
words: Array<string>, 
/**
 * Judged with the signed-in person's names and least length.
 */
own: boolean, };

/**
 * One requirement and whether the password meets it.
 */
export type PasswordRequirement = { code: string, text: string, met: boolean, };

/**
 * What is thought of a password.
 */
export type PasswordVerdict = { acceptable: boolean, 
/**
 * 0 (very weak) to 4 (very strong).
 */
score: number, 
/**
 * The score in words.
 */
label: string, requirements: Array<PasswordRequirement>, 
/**
 * What would make it better.
 */
advice: string | null, };

/**
 * The practice with what only its settings show.
 */
export type Practice = { version: number, logo: string | null, managers_set_up_employees: boolean, 
/**
 * Practice Admins who can sign in.
 */
practice_admins: number, name: string, legal_name: string, abn: string, address: Address, phone: string, website: string, 
/**
 * ISO 3166, two letters: the default for phone numbers.
 */
country: string, time_zone: string, date_format: DateFormat, week_start: Weekday, };

/**
 * What anybody at the keyboard may know of the practice.
 */
export type PracticeFace = { name: string, 
/**
 * Changes with the logo; null where there is none.
 */
logo: string | null, };

/**
 * What a practice says of itself.
 */
export type PracticeFields = { name: string, legal_name: string, abn: string, address: Address, phone: string, website: string, 
/**
 * ISO 3166, two letters: the default for phone numbers.
 */
country: string, time_zone: string, date_format: DateFormat, week_start: Weekday, };

/**
 * The reply.
 */
export type Preferences = { values: Record<string, unknown>, };

/**
 * The input.
 */
export type PreferencesSet = { 
/**
 * `users.columns`, `theme`, `text_size` or `single_keys`.
 */
key: string, value: unknown, };

/**
 * One group of the recovery key, typed again to show that it was kept.
 */
export type RecoveryGroup = { 
/**
 * From 0.
 */
index: number, group: string, };

/**
 * The input. Times: from inclusive, until exclusive.
 */
export type RegisterList = RegisterFilter & { 
/**
 * `next` of the page before.
 */
before: number | null, 
/**
 * 1 to 200.
 */
limit: number, };

/**
 * The input.
 */
export type RegisterOfUser = { user: string, 
/**
 * `next` of the page before.
 */
before: number | null, 
/**
 * 1 to 200.
 */
limit: number, };

/**
 * The input.
 */
export type RegisterOwn = { 
/**
 * `next` of the page before.
 */
before: number | null, 
/**
 * 1 to 200.
 */
limit: number, };

/**
 * The reply.
 */
export type RegisterVerdict = { checked: number, intact: boolean, 
/**
 * The hash of the last event that was checked, in hexadecimal.
 */
head: string, first_wrong: VerifyFault | null, 
/**
 * How many of this computer's checkpoints the register fits.
 */
checkpoints: number, 
/**
 * What is wrong with how they were kept.
 */
checkpoint_problem: string | null, };

/**
 * What kind of things a person may do in the practice.
 */
export type Role = "practice_admin" | "partner" | "manager" | "employee";

/**
 * The session of whoever asks.
 */
export type Session = { locked: boolean, started: Time, 
/**
 * After so many seconds without use the screen locks.
 */
idle_seconds: number, ends: Time, 
/**
 * Unlocking asks for a code besides the password.
 */
unlock_needs_code: boolean, 
/**
 * So long before the lock the page warns.
 */
warn_seconds: number, };

/**
 * The input.
 */
export type SettingsEdit = { 
/**
 * The version that was edited.
 */
version: number, fields: PracticeFields, managers_set_up_employees: boolean, };

/**
 * The reply.
 */
export type SetupBegun = { 
/**
 * Eight groups of four characters.
 */
groups: Array<string>, 
/**
 * The two groups, counted from 0, that must be typed again.
 */
ask: [number, number], };

/**
 * The input.
 */
export type SetupCheckDatabase = { 
/**
 * `postgres://user:password@server:5432/database`
 */
address: string, };

/**
 * The input. The logo, if any, is the call's content.
 */
export type SetupCreate = { 
/**
 * Null creates the practice in a file on this computer.
 */
office_address: string | null, key_place: KeyPlace, passphrase: string | null, practice: PracticeFields, admin: FirstAdmin, 
/**
 * The two groups of the recovery key that were asked for.
 */
recovery: Array<RecoveryGroup>, };

/**
 * The input.
 */
export type SetupJoin = { office_address: string, recovery_key: string, key_place: KeyPlace, passphrase: string | null, };

/**
 * The input.
 */
export type SetupRecover = { recovery_key: string, key_place: KeyPlace, passphrase: string | null, };

/**
 * The input.
 */
export type SetupUnlock = { passphrase: string, };

/**
 * The input.
 */
export type SignInAcceptInvitation = { email: string, 
/**
 * As it was handed over; blanks, dashes and case do not matter.
 */
code: string, 
/**
 * The password that the person chooses.
 */
password: string, };

/**
 * The input.
 */
export type SignInPassword = { email: string, password: string, };

/**
 * Which user, as of which version, and why.
 */
export type StatusChange = { user: string, version: number, 
/**
 * For the history.
 */
reason: string, };

/**
 * What kind of record an event is about.
 */
export type TargetKind = "user" | "practice" | "register" | "session" | "support";

export type Time = number;

/**
 * A time zone to choose, with its offset now.
 */
export type TimeZoneChoice = { 
/**
 * `Australia/Lord_Howe`
 */
id: string, 
/**
 * `Lord Howe`
 */
city: string, 
/**
 * `Australia`
 */
region: string, 
/**
 * `UTC+10:30`
 */
offset: string, 
/**
 * `AEST`, or the offset where the zone has no letters.
 */
abbreviation: string, offset_seconds: number, };

/**
 * What the person who looks may do with a user.
 */
export type UserCan = { edit: boolean, change_roles: boolean, change_email: boolean, invite: boolean, revoke_invite: boolean, disable: boolean, enable: boolean, archive: boolean, unarchive: boolean, restrict: boolean, lift_restriction: boolean, see_history: boolean, unblock: boolean, reset_mfa: boolean, reset_password: boolean, see_sessions: boolean, end_sessions: boolean, };

/**
 * A person to choose.
 */
export type UserChoice = { id: string, name: string, job_title: string, email: string, };

/**
 * What `users.conflict` brings along.
 */
export type UserConflict = { changed_by: string, changed_at: Time, 
/**
 * What changed since the version that was edited.
 */
changes: Array<UserFieldChange>, 
/**
 * What stands now.
 */
theirs: UserDetail, };

/**
 * The reply.
 */
export type UserCounts = { 
/**
 * Of the filter.
 */
matching: number, 
/**
 * All but the archived.
 */
current: number, inactive: number, invited: number, active: number, restricted: number, disabled: number, archived: number, 
/**
 * People who sign in without MFA.
 */
no_mfa: number, blocked: number, };

/**
 * Everything of a user. What only those who may edit the user, and the user, may see is null for others.
 */
export type UserDetail = { row: UserRow, phone: string, birthday: string | null, gender: string | null, time_zone: string, date_format: DateFormat, notes: string | null, created: Time, created_by: string, status_reason: string, status_changed: Time | null, status_changed_by: string, last_sign_in_device: string, past_emails: Array<string>, mfa_since: Time | null, recovery_codes_left: number | null, password_reset_expires: Time | null, open_sessions: number | null, 
/**
 * The access levels that the person who looks may give or take here.
 */
give_roles: Array<Role>, };

/**
 * One changed field, in words.
 */
export type UserFieldChange = { 
/**
 * `mobile`
 */
field: string, 
/**
 * `Mobile`
 */
label: string, before: string, after: string, };

/**
 * Everything of a user that one form edits.
 */
export type UserFields = { first_name: string, last_name: string, preferred_name: string, job_title: string, mobile: string, phone: string, 
/**
 * `YYYY-MM-DD`
 */
birthday: string | null, gender: string, time_zone: string, date_format: DateFormat, roles: Array<Role>, reports_to: string | null, 
/**
 * For administrators.
 */
notes: string, };

/**
 * Which users.
 */
export type UserFilter = { 
/**
 * Beginnings of name, email or mobile; several words must all be found.
 */
search: string, 
/**
 * Any of these; none means all.
 */
roles: Array<Role>, 
/**
 * Any of these; none means all but the hidden ones.
 */
statuses: Array<AccessStatus>, mfa: MfaState | null, blocked: boolean, reports_to: string | null, 
/**
 * Also people who left.
 */
show_inactive: boolean, };

/**
 * One user, by identifier.
 */
export type UserOnly = { user: string, };

/**
 * The reply.
 */
export type UserPage = { rows: Array<UserRow>, 
/**
 * Where the next page begins; null on the last one.
 */
next: string | null, };

/**
 * A user's name with the identifier.
 */
export type UserRef = { id: string, name: string, };

/**
 * A line of the users' list.
 */
export type UserRow = { id: string, version: number, name: string, first_name: string, last_name: string, preferred_name: string, email: string, mobile: string, job_title: string, roles: Array<Role>, reports_to: UserRef | null, status: AccessStatus, mfa: MfaState, last_sign_in: Time | null, 
/**
 * When the open invitation ends, where there is one.
 */
invite_expires: Time | null, 
/**
 * Whether this is the person who looks.
 */
you: boolean, can: UserCan, 
/**
 * Since when failed attempts keep this user out.
 */
blocked: Time | null, 
/**
 * When a Practice Admin's block ends by itself.
 */
blocked_until: Time | null, };

/**
 * By which column.
 */
export type UserSort = "name" | "last_sign_in" | "email" | "mobile" | "access_level" | "reports_to" | "status" | "mfa";

/**
 * The input.
 */
export type UsersAdd = { 
/**
 * The sign-in name.
 */
email: string, fields: UserFields, };

/**
 * The input.
 */
export type UsersChangeEmail = { user: string, version: number, email: string, reason: string, };

/**
 * The input.
 */
export type UsersCount = { filter: UserFilter, };

/**
 * The input.
 */
export type UsersEdit = { user: string, 
/**
 * The version that was edited.
 */
version: number, fields: UserFields, };

/**
 * The input.
 */
export type UsersInvite = { user: string, version: number, };

/**
 * The input.
 */
export type UsersList = { filter: UserFilter, sort: UserSort, descending: boolean, 
/**
 * `next` of the page before.
 */
after: string | null, 
/**
 * 1 to 200.
 */
limit: number, };

/**
 * The input.
 */
export type UsersPick = { search: string, 
/**
 * Leaves out this person and everybody who reports to them, so that no circle can be chosen.
 */
not_under: string | null, 
/**
 * 1 to 50.
 */
limit: number, };

/**
 * The first event that does not fit.
 */
export type VerifyFault = { seq: number, why: string, };

/**
 * A version alone.
 */
export type VersionOnly = { version: number, };

/**
 * The day that a week begins with.
 */
export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

// ---- Written by hand until the core generates them ----

/**
 * What signing in asks for next.
 */
export type SignInStep = "open" | "code" | "enrol" | "recovery_codes" | "password";

export type SignIn = { step: SignInStep, me: Me | null, first_name: string, email: string, remember_hours: number, password_least: number, mfa_required: boolean, recovery_codes_left: number | null, };

export type SignInCode = { code: string, remember: boolean, };

export type CodeOnly = { code: string, };

export type NewPassword = { password: string, };

export type SignInResetPassword = { email: string, code: string, password: string, };

export type MfaEnrolment = { secret: string, uri: string, qr: string, qr_size: number, issuer: string, account: string, };

export type RecoveryCodes = { codes: Array<string>, };

export type SessionUnlock = { password: string, code: string | null, };

export type SessionProve = { password: string | null, code: string | null, };

export type RememberedComputer = { id: string, computer: string, operating_system: string, since: Time, until: Time, this: boolean, };

export type OwnSecurity = { mfa: MfaState, mfa_since: Time | null, mfa_last_used: Time | null, mfa_required: boolean, recovery_codes_left: number, recovery_codes_kept: boolean, password_changed: Time | null, password_least: number, password_remembered: number, remember_hours: number, computers: Array<RememberedComputer>, };

export type ProfileChangePassword = { current: string, password: string, };

export type ComputerOnly = { computer: string, };

export type SessionsEnded = { ended: number, };

export type SessionRow = { id: string, computer: string, operating_system: string, app_version: string, ip: string, started: Time, last_active: Time, locked: boolean, this: boolean, };

export type SessionsList = { user: string | null, };

export type SessionOnly = { session: string, };

export type SessionsEndAllOf = { user: string, reason: string, };

export type PasswordReset = { user: UserDetail, code: string, expires: Time, };

export type Policy = { mfa_required: boolean, remember_hours: number, block_after: number, idle_minutes: number, session_hours: number, password_least: number, password_remembered: number, invite_days: number, 
/**
 * 0 = for ever.
 */
keep_months: number, };

export type PolicyItem = { name: string, title: string, why: string, unit: string, default: number, least: number, most: number, recommended: string, };

export type PolicyView = { version: number, policy: Policy, items: Array<PolicyItem>, changed: Time | null, changed_by: string, people: number, with_mfa: number, can_edit: boolean, };

export type PolicyOnly = { policy: Policy, };

export type Weaker = { sentences: Array<string>, };

export type SecuritySetPolicy = { version: number, policy: Policy, };

export type HealthState = "good" | "care" | "problem";

export type HealthActionKind = "users" | "policy" | "support" | "verify" | "roles_reviewed" | "invite" | "unblock" | "history";

export type HealthAction = { label: string, kind: HealthActionKind, };

export type HealthCheck = { code: string, title: string, state: HealthState, evidence: string, people: Array<UserRef>, count: number, action: HealthAction | null, };

export type SupportScopes = { users: boolean, settings: boolean, register: boolean, unblock: boolean, reset_mfa: boolean, };

export type SupportGrant = { id: string, why: string, may: SupportScopes, hours: number, started: Time, ends: Time, ended: Time | null, ended_why: string, by: UserRef, person: string, case_number: string, signed_in: Time | null, in_now: boolean, most_ends: Time, events: number, };

export type SupportCan = { activate: boolean, deactivate: boolean, prolong: boolean, };

export type SupportStatus = { active: SupportGrant | null, can: SupportCan, name: string, };

export type SupportActivate = { why: string, hours: number, may: SupportScopes, };

export type SupportActivated = { grant: SupportGrant, code: string, };

export type SupportProlong = { grant: string, hours: number, };

export type GrantOnly = { grant: string, };

export type SupportLine = { time: Time, sentence: string, outcome: Outcome, };

export type SupportSummary = { grant: SupportGrant, looked: number, changed: number, refused: number, lines: Array<SupportLine>, };

export type SupportSignIn = { code: string, person: string, case_number: string, };

export type NoticeRow = { id: string, time: Time, kind: string, title: string, text: string, unread: boolean, };

export type Notices = { unread: number, rows: Array<NoticeRow>, };

export type RegisterFilter = { 
/**
 * As the one who did it or the one it was done to.
 */
person: string | null, actor: string | null, record: string | null, record_type: TargetKind | null, 
/**
 * Any of these; none means all.
 */
kinds: Array<string>, outcome: Outcome | null, computer: string, ip: string, keyword: string, from: Time | null, until: Time | null, };

export type RegisterCount = { filter: RegisterFilter, };

export type RegisterCounted = { count: number, at_least: boolean, };

export type TimelineStep = "hour" | "day" | "week";

export type RegisterTimeline = { filter: RegisterFilter, from: Time, until: Time, zone: string, step: TimelineStep, };

export type TimelineBar = { start: Time, succeeded: number, failed: number, };

export type Timeline = { bars: Array<TimelineBar>, };

export type RegisterRevisions = { record: string, limit: number, };

export type KnownValue = { field: string, label: string, value: string, };

export type Revision = { number: number, seq: number, time: Time, actor: UserRef | null, title: string, changes: Array<UserFieldChange>, state: Array<KnownValue>, };

export type ExportFormat = "csv" | "xlsx" | "json_lines";

export type RegisterExport = { filter: RegisterFilter, format: ExportFormat, };

export type RegisterExported = { rows: number, };

export type RegisterStatus = { events: number, last_verified: Time | null, last_verified_by: string, intact: boolean | null, checkpoint_seq: number | null, checkpoint_time: Time | null, archived_before: Time | null, };

/** Every operation with its input and reply. */
export type Operations = {
  /** Tells which practice this computer has and whether its database answers */
  "app.status": { input: Nothing; reply: AppStatus };
  /** Makes a recovery key for a practice that is about to be created */
  "setup.begin": { input: Nothing; reply: SetupBegun };
  /** Looks at an office database without changing it */
  "setup.check_database": { input: SetupCheckDatabase; reply: OfficeDatabaseFound };
  /** Creates the practice with its first Practice Admin */
  "setup.create": { input: SetupCreate; reply: AppStatus };
  /** Lets this computer join the practice in an office database */
  "setup.join": { input: SetupJoin; reply: AppStatus };
  /** Opens the practice’s key with this computer’s passphrase */
  "setup.unlock": { input: SetupUnlock; reply: AppStatus };
  /** Opens the practice’s file with the recovery key */
  "setup.recover": { input: SetupRecover; reply: AppStatus };
  /** Judges a password while it is typed; nothing is kept of it */
  "passwords.check": { input: PasswordCheck; reply: PasswordVerdict };
  /** Signs in with email and password */
  "sign_in.password": { input: SignInPassword; reply: SignIn };
  /** Accepts an invitation with its code and sets the person’s own password */
  "sign_in.accept_invitation": { input: SignInAcceptInvitation; reply: SignIn };
  /** Tells who is signed in and what they may do */
  "session.current": { input: Nothing; reply: Me };
  /** Notes that the person is at the keyboard */
  "session.touch": { input: Nothing; reply: Session };
  /** Locks the screen now */
  "session.lock": { input: Nothing; reply: Nothing };
  /** Unlocks the screen with the person’s password */
  "session.unlock": { input: SessionUnlock; reply: Me };
  /** Proves again who the person is, for five minutes */
  "session.prove": { input: SessionProve; reply: Nothing };
  /** Signs out */
  "session.end": { input: Nothing; reply: Nothing };
  /** Shows the practice’s settings */
  "settings.practice": { input: Nothing; reply: Practice };
  /** Saves the practice’s settings */
  "settings.edit": { input: SettingsEdit; reply: Practice };
  /** Replaces the practice’s logo with the call’s content */
  "settings.set_logo": { input: VersionOnly; reply: Practice };
  /** Removes the practice’s logo */
  "settings.remove_logo": { input: VersionOnly; reply: Practice };
  /** Lists users: searched, filtered, sorted, a page at a time */
  "users.list": { input: UsersList; reply: UserPage };
  /** Counts users by status and for a filter */
  "users.count": { input: UsersCount; reply: UserCounts };
  /** Shows one user */
  "users.get": { input: UserOnly; reply: UserDetail };
  /** Adds a user, who is not invited yet */
  "users.add": { input: UsersAdd; reply: UserDetail };
  /** Saves a user’s details and access level */
  "users.edit": { input: UsersEdit; reply: UserDetail };
  /** Changes a user’s sign-in email; the old one stays theirs */
  "users.change_email": { input: UsersChangeEmail; reply: UserDetail };
  /** Makes an invitation’s code for a user; an earlier one becomes worthless */
  "users.invite": { input: UsersInvite; reply: InvitationMade };
  /** Makes a user’s open invitation worthless */
  "users.revoke_invite": { input: StatusChange; reply: UserDetail };
  /** Suspends a user: sessions end at once, Enable brings them back */
  "users.disable": { input: StatusChange; reply: UserDetail };
  /** Lets a disabled user in again */
  "users.enable": { input: StatusChange; reply: UserDetail };
  /** Archives a user who left the firm; their history is kept */
  "users.archive": { input: StatusChange; reply: UserDetail };
  /** Brings a user back from the archive, disabled */
  "users.unarchive": { input: StatusChange; reply: UserDetail };
  /** Lets a user only look: no change, no download */
  "users.restrict": { input: StatusChange; reply: UserDetail };
  /** Lets a restricted user work again */
  "users.lift_restriction": { input: StatusChange; reply: UserDetail };
  /** Finds people to choose from by the beginnings of their names */
  "users.pick": { input: UsersPick; reply: Array<UserChoice> };
  /** Lists the practice’s events, filtered, the newest first */
  "register.list": { input: RegisterList; reply: EventPage };
  /** Shows one event, to those who may see it in a history */
  "register.get": { input: EventOnly; reply: EventDetail };
  /** Lists what a user did and what was done to them */
  "register.of_user": { input: RegisterOfUser; reply: EventPage };
  /** Lists what the signed-in person did and what was done to them */
  "register.own": { input: RegisterOwn; reply: EventPage };
  /** Lists the kinds of events by area */
  "register.kinds": { input: Nothing; reply: Array<EventKind> };
  /** Checks the whole register and names the first event that does not fit */
  "register.verify": { input: Nothing; reply: RegisterVerdict };
  /** Shows what the signed-in person set for themselves */
  "preferences.get": { input: Nothing; reply: Preferences };
  /** Sets one thing for the signed-in person alone */
  "preferences.set": { input: PreferencesSet; reply: Nothing };
  /** Lists all time zones with their offset now */
  "lookups.time_zones": { input: Nothing; reply: Array<TimeZoneChoice> };
  /** Lists countries with their calling codes */
  "lookups.countries": { input: Nothing; reply: Array<CountryChoice> };
  /** Checks one field by the rules that saving applies */
  "checks.field": { input: ChecksField; reply: FieldChecked };
  /** Gives the practice’s logo as content */
  "pictures.practice_logo": { input: Nothing; reply: Nothing };
  /** Asks a long call of the same application to stop */
  "calls.cancel": { input: CallsCancel; reply: Nothing };
  /** Gives the code that signing in asks for */
  "sign_in.code": { input: SignInCode; reply: SignIn };
  /** Gives a recovery code instead */
  "sign_in.recovery_code": { input: CodeOnly; reply: SignIn };
  /** Begins setting up an authenticator app while signing in */
  "sign_in.begin_enrolment": { input: Nothing; reply: MfaEnrolment };
  /** Signs in without MFA, where the policy allows it */
  "sign_in.skip_enrolment": { input: Nothing; reply: SignIn };
  /** Confirms the authenticator app by a code */
  "sign_in.confirm_enrolment": { input: CodeOnly; reply: RecoveryCodes };
  /** Confirms that the recovery codes were kept */
  "sign_in.keep_recovery_codes": { input: Nothing; reply: SignIn };
  /** Sets the new password that signing in asks for */
  "sign_in.set_password": { input: NewPassword; reply: SignIn };
  /** Chooses a new password with a one-time code */
  "sign_in.reset_password": { input: SignInResetPassword; reply: SignIn };
  /** Shows one’s own security */
  "profile.security": { input: Nothing; reply: OwnSecurity };
  /** Changes one’s own password */
  "profile.change_password": { input: ProfileChangePassword; reply: SessionsEnded };
  /** Begins setting up an authenticator app */
  "profile.begin_mfa": { input: Nothing; reply: MfaEnrolment };
  /** Confirms the authenticator app by a code */
  "profile.confirm_mfa": { input: CodeOnly; reply: RecoveryCodes };
  /** Makes new recovery codes */
  "profile.new_recovery_codes": { input: Nothing; reply: RecoveryCodes };
  /** Confirms that the recovery codes were kept */
  "profile.keep_recovery_codes": { input: Nothing; reply: Nothing };
  /** Turns off one’s own MFA */
  "profile.remove_mfa": { input: Nothing; reply: Nothing };
  /** Makes a computer ask for the code again */
  "profile.forget_computer": { input: ComputerOnly; reply: Nothing };
  /** Lists open sessions */
  "sessions.list": { input: SessionsList; reply: Array<SessionRow> };
  /** Ends a session */
  "sessions.end": { input: SessionOnly; reply: Nothing };
  /** Ends one’s other sessions */
  "sessions.end_others": { input: Nothing; reply: SessionsEnded };
  /** Ends all sessions of a user */
  "sessions.end_all_of": { input: SessionsEndAllOf; reply: SessionsEnded };
  /** Unblocks a user */
  "users.unblock": { input: StatusChange; reply: UserDetail };
  /** Resets a user’s MFA */
  "users.reset_mfa": { input: StatusChange; reply: UserDetail };
  /** Makes a one-time code for a new password */
  "users.reset_password": { input: StatusChange; reply: PasswordReset };
  /** Shows the security policy */
  "security.policy": { input: Nothing; reply: PolicyView };
  /** Tells what a policy would make weaker */
  "security.weaker": { input: PolicyOnly; reply: Weaker };
  /** Saves the security policy */
  "security.set_policy": { input: SecuritySetPolicy; reply: PolicyView };
  /** Checks the practice’s security */
  "security.health": { input: Nothing; reply: Array<HealthCheck> };
  /** Notes that privileged roles were looked at */
  "security.review_roles": { input: Nothing; reply: Nothing };
  /** Tells whether Support is let in */
  "support.status": { input: Nothing; reply: SupportStatus };
  /** Lets Support in for a time */
  "support.activate": { input: SupportActivate; reply: SupportActivated };
  /** Prolongs Support’s access */
  "support.prolong": { input: SupportProlong; reply: SupportGrant };
  /** Makes a new access code for Support */
  "support.new_code": { input: GrantOnly; reply: SupportActivated };
  /** Ends Support’s access */
  "support.deactivate": { input: GrantOnly; reply: SupportSummary };
  /** Lists earlier grants */
  "support.grants": { input: Nothing; reply: Array<SupportGrant> };
  /** Tells what Support did under a grant */
  "support.summary": { input: GrantOnly; reply: SupportSummary };
  /** Signs Support in */
  "support.sign_in": { input: SupportSignIn; reply: SignIn };
  /** Lists one’s notices */
  "notices.list": { input: Nothing; reply: Notices };
  /** Marks one’s notices as seen */
  "notices.seen": { input: Nothing; reply: Nothing };
  /** Counts events */
  "register.count": { input: RegisterCount; reply: RegisterCounted };
  /** Counts sign-ins over time */
  "register.timeline": { input: RegisterTimeline; reply: Timeline };
  /** Lists the states of a record */
  "register.revisions": { input: RegisterRevisions; reply: Array<Revision> };
  /** Writes events to a file */
  "register.export": { input: RegisterExport; reply: RegisterExported };
  /** Tells how the register stands */
  "register.status": { input: Nothing; reply: RegisterStatus };
};
