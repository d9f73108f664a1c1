//! The seal: signatures (Ed25519, RFC 8032) with a key that is derived from the practice's master key, and so is not in
//! the database whose register it signs.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// The practice's key for signing.
pub(crate) struct SealKey(SigningKey);

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealKey(hidden)")
    }
}

impl SealKey {
    pub(crate) fn from_seed(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// The public half, which tells whether a signature is of this key.
    pub(crate) fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs `fields`. `purpose` keeps a signature of one kind of thing from passing for one of another.
    pub(crate) fn sign(&self, purpose: &str, fields: &[&[u8]]) -> [u8; 64] {
        self.0.sign(&message(purpose, fields)).to_bytes()
    }

    pub(crate) fn signed(&self, purpose: &str, fields: &[&[u8]], signature: &[u8]) -> bool {
        signed_by(&self.public(), purpose, fields, signature)
    }
}

/// Whether `signature` is by the key whose public half is `public`.
pub(crate) fn signed_by(public: &[u8; 32], purpose: &str, fields: &[&[u8]], signature: &[u8]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(public) else { return false };
    let Ok(signature) = Signature::from_slice(signature) else { return false };
    key.verify_strict(&message(purpose, fields), &signature).is_ok()
}

/// Each field is preceded by its length, so that no two lists of fields have the same bytes.
fn message(purpose: &str, fields: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for field in std::iter::once(&purpose.as_bytes()).chain(fields) {
        bytes.extend((field.len() as u64).to_be_bytes());
        bytes.extend(*field);
    }
    bytes
}

/// Bytes from their hexadecimal digits, as many as `N`.
pub(crate) fn unhex<const N: usize>(digits: &str) -> Option<[u8; N]> {
    if digits.len() != N * 2 || !digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_else_passes_for_what_was_signed() {
        let key = SealKey::from_seed(&[7; 32]);
        let signature = key.sign("a checkpoint", &[b"ab", b"c"]);
        assert!(key.signed("a checkpoint", &[b"ab", b"c"], &signature));
        assert!(!key.signed("a checkpoint", &[b"a", b"bc"], &signature), "letters may move between fields");
        assert!(!key.signed("a file", &[b"ab", b"c"], &signature), "one thing passes for another");
        assert!(!SealKey::from_seed(&[8; 32]).signed("a checkpoint", &[b"ab", b"c"], &signature));
        assert!(!key.signed("a checkpoint", &[b"ab", b"c"], &signature[..63]));
    }

    #[test]
    fn digits_are_read_as_they_are_written_and_nothing_else_is() {
        assert_eq!(unhex::<2>("00ff"), Some([0, 255]));
        for wrong in ["00f", "00fF", "0 ff", "+0ff", "00ff00", ""] {
            assert_eq!(unhex::<2>(wrong), None, "{wrong}");
        }
    }
}
