//! The computer that a request comes from.

use std::fmt;

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A secret that only this computer has, by which it is remembered. It does not print itself.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct ComputerKey(Option<[u8; 32]>);

impl ComputerKey {
    /// The computer's secret, as the shell keeps it.
    #[must_use]
    pub const fn new(secret: [u8; 32]) -> Self {
        Self(Some(secret))
    }
}

impl fmt::Debug for ComputerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "ComputerKey(hidden)" } else { "ComputerKey(none)" })
    }
}

/// What the register says of the computer behind an event. The shell fills it; the core only records it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// The computer's own name, as `RECEPTION-2`.
    pub computer: String,
    /// Operating system and version, as `Windows 11`.
    pub operating_system: String,
    /// The version of Firmkeep.
    pub app_version: String,
    /// The computer's address in its network, as text.
    pub ip: String,
    /// By which it can be remembered. Never recorded.
    pub key: ComputerKey,
}

impl Device {
    /// Longest kept text of any field, in characters: a hostile host name must not bloat the register.
    const LONGEST: usize = 120;

    /// The same device with every field cut to a length that the register keeps and without control characters.
    #[must_use]
    pub fn tidy(&self) -> Self {
        let tidy = |text: &str| text.chars().filter(|c| !c.is_control()).take(Self::LONGEST).collect();
        Self {
            computer: tidy(&self.computer),
            operating_system: tidy(&self.operating_system),
            app_version: tidy(&self.app_version),
            ip: tidy(&self.ip),
            key: self.key,
        }
    }

    /// What stands for this computer and `user` together: a copy of the secret on a computer of another name is another
    /// computer. `None` where the computer has no secret and cannot be remembered.
    pub(crate) fn hash_for(&self, user: Uuid) -> Option<Vec<u8>> {
        let secret = self.key.0?;
        let mut hasher = Sha256::new();
        hasher.update(b"firmkeep remembered computer 1");
        hasher.update(secret);
        hasher.update(user.as_bytes());
        hasher.update(self.computer.as_bytes());
        Some(hasher.finalize().to_vec())
    }

    /// Computer and operating system in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match (self.computer.is_empty(), self.operating_system.is_empty()) {
            (false, false) => format!("{}, {}", self.computer, self.operating_system),
            (false, true) => self.computer.clone(),
            _ => self.operating_system.clone(),
        }
    }
}
