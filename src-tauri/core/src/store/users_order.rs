//! The next users of a set, in the order of a sort. Who is equal stands in the order of the numbers.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::sets::Set;
use super::users_find::of_each;
use super::users_index::{Column, KEYS, as_i64, as_usize, json, text_key};
use super::{StoreError, Tx, lists, values};

/// So many users are looked at one by one; of more, the keys side by side are read.
const FEW: usize = 60;
/// What was looked at is cut to what can still be on the page when so much of it has come together.
const HEAP: usize = 4_096;

/// What a user is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Number(i64),
    Text(String),
}

/// A place in the list: a key and the number of the user who has it.
pub(super) type Place = (Key, usize);

/// Which users, how many, and after which place.
pub(super) struct Wanted<'a> {
    pub set: &'a Set,
    pub descending: bool,
    pub after: Option<&'a Place>,
    pub limit: usize,
}

impl Wanted<'_> {
    /// Puts all that is given into order and cuts it to the page.
    fn finish(&self, mut places: Vec<Place>) -> Vec<Place> {
        let order = |one: &Place, other: &Place| {
            if self.descending { other.cmp(one) } else { one.cmp(other) }
        };
        if let Some(after) = self.after {
            places.retain(|place| order(place, after) == Ordering::Greater);
        }
        places.sort_unstable_by(order);
        places.truncate(self.limit);
        places
    }
}

/// The next users by what is one of the values `0..values`, each a term that begins with `letter`.
pub(super) async fn by_value(
    tx: &mut Tx,
    wanted: &Wanted<'_>,
    letter: char,
    values: i64,
) -> Result<Vec<Place>, StoreError> {
    let terms: Vec<_> = (0..values).map(|value| format!("{letter}{value}")).collect();
    let mut found: Vec<_> = (0..values).zip(of_each(tx, &terms).await?).collect();
    if wanted.descending {
        found.reverse();
    }
    let mut page = Vec::new();
    for (value, mut members) in found {
        members.intersect(wanted.set);
        let order = |a: i64, b: i64| if wanted.descending { b.cmp(&a) } else { a.cmp(&b) };
        if let Some((Key::Number(key), number)) = wanted.after {
            match order(value, *key) {
                Ordering::Less => continue,
                Ordering::Equal if wanted.descending => members.keep(&(0..*number)),
                Ordering::Equal => members.keep(&(number + 1..usize::MAX)),
                Ordering::Greater => {}
            }
        }
        let left = wanted.limit - page.len();
        let place = |number| (Key::Number(value), number);
        if wanted.descending {
            page.extend(members.backwards().take(left).map(place));
        } else {
            page.extend(members.iter().take(left).map(place));
        }
        if page.len() == wanted.limit {
            break;
        }
    }
    Ok(page)
}

