//! `session.touch`: the person is at the keyboard.

use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::operations::sign_in::{Session, session_view};

pub(crate) struct Touch;

impl Operation for Touch {
    type Input = Nothing;
    type Reply = Session;
    type Prepared = ();

    const NAME: &'static str = "session.touch";
    const SUMMARY: &'static str = "Notes that the person is at the keyboard";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Always;

    // The dispatcher itself notes the activity, as with every call that is not in the background.
    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Session, Error> {
        let signed_in = context.signed_in()?.clone();
        session_view(context, &signed_in).await
    }
}
