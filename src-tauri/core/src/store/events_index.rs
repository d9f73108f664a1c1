//! The index by which events are found: for each unit of events, which of them a term is true of.
//!
//! A unit is a run of events by their numbers. With the event that completes [`SMALL`] of them, the smallest kind of unit is
//! written; [`MERGED`] units become one of the next larger kind. So appending costs little, the events of the last unit
//! that is not complete are simply read, and a million events are a few units, each of which answers from one place.
//!
//! A term is a letter that tells its kind, and a text: `k` a kind, `o` an outcome, `t` a kind of target, `a` an actor, `g` a
//! target, `c` a beginning of a computer's name, `i` a beginning of an address, `w` a word, `p` a beginning of a word.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use futures_util::TryStreamExt;
use uuid::Uuid;

use super::events::{COLUMNS, StoredEvent};
use super::sets::Set;
use super::users_index::{as_i64, as_usize, json};
use super::{Kind, StoreError, Tx, lists, values};
use crate::clock::Time;
use crate::domain::events::{Event, hex, search_words};
use crate::domain::text;

/// Events of the smallest unit.
pub(super) const SMALL: i64 = 256;
/// Units of one kind that become one of the next.
const MERGED: i64 = 32;
/// Kinds of units.
const LEVELS: u32 = 3;
/// Beginnings of words up to so many characters have a term of their own.
const BEGINNING: usize = 4;
/// Beginnings of computers' names and of addresses up to so many characters have one; there are few of them.
pub(super) const NAME_BEGINNING: usize = 32;
/// Terms that are written with one statement.
const TOGETHER: usize = 4_000;

/// A run of events by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Unit {
    level: u32,
    place: i64,
}

impl Unit {
    pub(super) fn size(self) -> i64 {
        SMALL * MERGED.pow(self.level)
    }

    /// The number of its first event.
    pub(super) fn start(self) -> i64 {
        self.place * self.size()
    }

    /// As stored.
    fn code(self) -> i64 {
        i64::from(self.level) << 48 | self.place
    }

    fn of_code(code: i64) -> Self {
        Self { level: u32::try_from(code >> 48).unwrap_or(0), place: code & ((1 << 48) - 1) }
    }

    /// The complete units of a register whose last event is `last`, the newest first, and the number of the first event
    /// that is in none.
    pub(super) fn all(last: i64) -> (Vec<Self>, i64) {
        let events = last + 1;
        let mut units = Vec::new();
        for level in 0..LEVELS {
            let size = SMALL * MERGED.pow(level);
            let first = if level + 1 < LEVELS { events / (size * MERGED) * MERGED } else { 0 };
            units.extend((first..events / size).rev().map(|place| Self { level, place }));
        }
        (units, events / SMALL * SMALL)
    }
}

/// A term of the index.
pub(super) fn id_term(letter: char, id: Uuid) -> String {
    format!("{letter}{}", id.simple())
}

/// Of which terms one must be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Any {
    Of(Vec<String>),
    /// Those from the first, inclusive, to the second, exclusive.
    Between(String, String),
}

impl Any {
    pub(super) fn word(word: &str, whole: bool) -> Self {
        if whole {
            Self::Of(vec![format!("w{word}")])
        } else if word.chars().count() <= BEGINNING {
            Self::Of(vec![format!("p{word}")])
        } else {
            Self::Between(format!("w{word}"), format!("w{word}\u{10ffff}"))
        }
    }

    /// A beginning of a computer's name (`c`) or an address (`i`).
    pub(super) fn beginning(letter: char, text: &str) -> Self {
        Self::Of(vec![format!("{letter}{}", text.chars().take(NAME_BEGINNING).collect::<String>())])
    }
}

/// Writes the units that the events after `before`, up to `last`, complete.
pub(super) async fn extend(tx: &mut Tx, before: i64, last: i64) -> Result<(), StoreError> {
    for place in (before + 1) / SMALL..(last + 1) / SMALL {
        let small = Unit { level: 0, place };
        let sql = format!("SELECT {COLUMNS} FROM events WHERE seq >= $1 AND seq < $2");
        let rows = tx.rows(sql, values![small.start(), small.start() + SMALL]).await?;
        let events = rows.iter().map(|row| StoredEvent::from_row(row).map(|stored| stored.event));
        let events = events.collect::<Result<Vec<_>, _>>()?;
        let times = events.iter().map(|event| event.time);
        let (least, most) = (times.clone().min().unwrap_or(Time(0)), times.max().unwrap_or(Time(0)));
        let sql = "INSERT INTO event_times (unit, least, most) VALUES ($1, $2, $3)";
        tx.execute(sql, values![place, least, most]).await?;
        let terms = terms(small.start(), &events);
        let size = as_usize(SMALL);
        write(tx, small, terms.into_iter().map(|(term, set)| (term, set.encode(size))).collect()).await?;
        let mut unit = small;
        while (unit.place + 1) % MERGED == 0 && unit.level + 1 < LEVELS {
            unit = Unit { level: unit.level + 1, place: unit.place / MERGED };
            merge(tx, unit).await?;
        }
    }
    Ok(())
}

