//! Fills a practice fast with invented people and events, and does bare what operations do with more around it. Only for
//! the measurements in `benches`; behind a feature, so that nothing that is shipped has it.

mod names;

use names::{FIRST, LAST_BEGIN, LAST_END};
use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::clock::Time;
use crate::device::Device;
use crate::domain::dates::DateFormat;
use crate::domain::events::{Details, EventKind, Outcome, TargetKind};
use crate::domain::mfa::MfaState;
use crate::domain::roles::Role;
use crate::domain::status::AccessStatus;
use crate::domain::text;
use crate::domain::users::{UserFieldChange, UserFields};
use crate::door::Door;
use crate::error::Error;
use crate::hashing::{self, PasswordCost};
use crate::store::events::{NewEvent, StoredEvent};
use crate::store::users::UserRecord;
use crate::store::{Database, bulk, events, places, users};

/// A number that `place` and `salt` always give (SplitMix64).
fn chance(place: u64, salt: u64) -> u64 {
    let mut z = place.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(salt.wrapping_mul(0xBF58_476D_1CE4_E5B9));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn pick<T: Copy>(list: &[T], place: u64, salt: u64) -> T {
    let length = u64::try_from(list.len()).unwrap_or(1);
    list[usize::try_from(chance(place, salt) % length).unwrap_or(0)]
}

/// The identifier of the invented person `place`.
#[must_use]
pub fn user_id(place: u64) -> Uuid {
    Uuid::from_u64_pair(place << 20 | 0x7000, 0x8000_0000_0000_0000 | chance(place, 1) >> 2)
}

/// First name, last name and email of the invented person `place`.
#[must_use]
pub fn name(place: u64) -> (String, String, String) {
    let first = pick(&FIRST, place, 2);
    let last = format!("{}{}", pick(&LAST_BEGIN, place, 3), pick(&LAST_END, place, 4));
    let email = format!("{}.{}{place}@hvale.example", text::fold(first), text::words(&last).concat());
    (first.to_owned(), last, email)
}

/// The mobile of the invented person `place`, as it is stored.
#[must_use]
pub fn mobile(place: u64) -> String {
    let digits = format!("{:08}", chance(place, 5) % 100_000_000);
    format!("+61 4{} {} {}", &digits[..2], &digits[2..5], &digits[5..])
}

/// Managers are among the first so many.
const MANAGERS: u64 = 400;
const START: i64 = 1_700_000_000_000_000;

fn user(place: u64) -> UserRecord {
    let (first_name, last_name, email) = name(place);
    let roles = match chance(place, 6) % 1_000 {
        0 => vec![Role::PracticeAdmin],
        1..60 => vec![Role::Partner],
        60..80 => vec![Role::Partner, Role::Manager],
        80..200 => vec![Role::Manager],
        _ => vec![Role::Employee],
    };
    let status = match chance(place, 7) % 100 {
        0..6 => AccessStatus::Archived,
        6..8 => AccessStatus::Invited,
        8 => AccessStatus::Inactive,
        9..11 => AccessStatus::Disabled,
        11 => AccessStatus::Restricted,
        _ => AccessStatus::Active,
    };
    let manager = (place > MANAGERS).then(|| chance(place, 8) % MANAGERS);
    let never = chance(place, 9).is_multiple_of(20);
    let since = i64::try_from(chance(place, 10) % 80_000_000_000_000).unwrap_or(0);
    let fields = UserFields {
        first_name,
        last_name,
        preferred_name: String::new(),
        job_title: "Accountant".to_owned(),
        mobile: if chance(place, 11).is_multiple_of(5) { String::new() } else { mobile(place) },
        phone: String::new(),
        birthday: None,
        gender: String::new(),
        time_zone: "Australia/Sydney".to_owned(),
        date_format: DateFormat::DMmmYyyy,
        roles,
        reports_to: manager.map(user_id),
        notes: String::new(),
    };
    UserRecord {
        id: user_id(place),
        version: 1,
        fields,
        email,
        manager: String::new(),
        status,
        status_reason: String::new(),
        status_changed: None,
        status_changed_by: String::new(),
        was_restricted: false,
        mfa: if chance(place, 12).is_multiple_of(5) { MfaState::NotSetUp } else { MfaState::SetUp },
        password_changed: None,
        must_change_password: false,
        blocked: None,
        blocked_until: None,
        blocks: 0,
        password_hash: None,
        last_sign_in: (!never).then_some(Time(START + since)),
        last_sign_in_device: "RECEPTION-2".to_owned(),
        invite_expires: None,
        created: Time(START),
        created_by: "Ada Hart".to_owned(),
    }
}

async fn database(door: &Door) -> Result<Database, Error> {
    Ok(door.inner().opened().await?.database.clone())
}

/// Adds the invented people `from..until`.
///
/// # Errors
/// What the database refuses.
pub async fn add_users(door: &Door, from: u64, until: u64) -> Result<(), Error> {
    let mut tx = database(door).await?.write().await?;
    Database::roomy(&mut tx).await?;
    let places: Vec<u64> = (from..until).collect();
    for places in places.chunks(5_000) {
        let users: Vec<_> = places.iter().map(|place| user(*place)).collect();
        bulk::add_users(&mut tx, &users).await?;
    }
    Ok(tx.commit().await?)
}

/// Five computers that everybody sits at, forty that one person each has, and one that was given away long ago.
fn device(place: u64) -> Device {
    let computer = match chance(place, 20) % 20 {
        _ if place < 5 => "OLD-LAPTOP".to_owned(),
        0..8 => format!("DESK-{:02}", chance(place, 28) % 40),
        _ => pick(&["RECEPTION-2", "TAX-02", "BOARDROOM", "Studio-iMac", "PRIYA-LAPTOP"], place, 29).to_owned(),
    };
    Device {
        computer,
        operating_system: "Windows 11 24H2".to_owned(),
        app_version: "0.1.0".to_owned(),
        ip: format!("10.20.1.{}", chance(place, 21) % 60),
        key: crate::device::ComputerKey::default(),
    }
}

/// Common kinds first; the rest are rare, as they are in a practice.
fn event(place: u64) -> NewEvent {
    use EventKind as Kind;
    let (kind, outcome) = match chance(place, 22) % 10_000 {
        0..4_500 => (Kind::SignedIn, Outcome::Success),
        4_500..6_500 => (Kind::SignedOut, Outcome::Success),
        6_500..7_500 => (Kind::Locked, Outcome::Success),
        7_500..8_400 => (Kind::Unlocked, Outcome::Success),
        8_400..9_300 => (Kind::UserEdited, Outcome::Success),
        9_300..9_600 => (Kind::SignInFailed, Outcome::Failure),
        9_600..9_650 => (Kind::AccessRefused, Outcome::Refused),
        9_650..9_750 => (Kind::UnlockFailed, Outcome::Failure),
        9_750..9_850 => (Kind::Invited, Outcome::Success),
        9_850..9_900 => (Kind::Disabled, Outcome::Success),
        9_900..9_950 => (Kind::Archived, Outcome::Success),
        9_950..9_990 => (Kind::RolesChanged, Outcome::Success),
        9_990..9_999 => (Kind::EmailChanged, Outcome::Success),
        _ => (Kind::PracticeEdited, Outcome::Success),
    };
    // Few people do most: the actor of half the events is among the first eight.
    let range = 1 << (3 + chance(place, 23) % 2 * (1 + chance(place, 24) % 8));
    let actor = chance(place, 25) % range;
    let target = if kind.area() == "Signing in" { actor } else { chance(place, 26) % 2_000 };
    let who = |place| {
        let (first, last, email) = name(place);
        (user_id(place), format!("{first} {last}"), email)
    };
    let (actor, target) = (who(actor), who(target));
    let mut details = Details::default();
    if kind == Kind::UserEdited {
        details.changes.extend(UserFieldChange::of(
            "job_title",
            "Job title",
            "Accountant",
            format!("Accountant {place}"),
        ));
    }
    NewEvent {
        kind,
        actor: (kind != Kind::SignInFailed && kind != Kind::UnlockFailed).then_some(actor),
        target: Some((TargetKind::User, Some(target.0), target.1)),
        outcome,
        reason: match kind {
            Kind::Disabled | Kind::Archived => {
                pick(&["On parental leave until autumn", "Left the practice", "As agreed with the partners"], place, 30)
            }
            _ => "",
        }
        .to_owned(),
        details,
    }
}

/// When the invented event `place` happened; once in a while a computer's clock was an hour behind.
fn time(place: u64) -> Time {
    let behind = if chance(place / 100, 27).is_multiple_of(1_000) { 3_600_000_000 } else { 0 };
    Time(START + i64::try_from(place).unwrap_or(0) * 80_000_000 - behind)
}

/// The first and last moment of so many invented events.
#[must_use]
pub fn times(count: u64) -> (Time, Time) {
    (Time(START), Time(START + i64::try_from(count).unwrap_or(0) * 80_000_000))
}

/// Appends `count` invented events to the chain.
///
/// # Errors
/// What the database refuses.
pub async fn add_events(door: &Door, count: u64) -> Result<(), Error> {
    let database = database(door).await?;
    let mut place = 0;
    while place < count {
        let mut tx = database.write().await?;
        Database::roomy(&mut tx).await?;
        let until = count.min(place + 100_000);
        while place < until {
            let next = until.min(place + 100);
            let new: Vec<_> = (place..next).map(event).collect();
            events::append(&mut tx, time(place), &device(place / 100), &new).await?;
            place = next;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Has the database look at what it holds, as it does by itself in time.
///
/// # Errors
/// What the database refuses.
pub async fn analyze(door: &Door) -> Result<(), Error> {
    Ok(database(door).await?.analyze().await?)
}

/// SQLCipher's version, where the database is a file.
///
/// # Errors
/// What the database refuses.
pub async fn cipher_version(door: &Door) -> Result<Option<String>, Error> {
    Ok(database(door).await?.cipher_version().await?)
}

/// Makes the table that [`bare_insert`] fills: a copy of the register with all its indexes.
///
/// # Errors
/// What the database refuses.
pub async fn make_bare_events(door: &Door) -> Result<(), Error> {
    Ok(database(door).await?.make_bare_events().await?)
}

/// Appends an event as operations do, and tells how long it took.
///
/// # Errors
/// What the database refuses.
pub async fn append(door: &Door, place: u64) -> Result<Duration, Error> {
    let (database, new, device) = (database(door).await?, [event(place)], device(place));
    let start = Instant::now();
    let mut tx = database.write().await?;
    events::append(&mut tx, time(place), &device, &new).await?;
    tx.commit().await?;
    Ok(start.elapsed())
}

/// Inserts the last event's row, under the number `seq`, into the copy of the register, and tells how long it took.
///
/// # Errors
/// What the database refuses.
pub async fn bare_insert(door: &Door, seq: i64) -> Result<Duration, Error> {
    let database = database(door).await?;
    let mut tx = database.read().await?;
    let (last, _) = events::head(&mut tx).await?;
    let stored = events::find(&mut tx, last).await?.ok_or_else(|| Error::internal("there is no last event"))?;
    tx.rollback().await?;
    let bound = StoredEvent { event: crate::domain::events::Event { seq, ..stored.event }, ..stored }.into_values();
    let sql = format!("INSERT INTO bare_events ({}) VALUES {}", events::COLUMNS, places(1, bound.len()));
    let start = Instant::now();
    database.bare(sql, bound).await?;
    Ok(start.elapsed())
}

/// The stored password of whoever signs in with `email`.
///
/// # Errors
/// What the database refuses.
pub async fn stored_password(door: &Door, email: &str) -> Result<String, Error> {
    let mut tx = database(door).await?.read().await?;
    Ok(users::find_by_email(&mut tx, email).await?.and_then(|user| user.password_hash).unwrap_or_default())
}

/// Checks a password against its hash, and does nothing else.
///
/// # Errors
/// Where the hash is none.
pub async fn check_password(password: &str, stored: &str) -> Result<bool, Error> {
    let checked = hashing::check(password, stored, PasswordCost::Fixed(1), &crate::clock::SystemRandom).await?;
    Ok(checked.right)
}

/// Leaves MFA to each person, without the event that goes with it: for measurements and tests that sign in in one step.
///
/// # Errors
/// When the database fails.
pub async fn leave_mfa_to_each(door: &Door) -> Result<(), Error> {
    let opened = door.inner().opened().await?;
    let mut tx = opened.database.write().await?;
    tx.execute_one("UPDATE practice SET mfa_required = FALSE", crate::store::values![]).await?;
    Ok(tx.commit().await?)
}

/// Forgets failed attempts, so that a test can send more wrong secrets than a person could.
///
/// # Errors
/// When the database fails.
pub async fn forget_attempts(door: &Door) -> Result<(), Error> {
    let opened = door.inner().opened().await?;
    let mut tx = opened.database.write().await?;
    tx.execute("DELETE FROM attempts", crate::store::values![]).await?;
    Ok(tx.commit().await?)
}
