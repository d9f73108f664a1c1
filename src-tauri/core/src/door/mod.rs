//! The one door: every request passes it, and nothing else opens a transaction for one.

pub(crate) mod context;
mod draft;
mod input;
mod perform;
pub(crate) mod place;
mod record;
mod session;
pub(crate) mod support;
mod tend;
mod watch;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value as Json;
use tokio::sync::{RwLock, broadcast};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::clock::{Clock, Random, SystemClock, SystemRandom, Time};
use crate::device::Device;
use crate::error::Error;
use crate::hashing::PasswordCost;
use crate::keychain::Keychain;
use crate::keys::PracticeKey;
use crate::operations;
use crate::output::Output;
use crate::register::keeper::Keeper;
use crate::store::Database;
use context::Topic;
use place::Place;

pub(crate) use perform::perform;
pub(crate) use session::{actor_of, token_hash};

/// How long closing waits for the last checkpoint of the register.
const TO_PUT_AWAY: std::time::Duration = std::time::Duration::from_secs(2);

/// What the core is given by whoever drives it.
#[derive(Clone)]
pub struct DoorOptions {
    /// The folder of this computer's files.
    pub data_dir: PathBuf,
    pub keychain: Arc<dyn Keychain>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub passwords: PasswordCost,
    /// This computer, for what Firmkeep records by itself.
    pub device: Device,
}

impl DoorOptions {
    /// The computer's own clock, randomness and speed.
    pub fn new(data_dir: impl Into<PathBuf>, keychain: Arc<dyn Keychain>) -> Self {
        Self {
            data_dir: data_dir.into(),
            keychain,
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            passwords: PasswordCost::Tuned,
            device: Device::default(),
        }
    }
}

/// A secret text by which a session is known. It does not print itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Zeroizing<String>);

impl Token {
    /// A token as it was handed out.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text, to hand it out.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// A request.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// `users.archive`
    pub operation: String,
    pub input: Json,
    pub token: Option<Token>,
    /// A name for this call, by which it can be cancelled and its progress told.
    pub call: Option<String>,
    /// Whether no person caused it, as a list that refreshes itself.
    pub background: bool,
    /// Contents besides the input, as a picture.
    pub content: Option<Vec<u8>>,
    /// Where contents go that are a file of the person’s, as an export.
    pub output: Option<Output>,
}

/// What happened to the caller's session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SessionChange {
    #[default]
    Keep,
    Started(Token),
    Ended,
}

/// Contents besides the reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    pub value: Json,
    pub session: SessionChange,
    pub content: Option<Content>,
}

/// What listeners should read anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Of users, register, practice, session, database, preferences.
    pub topics: Vec<&'static str>,
}

/// An open practice.
pub(crate) struct Opened {
    pub database: Database,
    pub practice_key: PracticeKey,
    /// The open grant of Support, when it ends, and when that is on the clock that nobody can set.
    pub support_ends: Mutex<Option<(Uuid, Time, i64)>>,
    /// Whether the database answered when it was last asked.
    pub answering: AtomicBool,
    /// The practice's face as it was last read, to be shown while the database does not answer.
    pub face: Mutex<Option<operations::app::PracticeFace>>,
    pub closing: CancellationToken,
    /// What this computer signed of the register.
    pub keeper: Keeper,
}

/// What this computer has.
pub(crate) enum State {
    /// No practice yet. A problem, where a file of one is half there.
    NoPractice(Option<Error>),
    /// The key is locked by a passphrase.
    NeedsPassphrase(Place),
    /// The key is gone or does not fit; the recovery key opens it.
    NeedsRecoveryKey(Place, Error),
    Failed(Error),
    Ready(Arc<Opened>),
}

pub(crate) struct Inner {
    pub options: DoorOptions,
    pub state: RwLock<State>,
    /// Held while this computer is set up: two set-ups at once would mix their files.
    pub setting_up: tokio::sync::Mutex<()>,
    /// Held while the practice is being opened.
    pub opening: tokio::sync::Mutex<()>,
    /// The recovery key of a practice that is being set up.
    pub pending_recovery: Mutex<Option<Zeroizing<String>>>,
    changes: broadcast::Sender<Changed>,
    running: Mutex<HashMap<String, CancellationToken>>,
    /// Tells this process's own notices from those of other computers.
    pub instance: String,
}

