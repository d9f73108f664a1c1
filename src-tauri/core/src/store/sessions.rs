//! Open and ended sessions, of users and of the Support user.

use uuid::Uuid;

use super::{Row, StoreError, Tx, values};
use crate::clock::Time;
use crate::device::Device;
use crate::domain::sessions::SignInStep;

/// A session as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SessionRecord {
    pub id: Uuid,
    /// `None` where it is the Support user's.
    pub user: Option<Uuid>,
    /// Under which grant the Support user is in.
    pub grant: Option<Uuid>,
    pub stage: SignInStep,
    /// What the person has given so far, in words.
    pub factors: String,
    /// Of an authenticator that is being set up, encrypted with the practice key.
    pub pending_secret: Option<Vec<u8>>,
    pub started: Time,
    pub last_active: Time,
    /// When the person last proved who they are.
    pub proved: Time,
    pub locked: Option<Time>,
    pub ended: Option<Time>,
    pub computer: String,
    pub operating_system: String,
    pub app_version: String,
    pub ip: String,
}

const COLUMNS: &str = "id, user_id, grant_id, stage, factors, pending_secret, started, last_active, proved, locked, ended, computer, \
     operating_system, app_version, ip";

impl SessionRecord {
    fn from_row(row: &Row) -> Result<Self, StoreError> {
        let stage: String = row.get("stage")?;
        Ok(Self {
            id: row.get("id")?,
            user: row.get("user_id")?,
            grant: row.get("grant_id")?,
            stage: SignInStep::parse(&stage).ok_or_else(|| StoreError::Other(format!("unknown stage {stage}")))?,
            factors: row.get("factors")?,
            pending_secret: row.get("pending_secret")?,
            started: row.time("started")?,
            last_active: row.time("last_active")?,
            proved: row.time("proved")?,
            locked: row.maybe_time("locked")?,
            ended: row.maybe_time("ended")?,
            computer: row.get("computer")?,
            operating_system: row.get("operating_system")?,
            app_version: row.get("app_version")?,
            ip: row.get("ip")?,
        })
    }

    /// A new session, whose person has just proved who they are, at `device`.
    pub(crate) fn new(id: Uuid, user: Option<Uuid>, grant: Option<Uuid>, now: Time, device: &Device) -> Self {
        Self {
            id,
            user,
            grant,
            stage: SignInStep::Open,
            factors: String::new(),
            pending_secret: None,
            started: now,
            last_active: now,
            proved: now,
            locked: None,
            ended: None,
            computer: device.computer.clone(),
            operating_system: device.operating_system.clone(),
            app_version: device.app_version.clone(),
            ip: device.ip.clone(),
        }
    }
}

pub(crate) async fn find(tx: &mut Tx, token_hash: &[u8]) -> Result<Option<SessionRecord>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM sessions WHERE token_hash = $1");
    tx.row(sql, values![token_hash]).await?.as_ref().map(SessionRecord::from_row).transpose()
}

pub(crate) async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<SessionRecord>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM sessions WHERE id = $1");
    tx.row(sql, values![id]).await?.as_ref().map(SessionRecord::from_row).transpose()
}

pub(crate) async fn insert(tx: &mut Tx, session: &SessionRecord, token_hash: &[u8]) -> Result<(), StoreError> {
    let s = session;
    tx.execute_one(
        "INSERT INTO sessions (id, token_hash, user_id, grant_id, stage, factors, started, last_active, proved, ended_why, \
         computer, operating_system, app_version, ip) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7, '', $8, $9, $10, $11)",
        values![
            s.id, token_hash, s.user, s.grant, s.stage.as_str(), &s.factors, s.started, &s.computer, &s.operating_system,
            &s.app_version, &s.ip,
        ],
    )
    .await
}

/// Takes a session on to `stage`, under a new token: what was known of it before is worthless (ASVS 5.0, 7.2.4).
pub(crate) async fn advance(
    tx: &mut Tx,
    id: Uuid,
    stage: SignInStep,
    factors: &str,
    token_hash: &[u8],
    now: Time,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE sessions SET stage = $2, factors = $3, token_hash = $4, last_active = $5, proved = $5, pending_secret = NULL \
         WHERE id = $1 AND ended IS NULL",
        values![id, stage.as_str(), factors, token_hash, now],
    )
    .await
}

/// Keeps the secret of an authenticator that is being set up.
pub(crate) async fn set_pending(tx: &mut Tx, id: Uuid, sealed: Option<&[u8]>) -> Result<(), StoreError> {
    let sealed = sealed.map(<[u8]>::to_vec);
    tx.execute_one("UPDATE sessions SET pending_secret = $2 WHERE id = $1 AND ended IS NULL", values![id, sealed]).await
}

/// Notes that the person is at the keyboard.
pub(crate) async fn touch(tx: &mut Tx, id: Uuid, now: Time) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sessions SET last_active = $2 WHERE id = $1 AND locked IS NULL AND ended IS NULL",
        values![id, now],
    )
    .await
    .map(|_| ())
}

/// Locks; gives `false` where it was locked already.
pub(crate) async fn lock(tx: &mut Tx, id: Uuid, now: Time) -> Result<bool, StoreError> {
    let sql = "UPDATE sessions SET locked = $2 WHERE id = $1 AND locked IS NULL AND ended IS NULL";
    Ok(tx.execute(sql, values![id, now]).await? == 1)
}

/// Unlocks after the person has proved again who they are.
pub(crate) async fn unlock(tx: &mut Tx, id: Uuid, now: Time) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sessions SET locked = NULL, last_active = $2, proved = $2 WHERE id = $1 AND ended IS NULL",
        values![id, now],
    )
    .await
    .map(|_| ())
}

pub(crate) async fn prove(tx: &mut Tx, id: Uuid, now: Time) -> Result<(), StoreError> {
    tx.execute("UPDATE sessions SET proved = $2, last_active = $2 WHERE id = $1 AND ended IS NULL", values![id, now])
        .await
        .map(|_| ())
}

/// Ends; gives `false` where it was over already.
pub(crate) async fn end(tx: &mut Tx, id: Uuid, now: Time, why: &str) -> Result<bool, StoreError> {
    let sql = "UPDATE sessions SET ended = $2, ended_why = $3 WHERE id = $1 AND ended IS NULL";
    Ok(tx.execute(sql, values![id, now, why]).await? == 1)
}

/// Ends all open sessions of a user but `except`; gives how many there were.
pub(crate) async fn end_all_of(
    tx: &mut Tx,
    user: Uuid,
    except: Option<Uuid>,
    now: Time,
    why: &str,
) -> Result<u64, StoreError> {
    let sql = "UPDATE sessions SET ended = $2, ended_why = $3 WHERE user_id = $1 AND ended IS NULL";
    match except {
        None => tx.execute(sql, values![user, now, why]).await,
        Some(except) => tx.execute(format!("{sql} AND id <> $4"), values![user, now, why, except]).await,
    }
}

/// The user's sessions that are entered and not over by `ended` nor by time: begun after `since`.
pub(crate) async fn open_of(tx: &mut Tx, user: Uuid, since: Time) -> Result<Vec<SessionRecord>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions WHERE user_id = $1 AND ended IS NULL AND stage = 'open' AND started > $2 \
         ORDER BY last_active DESC, id LIMIT 100"
    );
    tx.rows(sql, values![user, since]).await?.iter().map(SessionRecord::from_row).collect()
}
