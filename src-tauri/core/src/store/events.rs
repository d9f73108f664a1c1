//! The register: events are added and read, never changed.

use futures_util::TryStreamExt;
use uuid::Uuid;

pub(crate) use super::events_find::{EventFilter, page};
use super::{Kind, Row, StoreError, Tx, Value, places, values};
use crate::clock::Time;
use crate::device::Device;
use crate::domain::events::{Details, Event, EventKind, Outcome, TargetKind};

/// An event that is about to be written.
#[derive(Clone, Debug)]
pub(crate) struct NewEvent {
    pub kind: EventKind,
    pub actor: Option<(Uuid, String, String)>,
    pub target: Option<(TargetKind, Option<Uuid>, String)>,
    pub outcome: Outcome,
    pub reason: String,
    pub details: Details,
}

/// A stored event with its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredEvent {
    pub event: Event,
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
    /// The latest time of any event up to this one; the index by time stands on it.
    pub time_high: i64,
}

pub(crate) const COLUMNS: &str = "seq, time, kind, actor, actor_name, actor_email, target_kind, target, target_name, outcome, computer, \
     operating_system, app_version, ip, server_ip, reason, details, previous_hash, hash, time_high";

impl StoredEvent {
    pub(super) fn from_row(row: &Row) -> Result<Self, StoreError> {
        let event = Event {
            seq: row.get(0)?,
            time: row.time(1)?,
            kind: row.get(2)?,
            actor: row.get(3)?,
            actor_name: row.get(4)?,
            actor_email: row.get(5)?,
            target_kind: row.get(6)?,
            target: row.get(7)?,
            target_name: row.get(8)?,
            outcome: row.get(9)?,
            computer: row.get(10)?,
            operating_system: row.get(11)?,
            app_version: row.get(12)?,
            ip: row.get(13)?,
            server_ip: row.get(14)?,
            reason: row.get(15)?,
            details: row.get(16)?,
        };
        Ok(Self { event, previous_hash: row.get(17)?, hash: row.get(18)?, time_high: row.get(19)? })
    }

    /// The values in the order of [`COLUMNS`].
    pub(crate) fn into_values(self) -> Vec<Value> {
        let event = self.event;
        values![
            event.seq,
            event.time,
            event.kind,
            event.actor,
            event.actor_name,
            event.actor_email,
            event.target_kind,
            event.target,
            event.target_name,
            event.outcome,
            event.computer,
            event.operating_system,
            event.app_version,
            event.ip,
            event.server_ip,
            event.reason,
            event.details,
            self.previous_hash,
            self.hash,
            self.time_high,
        ]
    }
}

/// Appends events to the chain, in order. The row of the head is locked first, so that writers stand in a line.
pub(crate) async fn append(tx: &mut Tx, now: Time, device: &Device, new: &[NewEvent]) -> Result<(), StoreError> {
    if new.is_empty() {
        return Ok(());
    }
    let (mut seq, time_high, mut previous, server_ip) = head_for_update(tx).await?;
    let before = seq;
    let time_high = time_high.max(now.0);
    let mut bound: Vec<Value> = Vec::with_capacity(new.len() * 20);
    for new in new {
        seq += 1;
        let event = event(seq, now, device, &server_ip, new);
        let hash = event.hash(&previous).to_vec();
        let stored = StoredEvent { event, previous_hash: previous, hash: hash.clone(), time_high };
        bound.extend(stored.into_values());
        previous = hash;
    }
    let insert = format!("INSERT INTO events ({COLUMNS}) VALUES {}", places(new.len(), bound.len()));
    if tx.kind() == Kind::Postgres {
        // Both in one statement: one way to the server instead of two.
        let [a, b, c] = [1, 2, 3].map(|place| bound.len() + place);
        bound.extend(values![seq, time_high, previous]);
        let head = format!("UPDATE register_head SET seq = ${a}, time_high = ${b}, hash = ${c} WHERE only_one = 1");
        tx.execute(format!("WITH head AS ({head}) {insert}"), bound).await?;
    } else {
        tx.execute(insert, bound).await?;
        let sql = "UPDATE register_head SET seq = $1, time_high = $2, hash = $3 WHERE only_one = 1";
        tx.execute_one(sql, values![seq, time_high, previous]).await?;
    }
    super::events_index::extend(tx, before, seq).await
}

