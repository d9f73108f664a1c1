//! `support.prolong`: lets Support stay longer, to 72 hours in all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::activate::{check_hours, in_words};
use super::{SupportGrant, most_ends, open_for_change, told, view};
use crate::domain::events::{EventKind, TargetKind};
use crate::domain::policy::Access;
use crate::domain::support::NAME;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::support;

/// The input.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SupportProlong {
    pub grant: Uuid,
    /// By so many hours: 1, 4, 24 or 72.
    #[ts(type = "number")]
    pub hours: i64,
}

pub(crate) struct Prolong;

impl Operation for Prolong {
    type Input = SupportProlong;
    type Reply = SupportGrant;
    type Prepared = ();

    const NAME: &'static str = "support.prolong";
    const SUMMARY: &'static str = "Lets Support stay longer, to 72 hours in all";
    const ACCESS: Access = Access::PracticeAdmin;
    const STORE: Store = Store::Writes;
    const STEP_UP: bool = true;

    async fn run(context: &mut Context<'_>, input: SupportProlong, (): ()) -> Result<SupportGrant, Error> {
        check_hours(input.hours)?;
        let mut grant = open_for_change(context, input.grant).await?;
        let most = most_ends(grant.started);
        let ends = grant.ends.plus_seconds(input.hours * 3600).min(most);
        if ends == grant.ends {
            let message = "Support can’t stay longer than 72 hours in all. Let Support in anew when this ends.";
            return Err(Error::new("support.longest", message).at("hours"));
        }
        grant.hours += ends.seconds_since(grant.ends) / 3600;
        grant.ends = ends;
        support::prolong(context.tx()?, grant.id, grant.hours, ends).await?;
        let draft = EventDraft::new(EventKind::SupportProlonged).on(TargetKind::Support, grant.id, NAME);
        context.note(draft.noting(format!("To {} in all", in_words(grant.hours))));
        told(context);
        view(context, &grant).await
    }
}
