//! Events that were moved to a file, and where the chain goes on after them.

use super::{Row, StoreError, Tx, events_index, events_walk, values};
use crate::clock::Time;

/// A part of the register that was moved to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Archive {
    pub first_seq: i64,
    pub last_seq: i64,
    /// The hash of the last event in the file: the chain goes on from it.
    pub head: Vec<u8>,
    pub time_high: i64,
    /// SHA-256 over the file's lines.
    pub lines: Vec<u8>,
    /// Events before this time were moved.
    pub until: Time,
    pub archived: Time,
    pub archived_by: String,
    pub signature: Vec<u8>,
}

impl Archive {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            first_seq: row.get(0)?,
            last_seq: row.get(1)?,
            head: row.get(2)?,
            time_high: row.get(3)?,
            lines: row.get(4)?,
            until: row.time(5)?,
            archived: row.time(6)?,
            archived_by: row.get(7)?,
            signature: row.get(8)?,
        })
    }
}

const COLUMNS: &str = "first_seq, last_seq, head, time_high, lines, until, archived, archived_by, signature";

/// The newest, after whose last event the chain in the table begins.
pub(crate) async fn newest(tx: &mut Tx) -> Result<Option<Archive>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM register_archives ORDER BY last_seq DESC LIMIT 1");
    tx.row(sql, values![]).await?.as_ref().map(Archive::from_row).transpose()
}

/// Keeps the archive's seal and takes its events out of the table. The permit for it exists only inside this
/// transaction, and the triggers let nothing else go.
pub(crate) async fn remove(tx: &mut Tx, archive: &Archive) -> Result<u64, StoreError> {
    let sql = format!("INSERT INTO register_archives ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let a = archive;
    tx.execute_one(
        sql,
        values![
            a.first_seq,
            a.last_seq,
            a.head.clone(),
            a.time_high,
            a.lines.clone(),
            a.until,
            a.archived,
            &a.archived_by,
            a.signature.clone()
        ],
    )
    .await?;
    // The revisions of a record keep their numbers.
    let count = format!(
        "INSERT INTO archived_revisions (target, revisions) SELECT target, count(*) FROM events WHERE seq <= $1 AND \
         target IS NOT NULL AND {} GROUP BY target \
         ON CONFLICT (target) DO UPDATE SET revisions = archived_revisions.revisions + excluded.revisions",
        events_walk::revises()
    );
    tx.execute(count, values![a.last_seq]).await?;
    tx.execute_one("INSERT INTO register_permits (last_seq) VALUES ($1)", values![a.last_seq]).await?;
    let removed = tx.execute("DELETE FROM events WHERE seq <= $1", values![a.last_seq]).await?;
    tx.execute_one("DELETE FROM register_permits WHERE last_seq = $1", values![a.last_seq]).await?;
    events_index::forget(tx, a.last_seq).await?;
    Ok(removed)
}

/// The last event after `base` up to which everything is before `until`: `(seq, time_high)`. What is asked never falls from
/// one event to the next, so that halving finds it.
pub(crate) async fn last_before(
    tx: &mut Tx,
    base: i64,
    last: i64,
    until: Time,
) -> Result<Option<(i64, i64)>, StoreError> {
    let (mut found, mut low, mut high) = (None, base, last + 1);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        let row = tx.row("SELECT time_high FROM events WHERE seq = $1", values![middle]).await?;
        match row.map(|row| row.get::<i64, _>(0)).transpose()? {
            Some(time_high) if time_high < until.0 => {
                found = Some((middle, time_high));
                low = middle;
            }
            _ => high = middle,
        }
    }
    Ok(found)
}
