//! `checks.field`: checks one field by the rules that saving applies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::domain::{abn, email, phone, text};
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::settings::website;

/// Which rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckedField {
    Abn,
    Phone,
    Mobile,
    Email,
    Website,
    Name,
}

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ChecksField {
    pub field: CheckedField,
    pub value: String,
    /// For phone numbers without a country's code; null means the practice's.
    pub country: Option<String>,
}

/// The value as it will be stored and shown.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct FieldChecked {
    pub value: String,
}

pub(crate) struct Field;

impl Operation for Field {
    type Input = ChecksField;
    type Reply = FieldChecked;
    type Prepared = ();

    const NAME: &'static str = "checks.field";
    const SUMMARY: &'static str = "Checks one field by the rules that saving applies";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Nothing;
    const SUPPORT: Support = Support::Always;

    async fn run(context: &mut Context<'_>, input: ChecksField, (): ()) -> Result<FieldChecked, Error> {
        let value = match input.field {
            CheckedField::Abn => abn::parse("value", &input.value)?,
            CheckedField::Email => email::parse("value", &input.value)?,
            CheckedField::Website => website("value", &input.value)?,
            CheckedField::Name => text::name("value", "The name", &input.value)?,
            CheckedField::Phone | CheckedField::Mobile => {
                let country = match input.country {
                    Some(country) => country,
                    None => practice_country(context).await,
                };
                phone::parse("value", &input.value, &country.to_ascii_uppercase())?
            }
        };
        Ok(FieldChecked { value })
    }
}

async fn practice_country(context: &Context<'_>) -> String {
    let read = async {
        let opened = context.opened().ok()?;
        let mut tx = opened.database.read().await.ok()?;
        crate::store::practice::find(&mut tx).await.ok().flatten().map(|practice| practice.country)
    };
    read.await.unwrap_or_else(|| "AU".to_owned())
}
