//! `support.summary`: what Support did and looked at while it was let in.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{GrantOnly, SupportGrant, view};
use crate::clock::Time;
use crate::domain::events::{EventKind, Outcome};
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::register::rows;
use crate::store::events;
use crate::store::support::{self, GrantRecord};

/// How many things are told one by one.
const MOST: i64 = 200;

/// One thing that Support did or looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SupportLine {
    pub time: Time,
    pub sentence: String,
    /// More in words, as what was looked at.
    pub note: String,
    pub outcome: Outcome,
}

/// The reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SupportSummary {
    pub grant: SupportGrant,
    #[ts(type = "number")]
    pub looked: i64,
    #[ts(type = "number")]
    pub changed: i64,
    #[ts(type = "number")]
    pub refused: i64,
    /// The oldest first.
    pub lines: Vec<SupportLine>,
}

pub(crate) struct Summary;

impl Operation for Summary {
    type Input = GrantOnly;
    type Reply = SupportSummary;
    type Prepared = ();

    const NAME: &'static str = "support.summary";
    const SUMMARY: &'static str = "Shows what Support did and looked at while it was let in";
    const ACCESS: Access = Access::PracticeAdminLooks;
    const STORE: Store = Store::Reads;

    async fn run(context: &mut Context<'_>, input: GrantOnly, (): ()) -> Result<SupportSummary, Error> {
        let grant = support::find(context.tx()?, input.grant).await?;
        let grant = grant.ok_or_else(|| Error::new("support.not_found", "This access can’t be found."))?;
        summary(context, &grant).await
    }
}

pub(crate) async fn summary(context: &mut Context<'_>, grant: &GrantRecord) -> Result<SupportSummary, Error> {
    let counts = events::counts_of_actor(context.tx()?, grant.id).await?;
    let sum = |fits: &dyn Fn(&str, &str) -> bool| {
        counts.iter().filter(|(kind, outcome, _)| fits(kind, outcome)).map(|(_, _, count)| count).sum::<i64>()
    };
    let changes = [EventKind::Unblocked.as_str(), EventKind::MfaReset.as_str()];
    let stored = events::first_of_actor(context.tx()?, grant.id, MOST).await?;
    let lines = rows(context, &stored)
        .await?
        .into_iter()
        .map(|row| SupportLine { time: row.time, sentence: row.sentence, note: row.note, outcome: row.outcome })
        .collect();
    Ok(SupportSummary {
        grant: view(context, grant).await?,
        looked: sum(&|kind, outcome| kind == EventKind::SupportLooked.as_str() && outcome == "success"),
        changed: sum(&|kind, outcome| changes.contains(&kind) && outcome == "success"),
        refused: sum(&|_, outcome| outcome == "refused"),
        lines,
    })
}
