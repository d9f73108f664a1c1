//! The times that the Support user was let in.

use uuid::Uuid;

use super::{Row, StoreError, Tx, values};
use crate::clock::Time;
use crate::domain::support::Scopes;

/// One time that Support was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GrantRecord {
    pub id: Uuid,
    pub why: String,
    pub may: Scopes,
    pub hours: i64,
    pub started: Time,
    pub ends: Time,
    /// The latest time at which it was seen open.
    pub latest: Time,
    pub by: Uuid,
    pub by_name: String,
    /// `None` once the code was used.
    pub code_hash: Option<String>,
    pub failed_codes: i64,
    pub person: String,
    pub case_number: String,
    pub signed_in: Option<Time>,
    pub ended: Option<Time>,
    pub ended_why: String,
}

const COLUMNS: &str = "id, why, may, hours, started, ends, latest, by_id, by_name, code_hash, failed_codes, person, case_number, \
     signed_in, ended, ended_why";

impl GrantRecord {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            why: row.get("why")?,
            may: Scopes::from_bits(row.get("may")?),
            hours: row.get("hours")?,
            started: row.time("started")?,
            ends: row.time("ends")?,
            latest: row.time("latest")?,
            by: row.get("by_id")?,
            by_name: row.get("by_name")?,
            code_hash: row.get("code_hash")?,
            failed_codes: row.get("failed_codes")?,
            person: row.get("person")?,
            case_number: row.get("case_number")?,
            signed_in: row.maybe_time("signed_in")?,
            ended: row.maybe_time("ended")?,
            ended_why: row.get("ended_why")?,
        })
    }
}

pub(crate) async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<GrantRecord>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM support_grants WHERE id = $1");
    tx.row(sql, values![id]).await?.as_ref().map(GrantRecord::from_row).transpose()
}

/// The open grant, locked against changes by others where the transaction writes.
pub(crate) async fn open(tx: &mut Tx, to_change: bool) -> Result<Option<GrantRecord>, StoreError> {
    let lock = if to_change { tx.for_update() } else { "" };
    let sql = format!("SELECT {COLUMNS} FROM support_grants WHERE ended IS NULL{lock}");
    tx.row(sql, values![]).await?.as_ref().map(GrantRecord::from_row).transpose()
}

/// Grants, the newest first.
pub(crate) async fn latest(tx: &mut Tx, limit: i64) -> Result<Vec<GrantRecord>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM support_grants ORDER BY started DESC, id DESC LIMIT $1");
    tx.rows(sql, values![limit]).await?.iter().map(GrantRecord::from_row).collect()
}

pub(crate) async fn insert(tx: &mut Tx, grant: &GrantRecord) -> Result<(), StoreError> {
    let g = grant;
    tx.execute_one(
        "INSERT INTO support_grants (id, why, may, hours, started, ends, latest, by_id, by_name, code_hash, failed_codes, \
         person, case_number, ended_why) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, '', '', '')",
        values![
            g.id,
            &g.why,
            g.may.bits(),
            g.hours,
            g.started,
            g.ends,
            g.latest,
            g.by,
            &g.by_name,
            g.code_hash.clone()
        ],
    )
    .await
}

/// Notes the latest time at which the grant was seen open.
pub(crate) async fn seen(tx: &mut Tx, id: Uuid, now: Time) -> Result<(), StoreError> {
    tx.execute("UPDATE support_grants SET latest = $2 WHERE id = $1 AND latest < $2", values![id, now])
        .await
        .map(|_| ())
}

pub(crate) async fn prolong(tx: &mut Tx, id: Uuid, hours: i64, ends: Time) -> Result<(), StoreError> {
    tx.execute_one("UPDATE support_grants SET hours = $2, ends = $3 WHERE id = $1", values![id, hours, ends]).await
}

/// Sets a new access code; the one before becomes worthless.
pub(crate) async fn set_code(tx: &mut Tx, id: Uuid, hash: &str) -> Result<(), StoreError> {
    tx.execute_one("UPDATE support_grants SET code_hash = $2, failed_codes = 0 WHERE id = $1", values![id, hash]).await
}

pub(crate) async fn code_failed(tx: &mut Tx, id: Uuid) -> Result<(), StoreError> {
    tx.execute_one("UPDATE support_grants SET failed_codes = failed_codes + 1 WHERE id = $1", values![id]).await
}

/// Uses the access code up. Gives `false` where it is no longer the grant's, or the grant is over.
pub(crate) async fn enter(
    tx: &mut Tx,
    id: Uuid,
    code_hash: &str,
    person: &str,
    case_number: &str,
    now: Time,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE support_grants SET code_hash = NULL, person = $3, case_number = $4, signed_in = $5 \
             WHERE id = $1 AND code_hash = $2 AND ended IS NULL",
            values![id, code_hash, person, case_number, now],
        )
        .await?;
    Ok(changed == 1)
}

/// Ends the grant with its sessions. Gives `false` where it was over already.
pub(crate) async fn end(tx: &mut Tx, id: Uuid, now: Time, why: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE support_grants SET ended = $2, ended_why = $3, code_hash = NULL WHERE id = $1 AND ended IS NULL";
    if tx.execute(sql, values![id, now, why]).await? != 1 {
        return Ok(false);
    }
    end_sessions(tx, id, now, why).await?;
    Ok(true)
}

/// Whether somebody is signed in under the grant.
pub(crate) async fn in_now(tx: &mut Tx, id: Uuid) -> Result<bool, StoreError> {
    let row = tx.row("SELECT 1 FROM sessions WHERE grant_id = $1 AND ended IS NULL LIMIT 1", values![id]).await?;
    Ok(row.is_some())
}

/// Ends the sessions under the grant, which itself goes on.
pub(crate) async fn end_sessions(tx: &mut Tx, id: Uuid, now: Time, why: &str) -> Result<u64, StoreError> {
    let sql = "UPDATE sessions SET ended = $2, ended_why = $3 WHERE grant_id = $1 AND ended IS NULL";
    tx.execute(sql, values![id, now, why]).await
}
