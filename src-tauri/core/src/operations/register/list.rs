//! `register.list`: the practice-wide register.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::{EventPage, read_page};
use crate::clock::Time;
use crate::domain::events::{EventKind, Outcome};
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::events::EventFilter;

/// The input. Times: from inclusive, until exclusive.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterList {
    /// As the one who did it or the one it was done to.
    #[serde(default)]
    pub person: Option<Uuid>,
    /// Any of these; none means all.
    #[serde(default)]
    pub kinds: Vec<String>,
    #[serde(default)]
    pub outcome: Option<Outcome>,
    #[serde(default)]
    pub from: Option<Time>,
    #[serde(default)]
    pub until: Option<Time>,
    /// `next` of the page before.
    #[serde(default)]
    #[ts(type = "number | null")]
    pub before: Option<i64>,
    /// 1 to 200.
    #[ts(type = "number")]
    #[schemars(range(min = 1, max = 200))]
    pub limit: usize,
}

pub(crate) struct List;

impl Operation for List {
    type Input = RegisterList;
    type Reply = EventPage;
    type Prepared = ();

    const NAME: &'static str = "register.list";
    const SUMMARY: &'static str = "Lists the practice’s events, filtered, the newest first";
    const ACCESS: Access = Access::PracticeAdminLooks;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Register;

    async fn run(context: &mut Context<'_>, input: RegisterList, (): ()) -> Result<EventPage, Error> {
        let kinds = input
            .kinds
            .iter()
            .map(|kind| EventKind::parse(kind).ok_or_else(|| Error::input("kinds", "There is no such kind of event.")))
            .collect::<Result<Vec<_>, _>>()?;
        let filter =
            EventFilter { person: input.person, kinds, outcome: input.outcome, from: input.from, until: input.until };
        read_page(context, &filter, input.before, input.limit).await
    }
}
