//! `sessions.list`: where somebody is signed in now.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::Time;
use crate::domain::policy::{Access, refusal};
use crate::domain::sessions::longest_seconds;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::{sessions, users};

/// The input.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SessionsList {
    /// Null: one's own.
    #[serde(default)]
    pub user: Option<Uuid>,
}

/// An open session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SessionRow {
    pub id: Uuid,
    pub computer: String,
    pub operating_system: String,
    pub app_version: String,
    pub ip: String,
    pub started: Time,
    pub last_active: Time,
    pub locked: bool,
    /// Whether it is the session of whoever asks.
    pub this: bool,
}

pub(crate) struct List;

impl Operation for List {
    type Input = SessionsList;
    type Reply = Vec<SessionRow>;
    type Prepared = ();

    const NAME: &'static str = "sessions.list";
    const SUMMARY: &'static str =
        "Lists where somebody is signed in now: one’s own sessions, or those of whom one may edit";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;

    async fn run(context: &mut Context<'_>, input: SessionsList, (): ()) -> Result<Vec<SessionRow>, Error> {
        let (actor, rules) = (context.actor()?.clone(), context.rules());
        let user = input.user.unwrap_or(actor.id);
        if user != actor.id {
            let user = users::find(context.tx()?, user).await?.ok_or_else(Error::no_such_user)?;
            if !actor.may_edit(&user.target(), rules) {
                return Err(refusal(&user.target()));
            }
        }
        let since = context.now.plus_seconds(-longest_seconds(&rules.policy));
        let open = sessions::open_of(context.tx()?, user, since).await?;
        Ok(open
            .into_iter()
            .map(|session| SessionRow {
                id: session.id,
                computer: session.computer,
                operating_system: session.operating_system,
                app_version: session.app_version,
                ip: session.ip,
                started: session.started,
                last_active: session.last_active,
                locked: session.locked.is_some(),
                this: session.id == actor.session,
            })
            .collect())
    }
}
