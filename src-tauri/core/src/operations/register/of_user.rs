//! `register.of_user`: the history of one user, for those who may edit the user.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{EventPage, read_page};
use crate::domain::policy::{Access, refusal};
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::events::EventFilter;
use crate::store::users;

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterOfUser {
    pub user: Uuid,
    /// `next` of the page before.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub before: Option<i64>,
    /// 1 to 200.
    #[ts(type = "number")]
    #[schemars(range(min = 1, max = 200))]
    pub limit: usize,
}

pub(crate) struct OfUser;

impl Operation for OfUser {
    type Input = RegisterOfUser;
    type Reply = EventPage;
    type Prepared = ();

    const NAME: &'static str = "register.of_user";
    const SUMMARY: &'static str = "Lists what a user did and what was done to them";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::UserHistory;

    async fn run(context: &mut Context<'_>, input: RegisterOfUser, (): ()) -> Result<EventPage, Error> {
        let (actor, rules) = (context.actor()?.clone(), context.rules());
        let user = users::find(context.tx()?, input.user).await?.ok_or_else(Error::no_such_user)?;
        if !actor.may_see_history(&user.target(), rules) {
            let mut error = refusal(&user.target());
            error.message = "You can’t see this person’s history. Ask a practice admin.".to_owned();
            return Err(error);
        }
        context.looking_at(&user);
        let filter = EventFilter { person: Some(user.id), ..EventFilter::default() };
        read_page(context, &filter, input.before, input.limit).await
    }
}
