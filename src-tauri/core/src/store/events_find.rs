//! Finding events: the filter, and pages of what it lets through.

use uuid::Uuid;

use super::events::{COLUMNS, StoredEvent};
use super::{StoreError, Tx, values};
use crate::clock::Time;
use crate::domain::events::{Event, EventKind, Outcome, TargetKind, search_words};
use crate::domain::search::{self, Token};
use crate::domain::text;

/// Which events. Everything that is given must hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct EventFilter {
    /// As the one who did it or the one it was done to.
    pub person: Option<Uuid>,
    pub actor: Option<Uuid>,
    /// As what it was done to.
    pub record: Option<Uuid>,
    pub record_type: Option<TargetKind>,
    /// Any of these; none means all.
    pub kinds: Vec<EventKind>,
    pub outcome: Option<Outcome>,
    /// Beginning of the computer's name, folded; empty means any.
    pub computer: String,
    /// Beginning of the address; empty means any.
    pub ip: String,
    /// Each must begin a word of the event; `None` means that nothing is searched.
    pub keyword: Option<Vec<Token>>,
    /// Inclusive.
    pub from: Option<Time>,
    /// Exclusive.
    pub until: Option<Time>,
}

impl EventFilter {
    /// Whether it lets `event` through.
    pub(crate) fn matches(&self, event: &Event) -> bool {
        let is = |wanted: Option<Uuid>, id: Option<Uuid>| wanted.is_none() || wanted == id;
        (self.person.is_none() || self.person == event.actor || self.person == event.target)
            && is(self.actor, event.actor)
            && is(self.record, event.target)
            && self.record_type.is_none_or(|wanted| wanted.as_str() == event.target_kind)
            && (self.kinds.is_empty() || self.kinds.iter().any(|kind| kind.as_str() == event.kind))
            && self.outcome.is_none_or(|outcome| outcome.as_str() == event.outcome)
            && self.from.is_none_or(|from| event.time >= from)
            && self.until.is_none_or(|until| event.time < until)
            && (self.ip.is_empty() || event.ip.starts_with(&self.ip))
            && (self.computer.is_empty() || text::fold(&event.computer).starts_with(&self.computer))
            && self.keyword.as_ref().is_none_or(|tokens| search::all_fit(tokens, &search_words(event)))
    }
}

/// A page of events, the newest first, before the event `before`.
pub(crate) async fn page(
    tx: &mut Tx,
    filter: &EventFilter,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let Some((low, mut high)) = range(tx, filter, before).await? else { return Ok(Vec::new()) };
    let wanted = usize::try_from(limit).unwrap_or(0);
    // What no index knows is asked of the events themselves.
    let read = !filter.computer.is_empty() || !filter.ip.is_empty() || filter.keyword.is_some();
    let each = if read { limit.max(1_000) } else { limit };
    let mut page = Vec::new();
    loop {
        let found = walk(tx, filter, low, high, each).await?;
        let more = i64::try_from(found.len()).unwrap_or(0) == each;
        high = found.last().map_or(high, |last| last.event.seq);
        page.extend(found.into_iter().filter(|stored| filter.matches(&stored.event)));
        page.truncate(wanted);
        if !more || page.len() == wanted {
            return Ok(page);
        }
    }
}

