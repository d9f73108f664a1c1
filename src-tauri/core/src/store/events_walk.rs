//! Walking the register in its order, a window of numbers at a time: for exports, counts and the timeline, which look at
//! more than a page.

use futures_util::TryStreamExt;

use super::events::{COLUMNS, StoredEvent};
use super::events_find::{self, EventFilter};
use super::events_index::{NAME_BEGINNING, Unit, ends, in_runs, matching, runs};
use super::users_index::{as_i64, as_usize, json};
use super::{StoreError, Tx, Value, lists, values};
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

/// How many events match: what the index says of whole units, and the newest, which are in none, looked at. `None` where
/// the index does not know.
pub(crate) async fn count_by_index(tx: &mut Tx, filter: &EventFilter) -> Result<Option<i64>, StoreError> {
    let terms = events_find::terms(filter);
    let known = filter.from.is_none() && filter.until.is_none() && filter.computer.chars().count() <= NAME_BEGINNING;
    if !known || terms.is_empty() {
        return Ok(None);
    }
    let (last, first) = ends(tx).await?;
    let (units, rest) = Unit::all(last);
    let newest = between(tx, filter, rest.max(first) - 1, last + 1).await?;
    let mut count = as_i64(newest.len());
    // A few at a time: the sets of one unit are small, those of all of them are not.
    for units in units.chunks(32) {
        for (unit, mut set) in matching(tx, units, &terms).await? {
            set.keep(&(as_usize(first - unit.start())..as_usize(unit.size())));
            count += as_i64(set.count());
        }
    }
    Ok(Some(count))
}

/// Successful and failed sign-ins in each of the spans of time, `from` inclusive and `until` exclusive. An index of their
/// own answers.
pub(crate) async fn count_sign_ins(tx: &mut Tx, spans: &[(Time, Time)]) -> Result<Vec<(i64, i64)>, StoreError> {
    let each = |kinds: &[EventKind]| -> String {
        let one = |kind: &EventKind| {
            format!(
                "(SELECT count(*) FROM events WHERE {} AND kind = '{}' AND time >= span.low AND time < span.high)",
                signs_in(),
                kind.as_str()
            )
        };
        kinds.iter().map(one).collect::<Vec<_>>().join(" + ")
    };
    let (succeeded, failed) = (each(EventKind::SIGN_INS), each(EventKind::FAILED_SIGN_INS));
    let mut counts = Vec::with_capacity(spans.len());
    for spans in spans.chunks(TOGETHER) {
        let bound: Vec<Value> = (0..).zip(spans).flat_map(|(place, (low, high))| values![place, *low, *high]).collect();
        let sql = format!(
            "WITH span (place, low, high) AS (VALUES {}) SELECT {succeeded}, {failed} FROM span ORDER BY place",
            super::places(spans.len(), bound.len())
        );
        for row in tx.rows(sql, bound).await? {
            counts.push((row.get(0)?, row.get(1)?));
        }
    }
    Ok(counts)
}

/// What is true of an event that the timeline counts, in the words of the index of them.
fn signs_in() -> String {
    format!("kind IN ({}, {})", list(EventKind::SIGN_INS), list(EventKind::FAILED_SIGN_INS))
}

/// The times and kinds of the matching events, or `None` where the index does not know which they are. The filter has some
/// of what the index knows.
pub(crate) async fn times_by_index(
    tx: &mut Tx,
    filter: &EventFilter,
) -> Result<Option<Vec<(Time, String)>>, StoreError> {
    let terms = events_find::terms(filter);
    if terms.is_empty() || filter.computer.chars().count() > NAME_BEGINNING {
        return Ok(None);
    }
    let (last, first) = ends(tx).await?;
    let (units, rest) = Unit::all(last);
    let newest = between(tx, filter, rest.max(first) - 1, last + 1).await?;
    let mut found: Vec<_> = newest.into_iter().map(|stored| (stored.event.time, stored.event.kind)).collect();
    let runs = runs(tx, filter.from, filter.until, rest).await?;
    let sql = format!("SELECT time, kind FROM events WHERE seq IN {}", lists::numbers(tx.kind(), 1));
    for units in units.chunks(32) {
        let sets = matching(tx, units, &terms).await?;
        let numbers: Vec<i64> =
            units.iter().filter_map(|unit| Some(in_runs(*unit, sets.get(unit)?, &runs))).flatten().collect();
        for numbers in numbers.chunks(MOST_NUMBERS) {
            for row in tx.rows(sql.clone(), values![json(numbers)]).await? {
                found.push((row.time(0)?, row.get(1)?));
            }
        }
    }
    Ok(Some(found))
}

