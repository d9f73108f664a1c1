//! `users.lift_restriction`: works again.

use super::UserDetail;
use super::change_status::{StatusChange, change};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::status::StatusAction;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};

pub(crate) struct LiftRestriction;

impl Operation for LiftRestriction {
    type Input = StatusChange;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.lift_restriction";
    const SUMMARY: &'static str = "Lets a restricted user work again";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: StatusChange, (): ()) -> Result<UserDetail, Error> {
        change(context, &input, StatusAction::LiftRestriction, EventKind::RestrictionLifted).await
    }
}
