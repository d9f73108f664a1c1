//! Forging a register past Firmkeep, as somebody who owns the database can: whole chains are computed anew.

use firmkeep_core::Time;
use firmkeep_core::domain::events::Event;
use sqlx::{AssertSqlSafe, Row as _};
use uuid::Uuid;

use crate::database::Raw;
use crate::practice::On;

const COLUMNS: &str = "seq, time, kind, actor, actor_name, actor_email, target_kind, target, target_name, outcome, computer, \
     operating_system, app_version, ip, server_ip, reason, details, time_high, previous_hash, hash";

/// A row of the register.
#[derive(Clone, Debug)]
pub struct Forged {
    pub event: Event,
    pub time_high: i64,
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

macro_rules! read {
    ($row:expr) => {
        Forged {
            event: Event {
                seq: $row.get(0),
                time: Time($row.get(1)),
                kind: $row.get(2),
                actor: $row.get::<Option<Uuid>, _>(3),
                actor_name: $row.get(4),
                actor_email: $row.get(5),
                target_kind: $row.get(6),
                target: $row.get::<Option<Uuid>, _>(7),
                target_name: $row.get(8),
                outcome: $row.get(9),
                computer: $row.get(10),
                operating_system: $row.get(11),
                app_version: $row.get(12),
                ip: $row.get(13),
                server_ip: $row.get(14),
                reason: $row.get(15),
                details: $row.get(16),
            },
            time_high: $row.get(17),
            previous_hash: $row.get(18),
            hash: $row.get(19),
        }
    };
}

macro_rules! bind {
    ($query:expr, $row:expr) => {{
        let (row, event) = ($row, &$row.event);
        $query
            .bind(event.seq)
            .bind(event.time.0)
            .bind(&event.kind)
            .bind(event.actor)
            .bind(&event.actor_name)
            .bind(&event.actor_email)
            .bind(&event.target_kind)
            .bind(event.target)
            .bind(&event.target_name)
            .bind(&event.outcome)
            .bind(&event.computer)
            .bind(&event.operating_system)
            .bind(&event.app_version)
            .bind(&event.ip)
            .bind(&event.server_ip)
            .bind(&event.reason)
            .bind(&event.details)
            .bind(row.time_high)
            .bind(&row.previous_hash)
            .bind(&row.hash)
    }};
}

impl Raw {
    /// Every event, in order.
    pub async fn events(&mut self) -> Vec<Forged> {
        let sql = AssertSqlSafe(format!("SELECT {COLUMNS} FROM events ORDER BY seq"));
        match self {
            Self::Sqlite(connection) => {
                sqlx::query(sql).fetch_all(connection).await.unwrap().iter().map(|row| read!(row)).collect()
            }
            Self::Postgres(connection) => {
                sqlx::query(sql).fetch_all(connection).await.unwrap().iter().map(|row| read!(row)).collect()
            }
        }
    }

    async fn insert(&mut self, rows: &[Forged]) {
        let places: Vec<_> = (1..=20).map(|place| format!("${place}")).collect();
        let sql = format!("INSERT INTO events ({COLUMNS}) VALUES ({})", places.join(", "));
        self.run("BEGIN").await.unwrap();
        for row in rows {
            let sql = AssertSqlSafe(sql.clone());
            match self {
                Self::Sqlite(connection) => {
                    bind!(sqlx::query(sql), row).execute(connection).await.unwrap();
                }
                Self::Postgres(connection) => {
                    bind!(sqlx::query(sql), row).execute(connection).await.unwrap();
                }
            }
        }
        self.run("COMMIT").await.unwrap();
    }

    /// Makes the register's own count end with `last`.
    async fn set_head(&mut self, last: &Forged) {
        let hash: String = last.hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let hash = match self.on() {
            On::Sqlite => format!("x'{hash}'"),
            On::Postgres => format!("decode('{hash}', 'hex')"),
        };
        let (seq, high) = (last.event.seq, last.time_high);
        let sql = format!("UPDATE register_head SET seq = {seq}, time_high = {high}, hash = {hash}");
        self.run(&sql).await.unwrap();
    }

    /// Cuts off every event after `last`, and mends the register's own count.
    pub async fn cut_off(&mut self, last: i64) {
        self.run(&format!("DELETE FROM events WHERE seq > {last}")).await.unwrap();
        let end = self.events().await.pop().unwrap();
        self.set_head(&end).await;
    }

    /// Changes the event `seq` and computes the whole chain after it anew, so that it fits in itself.
    pub async fn rewrite(&mut self, seq: i64, change: impl Fn(&mut Event)) {
        let mut rows = self.events().await;
        let from = rows.iter().position(|row| row.event.seq == seq).unwrap();
        change(&mut rows[from].event);
        let mut previous = rows[from].previous_hash.clone();
        for row in &mut rows[from..] {
            row.previous_hash = previous;
            row.hash = row.event.hash(&row.previous_hash).to_vec();
            previous = row.hash.clone();
        }
        self.run(&format!("DELETE FROM events WHERE seq >= {seq}")).await.unwrap();
        self.insert(&rows[from..]).await;
        self.set_head(rows.last().unwrap()).await;
    }
}
