//! Where this computer keeps the practice's key: the operating system's keychain, a file that only this user reads, or a
//! file that a passphrase opens.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::clock::Random;
use crate::error::Error;
use crate::keys::{Locked, MasterKey};

/// Why the keychain did not serve.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the keychain does not answer: {0}")]
pub struct KeychainError(pub String);

/// The operating system's keychain. The shell brings the real one.
pub trait Keychain: Send + Sync {
    /// Whether secrets can be kept and read back now.
    fn available(&self) -> bool;
    /// The secret under `name`.
    ///
    /// # Errors
    /// When the keychain does not answer.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, KeychainError>;
    /// Keeps `secret` under `name`.
    ///
    /// # Errors
    /// When the keychain does not answer.
    fn set(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError>;
    /// Forgets the secret under `name`.
    ///
    /// # Errors
    /// When the keychain does not answer.
    fn delete(&self, name: &str) -> Result<(), KeychainError>;
}

/// A computer without a keychain.
#[derive(Debug, Default, Clone, Copy)]
pub struct NoKeychain;

impl Keychain for NoKeychain {
    fn available(&self) -> bool {
        false
    }
    fn get(&self, _: &str) -> Result<Option<Vec<u8>>, KeychainError> {
        Err(KeychainError("there is none".to_owned()))
    }
    fn set(&self, _: &str, _: &[u8]) -> Result<(), KeychainError> {
        Err(KeychainError("there is none".to_owned()))
    }
    fn delete(&self, _: &str) -> Result<(), KeychainError> {
        Ok(())
    }
}

/// Where the key is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyPlace {
    /// The operating system's keychain.
    Keychain,
    /// A file in the data folder that only this user reads.
    File,
    /// A file in the data folder that a passphrase opens at each start.
    Passphrase,
}

/// What this computer must know to open the practice's database.
#[derive(Clone)]
pub(crate) struct Secret {
    pub key: MasterKey,
    /// The office database's address, with its password.
    pub address: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Written {
    key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

impl Secret {
    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let key = crate::domain::events::hex(self.key.as_bytes());
        Zeroizing::new(serde_json::to_vec(&Written { key, address: self.address.clone() }).unwrap_or_default())
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(bytes).ok()?;
        let key = written.key.as_bytes();
        let bytes: Option<Vec<u8>> = key
            .chunks(2)
            .map(|pair| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok()))
            .collect();
        Some(Self { key: MasterKey::from_bytes(&bytes?)?, address: written.address })
    }
}

/// Why a kept secret cannot be had.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoSecret {
    /// It is not where it was kept.
    Gone,
    /// A passphrase is needed, or the one given is wrong.
    Passphrase,
}

/// Keeps and finds the secret of the practice whose identifier is `name`.
pub(crate) struct SecretStore<'a> {
    pub folder: &'a Path,
    pub keychain: &'a dyn Keychain,
    pub random: &'a dyn Random,
    pub name: String,
}

