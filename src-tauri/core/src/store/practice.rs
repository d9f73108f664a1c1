//! The practice's own row.

use uuid::Uuid;

use super::{Row, StoreError, Tx, values};
use crate::clock::Time;
use crate::domain::dates::{DateFormat, Weekday, choice, word};
use crate::domain::policy::Rules;

/// The practice as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PracticeRecord {
    pub id: Uuid,
    pub version: i64,
    pub name: String,
    pub legal_name: String,
    pub abn: String,
    pub line1: String,
    pub line2: String,
    pub suburb: String,
    pub state: String,
    pub postcode: String,
    pub phone: String,
    pub website: String,
    pub country: String,
    pub time_zone: String,
    pub date_format: DateFormat,
    pub week_start: Weekday,
    pub managers_set_up_employees: bool,
    pub logo_tag: Option<String>,
}

/// A logo: its tag, which changes with it, and its bytes (PNG).
pub(crate) struct Logo {
    pub tag: String,
    pub bytes: Vec<u8>,
}

impl PracticeRecord {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            version: row.get("version")?,
            name: row.get("name")?,
            legal_name: row.get("legal_name")?,
            abn: row.get("abn")?,
            line1: row.get("line1")?,
            line2: row.get("line2")?,
            suburb: row.get("suburb")?,
            state: row.get("state")?,
            postcode: row.get("postcode")?,
            phone: row.get("phone")?,
            website: row.get("website")?,
            country: row.get("country")?,
            time_zone: row.get("time_zone")?,
            date_format: choice(&row.get::<String, _>("date_format")?).unwrap_or(DateFormat::DMmmYyyy),
            week_start: choice(&row.get::<String, _>("week_start")?).unwrap_or(Weekday::Monday),
            managers_set_up_employees: row.get("managers_set_up_employees")?,
            logo_tag: row.get("logo_tag")?,
        })
    }

    /// What the policy needs to know of the practice.
    pub(crate) fn rules(&self) -> Rules {
        Rules { managers_set_up_employees: self.managers_set_up_employees }
    }
}

const COLUMNS: &str = "id, version, name, legal_name, abn, line1, line2, suburb, state, postcode, phone, website, country, \
     time_zone, date_format, week_start, managers_set_up_employees, logo_tag";

/// The practice, or `None` in a database that has none yet.
pub(crate) async fn find(tx: &mut Tx) -> Result<Option<PracticeRecord>, StoreError> {
    let row = tx.row(format!("SELECT {COLUMNS} FROM practice"), values![]).await?;
    row.as_ref().map(PracticeRecord::from_row).transpose()
}

/// The practice. There is one in every open database.
pub(crate) async fn get(tx: &mut Tx) -> Result<PracticeRecord, StoreError> {
    find(tx).await?.ok_or(StoreError::NotFirmkeep)
}

/// Puts whoever changes people, roles or settings in a line, so that what is counted stays true until the commit.
pub(crate) async fn lock(tx: &mut Tx) -> Result<(), StoreError> {
    let sql = format!("SELECT id FROM practice{}", tx.for_update());
    tx.row(sql, values![]).await.map(|_| ())
}

pub(crate) async fn insert(
    tx: &mut Tx,
    practice: &PracticeRecord,
    logo: Option<&Logo>,
    wrapped_key: &[u8],
    created: Time,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO practice (id, version, name, legal_name, abn, line1, line2, suburb, state, postcode, phone, website, \
         country, time_zone, date_format, week_start, managers_set_up_employees, logo_tag, logo, wrapped_key, created) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";
    let p = practice;
    tx.execute_one(
        sql,
        values![
            p.id,
            p.version,
            &p.name,
            &p.legal_name,
            &p.abn,
            &p.line1,
            &p.line2,
            &p.suburb,
            &p.state,
            &p.postcode,
            &p.phone,
            &p.website,
            &p.country,
            &p.time_zone,
            word(&p.date_format),
            word(&p.week_start),
            p.managers_set_up_employees,
            logo.map(|logo| logo.tag.clone()),
            logo.map(|logo| logo.bytes.clone()),
            wrapped_key,
            created,
        ],
    )
    .await
}

/// Saves all fields over the version in `practice`. Gives `false` where that version is not the newest.
pub(crate) async fn update(tx: &mut Tx, practice: &PracticeRecord) -> Result<bool, StoreError> {
    let p = practice;
    let changed = tx
        .execute(
            "UPDATE practice SET version = version + 1, name = $2, legal_name = $3, abn = $4, line1 = $5, line2 = $6, \
             suburb = $7, state = $8, postcode = $9, phone = $10, website = $11, country = $12, time_zone = $13, \
             date_format = $14, week_start = $15, managers_set_up_employees = $16 WHERE version = $1",
            values![
                p.version,
                &p.name,
                &p.legal_name,
                &p.abn,
                &p.line1,
                &p.line2,
                &p.suburb,
                &p.state,
                &p.postcode,
                &p.phone,
                &p.website,
                &p.country,
                &p.time_zone,
                word(&p.date_format),
                word(&p.week_start),
                p.managers_set_up_employees,
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Replaces or removes the logo. Gives `false` where `version` is not the newest.
pub(crate) async fn set_logo(tx: &mut Tx, version: i64, logo: Option<&Logo>) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE practice SET version = version + 1, logo_tag = $2, logo = $3 WHERE version = $1",
            values![version, logo.map(|logo| logo.tag.clone()), logo.map(|logo| logo.bytes.clone())],
        )
        .await?;
    Ok(changed == 1)
}

pub(crate) async fn logo(tx: &mut Tx) -> Result<Option<Vec<u8>>, StoreError> {
    match tx.row("SELECT logo FROM practice", values![]).await? {
        Some(row) => row.get("logo"),
        None => Ok(None),
    }
}

/// The master key wrapped by the recovery key.
pub(crate) async fn wrapped_key(tx: &mut Tx) -> Result<Option<Vec<u8>>, StoreError> {
    tx.row("SELECT wrapped_key FROM practice", values![]).await?.map(|row| row.get("wrapped_key")).transpose()
}
