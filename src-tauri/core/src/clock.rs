//! Time and randomness as arguments: nothing in the core asks the computer for either, it asks what it was given.

use std::fmt;
use std::sync::OnceLock;
use std::time::Instant;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::{ContextV7, Timestamp, Uuid};

/// Microseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    /// The time `seconds` later (earlier when negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Whole seconds from `earlier` to this time; negative when `earlier` is later.
    #[must_use]
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0) / 1_000_000
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(timestamp) => timestamp.fmt(f),
            Err(_) => write!(f, "{} µs", self.0),
        }
    }
}

impl TS for Time {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &ts_rs::Config) -> String {
        "Time".to_owned()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "number".to_owned()
    }
    fn decl(_: &ts_rs::Config) -> String {
        "type Time = number;".to_owned()
    }
    fn decl_concrete(config: &ts_rs::Config) -> String {
        Self::decl(config)
    }
}

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Time;

    /// Microseconds since some moment before, on a clock that nobody can set.
    fn elapsed(&self) -> i64;
}

/// The computer's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the computer for the time")]
    fn now(&self) -> Time {
        Time(jiff::Timestamp::now().as_microsecond())
    }

    fn elapsed(&self) -> i64 {
        static STARTED: OnceLock<Instant> = OnceLock::new();
        i64::try_from(STARTED.get_or_init(Instant::now).elapsed().as_micros()).unwrap_or(i64::MAX)
    }
}

/// Where randomness comes from.
pub trait Random: Send + Sync {
    /// Fills `bytes` with unpredictable bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's generator.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Without the operating system's generator every key and token would be guessable.
            std::process::abort();
        }
    }
}

/// `N` unpredictable bytes.
pub(crate) fn random_bytes<const N: usize>(random: &dyn Random) -> [u8; N] {
    let mut bytes = [0; N];
    random.fill(&mut bytes);
    bytes
}

/// A new identifier whose order follows `now` (UUIDv7, RFC 9562).
pub(crate) fn new_id(now: Time, random: &dyn Random) -> Uuid {
    let seconds = u64::try_from(now.0.div_euclid(1_000_000)).unwrap_or(0);
    let nanos = u32::try_from(now.0.rem_euclid(1_000_000) * 1_000).unwrap_or(0);
    let stamp = Timestamp::from_unix(ContextV7::new(), seconds, nanos);
    let (seconds, nanos) = stamp.to_unix();
    let millis = seconds * 1_000 + u64::from(nanos / 1_000_000);
    uuid::Builder::from_unix_timestamp_millis(millis, &random_bytes::<10>(random)).into_uuid()
}
