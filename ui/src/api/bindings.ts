// Generated from the Rust core by `cargo xtask bindings`. Do not edit.

/** A user’s identifier. */
export type UserId = string;

/**
 * The input.
 */
export type AcceptedCopy = { 
/**
 * Why an older copy was put back.
 */
reason: string, };

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
 * The reply.
 */
export type Archived = { 
/**
 * Events in the file.
 */
events: number, first_seq: number, last_seq: number, 
/**
 * The hash of the last event in the file, from which the register goes on.
 */
head: string, 
/**
 * SHA-256 over the file's lines.
 */
lines: string, };

/**
 * The events that were moved to files.
 */
export type ArchivedEvents = { 
/**
 * Events 1 to this one.
 */
last_seq: number, 
/**
 * The hash of the last event in the newest file: `firmkeep verify FILE` prints it as `head`.
 */
head: string, 
/**
 * SHA-256 over the lines of the newest file: `firmkeep verify FILE` prints it as `lines`.
 */
lines: string, until: Time, archived: Time, archived_by: string, };

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
 * A code alone.
 */
export type CodeOnly = { code: string, };

/**
 * The input.
 */
export type ComputerOnly = { computer: string, };

/**
 * The reply.
 */
export type CopyAccepted = { 
/**
 * Checkpoints that no longer count.
 */
checkpoints: number, };

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
 * The reply.
 */
export type EventCount = { count: number, 
/**
 * Whether there may be more: counting stops where it would take long.
 */
at_least: boolean, };

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
 * Which revision of its target came of it; null where it changed none.
 */
revision: number | null, };

/**
 * What an event is about.
 */
export type EventTarget = { kind: TargetKind, id: string | null, name: string, };

/**
 * What kind of file.
 */
export type ExportFormat = "csv" | "xlsx" | "json_lines";

/**
 * The reply.
 */
export type Exported = { 
/**
 * Events in the file.
 */
rows: number, };

/**
 * The value as it will be stored and shown.
 */
export type FieldChecked = { value: string, };

/**
 * A field's value.
 */
export type FieldValue = { field: string, label: string, value: string, };

/**
 * The first Practice Admin.
 */
export type FirstAdmin = { first_name: string, last_name: string, email: string, password: string, };

/**
 * One grant, by identifier.
 */
export type GrantOnly = { grant: string, };

/**
 * What mends a finding.
 */
export type HealthAction = { label: string, kind: HealthActionKind, };

/**
 * Where a finding is mended.
 */
export type HealthActionKind = "users" | "policy" | "support" | "verify" | "roles_reviewed" | "invite" | "unblock";

/**
 * One thing that was looked at.
 */
export type HealthCheck = { 
/**
 * Stable: `mfa_everyone`.
 */
code: string, title: string, state: HealthState, 
/**
 * What was found, in a sentence.
 */
evidence: string, 
/**
 * Some of the people whom it is about.
 */
people: Array<UserRef>, count: number, action: HealthAction | null, };

/**
 * How things stand.
 */
export type HealthState = "good" | "care" | "problem";

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
export type Me = { id: string, name: string, first_name: string, email: string, roles: Array<Role>, status: AccessStatus, mfa: MfaState, time_zone: string, date_format: DateFormat, week_start: Weekday, 
/**
 * What Support may do, where it is Support that is signed in.
 */
support: SupportScopes | null, unread_notices: number, can: MyCan, session: Session, };

/**
 * What an authenticator app needs.
 */
export type MfaEnrolment = { 
/**
 * The secret for typing, in groups of four.
 */
secret: string, 
/**
 * `otpauth://totp/…`
 */
uri: string, 
/**
 * The dark modules of a QR code that holds `uri`, as the `d` of an SVG path in units of modules.
 */
qr: string, 
/**
 * Modules a side, the blank edge included.
 */
qr_size: number, 
/**
 * The practice’s name, as the app shows it.
 */
issuer: string, account: string, };

/**
 * Whether MFA is set up.
 */
export type MfaState = "not_set_up" | "set_up" | "reset_pending";

/**
 * What the signed-in person may do, beside single users.
 */
export type MyCan = { add_users: boolean, see_users: boolean, see_practice_settings: boolean, edit_practice_settings: boolean, see_register: boolean, verify_register: boolean, export_register: boolean, see_security_settings: boolean, edit_security_settings: boolean, activate_support: boolean, deactivate_support: boolean, 
/**
 * The access levels that this person may give.
 */
give_roles: Array<Role>, };

