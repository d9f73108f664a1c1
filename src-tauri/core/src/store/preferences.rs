//! What each person set for themselves: columns, theme and the like.

use uuid::Uuid;

use super::{StoreError, Tx, values};

pub(crate) async fn all(tx: &mut Tx, user: Uuid) -> Result<Vec<(String, String)>, StoreError> {
    let rows = tx.rows("SELECT name, value FROM preferences WHERE user_id = $1 ORDER BY name", values![user]).await?;
    rows.iter().map(|row| Ok((row.get("name")?, row.get("value")?))).collect()
}

pub(crate) async fn set(tx: &mut Tx, user: Uuid, name: &str, value: &str) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO preferences (user_id, name, value) VALUES ($1, $2, $3) \
         ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value",
        values![user, name, value],
    )
    .await
    .map(|_| ())
}
