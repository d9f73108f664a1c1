//! How a session is entered and how long it lasts (ISM-0428: locked after at most 15 minutes idle, over after at most 12
//! hours).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::security::Policy;
use crate::clock::Time;

/// So long before the screen locks, the person is told.
pub const WARN_SECONDS: i64 = 2 * 60;
/// A clock that was set back by more than this ends or locks sessions: how old or idle they are cannot be known any more.
const SET_BACK_SECONDS: i64 = 5 * 60;

/// What time has done to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Fresh,
    /// Idle too long: it must be unlocked.
    Idle,
    /// Over.
    Over,
}

/// How far somebody has come in signing in. Until it is `Open`, a session can only go on or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SignInStep {
    /// Signed in.
    Open,
    /// A code of the authenticator app or a recovery code is asked.
    Code,
    /// An authenticator app must be set up, or may be where MFA is optional.
    Enrol,
    /// The recovery codes were shown; the person must confirm that they kept them.
    RecoveryCodes,
    /// A new password must be chosen.
    Password,
}

impl SignInStep {
    const ALL: [Self; 5] = [Self::Open, Self::Code, Self::Enrol, Self::RecoveryCodes, Self::Password];

    /// As stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Code => "code",
            Self::Enrol => "enrol",
            Self::RecoveryCodes => "recovery_codes",
            Self::Password => "password",
        }
    }

    /// From the stored text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text)
    }
}

/// Idle time after which the screen locks, in seconds.
#[must_use]
pub const fn idle_seconds(policy: &Policy) -> i64 {
    policy.idle_minutes * 60
}

/// Greatest age of a session, in seconds.
#[must_use]
pub const fn longest_seconds(policy: &Policy) -> i64 {
    policy.session_hours * 60 * 60
}

/// The age of a session that began at `started` and saw its person last at `last_active`.
#[must_use]
pub const fn age(started: Time, last_active: Time, now: Time, policy: &Policy) -> Age {
    let whole = now.seconds_since(started);
    if whole >= longest_seconds(policy) || whole < -SET_BACK_SECONDS {
        Age::Over
    } else if now.seconds_since(last_active) >= idle_seconds(policy)
        || now.seconds_since(last_active) < -SET_BACK_SECONDS
    {
        Age::Idle
    } else {
        Age::Fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_minutes_lock_and_twelve_hours_end_and_a_clock_set_back_prolongs_nothing() {
        let start = Time(1_790_000_000_000_000);
        let policy = Policy::default();
        let at =
            |seconds: i64, active: i64| age(start, start.plus_seconds(active), start.plus_seconds(seconds), &policy);
        assert_eq!(at(14 * 60, 0), Age::Fresh);
        assert_eq!(at(15 * 60, 0), Age::Idle);
        assert_eq!(at(12 * 3600 - 1, 12 * 3600 - 2), Age::Fresh);
        assert_eq!(at(12 * 3600, 12 * 3600 - 1), Age::Over);
        assert_eq!(at(-3600, 0), Age::Over);
        assert_eq!(at(3600, 7200), Age::Idle);
    }

    #[test]
    fn a_stricter_practice_locks_and_ends_sooner() {
        let start = Time(1_790_000_000_000_000);
        let policy = Policy { idle_minutes: 5, session_hours: 8, ..Policy::default() };
        assert_eq!(age(start, start, start.plus_seconds(5 * 60), &policy), Age::Idle);
        assert_eq!(age(start, start, start.plus_seconds(8 * 3600), &policy), Age::Over);
    }
}
