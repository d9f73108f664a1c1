//! `session.end`: signs out.

use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::domain::sessions::SignInStep;
use crate::domain::support::Support;
use crate::door::SessionChange;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::sessions;

pub(crate) struct End;

impl Operation for End {
    type Input = Nothing;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "session.end";
    const SUMMARY: &'static str = "Signs out";
    const ACCESS: Access = Access::AnySession;
    const STORE: Store = Store::Writes;
    const SUPPORT: Support = Support::Always;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Nothing, Error> {
        let signed_in = context.signed_in()?.clone();
        let now = context.now;
        let was_in = signed_in.session.stage == SignInStep::Open;
        if sessions::end(context.tx()?, signed_in.session.id, now, "signed out").await? && was_in {
            context.note(EventDraft::new(EventKind::SignedOut).on_user(&signed_in.user));
        }
        context.changed(Topic::Session);
        context.session(SessionChange::Ended);
        Ok(Nothing {})
    }
}
