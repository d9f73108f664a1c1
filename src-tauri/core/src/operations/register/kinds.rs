//! `register.kinds`: the kinds of events, for filters.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::events::EventKind as Kind;
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};

/// A kind of event.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct EventKind {
    pub kind: &'static str,
    pub title: &'static str,
    pub area: &'static str,
}

pub(crate) struct Kinds;

impl Operation for Kinds {
    type Input = Nothing;
    type Reply = Vec<EventKind>;
    type Prepared = ();

    const NAME: &'static str = "register.kinds";
    const SUMMARY: &'static str = "Lists the kinds of events by area";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Always;

    async fn run(_: &mut Context<'_>, _: Nothing, (): ()) -> Result<Vec<EventKind>, Error> {
        Ok(Kind::ALL
            .iter()
            .map(|kind| EventKind { kind: kind.as_str(), title: kind.title(), area: kind.area() })
            .collect())
    }
}
