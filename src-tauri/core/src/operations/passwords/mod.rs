//! Choosing a password: what it must be, that it is none of the last ones, and keeping it.

pub(crate) mod check;

use crate::domain::passwords::accept;
use crate::door::context::Context;
use crate::error::Error;
use crate::hashing;
use crate::store::users::{self, UserRecord};
use crate::store::{passwords, resets};

/// A password that may be kept, hashed before the writing transaction.
#[derive(Default)]
pub(crate) struct Chosen {
    hash: String,
}

/// Judges and hashes a password for somebody of whom only the email is known yet.
pub(crate) async fn first_look(
    context: &mut Context<'_>,
    field: &str,
    email: &str,
    password: &str,
) -> Result<String, Error> {
    let like = users::any_password(context.tx()?).await?;
    let practice = context.practice()?;
    let least = practice.policy.least_password(true);
    accept(field, password, &[email, &practice.name, &practice.legal_name], least)?;
    let options = &context.inner.options;
    hashing::hash(password, options.passwords, like.as_deref(), options.random.as_ref()).await
}

/// Judges and hashes the password that `user` has chosen, who signs in with a code or without.
pub(crate) async fn choose(
    context: &mut Context<'_>,
    field: &str,
    user: &UserRecord,
    password: &str,
    with_mfa: bool,
) -> Result<Chosen, Error> {
    let practice = context.practice()?.clone();
    let least = practice.policy.least_password(with_mfa);
    let name = user.name();
    accept(field, password, &[&name, &user.email, &practice.name, &practice.legal_name], least)?;
    let like = users::any_password(context.tx()?).await?;
    let last = passwords::last(context.tx()?, user.id, practice.policy.password_remembered).await?;
    if hashing::is_one_of(password, last).await? {
        let count = practice.policy.password_remembered;
        let message = format!("You’ve used this password before. Choose one that isn’t among your last {count}.");
        return Err(Error::new("password.used_before", message).at(field));
    }
    let options = &context.inner.options;
    let hash = hashing::hash(password, options.passwords, like.as_deref(), options.random.as_ref()).await?;
    Ok(Chosen { hash })
}

/// Keeps the chosen password; codes for choosing one are worthless from now on.
pub(crate) async fn save(
    context: &mut Context<'_>,
    mut user: UserRecord,
    chosen: &Chosen,
) -> Result<UserRecord, Error> {
    if chosen.hash.is_empty() {
        return Err(Error::internal("no password was chosen"));
    }
    let (now, keep) = (context.now, context.rules().policy.password_remembered);
    let tx = context.tx()?;
    users::set_password(tx, user.id, &chosen.hash, now).await?;
    passwords::remember(tx, user.id, &chosen.hash, keep, now).await?;
    resets::revoke_all(tx, Some(user.id), now).await?;
    user.password_hash = Some(chosen.hash.clone());
    user.password_changed = Some(now);
    user.must_change_password = false;
    Ok(user)
}
