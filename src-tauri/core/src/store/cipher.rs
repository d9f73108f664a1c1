//! Which key a page of an encrypted file belongs to, asked without opening the file.
//!
//! SQLCipher 4 ends each page of 4096 bytes with its initialisation vector (16) and an HMAC-SHA-512 (64) over the page's
//! content, the vector and the page's number. The HMAC's key is two rounds of PBKDF2 over the file's key, salted with the
//! file's first 16 bytes, each XORed with 0x3a.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;

use crate::keys::DatabaseKey;

const PAGE: usize = 4096;
const SEAL: usize = 64;
/// So many pages are asked; one that fits is enough.
const PAGES: u32 = 64;

/// Whether `key` sealed any page of the file after the first.
pub(super) fn fits_a_page(path: &Path, key: &DatabaseKey) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let mut page = [0; PAGE];
    if file.read_exact(&mut page).is_err() {
        return false;
    }
    let salt: Vec<u8> = page[..16].iter().map(|byte| byte ^ 0x3a).collect();
    let Some(seal_key) = stretched(key, &salt) else { return false };
    for number in 2..=PAGES {
        if file.read_exact(&mut page).is_err() {
            return false;
        }
        let (content, seal) = page.split_at(PAGE - SEAL);
        if mac(&seal_key, &[content, &number.to_le_bytes()]).is_some_and(|mac| mac.verify_slice(seal).is_ok()) {
            return true;
        }
    }
    false
}

/// PBKDF2-HMAC-SHA-512, two rounds, 32 bytes.
fn stretched(key: &DatabaseKey, salt: &[u8]) -> Option<[u8; 32]> {
    let first = mac(key.as_bytes(), &[salt, &1_u32.to_be_bytes()])?.finalize().into_bytes();
    let second = mac(key.as_bytes(), &[&first])?.finalize().into_bytes();
    Some(std::array::from_fn(|place| first[place] ^ second[place]))
}

fn mac(key: &[u8], parts: &[&[u8]]) -> Option<Hmac<Sha512>> {
    let mut mac = Hmac::<Sha512>::new_from_slice(key).ok()?;
    parts.iter().for_each(|part| mac.update(part));
    Some(mac)
}
