//! A practice for a test, on either database, driven through the one door.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use firmkeep_core::bench_support::leave_mfa_to_each;
use firmkeep_core::{
    Clock, ComputerKey, Device, Door, DoorOptions, Error, NoKeychain, Output, PasswordCost, Reply, Request,
    SessionChange, Time, Token,
};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::postgres::{Database, Postgres};

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Sqlite,
    Postgres,
}

/// A clock that a test sets, and one beside it that nobody can set.
pub struct TestClock {
    now: AtomicI64,
    elapsed: AtomicI64,
}

impl Clock for TestClock {
    fn now(&self) -> Time {
        Time(self.now.load(Ordering::SeqCst))
    }

    fn elapsed(&self) -> i64 {
        self.elapsed.load(Ordering::SeqCst)
    }
}

impl TestClock {
    /// 18 November 2026, 9:00 in Sydney.
    pub fn new() -> Arc<Self> {
        Arc::new(Self { now: AtomicI64::new(1_795_039_200_000_000), elapsed: AtomicI64::new(0) })
    }

    /// Lets time pass, or sets the clock back.
    pub fn pass(&self, seconds: i64) {
        self.set(seconds);
        self.elapsed.fetch_add(seconds.max(0) * 1_000_000, Ordering::SeqCst);
    }

    /// Sets the clock by so many seconds, without any time passing.
    pub fn set(&self, by_seconds: i64) {
        self.now.fetch_add(by_seconds * 1_000_000, Ordering::SeqCst);
    }
}

/// The password of everybody in a test's practice.
pub const PASSWORD: &str = "copper lantern drifts sideways";
/// The first Practice Admin's email.
pub const ADMIN: &str = "ada@hart.example";

/// A practice with its first Practice Admin, Ada Hart.
pub struct Practice {
    pub on: On,
    pub door: Door,
    pub clock: Arc<TestClock>,
    pub folder: TempDir,
    /// The recovery key in its groups.
    pub recovery: Vec<String>,
    database: Option<Database>,
    closing: Closing,
}

/// Closes a door when its test ends. The cipher's library tears itself down when the process ends, and would crash under a
/// connection that is still working.
pub struct Closing(Door);

impl Closing {
    /// Closes `door` when it is dropped.
    pub fn at_the_end(door: &Door) -> Self {
        Self(door.clone())
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        let Ok(handle) = tokio::runtime::Handle::try_current() else { return };
        if handle.runtime_flavor() == tokio::runtime::RuntimeFlavor::MultiThread {
            let door = self.0.clone();
            let soon = std::time::Duration::from_secs(5);
            let closing = std::thread::spawn(move || {
                let _entered = handle.enter();
                handle.block_on(async { tokio::time::timeout(soon, door.close()).await.is_ok() })
            });
            let closed = closing.join().unwrap_or(false);
            assert!(closed || std::thread::panicking(), "a call was still under way when its test ended");
        }
    }
}

/// Somebody's way through the door.
#[derive(Clone)]
pub struct Caller {
    door: Door,
    pub token: Option<Token>,
    pub device: Device,
}

/// The computer that tests sit at.
pub fn device() -> Device {
    Device {
        computer: "RECEPTION-2".to_owned(),
        operating_system: "Windows 11".to_owned(),
        app_version: "0.1.0".to_owned(),
        ip: "192.0.2.7".to_owned(),
        key: ComputerKey::new([7; 32]),
    }
}

/// Options for a door on `folder`: cheap password hashes, a clock that the test sets.
pub fn options(folder: &Path, clock: &Arc<TestClock>) -> DoorOptions {
    DoorOptions {
        clock: clock.clone(),
        passwords: PasswordCost::Fixed(2),
        ..DoorOptions::new(folder, Arc::new(NoKeychain))
    }
}

/// Input for `setup.create`, except the recovery groups.
pub fn create_input(office_address: Option<&str>, groups: &[Json], ask: &[Json]) -> Json {
    let recovery: Vec<Json> = ask
        .iter()
        .map(|index| json!({"index": index, "group": groups[usize::try_from(index.as_u64().unwrap()).unwrap()]}))
        .collect();
    json!({
        "office_address": office_address, "key_place": "file", "passphrase": null,
        "practice": practice_fields(),
        "admin": {"first_name": "Ada", "last_name": "Hart", "email": ADMIN, "password": PASSWORD},
        "recovery": recovery,
    })
}

/// Goes through the wizard, and gives the recovery key in its groups.
pub async fn set_up(door: &Door, office_address: Option<&str>) -> Vec<String> {
    let caller = Caller::at(door);
    let begun = caller.ok("setup.begin", json!({})).await;
    let groups = begun["groups"].as_array().unwrap().clone();
    caller.ok("setup.create", create_input(office_address, &groups, begun["ask"].as_array().unwrap())).await;
    groups.iter().map(|group| group.as_str().unwrap().to_owned()).collect()
}

