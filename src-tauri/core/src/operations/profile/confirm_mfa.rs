//! `profile.confirm_mfa`: a first code of the new authenticator app; the one before is worthless from now on.

use crate::domain::mfa::MfaState;
use crate::domain::policy::Access;
use crate::door::context::{Context, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::notices::tell;
use crate::operations::session::person_in_line;
use crate::operations::sign_in::confirm_enrolment::confirm;
use crate::operations::sign_in::factors::NewCodes;
use crate::operations::sign_in::{CodeOnly, RecoveryCodes};
use crate::store::sessions;

pub(crate) struct ConfirmMfa;

impl Operation for ConfirmMfa {
    type Input = CodeOnly;
    type Reply = RecoveryCodes;
    type Prepared = NewCodes;

    const NAME: &'static str = "profile.confirm_mfa";
    const SUMMARY: &'static str = "Confirms the new authenticator app with its first code; the one before is worthless";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;
    const STEP_UP: bool = true;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, _: &CodeOnly) -> Result<NewCodes, Error> {
        NewCodes::make(context).await
    }

    async fn run(context: &mut Context<'_>, input: CodeOnly, new: NewCodes) -> Result<RecoveryCodes, Error> {
        let user = person_in_line(context).await?;
        let moved = user.mfa == MfaState::SetUp;
        let user = confirm(context, user, &input.code, &new).await?;
        let (now, this) = (context.now, context.signed_in()?.session.id);
        sessions::end_all_of(context.tx()?, user.id, Some(this), now, "MFA was set up anew").await?;
        let title = if moved { "Your MFA moved to a new app" } else { "MFA was set up" };
        let text = "Sessions at other computers ended. If it wasn’t you, tell a practice admin at once.";
        tell(context, user.id, "mfa_set_up", title, text).await?;
        context.changed(Topic::Session);
        Ok(RecoveryCodes { codes: new.shown() })
    }
}
