//! The session of whoever is signed in.

pub(crate) mod current;
pub(crate) mod end;
pub(crate) mod lock;
pub(crate) mod prove;
pub(crate) mod touch;
pub(crate) mod unlock;

use crate::domain::events::EventKind;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::hashing::{self, PasswordCost};
use crate::operations::sign_in::attempts::{blocked, failed, next_in_line};
use crate::store::sessions;
use crate::store::users::UserRecord;

/// Gives the stored hash that `password` fits, where it is the signed-in person's own.
pub(crate) async fn own_hash(context: &Context<'_>, password: &str) -> Result<Option<String>, Error> {
    let stored = context.signed_in()?.user.password_hash.clone().unwrap_or_default();
    if password.len() > 1_024 || stored.is_empty() {
        return Ok(None);
    }
    let random = context.inner.options.random.as_ref();
    let checked = hashing::check(password, &stored, PasswordCost::Fixed(1), random).await?;
    Ok(Some(stored).filter(|_| checked.right))
}

/// The person at the keyboard as they stand now, with every other attempt held back; whoever is blocked loses the session.
pub(crate) async fn person_in_line(context: &mut Context<'_>) -> Result<UserRecord, Error> {
    let signed_in = context.signed_in()?.clone();
    let user = next_in_line(context, signed_in.user.id).await?;
    // What was read before the line may have changed meanwhile: somebody may have put this person out.
    let session = sessions::by_id(context.tx()?, signed_in.session.id).await?;
    if session.is_none_or(|session| session.ended.is_some()) || !user.status.signs_in() {
        return Err(Error::new(
            "session.ended",
            "Your session has ended. Sign in again; what you typed is still here.",
        ));
    }
    if user.is_blocked(context.now) {
        return Err(turn_out(context).await?);
    }
    Ok(user)
}

/// A wrong answer of somebody who is signed in: counted, and answered with `error` until the last one ends the session.
pub(crate) async fn wrong_answer(
    context: &mut Context<'_>,
    user: &UserRecord,
    what: &str,
    kind: EventKind,
    error: Error,
) -> Result<Error, Error> {
    let draft = EventDraft::new(kind).by_nobody().on_user(user).failed("");
    if failed(context, user, what, draft).await? {
        return turn_out(context).await;
    }
    Ok(context.refuse_and_keep(error))
}

async fn turn_out(context: &mut Context<'_>) -> Result<Error, Error> {
    let (now, session) = (context.now, context.signed_in()?.session.id);
    sessions::end(context.tx()?, session, now, "blocked").await?;
    context.changed(crate::door::context::Topic::Session);
    Ok(context.refuse_and_keep(blocked()))
}

pub(crate) fn wrong_password() -> Error {
    Error::new("session.wrong_password", "The password is wrong.").at("password")
}
