//! `session.prove`: the person proves again who they are, before something sensitive (step-up).

use super::{OwnPassword, is_own, wrong_password};
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::sessions;

pub(crate) struct Prove;

impl Operation for Prove {
    type Input = OwnPassword;
    type Reply = Nothing;
    type Prepared = bool;

    const NAME: &'static str = "session.prove";
    const SUMMARY: &'static str = "Proves again who the person is, for five minutes";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &OwnPassword) -> Result<bool, Error> {
        is_own(context, &input.password).await
    }

    async fn run(context: &mut Context<'_>, _: OwnPassword, right: bool) -> Result<Nothing, Error> {
        if !right {
            return Err(wrong_password(context)?);
        }
        let (now, session) = (context.now, context.signed_in()?.session.id);
        sessions::prove(context.tx()?, session, now).await?;
        Ok(Nothing {})
    }
}
