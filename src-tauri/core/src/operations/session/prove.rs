//! `session.prove`: the person proves again who they are, before something sensitive (step-up).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{own_hash, person_in_line, wrong_answer, wrong_password};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::operations::sign_in::attempts::succeeded;
use crate::operations::sign_in::code::wrong;
use crate::operations::sign_in::factors::use_app_code;
use crate::store::sessions;

/// Either of them.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SessionProve {
    #[serde(default)]
    pub password: Option<String>,
    /// The authenticator's code.
    #[serde(default)]
    pub code: Option<String>,
}

pub(crate) struct Prove;

impl Operation for Prove {
    type Input = SessionProve;
    type Reply = Nothing;
    type Prepared = Option<String>;

    const NAME: &'static str = "session.prove";
    const SUMMARY: &'static str = "Proves again who the person is, for five minutes";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &SessionProve) -> Result<Option<String>, Error> {
        match (&input.password, &input.code) {
            (Some(password), None) => own_hash(context, password).await,
            (None, Some(_)) => Ok(None),
            _ => Err(Error::input("password", "Give your password or a code.")),
        }
    }

    async fn run(context: &mut Context<'_>, input: SessionProve, right: Option<String>) -> Result<Nothing, Error> {
        let user = person_in_line(context).await?;
        if let Some(code) = &input.code {
            if !use_app_code(context, &user, code).await? {
                let mut error = wrong();
                error.code = "session.code_wrong";
                return Err(wrong_answer(context, &user, "Wrong code", EventKind::ProofFailed, error).await?);
            }
        } else if right.is_none() || right != user.password_hash {
            let kind = EventKind::ProofFailed;
            return Err(wrong_answer(context, &user, "Wrong password", kind, wrong_password()).await?);
        }
        succeeded(context, &user).await?;
        let (now, session) = (context.now, context.signed_in()?.session.id);
        sessions::prove(context.tx()?, session, now).await?;
        Ok(Nothing {})
    }
}
