//! `register.get`: one event with its place in the chain.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EventRow, rows};
use crate::domain::events::hex;
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::{events, users};

/// The input.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct EventOnly {
    #[ts(type = "number")]
    pub seq: i64,
}

/// The reply. Hashes are hexadecimal SHA-256.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct EventDetail {
    pub row: EventRow,
    pub previous_hash: String,
    pub hash: String,
    /// The number of the register's last event.
    #[ts(type = "number")]
    pub last_seq: i64,
}

pub(crate) struct Get;

impl Operation for Get {
    type Input = EventOnly;
    type Reply = EventDetail;
    type Prepared = ();

    const NAME: &'static str = "register.get";
    const SUMMARY: &'static str = "Shows one event, to those who may see it in a history";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Register;

    async fn run(context: &mut Context<'_>, input: EventOnly, (): ()) -> Result<EventDetail, Error> {
        let (actor, rules) = (context.actor()?.clone(), context.rules());
        let none = || Error::new("register.not_found", "This event can’t be found.");
        let tx = context.tx()?;
        let stored = events::find(tx, input.seq).await?.ok_or_else(none)?;
        let own = [stored.event.actor, stored.event.target].contains(&Some(actor.id));
        let all = Access::PracticeAdminLooks.allows(Some(&actor), rules);
        let mut visible = own || all || actor.support.is_some_and(|scopes| scopes.register);
        for person in [stored.event.target, stored.event.actor].into_iter().flatten() {
            if !visible && let Some(user) = users::find(tx, person).await? {
                visible = actor.may_see_history(&user.target(), rules);
            }
        }
        if !visible {
            return Err(none());
        }
        let (last_seq, _) = events::head(tx).await?;
        let row = rows(context, std::slice::from_ref(&stored)).await?.into_iter().next().ok_or_else(none)?;
        Ok(EventDetail { row, previous_hash: hex(&stored.previous_hash), hash: hex(&stored.hash), last_seq })
    }
}
