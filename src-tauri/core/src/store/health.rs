//! Who needs looking after: the people behind the findings of the practice's health.

use uuid::Uuid;

use super::{StoreError, Tx, Value, values};
use crate::clock::Time;
use crate::domain::events::EventKind;
use crate::domain::roles::{Role, Roles};
use crate::domain::users::display_name;

/// Some people, and how many there are altogether.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub people: Vec<(Uuid, String)>,
    pub count: i64,
}

/// How many people are named.
const MOST: i64 = 20;
const SIGN_IN: &str = "u.status IN ('active', 'restricted')";

async fn find(tx: &mut Tx, condition: &str, bound: Vec<Value>) -> Result<Found, StoreError> {
    let count = tx.row(format!("SELECT count(*) FROM users u WHERE {condition}"), bound.clone()).await?;
    let sql = format!(
        "SELECT u.id, u.first_name, u.last_name, u.preferred_name FROM users u WHERE {condition} \
         ORDER BY u.name_key, u.id LIMIT {MOST}"
    );
    let people = tx
        .rows(sql, bound)
        .await?
        .iter()
        .map(|row| {
            let (first, last, preferred): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok((row.get(0)?, display_name(&first, &last, &preferred)))
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Found { people, count: count.map_or(Ok(0), |row| row.get(0))? })
}

/// Who signs in without MFA.
pub(crate) async fn without_mfa(tx: &mut Tx) -> Result<Found, StoreError> {
    find(tx, &format!("{SIGN_IN} AND u.mfa <> 1"), values![]).await
}

/// Who is locked out by failed attempts.
pub(crate) async fn blocked(tx: &mut Tx) -> Result<Found, StoreError> {
    find(tx, &format!("{SIGN_IN} AND u.blocked IS NOT NULL"), values![]).await
}

/// Who could sign in and has not since `since`.
pub(crate) async fn unused(tx: &mut Tx, since: Time) -> Result<Found, StoreError> {
    let idle = "u.last_sign_in < $1 AND u.created < $1 AND coalesce(u.status_changed, 0) < $1";
    find(tx, &format!("{SIGN_IN} AND {idle}"), values![since]).await
}

/// Whose open invitation was made before `since`.
pub(crate) async fn invited_before(tx: &mut Tx, since: Time) -> Result<Found, StoreError> {
    let old = "u.status = 'invited' AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.user_id = u.id AND i.created >= $1 \
               AND i.accepted IS NULL AND i.revoked IS NULL)";
    find(tx, old, values![since]).await
}

/// Who holds the roles Practice Admin or Partner and can sign in.
pub(crate) async fn privileged(tx: &mut Tx) -> Result<Found, StoreError> {
    let bits = Roles::default().with(Role::PracticeAdmin).with(Role::Partner).bits();
    find(tx, &format!("{SIGN_IN} AND (u.roles & $1) <> 0"), values![bits]).await
}

/// Who has `few` recovery codes or fewer, or never confirmed that they kept them.
pub(crate) async fn low_on_codes(tx: &mut Tx, few: i64) -> Result<Found, StoreError> {
    let low = "EXISTS (SELECT 1 FROM user_mfa m WHERE m.user_id = u.id AND (NOT m.codes_kept OR \
               (SELECT count(*) FROM recovery_codes c WHERE c.user_id = u.id AND c.used IS NULL) <= $1))";
    find(tx, &format!("{SIGN_IN} AND {low}"), values![few]).await
}

/// The last check of the whole register: when, by whom, and whether all was intact.
pub(crate) async fn last_verified(tx: &mut Tx) -> Result<Option<(Time, String, bool)>, StoreError> {
    let sql = "SELECT time, actor_name, outcome FROM events WHERE kind = $1 ORDER BY seq DESC LIMIT 1";
    let Some(row) = tx.row(sql, values![EventKind::RegisterVerified.as_str()]).await? else { return Ok(None) };
    Ok(Some((row.time(0)?, row.get(1)?, row.get::<String, _>(2)? == "success")))
}
