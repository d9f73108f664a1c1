//! `register.status`: how the register is, at a glance.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::clock::Time;
use crate::domain::events::{EventKind, Outcome, hex};
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::{archives, events, events_walk};

/// The reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct RegisterStatus {
    /// Events in the register, without those in archives.
    #[ts(type = "number")]
    pub events: i64,
    pub last_verified: Option<Time>,
    pub last_verified_by: String,
    /// What the last check found; null before the first.
    pub intact: Option<bool>,
    /// The last event that this computer has signed.
    #[ts(type = "number | null")]
    pub checkpoint_seq: Option<i64>,
    pub checkpoint_time: Option<Time>,
    /// Events before this time are in archives.
    pub archived_before: Option<Time>,
    /// How many those are.
    #[ts(type = "number")]
    pub archived_events: i64,
    /// The public half of the key that signs files of events, in hexadecimal.
    pub key: String,
}

pub(crate) struct Status;

impl Operation for Status {
    type Input = Nothing;
    type Reply = RegisterStatus;
    type Prepared = ();

    const NAME: &'static str = "register.status";
    const SUMMARY: &'static str = "Tells how long the register is and when it was last checked";
    const ACCESS: Access = Access::PracticeAdminLooks;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Register;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<RegisterStatus, Error> {
        let opened = context.opened()?.clone();
        let tx = context.tx()?;
        let (last, _) = events::head(tx).await?;
        let archive = archives::newest(tx).await?;
        let verified = events_walk::last_of(tx, EventKind::RegisterVerified).await?;
        let checkpoint = opened.keeper.newest();
        let archived_events = archive.as_ref().map_or(0, |archive| archive.last_seq);
        Ok(RegisterStatus {
            events: last - archived_events,
            last_verified: verified.as_ref().map(|(time, ..)| *time),
            last_verified_by: verified.as_ref().map(|(_, who, _)| who.clone()).unwrap_or_default(),
            intact: verified.map(|(.., outcome)| Outcome::parse(&outcome) == Outcome::Success),
            checkpoint_seq: checkpoint.as_ref().map(|checkpoint| checkpoint.seq),
            checkpoint_time: checkpoint.map(|checkpoint| checkpoint.time),
            archived_before: archive.map(|archive| archive.until),
            archived_events,
            key: hex(&opened.keeper.seal.public()),
        })
    }
}
