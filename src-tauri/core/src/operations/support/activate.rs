//! `support.activate`: lets Support in for a while, with a one-time code to hand over. It replaces an earlier activation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Made, SupportActivated, told, view};
use crate::domain::events::{EventKind, TargetKind};
use crate::domain::policy::Access;
use crate::domain::support::{HOURS, NAME, Scopes};
use crate::domain::text;
use crate::door::context::{Context, EventDraft};
use crate::door::support::ended;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::practice;
use crate::store::support::{self, GrantRecord};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SupportActivate {
    pub why: String,
    /// 1, 4, 24 or 72.
    #[ts(type = "number")]
    pub hours: i64,
    /// Nothing unless it is said.
    pub may: Scopes,
}

pub(crate) struct Activate;

impl Operation for Activate {
    type Input = SupportActivate;
    type Reply = SupportActivated;
    type Prepared = Made;

    const NAME: &'static str = "support.activate";
    const SUMMARY: &'static str = "Lets Support in for a limited time and purpose, with a one-time access code";
    const ACCESS: Access = Access::PracticeAdmin;
    const STORE: Store = Store::Writes;
    const STEP_UP: bool = true;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &SupportActivate) -> Result<Made, Error> {
        check_hours(input.hours)?;
        Made::make(context).await
    }

    async fn run(context: &mut Context<'_>, input: SupportActivate, made: Made) -> Result<SupportActivated, Error> {
        let (actor, now, id) = (context.actor()?.clone(), context.now, context.new_id());
        let why = text::line("why", "Reason", &input.why, 300)?;
        if why.is_empty() {
            return Err(Error::input("why", "Say why, for the history."));
        }
        practice::lock(context.tx()?).await?;
        if let Some(before) = support::open(context.tx()?, true).await? {
            support::end(context.tx()?, before.id, now, "a new access replaced it").await?;
            context.note(ended(&before, "a new access replaced it"));
        }
        let grant = GrantRecord {
            id,
            why,
            may: input.may,
            hours: input.hours,
            started: now,
            ends: now.plus_seconds(input.hours * 3600),
            latest: now,
            by: actor.id,
            by_name: actor.name,
            code_hash: Some(made.hash.clone()),
            failed_codes: 0,
            person: String::new(),
            case_number: String::new(),
            signed_in: None,
            ended: None,
            ended_why: String::new(),
        };
        support::insert(context.tx()?, &grant).await?;
        let note = format!("For {}, to {}", in_words(grant.hours), grant.may.in_words());
        let draft = EventDraft::new(EventKind::SupportActivated).on(TargetKind::Support, grant.id, NAME);
        context.note(draft.because(&grant.why).noting(note));
        told(context);
        Ok(SupportActivated { grant: view(context, &grant).await?, code: made.shown() })
    }
}

/// Refuses a time for which Support is never let in.
pub(crate) fn check_hours(hours: i64) -> Result<(), Error> {
    if HOURS.contains(&hours) { Ok(()) } else { Err(Error::input("hours", "Choose 1, 4, 24 or 72 hours.")) }
}

pub(crate) fn in_words(hours: i64) -> String {
    if hours == 1 { "1 hour".to_owned() } else { format!("{hours} hours") }
}
