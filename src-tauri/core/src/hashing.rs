//! Storing and checking passwords: Argon2id, its cost tuned to the computer and kept with each hash.
//!
//! Least cost: 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet; ASVS 5.0 appendix C).

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::clock::{Random, random_bytes};
use crate::error::Error;

const MEMORY_KIB: u32 = 19_456;
const LEAST_ITERATIONS: u32 = 2;
const MOST_ITERATIONS: u32 = 24;
/// What a sign-in may cost on this computer.
const TARGET: Duration = Duration::from_millis(250);

/// How much work a password's hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordCost {
    /// Measured on this computer to take about a quarter of a second.
    Tuned,
    /// This many passes over 19 MiB.
    Fixed(u32),
}

/// What a check of a password found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checked {
    pub right: bool,
    /// A stronger hash of the same password, where the stored one costs less than this computer can afford.
    pub upgrade: Option<String>,
}

/// One form for one password, however the keyboard composes its letters (NIST SP 800-63B-4 section 3.1.1.2).
fn normal(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfkc().collect())
}

fn hasher(iterations: u32) -> Result<Argon2<'static>, Error> {
    let params = Params::new(MEMORY_KIB, iterations, 1, Some(32)).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_with(password: &str, iterations: u32, salt: &[u8; 16]) -> Result<String, Error> {
    let hash = hasher(iterations)?.hash_password_with_salt(password.as_bytes(), salt).map_err(Error::internal)?;
    Ok(hash.to_string())
}

/// Passes that take about [`TARGET`], given what `iterations` took.
fn tuned(took: Duration, iterations: u32) -> u32 {
    let each = took.as_secs_f64() / f64::from(iterations);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a small range right after")]
    let wanted = (TARGET.as_secs_f64() / each.max(1e-6)).round() as u32;
    wanted.clamp(LEAST_ITERATIONS, MOST_ITERATIONS)
}

/// The hash of a new password, as a PHC string. Takes its time: never on a thread that serves others.
///
/// `like` is a stored hash of the same practice. Where this computer's own cost is near that one's, it is taken over: people
/// whose hashes cost alike cannot be told apart, nor from nobody, by how long a refusal takes.
pub(crate) async fn hash(
    password: &str,
    cost: PasswordCost,
    like: Option<&str>,
    random: &dyn Random,
) -> Result<String, Error> {
    let like = like.and_then(|stored| PasswordHash::new(stored).ok()).and_then(|parsed| Params::try_from(&parsed).ok());
    let like = like.map(|params| params.t_cost());
    let password = normal(password);
    let salt: [u8; 16] = random_bytes(random);
    blocking(move || match cost {
        PasswordCost::Fixed(iterations) => hash_with(&password, iterations, &salt),
        PasswordCost::Tuned => {
            let start = Instant::now();
            let least = hash_with(&password, LEAST_ITERATIONS, &salt)?;
            let own = tuned(start.elapsed(), LEAST_ITERATIONS);
            match like.filter(|like| own <= like * 2 && *like <= own * 2).unwrap_or(own) {
                LEAST_ITERATIONS => Ok(least),
                more => hash_with(&password, more, &salt),
            }
        }
    })
    .await
}

/// Checks `password` against `stored`, and strengthens the hash where it is right and cheaper than it should be.
pub(crate) async fn check(
    password: &str,
    stored: &str,
    cost: PasswordCost,
    random: &dyn Random,
) -> Result<Checked, Error> {
    let password = normal(password);
    let salt: [u8; 16] = random_bytes(random);
    let stored = stored.to_owned();
    blocking(move || {
        let parsed = PasswordHash::new(&stored).map_err(Error::internal)?;
        let start = Instant::now();
        let right = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
        if !right {
            return Ok(Checked { right, upgrade: None });
        }
        let params = Params::try_from(&parsed).map_err(Error::internal)?;
        let now = params.t_cost();
        let wanted = match cost {
            PasswordCost::Fixed(iterations) => iterations,
            // Upgraded only where it is worth it: a busy moment must not make the next sign-in slow for ever.
            PasswordCost::Tuned => match tuned(start.elapsed(), now) {
                wanted if wanted >= now * 2 => wanted,
                _ => now.max(LEAST_ITERATIONS),
            },
        };
        let upgrade = if params.m_cost() < MEMORY_KIB || now < wanted {
            Some(hash_with(&password, wanted, &salt)?)
        } else {
            None
        };
        Ok(Checked { right, upgrade })
    })
    .await
}

