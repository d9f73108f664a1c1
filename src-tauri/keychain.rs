//! The operating system's keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux.
//!
//! Each request runs on a thread of its own under a time limit, because a Secret Service may be absent, half started or
//! waiting for a person, and none of that may freeze a window or a script.

use std::collections::HashMap;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use firmkeep_core::{Keychain, KeychainError};
use keyring_core::{CredentialStore, Entry};

use crate::data_dir::IDENTIFIER;

/// How long the keychain may take to say that it is there.
const TO_ANSWER: Duration = Duration::from_secs(3);

/// How long a request may take: the system may first ask the person to unlock the keychain.
const TO_UNLOCK: Duration = Duration::from_secs(120);

/// How long "there is none" is believed before asking again: someone may start one meanwhile.
const ABSENT_FOR: Duration = Duration::from_secs(10);

/// The keychain of the person who is logged in to this computer.
#[derive(Default)]
pub struct SystemKeychain {
    store: Arc<OnceLock<Arc<CredentialStore>>>,
    found: Mutex<Option<(bool, Instant)>>,
}

impl SystemKeychain {
    /// Runs `request` on the store, and gives up when it takes longer than `limit`.
    fn ask<T: Send + 'static>(
        &self,
        limit: Duration,
        request: impl FnOnce(&Arc<CredentialStore>) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, KeychainError> {
        let store = Arc::clone(&self.store);
        within(limit, move || {
            let store = match store.get() {
                Some(store) => Arc::clone(store),
                None => Arc::clone(store.get_or_init({
                    let opened = open_store()?;
                    || opened
                })),
            };
            request(&store)
        })?
        .map_err(|error| KeychainError(kind_of(&error).to_owned()))
    }
}

impl Keychain for SystemKeychain {
    fn available(&self) -> bool {
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        match *found {
            Some((true, _)) => return true,
            Some((false, when)) if when.elapsed() < ABSENT_FOR => return false,
            _ => {}
        }
        let answers = within(TO_ANSWER, can_keep).unwrap_or(false);
        *found = Some((answers, Instant::now()));
        answers
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, KeychainError> {
        let name = name.to_owned();
        self.ask(TO_UNLOCK, move |store| match entry(store, &name)?.get_secret() {
            Ok(secret) => Ok(Some(secret)),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        let (name, secret) = (name.to_owned(), secret.to_vec());
        self.ask(TO_UNLOCK, move |store| entry(store, &name)?.set_secret(&secret))
    }

    fn delete(&self, name: &str) -> Result<(), KeychainError> {
        let name = name.to_owned();
        self.ask(TO_UNLOCK, move |store| match entry(store, &name)?.delete_credential() {
            Ok(()) | Err(keyring_core::Error::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
    }
}

/// Runs `work` on a thread of its own and waits at most `limit` for it.
fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Result<T, KeychainError> {
    let (answer, answered) = mpsc::channel();
    thread::Builder::new()
        .name("keychain".to_owned())
        .spawn(move || answer.send(work()))
        .map_err(|error| KeychainError(error.to_string()))?;
    answered.recv_timeout(limit).map_err(|error| {
        KeychainError(match error {
            RecvTimeoutError::Timeout => "it took too long".to_owned(),
            RecvTimeoutError::Disconnected => "it failed".to_owned(),
        })
    })
}

fn entry(store: &Arc<CredentialStore>, name: &str) -> keyring_core::Result<Entry> {
    store.build(IDENTIFIER, name, Some(&modifiers()))
}

/// What each system is told about an entry beside its name.
fn modifiers() -> HashMap<&'static str, &'static str> {
    if cfg!(target_os = "linux") {
        HashMap::from([("label", "Firmkeep database key")])
    } else if cfg!(windows) {
        // The default would let the key travel to every computer of a domain.
        HashMap::from([("persistence", "local")])
    } else {
        HashMap::new()
    }
}

#[cfg(target_os = "linux")]
fn open_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn open_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(windows)]
fn open_store() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// Whether a secret could be kept: a Secret Service that answers but has no keyring to put it in would only ask the
/// person to create one, and on a computer without a desktop nobody sees that question.
#[cfg(target_os = "linux")]
fn can_keep() -> bool {
    use secret_service::EncryptionType;
    use secret_service::blocking::SecretService;

    SecretService::connect(EncryptionType::Plain).is_ok_and(|service| service.get_default_collection().is_ok())
}

/// Whether a secret could be kept. Both systems always have a keychain for whoever is logged in.
#[cfg(not(target_os = "linux"))]
fn can_keep() -> bool {
    open_store().is_ok()
}

/// What went wrong, without what was asked for: the text reaches the log.
fn kind_of(error: &keyring_core::Error) -> &'static str {
    use keyring_core::Error;

    match error {
        Error::NoStorageAccess(_) => "it is locked or refuses",
        Error::NoEntry => "there is no such entry",
        Error::TooLong(..) => "the secret is too long for it",
        Error::Ambiguous(_) => "it holds two entries of one name",
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => "its entry cannot be read",
        Error::PlatformFailure(_) | Error::NoDefaultStore => "it failed",
        _ => "it does not take the request",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_hangs_is_given_up() {
        let before = Instant::now();
        let answer = within(Duration::from_millis(50), || thread::sleep(Duration::from_secs(5)));
        assert_eq!(answer, Err(KeychainError("it took too long".to_owned())));
        assert!(before.elapsed() < Duration::from_secs(2), "the caller waited for the hanging request");
    }

    /// Where this is set, the process has a keychain of the test's own.
    #[cfg(target_os = "linux")]
    const OWN: &str = "FIRMKEEP_TEST_KEYCHAIN";

    #[test]
    #[cfg(target_os = "linux")]
    fn a_secret_is_kept_replaced_and_forgotten() {
        if std::env::var_os(OWN).is_some() {
            return keep_replace_and_forget();
        }
        // The real Secret Service, with an unlocked keyring in a folder of its own, on a bus of its own.
        let home = tempfile::tempdir().unwrap();
        let unlocked =
            "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$0\" \"$@\"";
        let output = std::process::Command::new("dbus-run-session")
            .args(["--", "sh", "-c", unlocked])
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "keychain::tests::a_secret_is_kept_replaced_and_forgotten", "--nocapture"])
            .env(OWN, "1")
            .env("HOME", home.path())
            .env("XDG_DATA_HOME", home.path())
            .env("XDG_RUNTIME_DIR", home.path())
            .output()
            .unwrap();
        let printed = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && printed.contains("1 passed"), "the key would be lost: {printed}");
    }

    #[test]
    #[cfg(windows)]
    fn a_secret_is_kept_replaced_and_forgotten() {
        keep_replace_and_forget();
    }

    #[cfg(any(target_os = "linux", windows))]
    fn keep_replace_and_forget() {
        let keychain = SystemKeychain::default();
        assert!(keychain.available());
        for secret in [[0_u8, 255, 10].as_slice(), b"another".as_slice()] {
            keychain.set("test", secret).unwrap();
            assert_eq!(keychain.get("test").unwrap().as_deref(), Some(secret));
        }
        keychain.delete("test").unwrap();
        assert_eq!(keychain.get("test").unwrap(), None);
        keychain.delete("test").unwrap();
    }

    #[test]
    fn a_request_that_breaks_is_an_error_not_a_crash() {
        let answer: Result<(), _> = within(Duration::from_secs(5), || std::panic::resume_unwind(Box::new("broken")));
        assert_eq!(answer, Err(KeychainError("it failed".to_owned())));
    }
}
