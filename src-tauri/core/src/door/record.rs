//! Writing events: with the change that they tell of, or alone where a refusal is what there is to tell.

use super::Opened;
use super::context::{Context, EventDraft, SignedIn, Topic};
use crate::clock::Time;
use crate::device::Device;
use crate::domain::events::EventKind;
use crate::domain::sessions::SignInStep;
use crate::error::Error;
use crate::operation::Store;
use crate::store::events::{NewEvent, append};
use crate::store::{Kind, Tx, sessions, values};

/// Ends or locks a session whose time has come, with its event.
pub(super) async fn save_standing(
    context: &Context<'_>,
    opened: &Opened,
    signed_in: &SignedIn,
    lock: bool,
) -> Result<(), Error> {
    let mut tx = opened.database.write().await?;
    let (kind, first) = if lock {
        (EventKind::Locked, sessions::lock(&mut tx, signed_in.session.id, context.now).await?)
    } else {
        (EventKind::SessionExpired, sessions::end(&mut tx, signed_in.session.id, context.now, "time ran out").await?)
    };
    if !first {
        // Another call of the same moment was faster, and wrote the event.
        return Ok(tx.rollback().await?);
    }
    let policy = context.rules().policy;
    let draft = EventDraft::new(kind).by(&signed_in.user).on_user(&signed_in.user);
    let draft = if lock {
        draft.noting(format!("After {} minutes without use", policy.idle_minutes))
    } else if signed_in.session.stage != SignInStep::Open {
        draft.noting("The sign-in was not finished")
    } else if signed_in.actor.support.is_some() {
        draft.noting("After some time without use")
    } else {
        draft.noting(format!("After {} hours", policy.session_hours))
    };
    append(&mut tx, context.now, &context.device, &[draft.finish_now()]).await?;
    tx.commit().await?;
    context.inner.tell(vec![Topic::Session.as_str(), Topic::Register.as_str()]);
    Ok(())
}

/// Steps 7 and 8: the events, in the change's own transaction, and the commit.
pub(super) async fn settle(context: &mut Context<'_>, store: Store) -> Result<(), Error> {
    let mut events: Vec<NewEvent> = std::mem::take(&mut context.events);
    events.append(&mut context.kept);
    let Some(mut tx) = context.tx.take() else { return Ok(()) };
    if !events.is_empty() {
        context.topics.insert(Topic::Register);
    }
    if store == Store::Writes {
        append(&mut tx, context.now, &context.device, &events).await?;
        notify(&mut tx, context).await?;
        tx.commit().await?;
        return Ok(());
    }
    // A reading operation that has something to record does so when it is done.
    tx.rollback().await?;
    record(context, &events).await
}

/// Writes events into `tx`, where no operation is under way.
pub(super) async fn write(tx: &mut Tx, now: Time, device: &Device, events: &[NewEvent]) -> Result<(), Error> {
    Ok(append(tx, now, device, events).await?)
}

/// Writes events in a transaction of their own.
pub(super) async fn record(context: &Context<'_>, events: &[NewEvent]) -> Result<(), Error> {
    if events.is_empty() {
        return Ok(());
    }
    let Some(opened) = &context.opened else { return Ok(()) };
    let mut tx = opened.database.write().await?;
    append(&mut tx, context.now, &context.device, events).await?;
    notify(&mut tx, context).await?;
    tx.commit().await?;
    Ok(())
}

/// Tells the practice's other computers, with the commit.
pub(super) async fn notify(tx: &mut Tx, context: &Context<'_>) -> Result<(), Error> {
    if tx.kind() == Kind::Postgres && !context.topics.is_empty() {
        let topics: Vec<_> = context.topics.iter().map(|topic| topic.as_str()).collect();
        let notice = format!("{} {}", context.inner.instance, topics.join(" "));
        tx.row("SELECT pg_notify('firmkeep', $1)", values![notice]).await?;
    }
    Ok(())
}

/// Step 10 of a refusal: what is recorded all the same, then the error.
pub(super) async fn refuse(context: &mut Context<'_>, error: Error) -> Error {
    if matches!(error.code, "access.refused" | "users.not_allowed") {
        let draft = EventDraft::new(EventKind::AccessRefused).refused(context.operation, error.message.clone());
        context.note_anyway(draft);
    }
    let kept = std::mem::take(&mut context.kept);
    if kept.is_empty() {
        return error;
    }
    context.topics.insert(Topic::Register);
    match record(context, &kept).await {
        Ok(()) => {
            context.inner.tell(vec![Topic::Register.as_str()]);
            error
        }
        // What cannot be recorded must not be answered as if it had been.
        Err(failure) => failure,
    }
}
