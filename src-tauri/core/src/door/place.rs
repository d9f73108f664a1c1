//! Where this computer's practice lives: the small file that says so, and opening what it names.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::tend::tend;
use super::watch::watch;
use super::{Inner, Opened, State};
use crate::error::Error;
use crate::keychain::{KeyPlace, NoSecret, Secret, SecretStore, write_private};
use crate::operations::app::PracticeFace;
use crate::register::checkpoints;
use crate::register::keeper::Keeper;
use crate::store::{Database, StoreError, practice};

/// Which kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PlaceKind {
    Local,
    Office,
}

/// The content of `firmkeep.json`. Nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub practice: Uuid,
    pub kind: PlaceKind,
    pub key_place: KeyPlace,
    /// Tells whether a key is the right one without telling the key.
    pub key_fingerprint: String,
}

/// The files of a data folder.
pub(crate) struct Files<'a>(pub &'a Path);

impl Files<'_> {
    pub(crate) fn place(&self) -> PathBuf {
        self.0.join("firmkeep.json")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("firmkeep.db")
    }

    /// The database while a practice is being created.
    pub(crate) fn unfinished(&self) -> PathBuf {
        self.0.join("unfinished.db")
    }

    /// The master key wrapped by the recovery key, beside the file that it opens.
    pub(crate) fn recovery(&self) -> PathBuf {
        self.0.join("recovery.json")
    }

    /// What this computer signed of the register.
    pub(crate) fn checkpoints(&self) -> PathBuf {
        self.0.join(checkpoints::FILE)
    }

    /// What is left of a set-up that was interrupted.
    pub(crate) fn sweep_unfinished(&self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(self.0.join(format!("unfinished.db{end}")));
        }
    }
}

#[derive(Serialize, Deserialize)]
struct RecoveryFile {
    wrapped_key: String,
}

pub(crate) fn write_recovery(path: &Path, wrapped: &[u8]) -> Result<(), Error> {
    let file = RecoveryFile { wrapped_key: crate::domain::events::hex(wrapped) };
    write_private(path, &serde_json::to_vec_pretty(&file).map_err(Error::internal)?)
}

pub(crate) fn read_recovery(path: &Path) -> Option<Vec<u8>> {
    let file: RecoveryFile = serde_json::from_slice(&fs::read(path).ok()?).ok()?;
    let digits = file.wrapped_key.as_bytes();
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

impl Place {
    pub(crate) fn write(&self, files: &Files<'_>) -> Result<(), Error> {
        write_private(&files.place(), &serde_json::to_vec_pretty(self).map_err(Error::internal)?)
    }
}

impl Inner {
    pub(crate) fn files(&self) -> Files<'_> {
        Files(&self.options.data_dir)
    }

    pub(crate) fn secrets(&self, practice: Uuid) -> SecretStore<'_> {
        SecretStore {
            folder: &self.options.data_dir,
            keychain: self.options.keychain.as_ref(),
            random: self.options.random.as_ref(),
            name: format!("practice-{practice}"),
        }
    }

    /// Opens what the data folder names, and keeps the result as this computer's state. `passphrase` where it is needed.
    pub(crate) async fn open_place(self: &Arc<Self>, passphrase: Option<&str>) {
        // Who comes while it is being opened finds it open: opened twice, it would be watched twice.
        let _one_at_a_time = self.opening.lock().await;
        if matches!(&*self.state.read().await, State::Ready(_)) {
            return;
        }
        let next = self.look(passphrase).await;
        if let State::Ready(opened) = &next {
            watch(self, opened);
            tend(self, opened);
        }
        *self.state.write().await = next;
    }

    async fn look(self: &Arc<Self>, passphrase: Option<&str>) -> State {
        let files = self.files();
        let Ok(written) = fs::read(files.place()) else {
            files.sweep_unfinished();
            return State::NoPractice(None);
        };
        let Ok(place) = serde_json::from_slice::<Place>(&written) else {
            return State::NoPractice(Some(Error::new(
                "data_folder.damaged",
                "The file that says where the practice’s database is can’t be read.",
            )));
        };
        if place.kind == PlaceKind::Local && !files.database().exists() && files.unfinished().exists() {
            // The set-up was interrupted before its last step: nothing of it counts.
            self.secrets(place.practice).forget();
            files.sweep_unfinished();
            let _ = fs::remove_file(files.recovery());
            let _ = fs::remove_file(files.checkpoints());
            let _ = fs::remove_file(files.place());
            return State::NoPractice(None);
        }
        let secret = match self.secrets(place.practice).find(place.key_place, passphrase) {
            Ok(secret) => secret,
            Err(NoSecret::Passphrase) => return State::NeedsPassphrase(place),
            Err(NoSecret::Gone) => return self.without_key(place),
        };
        match self.open_with(&place, &secret).await {
            Ok(opened) => State::Ready(opened),
            Err(StoreError::WrongKey) => State::NeedsRecoveryKey(place, StoreError::WrongKey.into_reply()),
            Err(error) => State::Failed(error.into_reply()),
        }
    }

    fn without_key(&self, place: Place) -> State {
        if place.kind == PlaceKind::Local && !self.files().database().exists() {
            return State::Failed(StoreError::Missing.into_reply());
        }
        if place.kind == PlaceKind::Office {
            return State::NoPractice(Some(Error::new(
                "keychain.office_key_missing",
                "The key to the office database is no longer on this computer. Join the office database again with its \
                 address and the recovery key.",
            )));
        }
        let error = Error::new(
            "keychain.key_missing",
            "The key to the practice’s database is no longer on this computer. The recovery key opens it.",
        );
        State::NeedsRecoveryKey(place, error)
    }

    /// Opens the database of `place` with `secret`.
    pub(crate) async fn open_with(&self, place: &Place, secret: &Secret) -> Result<Arc<Opened>, StoreError> {
        let database = match place.kind {
            PlaceKind::Local => Database::open_file(&self.files().database(), &secret.key.database_key()).await?,
            PlaceKind::Office => Database::open_office(secret.address.as_deref().unwrap_or_default()).await?,
        };
        let mut tx = database.read().await?;
        let record = practice::find(&mut tx).await?;
        tx.rollback().await?;
        let Some(record) = record.filter(|record| record.id == place.practice) else {
            database.close().await;
            return Err(StoreError::NotFirmkeep);
        };
        let keeper = Keeper::new(&self.options, record.id, secret.key.seal_key());
        if let Err(error) = keeper.look(&database).await {
            database.close().await;
            return Err(error);
        }
        Ok(Arc::new(Opened {
            keeper,
            database,
            practice_key: secret.key.practice_key(),
            support_ends: Mutex::new(None),
            answering: AtomicBool::new(true),
            face: Mutex::new(Some(PracticeFace { name: record.name, logo: record.logo_tag })),
            closing: CancellationToken::new(),
        }))
    }
}
