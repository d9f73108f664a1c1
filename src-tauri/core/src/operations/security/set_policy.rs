//! `security.set_policy`: saves the security policy. Whoever weakens it proves first who they are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::policy::{PolicyView, view};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::security::Policy;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::{computers, practice};

/// The input.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SecuritySetPolicy {
    /// The version that was edited.
    #[ts(type = "number")]
    pub version: i64,
    pub policy: Policy,
}

pub(crate) struct SetPolicy;

impl Operation for SetPolicy {
    type Input = SecuritySetPolicy;
    type Reply = PolicyView;
    type Prepared = ();

    const NAME: &'static str = "security.set_policy";
    const SUMMARY: &'static str = "Saves the security policy; it counts at once, for open sessions too";
    const ACCESS: Access = Access::PracticeAdmin;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: SecuritySetPolicy, (): ()) -> Result<PolicyView, Error> {
        input.policy.check()?;
        let (actor, now) = (context.actor()?.clone(), context.now);
        practice::lock(context.tx()?).await?;
        let record = practice::get(context.tx()?).await?;
        let before = record.policy;
        let standing = practice::policy_standing(context.tx()?).await?;
        if standing.version != input.version {
            return Err(conflict(context).await?);
        }
        let weaker = before.weaker(&input.policy);
        if !weaker.is_empty() {
            context.require_proof()?;
        }
        let changes = before.changes(&input.policy);
        if !changes.is_empty() {
            if !practice::set_policy(context.tx()?, input.version, &input.policy, &actor.name, now).await? {
                return Err(conflict(context).await?);
            }
            if input.policy.remember_hours == 0 {
                computers::forget_all(context.tx()?, None, now).await?;
            }
            let draft = EventDraft::new(EventKind::PolicyChanged).on_practice(&record).changing(changes);
            context.note(if weaker.is_empty() { draft } else { draft.noting(weaker.join(" ")) });
            for topic in [Topic::Practice, Topic::Session, Topic::Users] {
                context.changed(topic);
            }
        }
        view(context).await
    }
}

/// Somebody else saved first. The newer state comes along.
async fn conflict(context: &mut Context<'_>) -> Result<Error, Error> {
    let theirs = view(context).await?;
    let details = serde_json::to_value(theirs).map_err(Error::internal)?;
    let message = "Somebody else changed the security policy meanwhile. Compare before you save.";
    Ok(Error::new("security.conflict", message).with(details))
}
