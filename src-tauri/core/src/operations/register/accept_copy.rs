//! `register.accept_copy`: a Practice Admin answers for an older copy of the database that was put back, so that this
//! computer's checkpoints of what came after it no longer count as a fault.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::text;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::register::keeper::{Fit, Sightings};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct AcceptedCopy {
    /// Why an older copy was put back.
    pub reason: String,
}

/// The reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct CopyAccepted {
    /// Checkpoints that no longer count.
    #[ts(type = "number")]
    pub checkpoints: usize,
}

pub(crate) struct AcceptCopy;

impl Operation for AcceptCopy {
    type Input = AcceptedCopy;
    type Reply = CopyAccepted;
    type Prepared = Sightings;

    const NAME: &'static str = "register.accept_copy";
    const SUMMARY: &'static str = "Accepts that an older copy of the database was put back";
    const ACCESS: Access = Access::PracticeAdmin;
    const STORE: Store = Store::Reads;
    const STEP_UP: bool = true;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, _: &AcceptedCopy) -> Result<Sightings, Error> {
        Ok(context.opened()?.keeper.sightings().await)
    }

    async fn run(context: &mut Context<'_>, input: AcceptedCopy, sightings: Sightings) -> Result<CopyAccepted, Error> {
        let reason = text::line("reason", "The reason", &input.reason, 500)?;
        if reason.is_empty() {
            return Err(Error::input("reason", "Say why an older copy was put back."));
        }
        let opened = context.opened()?.clone();
        let mut gone = Vec::new();
        for checkpoint in sightings.good {
            if opened.keeper.fit(context.tx()?, &checkpoint).await? == Fit::Another {
                gone.push(checkpoint);
            }
        }
        let Some(newest) = gone.last() else {
            return Err(Error::new(
                "register.no_copy",
                "This computer knows of no older copy: the register fits everything that it saw.",
            ));
        };
        let note = format!("{} checkpoints, up to event {} of {}", gone.len(), newest.seq, newest.time);
        let practice = context.practice()?.clone();
        let event = EventDraft::new(EventKind::RestoredCopyAccepted).on_practice(&practice);
        // On record before the evidence goes.
        context.record_now(event.because(&reason).noting(note)).await?;
        opened.keeper.forget(&gone).await.map_err(|error| crate::output::failed(&error))?;
        Ok(CopyAccepted { checkpoints: gone.len() })
    }
}
