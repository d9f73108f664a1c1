//! The next users of a set, in the order of a sort. Who is equal stands in the order of the numbers.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::sets::Set;
use super::users_find::of_each;
use super::users_index::{Column, KEYS, as_i64, as_usize, json, text_key};
use super::{Row, StoreError, Tx, lists, values};

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
    let users = Keys::of(tx, wanted.set, Column::Manager).await?;
    let mut managers = Set::default();
    users.each(wanted.set, |key, _| managers.insert(manager(key)));
    let mut sorted: Vec<_> = full(tx, "name_key", managers.iter()).await?.into_iter().collect();
    // Nobody comes first.
    sorted.push((0, String::new()));
    sorted.sort_unstable_by(|one, other| one.1.cmp(&other.1));
    // People of one name are one: who reports to them stands in the order of the numbers.
    let mut names: Vec<&str> = sorted.iter().map(|(_, name)| name.as_str()).collect();
    names.dedup();
    let rank = |name: &str| names.partition_point(|other| *other < name);
    let mut ranks = vec![0; sorted.iter().map(|(number, _)| number + 1).max().unwrap_or(1)];
    sorted.iter().for_each(|(number, name)| ranks[*number] = rank(name));
    // A name that nobody has any more lies between two.
    let after = wanted.after.and_then(|(key, number)| match key {
        Key::Text(name) if names.binary_search(&name.as_str()).is_ok() => Some((rank(name) * 2 + 1, *number)),
        Key::Text(name) => Some((rank(name) * 2, *number)),
        Key::Number(_) => None,
    });
    let mut few = Few::new(wanted);
    users.each(wanted.set, |key, number| {
        let rank = ranks.get(manager(key)).copied().unwrap_or(0);
        let here = (rank * 2 + 1, number);
        if after.is_none_or(|after| if wanted.descending { here < after } else { here > after }) {
            few.push((as_key(rank), number));
        }
    });
    let name = |rank: u128| names.get(manager(rank)).copied().unwrap_or_default().to_owned();
    Ok(wanted.finish(few.finish().into_iter().map(|(rank, number)| (Key::Text(name(rank)), number)).collect()))
}

fn manager(key: u128) -> usize {
    usize::try_from(key).unwrap_or(0)
}

fn as_key(number: usize) -> u128 {
    u128::try_from(number).unwrap_or(0)
}

/// The next users by a time.
pub(super) async fn by_time(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<Place>, StoreError> {
    let after = match wanted.after {
        Some((Key::Number(key), number)) => Some((u128::try_from(*key).unwrap_or(0), *number)),
        _ => None,
    };
    let mut few = Few::new(wanted);
    Keys::of(tx, wanted.set, Column::LastSignIn).await?.each(wanted.set, |key, number| {
        if after.is_none_or(|after| if wanted.descending { (key, number) < after } else { (key, number) > after }) {
            few.push((key, number));
        }
    });
    let place = |(key, number)| (Key::Number(i64::try_from(key).unwrap_or(i64::MAX)), number);
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
    Keys::of(tx, wanted.set, column).await?.each(wanted.set, |key, number| {
        match after.map(|(after, last)| (key.cmp(&after), number.cmp(&last))) {
            // A beginning that ends with a zero is the whole text.
            Some((Ordering::Equal, by_number)) if key & 0xFF == 0 => {
                if by_number == (if wanted.descending { Ordering::Less } else { Ordering::Greater }) {
                    few.push((key, number));
                }
            }
            Some((Ordering::Equal, _)) => same.push(number),
            Some((order, _)) if (order == Ordering::Less) != wanted.descending => {}
            _ => few.push((key, number)),
        }
    });
    let candidates = few.finish().into_iter().map(|(_, number)| number).chain(same);
    let texts = full(tx, name, candidates).await?;
    Ok(wanted.finish(texts.into_iter().map(place).collect()))
}

/// Those who may be on the page: everybody until there are many, then only who is among the first.
struct Few {
    entries: Vec<(u128, usize)>,
    /// Beyond this nobody is on the page.
    most: u128,
    descending: bool,
    limit: usize,
}

impl Few {
    fn new(wanted: &Wanted<'_>) -> Self {
        Self { entries: Vec::new(), most: u128::MAX, descending: wanted.descending, limit: wanted.limit }
    }

    fn push(&mut self, (key, number): (u128, usize)) {
        let key = if self.descending { u128::MAX - key } else { key };
        if key <= self.most {
            self.entries.push((key, number));
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
        let order = |one: &(u128, usize), other: &(u128, usize)| {
            one.0.cmp(&other.0).then(by_number(one.1).cmp(&by_number(other.1)))
        };
        let (_, last, _) = self.entries.select_nth_unstable_by(self.limit - 1, order);
        let last = *last;
        self.most = last.0;
        let whole = (if descending { u128::MAX - last.0 } else { last.0 }) & 0xFF == 0;
        self.entries.retain(|entry| entry.0 < last.0 || (entry.0 == last.0 && (!whole || order(entry, &last).is_le())));
    }

    fn finish(mut self) -> Vec<(u128, usize)> {
        self.cut();
        let descending = self.descending;
        let key = |key: u128| if descending { u128::MAX - key } else { key };
        self.entries.into_iter().map(|(stored, number)| (key(stored), number)).collect()
    }
}

/// The keys of a column, as they are stored.
struct Keys {
    column: Column,
    /// Each with the number of its first user.
    blocks: Vec<(usize, Vec<u8>)>,
}

impl Keys {
    /// Those blocks in which users of the set are.
    async fn of(tx: &mut Tx, set: &Set, column: Column) -> Result<Self, StoreError> {
        let (Some(first), Some(last)) = (set.iter().next(), set.backwards().next()) else {
            return Ok(Self { column, blocks: Vec::new() });
        };
        let rows = if set.count() * KEYS < last - first {
            let mut blocks: Vec<usize> = set.iter().map(|number| number / KEYS).collect();
            blocks.dedup();
            let list = lists::numbers(tx.kind(), 2);
            let sql = format!("SELECT block, keys FROM user_keys WHERE sort = $1 AND block IN {list}");
            tx.rows(sql, values![column.sort(), json(&blocks)]).await?
        } else {
            let sql = "SELECT block, keys FROM user_keys WHERE sort = $1 AND block >= $2 AND block <= $3";
            tx.rows(sql, values![column.sort(), as_i64(first / KEYS), as_i64(last / KEYS)]).await?
        };
        let block = |row: &Row| Ok((as_usize(row.get(0)?) * KEYS, row.get(1)?));
        Ok(Self { column, blocks: rows.iter().map(block).collect::<Result<_, StoreError>>()? })
    }

    /// Shows each user of the set with the key, as a number that sorts as the key does.
    fn each(&self, set: &Set, mut show: impl FnMut(u128, usize)) {
        let width = self.column.width();
        for (first, keys) in &self.blocks {
            for (place, key) in keys.chunks_exact(width).enumerate() {
                if set.contains(first + place) {
                    let mut bytes = [0; 16];
                    bytes[16 - width..].copy_from_slice(key);
                    show(u128::from_be_bytes(bytes), first + place);
                }
            }
        }
    }
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
