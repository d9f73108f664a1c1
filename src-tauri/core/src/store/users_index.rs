//! The index of the list of users. Triggers note who was changed; before the commit their entries are brought up to date.
//!
//! `user_terms` holds, for each term, the numbers of the users whom it is true of, as sets in blocks of [`BLOCK`]. A term is
//! a letter that tells its kind, and a text: `w` a word, `p` a beginning of a word, `s` a status, `m` a state of MFA, `b` a block, `r` a
//! role, `k` the rank of all roles, `u` the number of the manager. `user_keys` holds the first bytes of what the list is
//! sorted by, in the order of the numbers. Both are small enough to be read whole in a moment, whatever is asked.

use std::collections::{BTreeMap, BTreeSet};

use super::sets::Set;
use super::{Row, StoreError, Tx, lists, values};
use crate::domain::email;
use crate::domain::events::hex;
use crate::domain::text::fold;
use crate::domain::users::{display_name, search_words};

/// Users of a block of `user_terms`.
pub(super) const BLOCK: usize = 8_192;
/// Users of a block of `user_keys`: with the widest keys, a block just fits into a page of PostgreSQL.
pub(super) const KEYS: usize = 480;
/// Beginnings of words up to so many characters have a term of their own; longer ones begin few words.
pub(super) const BEGINNING: usize = 5;
/// Users whose entries are written together.
const TOGETHER: i64 = 1_000;

/// What the list can be sorted by, except what is one of a few values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Email,
    Mobile,
    LastSignIn,
    /// The manager's number: where the manager stands among managers is asked when it is needed.
    Manager,
}

impl Column {
    const ALL: [Self; 5] = [Self::Name, Self::Email, Self::Mobile, Self::LastSignIn, Self::Manager];

    /// As stored.
    pub(super) fn sort(self) -> i64 {
        self as i64
    }

    /// Bytes of a key.
    pub(super) fn width(self) -> usize {
        match self {
            Self::Name | Self::Email | Self::Mobile => 16,
            Self::LastSignIn => 8,
            Self::Manager => 4,
        }
    }

    /// Where its key begins in the keys of a user.
    fn offset(self) -> usize {
        Self::ALL.iter().take_while(|column| **column != self).map(|column| column.width()).sum()
    }
}

/// The first bytes of a text; a shorter one ends with zeros, so that bytes sort as texts do.
pub(super) fn text_key(text: &str) -> [u8; 16] {
    let mut key = [0; 16];
    key.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte);
    key
}

/// What the index says of one user: terms but for beginnings, and the keys of all columns one after the other.
#[derive(Default)]
struct Entry {
    terms: BTreeSet<String>,
    keys: Vec<u8>,
}

impl Entry {
    /// Of a user as the users' table has them.
    fn now(row: &Row) -> Result<Self, StoreError> {
        let Some(first) = row.get::<Option<String>, _>("first_name")? else { return Ok(Self::default()) };
        let (last, preferred): (String, String) = (row.get("last_name")?, row.get("preferred_name")?);
        let (address, mobile): (String, String) = (row.get("email")?, row.get("mobile")?);
        let (roles, manager): (i64, i64) = (row.get("roles")?, row.get::<Option<_>, _>("manager")?.unwrap_or(0));
        let mut terms: BTreeSet<_> = search_words([&first, &last, &preferred], &address, &mobile)
            .into_iter()
            .map(|word| format!("w{word}"))
            .collect();
        for (letter, column) in [('s', "status_rank"), ('m', "mfa"), ('k', "role_rank")] {
            terms.insert(format!("{letter}{}", row.get::<i64, _>(column)?));
        }
        terms.extend((0..8).map(|bit| 1 << bit).filter(|bit| roles & bit != 0).map(|bit| format!("r{bit}")));
        terms.insert(format!("u{manager}"));
        if row.get::<Option<i64>, _>("blocked")?.is_some() {
            terms.insert("b1".to_owned());
        }
        let mut keys = Vec::new();
        for text in [fold(&display_name(&first, &last, &preferred)), email::key(&address), mobile] {
            keys.extend(text_key(&text));
        }
        keys.extend(row.get::<i64, _>("last_sign_in")?.max(0).to_be_bytes());
        keys.extend(u32::try_from(manager).unwrap_or(0).to_be_bytes());
        Ok(Self { terms, keys })
    }

