//! `sign_in.confirm_enrolment`: a first code shows that the authenticator app works; the recovery codes are made.

use super::code::wrong;
use super::factors::{NewCodes, set_up, step};
use super::steps::{move_to, on_the_way};
use super::{CodeOnly, RecoveryCodes};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::sessions::SignInStep;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::users::UserRecord;
use crate::store::{sessions, users};

pub(crate) struct ConfirmEnrolment;

impl Operation for ConfirmEnrolment {
    type Input = CodeOnly;
    type Reply = RecoveryCodes;
    type Prepared = NewCodes;

    const NAME: &'static str = "sign_in.confirm_enrolment";
    const SUMMARY: &'static str = "Confirms the authenticator app with its first code and makes recovery codes";
    const ACCESS: Access = Access::Entering;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, _: &CodeOnly) -> Result<NewCodes, Error> {
        NewCodes::make(context).await
    }

    async fn run(context: &mut Context<'_>, input: CodeOnly, new: NewCodes) -> Result<RecoveryCodes, Error> {
        let user = on_the_way(context, &[SignInStep::Enrol]).await?;
        let user = confirm(context, user, &input.code, &new).await?;
        move_to(context, user, SignInStep::RecoveryCodes, Some("a first code")).await?;
        Ok(RecoveryCodes { codes: new.shown() })
    }
}

/// Sets up the authenticator whose secret the session keeps, where `code` is its code now.
pub(crate) async fn confirm(
    context: &mut Context<'_>,
    user: UserRecord,
    code: &str,
    new: &NewCodes,
) -> Result<UserRecord, Error> {
    let session = context.signed_in()?.session.id;
    let sealed = sessions::by_id(context.tx()?, session).await?.and_then(|session| session.pending_secret);
    let Some(sealed) = sealed else {
        return Err(Error::new("mfa.not_begun", "Scan the QR code first.").at("code"));
    };
    let Some(step) = step(context, user.id, &sealed, code)? else { return Err(wrong()) };
    set_up(context, &user, sealed, step, new).await?;
    sessions::set_pending(context.tx()?, session, None).await?;
    context.note(EventDraft::new(EventKind::MfaEnrolled).by(&user).on_user(&user));
    context.note(EventDraft::new(EventKind::RecoveryCodesMade).by(&user).on_user(&user));
    context.changed(Topic::Users);
    users::find(context.tx()?, user.id).await?.ok_or_else(Error::no_session)
}