/// The fields of a practice.
pub fn practice_fields() -> Json {
    json!({
        "name": "Harbour & Vale", "legal_name": "Harbour & Vale Pty Ltd", "abn": "51 824 753 556",
        "address": {"line1": "1 Wharf Road", "line2": "", "suburb": "Newcastle", "state": "NSW", "postcode": "2300"},
        "phone": "", "website": "", "country": "AU", "time_zone": "Australia/Sydney", "date_format": "d_mmm_yyyy",
        "week_start": "monday",
    })
}

/// The fields of a user who holds `roles`.
pub fn user_fields(first: &str, last: &str, roles: &[&str]) -> Json {
    json!({
        "first_name": first, "last_name": last, "preferred_name": "", "job_title": "", "mobile": "", "phone": "",
        "birthday": null, "gender": "", "time_zone": "Australia/Sydney", "date_format": "d_mmm_yyyy", "roles": roles,
        "reports_to": null, "notes": "",
    })
}

impl Practice {
    /// Sets a practice up on `on`, through the same operations as the wizard. MFA is left to each person there, so that a
    /// test signs in in one step; [`Practice::strict`] is as the wizard leaves it.
    pub async fn new(on: On) -> Self {
        let practice = Self::strict(on).await;
        leave_mfa_to_each(&practice.door).await.unwrap();
        practice
    }

    /// A practice as the wizard leaves it: everybody needs MFA.
    pub async fn strict(on: On) -> Self {
        let database = (on == On::Postgres).then(|| Postgres::shared().fresh_database());
        Self::made_strict(tempfile::tempdir().unwrap(), database).await
    }

    /// Sets a practice up in `folder`, and in `database` where one is given. MFA is left to each person.
    pub async fn made(folder: TempDir, database: Option<Database>) -> Self {
        let practice = Self::made_strict(folder, database).await;
        leave_mfa_to_each(&practice.door).await.unwrap();
        practice
    }

    /// One whose passwords cost what `cost` says; MFA is left to each person.
    pub async fn costing(folder: TempDir, database: Option<Database>, cost: PasswordCost) -> Self {
        let practice = Self::opened(folder, database, cost).await;
        leave_mfa_to_each(&practice.door).await.unwrap();
        practice
    }

    async fn made_strict(folder: TempDir, database: Option<Database>) -> Self {
        Self::opened(folder, database, PasswordCost::Fixed(2)).await
    }

    async fn opened(folder: TempDir, database: Option<Database>, cost: PasswordCost) -> Self {
        let clock = TestClock::new();
        let on = if database.is_some() { On::Postgres } else { On::Sqlite };
        let door = Door::open(DoorOptions { passwords: cost, ..options(folder.path(), &clock) }).await;
        let recovery = set_up(&door, database.as_ref().map(Database::url)).await;
        let closing = Closing(door.clone());
        Self { on, door, clock, folder, recovery, database, closing }
    }

    /// The address of the PostgreSQL database, where there is one.
    pub fn office_address(&self) -> Option<&str> {
        self.database.as_ref().map(Database::url)
    }

    /// The PostgreSQL database, where there is one.
    pub(crate) fn database(&self) -> Option<&Database> {
        self.database.as_ref()
    }

    /// Somebody at the keyboard who is not signed in.
    pub fn anybody(&self) -> Caller {
        Caller::at(&self.door)
    }

    /// Ada Hart, the first Practice Admin, signed in.
    pub async fn admin(&self) -> Caller {
        self.sign_in(ADMIN).await
    }

    /// The person with `email`, signed in.
    pub async fn sign_in(&self, email: &str) -> Caller {
        let mut caller = self.anybody();
        caller.sign_in(email, PASSWORD).await.unwrap();
        caller
    }

    /// Adds somebody with `roles`, who is not invited.
    pub async fn add(&self, by: &Caller, first: &str, last: &str, roles: &[&str]) -> Json {
        let email = format!("{}.{}@hart.example", first.to_lowercase(), last.to_lowercase());
        by.ok("users.add", json!({"email": email, "fields": user_fields(first, last, roles)})).await
    }

