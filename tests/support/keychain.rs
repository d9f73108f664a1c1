//! A keychain in memory, where the operating system's cannot be had: it keeps, gives back, loses and refuses as that one
//! may.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use firmkeep_core::{Keychain, KeychainError};

#[derive(Default)]
pub struct MemoryKeychain {
    secrets: Mutex<HashMap<String, Vec<u8>>>,
    refuses: AtomicBool,
}

impl MemoryKeychain {
    pub fn new() -> Arc<Self> {
        Arc::new(Self::default())
    }

    /// How many practices' keys it keeps.
    pub fn count(&self) -> usize {
        self.secrets.lock().unwrap().keys().filter(|name| name.starts_with("practice-")).count()
    }

    /// The newest checkpoint of the register that it keeps.
    pub fn checkpoint(&self) -> Option<Vec<u8>> {
        let secrets = self.secrets.lock().unwrap();
        secrets.iter().find(|(name, _)| name.starts_with("register-")).map(|(_, line)| line.clone())
    }

    /// Loses everything, as when the person's profile was made anew.
    pub fn lose_everything(&self) {
        self.secrets.lock().unwrap().clear();
    }

    /// Says that it is there, and then keeps nothing.
    pub fn refuse_to_keep(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::SeqCst);
    }
}

impl Keychain for MemoryKeychain {
    fn available(&self) -> bool {
        true
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, KeychainError> {
        Ok(self.secrets.lock().unwrap().get(name).cloned())
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<(), KeychainError> {
        if self.refuses.load(Ordering::SeqCst) {
            return Err(KeychainError("it refuses".to_owned()));
        }
        self.secrets.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), KeychainError> {
        self.secrets.lock().unwrap().remove(name);
        Ok(())
    }
}
