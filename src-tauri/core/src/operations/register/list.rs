//! `register.list`: the practice-wide register.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::filter::{RegisterFilter, filters_events};
use super::{EventPage, read_page};
use crate::clock::Time;
use crate::domain::events::{Outcome, TargetKind};
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};

filters_events! {
    /// The input: a filter, and which page.
    pub struct RegisterList {
        /// `next` of the page before.
        #[serde(default)]
        #[ts(type = "number | null")]
        pub before: Option<i64>,
        /// 1 to 200.
        #[ts(type = "number")]
        #[schemars(range(min = 1, max = 200))]
        pub limit: usize,
    }
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
        let filter = RegisterFilter {
            person: input.person,
            actor: input.actor,
            record: input.record,
            record_type: input.record_type,
            kinds: input.kinds,
            outcome: input.outcome,
            computer: input.computer,
            ip: input.ip,
            keyword: input.keyword,
            from: input.from,
            until: input.until,
        }
        .read(context.actor()?)?;
        read_page(context, &filter, input.before, input.limit).await
    }
}
