//! `sessions.end_others`: ends all sessions of the signed-in person but this one.

use super::{SessionsEnded, count};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::sessions;

pub(crate) struct EndOthers;

impl Operation for EndOthers {
    type Input = Nothing;
    type Reply = SessionsEnded;
    type Prepared = ();

    const NAME: &'static str = "sessions.end_others";
    const SUMMARY: &'static str = "Ends all sessions of the signed-in person but this one";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<SessionsEnded, Error> {
        let (signed_in, now) = (context.signed_in()?.clone(), context.now);
        let (user, this) = (&signed_in.user, signed_in.session.id);
        let ended = sessions::end_all_of(context.tx()?, user.id, Some(this), now, "ended by its person").await?;
        if ended > 0 {
            let note = format!("{}, all but this one", count(ended));
            context.note(EventDraft::new(EventKind::SessionRevoked).on_user(user).noting(note));
            context.changed(Topic::Session);
        }
        Ok(SessionsEnded { ended })
    }
}