/// The next users by the name of whom they report to.
pub(super) async fn by_manager(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<Place>, StoreError> {
    let users = keys(tx, wanted.set, Column::Manager).await?;
    let managers: BTreeSet<usize> = users.iter().map(|(key, _)| manager(*key)).collect();
    let mut names: BTreeMap<usize, String> = full(tx, "name_key", managers.iter().copied()).await?;
    names.insert(0, String::new());
    let name = |number: usize| names.get(&number).cloned().unwrap_or_default();
    let mut sorted: Vec<_> = managers.into_iter().map(|number| (name(number), number)).collect();
    sorted.sort_unstable();
    // People of one name are one: who reports to them stands in the order of the numbers.
    let mut ranks: BTreeMap<usize, u128> = BTreeMap::new();
    let mut rank = 0;
    for (place, (name, number)) in sorted.iter().enumerate() {
        rank += u128::from(place > 0 && sorted[place - 1].0 != *name);
        ranks.insert(*number, rank);
    }
    let text = |number: usize| Key::Text(name(number));
    let mut few = Few::new(wanted);
    for (key, number) in users {
        let fits = match wanted.after {
            Some((Key::Text(after), last)) => {
                let here = name_order(&names, manager(key), number, after, *last);
                here == if wanted.descending { Ordering::Less } else { Ordering::Greater }
            }
            _ => true,
        };
        if fits {
            few.push((ranks.get(&manager(key)).copied().unwrap_or(0), number), manager(key));
        }
    }
    Ok(wanted.finish(few.finish().into_iter().map(|(_, number, manager)| (text(manager), number)).collect()))
}

fn name_order(names: &BTreeMap<usize, String>, manager: usize, number: usize, after: &str, last: usize) -> Ordering {
    names.get(&manager).map_or("", String::as_str).cmp(after).then(number.cmp(&last))
}

fn manager(key: u128) -> usize {
    usize::try_from(key).unwrap_or(0)
}

/// The next users by a time.
pub(super) async fn by_time(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<Place>, StoreError> {
    let after = match wanted.after {
        Some((Key::Number(key), number)) => Some((u128::try_from(*key).unwrap_or(0), *number)),
        _ => None,
    };
    let mut few = Few::new(wanted);
    for entry in keys(tx, wanted.set, Column::LastSignIn).await? {
        if after.is_none_or(|after| if wanted.descending { entry < after } else { entry > after }) {
            few.push(entry, 0);
        }
    }
    let place = |(key, number, _)| (Key::Number(i64::try_from(key).unwrap_or(i64::MAX)), number);
    Ok(wanted.finish(few.finish().into_iter().map(place).collect()))
}

/// The next users by a text. The keys hold its beginning; of those who may be on the page it is read whole.
pub(super) async fn by_text(
    tx: &mut Tx,
    wanted: &Wanted<'_>,
    column: Column,
    name: &'static str,
) -> Result<Vec<Place>, StoreError> {
    let place = |(number, text)| (Key::Text(text), number);
    if wanted.set.count() <= FEW {
        let texts = full(tx, name, wanted.set.iter()).await?;
        return Ok(wanted.finish(texts.into_iter().map(place).collect()));
    }
    let after = match wanted.after {
        Some((Key::Text(text), number)) => Some((u128::from_be_bytes(text_key(text)), *number)),
        _ => None,
    };
    let mut few = Few::new(wanted);
    let mut same = Vec::new();
    for (key, number) in keys(tx, wanted.set, column).await? {
        match after.map(|(after, last)| (key.cmp(&after), number.cmp(&last))) {
            // A beginning that ends with a zero is the whole text.
            Some((Ordering::Equal, by_number)) if key & 0xFF == 0 => {
                if by_number == (if wanted.descending { Ordering::Less } else { Ordering::Greater }) {
                    few.push((key, number), 0);
                }
            }
            Some((Ordering::Equal, _)) => same.push(number),
            Some((order, _)) if (order == Ordering::Less) != wanted.descending => {}
            _ => few.push((key, number), 0),
        }
    }
    let candidates = few.finish().into_iter().map(|(_, number, _)| number).chain(same);
    let texts = full(tx, name, candidates).await?;
    Ok(wanted.finish(texts.into_iter().map(place).collect()))
}

/// Those who may be on the page: everybody until there are many, then only who is among the first.
struct Few {
    entries: Vec<(u128, usize, usize)>,
    /// Beyond this nobody is on the page.
    most: u128,
    descending: bool,
    limit: usize,
}

impl Few {
    fn new(wanted: &Wanted<'_>) -> Self {
        Self { entries: Vec::new(), most: u128::MAX, descending: wanted.descending, limit: wanted.limit }
    }

    fn push(&mut self, (key, number): (u128, usize), more: usize) {
        let key = if self.descending { u128::MAX - key } else { key };
        if key <= self.most {
            self.entries.push((key, number, more));
            if self.entries.len() >= HEAP.max(self.limit * 4) && self.entries.len().is_power_of_two() {
                self.cut();
            }
        }
    }

    /// Cuts to the page; who has the same key as its last stays, but for those whose whole key that is.
    fn cut(&mut self) {
        if self.entries.len() <= self.limit {
            return;
        }
        let descending = self.descending;
        let by_number = |number: usize| if descending { usize::MAX - number } else { number };
        let order = |one: &(u128, usize, usize), other: &(u128, usize, usize)| {
            one.0.cmp(&other.0).then(by_number(one.1).cmp(&by_number(other.1)))
        };
        let (_, last, _) = self.entries.select_nth_unstable_by(self.limit - 1, order);
        let last = *last;
        self.most = last.0;
        let whole = (if descending { u128::MAX - last.0 } else { last.0 }) & 0xFF == 0;
        self.entries.retain(|entry| entry.0 < last.0 || (entry.0 == last.0 && (!whole || order(entry, &last).is_le())));
    }

    fn finish(mut self) -> Vec<(u128, usize, usize)> {
        self.cut();
        let descending = self.descending;
        let key = |key: u128| if descending { u128::MAX - key } else { key };
        self.entries.into_iter().map(|(stored, number, more)| (key(stored), number, more)).collect()
    }
}

/// The keys of the users of a set.
async fn keys(tx: &mut Tx, set: &Set, column: Column) -> Result<Vec<(u128, usize)>, StoreError> {
    let mut blocks: Vec<usize> = set.iter().map(|number| number / KEYS).collect();
    blocks.dedup();
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return Ok(Vec::new()) };
    let rows = if blocks.len() * 3 < last - first {
        let sql =
            format!("SELECT block, keys FROM user_keys WHERE sort = $1 AND block IN {}", lists::numbers(tx.kind(), 2));
        tx.rows(sql, values![column.sort(), json(&blocks)]).await?
    } else {
        let sql = "SELECT block, keys FROM user_keys WHERE sort = $1 AND block >= $2 AND block <= $3";
        tx.rows(sql, values![column.sort(), as_i64(*first), as_i64(*last)]).await?
    };
    let width = column.width();
    let mut found = Vec::with_capacity(set.count());
    for row in rows {
        let first = as_usize(row.get(0)?) * KEYS;
        let keys: Vec<u8> = row.get(1)?;
        for (place, key) in keys.chunks_exact(width).enumerate() {
            if set.contains(first + place) {
                found.push((key.iter().fold(0, |number, byte| number << 8 | u128::from(*byte)), first + place));
            }
        }
    }
    Ok(found)
}

/// A whole text of each of the users, by their numbers.
async fn full(
    tx: &mut Tx,
    name: &str,
    numbers: impl Iterator<Item = usize>,
) -> Result<BTreeMap<usize, String>, StoreError> {
    let numbers: Vec<_> = numbers.filter(|number| *number != 0).collect();
    let sql = format!("SELECT number, {name} FROM users WHERE number IN {}", lists::numbers(tx.kind(), 1));
    let rows = tx.rows(sql, values![json(&numbers)]).await?;
    rows.iter().map(|row| Ok((as_usize(row.get(0)?), row.get(1)?))).collect()
}