async fn head_for_update(tx: &mut Tx) -> Result<(i64, i64, Vec<u8>, String), StoreError> {
    let sql = match tx.kind() {
        Kind::Sqlite => "SELECT seq, time_high, hash, '' AS server_ip FROM register_head WHERE only_one = 1",
        Kind::Postgres => {
            "SELECT seq, time_high, hash, coalesce(host(inet_client_addr()), '') AS server_ip FROM register_head WHERE only_one = 1 FOR UPDATE"
        }
    };
    let row =
        tx.row(sql, values![]).await?.ok_or_else(|| StoreError::Damaged("the register has no head".to_owned()))?;
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn event(seq: i64, now: Time, device: &Device, server_ip: &str, new: &NewEvent) -> Event {
    let (actor, actor_name, actor_email) = match &new.actor {
        Some((id, name, email)) => (Some(*id), name.clone(), email.clone()),
        None => (None, String::new(), String::new()),
    };
    let (target_kind, target, target_name) = match &new.target {
        Some((kind, id, name)) => (kind.as_str().to_owned(), *id, name.clone()),
        None => (String::new(), None, String::new()),
    };
    Event {
        seq,
        time: now,
        kind: new.kind.as_str().to_owned(),
        actor,
        actor_name,
        actor_email,
        target_kind,
        target,
        target_name,
        outcome: new.outcome.as_str().to_owned(),
        computer: device.computer.clone(),
        operating_system: device.operating_system.clone(),
        app_version: device.app_version.clone(),
        ip: device.ip.clone(),
        server_ip: server_ip.to_owned(),
        reason: new.reason.clone(),
        details: serde_json::to_string(&new.details).unwrap_or_else(|_| "{}".to_owned()),
    }
}

pub(crate) async fn find(tx: &mut Tx, seq: i64) -> Result<Option<StoredEvent>, StoreError> {
    let row = tx.row(format!("SELECT {COLUMNS} FROM events WHERE seq = $1"), values![seq]).await?;
    row.as_ref().map(StoredEvent::from_row).transpose()
}

/// The number and hash of the last event.
pub(crate) async fn head(tx: &mut Tx) -> Result<(i64, Vec<u8>), StoreError> {
    let row = tx.row("SELECT seq, hash FROM register_head WHERE only_one = 1", values![]).await?;
    let row = row.ok_or_else(|| StoreError::Damaged("the register has no head".to_owned()))?;
    Ok((row.get(0)?, row.get(1)?))
}

/// Up to `limit` events after the event `after`, in order.
pub(crate) async fn after(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE seq > $1 ORDER BY seq LIMIT $2");
    let rows = tx.stream(sql, values![after, limit])?;
    rows.and_then(|row| async move { StoredEvent::from_row(&row) }).try_collect().await
}

/// The last `count` events that changed the user `target`, the newest first.
pub(crate) async fn latest_of(tx: &mut Tx, target: Uuid, count: i64) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM events WHERE target = $1 AND outcome = 'success' AND kind LIKE 'users.%' \
         ORDER BY seq DESC LIMIT $2"
    );
    tx.rows(sql, values![target, count.clamp(1, 200)]).await?.iter().map(StoredEvent::from_row).collect()
}

/// The first `count` events of which `actor` is the one who did them.
pub(crate) async fn first_of_actor(tx: &mut Tx, actor: Uuid, count: i64) -> Result<Vec<StoredEvent>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM events WHERE actor = $1 ORDER BY seq LIMIT $2");
    tx.rows(sql, values![actor, count]).await?.iter().map(StoredEvent::from_row).collect()
}

/// How many events of each kind and outcome `actor` did.
pub(crate) async fn counts_of_actor(tx: &mut Tx, actor: Uuid) -> Result<Vec<(String, String, i64)>, StoreError> {
    let sql = "SELECT kind, outcome, count(*) FROM events WHERE actor = $1 GROUP BY kind, outcome";
    tx.rows(sql, values![actor]).await?.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}