/// The newest events between two numbers that fit in all but what only the event itself tells.
///
/// An index that begins with everything that is asked for yields a page without looking at anything else. So each kind,
/// as the one who did it and as the one it was done to, is a walk of its own, cut to a page; the page is made of theirs.
/// One statement that asked for them all with IN and OR would gather every event of a busy person first.
async fn walk(
    tx: &mut Tx,
    filter: &EventFilter,
    low: i64,
    high: i64,
    limit: i64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let mut bound = values![low, high, limit];
    let mut conditions = String::from("seq > $1 AND seq < $2");
    match filter.outcome {
        // What went wrong is little, and has small indexes of its own.
        Some(outcome @ (Outcome::Failure | Outcome::Refused)) => {
            conditions.push_str(&format!(" AND outcome <> 'success' AND outcome = '{}'", outcome.as_str()));
        }
        Some(Outcome::Success) => conditions.push_str(" AND outcome = 'success'"),
        None => {}
    }
    for (time, sign) in [(filter.from, ">="), (filter.until, "<")] {
        if let Some(time) = time {
            conditions.push_str(&format!(" AND time {sign} {}", time.0));
        }
    }
    for (column, id) in [("actor", filter.actor), ("target", filter.record)] {
        if let Some(id) = id {
            bound.push(id.into());
            conditions.push_str(&format!(" AND {column} = ${}", bound.len()));
        }
    }
    if let Some(kind) = filter.record_type {
        conditions.push_str(&format!(" AND target_kind = '{}'", kind.as_str()));
    }
    let people: Vec<String> = match filter.person {
        None => vec![String::new()],
        Some(person) => {
            bound.push(person.into());
            ["actor", "target"].iter().map(|column| format!("{column} = ${} AND ", bound.len())).collect()
        }
    };
    let kinds: Vec<String> = match &filter.kinds[..] {
        all if all.is_empty() || EventKind::ALL.iter().all(|kind| all.contains(kind)) => vec![String::new()],
        some => some.iter().map(|kind| format!("kind = '{}' AND ", kind.as_str())).collect(),
    };
    let walks: Vec<String> = people
        .iter()
        .flat_map(|person| kinds.iter().map(move |kind| format!("{person}{kind}")))
        .map(|walk| format!("{walk}{conditions} ORDER BY seq DESC LIMIT $3"))
        .collect();
    let sql = match &walks[..] {
        [walk] => format!("SELECT {COLUMNS} FROM events WHERE {walk}"),
        walks => {
            let walks: Vec<_> = walks
                .iter()
                .enumerate()
                .map(|(place, walk)| format!("SELECT * FROM (SELECT seq FROM events WHERE {walk}) AS walk{place}"))
                .collect();
            format!("SELECT {COLUMNS} FROM events WHERE seq IN ({}) ORDER BY seq DESC LIMIT $3", walks.join(" UNION "))
        }
    };
    tx.rows(sql, bound).await?.iter().map(StoredEvent::from_row).collect()
}

/// The events' numbers between which the filter's times lie, both ends exclusive.
///
/// `time_high` never falls, so its index finds the first event of a time at once. Events written while a clock was set
/// back stand after later ones; the few of them have an index of their own.
async fn range(tx: &mut Tx, filter: &EventFilter, before: Option<i64>) -> Result<Option<(i64, i64)>, StoreError> {
    let mut low = 0;
    let mut high = before.unwrap_or(i64::MAX);
    if let Some(from) = filter.from {
        let first = "SELECT seq FROM events WHERE time_high >= $1 ORDER BY time_high, seq LIMIT 1";
        match number(tx, first, from).await? {
            Some(first) => low = first - 1,
            None => return Ok(None),
        }
    }
    if let Some(until) = filter.until {
        let last = "SELECT seq FROM events WHERE time_high < $1 ORDER BY time_high DESC, seq DESC LIMIT 1";
        // The sum keeps PostgreSQL from walking all events backwards in the hope of meeting one of the few.
        let set_back = "SELECT seq FROM events WHERE time < time_high AND time < $1 ORDER BY seq + 0 DESC LIMIT 1";
        match number(tx, last, until).await?.max(number(tx, set_back, until).await?) {
            Some(last) => high = high.min(last + 1),
            None => return Ok(None),
        }
    }
    Ok(Some((low, high)))
}

async fn number(tx: &mut Tx, sql: &'static str, time: Time) -> Result<Option<i64>, StoreError> {
    tx.row(sql, values![time]).await?.map(|row| row.get(0)).transpose()
}