    /// Adds somebody with `roles` who accepted the invite, and gives the user and their email.
    pub async fn join(&self, by: &Caller, first: &str, last: &str, roles: &[&str]) -> (Json, String) {
        let user = self.add(by, first, last, roles).await;
        let email = user["row"]["email"].as_str().unwrap().to_owned();
        let made = by.ok("users.invite", json!({"user": user["row"]["id"], "version": user["row"]["version"]})).await;
        let accept = json!({"email": email, "code": made["code"], "password": PASSWORD});
        self.anybody().ok("sign_in.accept_invitation", accept).await;
        (by.ok("users.get", json!({"user": user["row"]["id"]})).await, email)
    }

    /// Closes the door and opens it again, as a restart does.
    pub async fn restart(&mut self) {
        self.door.close().await;
        self.door = Door::open(options(self.folder.path(), &self.clock)).await;
        self.closing = Closing(self.door.clone());
    }
}

impl Caller {
    /// Somebody at `door` who is not signed in.
    pub fn at(door: &Door) -> Self {
        Self { door: door.clone(), token: None, device: device() }
    }

    /// One call, whole.
    pub async fn call(&self, operation: &str, input: Json) -> Result<Reply, Error> {
        let request =
            Request { operation: operation.to_owned(), input, token: self.token.clone(), ..Request::default() };
        self.door.call(request, &self.device, |_, _| {}).await
    }

    /// One call with contents besides the input, as a picture.
    pub async fn call_with(&self, operation: &str, input: Json, content: Vec<u8>) -> Result<Reply, Error> {
        let request = Request {
            operation: operation.to_owned(),
            input,
            token: self.token.clone(),
            content: Some(content),
            ..Request::default()
        };
        self.door.call(request, &self.device, |_, _| {}).await
    }

    /// One call whose file goes to `output`.
    pub async fn call_to(&self, operation: &str, input: Json, output: Output) -> Result<Reply, Error> {
        let request = Request {
            operation: operation.to_owned(),
            input,
            token: self.token.clone(),
            output: Some(output),
            ..Request::default()
        };
        self.door.call(request, &self.device, |_, _| {}).await
    }

    /// One call whose file goes to `path`.
    pub async fn to_file(&self, operation: &str, input: Json, path: impl Into<PathBuf>) -> Result<Reply, Error> {
        self.call_to(operation, input, Output::file(path)).await
    }

    /// One call that is answered.
    pub async fn ok(&self, operation: &str, input: Json) -> Json {
        match self.call(operation, input).await {
            Ok(reply) => reply.value,
            Err(error) => panic!("{operation} was refused: {error} at {:?} {:?}", error.field, error.details),
        }
    }

    /// One call that is refused.
    pub async fn refused(&self, operation: &str, input: Json) -> Error {
        match self.call(operation, input).await {
            Ok(reply) => panic!("{operation} was allowed: {}", reply.value),
            Err(error) => error,
        }
    }

    /// Signs in with a password alone, keeps the token, and gives who that is. A practice that is as the wizard leaves it is
    /// made to leave MFA to each person first: [`Practice::first_sign_in`] goes the whole way.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Result<Json, Error> {
        let credentials = json!({"email": email, "password": password});
        let mut came = self.step("sign_in.password", credentials.clone()).await?;
        if came["step"] == "enrol" {
            leave_mfa_to_each(&self.door).await?;
            came = self.step("sign_in.password", credentials).await?;
        }
        assert_eq!(came["step"], "open", "more was asked of {email}");
        Ok(came["me"].clone())
    }

    /// One step of signing in: the token that comes of it is kept.
    pub async fn step(&mut self, operation: &str, input: Json) -> Result<Json, Error> {
        let reply = self.call(operation, input).await?;
        if let SessionChange::Started(token) = reply.session {
            self.token = Some(token);
        }
        Ok(reply.value)
    }

    /// A change of the access status of `user`, as of the version that `user` has.
    pub async fn change(&self, operation: &str, user: &Json, reason: &str) -> Result<Json, Error> {
        let input = json!({"user": user["row"]["id"], "version": user["row"]["version"], "reason": reason});
        self.call(operation, input).await.map(|reply| reply.value)
    }

    /// The user as this caller sees them now.
    pub async fn user(&self, id: &Json) -> Json {
        self.ok("users.get", json!({"user": id})).await
    }
}

/// Writes each test once and runs it on both databases.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($practice:ident: Practice) $body:block)*) => {
        $(
            mod $name {
                use super::*;

                async fn story($practice: $crate::practice::Practice) $body

                #[tokio::test(flavor = "multi_thread")]
                $(#[$meta])*
                async fn on_sqlite() {
                    story($crate::practice::Practice::new($crate::practice::On::Sqlite).await).await;
                }

                #[tokio::test(flavor = "multi_thread")]
                $(#[$meta])*
                async fn on_postgres() {
                    story($crate::practice::Practice::new($crate::practice::On::Postgres).await).await;
                }
            }
        )*
    };
}
