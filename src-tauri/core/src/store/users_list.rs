//! Pages of users: searched, filtered, sorted and paged by key in the database.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;
use uuid::Uuid;

use super::users::{COLUMNS, JOIN, UserRecord};
use super::{Kind, StoreError, Tx, Value, values};
use crate::domain::mfa::MfaState;
use crate::domain::roles::{Role, Roles};
use crate::domain::status::AccessStatus;
use crate::domain::text;

/// Which users.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
pub struct UserFilter {
    /// Beginnings of name, email or mobile; several words must all be found.
    pub search: String,
    /// Any of these; none means all.
    pub roles: Vec<Role>,
    /// Any of these; none means all but the hidden ones.
    pub statuses: Vec<AccessStatus>,
    pub mfa: Option<MfaState>,
    /// Only people who are locked out by failed attempts.
    pub blocked: bool,
    pub reports_to: Option<Uuid>,
    /// Also people who left.
    pub show_inactive: bool,
}

/// By which column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum UserSort {
    #[default]
    Name,
    LastSignIn,
    Email,
    Mobile,
    AccessLevel,
    ReportsTo,
    Status,
    Mfa,
}

impl UserSort {
    fn column(self) -> &'static str {
        match self {
            Self::Name => "name_key",
            Self::LastSignIn => "last_sign_in",
            Self::Email => "email_key",
            Self::Mobile => "mobile",
            Self::AccessLevel => "role_rank",
            Self::ReportsTo => "reports_to_key",
            Self::Status => "status_rank",
            Self::Mfa => "mfa",
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::LastSignIn | Self::AccessLevel | Self::Status | Self::Mfa)
    }
}

/// A place in a sorted list, handed out and taken back as an opaque text.
#[derive(Serialize, Deserialize)]
struct Cursor(Json, Uuid);

/// Up to this many people the beginnings may match for them to be gathered and sorted; with more, walking the sorted index
/// finds a page sooner.
const FEW: i64 = 1_000;
/// Up to this many people one beginning may match for their identifiers to be put into a set first, which a walk then asks;
/// with more, so many of the walked match that asking person by person is less.
const SOME: i64 = 40_000;

/// A statement's conditions with their bound values.
struct Conditions {
    sql: String,
    bound: Vec<Value>,
}

impl Conditions {
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.bound.push(value.into());
        format!("${}", self.bound.len())
    }

    fn and(&mut self, sql: &str) {
        self.sql.push_str(if self.sql.is_empty() { " WHERE " } else { " AND " });
        self.sql.push_str(sql);
    }
}

/// The beginnings that a search asks for. A number typed with blanks or signs is one beginning.
fn tokens(search: &str) -> Vec<String> {
    let digits: String = search.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() && search.chars().all(|c| c.is_ascii_digit() || " +()-.".contains(c)) {
        return vec![digits];
    }
    text::fold(search).split_whitespace().take(6).map(|token| token.chars().take(64).collect()).collect()
}

fn end_of(token: &str) -> String {
    format!("{token}\u{10ffff}")
}

async fn conditions(tx: &mut Tx, filter: &UserFilter) -> Result<Conditions, StoreError> {
    let mut conditions = Conditions { sql: String::new(), bound: Vec::new() };
    let tokens = tokens(&filter.search);
    // The people of each beginning that does not match too many, as a set.
    let mut sets = Vec::new();
    let mut least = i64::MAX;
    for token in &tokens {
        let sql =
            "SELECT count(*) FROM (SELECT 1 AS one FROM user_words WHERE word >= $1 AND word < $2 LIMIT $3) AS few";
        let row = tx.row(sql, values![token, end_of(token), SOME + 1]).await?;
        let count: i64 = row.map(|row| row.get(0)).transpose()?.unwrap_or(0);
        let (from, until) = (conditions.bind(token), conditions.bind(end_of(token)));
        let words = format!("w.word >= {from} AND w.word < {until}");
        if count <= SOME {
            least = least.min(count);
            sets.push(format!("SELECT w.user_id FROM user_words w WHERE {words}"));
        } else {
            // A scalar subquery: it is asked person by person, in the order of the list.
            conditions.and(&format!("(SELECT 1 FROM user_words w WHERE w.user_id = u.id AND {words} LIMIT 1) = 1"));
        }
    }
    if !sets.is_empty() {
        // A plus keeps SQLite from looking each one up: it walks the sorted index and asks the set.
        let together = i64::try_from(sets.len() * sets.len()).unwrap_or(1);
        let walk = least > FEW * together && tx.kind() == Kind::Sqlite;
        let plus = if walk { "+" } else { "" };
        conditions.and(&format!("{plus}u.id IN ({})", sets.join(" INTERSECT ")));
    }
    if !filter.roles.is_empty() {
        let roles: Roles = filter.roles.iter().copied().collect();
        let bits = conditions.bind(roles.bits());
        conditions.and(&format!("(u.roles & {bits}) <> 0"));
    }
    // A plus before a column keeps SQLite from walking that column's index where nearly everybody has the value.
    if !filter.statuses.is_empty() {
        let plus = if filter.statuses.contains(&AccessStatus::Active) { "+" } else { "" };
        let ranks: Vec<_> = filter.statuses.iter().map(|status| status.rank().to_string()).collect();
        conditions.and(&format!("{plus}u.status_rank IN ({})", ranks.join(", ")));
    } else if !filter.show_inactive {
        conditions.and(&format!("+u.status_rank <> {}", AccessStatus::Archived.rank()));
    }
    if let Some(mfa) = filter.mfa {
        conditions.and(&format!("+u.mfa = {}", mfa.number()));
    }
    if filter.blocked {
        conditions.and("u.blocked IS NOT NULL");
    }
    if let Some(manager) = filter.reports_to {
        let manager = conditions.bind(manager);
        conditions.and(&format!("u.reports_to = {manager}"));
    }
    Ok(conditions)
}

