//! `lookups.time_zones`: all time zones with their offset now.

use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::domain::zones::{TimeZoneChoice, all};
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};

pub(crate) struct TimeZones;

impl Operation for TimeZones {
    type Input = Nothing;
    type Reply = Vec<TimeZoneChoice>;
    type Prepared = ();

    const NAME: &'static str = "lookups.time_zones";
    const SUMMARY: &'static str = "Lists all time zones with their offset now";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Nothing;
    const SUPPORT: Support = Support::Always;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Vec<TimeZoneChoice>, Error> {
        let now = context.now;
        tokio::task::spawn_blocking(move || all(now)).await.map_err(Error::internal)
    }
}