/// Numbers in one statement.
const MOST_NUMBERS: usize = 5_000;

/// Rows that are asked for with one statement.
const TOGETHER: usize = 200;

/// Runs of numbers after `low`, in order, both ends exclusive, among which every event of the filter's times is.
pub(crate) async fn spans(tx: &mut Tx, filter: &EventFilter, low: i64) -> Result<Vec<(i64, i64)>, StoreError> {
    let (last, _) = ends(tx).await?;
    if filter.from.is_none() && filter.until.is_none() {
        return Ok(vec![(low, last + 1)]);
    }
    let (_, rest) = Unit::all(last);
    let runs = runs(tx, filter.from, filter.until, rest).await?;
    let mut spans: Vec<_> = runs.iter().rev().map(|run| ((run.start - 1).max(low), run.end)).collect();
    spans.push(((rest - 1).max(low), last + 1));
    spans.retain(|(low, high)| low + 1 < *high);
    Ok(spans)
}

/// Events that changed the record `target`, in order: its revisions.
pub(crate) async fn revisions(tx: &mut Tx, target: uuid::Uuid) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE target = $1 AND {} ORDER BY seq", revises());
    tx.rows(sql, values![target]).await?.iter().map(StoredEvent::from_row).collect()
}

/// What is true of an event that is a revision of its target, in the words of the index of them.
pub(super) fn revises() -> String {
    format!("outcome = 'success' AND kind IN ({})", list(EventKind::REVISING))
}

/// How many revisions of `target` are in archives.
pub(crate) async fn archived_revisions(tx: &mut Tx, target: uuid::Uuid) -> Result<i64, StoreError> {
    let sql = "SELECT revisions FROM archived_revisions WHERE target = $1";
    tx.row(sql, values![target]).await?.map_or(Ok(0), |row| row.get(0))
}

/// The numbers that the events `(seq, target)` have among the revisions of their records.
pub(crate) async fn revision_numbers(tx: &mut Tx, events: &[(i64, uuid::Uuid)]) -> Result<Vec<(i64, i64)>, StoreError> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let bound: Vec<Value> = events.iter().flat_map(|(seq, target)| values![*seq, *target]).collect();
    let sql = format!(
        "WITH asked (seq, target) AS (VALUES {}) SELECT asked.seq, (SELECT count(*) FROM events WHERE events.target = \
         asked.target AND events.seq <= asked.seq AND {}) + \
         coalesce((SELECT revisions FROM archived_revisions WHERE archived_revisions.target = asked.target), 0) \
         FROM asked",
        super::places(events.len(), bound.len()),
        revises()
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

#[cfg(test)]
mod tests {
    #[test]
    fn both_databases_index_exactly_what_is_asked_of_revisions_and_sign_ins() {
        for migration in [
            include_str!("../../../../migrations/sqlite/0003_register.sql"),
            include_str!("../../../../migrations/postgres/0003_register.sql"),
        ] {
            let migration = migration.split_whitespace().collect::<Vec<_>>().join(" ");
            for asked in [super::revises(), super::signs_in()] {
                let asked = asked.replace('(', "( ").replace(')', " )");
                assert!(migration.contains(&asked), "the index would not be used: {asked}");
            }
        }
    }
}
