//! `users.enable`: back from leave or suspension.

use super::UserDetail;
use super::change_status::{StatusChange, change};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::status::StatusAction;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};

pub(crate) struct Enable;

impl Operation for Enable {
    type Input = StatusChange;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.enable";
    const SUMMARY: &'static str = "Lets a disabled user in again";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: StatusChange, (): ()) -> Result<UserDetail, Error> {
        change(context, &input, StatusAction::Enable, EventKind::Enabled).await
    }
}
