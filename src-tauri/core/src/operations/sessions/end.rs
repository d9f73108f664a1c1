//! `sessions.end`: ends one session, one's own or that of somebody whom one may edit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::operations::notices::tell;
use crate::store::{sessions, users};

/// The input.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SessionOnly {
    pub session: Uuid,
}

pub(crate) struct End;

impl Operation for End {
    type Input = SessionOnly;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "sessions.end";
    const SUMMARY: &'static str = "Ends one session: one’s own, or that of somebody whom one may edit";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: SessionOnly, (): ()) -> Result<Nothing, Error> {
        let (actor, rules, now) = (context.actor()?.clone(), context.rules(), context.now);
        // A session that one may not see is as good as none.
        let none = || Error::new("sessions.not_found", "This session has ended already.");
        let session = sessions::by_id(context.tx()?, input.session).await?.ok_or_else(none)?;
        let user = users::find(context.tx()?, session.user.ok_or_else(none)?).await?.ok_or_else(none)?;
        let own = user.id == actor.id;
        if !own && !actor.may_end_sessions(&user.target(), rules) {
            return Err(none());
        }
        let why = if own { "ended by its person" } else { "ended by somebody else" };
        if !sessions::end(context.tx()?, session.id, now, why).await? {
            return Err(none());
        }
        let at = if session.computer.is_empty() { "another computer".to_owned() } else { session.computer };
        context.note(EventDraft::new(EventKind::SessionRevoked).on_user(&user).noting(format!("At {at}")));
        if !own {
            let text = format!("{} ended your session at {at}.", actor.name);
            tell(context, user.id, "session_ended", "A session was ended", &text).await?;
        }
        context.changed(Topic::Session);
        context.changed(Topic::Users);
        Ok(Nothing {})
    }
}
