//! `support.deactivate`: Support is out at once, and whoever let it in sees what it did.

use super::summary::{SupportSummary, summary};
use super::{GrantOnly, told};
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::door::support::ended;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::support;

pub(crate) struct Deactivate;

impl Operation for Deactivate {
    type Input = GrantOnly;
    type Reply = SupportSummary;
    type Prepared = ();

    const NAME: &'static str = "support.deactivate";
    const SUMMARY: &'static str = "Ends Support’s access at once and shows what Support did";
    const ACCESS: Access = Access::PracticeAdmin;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: GrantOnly, (): ()) -> Result<SupportSummary, Error> {
        let now = context.now;
        let grant = support::find(context.tx()?, input.grant).await?;
        let grant = grant.ok_or_else(|| Error::new("support.not_found", "This access can’t be found."))?;
        let why = format!("{} turned it off", context.actor()?.name);
        if support::end(context.tx()?, grant.id, now, &why).await? {
            context.note(ended(&grant, &why));
            told(context);
        }
        let grant = support::find(context.tx()?, grant.id).await?.unwrap_or(grant);
        summary(context, &grant).await
    }
}
