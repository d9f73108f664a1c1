//! `profile.begin_mfa`: the secret for a new authenticator app. The one in use works until the new one is confirmed.

use crate::domain::mfa::MfaEnrolment;
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::operations::session::person_in_line;
use crate::operations::sign_in::begin_enrolment::begin;

pub(crate) struct BeginMfa;

impl Operation for BeginMfa {
    type Input = Nothing;
    type Reply = MfaEnrolment;
    type Prepared = ();

    const NAME: &'static str = "profile.begin_mfa";
    const SUMMARY: &'static str =
        "Makes the secret for a new authenticator app; the one in use works until it is confirmed";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;
    const STEP_UP: bool = true;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<MfaEnrolment, Error> {
        let user = person_in_line(context).await?;
        begin(context, &user).await
    }
}