/// What is true of which of the events, by their numbers from `start` on.
fn terms(start: i64, events: &[Event]) -> BTreeMap<String, Set> {
    let mut terms: BTreeMap<String, Set> = BTreeMap::new();
    // What stands in many events is cut into its beginnings once.
    let mut whole: HashMap<(char, String), Set> = HashMap::new();
    for event in events {
        let number = as_usize(event.seq - start);
        let mut add = |term: String| terms.entry(term).or_default().insert(number);
        add(format!("k{}", event.kind));
        add(format!("o{}", event.outcome));
        add(format!("t{}", event.target_kind));
        event.actor.into_iter().for_each(|id| add(id_term('a', id)));
        event.target.into_iter().for_each(|id| add(id_term('g', id)));
        whole.entry(('c', text::fold(&event.computer))).or_default().insert(number);
        whole.entry(('i', event.ip.clone())).or_default().insert(number);
        for word in search_words(event) {
            whole.entry(('w', word)).or_default().insert(number);
        }
    }
    for ((letter, text), set) in whole {
        let (beginning, longest) = if letter == 'w' { ('p', BEGINNING) } else { (letter, NAME_BEGINNING) };
        for (end, c) in text.char_indices().take(longest) {
            terms.entry(format!("{beginning}{}", &text[..end + c.len_utf8()])).or_default().unite(&set);
        }
        if letter == 'w' {
            terms.insert(format!("w{text}"), set);
        }
    }
    terms
}

/// Makes a unit of those that it consists of.
async fn merge(tx: &mut Tx, unit: Unit) -> Result<(), StoreError> {
    let part = |place: i64| Unit { level: unit.level - 1, place: unit.place * MERGED + place };
    let (first, end) = (part(0), part(MERGED));
    let (size, part_size) = (as_usize(unit.size()), as_usize(first.size()));
    let mut merged: Vec<(String, Vec<u8>)> = Vec::new();
    let sql = "SELECT term, unit, members FROM event_terms WHERE unit >= $1 AND unit < $2 ORDER BY term";
    let mut rows = tx.stream(sql, values![first.code(), end.code()])?;
    let mut now: Option<(String, Set)> = None;
    while let Some(row) = rows.try_next().await? {
        let (term, code, members): (String, i64, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if now.as_ref().is_none_or(|(before, _)| *before != term) {
            let before = now.replace((term, Set::default()));
            merged.extend(before.map(|(term, set)| (term, set.encode(size))));
        }
        if let Some((_, set)) = &mut now {
            set.add(&members, as_usize(code - first.code()) * part_size, part_size);
        }
    }
    drop(rows);
    merged.extend(now.map(|(term, set)| (term, set.encode(size))));
    tx.execute("DELETE FROM event_terms WHERE unit >= $1 AND unit < $2", values![first.code(), end.code()]).await?;
    write(tx, unit, merged).await
}

async fn write(tx: &mut Tx, unit: Unit, terms: Vec<(String, Vec<u8>)>) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO event_terms (unit, term, members) SELECT $1, {}, {} FROM {}",
        lists::text(0),
        lists::bytes(tx.kind(), 1),
        lists::items(tx.kind(), 2)
    );
    for terms in terms.chunks(TOGETHER) {
        let terms: Vec<_> = terms.iter().map(|(term, bytes)| (term, hex(bytes))).collect();
        tx.execute(sql.clone(), values![unit.code(), json(&terms)]).await?;
    }
    Ok(())
}

/// The events of each of the units of which one term of each is true, by their numbers from the unit's start on.
pub(super) async fn matching(tx: &mut Tx, units: &[Unit], all: &[Any]) -> Result<HashMap<Unit, Set>, StoreError> {
    let codes: Vec<_> = units.iter().map(|unit| unit.code()).collect();
    let terms: Vec<_> = all.iter().flat_map(|any| if let Any::Of(terms) = any { &terms[..] } else { &[] }).collect();
    let mut found: HashMap<(Unit, usize), Set> = HashMap::new();
    let mut add = |code: i64, group: usize, members: &[u8]| {
        let unit = Unit::of_code(code);
        found.entry((unit, group)).or_default().add(members, 0, as_usize(unit.size()));
    };
    let rows = tx.rows(of_terms(tx.kind()), values![json(&codes), json(&terms)]).await?;
    for row in rows {
        let (code, term, members): (i64, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        for (group, any) in all.iter().enumerate() {
            if matches!(any, Any::Of(terms) if terms.contains(&term)) {
                add(code, group, &members);
            }
        }
    }
    for (group, any) in all.iter().enumerate() {
        if let Any::Between(from, until) = any {
            for row in tx.rows(between(tx.kind()), values![json(&codes), from, until]).await? {
                add(row.get(0)?, group, &row.get::<Vec<u8>, _>(1)?);
            }
        }
    }
    let mut matching = HashMap::new();
    for unit in units {
        let mut groups = (0..all.len()).map(|group| found.remove(&(*unit, group)).unwrap_or_default());
        let mut set = groups.next().unwrap_or_default();
        groups.for_each(|group| set.intersect(&group));
        matching.insert(*unit, set);
    }
    Ok(matching)
}

/// Each term is looked up in each unit: that is all that is read, and the databases are kept to it.
fn of_terms(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => {
            "SELECT e.unit, e.term, e.members FROM json_each($1) AS u CROSS JOIN json_each($2) AS t \
             CROSS JOIN event_terms e WHERE e.unit = u.value AND e.term = t.value"
        }
        Kind::Postgres => {
            "SELECT e.unit, e.term, e.members FROM json_array_elements_text(CAST($1 AS JSON)) AS u (value) \
             CROSS JOIN json_array_elements_text(CAST($2 AS JSON)) AS t (value) CROSS JOIN LATERAL \
             (SELECT unit, term, members FROM event_terms WHERE unit = CAST(u.value AS BIGINT) AND term = t.value OFFSET 0) AS e"
        }
    }
}

