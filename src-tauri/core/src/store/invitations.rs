//! Invitations: a code, kept as a hash, good once and for a time.

use uuid::Uuid;

use super::{StoreError, Tx, values};
use crate::clock::Time;

/// An invitation that can still be accepted.
#[derive(Clone, Debug)]
pub(crate) struct InvitationRecord {
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
        "INSERT INTO invitations (id, user_id, code_hash, created, created_by, expires) VALUES ($1, $2, $3, $4, $5, $6)",
        values![id, user, code_hash, now, by, expires],
    )
    .await
}

/// Makes all open invitations of the user worthless; gives how many there were.
pub(crate) async fn revoke_all_of(tx: &mut Tx, user: Uuid, now: Time) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE invitations SET revoked = $2 WHERE user_id = $1 AND accepted IS NULL AND revoked IS NULL",
        values![user, now],
    )
    .await
}

/// Uses the invitation up. Gives `false` where somebody was faster or it was revoked.
pub(crate) async fn accept(tx: &mut Tx, id: Uuid, now: Time) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "UPDATE invitations SET accepted = $2 WHERE id = $1 AND accepted IS NULL AND revoked IS NULL",
            values![id, now],
        )
        .await?;
    Ok(changed == 1)
}

/// The user's open invitation. There is at most one: a new one revokes those before.
pub(crate) async fn open_of(tx: &mut Tx, user: Uuid) -> Result<Option<InvitationRecord>, StoreError> {
    let sql = "SELECT id, code_hash, expires FROM invitations WHERE user_id = $1 AND accepted IS NULL AND revoked IS NULL \
               ORDER BY created DESC LIMIT 1";
    let Some(row) = tx.row(sql, values![user]).await? else { return Ok(None) };
    Ok(Some(InvitationRecord { id: row.get("id")?, code_hash: row.get("code_hash")?, expires: row.time("expires")? }))
}
