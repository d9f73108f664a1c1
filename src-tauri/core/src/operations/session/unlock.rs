//! `session.unlock`: unlocks the screen with everything that signing in asks for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{own_hash, person_in_line, wrong_answer, wrong_password};
use crate::domain::events::EventKind;
use crate::domain::mfa::{MfaState, is_recovery_code};
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::sign_in::attempts::succeeded;
use crate::operations::sign_in::code::{wrong, wrong_recovery_code};
use crate::operations::sign_in::factors::{is_remembered, recovery_hash, use_app_code};
use crate::operations::sign_in::recovery_code::use_recovery_code;
use crate::operations::sign_in::{Me, me};
use crate::store::sessions;

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SessionUnlock {
    pub password: String,
    /// The authenticator's code or a recovery code, unless this computer is remembered or MFA is not set up.
    #[serde(default)]
    pub code: Option<String>,
}

/// What was found before the writing transaction.
#[derive(Default)]
pub(crate) struct Proof {
    right: Option<String>,
    recovery: Option<Vec<u8>>,
}

pub(crate) struct Unlock;

impl Operation for Unlock {
    type Input = SessionUnlock;
    type Reply = Me;
    type Prepared = Proof;

    const NAME: &'static str = "session.unlock";
    const SUMMARY: &'static str = "Unlocks the screen with the person’s password, and a code where one is needed";
    const ACCESS: Access = Access::OpenSession;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &SessionUnlock) -> Result<Proof, Error> {
        let right = own_hash(context, &input.password).await?;
        let user = context.signed_in()?.user.id;
        let recovery = match &input.code {
            Some(code) if is_recovery_code(code) => recovery_hash(context, user, code).await?,
            _ => None,
        };
        Ok(Proof { right, recovery })
    }

    async fn run(context: &mut Context<'_>, input: SessionUnlock, proof: Proof) -> Result<Me, Error> {
        let user = person_in_line(context).await?;
        if proof.right.is_none() || proof.right != user.password_hash {
            let kind = EventKind::UnlockFailed;
            return Err(wrong_answer(context, &user, "Wrong password", kind, wrong_password()).await?);
        }
        if user.mfa == MfaState::SetUp && !is_remembered(context, user.id).await? {
            let Some(code) = input.code.filter(|code| !code.trim().is_empty()) else {
                return Err(Error::new("session.code_needed", "Enter the code of your authenticator app.").at("code"));
            };
            let right = match &proof.recovery {
                Some(hash) => use_recovery_code(context, &user, Some(hash)).await?,
                None => use_app_code(context, &user, &code).await?,
            };
            if !right {
                // What is longer than an app's digits was meant as a recovery code.
                let mut error = if code.trim().len() > 7 { wrong_recovery_code() } else { wrong() };
                error.code = "session.code_wrong";
                return Err(wrong_answer(context, &user, "Wrong code", EventKind::UnlockFailed, error).await?);
            }
        }
        succeeded(context, &user).await?;
        let now = context.now;
        let mut signed_in = context.signed_in()?.clone();
        sessions::unlock(context.tx()?, signed_in.session.id, now).await?;
        signed_in.session.locked = None;
        signed_in.session.proved = now;
        context.note(EventDraft::new(EventKind::Unlocked).on_user(&signed_in.user));
        context.changed(Topic::Session);
        me(context, &signed_in).await
    }
}