    /// As the index has it.
    fn before(row: &Row) -> Result<Self, StoreError> {
        let terms: Option<String> = row.get("indexed_terms")?;
        let keys: Option<Vec<u8>> = row.get("indexed_keys")?;
        Ok(Self {
            terms: terms.unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            keys: keys.unwrap_or_default(),
        })
    }

    /// The terms with the beginnings of words.
    fn all_terms(&self) -> BTreeSet<String> {
        let mut all = self.terms.clone();
        for word in self.terms.iter().filter_map(|term| term.strip_prefix('w')) {
            for length in 1..=BEGINNING.min(word.chars().count()) {
                all.insert(format!("p{}", word.chars().take(length).collect::<String>()));
            }
        }
        all
    }
}

/// By the block and then the term: which places are in it now, or not.
type TermChanges = BTreeMap<i64, BTreeMap<String, Vec<(usize, bool)>>>;
/// The new keys of places of a block.
type NewKeys = Vec<(usize, Vec<u8>)>;
/// By the column and then the block.
type KeyChanges = BTreeMap<i64, BTreeMap<i64, NewKeys>>;

/// What is to be written.
#[derive(Default)]
struct Changes {
    terms: TermChanges,
    keys: KeyChanges,
}

impl Changes {
    fn add(&mut self, number: usize, before: &Entry, now: &Entry) {
        let (old, new) = (before.all_terms(), now.all_terms());
        let block = self.terms.entry(as_i64(number / BLOCK)).or_default();
        for term in old.symmetric_difference(&new) {
            block.entry(term.clone()).or_default().push((number % BLOCK, new.contains(term)));
        }
        for column in Column::ALL {
            let range = column.offset()..column.offset() + column.width();
            let key = now.keys.get(range.clone()).map_or_else(|| vec![0; column.width()], <[u8]>::to_vec);
            if before.keys.get(range) != Some(&key[..]) {
                let blocks = self.keys.entry(column.sort()).or_default();
                blocks.entry(as_i64(number / KEYS)).or_default().push((number % KEYS, key));
            }
        }
    }
}

