//! Computers at which a user need not give a code for a while.

use uuid::Uuid;

use super::{Row, StoreError, Tx, values};
use crate::clock::Time;
use crate::device::Device;

/// A remembered computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ComputerRecord {
    pub id: Uuid,
    pub hash: Vec<u8>,
    pub computer: String,
    pub operating_system: String,
    pub since: Time,
    pub until: Time,
}

impl ComputerRecord {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            hash: row.get("computer_hash")?,
            computer: row.get("computer")?,
            operating_system: row.get("operating_system")?,
            since: row.time("since")?,
            until: row.time("until")?,
        })
    }
}

/// Remembers a computer for `user`; what was remembered of it before no longer counts.
pub(crate) async fn remember(
    tx: &mut Tx,
    id: Uuid,
    user: Uuid,
    hash: &[u8],
    device: &Device,
    now: Time,
    until: Time,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE remembered_computers SET forgotten = $3 WHERE user_id = $1 AND computer_hash = $2 AND forgotten IS NULL",
        values![user, hash, now],
    )
    .await?;
    tx.execute_one(
        "INSERT INTO remembered_computers (id, user_id, computer_hash, computer, operating_system, since, until) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![id, user, hash, &device.computer, &device.operating_system, now, until],
    )
    .await
}

/// The computers that are remembered for `user` now. A time of remembering that lies ahead is that of a clock set back.
pub(crate) async fn of(tx: &mut Tx, user: Uuid, now: Time) -> Result<Vec<ComputerRecord>, StoreError> {
    let sql = "SELECT id, computer_hash, computer, operating_system, since, until FROM remembered_computers \
               WHERE user_id = $1 AND until > $2 AND since <= $2 AND forgotten IS NULL ORDER BY since DESC";
    tx.rows(sql, values![user, now]).await?.iter().map(ComputerRecord::from_row).collect()
}

/// Forgets one of the user's computers. Gives `false` where there is no such one.
pub(crate) async fn forget(tx: &mut Tx, id: Uuid, user: Uuid, now: Time) -> Result<bool, StoreError> {
    let sql = "UPDATE remembered_computers SET forgotten = $3 WHERE id = $1 AND user_id = $2 AND forgotten IS NULL";
    Ok(tx.execute(sql, values![id, user, now]).await? == 1)
}

/// Forgets all of the user's computers, or everybody's.
pub(crate) async fn forget_all(tx: &mut Tx, user: Option<Uuid>, now: Time) -> Result<u64, StoreError> {
    let sql = "UPDATE remembered_computers SET forgotten = $1 WHERE forgotten IS NULL";
    match user {
        Some(user) => tx.execute(format!("{sql} AND user_id = $2"), values![now, user]).await,
        None => tx.execute(sql, values![now]).await,
    }
}
