//! One-time codes with which a user chooses a new password.

use uuid::Uuid;

use super::{StoreError, Tx, values};
use crate::clock::Time;

/// A code that can still be used.
#[derive(Clone, Debug)]
pub(crate) struct ResetRecord {
    pub id: Uuid,
    pub code_hash: String,
    pub expires: Time,
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: Uuid,
    user: Uuid,
    code_hash: &str,
    by: Uuid,
    now: Time,
    expires: Time,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO password_resets (id, user_id, code_hash, created, created_by, expires) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        values![id, user, code_hash, now, by, expires],
    )
    .await
}

/// Makes all open codes of the user worthless, or everybody's.
pub(crate) async fn revoke_all(tx: &mut Tx, user: Option<Uuid>, now: Time) -> Result<u64, StoreError> {
    let sql = "UPDATE password_resets SET revoked = $1 WHERE used IS NULL AND revoked IS NULL";
    match user {
        Some(user) => tx.execute(format!("{sql} AND user_id = $2"), values![now, user]).await,
        None => tx.execute(sql, values![now]).await,
    }
}

/// Uses the code up. Gives `false` where somebody was faster or it was revoked.
pub(crate) async fn accept(tx: &mut Tx, id: Uuid, now: Time) -> Result<bool, StoreError> {
    let sql = "UPDATE password_resets SET used = $2 WHERE id = $1 AND used IS NULL AND revoked IS NULL";
    Ok(tx.execute(sql, values![id, now]).await? == 1)
}

/// The user's open code. There is at most one: a new one revokes those before.
pub(crate) async fn open_of(tx: &mut Tx, user: Uuid) -> Result<Option<ResetRecord>, StoreError> {
    let sql = "SELECT id, code_hash, expires FROM password_resets WHERE user_id = $1 AND used IS NULL AND revoked IS NULL \
               ORDER BY created DESC LIMIT 1";
    let Some(row) = tx.row(sql, values![user]).await? else { return Ok(None) };
    Ok(Some(ResetRecord { id: row.get("id")?, code_hash: row.get("code_hash")?, expires: row.time("expires")? }))
}
