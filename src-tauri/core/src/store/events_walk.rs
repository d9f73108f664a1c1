//! Walking the register in its order, a window of numbers at a time: for exports, counts and the timeline, which look at
//! more than a page.

use futures_util::TryStreamExt;

use super::events::{COLUMNS, StoredEvent};
use super::events_find::EventFilter;
use super::{StoreError, Tx, Value, values};
use crate::clock::Time;
use crate::domain::events::EventKind;

/// What SQL can ask of `filter`; the rest is asked of the events themselves.
fn conditions(filter: &EventFilter, bound: &mut Vec<Value>) -> String {
    let mut sql = String::from("seq > $1 AND seq < $2");
    let mut by_id = |columns: &[&str], id: Option<uuid::Uuid>| {
        if let Some(id) = id {
            bound.push(id.into());
            let each: Vec<_> = columns.iter().map(|column| format!("{column} = ${}", bound.len())).collect();
            sql.push_str(&format!(" AND ({})", each.join(" OR ")));
        }
    };
    by_id(&["actor", "target"], filter.person);
    by_id(&["actor"], filter.actor);
    by_id(&["target"], filter.record);
    if let Some(kind) = filter.record_type {
        sql.push_str(&format!(" AND target_kind = '{}'", kind.as_str()));
    }
    if !filter.kinds.is_empty() {
        sql.push_str(&format!(" AND kind IN ({})", list(&filter.kinds)));
    }
    if let Some(outcome) = filter.outcome {
        sql.push_str(&format!(" AND outcome = '{}'", outcome.as_str()));
    }
    for (time, sign) in [(filter.from, ">="), (filter.until, "<")] {
        if let Some(time) = time {
            sql.push_str(&format!(" AND time {sign} {}", time.0));
        }
    }
    sql
}

fn list(kinds: &[EventKind]) -> String {
    kinds.iter().map(|kind| format!("'{}'", kind.as_str())).collect::<Vec<_>>().join(", ")
}

/// Whether SQL alone decides.
pub(crate) fn sql_decides(filter: &EventFilter) -> bool {
    filter.computer.is_empty() && filter.ip.is_empty() && filter.keyword.is_none()
}

/// The matching events between two numbers, both exclusive, in order.
pub(crate) async fn between(
    tx: &mut Tx,
    filter: &EventFilter,
    low: i64,
    high: i64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let mut bound = values![low, high];
    let conditions = conditions(filter, &mut bound);
    let rows = tx.stream(format!("SELECT {COLUMNS} FROM events WHERE {conditions} ORDER BY seq"), bound)?;
    rows.and_then(|row| async move { StoredEvent::from_row(&row) })
        .try_filter(|stored| std::future::ready(filter.matches(&stored.event)))
        .try_collect()
        .await
}

/// How many events match between two numbers, both exclusive; counting stops at `most`.
pub(crate) async fn count(
    tx: &mut Tx,
    filter: &EventFilter,
    low: i64,
    high: i64,
    most: i64,
) -> Result<i64, StoreError> {
    if !sql_decides(filter) {
        let found = between(tx, filter, low, high).await?;
        return Ok(i64::try_from(found.len()).unwrap_or(most).min(most));
    }
    let mut bound = values![low, high];
    let conditions = conditions(filter, &mut bound);
    bound.push(most.into());
    let sql = format!(
        "SELECT count(*) FROM (SELECT 1 FROM events WHERE {conditions} LIMIT ${}) AS counted",
        bound.len()
    );
    let row = tx.row(sql, bound).await?;
    row.map_or(Ok(0), |row| row.get(0))
}

/// How many events of `kinds` stand between two numbers, `low` inclusive and `high` exclusive. An index alone answers.
pub(crate) async fn count_kinds(tx: &mut Tx, kinds: &[EventKind], low: i64, high: i64) -> Result<i64, StoreError> {
    let mut sum = 0;
    for kind in kinds {
        let sql = format!("SELECT count(*) FROM events WHERE kind = '{}' AND seq >= $1 AND seq < $2", kind.as_str());
        sum += tx.row(sql, values![low, high]).await?.map_or(Ok(0), |row| row.get::<i64, _>(0))?;
    }
    Ok(sum)
}

/// The number of the first event from `time` on; `None` where all are before it.
pub(crate) async fn first_from(tx: &mut Tx, time: Time) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT seq FROM events WHERE time_high >= $1 ORDER BY time_high, seq LIMIT 1";
    tx.row(sql, values![time]).await?.map(|row| row.get(0)).transpose()
}

/// Events of `kinds` that were written while a clock was set back, so that they stand after later ones:
/// `(seq, time, kind)`.
pub(crate) async fn set_back(
    tx: &mut Tx,
    kinds: &[EventKind],
    from: Time,
) -> Result<Vec<(i64, Time, String)>, StoreError> {
    let sql = format!(
        "SELECT seq, time, kind FROM events WHERE time < time_high AND time_high >= $1 AND kind IN ({})",
        list(kinds)
    );
    tx.rows(sql, values![from])
        .await?
        .iter()
        .map(|row| Ok((row.get(0)?, row.time(1)?, row.get(2)?)))
        .collect()
}

/// Events that changed the record `target`, in order: its revisions.
pub(crate) async fn revisions(
    tx: &mut Tx,
    target: uuid::Uuid,
    kinds: &[EventKind],
) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM events WHERE target = $1 AND outcome = 'success' AND kind IN ({}) ORDER BY seq",
        list(kinds)
    );
    tx.rows(sql, values![target]).await?.iter().map(StoredEvent::from_row).collect()
}

/// How many revisions of `target` are in archives.
pub(crate) async fn archived_revisions(tx: &mut Tx, target: uuid::Uuid) -> Result<i64, StoreError> {
    let sql = "SELECT revisions FROM archived_revisions WHERE target = $1";
    tx.row(sql, values![target]).await?.map_or(Ok(0), |row| row.get(0))
}

/// The numbers that the events `(seq, target)` have among the revisions of their records.
pub(crate) async fn revision_numbers(
    tx: &mut Tx,
    events: &[(i64, uuid::Uuid)],
    kinds: &[EventKind],
) -> Result<Vec<(i64, i64)>, StoreError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let bound: Vec<Value> = events.iter().flat_map(|(seq, target)| values![*seq, *target]).collect();
    let sql = format!(
        "WITH asked (seq, target) AS (VALUES {}) SELECT asked.seq, (SELECT count(*) FROM events WHERE events.target = \
         asked.target AND events.seq <= asked.seq AND events.outcome = 'success' AND events.kind IN ({})) + \
         coalesce((SELECT revisions FROM archived_revisions WHERE archived_revisions.target = asked.target), 0) \
         FROM asked",
        super::places(events.len(), bound.len()),
        list(kinds)
    );
    tx.rows(sql, bound).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// When and how the last event of `kind` happened: `(time, who, outcome)`.
pub(crate) async fn last_of(tx: &mut Tx, kind: EventKind) -> Result<Option<(Time, String, String)>, StoreError> {
    let sql = format!(
        "SELECT time, actor_name, outcome FROM events WHERE kind = '{}' ORDER BY seq DESC LIMIT 1",
        kind.as_str()
    );
    tx.row(sql, values![]).await?.map(|row| Ok((row.time(0)?, row.get(1)?, row.get(2)?))).transpose()
}
