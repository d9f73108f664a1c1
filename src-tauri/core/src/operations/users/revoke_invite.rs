//! `users.revoke_invite`: the code that was handed over no longer works.

use super::UserDetail;
use super::change_status::{StatusChange, change};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::status::StatusAction;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};

pub(crate) struct RevokeInvite;

impl Operation for RevokeInvite {
    type Input = StatusChange;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.revoke_invite";
    const SUMMARY: &'static str = "Makes a user’s open invitation worthless";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: StatusChange, (): ()) -> Result<UserDetail, Error> {
        change(context, &input, StatusAction::RevokeInvite, EventKind::InviteRevoked).await
    }
}
