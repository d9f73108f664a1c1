//! Open and ended sessions.

use uuid::Uuid;

use super::{Row, StoreError, Tx, values};
use crate::clock::Time;
use crate::device::Device;

/// A session as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SessionRecord {
    pub id: Uuid,
    pub user: Uuid,
    pub started: Time,
    pub last_active: Time,
    /// When the person last proved who they are.
    pub proved: Time,
    pub locked: Option<Time>,
    pub ended: Option<Time>,
}

impl SessionRecord {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            user: row.get("user_id")?,
            started: row.time("started")?,
            last_active: row.time("last_active")?,
            proved: row.time("proved")?,
            locked: row.maybe_time("locked")?,
            ended: row.maybe_time("ended")?,
        })
    }
}

pub(crate) async fn find(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<SessionRecord>, StoreError> {
    let sql = "SELECT id, user_id, started, last_active, proved, locked, ended FROM sessions WHERE token_hash = $1";
    tx.row(sql, values![token_hash]).await?.as_ref().map(SessionRecord::from_row).transpose()
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: Uuid,
    user: Uuid,
    token_hash: &[u8],
    now: Time,
    device: &Device,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO sessions (id, token_hash, user_id, started, last_active, proved, ended_why, computer, operating_system, \
         app_version, ip) VALUES ($1, $2, $3, $4, $4, $4, '', $5, $6, $7, $8)",
        values![
            id, token_hash, user, now, &device.computer, &device.operating_system, &device.app_version, &device.ip,
        ],
    )
    .await
}

/// Notes that the person is at the keyboard.
pub(crate) async fn touch(tx: &mut Tx, id: Uuid, now: Time) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sessions SET last_active = $2 WHERE id = $1 AND locked IS NULL AND ended IS NULL",
        values![id, now],
    )
    .await
    .map(|_| ())
}

/// Locks; gives `false` where it was locked already.
pub(crate) async fn lock(tx: &mut Tx, id: Uuid, now: Time) -> Result<bool, StoreError> {
    let sql = "UPDATE sessions SET locked = $2 WHERE id = $1 AND locked IS NULL AND ended IS NULL";
    Ok(tx.execute(sql, values![id, now]).await? == 1)
}

/// Unlocks after the person has proved again who they are.
pub(crate) async fn unlock(tx: &mut Tx, id: Uuid, now: Time) -> Result<(), StoreError> {
    tx.execute("UPDATE sessions SET locked = NULL, last_active = $2, proved = $2 WHERE id = $1", values![id, now])
        .await
        .map(|_| ())
}

pub(crate) async fn prove(tx: &mut Tx, id: Uuid, now: Time) -> Result<(), StoreError> {
    tx.execute("UPDATE sessions SET proved = $2, last_active = $2 WHERE id = $1", values![id, now]).await.map(|_| ())
}

/// Ends; gives `false` where it was over already.
pub(crate) async fn end(tx: &mut Tx, id: Uuid, now: Time, why: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE sessions SET ended = $2, ended_why = $3 WHERE id = $1 AND ended IS NULL";
    Ok(tx.execute(sql, values![id, now, why]).await? == 1)
}

/// Ends all open sessions of a user; gives how many there were.
pub(crate) async fn end_all_of(tx: &mut Tx, user: Uuid, now: Time, why: &str) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE sessions SET ended = $2, ended_why = $3 WHERE user_id = $1 AND ended IS NULL",
        values![user, now, why],
    )
    .await
}
