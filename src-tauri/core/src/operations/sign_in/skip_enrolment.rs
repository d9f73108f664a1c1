//! `sign_in.skip_enrolment`: puts MFA off, where the practice leaves it to each person.

use super::SignIn;
use super::steps::{Done, advance, on_the_way};
use crate::domain::policy::Access;
use crate::domain::sessions::SignInStep;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};

pub(crate) struct SkipEnrolment;

impl Operation for SkipEnrolment {
    type Input = Nothing;
    type Reply = SignIn;
    type Prepared = ();

    const NAME: &'static str = "sign_in.skip_enrolment";
    const SUMMARY: &'static str = "Puts MFA off, where the practice leaves it to each person";
    const ACCESS: Access = Access::Entering;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<SignIn, Error> {
        let user = on_the_way(context, &[SignInStep::Enrol]).await?;
        if context.rules().policy.mfa_required {
            return Err(required());
        }
        advance(context, user, Done::Enrolment, None).await
    }
}

/// The practice requires MFA of everybody.
pub(crate) fn required() -> Error {
    Error::new("mfa.required", "Your practice requires MFA. Set it up to go on.")
}
