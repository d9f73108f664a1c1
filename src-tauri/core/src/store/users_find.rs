//! Who matches a filter, as a set of users' numbers.

use std::collections::BTreeMap;

use super::sets::Set;
use super::users_index::{BEGINNING, BLOCK, as_usize};
use super::users_list::UserFilter;
use super::{StoreError, Tx, Value, values};
use crate::domain::roles::Roles;
use crate::domain::search::Token;
use crate::domain::status::AccessStatus;
use crate::domain::users::search_tokens;

/// Terms of the index, any of which may be true.
enum Any {
    Of(Vec<String>),
    /// Those from the first, inclusive, to the second, exclusive.
    Between(String, String),
}

impl Any {
    fn one(term: String) -> Self {
        Self::Of(vec![term])
    }

    fn token(token: Token) -> Self {
        let Token { word, whole } = token;
        if whole {
            Self::one(format!("w{word}"))
        } else if word.chars().count() <= BEGINNING {
            Self::one(format!("p{word}"))
        } else {
            Self::Between(format!("w{word}"), format!("w{word}\u{10ffff}"))
        }
    }
}

/// The users who match, by number.
pub(super) async fn matching(tx: &mut Tx, filter: &UserFilter) -> Result<Set, StoreError> {
    let mut all = Vec::new();
    match search_tokens(&filter.search) {
        None => {}
        // Nothing but signs, which no word has.
        Some(tokens) if tokens.is_empty() => return Ok(Set::default()),
        Some(tokens) => all.extend(tokens.into_iter().map(Any::token)),
    }
    if let Some(manager) = filter.reports_to {
        let row = tx.row("SELECT number FROM users WHERE id = $1", values![manager]).await?;
        let Some(number) = row.map(|row| row.get::<i64, _>("number")).transpose()? else { return Ok(Set::default()) };
        all.push(Any::one(format!("u{number}")));
    }
    if !filter.roles.is_empty() {
        let bits = filter.roles.iter().map(|role| Roles::default().with(*role).bits());
        all.push(Any::Of(bits.map(|bit| format!("r{bit}")).collect()));
    }
    if let Some(mfa) = filter.mfa {
        all.push(Any::one(format!("m{}", mfa.number())));
    }
    if filter.blocked {
        all.push(Any::one("b1".to_owned()));
    }
    let hidden = |status: &AccessStatus| *status == AccessStatus::Archived && !filter.show_inactive;
    let statuses: Vec<_> = match &filter.statuses[..] {
        [] => AccessStatus::ALL.into_iter().filter(|status| !hidden(status)).collect(),
        some => some.to_vec(),
    };
    all.push(Any::Of(statuses.iter().map(|status| format!("s{}", status.rank())).collect()));
    together(tx, &all).await
}

/// The users of whom one term of each is true.
async fn together(tx: &mut Tx, all: &[Any]) -> Result<Set, StoreError> {
    let terms: Vec<&String> =
        all.iter().flat_map(|any| if let Any::Of(terms) = any { &terms[..] } else { &[] }).collect();
    let of_terms = of_terms(tx, &terms).await?;
    let mut matching: Option<Set> = None;
    for any in all {
        let mut set = Set::default();
        match any {
            Any::Of(terms) => {
                for (block, members) in terms.iter().filter_map(|term| of_terms.get(term)).flatten() {
                    set.add(members, *block, BLOCK);
                }
            }
            Any::Between(from, until) => {
                let sql = "SELECT block, members FROM user_terms WHERE term >= $1 AND term < $2";
                for row in tx.rows(sql, values![from, until]).await? {
                    set.add(&row.get::<Vec<u8>, _>(1)?, as_usize(row.get(0)?) * BLOCK, BLOCK);
                }
            }
        }
        match &mut matching {
            Some(matching) => matching.intersect(&set),
            None => matching = Some(set),
        }
    }
    Ok(matching.unwrap_or_default())
}

/// The blocks of each term, as their first number and the set's bytes.
async fn of_terms(tx: &mut Tx, terms: &[&String]) -> Result<BTreeMap<String, Vec<(usize, Vec<u8>)>>, StoreError> {
    let places: Vec<_> = (1..=terms.len()).map(|place| format!("${place}")).collect();
    let sql = format!("SELECT term, block, members FROM user_terms WHERE term IN ({})", places.join(", "));
    let bound: Vec<Value> = terms.iter().map(|term| Value::from(*term)).collect();
    let mut found: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for row in tx.rows(sql, bound).await? {
        found.entry(row.get(0)?).or_default().push((as_usize(row.get(1)?) * BLOCK, row.get(2)?));
    }
    Ok(found)
}

/// The users of each of the terms.
pub(super) async fn of_each(tx: &mut Tx, terms: &[String]) -> Result<Vec<Set>, StoreError> {
    let found = of_terms(tx, &terms.iter().collect::<Vec<_>>()).await?;
    let set = |term| {
        let mut set = Set::default();
        for (base, members) in found.get(term).into_iter().flatten() {
            set.add(members, *base, BLOCK);
        }
        set
    };
    Ok(terms.iter().map(set).collect())
}
