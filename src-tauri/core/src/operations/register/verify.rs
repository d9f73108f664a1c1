//! `register.verify`: checks the whole chain and this computer's checkpoints, and names the first event that does not fit.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::clock::Time;
use crate::domain::events::{EventKind, hex};
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::register::chain::Chain;
use crate::register::checkpoints::Checkpoint;
use crate::register::keeper::{Keeper, Sightings};
use crate::store::archives::{self, Archive};
use crate::store::{events, restored};

/// How many events are read at once.
const BATCH: i64 = 2_000;

/// The first event that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct VerifyFault {
    #[ts(type = "number")]
    pub seq: i64,
    pub why: String,
}

/// The events that were moved to files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct ArchivedEvents {
    /// Events 1 to this one.
    #[ts(type = "number")]
    pub last_seq: i64,
    /// The hash of the last event in the newest file: `firmkeep verify FILE` prints it as `head`.
    pub head: String,
    /// SHA-256 over the lines of the newest file: `firmkeep verify FILE` prints it as `lines`.
    pub lines: String,
    pub until: Time,
    pub archived: Time,
    pub archived_by: String,
}

/// The reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct RegisterVerdict {
    #[ts(type = "number")]
    pub checked: i64,
    pub intact: bool,
    /// The hash of the last event that was checked, in hexadecimal.
    pub head: String,
    pub first_wrong: Option<VerifyFault>,
    /// How many of this computer's checkpoints the register fits.
    #[ts(type = "number")]
    pub checkpoints: usize,
    /// What is wrong with how they were kept: they were not trusted where it is.
    pub checkpoint_problem: Option<String>,
    pub archived: Option<ArchivedEvents>,
}

pub(crate) struct Verify;

impl Operation for Verify {
    type Input = Nothing;
    type Reply = RegisterVerdict;
    type Prepared = Sightings;

    const NAME: &'static str = "register.verify";
    const SUMMARY: &'static str = "Checks the whole register and names the first event that does not fit";
    const ACCESS: Access = Access::PracticeAdminLooks;
    // Reads one state of the database, while others write on; the event of the check follows when it is done.
    const STORE: Store = Store::Reads;
    const PREPARES: bool = true;

    /// The checkpoints before the database: whatever they saw is in the state that is checked after.
    async fn prepare(context: &mut Context<'_>, _: &Nothing) -> Result<Sightings, Error> {
        Ok(context.opened()?.keeper.sightings().await)
    }

    async fn run(context: &mut Context<'_>, _: Nothing, sightings: Sightings) -> Result<RegisterVerdict, Error> {
        let opened = context.opened()?.clone();
        let (last, head) = events::head(context.tx()?).await?;
        let archive = archives::newest(context.tx()?).await?;
        let mut walk = Walk::begin(archive.as_ref(), &opened.keeper, &sightings.good);
        let (mut read, mut hashing) = (walk.chain.seq, None);
        while walk.fault.is_none() {
            context.step(walk.done(), walk.total(last))?;
            // One batch is read while the one before it is hashed on another thread.
            let batch = events::after(context.tx()?, read, BATCH).await?;
            let hashed = hashing.take();
            if let Some(last) = batch.last() {
                read = last.event.seq;
                hashing = Some(tokio::task::spawn_blocking(move || hashes(batch)));
            } else if hashed.is_none() {
                break;
            }
            if let Some(hashed) = hashed {
                let _ = hashed.await.map_err(Error::internal)?.iter().all(|(stored, hash)| walk.follow(stored, *hash));
            }
        }
        walk.end(last, &head);
        let put_back = match walk.misfit {
            Some(_) => {
                let (sure, shows) = walk.doubtful();
                restored::first_notice(context.tx()?, sure, shows).await?
            }
            None => None,
        };
        walk.explain(put_back);
        context.step(walk.done(), walk.total(last))?;
        let draft = EventDraft::new(EventKind::RegisterVerified).on_register();
        context.note(match &walk.fault {
            None => draft.noting(format!("{} events, all intact", walk.done())),
            Some(fault) => draft.failed(format!("Event {}: {}", fault.seq, fault.why)),
        });
        Ok(RegisterVerdict {
            checked: walk.chain.seq - walk.base,
            intact: walk.fault.is_none(),
            head: hex(&walk.chain.head),
            first_wrong: walk.fault,
            checkpoints: walk.fitted.len(),
            checkpoint_problem: sightings.problem,
            archived: archive.map(|archive| ArchivedEvents {
                last_seq: archive.last_seq,
                head: hex(&archive.head),
                lines: hex(&archive.lines),
                until: archive.until,
                archived: archive.archived,
                archived_by: archive.archived_by,
            }),
        })
    }
}

/// The events, each with its hash after the one that it says was before it.
fn hashes(batch: Vec<events::StoredEvent>) -> Vec<(events::StoredEvent, [u8; 32])> {
    let hashed = |stored: events::StoredEvent| {
        let hash = stored.event.hash(&stored.previous_hash);
        (stored, hash)
    };
    batch.into_iter().map(hashed).collect()
}

