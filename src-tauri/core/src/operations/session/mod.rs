//! The session of whoever is signed in.

pub(crate) mod current;
pub(crate) mod end;
pub(crate) mod lock;
pub(crate) mod prove;
pub(crate) mod touch;
pub(crate) mod unlock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::events::EventKind;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::hashing::{self, PasswordCost};

/// The person's own password, typed again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnPassword {
    pub password: String,
}

/// Whether `password` is that of the signed-in person.
async fn is_own(context: &Context<'_>, password: &str) -> Result<bool, Error> {
    let stored = context.signed_in()?.user.password_hash.clone().unwrap_or_default();
    if password.len() > 1_024 || stored.is_empty() {
        return Ok(false);
    }
    let random = context.inner.options.random.as_ref();
    Ok(hashing::check(password, &stored, PasswordCost::Fixed(1), random).await?.right)
}

/// A wrong password at the keyboard of somebody who is signed in: recorded, and answered at its field.
fn wrong_password(context: &mut Context<'_>) -> Result<Error, Error> {
    let user = context.signed_in()?.user.clone();
    context.note_anyway(EventDraft::new(EventKind::UnlockFailed).by_nobody().on_user(&user).failed("Wrong password"));
    Ok(Error::new("session.wrong_password", "The password is wrong.").at("password"))
}