export type Nothing = Record<string, never>;

/**
 * One thing that somebody was told.
 */
export type NoticeRow = { id: string, time: Time, 
/**
 * `password_changed`
 */
kind: string, title: string, text: string, unread: boolean, };

/**
 * The newest first.
 */
export type Notices = { unread: number, rows: Array<NoticeRow>, };

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
 * The reply.
 */
export type OwnSecurity = { mfa: MfaState, mfa_since: Time | null, mfa_last_used: Time | null, mfa_required: boolean, recovery_codes_left: number, 
/**
 * Whether the person confirmed that they kept the codes.
 */
recovery_codes_kept: boolean, password_changed: Time | null, password_least: number, password_remembered: number, remember_hours: number, computers: Array<RememberedComputer>, };

/**
 * The input.
 */
export type PasswordCheck = { password: string, 
/**
 * Names that the password must not be made of.
 */
words: Array<string>, 
/**
 * Whether it is to be the password of whoever asks: then their own names and the length that they need count.
 */
own: boolean, };

/**
 * One requirement and whether the password meets it.
 */
export type PasswordRequirement = { code: string, text: string, met: boolean, };

/**
 * The reply. The code is shown once; only its hash is kept.
 */
export type PasswordReset = { user: UserDetail, code: string, expires: Time, };

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
 * What the practice has decided.
 */
export type Policy = { 
/**
 * Whether everybody must give a code at sign-in.
 */
mfa_required: boolean, 
/**
 * How long a computer skips the code; 0 never.
 */
remember_hours: number, 
/**
 * How many failed attempts in 15 minutes block a user.
 */
block_after: number, idle_minutes: number, session_hours: number, password_least: number, password_remembered: number, invite_days: number, 
/**
 * How long events stay in the register at least; 0 for ever.
 */
keep_months: number, };

/**
 * One thing that the policy decides, in words.
 */
export type PolicyItem = { 
/**
 * The field of the policy.
 */
name: string, title: string, 
/**
 * Why it matters, and where the bounds come from.
 */
why: string, unit: string, default: number, least: number, most: number, recommended: string, };

/**
 * The policy as its page shows it.
 */
export type PolicyView = { version: number, policy: Policy, items: Array<PolicyItem>, changed: Time | null, changed_by: string, 
/**
 * How many people can sign in.
 */
people: number, 
/**
 * How many of them have MFA set up.
 */
with_mfa: number, can_edit: boolean, };

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
 * `users.columns`, `theme`, `text_size`, `single_keys` or `history_filters`.
 */
key: string, value: unknown, };

/**
 * The input.
 */
export type ProfileChangePassword = { current: string, password: string, };

/**
 * Recovery codes, shown once.
 */
export type RecoveryCodes = { codes: Array<string>, };

/**
 * One group of the recovery key, typed again to show that it was kept.
 */
export type RecoveryGroup = { 
/**
 * From 0.
 */
index: number, group: string, };

/**
 * The input. The file is the call's output.
 */
export type RegisterArchive = { 
/**
 * Events before this time are moved; it is at least 12 months ago.
 */
until: Time, };

/**
 * The input.
 */
export type RegisterCount = { filter: RegisterFilter, };

/**
 * The input. The file is the call's output.
 */
export type RegisterExport = { filter: RegisterFilter, format: ExportFormat, };

/**
 * Which events. Everything that is given must hold; nothing given means all.
 */
export type RegisterFilter = { 
/**
 * As the one who did it or the one it was done to.
 */
person?: string | null, 
/**
 * The one who did it.
 */
actor?: string | null, 
/**
 * What it was done to.
 */
record?: string | null, record_type?: TargetKind | null, 
/**
 * Any of these; none means all.
 */
kinds?: Array<string>, outcome?: Outcome | null, 
/**
 * Beginning of the computer's name, in either case.
 */
computer?: string, 
/**
 * Beginning of the address.
 */
ip?: string, 
/**
 * Beginnings of words in names, addresses, reasons, notes, what was before and after, computer and IP; each
 * must be found.
 */
keyword?: string, 
/**
 * Inclusive.
 */
from?: Time | null, 
/**
 * Exclusive.
 */
until?: Time | null, };

