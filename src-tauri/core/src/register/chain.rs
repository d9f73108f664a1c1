//! Walking the chain: whether each event is the one that was written after the one before.

use crate::domain::events::GENESIS;
use crate::store::events::StoredEvent;

/// Where a walk along the chain is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chain {
    /// The last event that fits.
    pub seq: i64,
    pub head: [u8; 32],
    /// The latest time of any event so far; events of a clock set back do not lower it. `None`: not known yet.
    pub time_high: Option<i64>,
}

/// The first event that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub seq: i64,
    pub why: &'static str,
}

impl Chain {
    /// Before the first event of all.
    pub(crate) fn start() -> Self {
        Self { seq: 0, head: GENESIS, time_high: Some(0) }
    }

    /// One step.
    ///
    /// # Errors
    /// Where `stored` is not the event that was written next. The walk stays where it is.
    pub(crate) fn follow(&mut self, stored: &StoredEvent) -> Result<(), Fault> {
        self.follow_hashed(stored, stored.event.hash(&stored.previous_hash))
    }

    /// The same where the hash of `stored`, after the hash that it says was before it, is known already.
    ///
    /// # Errors
    /// As [`Chain::follow`].
    pub(crate) fn follow_hashed(&mut self, stored: &StoredEvent, hash: [u8; 32]) -> Result<(), Fault> {
        let seq = self.seq + 1;
        let fault = |why| Err(Fault { seq, why });
        let time_high = self.time_high.map_or(stored.time_high, |high| high.max(stored.event.time.0));
        if stored.event.seq != seq {
            return fault("This event is missing.");
        }
        if stored.previous_hash != self.head {
            return fault("This event doesn’t follow the one before it.");
        }
        if stored.hash != hash {
            return fault("This event was changed after it was written.");
        }
        if stored.time_high != time_high || time_high < stored.event.time.0 {
            return fault("This event’s place in time was changed after it was written.");
        }
        *self = Self { seq, head: hash, time_high: Some(time_high) };
        Ok(())
    }
}
