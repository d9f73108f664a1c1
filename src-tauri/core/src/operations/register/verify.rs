//! `register.verify`: checks the whole chain and names the first event that does not fit.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::events::{EventKind, GENESIS, hex};
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::events;

/// How many events are read at once.
const BATCH: i64 = 2_000;

/// The first event that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct VerifyFault {
    #[ts(type = "number")]
    pub seq: i64,
    pub why: String,
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
}

pub(crate) struct Verify;

impl Operation for Verify {
    type Input = Nothing;
    type Reply = RegisterVerdict;
    type Prepared = ();

    const NAME: &'static str = "register.verify";
    const SUMMARY: &'static str = "Checks the whole register and names the first event that does not fit";
    const ACCESS: Access = Access::PracticeAdminLooks;
    // Reads one state of the database, while others write on; the event of the check follows when it is done.
    const STORE: Store = Store::Reads;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<RegisterVerdict, Error> {
        let (last, head) = events::head(context.tx()?).await?;
        let total = u64::try_from(last).unwrap_or(0);
        let mut previous = GENESIS.to_vec();
        let mut seq = 0;
        let mut time_high = 0;
        let mut first_wrong = None;
        while first_wrong.is_none() {
            context.step(u64::try_from(seq).unwrap_or(0), total)?;
            let batch = events::after(context.tx()?, seq, BATCH).await?;
            if batch.is_empty() {
                break;
            }
            for stored in batch {
                let expected = seq + 1;
                time_high = time_high.max(stored.event.time.0);
                let fault = if stored.event.seq != expected {
                    Some((expected, "This event is missing."))
                } else if stored.previous_hash != previous {
                    Some((expected, "This event doesn’t follow the one before it."))
                } else if stored.event.hash(&previous) != *stored.hash {
                    Some((expected, "This event was changed after it was written."))
                } else if stored.time_high != time_high {
                    Some((expected, "This event’s place in time was changed after it was written."))
                } else {
                    None
                };
                if let Some((seq, why)) = fault {
                    first_wrong = Some(VerifyFault { seq, why: why.to_owned() });
                    break;
                }
                previous = stored.hash;
                seq = expected;
            }
        }
        if first_wrong.is_none() {
            first_wrong = match seq.cmp(&last) {
                std::cmp::Ordering::Less => {
                    Some((seq + 1, "The register ends before its own count: events were cut off."))
                }
                std::cmp::Ordering::Greater => Some((last + 1, "There are more events than the register’s own count.")),
                std::cmp::Ordering::Equal if head != previous => {
                    Some((seq, "The last event isn’t the one that was written last."))
                }
                std::cmp::Ordering::Equal => None,
            }
            .map(|(seq, why)| VerifyFault { seq, why: why.to_owned() });
        }
        context.step(u64::try_from(seq).unwrap_or(0), total)?;
        let intact = first_wrong.is_none();
        let draft = EventDraft::new(EventKind::RegisterVerified).on_register();
        context.note(match &first_wrong {
            None => draft.noting(format!("{seq} events, all intact")),
            Some(fault) => draft.failed(format!("Event {}: {}", fault.seq, fault.why)),
        });
        Ok(RegisterVerdict { checked: seq, intact, head: hex(&previous), first_wrong })
    }
}
