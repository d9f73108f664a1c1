//! `sign_in.begin_enrolment`: what an authenticator app needs, on the way in.

use super::factors::new_secret;
use super::steps::on_the_way;
use crate::domain::mfa::{MfaEnrolment, enrolment};
use crate::domain::policy::Access;
use crate::domain::sessions::SignInStep;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::sessions;
use crate::store::users::UserRecord;

pub(crate) struct BeginEnrolment;

impl Operation for BeginEnrolment {
    type Input = Nothing;
    type Reply = MfaEnrolment;
    type Prepared = ();

    const NAME: &'static str = "sign_in.begin_enrolment";
    const SUMMARY: &'static str = "Makes the secret for an authenticator app, on the way in";
    const ACCESS: Access = Access::Entering;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<MfaEnrolment, Error> {
        let user = on_the_way(context, &[SignInStep::Enrol]).await?;
        begin(context, &user).await
    }
}

/// Makes a secret for `user` and keeps it with the session until a code confirms it. One made before is worthless.
pub(crate) async fn begin(context: &mut Context<'_>, user: &UserRecord) -> Result<MfaEnrolment, Error> {
    let (secret, sealed) = new_secret(context, user.id)?;
    let session = context.signed_in()?.session.id;
    sessions::set_pending(context.tx()?, session, Some(&sealed)).await?;
    enrolment(&secret, &context.practice()?.name, &user.email)
}
