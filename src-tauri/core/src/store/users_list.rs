//! Pages of users: searched, filtered, sorted and paged by key in the database.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;
use uuid::Uuid;

use super::users::{COLUMNS, JOIN, UserRecord};
use super::users_index::{Column, as_i64, as_usize, json};
use super::users_order::{Key, Place, Wanted, by_manager, by_text, by_time, by_value};
use super::{StoreError, Tx, lists, users_find, values};
use crate::domain::mfa::MfaState;
use crate::domain::roles::Role;
use crate::domain::status::AccessStatus;

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
    fn is_number(self) -> bool {
        matches!(self, Self::LastSignIn | Self::AccessLevel | Self::Status | Self::Mfa)
    }

    async fn next(self, tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<Place>, StoreError> {
        match self {
            Self::Name => by_text(tx, wanted, Column::Name, "name_key").await,
            Self::Email => by_text(tx, wanted, Column::Email, "email_key").await,
            Self::Mobile => by_text(tx, wanted, Column::Mobile, "mobile").await,
            Self::LastSignIn => by_time(tx, wanted).await,
            Self::ReportsTo => by_manager(tx, wanted).await,
            Self::AccessLevel => by_value(tx, wanted, 'k', 16).await,
            Self::Status => by_value(tx, wanted, 's', as_i64(AccessStatus::ALL.len())).await,
            Self::Mfa => by_value(tx, wanted, 'm', 4).await,
        }
    }
}

/// A place in a sorted list, handed out and taken back as an opaque text.
#[derive(Serialize, Deserialize)]
struct Cursor(Json, i64);

impl Cursor {
    fn write(place: &Place) -> String {
        let key = match &place.0 {
            Key::Number(number) => Json::from(*number),
            Key::Text(text) => Json::from(text.as_str()),
        };
        BASE64.encode(serde_json::to_vec(&Self(key, as_i64(place.1))).unwrap_or_default())
    }

    fn read(text: &str, sort: UserSort) -> Option<Place> {
        let Self(key, number) = serde_json::from_slice(&BASE64.decode(text).ok()?).ok()?;
        let key = match key {
            Json::Number(number) if sort.is_number() => Key::Number(number.as_i64()?),
            Json::String(text) if !sort.is_number() && !text.contains('\0') => Key::Text(text),
            _ => return None,
        };
        u32::try_from(number).ok().map(|number| (key, as_usize(number.into())))
    }
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
    let after = match after.map(|after| Cursor::read(after, sort)) {
        Some(None) => return Ok(None),
        Some(place) => place,
        None => None,
    };
    let set = users_find::matching(tx, filter).await?;
    let wanted = Wanted { set: &set, descending, after: after.as_ref(), limit: limit + 1 };
    let mut places = sort.next(tx, &wanted).await?;
    let next = (places.len() > limit).then(|| Cursor::write(&places[limit - 1]));
    places.truncate(limit);
    let numbers: Vec<_> = places.iter().map(|(_, number)| *number).collect();
    let sql = format!("SELECT {COLUMNS}, u.number FROM {JOIN} WHERE u.number IN {}", lists::numbers(tx.kind(), 1));
    let mut users = HashMap::new();
    for row in tx.rows(sql, values![json(&numbers)]).await? {
        users.insert(as_usize(row.get("number")?), UserRecord::from_row(&row)?);
    }
    Ok(Some((numbers.iter().filter_map(|number| users.remove(number)).collect(), next)))
}

/// How many users match.
pub(crate) async fn matching(tx: &mut Tx, filter: &UserFilter) -> Result<i64, StoreError> {
    Ok(as_i64(users_find::matching(tx, filter).await?.count()))
}

/// How many users are locked out by failed attempts.
pub(crate) async fn blocked(tx: &mut Tx) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM users WHERE blocked IS NOT NULL AND status IN ('active', 'restricted')";
    tx.row(sql, values![]).await?.map_or(Ok(0), |row| row.get(0))
}

/// How many users of each status there are, and how many of those who sign in have no MFA.
pub(crate) async fn by_status(tx: &mut Tx) -> Result<(Vec<(AccessStatus, i64)>, i64), StoreError> {
    let terms = AccessStatus::ALL
        .iter()
        .map(|status| format!("s{}", status.rank()))
        .chain([format!("m{}", MfaState::SetUp.number())]);
    let mut sets = users_find::of_each(tx, &terms.collect::<Vec<_>>()).await?;
    let with_mfa = sets.pop().unwrap_or_default();
    let mut no_mfa = 0;
    let mut counts = Vec::new();
    for (status, mut users) in AccessStatus::ALL.into_iter().zip(sets) {
        counts.push((status, as_i64(users.count())));
        if status.signs_in() {
            no_mfa += as_i64(users.count());
            users.intersect(&with_mfa);
            no_mfa -= as_i64(users.count());
        }
    }
    Ok((counts, no_mfa))
}
