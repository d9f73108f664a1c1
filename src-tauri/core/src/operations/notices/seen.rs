//! `notices.seen`: the signed-in person has read what they were told.

use crate::domain::policy::Access;
use crate::door::context::{Context, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::notices;

pub(crate) struct Seen;

impl Operation for Seen {
    type Input = Nothing;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "notices.seen";
    const SUMMARY: &'static str = "Notes that the signed-in person has read what they were told";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Nothing, Error> {
        let (user, now) = (context.actor()?.id, context.now);
        if notices::see_all(context.tx()?, user, now).await? > 0 {
            context.changed(Topic::Notices);
        }
        Ok(Nothing {})
    }
}
