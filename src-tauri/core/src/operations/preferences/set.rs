//! `preferences.set`: one thing that a person set for themselves. It changes nothing for others and is no event.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;

use crate::domain::policy::Access;
use crate::door::context::{Context, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::preferences;

/// What can be set.
const NAMES: [&str; 5] = ["users.columns", "theme", "text_size", "single_keys", "history_filters"];
/// Greatest size of a value, in bytes.
const MOST_BYTES: usize = 64 * 1024;

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct PreferencesSet {
    /// `users.columns`, `theme`, `text_size`, `single_keys` or `history_filters`.
    pub key: String,
    #[ts(type = "unknown")]
    pub value: Json,
}

pub(crate) struct Set;

impl Operation for Set {
    type Input = PreferencesSet;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "preferences.set";
    const SUMMARY: &'static str = "Sets one thing for the signed-in person alone";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: PreferencesSet, (): ()) -> Result<Nothing, Error> {
        if !NAMES.contains(&input.key.as_str()) {
            return Err(Error::input("key", "There is no such preference."));
        }
        let value = serde_json::to_string(&input.value).map_err(Error::internal)?;
        if value.len() > MOST_BYTES || value.contains("\\u0000") {
            return Err(Error::input("value", "This preference is too large."));
        }
        let user = context.actor()?.id;
        preferences::set(context.tx()?, user, &input.key, &value).await?;
        context.changed(Topic::Preferences);
        Ok(Nothing {})
    }
}
