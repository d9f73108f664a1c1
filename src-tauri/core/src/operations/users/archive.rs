//! `users.archive`: no longer works here.

use super::UserDetail;
use super::change_status::{StatusChange, change};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::status::StatusAction;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};

pub(crate) struct Archive;

impl Operation for Archive {
    type Input = StatusChange;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.archive";
    const SUMMARY: &'static str = "Archives a user who left the firm; their history is kept";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: StatusChange, (): ()) -> Result<UserDetail, Error> {
        change(context, &input, StatusAction::Archive, EventKind::Archived).await
    }
}
