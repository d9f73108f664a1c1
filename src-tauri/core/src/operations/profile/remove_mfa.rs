//! `profile.remove_mfa`: signs in without a code from now on, where the practice leaves that to each person.

use crate::domain::events::EventKind;
use crate::domain::mfa::MfaState;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::operations::notices::tell;
use crate::operations::session::person_in_line;
use crate::operations::sign_in::skip_enrolment::required;
use crate::store::{computers, mfa};

pub(crate) struct RemoveMfa;

impl Operation for RemoveMfa {
    type Input = Nothing;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "profile.remove_mfa";
    const SUMMARY: &'static str = "Turns one’s own MFA off, where the practice leaves that to each person";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;
    const STEP_UP: bool = true;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Nothing, Error> {
        let user = person_in_line(context).await?;
        if context.rules().policy.mfa_required {
            return Err(required());
        }
        if user.mfa != MfaState::SetUp {
            return Err(Error::new("mfa.not_set_up", "MFA isn’t set up."));
        }
        let now = context.now;
        let tx = context.tx()?;
        mfa::remove(tx, user.id, MfaState::NotSetUp).await?;
        computers::forget_all(tx, Some(user.id), now).await?;
        context.note(EventDraft::new(EventKind::MfaRemoved).on_user(&user));
        let text = "From now on your password alone lets you in. If it wasn’t you, tell a practice admin at once.";
        tell(context, user.id, "mfa_removed", "Your MFA was turned off", text).await?;
        context.changed(Topic::Users);
        context.changed(Topic::Session);
        Ok(Nothing {})
    }
}
