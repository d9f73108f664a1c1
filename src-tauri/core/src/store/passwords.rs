//! Earlier passwords, so that none of the last ones comes back.

use uuid::Uuid;

use super::{StoreError, Tx, values};
use crate::clock::Time;
use crate::domain::passwords::REMEMBERED;

/// Remembers a chosen password and forgets those that are too old to matter.
pub(crate) async fn remember(tx: &mut Tx, user: Uuid, hash: &str, now: Time) -> Result<(), StoreError> {
    tx.execute("INSERT INTO user_passwords (user_id, since, hash) VALUES ($1, $2, $3)", values![user, now, hash])
        .await?;
    let keep = i64::try_from(REMEMBERED).unwrap_or(8);
    tx.execute(
        "DELETE FROM user_passwords WHERE user_id = $1 AND since NOT IN \
         (SELECT since FROM user_passwords WHERE user_id = $1 ORDER BY since DESC LIMIT $2)",
        values![user, keep],
    )
    .await
    .map(|_| ())
}
