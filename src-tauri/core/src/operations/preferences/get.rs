//! `preferences.get`: what the signed-in person set for themselves.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;
use ts_rs::TS;

use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::preferences;

/// The reply.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct Preferences {
    #[ts(type = "Record<string, unknown>")]
    pub values: BTreeMap<String, Json>,
}

pub(crate) struct Get;

impl Operation for Get {
    type Input = Nothing;
    type Reply = Preferences;
    type Prepared = ();

    const NAME: &'static str = "preferences.get";
    const SUMMARY: &'static str = "Shows what the signed-in person set for themselves";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Always;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<Preferences, Error> {
        let user = context.actor()?.id;
        let stored = preferences::all(context.tx()?, user).await?;
        let values = stored
            .into_iter()
            .filter_map(|(name, value)| serde_json::from_str(&value).ok().map(|value| (name, value)))
            .collect();
        Ok(Preferences { values })
    }
}