/// A page of users, and the cursor of the next one where there is one. `Ok(None)` when `after` is no cursor of this sort.
pub(crate) async fn page(
    tx: &mut Tx,
    filter: &UserFilter,
    sort: UserSort,
    descending: bool,
    after: Option<&str>,
    limit: usize,
) -> Result<Option<(Vec<UserRecord>, Option<String>)>, StoreError> {
    let mut conditions = conditions(tx, filter).await?;
    let column = sort.column();
    let (beyond, direction) = if descending { ("<", " DESC") } else { (">", "") };
    if let Some(after) = after {
        let Some(Cursor(key, id)) = BASE64.decode(after).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok())
        else {
            return Ok(None);
        };
        let key: Value = match (&key, sort.is_number()) {
            (Json::Number(number), true) => number.as_i64().unwrap_or(0).into(),
            (Json::String(text), false) if !text.contains('\0') => text.into(),
            _ => return Ok(None),
        };
        let (key, id) = (conditions.bind(key), conditions.bind(id));
        conditions.and(&format!("(u.{column}, u.id) {beyond} ({key}, {id})"));
    }
    let Conditions { sql, mut bound } = conditions;
    bound.push(i64::try_from(limit + 1).unwrap_or(i64::MAX).into());
    // First who is on the page, from an index that holds all that is asked; then the rows of these few. CROSS JOIN keeps
    // SQLite to this order.
    let sql = format!(
        "SELECT {COLUMNS}, page.sort_key FROM (SELECT u.id AS user_id, u.{column} AS sort_key FROM users u{sql} \
         ORDER BY u.{column}{direction}, u.id{direction} LIMIT ${limit}) AS page CROSS JOIN {JOIN} \
         WHERE u.id = page.user_id ORDER BY page.sort_key{direction}, page.user_id{direction}",
        limit = bound.len()
    );
    let rows = tx.rows(sql, bound).await?;
    let next = if rows.len() > limit {
        let last = &rows[limit - 1];
        let key = if sort.is_number() {
            Json::from(last.get::<i64, _>("sort_key")?)
        } else {
            Json::from(last.get::<String, _>("sort_key")?)
        };
        let cursor = serde_json::to_vec(&Cursor(key, last.get("id")?)).unwrap_or_default();
        Some(BASE64.encode(cursor))
    } else {
        None
    };
    let users = rows.iter().take(limit).map(UserRecord::from_row).collect::<Result<_, _>>()?;
    Ok(Some((users, next)))
}

/// How many users match.
pub(crate) async fn matching(tx: &mut Tx, filter: &UserFilter) -> Result<i64, StoreError> {
    let Conditions { sql, bound } = conditions(tx, filter).await?;
    let row = tx.row(format!("SELECT count(*) FROM users u{sql}"), bound).await?;
    row.map(|row| row.get(0)).transpose().map(|count| count.unwrap_or(0))
}

/// How many users are locked out by failed attempts.
pub(crate) async fn blocked(tx: &mut Tx) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM users WHERE blocked IS NOT NULL AND status IN ('active', 'restricted')";
    tx.row(sql, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

/// How many users of each status there are, and how many of those who sign in have no MFA.
pub(crate) async fn by_status(tx: &mut Tx) -> Result<(Vec<(AccessStatus, i64)>, i64), StoreError> {
    let mut counts: Vec<_> = AccessStatus::ALL.into_iter().map(|status| (status, 0)).collect();
    let rows =
        tx.rows("SELECT status_rank, mfa, count(*) AS people FROM users GROUP BY status_rank, mfa", values![]).await?;
    let mut no_mfa = 0;
    for row in rows {
        let (rank, mfa, people): (i64, i64, i64) = (row.get("status_rank")?, row.get("mfa")?, row.get("people")?);
        for (status, count) in &mut counts {
            if status.rank() == rank {
                *count += people;
                if mfa != MfaState::SetUp.number() && status.signs_in() {
                    no_mfa += people;
                }
            }
        }
    }
    Ok((counts, no_mfa))
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn a_number_with_blanks_is_searched_as_one() {
        assert_eq!(tokens(" 0491 570 "), ["0491570"]);
        assert_eq!(tokens("+61 (491)"), ["61491"]);
        assert_eq!(tokens("Ada 2"), ["ada", "2"]);
    }
}