/// A walk along the chain, with an eye on the checkpoints.
struct Walk<'a> {
    chain: Chain,
    /// The last event in an archive, after which the walk begins.
    base: i64,
    /// By the event that they saw, each with its place in the order in which they were made.
    sightings: BTreeMap<i64, Vec<(usize, &'a Checkpoint)>>,
    /// Places and events of those that the register fits.
    fitted: Vec<(usize, i64)>,
    /// The first that it does not fit, with its place.
    misfit: Option<(usize, &'a Checkpoint)>,
    fault: Option<VerifyFault>,
}

impl<'a> Walk<'a> {
    fn begin(archive: Option<&Archive>, keeper: &Keeper, checkpoints: &'a [Checkpoint]) -> Self {
        let mut sightings: BTreeMap<i64, Vec<(usize, &Checkpoint)>> = BTreeMap::new();
        for (place, checkpoint) in checkpoints.iter().enumerate() {
            sightings.entry(checkpoint.seq).or_default().push((place, checkpoint));
        }
        let mut walk =
            Self { chain: Chain::start(), base: 0, sightings, fitted: Vec::new(), misfit: None, fault: None };
        if let Some(archive) = archive {
            match <[u8; 32]>::try_from(&archive.head[..]) {
                Ok(head) if keeper.sealed(archive) => {
                    walk.chain = Chain { seq: archive.last_seq, head, time_high: Some(archive.time_high) };
                    walk.base = archive.last_seq;
                    // What is in the file only the file can tell.
                    walk.sightings = walk.sightings.split_off(&archive.last_seq);
                    walk.look();
                }
                _ => walk.is_wrong(1, "The archive’s seal isn’t this practice’s, and this event is missing."),
            }
        }
        walk
    }

    fn done(&self) -> u64 {
        u64::try_from(self.chain.seq - self.base).unwrap_or(0)
    }

    fn total(&self, last: i64) -> u64 {
        u64::try_from(last - self.base).unwrap_or(0)
    }

    fn is_wrong(&mut self, seq: i64, why: impl Into<String>) {
        self.fault.get_or_insert(VerifyFault { seq, why: why.into() });
    }

    /// One step. `false` where it ends.
    fn follow(&mut self, stored: &events::StoredEvent, hash: [u8; 32]) -> bool {
        match self.chain.follow_hashed(stored, hash) {
            Ok(()) => self.look(),
            Err(fault) => self.is_wrong(fault.seq, fault.why),
        }
        self.fault.is_none()
    }

    /// Compares where the chain is with what the checkpoints saw here.
    fn look(&mut self) {
        let Some(here) = self.sightings.remove(&self.chain.seq) else { return };
        for (place, checkpoint) in here {
            if checkpoint.head == self.chain.head {
                self.fitted.push((place, checkpoint.seq));
            } else if self.misfit.is_none() {
                self.misfit = Some((place, checkpoint));
                self.is_wrong(
                    checkpoint.seq,
                    format!(
                        "This isn’t the event that was here on {}: the register was rewritten, or an older copy of it was \
                         put back.",
                        checkpoint.time
                    ),
                );
            }
        }
    }

    /// Compares the end with the register's own count, and with what the checkpoints saw after it.
    fn end(&mut self, last: i64, head: &[u8]) {
        if self.fault.is_some() {
            return;
        }
        let seq = self.chain.seq;
        match seq.cmp(&last) {
            std::cmp::Ordering::Less => {
                self.is_wrong(seq + 1, "The register ends before its own count: events were cut off.");
            }
            std::cmp::Ordering::Greater => {
                self.is_wrong(last + 1, "There are more events than the register’s own count.");
            }
            std::cmp::Ordering::Equal if head != self.chain.head => {
                self.is_wrong(seq, "The last event isn’t the one that was written last.");
            }
            std::cmp::Ordering::Equal => {}
        }
        let after = self.sightings.values().flatten().next().copied();
        if let Some((place, checkpoint)) = after.filter(|_| self.fault.is_none()) {
            self.misfit = Some((place, checkpoint));
            self.is_wrong(
                seq + 1,
                format!(
                    "This event is gone: on {} the register went on to event {}. Its end was cut off, or an older copy of \
                     it was put back.",
                    checkpoint.time, checkpoint.seq
                ),
            );
        }
    }

    /// Between which events the misfit began: after the last that was sure before it, and up to where it shows.
    fn doubtful(&self) -> (i64, i64) {
        let Some((place, checkpoint)) = self.misfit else { return (0, 0) };
        let sure = self.fitted.iter().filter(|(before, _)| *before < place).map(|(_, seq)| *seq).max();
        (sure.unwrap_or(self.base), checkpoint.seq.min(self.chain.seq))
    }

    /// Names the event at which an older copy was put back, where Firmkeep noticed it then.
    fn explain(&mut self, put_back: Option<i64>) {
        if let (Some(seq), Some((_, checkpoint))) = (put_back, self.misfit) {
            self.fault = Some(VerifyFault {
                seq,
                why: format!(
                    "An older copy of the database was put back here: event {}, which was there on {}, is gone, and so may \
                     be others from this one on.",
                    checkpoint.seq, checkpoint.time
                ),
            });
        }
    }
}
