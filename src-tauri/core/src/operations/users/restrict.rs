//! `users.restrict`: signs in and looks.

use super::UserDetail;
use super::change_status::{StatusChange, change};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::status::StatusAction;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};

pub(crate) struct Restrict;

impl Operation for Restrict {
    type Input = StatusChange;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.restrict";
    const SUMMARY: &'static str = "Lets a user only look: no change, no download";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: StatusChange, (): ()) -> Result<UserDetail, Error> {
        change(context, &input, StatusAction::Restrict, EventKind::Restricted).await
    }
}
