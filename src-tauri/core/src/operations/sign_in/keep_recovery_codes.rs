//! `sign_in.keep_recovery_codes`: the person confirms that they kept the recovery codes, and goes on.

use super::SignIn;
use super::steps::{Done, advance, on_the_way};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::sessions::SignInStep;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::mfa;

pub(crate) struct KeepRecoveryCodes;

impl Operation for KeepRecoveryCodes {
    type Input = Nothing;
    type Reply = SignIn;
    type Prepared = ();

    const NAME: &'static str = "sign_in.keep_recovery_codes";
    const SUMMARY: &'static str = "Confirms that the recovery codes were kept, on the way in";
    const ACCESS: Access = Access::Entering;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<SignIn, Error> {
        let user = on_the_way(context, &[SignInStep::RecoveryCodes]).await?;
        mfa::codes_kept(context.tx()?, user.id).await?;
        context.note(EventDraft::new(EventKind::RecoveryCodesKept).by(&user).on_user(&user));
        advance(context, user, Done::Enrolment, None).await
    }
}
