//! `session.lock`: locks the screen now.

use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::sessions;

pub(crate) struct Lock;

impl Operation for Lock {
    type Input = Nothing;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "session.lock";
    const SUMMARY: &'static str = "Locks the screen now";
    const ACCESS: Access = Access::OpenSession;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Nothing, Error> {
        let signed_in = context.signed_in()?.clone();
        let now = context.now;
        if sessions::lock(context.tx()?, signed_in.session.id, now).await? {
            context.note(EventDraft::new(EventKind::Locked).on_user(&signed_in.user));
            context.changed(Topic::Session);
        }
        Ok(Nothing {})
    }
}
