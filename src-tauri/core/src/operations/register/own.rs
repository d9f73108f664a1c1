//! `register.own`: one's own history.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EventPage, read_page};
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::events::EventFilter;

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterOwn {
    /// `next` of the page before.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub before: Option<i64>,
    /// 1 to 200.
    #[ts(type = "number")]
    #[schemars(range(min = 1, max = 200))]
    pub limit: usize,
}

pub(crate) struct Own;

impl Operation for Own {
    type Input = RegisterOwn;
    type Reply = EventPage;
    type Prepared = ();

    const NAME: &'static str = "register.own";
    const SUMMARY: &'static str = "Lists what the signed-in person did and what was done to them";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;

    async fn run(context: &mut Context<'_>, input: RegisterOwn, (): ()) -> Result<EventPage, Error> {
        let filter = EventFilter { person: Some(context.actor()?.id), ..EventFilter::default() };
        read_page(context, &filter, input.before, input.limit).await
    }
}