fn between(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => {
            "SELECT e.unit, e.members FROM json_each($1) AS u CROSS JOIN event_terms e \
             WHERE e.unit = u.value AND e.term >= $2 AND e.term < $3"
        }
        Kind::Postgres => {
            "SELECT e.unit, e.members FROM json_array_elements_text(CAST($1 AS JSON)) AS u (value) CROSS JOIN LATERAL \
             (SELECT unit, members FROM event_terms WHERE unit = CAST(u.value AS BIGINT) AND term >= $2 AND term < $3 OFFSET 0) AS e"
        }
    }
}

/// The number of the last event, and of the first that is still here.
pub(super) async fn ends(tx: &mut Tx) -> Result<(i64, i64), StoreError> {
    let sql = "SELECT seq, coalesce((SELECT min(seq) FROM events), 0) AS first FROM register_head WHERE only_one = 1";
    let row = tx.row(sql, values![]).await?;
    let row = row.ok_or_else(|| StoreError::Damaged("the register has no head".to_owned()))?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Events by their numbers, the newest first.
pub(super) async fn read(tx: &mut Tx, numbers: &[i64]) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE seq IN {} ORDER BY seq DESC", lists::numbers(tx.kind(), 1));
    tx.rows(sql, values![json(numbers)]).await?.iter().map(StoredEvent::from_row).collect()
}

/// Where events of the times from `from`, inclusive, until `until`, exclusive, can be among the complete units: runs of
/// numbers, the newest first, none of them over `before`.
pub(super) async fn runs(
    tx: &mut Tx,
    from: Option<Time>,
    until: Option<Time>,
    before: i64,
) -> Result<Vec<Range<i64>>, StoreError> {
    let sql = "SELECT unit FROM event_times WHERE most >= $1 AND least < $2 AND unit <= $3 ORDER BY unit DESC";
    let (from, until) = (from.map_or(i64::MIN, |from| from.0), until.map_or(i64::MAX, |until| until.0));
    let mut runs: Vec<Range<i64>> = Vec::new();
    for row in tx.rows(sql, values![from, until, before / SMALL]).await? {
        let start = row.get::<i64, _>(0)? * SMALL;
        match runs.last_mut() {
            Some(last) if last.start == start + SMALL => last.start = start,
            _ => runs.push(start..start + SMALL),
        }
    }
    Ok(runs)
}

/// The numbers of a unit's events that lie in one of the runs, the newest first.
pub(super) fn in_runs(unit: Unit, set: &Set, runs: &[Range<i64>]) -> Vec<i64> {
    let mut numbers = Vec::new();
    let end = unit.start() + unit.size();
    for run in runs.iter().filter(|run| run.start < end && run.end > unit.start()) {
        let mut here = set.clone();
        here.keep(&(as_usize(run.start - unit.start())..as_usize(run.end.min(end) - unit.start())));
        numbers.extend(here.backwards().map(|place| unit.start() + as_i64(place)));
    }
    numbers
}

/// Forgets the units whose events all stand before the event after `last`: they are not here any more.
pub(super) async fn forget(tx: &mut Tx, last: i64) -> Result<(), StoreError> {
    for level in 0..LEVELS {
        let (first, size) = (Unit { level, place: 0 }, SMALL * MERGED.pow(level));
        let end = Unit { level, place: (last + 1) / size };
        tx.execute("DELETE FROM event_terms WHERE unit >= $1 AND unit < $2", values![first.code(), end.code()]).await?;
    }
    tx.execute("DELETE FROM event_times WHERE unit < $1", values![(last + 1) / SMALL]).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_event_is_in_one_unit_or_among_the_last_that_are_read() {
        for last in [0, 1, 254, 255, 256, 8_190, 8_191, 8_192, 70_000, 262_143, 262_144, 1_000_003] {
            let (units, rest) = Unit::all(last);
            let mut end = rest;
            for unit in &units {
                assert_eq!(unit.start() + unit.size(), end, "the events before {end} are in no unit or in two");
                assert_eq!(Unit::of_code(unit.code()), *unit);
                end = unit.start();
            }
            assert_eq!(end, 0);
            assert!((0..SMALL).contains(&(last + 1 - rest)) && units.len() < 100, "{last}");
        }
    }
}
