//! `profile.new_recovery_codes`: ten new recovery codes; those before become worthless.

use crate::domain::events::EventKind;
use crate::domain::mfa::MfaState;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::operations::notices::tell;
use crate::operations::session::person_in_line;
use crate::operations::sign_in::RecoveryCodes;
use crate::operations::sign_in::factors::NewCodes;
use crate::store::mfa;

pub(crate) struct NewRecoveryCodes;

impl Operation for NewRecoveryCodes {
    type Input = Nothing;
    type Reply = RecoveryCodes;
    type Prepared = NewCodes;

    const NAME: &'static str = "profile.new_recovery_codes";
    const SUMMARY: &'static str = "Makes ten new recovery codes; those before become worthless";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;
    const STEP_UP: bool = true;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, _: &Nothing) -> Result<NewCodes, Error> {
        NewCodes::make(context).await
    }

    async fn run(context: &mut Context<'_>, _: Nothing, new: NewCodes) -> Result<RecoveryCodes, Error> {
        let user = person_in_line(context).await?;
        if user.mfa != MfaState::SetUp {
            return Err(Error::new("mfa.not_set_up", "Set up MFA first: recovery codes stand in for it."));
        }
        mfa::set_codes(context.tx()?, user.id, &new.salt, &new.hashes).await?;
        context.note(EventDraft::new(EventKind::RecoveryCodesMade).on_user(&user));
        let text = "The codes before no longer work. If it wasn’t you, tell a practice admin at once.";
        tell(context, user.id, "recovery_codes_made", "New recovery codes were made", text).await?;
        context.changed(Topic::Session);
        Ok(RecoveryCodes { codes: new.shown() })
    }
}
