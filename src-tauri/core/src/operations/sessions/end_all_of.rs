//! `sessions.end_all_of`: ends all sessions of a user.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{SessionsEnded, count};
use crate::domain::events::EventKind;
use crate::domain::policy::{Access, refusal};
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::notices::tell;
use crate::operations::users::{find_for_change, reason};
use crate::store::{computers, sessions};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SessionsEndAllOf {
    pub user: Uuid,
    /// For the history.
    pub reason: String,
}

pub(crate) struct EndAllOf;

impl Operation for EndAllOf {
    type Input = SessionsEndAllOf;
    type Reply = SessionsEnded;
    type Prepared = ();

    const NAME: &'static str = "sessions.end_all_of";
    const SUMMARY: &'static str = "Ends all sessions of a user; every computer asks for the code again";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: SessionsEndAllOf, (): ()) -> Result<SessionsEnded, Error> {
        let (actor, rules, now) = (context.actor()?.clone(), context.rules(), context.now);
        let user = find_for_change(context, input.user).await?;
        if !actor.may_end_sessions(&user.target(), rules) {
            return Err(refusal(&user.target()));
        }
        let reason = reason(&input.reason)?;
        let tx = context.tx()?;
        let ended = sessions::end_all_of(tx, user.id, None, now, "ended by somebody else").await?;
        computers::forget_all(tx, Some(user.id), now).await?;
        context.note(EventDraft::new(EventKind::SessionRevoked).on_user(&user).because(&reason).noting(count(ended)));
        let text = format!("{} signed you out everywhere.", actor.name);
        tell(context, user.id, "session_ended", "Your sessions were ended", &text).await?;
        context.changed(Topic::Session);
        context.changed(Topic::Users);
        Ok(SessionsEnded { ended })
    }
}
