//! Failed attempts to prove who one is, and the blocks that follow from them.

use uuid::Uuid;

use super::{StoreError, Tx, values};
use crate::clock::Time;
use crate::domain::security::ATTEMPTS_SECONDS;

/// Locks the user's row until the commit: attempts of the same user stand in a line, on every computer.
pub(crate) async fn stand_in_line(tx: &mut Tx, user: Uuid) -> Result<(), StoreError> {
    let sql = format!("SELECT id FROM users WHERE id = $1{}", tx.for_update());
    tx.row(sql, values![user]).await.map(|_| ())
}

/// Notes a failed attempt and gives how many there were in the last minutes, this one included. Attempts that lie in the
/// future count too: a clock set back must not give anybody further guesses.
pub(crate) async fn fail(tx: &mut Tx, id: Uuid, user: Uuid, now: Time, what: &str) -> Result<i64, StoreError> {
    let sql = "INSERT INTO attempts (id, user_id, time, what) VALUES ($1, $2, $3, $4)";
    tx.execute_one(sql, values![id, user, now, what]).await?;
    let since = now.plus_seconds(-ATTEMPTS_SECONDS);
    let row = tx.row("SELECT count(*) FROM attempts WHERE user_id = $1 AND time > $2", values![user, since]).await?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// Forgets the user's failed attempts, after a success or when somebody unblocks them.
pub(crate) async fn forget(tx: &mut Tx, user: Uuid) -> Result<(), StoreError> {
    tx.execute("DELETE FROM attempts WHERE user_id = $1", values![user]).await.map(|_| ())
}

/// Blocks the user, until a time where the block ends by itself.
pub(crate) async fn block(tx: &mut Tx, user: Uuid, now: Time, until: Option<Time>) -> Result<(), StoreError> {
    let sql = "UPDATE users SET blocked = $2, blocked_until = $3, blocks = blocks + 1 WHERE id = $1";
    tx.execute_one(sql, values![user, now, until]).await
}

/// Ends the user's block; `in_a_row` says whether the next one still counts as one after it.
pub(crate) async fn unblock(tx: &mut Tx, user: Uuid, in_a_row: bool) -> Result<(), StoreError> {
    let blocks = if in_a_row { "blocks" } else { "0" };
    let sql = format!("UPDATE users SET blocked = NULL, blocked_until = NULL, blocks = {blocks} WHERE id = $1");
    tx.execute_one(sql, values![user]).await?;
    forget(tx, user).await
}

/// Users whose block has ended by itself.
pub(crate) async fn over(tx: &mut Tx, now: Time) -> Result<Vec<Uuid>, StoreError> {
    let sql = "SELECT id FROM users WHERE blocked IS NOT NULL AND blocked_until <= $1 ORDER BY id";
    tx.rows(sql, values![now]).await?.iter().map(|row| row.get(0)).collect()
}
