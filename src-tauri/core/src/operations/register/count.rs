//! `register.count`: how many events a filter lets through.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::filter::RegisterFilter;
use crate::domain::events::Outcome;
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::events_find::EventFilter;
use crate::store::{archives, events, events_walk};

/// Nobody needs to know more exactly than this.
const MOST: i64 = 10_000;
/// Numbers that are looked at in one step.
const WINDOW: i64 = 20_000;
/// Events that are looked at where no index knows the answer.
const LOOKED_AT: i64 = 200_000;

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterCount {
    #[serde(default)]
    pub filter: RegisterFilter,
}

/// The reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventCount {
    #[ts(type = "number")]
    pub count: i64,
    /// Whether there may be more: counting stops where it would take long.
    pub at_least: bool,
}

pub(crate) struct Count;

impl Operation for Count {
    type Input = RegisterCount;
    type Reply = EventCount;
    type Prepared = ();

    const NAME: &'static str = "register.count";
    const SUMMARY: &'static str = "Counts the practice’s events for a filter";
    const ACCESS: Access = Access::PracticeAdminLooks;
    const STORE: Store = Store::Reads;

    async fn run(context: &mut Context<'_>, input: RegisterCount, (): ()) -> Result<EventCount, Error> {
        let filter = input.filter.read().map_err(|error| error.under("filter"))?;
        let tx = context.tx()?;
        let (last, _) = events::head(tx).await?;
        let mut first = archives::newest(tx).await?.map_or(0, |base| base.last_seq);
        if input.filter == RegisterFilter::default() {
            return Ok(EventCount { count: last - first, at_least: false });
        }
        if let Some(from) = filter.from {
            first = first.max(events_walk::first_from(tx, from).await?.unwrap_or(last + 1) - 1);
        }
        let cheap = is_cheap(&filter);
        let (mut count, mut high) = (0, last);
        while high > first {
            context.step(0, 1)?;
            let low = first.max(high - WINDOW);
            count += events_walk::count(context.tx()?, &filter, low, high + 1, MOST + 1 - count).await?;
            high = low;
            if count > MOST {
                return Ok(EventCount { count: MOST, at_least: true });
            }
            if !cheap && last - high >= LOOKED_AT && high > first {
                return Ok(EventCount { count, at_least: true });
            }
        }
        Ok(EventCount { count, at_least: false })
    }
}

/// Whether an index finds what matches.
fn is_cheap(filter: &EventFilter) -> bool {
    let narrow = filter.person.is_some()
        || filter.actor.is_some()
        || filter.record.is_some()
        || !filter.kinds.is_empty()
        || matches!(filter.outcome, Some(Outcome::Failure | Outcome::Refused));
    narrow && events_walk::sql_decides(filter)
}