pub(super) fn as_i64(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn as_usize(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

/// Brings the index up to date with the users who were changed in this transaction. To be called last in it.
pub(super) async fn settle(tx: &mut Tx) -> Result<(), StoreError> {
    if tx.row("SELECT 1 AS one FROM users_changed LIMIT 1", values![]).await?.is_none() {
        return Ok(());
    }
    // One after the other; every writer of events has this lock already, and nobody takes another after it.
    tx.row(format!("SELECT seq FROM register_head WHERE only_one = 1{}", tx.for_update()), values![]).await?;
    let sql = "SELECT c.number, u.first_name, u.last_name, u.preferred_name, u.email, u.mobile, u.roles, u.role_rank, \
               u.status_rank, u.mfa, u.blocked, u.last_sign_in, m.number AS manager, i.terms AS indexed_terms, i.keys AS indexed_keys \
               FROM users_changed c LEFT JOIN users u ON u.number = c.number LEFT JOIN users m ON m.id = u.reports_to \
               LEFT JOIN user_indexed i ON i.number = c.number ORDER BY c.number LIMIT $1";
    loop {
        let rows = tx.rows(sql, values![TOGETHER]).await?;
        let Some(last) = rows.last().map(|row| row.get::<i64, _>("number")).transpose()? else { return Ok(()) };
        let (mut changes, mut indexed) = (Changes::default(), Vec::new());
        for row in &rows {
            let number: i64 = row.get("number")?;
            let (before, now) = (Entry::before(row)?, Entry::now(row)?);
            changes.add(as_usize(number), &before, &now);
            let terms = now.terms.into_iter().collect::<Vec<_>>().join(" ");
            indexed.push((number, terms, hex(&now.keys)));
        }
        write_terms(tx, changes.terms).await?;
        write_keys(tx, changes.keys).await?;
        let sql = format!(
            "INSERT INTO user_indexed (number, terms, keys) SELECT {}, {}, {} FROM {} WHERE TRUE \
             ON CONFLICT (number) DO UPDATE SET terms = excluded.terms, keys = excluded.keys",
            lists::number(0),
            lists::text(1),
            lists::bytes(tx.kind(), 2),
            lists::items(tx.kind(), 1)
        );
        tx.execute(sql, values![json(&indexed)]).await?;
        tx.execute("DELETE FROM users_changed WHERE number <= $1", values![last]).await?;
    }
}

/// A list for a statement.
pub(super) fn json<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_default()
}

async fn write_terms(tx: &mut Tx, blocks: TermChanges) -> Result<(), StoreError> {
    for (block, changes) in blocks {
        let terms: Vec<_> = changes.keys().collect();
        let sql =
            format!("SELECT term, members FROM user_terms WHERE block = $1 AND term IN {}", lists::texts(tx.kind(), 2));
        let mut sets: BTreeMap<String, Set> = BTreeMap::new();
        for row in tx.rows(sql, values![block, json(&terms)]).await? {
            sets.entry(row.get("term")?).or_default().add(&row.get::<Vec<u8>, _>("members")?, 0, BLOCK);
        }
        let (mut full, mut empty) = (Vec::new(), Vec::new());
        for (term, places) in changes {
            let mut set = sets.remove(&term).unwrap_or_default();
            for (place, member) in places {
                if member { set.insert(place) } else { set.remove(place) }
            }
            if set.is_empty() { empty.push(term) } else { full.push((term, hex(&set.encode(BLOCK)))) }
        }
        let sql = format!(
            "INSERT INTO user_terms (term, block, members) SELECT {}, $1, {} FROM {} WHERE TRUE \
             ON CONFLICT (term, block) DO UPDATE SET members = excluded.members",
            lists::text(0),
            lists::bytes(tx.kind(), 1),
            lists::items(tx.kind(), 2)
        );
        if !full.is_empty() {
            tx.execute(sql, values![block, json(&full)]).await?;
        }
        if !empty.is_empty() {
            let sql = format!("DELETE FROM user_terms WHERE block = $1 AND term IN {}", lists::texts(tx.kind(), 2));
            tx.execute(sql, values![block, json(&empty)]).await?;
        }
    }
    Ok(())
}

async fn write_keys(tx: &mut Tx, columns: KeyChanges) -> Result<(), StoreError> {
    for (sort, changes) in columns {
        let blocks: Vec<_> = changes.keys().copied().collect();
        let sql =
            format!("SELECT block, keys FROM user_keys WHERE sort = $1 AND block IN {}", lists::numbers(tx.kind(), 2));
        let mut found: BTreeMap<i64, Vec<u8>> = BTreeMap::new();
        for row in tx.rows(sql, values![sort, json(&blocks)]).await? {
            found.insert(row.get("block")?, row.get("keys")?);
        }
        let mut written = Vec::new();
        for (block, places) in changes {
            let mut keys = found.remove(&block).unwrap_or_default();
            for (place, key) in places {
                let from = place * key.len();
                if keys.len() < from + key.len() {
                    keys.resize(from + key.len(), 0);
                }
                keys[from..from + key.len()].copy_from_slice(&key);
            }
            written.push((block, hex(&keys)));
        }
        let sql = format!(
            "INSERT INTO user_keys (sort, block, keys) SELECT $1, {}, {} FROM {} WHERE TRUE \
             ON CONFLICT (sort, block) DO UPDATE SET keys = excluded.keys",
            lists::number(0),
            lists::bytes(tx.kind(), 1),
            lists::items(tx.kind(), 2)
        );
        tx.execute(sql, values![sort, json(&written)]).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_texts_sort_as_the_texts_do() {
        let mut texts = ["", "a", "ab", "aaron albury", "mohammed alberg", "mohammed alb", "zoe", "z\u{fc}", "李小龙"];
        texts.sort_unstable();
        assert!(texts.is_sorted_by_key(|text| text_key(text)));
    }

    #[test]
    fn only_what_changed_is_written() {
        let entry = |terms: &[&str], keys: u8| Entry {
            terms: terms.iter().map(|term| (*term).to_owned()).collect(),
            keys: vec![keys; 60],
        };
        let mut changes = Changes::default();
        changes.add(9_000, &entry(&["wada", "s2"], 1), &entry(&["wadam", "s2"], 1));
        let (block, terms) = changes.terms.pop_first().unwrap();
        let told: Vec<_> = terms.iter().map(|(term, places)| (term.as_str(), places[0])).collect();
        assert_eq!(block, 1);
        assert_eq!(told, [("padam", (808, true)), ("wada", (808, false)), ("wadam", (808, true))]);
        assert!(changes.keys.is_empty(), "keys that are as they were are written again");
    }
}
