//! Every address that any user ever signed in with.

use uuid::Uuid;

use super::{StoreError, Tx, values};
use crate::clock::Time;
use crate::domain::email;

/// Makes `address` the user's own. Gives `false` where it is or was another user's: it stays theirs.
pub(crate) async fn claim(tx: &mut Tx, user: Uuid, address: &str, now: Time) -> Result<bool, StoreError> {
    let key = email::key(address);
    match tx.row("SELECT user_id FROM user_emails WHERE email_key = $1", values![&key]).await? {
        Some(row) if row.get::<Uuid, _>("user_id")? == user => {
            // Back to an address that was this user's before.
            tx.execute_one(
                "UPDATE user_emails SET email = $2, until = NULL WHERE email_key = $1",
                values![&key, address],
            )
            .await?;
            Ok(true)
        }
        Some(_) => Ok(false),
        None => {
            let inserted = tx
                .execute(
                    "INSERT INTO user_emails (email_key, email, user_id, since, until) VALUES ($1, $2, $3, $4, NULL) \
                     ON CONFLICT (email_key) DO NOTHING",
                    values![&key, address, user, now],
                )
                .await?;
            Ok(inserted == 1)
        }
    }
}

/// Ends the use of `address`, which stays the user's.
pub(crate) async fn retire(tx: &mut Tx, address: &str, now: Time) -> Result<(), StoreError> {
    tx.execute("UPDATE user_emails SET until = $2 WHERE email_key = $1", values![email::key(address), now])
        .await
        .map(|_| ())
}

/// Addresses that were the user's before, the latest first.
pub(crate) async fn past(tx: &mut Tx, user: Uuid) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT email FROM user_emails WHERE user_id = $1 AND until IS NOT NULL ORDER BY until DESC";
    tx.rows(sql, values![user]).await?.iter().map(|row| row.get("email")).collect()
}