/**
 * The input: a filter, and which page.
 */
export type RegisterList = { 
/**
 * As the one who did it or the one it was done to.
 */
person?: string | null, 
/**
 * The one who did it.
 */
actor?: string | null, 
/**
 * What it was done to.
 */
record?: string | null, record_type?: TargetKind | null, 
/**
 * Any of these; none means all.
 */
kinds?: Array<string>, outcome?: Outcome | null, 
/**
 * Beginning of the computer's name, in either case.
 */
computer?: string, 
/**
 * Beginning of the address.
 */
ip?: string, 
/**
 * Beginnings of words in names, addresses, reasons, notes, what was before and after, computer and IP; each
 * must be found.
 */
keyword?: string, 
/**
 * Inclusive.
 */
from?: Time | null, 
/**
 * Exclusive.
 */
until?: Time | null, 
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
 * The input.
 */
export type RegisterRevisions = { 
/**
 * A user, or the practice.
 */
record: string, 
/**
 * 1 to 200: the newest so many.
 */
limit: number, };

/**
 * The reply.
 */
export type RegisterStatus = { 
/**
 * Events in the register, without those in archives.
 */
events: number, last_verified: Time | null, last_verified_by: string, 
/**
 * What the last check found; null before the first.
 */
intact: boolean | null, 
/**
 * The last event that this computer has signed.
 */
checkpoint_seq: number | null, checkpoint_time: Time | null, 
/**
 * Events before this time are in archives.
 */
archived_before: Time | null, 
/**
 * How many those are.
 */
archived_events: number, 
/**
 * The public half of the key that signs files of events, in hexadecimal.
 */
key: string, };

/**
 * The input. Kinds, outcome and times of the filter do not count here.
 */
export type RegisterTimeline = { filter: RegisterFilter, 
/**
 * Inclusive; the first bar begins at or before it.
 */
from: Time, 
/**
 * Exclusive.
 */
until: Time, 
/**
 * An IANA name, as `Australia/Sydney`.
 */
zone: string, step: TimelineStep, };

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
 * What is wrong with how they were kept: they were not trusted where it is.
 */
checkpoint_problem: string | null, archived: ArchivedEvents | null, };

/**
 * A computer at which the person need not give a code for a while.
 */
export type RememberedComputer = { id: string, computer: string, operating_system: string, since: Time, until: Time, 
/**
 * Whether it is the computer at which this is asked.
 */
this: boolean, };

/**
 * A change of a record, and the record after it.
 */
export type Revision = { 
/**
 * From 1, without gaps.
 */
number: number, 
/**
 * The event that tells of it.
 */
seq: number, time: Time, actor: UserRef | null, title: string, sentence: string, changes: Array<UserFieldChange>, 
/**
 * The values that its events tell, as they were after it.
 */
state: Array<FieldValue>, };

/**
 * What kind of things a person may do in the practice.
 */
export type Role = "practice_admin" | "partner" | "manager" | "employee";

/**
 * The input.
 */
export type SecuritySetPolicy = { 
/**
 * The version that was edited.
 */
version: number, policy: Policy, };

/**
 * The policy to look at.
 */
export type SecurityWeaker = { policy: Policy, };

/**
 * The session of whoever asks.
 */
export type Session = { locked: boolean, started: Time, 
/**
 * After so many seconds without use the screen locks.
 */
idle_seconds: number, 
/**
 * So long before, the person is told.
 */
warn_seconds: number, ends: Time, 
/**
 * Whether the lock screen asks for a code besides the password.
 */
unlock_needs_code: boolean, };

/**
 * The input.
 */
export type SessionOnly = { session: string, };

/**
 * Either of them.
 */
export type SessionProve = { password: string | null, 
/**
 * The authenticator's code.
 */
code: string | null, };

/**
 * An open session.
 */
export type SessionRow = { id: string, computer: string, operating_system: string, app_version: string, ip: string, started: Time, last_active: Time, locked: boolean, 
/**
 * Whether it is the session of whoever asks.
 */
this: boolean, };

/**
 * The input.
 */
export type SessionUnlock = { password: string, 
/**
 * The authenticator's code or a recovery code, unless this computer is remembered or MFA is not set up.
 */
code: string | null, };

/**
 * The input.
 */
export type SessionsEndAllOf = { user: string, 
/**
 * For the history.
 */
reason: string, };

/**
 * How many sessions were ended.
 */
