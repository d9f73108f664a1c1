//! `users.reset_mfa`: the user's authenticator is gone at once; the next sign-in sets up a new one.

use super::change_status::StatusChange;
use super::{UserDetail, detail, find_for_change, reason};
use crate::domain::events::EventKind;
use crate::domain::mfa::MfaState;
use crate::domain::policy::{Access, refusal};
use crate::domain::support::Support;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::notices::tell;
use crate::operations::sessions::count;
use crate::store::{computers, mfa, sessions, users};

pub(crate) struct ResetMfa;

impl Operation for ResetMfa {
    type Input = StatusChange;
    type Reply = UserDetail;
    type Prepared = ();

    const NAME: &'static str = "users.reset_mfa";
    const SUMMARY: &'static str = "Removes a user’s authenticator at once; their next sign-in sets up a new one";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;
    const STEP_UP: bool = true;
    const SUPPORT: Support = Support::ResetMfa;

    async fn run(context: &mut Context<'_>, input: StatusChange, (): ()) -> Result<UserDetail, Error> {
        let (actor, rules, now) = (context.actor()?.clone(), context.rules(), context.now);
        let user = find_for_change(context, input.user).await?;
        let target = user.target();
        if actor.support.is_none() && !actor.may_edit(&target, rules) {
            return Err(refusal(&target));
        }
        let reason = reason(&input.reason)?;
        if actor.id == user.id {
            return Err(Error::new("users.self", "Move your own MFA to a new phone in your profile."));
        }
        if !actor.may_reset_mfa(&target, rules) {
            return Err(Error::new("mfa.not_set_up", format!("{} has no MFA to reset.", user.name())));
        }
        let tx = context.tx()?;
        mfa::remove(tx, user.id, MfaState::ResetPending).await?;
        computers::forget_all(tx, Some(user.id), now).await?;
        let ended = sessions::end_all_of(tx, user.id, None, now, "MFA was reset").await?;
        let note = if ended > 0 { format!("{} ended", count(ended)) } else { String::new() };
        context.note(EventDraft::new(EventKind::MfaReset).on_user(&user).because(&reason).noting(note));
        let text = format!("{} reset it. If you didn’t ask for that, tell a practice admin at once.", actor.name);
        tell(context, user.id, "mfa_reset", "Your MFA was reset", &text).await?;
        context.changed(Topic::Users);
        context.changed(Topic::Session);
        let after = users::find(context.tx()?, user.id).await?.ok_or_else(Error::no_such_user)?;
        detail(context, &after).await
    }
}
