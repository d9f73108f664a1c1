//! What all changes of the access status share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{UserDetail, conflict, detail, find_for_change, keep_an_admin, reason};
use crate::domain::events::EventKind;
use crate::domain::status::{AccessStatus, StatusAction};
use crate::domain::users::UserFieldChange;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::store::{computers, invitations, resets, sessions, users};

/// Which user, as of which version, and why.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct StatusChange {
    pub user: Uuid,
    #[ts(type = "number")]
    pub version: i64,
    /// For the history.
    pub reason: String,
}

/// Changes the access status: rights, reason, version, the last Practice Admin; then ends sessions and invitations that no
/// longer count, and notes the event.
pub(super) async fn change(
    context: &mut Context<'_>,
    input: &StatusChange,
    action: StatusAction,
    kind: EventKind,
) -> Result<UserDetail, Error> {
    let (actor, rules, now) = (context.actor()?.clone(), context.rules(), context.now);
    let before = find_for_change(context, input.user).await?;
    if !actor.may_edit(&before.target(), rules) {
        return Err(crate::domain::policy::refusal(&before.target()));
    }
    let reason = reason(&input.reason)?;
    if before.version != input.version {
        return Err(conflict(context, &before, input.version).await?);
    }
    let status = actor.check(action, &before.target(), rules)?;
    if before.status == AccessStatus::Active {
        keep_an_admin(context, &before).await?;
    }
    let tx = context.tx()?;
    if !users::update_status(tx, before.id, before.version, status, &reason, &actor.name, now).await? {
        return Err(conflict(context, &before, input.version).await?);
    }
    let mut note = String::new();
    if action.takes_access() || action == StatusAction::RevokeInvite {
        let revoked = invitations::revoke_all_of(tx, before.id, now).await?;
        computers::forget_all(tx, Some(before.id), now).await?;
        resets::revoke_all(tx, Some(before.id), now).await?;
        let ended = sessions::end_all_of(tx, before.id, None, now, "access was taken away").await?;
        note = ended_in_words(ended, revoked);
    }
    let change = UserFieldChange::of("status", "Status", before.status.title(), status.title());
    context.note(
        EventDraft::new(kind).on_user(&before).because(&reason).noting(note).changing(change.into_iter().collect()),
    );
    context.changed(Topic::Users);
    context.changed(Topic::Session);
    let after = users::find(context.tx()?, before.id).await?.ok_or_else(Error::no_such_user)?;
    detail(context, &after).await
}

fn ended_in_words(sessions: u64, invitations: u64) -> String {
    let mut words = Vec::new();
    match sessions {
        0 => {}
        1 => words.push("1 session ended".to_owned()),
        many => words.push(format!("{many} sessions ended")),
    }
    if invitations > 0 {
        words.push("the invite was revoked".to_owned());
    }
    words.join(", ")
}
