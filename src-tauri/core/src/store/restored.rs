//! What must not live on in an older copy of a database.

use super::{StoreError, Tx, values};
use crate::clock::Time;
use crate::domain::events::EventKind;

/// Ends every open session, and makes invites, one-time codes and remembered computers worthless: what was used, ended or
/// forgotten since the copy was made would be open again. Gives how many sessions there were.
pub(crate) async fn end_everything(tx: &mut Tx, now: Time) -> Result<u64, StoreError> {
    let ended = tx
        .execute(
            "UPDATE sessions SET ended = $1, ended_why = 'an older copy of the database was opened' WHERE ended IS NULL",
            values![now],
        )
        .await?;
    for sql in [
        "UPDATE invitations SET revoked = $1 WHERE accepted IS NULL AND revoked IS NULL",
        "UPDATE remembered_computers SET forgotten = $1 WHERE forgotten IS NULL",
        "UPDATE password_resets SET revoked = $1 WHERE used IS NULL AND revoked IS NULL",
        "UPDATE support_grants SET ended = $1, code_hash = NULL, ended_why = 'an older copy of the database was opened' \
         WHERE ended IS NULL",
    ] {
        tx.execute(sql, values![now]).await?;
    }
    Ok(ended)
}

/// Whether an event after `seq`, not older than `since`, says already that an older copy was found.
pub(crate) async fn noticed(tx: &mut Tx, seq: i64, since: Time) -> Result<bool, StoreError> {
    let sql = format!("SELECT 1 FROM events WHERE kind = '{NOTICE}' AND seq > $1 AND time >= $2 LIMIT 1");
    Ok(tx.row(sql, values![seq, since]).await?.is_some())
}

/// The first event after `seq`, and not after `until`, that says so.
pub(crate) async fn first_notice(tx: &mut Tx, seq: i64, until: i64) -> Result<Option<i64>, StoreError> {
    let sql = format!("SELECT seq FROM events WHERE kind = '{NOTICE}' AND seq > $1 AND seq <= $2 ORDER BY seq LIMIT 1");
    tx.row(sql, values![seq, until]).await?.map(|row| row.get(0)).transpose()
}

const NOTICE: &str = EventKind::RestoredCopyFound.as_str();

pub(crate) async fn hash_of(tx: &mut Tx, seq: i64) -> Result<Option<Vec<u8>>, StoreError> {
    tx.row("SELECT hash FROM events WHERE seq = $1", values![seq]).await?.map(|row| row.get(0)).transpose()
}

pub(crate) async fn previous_hash_of(tx: &mut Tx, seq: i64) -> Result<Option<Vec<u8>>, StoreError> {
    tx.row("SELECT previous_hash FROM events WHERE seq = $1", values![seq]).await?.map(|row| row.get(0)).transpose()
}
