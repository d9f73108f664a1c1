//! `sign_in.code`: the authenticator's code, after the password.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SignIn;
use super::attempts::{blocked, failed};
use super::factors::use_app_code;
use super::steps::{Done, advance, on_the_way};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::sessions::SignInStep;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::users::UserRecord;
use crate::store::{computers, sessions};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SignInCode {
    /// Six digits; blanks do not matter.
    pub code: String,
    /// Whether this computer need not ask for a code for a while.
    pub remember: bool,
}

pub(crate) struct Code;

impl Operation for Code {
    type Input = SignInCode;
    type Reply = SignIn;
    type Prepared = ();

    const NAME: &'static str = "sign_in.code";
    const SUMMARY: &'static str = "Gives the authenticator’s code, after the password";
    const ACCESS: Access = Access::Entering;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: SignInCode, (): ()) -> Result<SignIn, Error> {
        let user = on_the_way(context, &[SignInStep::Code]).await?;
        if !use_app_code(context, &user, &input.code).await? {
            return Err(wrong_code(context, &user, "Wrong code", wrong()).await?);
        }
        if input.remember {
            remember(context, &user).await?;
        }
        advance(context, user, Done::Code, Some("a code")).await
    }
}

/// A wrong code on the way in: counted, and the last one ends the session.
pub(super) async fn wrong_code(
    context: &mut Context<'_>,
    user: &UserRecord,
    what: &str,
    error: Error,
) -> Result<Error, Error> {
    let draft = EventDraft::new(EventKind::CodeFailed).by_nobody().on_user(user).failed("");
    let is_blocked = failed(context, user, what, draft).await?;
    if is_blocked {
        let (now, session) = (context.now, context.signed_in()?.session.id);
        sessions::end(context.tx()?, session, now, "blocked").await?;
        return Ok(context.refuse_and_keep(blocked()));
    }
    Ok(context.refuse_and_keep(error))
}

/// The sentence for a wrong recovery code: neither the time nor another one of the app has to do with it.
pub(crate) fn wrong_recovery_code() -> Error {
    Error::new(
        "sign_in.code_wrong",
        "This recovery code is wrong or was used already. Each works once, and new ones replace all that were made before.",
    )
    .at("code")
}

/// The sentence for a wrong code.
pub(crate) fn wrong() -> Error {
    Error::new(
        "sign_in.code_wrong",
        "This code is wrong or was used already. Wait for the next one; if that doesn’t help, check that the clocks of this \
         computer and of the phone are right.",
    )
    .at("code")
}

/// Remembers this computer, where it can be known again and the policy allows it.
async fn remember(context: &mut Context<'_>, user: &UserRecord) -> Result<(), Error> {
    let hours = context.rules().policy.remember_hours;
    let Some(hash) = context.device.hash_for(user.id).filter(|_| hours > 0) else { return Ok(()) };
    let (now, id, device) = (context.now, context.new_id(), context.device.clone());
    let until = now.plus_seconds(hours * 3600);
    computers::remember(context.tx()?, id, user.id, &hash, &device, now, until).await?;
    let draft = EventDraft::new(EventKind::ComputerRemembered).by(user).on_user(user);
    context.note(draft.noting(format!("For {hours} hours")));
    context.changed(Topic::Session);
    Ok(())
}