/// The core. Cheap to clone.
#[derive(Clone)]
pub struct Door {
    inner: Arc<Inner>,
}

impl Door {
    /// Opens what the data folder holds. It never fails: a problem shows in `app.status`.
    pub async fn open(options: DoorOptions) -> Self {
        let instance = crate::domain::events::hex(&crate::clock::random_bytes::<8>(options.random.as_ref()));
        let inner = Arc::new(Inner {
            options,
            state: RwLock::new(State::NoPractice(None)),
            setting_up: tokio::sync::Mutex::new(()),
            opening: tokio::sync::Mutex::new(()),
            pending_recovery: Mutex::new(None),
            changes: broadcast::channel(64).0,
            running: Mutex::new(HashMap::new()),
            instance,
        });
        inner.open_place(None).await;
        Self { inner }
    }

    /// Performs one operation.
    ///
    /// # Errors
    /// With a stable code, a sentence, and the field that it belongs to.
    pub async fn call(
        &self,
        request: Request,
        device: &Device,
        progress: impl Fn(u64, u64) + Send + Sync,
    ) -> Result<Reply, Error> {
        let Some(entry) = operations::find(&request.operation) else {
            return Err(Error::new("operation.unknown", "Firmkeep has no such operation."));
        };
        let cancelled = CancellationToken::new();
        let name = request.call.clone();
        if let Some(name) = &name {
            self.inner.running().insert(name.clone(), cancelled.clone());
        }
        let reply = (entry.perform)(&self.inner, request, device.tidy(), &progress, cancelled).await;
        if let Some(name) = &name {
            self.inner.running().remove(name);
        }
        reply
    }

    /// Notices of what changed, after it was saved.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.inner.changes.subscribe()
    }

    #[cfg(feature = "bench-support")]
    pub(crate) fn inner(&self) -> &Arc<Inner> {
        &self.inner
    }

    /// Closes the database.
    pub async fn close(&self) {
        let mut state = self.inner.state.write().await;
        if let State::Ready(opened) = &*state {
            opened.closing.cancel();
            let away = tokio::time::timeout(TO_PUT_AWAY, opened.keeper.put_away(&opened.database)).await;
            if !matches!(away, Ok(Ok(()))) {
                tracing::debug!("the register’s end was not signed");
            }
            opened.database.close().await;
        }
        *state = State::NoPractice(None);
    }
}

impl Inner {
    fn running(&self) -> std::sync::MutexGuard<'_, HashMap<String, CancellationToken>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the call `name` to stop. Gives whether there was one.
    pub(crate) fn cancel(&self, name: &str) -> bool {
        self.running().get(name).map(CancellationToken::cancel).is_some()
    }

    /// Tells listeners.
    pub(crate) fn tell(&self, topics: Vec<&'static str>) {
        if !topics.is_empty() {
            // Nobody listening is no fault.
            let _ = self.changes.send(Changed { topics });
        }
    }

    /// The open practice.
    ///
    /// # Errors
    /// Why there is none.
    pub(crate) async fn opened(&self) -> Result<Arc<Opened>, Error> {
        match &*self.state.read().await {
            State::Ready(opened) => Ok(opened.clone()),
            State::NoPractice(_) => {
                Err(Error::new("practice.none", "This computer has no practice yet. Set one up first."))
            }
            State::NeedsPassphrase(_) => {
                Err(Error::new("practice.locked", "Enter the passphrase that opens the practice’s database."))
            }
            State::NeedsRecoveryKey(_, problem) | State::Failed(problem) => Err(problem.clone()),
        }
    }

    /// Remembers whether the database answers, and tells listeners when that changed.
    pub(crate) fn answered(&self, opened: &Opened, answers: bool) {
        if opened.answering.swap(answers, Ordering::SeqCst) != answers {
            let topics = if answers { Topic::ALL.map(Topic::as_str).to_vec() } else { vec![Topic::Database.as_str()] };
            self.tell(topics);
        }
    }
}
