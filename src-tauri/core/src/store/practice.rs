//! The practice's own row.

use uuid::Uuid;

use super::{Row, StoreError, Tx, values};
use crate::clock::Time;
use crate::domain::dates::{DateFormat, Weekday, choice, word};
use crate::domain::policy::Rules;
use crate::domain::security::Policy;

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
    pub policy: Policy,
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
            policy: Policy {
                mfa_required: row.get("mfa_required")?,
                remember_hours: row.get("remember_hours")?,
                block_after: row.get("block_after")?,
                idle_minutes: row.get("idle_minutes")?,
                session_hours: row.get("session_hours")?,
                password_least: row.get("password_least")?,
                password_remembered: row.get("password_remembered")?,
                invite_days: row.get("invite_days")?,
                keep_months: row.get("keep_months")?,
            },
        })
    }

    /// What the policy needs to know of the practice.
    pub(crate) fn rules(&self) -> Rules {
        Rules { policy: self.policy, managers_set_up_employees: self.managers_set_up_employees }
    }
}

const COLUMNS: &str = "id, version, name, legal_name, abn, line1, line2, suburb, state, postcode, phone, website, country, \
     time_zone, date_format, week_start, managers_set_up_employees, logo_tag, mfa_required, remember_hours, block_after, \
     idle_minutes, session_hours, password_least, password_remembered, invite_days, keep_months";

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

/// The policy's own version, with who changed it last and when privileged roles were last looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PolicyStanding {
    pub version: i64,
    pub changed: Option<Time>,
    pub changed_by: String,
    pub roles_reviewed: Option<Time>,
}

pub(crate) async fn policy_standing(tx: &mut Tx) -> Result<PolicyStanding, StoreError> {
    let sql = "SELECT policy_version, policy_changed, policy_changed_by, roles_reviewed FROM practice";
    let row = tx.row(sql, values![]).await?.ok_or(StoreError::NotFirmkeep)?;
    Ok(PolicyStanding {
        version: row.get(0)?,
        changed: row.maybe_time(1)?,
        changed_by: row.get(2)?,
        roles_reviewed: row.maybe_time(3)?,
    })
}

/// Saves the policy over `version`. Gives `false` where that version is not the newest.
pub(crate) async fn set_policy(
    tx: &mut Tx,
    version: i64,
    policy: &Policy,
    by: &str,
    now: Time,
) -> Result<bool, StoreError> {
    let p = policy;
    let changed = tx
        .execute(
            "UPDATE practice SET policy_version = policy_version + 1, policy_changed = $2, policy_changed_by = $3, \
             mfa_required = $4, remember_hours = $5, block_after = $6, idle_minutes = $7, session_hours = $8, \
             password_least = $9, password_remembered = $10, invite_days = $11, keep_months = $12 WHERE policy_version = $1",
            values![
                version, now, by, p.mfa_required, p.remember_hours, p.block_after, p.idle_minutes, p.session_hours,
                p.password_least, p.password_remembered, p.invite_days, p.keep_months,
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// Notes that somebody looked at who holds the privileged roles.
pub(crate) async fn roles_reviewed(tx: &mut Tx, now: Time) -> Result<(), StoreError> {
    tx.execute_one("UPDATE practice SET roles_reviewed = $1", values![now]).await
}
