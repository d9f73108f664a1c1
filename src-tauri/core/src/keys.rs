//! The practice's keys. One random master key; everything else is derived from it or wraps it.
//!
//! - the database key encrypts the file on this computer (SQLCipher);
//! - the practice key encrypts single secrets inside either database;
//! - the seal key signs what the register was, outside either database;
//! - the recovery key, shown once, unwraps the master key on another computer; so may a passphrase on this one.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::clock::{Random, random_bytes};
use crate::domain::codes;
use crate::domain::events::hex;
use crate::register::seal::SealKey;

const NONCE: usize = 24;

/// The practice's master key.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub(crate) struct MasterKey([u8; 32]);

/// The key of the encrypted file.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct DatabaseKey([u8; 32]);

/// The key of single secrets inside either database.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct PracticeKey([u8; 32]);

impl PracticeKey {
    /// Encrypts `plain` for one place: `what` and `whose` must be the same when opening, so that a secret that was copied
    /// to somebody else's row opens nothing.
    pub(crate) fn seal(&self, plain: &[u8], what: &str, whose: uuid::Uuid, random: &dyn Random) -> Vec<u8> {
        seal(&self.0, plain, &place_of(what, whose), random)
    }

    pub(crate) fn open(&self, sealed: &[u8], what: &str, whose: uuid::Uuid) -> Result<Zeroizing<Vec<u8>>, WrongSecret> {
        open(&self.0, sealed, &place_of(what, whose))
    }
}

fn place_of(what: &str, whose: uuid::Uuid) -> Vec<u8> {
    [what.as_bytes(), b"/", whose.as_bytes()].concat()
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(hidden)")
    }
}

/// A wrapped key that the given secret does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret does not open the key")]
pub(crate) struct WrongSecret;

impl MasterKey {
    pub(crate) fn generate(random: &dyn Random) -> Self {
        Self(random_bytes(random))
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn derive(&self, purpose: &str) -> [u8; 32] {
        derive(&self.0, purpose)
    }

    pub(crate) fn database_key(&self) -> DatabaseKey {
        DatabaseKey(self.derive("firmkeep database file 1"))
    }

    pub(crate) fn practice_key(&self) -> PracticeKey {
        PracticeKey(self.derive("firmkeep practice secrets 1"))
    }

    /// The key that signs what the register was, for whoever looks at it from outside the database.
    pub(crate) fn seal_key(&self) -> SealKey {
        SealKey::from_seed(&self.derive("firmkeep register seal 1"))
    }

    /// Tells whether a key is this one without telling the key.
    pub(crate) fn fingerprint(&self) -> String {
        hex(&self.derive("firmkeep fingerprint 1")[..8])
    }

    /// The key wrapped by a recovery key (its 32 characters, as [`codes::read`] gives them).
    pub(crate) fn wrap(&self, recovery: &str, random: &dyn Random) -> Vec<u8> {
        seal(&derive(recovery.as_bytes(), "firmkeep recovery key 1"), &self.0, b"master key", random)
    }

    /// The key that `wrapped` holds.
    pub(crate) fn unwrap(wrapped: &[u8], recovery: &str) -> Result<Self, WrongSecret> {
        let bytes = open(&derive(recovery.as_bytes(), "firmkeep recovery key 1"), wrapped, b"master key")?;
        Self::from_bytes(&bytes).ok_or(WrongSecret)
    }
}

impl DatabaseKey {
    pub(crate) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The value of SQLCipher's `PRAGMA key`: a raw key, so that it derives nothing itself.
    pub(crate) fn pragma(&self) -> String {
        format!("\"x'{}'\"", hex(&self.0))
    }
}

/// A new recovery key: 32 characters, 160 bits.
pub(crate) fn new_recovery_key(random: &dyn Random) -> Zeroizing<String> {
    Zeroizing::new(codes::from_random(&random_bytes::<{ codes::RECOVERY_CHARACTERS }>(random)))
}

fn derive(secret: &[u8], purpose: &str) -> [u8; 32] {
    let mut key = [0; 32];
    // 32 bytes are far below what HKDF-SHA256 can give; it cannot refuse.
    let _ = Hkdf::<Sha256>::new(None, secret).expand(purpose.as_bytes(), &mut key);
    key
}

/// Encrypts with a nonce of its own in front. `what` must be the same when opening.
fn seal(key: &[u8; 32], plain: &[u8], what: &[u8], random: &dyn Random) -> Vec<u8> {
    let nonce: [u8; NONCE] = random_bytes(random);
    let sealed = XChaCha20Poly1305::new(&(*key).into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: what })
        .unwrap_or_default();
    [&nonce[..], &sealed].concat()
}

