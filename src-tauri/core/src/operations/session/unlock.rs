//! `session.unlock`: unlocks the screen with the person's password.

use super::{OwnPassword, is_own, wrong_password};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::sign_in::{Me, me};
use crate::store::sessions;

pub(crate) struct Unlock;

impl Operation for Unlock {
    type Input = OwnPassword;
    type Reply = Me;
    type Prepared = bool;

    const NAME: &'static str = "session.unlock";
    const SUMMARY: &'static str = "Unlocks the screen with the person’s password";
    const ACCESS: Access = Access::OpenSession;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &OwnPassword) -> Result<bool, Error> {
        is_own(context, &input.password).await
    }

    async fn run(context: &mut Context<'_>, _: OwnPassword, right: bool) -> Result<Me, Error> {
        if !right {
            return Err(wrong_password(context)?);
        }
        let now = context.now;
        let mut signed_in = context.signed_in()?.clone();
        sessions::unlock(context.tx()?, signed_in.session.id, now).await?;
        signed_in.session.locked = None;
        signed_in.session.proved = now;
        context.note(EventDraft::new(EventKind::Unlocked).on_user(&signed_in.user));
        context.changed(Topic::Session);
        me(context, &signed_in)
    }
}
