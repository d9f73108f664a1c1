//! `support.grants`: the times that Support was let in.

use super::{SupportGrant, view};
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::support;

pub(crate) struct Grants;

impl Operation for Grants {
    type Input = Nothing;
    type Reply = Vec<SupportGrant>;
    type Prepared = ();

    const NAME: &'static str = "support.grants";
    const SUMMARY: &'static str = "Lists the times that Support was let in, the newest first";
    const ACCESS: Access = Access::PracticeAdminLooks;
    const STORE: Store = Store::Reads;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Vec<SupportGrant>, Error> {
        let mut grants = Vec::new();
        for grant in support::latest(context.tx()?, 50).await? {
            grants.push(view(context, &grant).await?);
        }
        Ok(grants)
    }
}