fn open(key: &[u8; 32], sealed: &[u8], what: &[u8]) -> Result<Zeroizing<Vec<u8>>, WrongSecret> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or(WrongSecret)?;
    let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| WrongSecret)?;
    XChaCha20Poly1305::new(&(*key).into())
        .decrypt(&XNonce::from(nonce), Payload { msg: sealed, aad: what })
        .map(Zeroizing::new)
        .map_err(|_| WrongSecret)
}

/// A secret locked by a passphrase, as it is written to a file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Locked {
    salt: String,
    memory_kib: u32,
    iterations: u32,
    sealed: String,
}

impl Locked {
    /// Locks `plain`. Argon2id with 64 MiB: this file may be copied and guessed at elsewhere.
    pub(crate) fn lock(plain: &[u8], passphrase: &str, random: &dyn Random) -> Result<Self, WrongSecret> {
        let (memory_kib, iterations) = (65_536, 3);
        let salt: [u8; 16] = random_bytes(random);
        let key = stretch(passphrase, &salt, memory_kib, iterations)?;
        let sealed = seal(&key, plain, b"this computer's key", random);
        Ok(Self { salt: BASE64.encode(salt), memory_kib, iterations, sealed: BASE64.encode(sealed) })
    }

    pub(crate) fn open(&self, passphrase: &str) -> Result<Zeroizing<Vec<u8>>, WrongSecret> {
        let salt = BASE64.decode(&self.salt).map_err(|_| WrongSecret)?;
        let sealed = BASE64.decode(&self.sealed).map_err(|_| WrongSecret)?;
        // A damaged file must not ask for all the memory there is.
        let key = stretch(passphrase, &salt, self.memory_kib.min(1 << 20), self.iterations.min(16))?;
        open(&key, &sealed, b"this computer's key")
    }
}

fn stretch(
    passphrase: &str,
    salt: &[u8],
    memory_kib: u32,
    iterations: u32,
) -> Result<Zeroizing<[u8; 32]>, WrongSecret> {
    let params = Params::new(memory_kib, iterations, 1, Some(32)).map_err(|_| WrongSecret)?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut())
        .map_err(|_| WrongSecret)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    #[test]
    fn the_recovery_key_and_no_other_opens_the_master_key() {
        let key = MasterKey::generate(&SystemRandom);
        let recovery = new_recovery_key(&SystemRandom);
        let wrapped = key.wrap(&recovery, &SystemRandom);
        assert_eq!(MasterKey::unwrap(&wrapped, &recovery), Ok(key.clone()));
        assert_eq!(MasterKey::unwrap(&wrapped, &new_recovery_key(&SystemRandom)), Err(WrongSecret));
        let mut damaged = wrapped;
        damaged[30] ^= 1;
        assert_eq!(MasterKey::unwrap(&damaged, &recovery), Err(WrongSecret));
    }

    #[test]
    fn a_passphrase_locks_and_only_it_opens() {
        let locked = Locked::lock(b"secret", "four words and more", &SystemRandom).unwrap();
        assert_eq!(locked.open("four words and more").unwrap().as_slice(), b"secret");
        assert!(locked.open("four words and mores").is_err());
    }

    #[test]
    fn a_secret_copied_to_somebody_elses_row_does_not_open() {
        let key = MasterKey::generate(&SystemRandom).practice_key();
        let (ada, ben) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
        let sealed = key.seal(b"secret", "authenticator", ada, &SystemRandom);
        assert_eq!(key.open(&sealed, "authenticator", ada).unwrap().as_slice(), b"secret");
        assert!(key.open(&sealed, "authenticator", ben).is_err());
        assert!(key.open(&sealed, "password", ada).is_err());
    }

    #[test]
    fn keys_for_different_ends_differ() {
        let key = MasterKey::generate(&SystemRandom);
        assert_ne!(key.database_key().0, *key.as_bytes());
        assert!(!key.database_key().pragma().contains(&key.fingerprint()));
    }
}
