//! `users.unblock`: lets somebody try again who was locked out by failed attempts.

use super::change_status::StatusChange;
use super::{UserDetail, detail, find_for_change, reason};
use crate::domain::events::EventKind;
use crate::domain::policy::{Access, refusal};
use crate::domain::support::Support;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::{attempts, users};

pub(crate) struct Unblock;

impl Operation for Unblock {
    type Input = StatusChange;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.unblock";
    const SUMMARY: &'static str = "Lets a user try again who was locked out by failed attempts";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;
    const SUPPORT: Support = Support::Unblock;

    async fn run(context: &mut Context<'_>, input: StatusChange, (): ()) -> Result<UserDetail, Error> {
        let (actor, rules) = (context.actor()?.clone(), context.rules());
        let user = find_for_change(context, input.user).await?;
        let target = user.target();
        if actor.support.is_none() && !actor.may_edit(&target, rules) {
            return Err(refusal(&target));
        }
        let reason = reason(&input.reason)?;
        if !target.blocked {
            return Err(Error::new("users.not_blocked", format!("{} isn’t blocked any more.", user.name())));
        }
        if !actor.may_unblock(&target, rules) {
            return Err(Error::new("users.self", "You can’t unblock yourself. Ask another practice admin."));
        }
        attempts::unblock(context.tx()?, user.id, false).await?;
        context.note(EventDraft::new(EventKind::Unblocked).on_user(&user).because(&reason));
        context.changed(Topic::Users);
        let after = users::find(context.tx()?, user.id).await?.ok_or_else(Error::no_such_user)?;
        detail(context, &after).await
    }
}
