//! `sign_in.set_password`: a new password that is asked for on the way in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SignIn;
use super::steps::{Done, advance, on_the_way};
use crate::domain::events::EventKind;
use crate::domain::mfa::MfaState;
use crate::domain::policy::Access;
use crate::domain::sessions::SignInStep;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::notices::tell;
use crate::operations::passwords::{self, Chosen};
use crate::store::{computers, sessions};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SignInSetPassword {
    pub password: String,
}

pub(crate) struct SetPassword;

impl Operation for SetPassword {
    type Input = SignInSetPassword;
    type Reply = SignIn;
    type Prepared = Chosen;

    const NAME: &'static str = "sign_in.set_password";
    const SUMMARY: &'static str = "Chooses the new password that is asked for on the way in";
    const ACCESS: Access = Access::Entering;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &SignInSetPassword) -> Result<Chosen, Error> {
        let user = context.signed_in()?.user.clone();
        passwords::choose(context, "password", &user, &input.password, user.mfa == MfaState::SetUp).await
    }

    async fn run(context: &mut Context<'_>, _: SignInSetPassword, chosen: Chosen) -> Result<SignIn, Error> {
        let user = on_the_way(context, &[SignInStep::Password]).await?;
        let user = passwords::save(context, user, &chosen).await?;
        let (now, this) = (context.now, context.signed_in()?.session.id);
        let tx = context.tx()?;
        sessions::end_all_of(tx, user.id, Some(this), now, "the password was changed").await?;
        computers::forget_all(tx, Some(user.id), now).await?;
        let text = "You chose a new one at sign-in. If it wasn’t you, tell a practice admin at once.";
        tell(context, user.id, "password_changed", "Your password was changed", text).await?;
        context.note(EventDraft::new(EventKind::PasswordChanged).by(&user).on_user(&user).noting("At sign-in"));
        advance(context, user, Done::NewPassword, None).await
    }
}
