//! Earlier passwords, so that none of the last ones comes back.

use uuid::Uuid;

use super::{StoreError, Tx, values};
use crate::clock::Time;

/// Remembers a chosen password and forgets those that are too old to matter.
pub(crate) async fn remember(tx: &mut Tx, user: Uuid, hash: &str, keep: i64, now: Time) -> Result<(), StoreError> {
    tx.execute("INSERT INTO user_passwords (user_id, since, hash) VALUES ($1, $2, $3)", values![user, now, hash])
        .await?;
    tx.execute(
        "DELETE FROM user_passwords WHERE user_id = $1 AND since NOT IN \
         (SELECT since FROM user_passwords WHERE user_id = $1 ORDER BY since DESC LIMIT $2)",
        values![user, keep],
    )
    .await
    .map(|_| ())
}

/// The hashes of the user's last passwords, the newest first.
pub(crate) async fn last(tx: &mut Tx, user: Uuid, count: i64) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT hash FROM user_passwords WHERE user_id = $1 ORDER BY since DESC LIMIT $2";
    tx.rows(sql, values![user, count]).await?.iter().map(|row| row.get(0)).collect()
}
