//! What people are told about their own access.

use uuid::Uuid;

use super::{StoreError, Tx, values};
use crate::clock::Time;

/// One thing that somebody is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NoticeRecord {
    pub id: Uuid,
    pub time: Time,
    pub kind: String,
    pub title: String,
    pub text: String,
    pub seen: Option<Time>,
}

pub(crate) async fn insert(tx: &mut Tx, user: Uuid, notice: &NoticeRecord) -> Result<(), StoreError> {
    let n = notice;
    tx.execute_one(
        "INSERT INTO notices (id, user_id, time, kind, title, text) VALUES ($1, $2, $3, $4, $5, $6)",
        values![n.id, user, n.time, &n.kind, &n.title, &n.text],
    )
    .await
}

/// The newest of the user's notices.
pub(crate) async fn latest(tx: &mut Tx, user: Uuid, limit: i64) -> Result<Vec<NoticeRecord>, StoreError> {
    let sql =
        "SELECT id, time, kind, title, text, seen FROM notices WHERE user_id = $1 ORDER BY time DESC, id DESC LIMIT $2";
    tx.rows(sql, values![user, limit])
        .await?
        .iter()
        .map(|row| {
            Ok(NoticeRecord {
                id: row.get("id")?,
                time: row.time("time")?,
                kind: row.get("kind")?,
                title: row.get("title")?,
                text: row.get("text")?,
                seen: row.maybe_time("seen")?,
            })
        })
        .collect()
}

pub(crate) async fn unseen(tx: &mut Tx, user: Uuid) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM notices WHERE user_id = $1 AND seen IS NULL";
    tx.row(sql, values![user]).await?.map_or(Ok(0), |row| row.get(0))
}

pub(crate) async fn see_all(tx: &mut Tx, user: Uuid, now: Time) -> Result<u64, StoreError> {
    tx.execute("UPDATE notices SET seen = $2 WHERE user_id = $1 AND seen IS NULL", values![user, now]).await
}
