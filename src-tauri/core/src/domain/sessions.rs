//! How long a session lasts (ISM-0428: locked after at most 15 minutes idle, over after at most 12 hours).

use crate::clock::Time;

/// Idle time after which the screen locks.
pub const IDLE_SECONDS: i64 = 15 * 60;
/// Greatest age of a session.
pub const LONGEST_SECONDS: i64 = 12 * 60 * 60;
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

/// The age of a session that began at `started` and saw its person last at `last_active`.
#[must_use]
pub const fn age(started: Time, last_active: Time, now: Time) -> Age {
    let whole = now.seconds_since(started);
    if whole >= LONGEST_SECONDS || whole < -SET_BACK_SECONDS {
        Age::Over
    } else if now.seconds_since(last_active) >= IDLE_SECONDS || now.seconds_since(last_active) < -SET_BACK_SECONDS {
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
        let at = |seconds: i64, active: i64| age(start, start.plus_seconds(active), start.plus_seconds(seconds));
        assert_eq!(at(14 * 60, 0), Age::Fresh);
        assert_eq!(at(15 * 60, 0), Age::Idle);
        assert_eq!(at(12 * 3600 - 1, 12 * 3600 - 2), Age::Fresh);
        assert_eq!(at(12 * 3600, 12 * 3600 - 1), Age::Over);
        assert_eq!(at(-3600, 0), Age::Over);
        assert_eq!(at(3600, 7200), Age::Idle);
    }
}
