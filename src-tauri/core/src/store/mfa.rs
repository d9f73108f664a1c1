//! Authenticators and recovery codes.

use uuid::Uuid;

use super::{Row, StoreError, Tx, places, values};
use crate::clock::Time;
use crate::domain::mfa::MfaState;

/// A user's authenticator.
#[derive(Clone, Debug)]
pub(crate) struct MfaRecord {
    /// Encrypted with the practice key.
    pub secret: Vec<u8>,
    pub since: Time,
    /// The step of the last code that was used.
    pub last_step: i64,
    pub last_used: Option<Time>,
    pub codes_salt: Vec<u8>,
    pub codes_kept: bool,
}

impl MfaRecord {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            secret: row.get("secret")?,
            since: row.time("since")?,
            last_step: row.get("last_step")?,
            last_used: row.maybe_time("last_used")?,
            codes_salt: row.get("codes_salt")?,
            codes_kept: row.get("codes_kept")?,
        })
    }
}

pub(crate) async fn find(tx: &mut Tx, user: Uuid) -> Result<Option<MfaRecord>, StoreError> {
    let sql = "SELECT secret, since, last_step, last_used, codes_salt, codes_kept FROM user_mfa WHERE user_id = $1";
    tx.row(sql, values![user]).await?.as_ref().map(MfaRecord::from_row).transpose()
}

/// Sets the authenticator; an earlier one with its recovery codes is gone.
pub(crate) async fn set(tx: &mut Tx, user: Uuid, mfa: &MfaRecord) -> Result<(), StoreError> {
    remove(tx, user, MfaState::SetUp).await?;
    tx.execute_one(
        "INSERT INTO user_mfa (user_id, secret, since, last_step, last_used, codes_salt, codes_kept) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![user, &mfa.secret[..], mfa.since, mfa.last_step, mfa.last_used, &mfa.codes_salt[..], mfa.codes_kept],
    )
    .await
}

/// Removes the authenticator with its recovery codes; `after` is what lists show then.
pub(crate) async fn remove(tx: &mut Tx, user: Uuid, after: MfaState) -> Result<(), StoreError> {
    tx.execute("DELETE FROM recovery_codes WHERE user_id = $1", values![user]).await?;
    tx.execute("DELETE FROM user_mfa WHERE user_id = $1", values![user]).await?;
    tx.execute_one("UPDATE users SET mfa = $2 WHERE id = $1", values![user, after.number()]).await
}

/// Notes that the code of `step` was used. Gives `false` where that step or a later one was used already.
pub(crate) async fn use_step(tx: &mut Tx, user: Uuid, step: i64, now: Time) -> Result<bool, StoreError> {
    let sql = "UPDATE user_mfa SET last_step = $2, last_used = $3 WHERE user_id = $1 AND last_step < $2";
    Ok(tx.execute(sql, values![user, step, now]).await? == 1)
}

/// Replaces the recovery codes; those before become worthless.
pub(crate) async fn set_codes(tx: &mut Tx, user: Uuid, salt: &[u8], hashes: &[Vec<u8>]) -> Result<(), StoreError> {
    tx.execute("DELETE FROM recovery_codes WHERE user_id = $1", values![user]).await?;
    let sql = "UPDATE user_mfa SET codes_salt = $2, codes_kept = FALSE WHERE user_id = $1";
    tx.execute_one(sql, values![user, salt]).await?;
    let mut bound = Vec::new();
    for (place, hash) in (0_i64..).zip(hashes) {
        bound.extend(values![user, place, &hash[..]]);
    }
    let sql = format!("INSERT INTO recovery_codes (user_id, place, hash) VALUES {}", places(hashes.len(), bound.len()));
    tx.execute(sql, bound).await.map(|_| ())
}

/// Uses a recovery code up. Gives `false` where it is none of the user's unused ones.
pub(crate) async fn use_code(tx: &mut Tx, user: Uuid, hash: &[u8], now: Time) -> Result<bool, StoreError> {
    let sql = "UPDATE recovery_codes SET used = $3 WHERE user_id = $1 AND hash = $2 AND used IS NULL";
    Ok(tx.execute(sql, values![user, hash, now]).await? == 1)
}

/// How many recovery codes are unused.
pub(crate) async fn codes_left(tx: &mut Tx, user: Uuid) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM recovery_codes WHERE user_id = $1 AND used IS NULL";
    tx.row(sql, values![user]).await?.map_or(Ok(0), |row| row.get(0))
}

/// Notes that the person confirmed that they kept the codes.
pub(crate) async fn codes_kept(tx: &mut Tx, user: Uuid) -> Result<(), StoreError> {
    tx.execute("UPDATE user_mfa SET codes_kept = TRUE WHERE user_id = $1", values![user]).await.map(|_| ())
}