export type SessionsEnded = { ended: number, };

/**
 * The input.
 */
export type SessionsList = { 
/**
 * Null: one's own.
 */
user: string | null, };

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
 * How far somebody has come in signing in.
 */
export type SignIn = { step: SignInStep, 
/**
 * Once they are in.
 */
me: Me | null, first_name: string, email: string, 
/**
 * How long this computer can be remembered; 0 where it cannot.
 */
remember_hours: number, 
/**
 * Least length of a password for this person.
 */
password_least: number, mfa_required: boolean, 
/**
 * Unused recovery codes, where MFA is set up.
 */
recovery_codes_left: number | null, };

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
export type SignInCode = { 
/**
 * Six digits; blanks do not matter.
 */
code: string, 
/**
 * Whether this computer need not ask for a code for a while.
 */
remember: boolean, };

/**
 * The input.
 */
export type SignInPassword = { email: string, password: string, };

/**
 * The input.
 */
export type SignInResetPassword = { email: string, 
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
export type SignInSetPassword = { password: string, };

/**
 * How far somebody has come in signing in. Until it is `Open`, a session can only go on or end.
 */
export type SignInStep = "open" | "code" | "enrol" | "recovery_codes" | "password";

/**
 * The reply.
 */
export type SignInTimeline = { bars: Array<TimelineBar>, };

/**
 * Which user, as of which version, and why.
 */
export type StatusChange = { user: string, version: number, 
/**
 * For the history.
 */
reason: string, };

/**
 * The input.
 */
export type SupportActivate = { why: string, 
/**
 * 1, 4, 24 or 72.
 */
hours: number, 
/**
 * Nothing unless it is said.
 */
may: SupportScopes, };

/**
 * A grant with the access code, which is shown once.
 */
export type SupportActivated = { grant: SupportGrant, code: string, };

/**
 * What whoever asks may do.
 */
export type SupportCan = { activate: boolean, deactivate: boolean, prolong: boolean, };

/**
 * One time that Support was let in.
 */
export type SupportGrant = { id: string, why: string, may: SupportScopes, hours: number, started: Time, ends: Time, 
/**
 * Until when it may be prolonged at most.
 */
most_ends: Time, ended: Time | null, ended_why: string, by: UserRef, 
/**
 * Who of Support is in, as they said.
 */
person: string, case_number: string, signed_in: Time | null, in_now: boolean, 
/**
 * How many things Support did or looked at.
 */
events: number, };

/**
 * One thing that Support did or looked at.
 */
export type SupportLine = { time: Time, sentence: string, 
/**
 * More in words, as what was looked at.
 */
note: string, outcome: Outcome, };

/**
 * The input.
 */
export type SupportProlong = { grant: string, 
/**
 * By so many hours: 1, 4, 24 or 72.
 */
hours: number, };

/**
 * What Support may do, nothing unless it is said. Never client data, roles, passwords or exports.
 */
export type SupportScopes = { 
/**
 * Look at users, without personal details.
 */
users: boolean, 
/**
 * Look at the practice's and the security settings.
 */
settings: boolean, 
/**
 * Look at the register.
 */
register: boolean, 
/**
 * Unblock a user.
 */
unblock: boolean, 
/**
 * Reset a user's MFA.
 */
reset_mfa: boolean, };

/**
 * The input.
 */
export type SupportSignIn = { 
/**
 * As it was handed over; blanks, dashes and case do not matter.
 */
code: string, 
/**
 * Who of Support it is.
 */
person: string, case_number: string, };

/**
 * The reply. Why, and under which case, only Practice Admins and Support itself are told.
 */
export type SupportStatus = { active: SupportGrant | null, can: SupportCan, 
/**
 * How the Support user is called.
 */
name: string, };

/**
 * The reply.
 */
export type SupportSummary = { grant: SupportGrant, looked: number, changed: number, refused: number, 
/**
 * The oldest first.
 */
lines: Array<SupportLine>, };

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
 * Sign-ins from `start` until the next bar's.
 */
export type TimelineBar = { start: Time, succeeded: number, failed: number, };

/**
 * How wide a bar is.
 */
export type TimelineStep = "hour" | "day" | "week";

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
 * Locked out by failed attempts.
 */
blocked: number, 
/**
 * People who sign in without MFA.
 */
no_mfa: number, };

