//! The practice's settings.

pub(crate) mod edit;
pub(crate) mod practice;
pub(crate) mod remove_logo;
pub(crate) mod set_logo;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::domain::dates::{DateFormat, Weekday, word};
use crate::domain::security::Policy;
use crate::domain::users::UserFieldChange;
use crate::domain::{abn, phone, text, zones};
use crate::door::context::Context;
use crate::error::Error;
use crate::pictures;
use crate::store::practice::{Logo, PracticeRecord};
use crate::store::{practice as practices, users};

/// A postal address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct Address {
    pub line1: String,
    pub line2: String,
    pub suburb: String,
    pub state: String,
    pub postcode: String,
}

/// What a practice says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct PracticeFields {
    pub name: String,
    pub legal_name: String,
    pub abn: String,
    pub address: Address,
    pub phone: String,
    pub website: String,
    /// ISO 3166, two letters: the default for phone numbers.
    pub country: String,
    pub time_zone: String,
    pub date_format: DateFormat,
    pub week_start: Weekday,
}

/// The practice with what only its settings show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Practice {
    #[serde(flatten)]
    pub fields: PracticeFields,
    #[ts(type = "number")]
    pub version: i64,
    pub logo: Option<String>,
    pub managers_set_up_employees: bool,
    /// Practice Admins who can sign in.
    #[ts(type = "number")]
    pub practice_admins: usize,
}

/// A version alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct VersionOnly {
    #[ts(type = "number")]
    pub version: i64,
}

/// A website's address, with `https://` where none is said; an empty text stays empty.
pub(crate) fn website(field: &str, typed: &str) -> Result<String, Error> {
    let typed = text::line(field, "Website", typed, 200)?;
    if typed.is_empty() {
        return Ok(typed);
    }
    let full = if typed.contains("://") { typed } else { format!("https://{typed}") };
    let wrong = || Error::input(field, "Enter a web address like practice.com.au.");
    let url = url::Url::parse(&full).map_err(|_| wrong())?;
    let host = url.host_str().unwrap_or_default();
    if !matches!(url.scheme(), "http" | "https") || !host.contains('.') || !url.username().is_empty() {
        return Err(wrong());
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

impl PracticeFields {
    /// The same fields, checked and in the form in which they are stored.
    pub(crate) fn tidy(self) -> Result<Self, Error> {
        let country = self.country.trim().to_ascii_uppercase();
        if phone::calling_code(&country).is_none() {
            return Err(Error::input("country", "Choose a country from the list."));
        }
        let name = text::line("name", "Practice name", &self.name, 120)?;
        if name.is_empty() {
            return Err(Error::input("name", "Enter the practice’s name."));
        }
        Ok(Self {
            name,
            legal_name: text::line("legal_name", "Legal name", &self.legal_name, 160)?,
            abn: abn::parse("abn", &self.abn)?,
            address: Address {
                line1: text::line("address.line1", "Street", &self.address.line1, 120)?,
                line2: text::line("address.line2", "Street", &self.address.line2, 120)?,
                suburb: text::line("address.suburb", "Suburb", &self.address.suburb, 80)?,
                state: text::line("address.state", "State", &self.address.state, 60)?,
                postcode: text::line("address.postcode", "Postcode", &self.address.postcode, 16)?,
            },
            phone: phone::parse("phone", &self.phone, &country)?,
            website: website("website", &self.website)?,
            country,
            time_zone: zones::parse("time_zone", &self.time_zone)?,
            date_format: self.date_format,
            week_start: self.week_start,
        })
    }

    pub(crate) fn into_record(
        self,
        id: Uuid,
        version: i64,
        managers: bool,
        logo_tag: Option<String>,
    ) -> PracticeRecord {
        PracticeRecord {
            id,
            version,
            name: self.name,
            legal_name: self.legal_name,
            abn: self.abn,
            line1: self.address.line1,
            line2: self.address.line2,
            suburb: self.address.suburb,
            state: self.address.state,
            postcode: self.address.postcode,
            phone: self.phone,
            website: self.website,
            country: self.country,
            time_zone: self.time_zone,
            date_format: self.date_format,
            week_start: self.week_start,
            managers_set_up_employees: managers,
            logo_tag,
            policy: Policy::default(),
        }
    }

    fn of(record: &PracticeRecord) -> Self {
        let record = record.clone();
        Self {
            name: record.name,
            legal_name: record.legal_name,
            abn: record.abn,
            address: Address {
                line1: record.line1,
                line2: record.line2,
                suburb: record.suburb,
                state: record.state,
                postcode: record.postcode,
            },
            phone: record.phone,
            website: record.website,
            country: record.country,
            time_zone: record.time_zone,
            date_format: record.date_format,
            week_start: record.week_start,
        }
    }

    fn changes(&self, after: &Self) -> Vec<UserFieldChange> {
        let (a, b) = (&self.address, &after.address);
        [
            UserFieldChange::of("name", "Practice name", &self.name, &after.name),
            UserFieldChange::of("legal_name", "Legal name", &self.legal_name, &after.legal_name),
            UserFieldChange::of("abn", "ABN", &self.abn, &after.abn),
            UserFieldChange::of("address.line1", "Street", &a.line1, &b.line1),
            UserFieldChange::of("address.line2", "Street, second line", &a.line2, &b.line2),
            UserFieldChange::of("address.suburb", "Suburb", &a.suburb, &b.suburb),
            UserFieldChange::of("address.state", "State", &a.state, &b.state),
            UserFieldChange::of("address.postcode", "Postcode", &a.postcode, &b.postcode),
            UserFieldChange::of("phone", "Phone", &self.phone, &after.phone),
            UserFieldChange::of("website", "Website", &self.website, &after.website),
            UserFieldChange::of("country", "Country", &self.country, &after.country),
            UserFieldChange::of("time_zone", "Time zone", &self.time_zone, &after.time_zone),
            UserFieldChange::of("date_format", "Date format", word(&self.date_format), word(&after.date_format)),
            UserFieldChange::of("week_start", "Week starts on", word(&self.week_start), word(&after.week_start)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The practice as its settings show it, read anew.
pub(crate) async fn view(context: &mut Context<'_>) -> Result<Practice, Error> {
    let tx = context.tx()?;
    let record = practices::get(tx).await?;
    let practice_admins = users::working_admins(tx).await?.len();
    Ok(Practice {
        fields: PracticeFields::of(&record),
        version: record.version,
        logo: record.logo_tag,
        managers_set_up_employees: record.managers_set_up_employees,
        practice_admins,
    })
}

/// Somebody else saved first. The newer state comes along.
pub(crate) async fn conflict(context: &mut Context<'_>) -> Result<Error, Error> {
    let theirs = view(context).await?;
    let details = serde_json::to_value(theirs).map_err(Error::internal)?;
    Ok(Error::new(
        "practice.conflict",
        "Somebody else changed the practice’s settings meanwhile. Compare before you save.",
    )
    .with(details))
}

/// Decodes a logo without holding up others.
pub(crate) async fn read_logo(bytes: Vec<u8>) -> Result<Logo, Error> {
    tokio::task::spawn_blocking(move || pictures::logo(&bytes)).await.map_err(Error::internal)?
}
