//! Finding events: the filter, and pages of what it lets through.

use uuid::Uuid;

use super::events::{COLUMNS, StoredEvent};
use super::events_index::{Any, SMALL, Unit, ends, id_term, in_runs, matching, read, runs};
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
    let (last, first) = ends(tx).await?;
    let high = before.unwrap_or(i64::MAX);
    let (units, rest) = Unit::all(last);
    let terms = terms(filter);
    let mut page = Vec::new();
    let timed = filter.from.is_some() || filter.until.is_some();
    if terms.is_empty() && !timed {
        newest(tx, filter, (first - 1, high), limit, wanted, &mut page).await?;
        return Ok(page);
    }
    newest(tx, filter, (first.max(rest) - 1, high), SMALL, wanted, &mut page).await?;
    let high = high.min(rest);
    if page.len() == wanted || high <= first {
        return Ok(page);
    }
    let mut runs =
        if timed { runs(tx, filter.from, filter.until, high).await? } else { std::iter::once(0..high).collect() };
    for run in &mut runs {
        *run = run.start.max(first)..run.end.min(high);
    }
    runs.retain(|run| !run.is_empty());
    if terms.is_empty() {
        for run in runs {
            newest(tx, filter, (run.start - 1, run.end), limit, wanted, &mut page).await?;
        }
        return Ok(page);
    }
    let meets = |unit: &Unit| runs.iter().any(|run| run.start < unit.start() + unit.size() && run.end > unit.start());
    let units: Vec<_> = units.into_iter().filter(meets).collect();
    let mut asked = 0;
    while page.len() < wanted && asked < units.len() {
        // First the newest, which are small and hold what most people look for; of the largest a few at a time.
        let small = units[asked..].iter().take_while(|unit| unit.size() <= LARGE).count();
        let these = &units[asked..units.len().min(asked + if small > 0 { small } else { 4 })];
        asked += these.len();
        let found = matching(tx, these, &terms).await?;
        let mut numbers = Vec::new();
        for unit in these {
            numbers.extend(found.get(unit).map(|set| in_runs(*unit, set, &runs)).unwrap_or_default());
            // Enough for the page; most of the units need no further look then.
            if numbers.len() >= wanted - page.len() {
                add(tx, filter, &std::mem::take(&mut numbers), wanted, &mut page).await?;
            }
            if page.len() == wanted {
                return Ok(page);
            }
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
    let sql = format!(
        "SELECT {COLUMNS} FROM events WHERE seq > $1 AND seq < $2 AND time >= $4 AND time < $5 ORDER BY seq DESC LIMIT $3"
    );
    let from = filter.from.unwrap_or(Time(i64::MIN));
    let until = filter.until.unwrap_or(Time(i64::MAX));
    while page.len() < wanted && high > low + 1 {
        let rows = tx.rows(sql.clone(), values![low, high, each, from, until]).await?;
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
