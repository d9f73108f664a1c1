//! Finding events: the filter, and pages of what it lets through.

use uuid::Uuid;

use super::events::{COLUMNS, StoredEvent};
use super::events_index::{Any, SMALL, Unit, between_numbers, ends, id_term, matching, read};
use super::users_index::{as_i64, as_usize};
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

/// What the index is asked. Where nothing is, the newest events are the page.
pub(super) fn terms(filter: &EventFilter) -> Vec<Any> {
    let one = |term: String| Any::Of(vec![term]);
    let mut all = Vec::new();
    all.extend(filter.person.map(|id| Any::Of(vec![id_term('a', id), id_term('g', id)])));
    all.extend(filter.actor.map(|id| one(id_term('a', id))));
    all.extend(filter.record.map(|id| one(id_term('g', id))));
    all.extend(filter.keyword.iter().flatten().map(|token| Any::word(&token.word, token.whole)));
    if !filter.kinds.is_empty() && EventKind::ALL.iter().any(|kind| !filter.kinds.contains(kind)) {
        all.push(Any::Of(filter.kinds.iter().map(|kind| format!("k{}", kind.as_str())).collect()));
    }
    all.extend((!filter.computer.is_empty()).then(|| Any::beginning('c', &filter.computer)));
    all.extend((!filter.ip.is_empty()).then(|| Any::beginning('i', &filter.ip)));
    all.extend(filter.record_type.map(|kind| one(format!("t{}", kind.as_str()))));
    all.extend(filter.outcome.map(|outcome| one(format!("o{}", outcome.as_str()))));
    all
}

/// A page of events, the newest first, before the event `before`.
///
/// The events of the last unit that is not complete are read and asked. Of the others the index tells which to read, a
/// few units at a time. Each event that is read is asked itself: what the index says is never shown unseen.
pub(crate) async fn page(
    tx: &mut Tx,
    filter: &EventFilter,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let wanted = as_usize(limit);
    if filter.keyword.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let Some(Range { low, high, strays }) = range(tx, filter, before).await? else { return Ok(Vec::new()) };
    let mut page = Vec::new();
    add(tx, filter, &strays, wanted, &mut page).await?;
    let terms = terms(filter);
    if terms.is_empty() {
        newest(tx, filter, (low, high), limit, wanted, &mut page).await?;
        return Ok(page);
    }
    let (last, first) = ends(tx).await?;
    let (units, rest) = Unit::all(last);
    let low = low.max(first - 1);
    newest(tx, filter, (low.max(rest - 1), high), SMALL, wanted, &mut page).await?;
    let meets = |unit: &Unit| unit.start() < high && unit.start() + unit.size() > low + 1;
    let units: Vec<_> = units.into_iter().filter(meets).collect();
    let mut asked = 0;
    while page.len() < wanted && asked < units.len() {
        // First the newest, which are small and hold what most people look for; of the largest a few at a time.
        let small = units[asked..].iter().take_while(|unit| unit.size() <= LARGE).count();
        let these = &units[asked..units.len().min(asked + if small > 0 { small } else { 4 })];
        asked += these.len();
        let mut found = matching(tx, these, &terms).await?;
        let mut numbers = Vec::new();
        for unit in these {
            numbers.extend(between_numbers(*unit, found.entry(*unit).or_default(), low, high));
        }
        add(tx, filter, &numbers, wanted, &mut page).await?;
    }
    Ok(page)
}

/// Reads events by their numbers until the page is full, and adds those that fit.
async fn add(
    tx: &mut Tx,
    filter: &EventFilter,
    mut numbers: &[i64],
    wanted: usize,
    page: &mut Vec<StoredEvent>,
) -> Result<(), StoreError> {
    while page.len() < wanted && !numbers.is_empty() {
        let (now, later) = numbers.split_at(numbers.len().min((wanted - page.len()).max(16)));
        numbers = later;
        let events = read(tx, now).await?;
        page.extend(events.into_iter().filter(|stored| filter.matches(&stored.event)));
        page.truncate(wanted);
    }
    Ok(())
}

/// Units of so many events are asked together.
const LARGE: i64 = 32 * SMALL;

/// Reads the newest events between two numbers, `each` at a time, until the page is full, and adds those that fit.
async fn newest(
    tx: &mut Tx,
    filter: &EventFilter,
    (low, mut high): (i64, i64),
    each: i64,
    wanted: usize,
    page: &mut Vec<StoredEvent>,
) -> Result<(), StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE seq > $1 AND seq < $2 ORDER BY seq DESC LIMIT $3");
    while page.len() < wanted && high > low + 1 {
        let rows = tx.rows(sql.clone(), values![low, high, each]).await?;
        let events = rows.iter().map(StoredEvent::from_row).collect::<Result<Vec<_>, _>>()?;
        let all = as_i64(events.len()) < each;
        high = events.last().map_or(low, |last| last.event.seq);
        page.extend(events.into_iter().filter(|stored| filter.matches(&stored.event)));
        page.truncate(wanted);
        if all {
            break;
        }
    }
    Ok(())
}

/// Where events of the filter's times can be.
struct Range {
    /// The others lie between these numbers, both exclusive.
    low: i64,
    high: i64,
    /// Events behind all of these that were written while a clock was far behind, the newest first.
    strays: Vec<i64>,
}

/// Behind by so many microseconds, an event is where the index by time does not lead: `events_set_back` has it.
const BEHIND: i64 = 300_000_000;
/// So many of those are looked at.
const STRAYS: i64 = 10_000;

/// `time_high` never falls, so its index finds the first event of a time at once, and the last one but for those that were
/// written behind a later one. Where it was by little, they are near; the others have an index of their own.
async fn range(tx: &mut Tx, filter: &EventFilter, before: Option<i64>) -> Result<Option<Range>, StoreError> {
    let mut range = Range { low: 0, high: before.unwrap_or(i64::MAX), strays: Vec::new() };
    if let Some(from) = filter.from {
        let first = "SELECT seq FROM events WHERE time_high >= $1 ORDER BY time_high, seq LIMIT 1";
        match tx.row(first, values![from]).await?.map(|row| row.get::<i64, _>(0)).transpose()? {
            Some(first) => range.low = first - 1,
            None => return Ok(None),
        }
    }
    if let Some(until) = filter.until {
        let last = "SELECT seq FROM events WHERE time_high < $1 ORDER BY time_high DESC, seq DESC LIMIT 1";
        let near = tx.row(last, values![until.0.saturating_add(BEHIND)]).await?;
        let last = near.map(|row| row.get::<i64, _>(0)).transpose()?.unwrap_or(0);
        // The sum keeps PostgreSQL from walking all events backwards in the hope of meeting one of the few.
        let strays = "SELECT seq FROM events WHERE time < time_high - 300000000 AND time >= $1 AND time < $2 AND seq > $3 \
                      AND seq < $4 ORDER BY seq + 0 DESC LIMIT $5";
        let from = filter.from.map_or(i64::MIN, |from| from.0);
        let rows = tx.rows(strays, values![from, until, last, range.high, STRAYS]).await?;
        range.strays = rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
        range.high = range.high.min(last + 1);
    }
    Ok(Some(range))
}
