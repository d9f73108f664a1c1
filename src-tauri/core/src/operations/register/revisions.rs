//! `register.revisions`: what a record was after each of its changes, to compare.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::shown_changes;
use crate::clock::Time;
use crate::domain::policy::{Access, refusal};
use crate::domain::sentences::Told;
use crate::domain::support::Support;
use crate::domain::users::UserFieldChange;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store, page_limit};
use crate::operations::users::UserRef;
use crate::store::{events_walk, users};

/// The input.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterRevisions {
    /// A user, or the practice.
    pub record: Uuid,
    /// 1 to 200: the newest so many.
    #[ts(type = "number")]
    #[schemars(range(min = 1, max = 200))]
    pub limit: usize,
}

/// A field's value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct FieldValue {
    pub field: String,
    pub label: String,
    pub value: String,
}

/// A change of a record, and the record after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Revision {
    /// From 1, without gaps.
    #[ts(type = "number")]
    pub number: i64,
    /// The event that tells of it.
    #[ts(type = "number")]
    pub seq: i64,
    pub time: Time,
    pub actor: Option<UserRef>,
    pub title: String,
    pub sentence: String,
    pub changes: Vec<UserFieldChange>,
    /// The values that its events tell, as they were after it.
    pub state: Vec<FieldValue>,
}

pub(crate) struct Revisions;

impl Operation for Revisions {
    type Input = RegisterRevisions;
    type Reply = Vec<Revision>;
    type Prepared = ();

    const NAME: &'static str = "register.revisions";
    const SUMMARY: &'static str = "Lists the revisions of a record, the newest first";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Register;

    async fn run(context: &mut Context<'_>, input: RegisterRevisions, (): ()) -> Result<Vec<Revision>, Error> {
        let limit = page_limit(input.limit, 200)?;
        may_look(context, input.record).await?;
        let actor = context.actor()?.clone();
        let tx = context.tx()?;
        let archived = events_walk::archived_revisions(tx, input.record).await?;
        let stored = events_walk::revisions(tx, input.record).await?;
        let told: Vec<_> = stored
            .iter()
            .map(|stored| {
                let mut told = Told::of(&stored.event, crate::operations::summary);
                shown_changes(&mut told.details.changes, stored.event.target, &actor);
                told
            })
            .collect();
        let mut state = known_before(told.iter().flat_map(|told| &told.details.changes));
        let mut revisions = Vec::with_capacity(stored.len());
        for ((stored, told), number) in stored.iter().zip(&told).zip(archived + 1..) {
            for change in &told.details.changes {
                if let Some(value) = state.iter_mut().find(|value| value.field == change.field) {
                    value.value.clone_from(&change.after);
                }
            }
            let event = &stored.event;
            revisions.push(Revision {
                number,
                seq: event.seq,
                time: event.time,
                actor: event.actor.map(|id| UserRef { id, name: event.actor_name.clone() }),
                title: told.title(),
                sentence: told.sentence(),
                changes: told.details.changes.clone(),
                state: state.clone(),
            });
        }
        revisions.reverse();
        revisions.truncate(limit);
        Ok(revisions)
    }
}

/// Whoever may see a record's history may see what it was.
async fn may_look(context: &mut Context<'_>, record: Uuid) -> Result<(), Error> {
    let (actor, rules) = (context.actor()?.clone(), context.rules());
    let practice = context.practice()?.id;
    match users::find(context.tx()?, record).await? {
        Some(user) if user.id == actor.id || actor.may_see_history(&user.target(), rules) => Ok(()),
        Some(user) => {
            let mut error = refusal(&user.target());
            error.message = "You can’t see this person’s history. Ask a practice admin.".to_owned();
            Err(error)
        }
        None if record == practice && Access::PracticeAdminLooks.allows(Some(&actor), rules) => Ok(()),
        None => Err(Error::new("register.not_found", "This record can’t be found.").at("record")),
    }
}

/// What the fields were before any of the changes, as the first change of each tells.
fn known_before<'a>(changes: impl Iterator<Item = &'a UserFieldChange>) -> Vec<FieldValue> {
    let mut state: Vec<FieldValue> = Vec::new();
    for change in changes {
        if !state.iter().any(|value| value.field == change.field) {
            state.push(FieldValue {
                field: change.field.clone(),
                label: change.label.clone(),
                value: change.before.clone(),
            });
        }
    }
    state
}
