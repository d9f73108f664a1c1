//! `register.count`: how many events a filter lets through.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::filter::RegisterFilter;
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::{archives, events, events_walk};

/// Numbers that are looked at in one step.
const WINDOW: i64 = 5_000;
/// Events that are looked at where no index knows the answer.
const LOOKED_AT: i64 = 100_000;

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
    const SUPPORT: Support = Support::Register;

    async fn run(context: &mut Context<'_>, input: RegisterCount, (): ()) -> Result<EventCount, Error> {
        let filter = input.filter.read(context.actor()?).map_err(|error| error.under("filter"))?;
        let tx = context.tx()?;
        let (last, _) = events::head(tx).await?;
        let first = archives::newest(tx).await?.map_or(0, |base| base.last_seq);
        if input.filter == RegisterFilter::default() {
            return Ok(EventCount { count: last - first, at_least: false });
        }
        if let Some(count) = events_walk::count_by_index(tx, &filter).await? {
            return Ok(EventCount { count, at_least: false });
        }
        let (mut count, mut looked_at) = (0, 0);
        for (low, end) in events_walk::spans(tx, &filter, first).await?.into_iter().rev() {
            let mut high = end;
            while high > low + 1 {
                context.step(0, 1)?;
                if looked_at >= LOOKED_AT {
                    return Ok(EventCount { count, at_least: true });
                }
                let next = low.max(high - 1 - WINDOW);
                let found = events_walk::between(context.tx()?, &filter, next, high).await?;
                count += i64::try_from(found.len()).unwrap_or(0);
                looked_at += high - 1 - next;
                high = next + 1;
            }
        }
        Ok(EventCount { count, at_least: false })
    }
}
