//! The core behind the window: opened beside the start of the window, and asked with the session that only the shell knows.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use firmkeep_core::{
    Changed, ComputerKey, Device, Door, DoorOptions, Error, Output, Reply, Request, SessionChange, Token,
};
use serde::Deserialize;
use serde_json::Value;
use tauri::async_runtime;
use tokio::sync::{broadcast, watch};
use tokio::time::timeout;

use crate::computer_key;
use crate::data_dir::DataDir;
use crate::device;
use crate::keychain::SystemKeychain;

/// How long the end of the program waits for the core to put everything away.
const TO_CLOSE: Duration = Duration::from_secs(5);

/// A request as the page or a script words it. Unknown fields are refused: a misspelt `background` must not pass unseen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The operation's name.
    pub operation: String,
    /// Its input; none is the same as an empty one.
    #[serde(default)]
    pub input: Value,
    /// By what name this call can be cancelled and reports its progress.
    #[serde(default)]
    pub call: Option<String>,
    /// Not the person's own doing, so it does not keep the screen from locking.
    #[serde(default)]
    pub background: bool,
    /// What a file that it makes is called, until the person says where it goes.
    #[serde(default)]
    pub save_as: Option<String>,
    /// Contents that go with it, as a picture.
    #[serde(skip)]
    pub content: Option<Vec<u8>>,
    /// Where such a file goes.
    #[serde(skip)]
    pub output: Option<Output>,
}

impl Asked {
    /// An operation with its input, nothing else.
    pub fn plain(operation: &str, input: Value) -> Self {
        Self {
            operation: operation.to_owned(),
            input,
            call: None,
            background: false,
            save_as: None,
            content: None,
            output: None,
        }
    }
}

/// The core and the session of whoever is signed in. The session's token never leaves this type.
pub struct Backend {
    door: watch::Receiver<Option<Door>>,
    data_dir: PathBuf,
    /// Made when the first person could be remembered: not on the way to the first screen.
    key: OnceLock<ComputerKey>,
    token: Mutex<Option<Token>>,
}

impl Backend {
    /// Begins to open the practice in `data_dir`, without waiting: whoever asks something waits as long as it takes.
    #[must_use]
    pub fn open(data_dir: &DataDir) -> Self {
        let options = DoorOptions {
            device: device::this_computer(),
            ..DoorOptions::new(data_dir.path(), Arc::new(SystemKeychain::default()))
        };
        let (opened, door) = watch::channel(None);
        async_runtime::spawn(async move {
            opened.send_replace(Some(Door::open(options).await));
            // The sender lives as long as anybody listens, or a late listener would find the channel closed.
            opened.closed().await;
        });
        Self { door, data_dir: data_dir.path().to_owned(), key: OnceLock::new(), token: Mutex::new(None) }
    }

    async fn door(&self) -> Result<Door, Error> {
        let mut door = self.door.clone();
        let opened = door.wait_for(Option::is_some).await.ok().and_then(|door| door.clone());
        opened.ok_or_else(|| Error::new("internal", "Firmkeep could not start. The log folder has the details."))
    }

    /// Performs one operation for whoever is signed in here.
    ///
    /// # Errors
    /// What the core refuses, worded for the person.
    pub async fn call(&self, asked: Asked, progress: impl Fn(u64, u64) + Send + Sync) -> Result<Reply, Error> {
        let door = self.door().await?;
        let token = self.token();
        let request = Request {
            operation: asked.operation,
            input: if asked.input.is_null() { Value::Object(serde_json::Map::new()) } else { asked.input },
            token: token.clone(),
            call: asked.call,
            background: asked.background,
            content: asked.content,
            output: asked.output,
        };
        // Whoever leaves half way through setting up leaves nothing behind: there is a secret once somebody signs in.
        let key = if token.is_some() || request.operation.starts_with("sign_in.") {
            *self.key.get_or_init(|| computer_key::of(&self.data_dir))
        } else {
            ComputerKey::default()
        };
        let device = Device { key, ..device::this_computer() };
        let mut reply = door.call(request, &device, progress).await?;
        match std::mem::take(&mut reply.session) {
            SessionChange::Keep => {}
            SessionChange::Started(token) => self.keep(Some(token)),
            // A sign-in that finished meanwhile must not be undone by the end of the session before it.
            SessionChange::Ended if self.token() == token => self.keep(None),
            SessionChange::Ended => {}
        }
        Ok(reply)
    }

    /// Tells what changed from now on.
    ///
    /// # Errors
    /// When the core never opened.
    pub async fn changes(&self) -> Result<broadcast::Receiver<Changed>, Error> {
        Ok(self.door().await?.changes())
    }

    /// Signs out whoever is signed in and puts everything away; gives up after a while, so that the program ends.
    pub async fn close(&self) {
        let closed = timeout(TO_CLOSE, async {
            if self.token().is_some() {
                let _ = self.call(Asked::plain("session.end", Value::Null), |_, _| {}).await;
            }
            if let Ok(door) = self.door().await {
                door.close().await;
            }
        });
        if closed.await.is_err() {
            tracing::warn!("the practice was not put away in time");
        }
    }

    fn token(&self) -> Option<Token> {
        self.token.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, token: Option<Token>) {
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = token;
    }
}