impl SecretStore<'_> {
    fn file(&self) -> PathBuf {
        self.folder.join("key")
    }

    fn locked_file(&self) -> PathBuf {
        self.folder.join("key.locked")
    }

    /// Keeps `secret` at `place`.
    pub(crate) fn keep(&self, place: KeyPlace, secret: &Secret, passphrase: Option<&str>) -> Result<(), Error> {
        let bytes = secret.to_bytes();
        match place {
            KeyPlace::Keychain => self.keychain.set(&self.name, &bytes).map_err(|error| {
                tracing::warn!(%error, "the keychain refused to keep the key");
                Error::new(
                    "keychain.unavailable",
                    "This computer’s keychain doesn’t answer. Choose another place for the key.",
                )
                .at("key_place")
            }),
            KeyPlace::File => write_private(&self.file(), &bytes),
            KeyPlace::Passphrase => {
                let passphrase = passphrase.unwrap_or_default();
                crate::domain::passwords::accept("passphrase", passphrase, &[], crate::domain::passwords::LEAST)?;
                let locked = Locked::lock(&bytes, passphrase, self.random).map_err(Error::internal)?;
                write_private(&self.locked_file(), &serde_json::to_vec(&locked).map_err(Error::internal)?)
            }
        }
    }

    /// The secret kept at `place`.
    pub(crate) fn find(&self, place: KeyPlace, passphrase: Option<&str>) -> Result<Secret, NoSecret> {
        match place {
            KeyPlace::Keychain => {
                let found = self.keychain.get(&self.name).ok().flatten().map(Zeroizing::new);
                found.and_then(|bytes| Secret::from_bytes(&bytes)).ok_or(NoSecret::Gone)
            }
            KeyPlace::File => {
                let bytes = fs::read(self.file()).map(Zeroizing::new).map_err(|_| NoSecret::Gone)?;
                Secret::from_bytes(&bytes).ok_or(NoSecret::Gone)
            }
            KeyPlace::Passphrase => {
                let bytes = fs::read(self.locked_file()).map_err(|_| NoSecret::Gone)?;
                let locked: Locked = serde_json::from_slice(&bytes).map_err(|_| NoSecret::Gone)?;
                let passphrase = passphrase.ok_or(NoSecret::Passphrase)?;
                let plain = locked.open(passphrase).map_err(|_| NoSecret::Passphrase)?;
                Secret::from_bytes(&plain).ok_or(NoSecret::Gone)
            }
        }
    }

    /// Forgets the secret wherever it is kept.
    pub(crate) fn forget(&self) {
        let _ = fs::remove_file(self.file());
        let _ = fs::remove_file(self.locked_file());
        if self.keychain.available() {
            let _ = self.keychain.delete(&self.name);
        }
    }
}

/// Writes a file that only this user may read, whole or not at all.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let beside = path.with_extension("new");
    let written = (|| {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        let mut file = options.open(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    })();
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        tracing::warn!(%error, "a file of the data folder could not be written");
        Error::new(
            "data_folder.unwritable",
            "Firmkeep’s data folder can’t be written to. Check its space and permissions.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    fn store(folder: &Path) -> SecretStore<'_> {
        SecretStore { folder, keychain: &NoKeychain, random: &SystemRandom, name: "test".to_owned() }
    }

    fn secret() -> Secret {
        Secret { key: MasterKey::generate(&SystemRandom), address: Some("postgres://ada:x@office/firm".to_owned()) }
    }

    #[test]
    fn a_key_file_is_read_by_this_user_only() {
        let folder = tempfile::tempdir().unwrap();
        let secret = secret();
        store(folder.path()).keep(KeyPlace::File, &secret, None).unwrap();
        let found = store(folder.path()).find(KeyPlace::File, None).ok().unwrap();
        assert!(found.key == secret.key && found.address == secret.address);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join("key")).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "others on this computer could read the key");
        }
    }

    #[test]
    fn the_passphrase_is_asked_for_and_a_wrong_one_opens_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let passphrase = "copper lantern drifts sideways";
        store(folder.path()).keep(KeyPlace::Passphrase, &secret(), Some(passphrase)).unwrap();
        assert_eq!(store(folder.path()).find(KeyPlace::Passphrase, None).err(), Some(NoSecret::Passphrase));
        assert_eq!(store(folder.path()).find(KeyPlace::Passphrase, Some("wrong")).err(), Some(NoSecret::Passphrase));
        assert!(store(folder.path()).find(KeyPlace::Passphrase, Some(passphrase)).is_ok());
        let text = fs::read_to_string(folder.path().join("key.locked")).unwrap();
        assert!(!text.contains("postgres"), "the address stands in clear text");
    }

    #[test]
    fn without_a_keychain_the_choice_is_told_at_its_field() {
        let folder = tempfile::tempdir().unwrap();
        let error = store(folder.path()).keep(KeyPlace::Keychain, &secret(), None).unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), ("keychain.unavailable", Some("key_place")));
    }
}