/// A hash that no code fits, at the cost of [`hash_code`]: to spend the usual time where there is nothing to check.
pub(crate) fn decoy() -> &'static str {
    static DECOY: OnceLock<String> = OnceLock::new();
    DECOY.get_or_init(|| hash_with("", LEAST_ITERATIONS, &[0; 16]).unwrap_or_default())
}

/// A short code that people type is hashed at the least cost: it is random, single and short-lived.
pub(crate) async fn hash_code(code: &str, random: &dyn Random) -> Result<String, Error> {
    hash(code, PasswordCost::Fixed(LEAST_ITERATIONS), None, random).await
}

/// The hash of a recovery code with the salt of its set, so that one computation finds it among all of them.
pub(crate) async fn hash_recovery_codes(codes: Vec<String>, salt: Vec<u8>) -> Result<Vec<Vec<u8>>, Error> {
    blocking(move || {
        let hasher = hasher(LEAST_ITERATIONS)?;
        codes
            .iter()
            .map(|code| {
                let mut hash = vec![0; 32];
                hasher.hash_password_into(code.as_bytes(), &salt, &mut hash).map_err(Error::internal)?;
                Ok(hash)
            })
            .collect()
    })
    .await
}

/// Whether `password` is one of those whose hashes are `stored`.
pub(crate) async fn is_one_of(password: &str, stored: Vec<String>) -> Result<bool, Error> {
    let password = normal(password);
    let checks: Vec<_> = stored
        .into_iter()
        .map(|stored| {
            let password = password.clone();
            blocking(move || {
                let parsed = PasswordHash::new(&stored).map_err(Error::internal)?;
                Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
            })
        })
        .collect();
    for found in futures_util::future::join_all(checks).await {
        if found? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemRandom;

    #[tokio::test]
    async fn a_right_password_passes_and_a_wrong_one_does_not() {
        let stored = hash("copper lantern drifts", PasswordCost::Fixed(2), None, &SystemRandom).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        let same = check("copper lantern drifts", &stored, PasswordCost::Fixed(2), &SystemRandom).await.unwrap();
        assert_eq!(same, Checked { right: true, upgrade: None });
        assert!(!check("copper lantern drift", &stored, PasswordCost::Fixed(2), &SystemRandom).await.unwrap().right);
    }

    #[tokio::test]
    async fn a_hash_that_became_too_cheap_is_strengthened_at_sign_in() {
        let stored = hash("copper lantern drifts", PasswordCost::Fixed(2), None, &SystemRandom).await.unwrap();
        let checked = check("copper lantern drifts", &stored, PasswordCost::Fixed(3), &SystemRandom).await.unwrap();
        let stronger = checked.upgrade.expect("the old cost would stay for ever");
        assert!(stronger.contains("t=3"));
        assert!(check("copper lantern drifts", &stronger, PasswordCost::Fixed(3), &SystemRandom).await.unwrap().right);
    }

    #[tokio::test]
    async fn letters_composed_in_another_way_are_the_same_password() {
        let stored = hash("Zoe\u{308} walks the long pier", PasswordCost::Fixed(2), None, &SystemRandom).await.unwrap();
        assert!(check("Zoë walks the long pier", &stored, PasswordCost::Fixed(2), &SystemRandom).await.unwrap().right);
    }

    #[test]
    fn the_cost_follows_the_computer_within_bounds() {
        assert_eq!(tuned(Duration::from_millis(50), 2), 10);
        assert_eq!(tuned(Duration::from_secs(3), 2), LEAST_ITERATIONS);
        assert_eq!(tuned(Duration::from_micros(1), 2), MOST_ITERATIONS);
    }
}
