//! The practice's database opened beside Firmkeep, as somebody with the key or the server's password could.

use hkdf::Hkdf;
use serde_json::Value as Json;
use sha2::Sha256;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use std::fmt::Write;
use std::path::Path;

use crate::practice::{On, Practice};

pub enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Raw {
    /// The database of `practice`.
    pub async fn of(practice: &Practice) -> Self {
        match practice.office_address() {
            Some(address) => Self::at(address).await,
            None => Self::file(practice.folder.path()).await,
        }
    }

    /// A PostgreSQL database.
    pub async fn at(address: &str) -> Self {
        Self::Postgres(PgConnection::connect(address).await.unwrap())
    }

    /// The encrypted file in a data folder whose key is kept in a file.
    async fn file(folder: &Path) -> Self {
        let kept: Json = serde_json::from_slice(&std::fs::read(folder.join("key")).unwrap()).unwrap();
        let digits = kept["key"].as_str().unwrap();
        let master: Vec<u8> =
            (0..32).map(|place| u8::from_str_radix(&digits[place * 2..place * 2 + 2], 16).unwrap()).collect();
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, &master).expand(b"firmkeep database file 1", &mut key).unwrap();
        let key = key.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        });
        let options =
            SqliteConnectOptions::new().filename(folder.join("firmkeep.db")).pragma("key", format!("\"x'{key}'\""));
        Self::Sqlite(SqliteConnection::connect_with(&options).await.unwrap())
    }

    pub fn on(&self) -> On {
        match self {
            Self::Sqlite(_) => On::Sqlite,
            Self::Postgres(_) => On::Postgres,
        }
    }

    /// Runs statements of the test's own; the number of rows touched, or the database's refusal.
    pub async fn run(&mut self, sql: &str) -> Result<u64, String> {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection) => {
                sqlx::raw_sql(sql).execute(connection).await.map(|done| done.rows_affected()).map_err(|e| e.to_string())
            }
            Self::Postgres(connection) => {
                sqlx::raw_sql(sql).execute(connection).await.map(|done| done.rows_affected()).map_err(|e| e.to_string())
            }
        }
    }

    /// The first column of the first row, as text.
    pub async fn text(&mut self, sql: &str) -> String {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection) => sqlx::query(sql).fetch_one(connection).await.unwrap().get(0),
            Self::Postgres(connection) => sqlx::query(sql).fetch_one(connection).await.unwrap().get(0),
        }
    }

    /// The first column of the first row, as a number.
    pub async fn number(&mut self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self {
            Self::Sqlite(connection) => sqlx::query(sql).fetch_one(connection).await.unwrap().get(0),
            Self::Postgres(connection) => sqlx::query(sql).fetch_one(connection).await.unwrap().get(0),
        }
    }

    /// Takes the guards off the register, as somebody who owns the database can.
    pub async fn unguard(&mut self) {
        let sql = match self.on() {
            On::Sqlite => {
                "DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted; \
                 DROP TRIGGER IF EXISTS events_are_never_replaced"
            }
            On::Postgres => "ALTER TABLE events DISABLE TRIGGER USER",
        };
        self.run(sql).await.unwrap();
    }
}
