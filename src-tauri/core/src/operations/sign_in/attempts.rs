//! Counting failed attempts, and the block that follows from too many.
//!
//! Every guess at a secret of a user stands in one line, on all computers, and is counted before the next one is looked at:
//! ten thousand guesses at once are as many as ten thousand one after the other.

use crate::domain::events::EventKind;
use crate::domain::roles::Role;
use crate::domain::security::admin_block_seconds;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::store::users::UserRecord;
use crate::store::{attempts, users};
use uuid::Uuid;

/// The user as they stand now, with every other attempt held back until the commit. A block that has ended by itself is
/// lifted.
pub(crate) async fn next_in_line(context: &mut Context<'_>, user: Uuid) -> Result<UserRecord, Error> {
    let now = context.now;
    let tx = context.tx()?;
    attempts::stand_in_line(tx, user).await?;
    let mut found = users::find(tx, user).await?.ok_or_else(Error::no_session)?;
    if found.blocked.is_some() && !found.is_blocked(now) {
        attempts::unblock(tx, user, true).await?;
        context.note(EventDraft::new(EventKind::BlockEnded).by_nobody().on_user(&found));
        context.changed(Topic::Users);
        found.blocked = None;
        found.blocked_until = None;
    }
    Ok(found)
}

/// Counts a failed attempt of `user` and notes it as `event`. Gives whether that blocked them.
pub(crate) async fn failed(
    context: &mut Context<'_>,
    user: &UserRecord,
    what: &str,
    event: EventDraft,
) -> Result<bool, Error> {
    let (now, id, policy) = (context.now, context.new_id(), context.rules().policy);
    let count = attempts::fail(context.tx()?, id, user.id, now, what).await?;
    context.note(event.noting(format!("{what}, {count} of {}", policy.block_after)));
    if count < policy.block_after {
        return Ok(false);
    }
    // An attacker must not be able to shut the last Practice Admin out for good.
    let by_itself = user.fields.role_set().holds(Role::PracticeAdmin);
    let until = by_itself.then(|| now.plus_seconds(admin_block_seconds(user.blocks)));
    attempts::block(context.tx()?, user.id, now, until).await?;
    let ends = until.map_or_else(String::new, |until| {
        format!(". The block ends by itself after {} minutes", until.seconds_since(now) / 60)
    });
    let note = format!("{count} wrong tries in 15 minutes{ends}");
    context.note(EventDraft::new(EventKind::Blocked).by_nobody().on_user(user).noting(note));
    context.changed(Topic::Users);
    Ok(true)
}

/// The attempts of `user` are forgotten: they have just proved who they are.
pub(crate) async fn succeeded(context: &mut Context<'_>, user: &UserRecord) -> Result<(), Error> {
    if user.blocks > 0 {
        attempts::unblock(context.tx()?, user.id, false).await?;
    } else {
        attempts::forget(context.tx()?, user.id).await?;
    }
    Ok(())
}

/// What somebody is told who has proved a part of who they are and is blocked now.
pub(crate) fn blocked() -> Error {
    Error::new(
        "session.blocked",
        "There were too many wrong tries, so you’re blocked. Ask a practice admin to unblock you. A practice admin’s own \
         block ends by itself after a while.",
    )
}
