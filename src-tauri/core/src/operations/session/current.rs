//! `session.current`: who is signed in.

use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::operations::sign_in::{Me, me};

pub(crate) struct Current;

impl Operation for Current {
    type Input = Nothing;
    type Reply = Me;
    type Prepared = ();

    const NAME: &'static str = "session.current";
    const SUMMARY: &'static str = "Tells who is signed in and what they may do";
    const ACCESS: Access = Access::OpenSession;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Always;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Me, Error> {
        let signed_in = context.signed_in()?.clone();
        me(context, &signed_in).await
    }
}
