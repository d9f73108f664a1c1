//! `security.review_roles`: somebody has looked at who holds the privileged roles (ISM-1647).

use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::practice;

pub(crate) struct ReviewRoles;

impl Operation for ReviewRoles {
    type Input = Nothing;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "security.review_roles";
    const SUMMARY: &'static str = "Notes that the practice admins and partners were looked at";
    const ACCESS: Access = Access::PracticeAdmin;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Nothing, Error> {
        let now = context.now;
        let practice = context.practice()?.clone();
        practice::roles_reviewed(context.tx()?, now).await?;
        context.note(EventDraft::new(EventKind::RolesReviewed).on_practice(&practice));
        context.changed(Topic::Practice);
        Ok(Nothing {})
    }
}