/**
 * Everything of a user. What only those who may edit the user, and the user, may see is null for others.
 */
export type UserDetail = { row: UserRow, phone: string, birthday: string | null, gender: string | null, time_zone: string, date_format: DateFormat, notes: string | null, created: Time, created_by: string, status_reason: string, status_changed: Time | null, status_changed_by: string, last_sign_in_device: string, past_emails: Array<string>, mfa_since: Time | null, 
/**
 * Unused recovery codes.
 */
recovery_codes_left: number | null, 
/**
 * When the open code for choosing a new password ends.
 */
password_reset_expires: Time | null, open_sessions: number | null, 
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
statuses: Array<AccessStatus>, mfa: MfaState | null, 
/**
 * Only people who are locked out by failed attempts.
 */
blocked: boolean, reports_to: string | null, 
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
export type UserRow = { id: string, version: number, name: string, first_name: string, last_name: string, preferred_name: string, email: string, mobile: string, job_title: string, roles: Array<Role>, reports_to: UserRef | null, status: AccessStatus, mfa: MfaState, 
/**
 * Since when failed attempts lock the user out.
 */
blocked: Time | null, 
/**
 * When the block ends by itself, as that of a Practice Admin does.
 */
blocked_until: Time | null, last_sign_in: Time | null, 
/**
 * When the open invitation ends, where there is one.
 */
invite_expires: Time | null, 
/**
 * Whether this is the person who looks.
 */
you: boolean, can: UserCan, };

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
 * A sentence for each thing that becomes weaker.
 */
export type WeakerPolicy = { sentences: Array<string>, };

/**
 * The day that a week begins with.
 */
export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

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
  /** Signs in with email and password, or says what is asked for next */
  "sign_in.password": { input: SignInPassword; reply: SignIn };
  /** Gives the authenticator’s code, after the password */
  "sign_in.code": { input: SignInCode; reply: SignIn };
  /** Gives a recovery code in place of the authenticator’s, after the password */
  "sign_in.recovery_code": { input: CodeOnly; reply: SignIn };
  /** Makes the secret for an authenticator app, on the way in */
  "sign_in.begin_enrolment": { input: Nothing; reply: MfaEnrolment };
  /** Puts MFA off, where the practice leaves it to each person */
  "sign_in.skip_enrolment": { input: Nothing; reply: SignIn };
  /** Confirms the authenticator app with its first code and makes recovery codes */
  "sign_in.confirm_enrolment": { input: CodeOnly; reply: RecoveryCodes };
  /** Confirms that the recovery codes were kept, on the way in */
  "sign_in.keep_recovery_codes": { input: Nothing; reply: SignIn };
  /** Chooses the new password that is asked for on the way in */
  "sign_in.set_password": { input: SignInSetPassword; reply: SignIn };
  /** Accepts an invitation with its code and sets the person’s own password */
  "sign_in.accept_invitation": { input: SignInAcceptInvitation; reply: SignIn };
  /** Chooses a new password with the one-time code that was handed over */
  "sign_in.reset_password": { input: SignInResetPassword; reply: SignIn };
  /** Tells who is signed in and what they may do */
  "session.current": { input: Nothing; reply: Me };
  /** Notes that the person is at the keyboard */
  "session.touch": { input: Nothing; reply: Session };
  /** Locks the screen now */
  "session.lock": { input: Nothing; reply: Nothing };
  /** Unlocks the screen with the person’s password, and a code where one is needed */
  "session.unlock": { input: SessionUnlock; reply: Me };
  /** Proves again who the person is, for five minutes */
  "session.prove": { input: SessionProve; reply: Nothing };
  /** Signs out */
  "session.end": { input: Nothing; reply: Nothing };
  /** Shows how the signed-in person signs in */
  "profile.security": { input: Nothing; reply: OwnSecurity };
  /** Chooses a new password in place of the current one; other sessions end */
  "profile.change_password": { input: ProfileChangePassword; reply: SessionsEnded };
  /** Makes the secret for a new authenticator app; the one in use works until it is confirmed */
  "profile.begin_mfa": { input: Nothing; reply: MfaEnrolment };
  /** Confirms the new authenticator app with its first code; the one before is worthless */
  "profile.confirm_mfa": { input: CodeOnly; reply: RecoveryCodes };
  /** Makes ten new recovery codes; those before become worthless */
  "profile.new_recovery_codes": { input: Nothing; reply: RecoveryCodes };
  /** Confirms that the recovery codes were kept */
  "profile.keep_recovery_codes": { input: Nothing; reply: Nothing };
  /** Turns one’s own MFA off, where the practice leaves that to each person */
  "profile.remove_mfa": { input: Nothing; reply: Nothing };
  /** Lets a remembered computer ask for the code again */
  "profile.forget_computer": { input: ComputerOnly; reply: Nothing };
  /** Lists where somebody is signed in now: one’s own sessions, or those of whom one may edit */
  "sessions.list": { input: SessionsList; reply: Array<SessionRow> };
  /** Ends one session: one’s own, or that of somebody whom one may edit */
  "sessions.end": { input: SessionOnly; reply: Nothing };
  /** Ends all sessions of the signed-in person but this one */
  "sessions.end_others": { input: Nothing; reply: SessionsEnded };
  /** Ends all sessions of a user; every computer asks for the code again */
  "sessions.end_all_of": { input: SessionsEndAllOf; reply: SessionsEnded };
  /** Shows what the signed-in person was told */
  "notices.list": { input: Nothing; reply: Notices };
  /** Notes that the signed-in person has read what they were told */
  "notices.seen": { input: Nothing; reply: Nothing };
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
  /** Lets a user try again who was locked out by failed attempts */
  "users.unblock": { input: StatusChange; reply: UserDetail };
  /** Removes a user’s authenticator at once; their next sign-in sets up a new one */
  "users.reset_mfa": { input: StatusChange; reply: UserDetail };
  /** Makes a one-time code with which a user chooses a new password */
  "users.reset_password": { input: StatusChange; reply: PasswordReset };
  /** Finds people to choose from by the beginnings of their names */
  "users.pick": { input: UsersPick; reply: Array<UserChoice> };
  /** Shows the security policy with its bounds and reasons */
  "security.policy": { input: Nothing; reply: PolicyView };
  /** Tells what would become weaker with another security policy */
  "security.weaker": { input: SecurityWeaker; reply: WeakerPolicy };
  /** Saves the security policy; it counts at once, for open sessions too */
  "security.set_policy": { input: SecuritySetPolicy; reply: PolicyView };
  /** Checks the practice’s security: who and what needs looking after */
  "security.health": { input: Nothing; reply: Array<HealthCheck> };
  /** Notes that the practice admins and partners were looked at */
  "security.review_roles": { input: Nothing; reply: Nothing };
  /** Tells whether Support is let in now, until when and by whom */
  "support.status": { input: Nothing; reply: SupportStatus };
  /** Lets Support in for a limited time and purpose, with a one-time access code */
  "support.activate": { input: SupportActivate; reply: SupportActivated };
  /** Lets Support stay longer, to 72 hours in all */
  "support.prolong": { input: SupportProlong; reply: SupportGrant };
  /** Makes another access code for Support; the one before is worthless */
  "support.new_code": { input: GrantOnly; reply: SupportActivated };
  /** Ends Support’s access at once and shows what Support did */
  "support.deactivate": { input: GrantOnly; reply: SupportSummary };
  /** Lists the times that Support was let in, the newest first */
  "support.grants": { input: Nothing; reply: Array<SupportGrant> };
  /** Shows what Support did and looked at while it was let in */
  "support.summary": { input: GrantOnly; reply: SupportSummary };
  /** Signs Support in with the one-time access code */
  "support.sign_in": { input: SupportSignIn; reply: SignIn };
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
  /** Counts the practice’s events for a filter */
  "register.count": { input: RegisterCount; reply: EventCount };
  /** Counts successful and failed sign-ins by hour, day or week */
  "register.timeline": { input: RegisterTimeline; reply: SignInTimeline };
  /** Lists the revisions of a record, the newest first */
  "register.revisions": { input: RegisterRevisions; reply: Array<Revision> };
  /** Exports the practice’s events, filtered, to a file */
  "register.export": { input: RegisterExport; reply: Exported };
  /** Moves old events of the register to a file */
  "register.archive": { input: RegisterArchive; reply: Archived };
  /** Accepts that an older copy of the database was put back */
  "register.accept_copy": { input: AcceptedCopy; reply: CopyAccepted };
  /** Tells how long the register is and when it was last checked */
  "register.status": { input: Nothing; reply: RegisterStatus };
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
};
