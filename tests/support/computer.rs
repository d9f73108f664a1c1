//! A computer on which Firmkeep was just started for the first time.

use std::sync::Arc;

use firmkeep_core::{Door, Keychain, NoKeychain};
use serde_json::{Value as Json, json};
use tempfile::TempDir;

use crate::postgres::{Database, Postgres};
use crate::practice::{Caller, Closing, On, TestClock, create_input, options};

pub struct Computer {
    pub door: Door,
    pub clock: Arc<TestClock>,
    pub folder: TempDir,
    keychain: Arc<dyn Keychain>,
    /// The office database, shared by the computers of an office.
    database: Option<Arc<Database>>,
    _closing: Closing,
}

/// What `setup.begin` answered.
#[derive(Clone)]
pub struct Begun {
    pub groups: Vec<Json>,
    pub ask: Vec<Json>,
}

impl Begun {
    /// The whole recovery key, as it is printed.
    pub fn key(&self) -> String {
        self.groups.iter().map(|group| group.as_str().unwrap()).collect::<Vec<_>>().join("-")
    }
}

impl Computer {
    /// One without a keychain; with an empty office database where the practice is to be `on` PostgreSQL.
    pub async fn new(on: On) -> Self {
        Self::with_keychain(on, Arc::new(NoKeychain)).await
    }

    pub async fn with_keychain(on: On, keychain: Arc<dyn Keychain>) -> Self {
        let database = (on == On::Postgres).then(|| Arc::new(Postgres::shared().fresh_database()));
        Self::start(keychain, database).await
    }

    async fn start(keychain: Arc<dyn Keychain>, database: Option<Arc<Database>>) -> Self {
        let (clock, folder) = (TestClock::new(), tempfile::tempdir().unwrap());
        let mut with = options(folder.path(), &clock);
        with.keychain = keychain.clone();
        let door = Door::open(with).await;
        let closing = Closing::at_the_end(&door);
        Self { door, clock, folder, keychain, database, _closing: closing }
    }

    /// Another computer of the same office.
    pub async fn beside(&self) -> Self {
        Self::start(Arc::new(NoKeychain), self.database.clone()).await
    }

    /// Closes Firmkeep and starts it again.
    pub async fn restart(&mut self) {
        self.door.close().await;
        let mut with = options(self.folder.path(), &self.clock);
        with.keychain = self.keychain.clone();
        self.door = Door::open(with).await;
        self._closing = Closing::at_the_end(&self.door);
    }

    pub fn caller(&self) -> Caller {
        Caller::at(&self.door)
    }

    /// Somebody signed in at this computer.
    pub async fn sign_in(&self, email: &str, password: &str) -> Caller {
        let mut caller = self.caller();
        caller.sign_in(email, password).await.unwrap();
        caller
    }

    pub fn address(&self) -> Option<&str> {
        self.database.as_ref().map(|database| database.url())
    }

    pub async fn status(&self) -> Json {
        self.caller().ok("app.status", json!({})).await
    }

    pub async fn begin(&self) -> Begun {
        let begun = self.caller().ok("setup.begin", json!({})).await;
        let list = |name: &str| begun[name].as_array().unwrap().clone();
        Begun { groups: list("groups"), ask: list("ask") }
    }

    /// What the wizard sends at its end.
    pub fn input(&self, begun: &Begun) -> Json {
        create_input(self.address(), &begun.groups, &begun.ask)
    }

    /// The whole wizard, with the key at `key_place`.
    pub async fn create(&self, key_place: &str, passphrase: Option<&str>) -> Begun {
        let begun = self.begin().await;
        let mut input = self.input(&begun);
        input["key_place"] = json!(key_place);
        input["passphrase"] = json!(passphrase);
        self.caller().ok("setup.create", input).await;
        begun
    }

    /// The names of the files in the data folder.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// Writes each test once and runs it on a computer before its set-up, for either database.
#[macro_export]
macro_rules! before_setup {
    ($(async fn $name:ident($computer:ident: Computer) $body:block)*) => {
        $(
            mod $name {
                use super::*;

                #[allow(unused_mut, reason = "not every test restarts it")]
                async fn story(mut $computer: $crate::computer::Computer) $body

                #[tokio::test(flavor = "multi_thread")]
                async fn on_sqlite() {
                    story($crate::computer::Computer::new($crate::practice::On::Sqlite).await).await;
                }

                #[tokio::test(flavor = "multi_thread")]
                async fn on_postgres() {
                    story($crate::computer::Computer::new($crate::practice::On::Postgres).await).await;
                }
            }
        )*
    };
}
