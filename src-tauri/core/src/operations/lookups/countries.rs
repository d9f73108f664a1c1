//! `lookups.countries`: countries with their calling codes.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::countries::COUNTRIES;
use crate::domain::phone::calling_code;
use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};

/// A country.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct CountryChoice {
    /// ISO 3166, two letters.
    pub code: &'static str,
    pub name: &'static str,
    /// `+61`
    pub calling_code: String,
}

pub(crate) struct Countries;

impl Operation for Countries {
    type Input = Nothing;
    type Reply = Vec<CountryChoice>;
    type Prepared = ();

    const NAME: &'static str = "lookups.countries";
    const SUMMARY: &'static str = "Lists countries with their calling codes";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Nothing;
    const SUPPORT: Support = Support::Always;

    async fn run(_: &mut Context<'_>, _: Nothing, (): ()) -> Result<Vec<CountryChoice>, Error> {
        let choice = |(code, name): &(&'static str, &'static str)| CountryChoice {
            code,
            name,
            calling_code: calling_code(code).map(|number| format!("+{number}")).unwrap_or_default(),
        };
        Ok(COUNTRIES.iter().map(choice).collect())
    }
}
