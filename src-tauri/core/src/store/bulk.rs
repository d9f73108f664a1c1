//! Many rows at once, and bare rows to measure against. Only for the measurements in `benches`.

use super::users::{UserRecord, insert_rows};
use super::value::{postgres_arguments, sqlite_arguments};
use super::{Database, Kind, Pool, StoreError, Tx, Value, places, values};
use crate::domain::email;
use sqlx::AssertSqlSafe;

/// Rows of a statement. SQLite looks for each value among all of them: a few more rows take much longer.
const ROWS: usize = 100;

/// Adds users and their addresses.
pub(crate) async fn add_users(tx: &mut Tx, users: &[UserRecord]) -> Result<(), StoreError> {
    for users in users.chunks(ROWS) {
        insert_rows(tx, &users.iter().collect::<Vec<_>>()).await?;
        let mut bound = Vec::new();
        for user in users {
            bound.extend(values![email::key(&user.email), &user.email, user.id, user.created]);
        }
        let sql = format!(
            "INSERT INTO user_emails (email_key, email, user_id, since) VALUES {}",
            places(users.len(), bound.len())
        );
        tx.execute(sql, bound).await?;
    }
    Ok(())
}

impl Database {
    /// Lets a large transaction of this SQLite connection keep its pages in memory.
    pub(crate) async fn roomy(tx: &mut Tx) -> Result<(), StoreError> {
        if tx.kind() == Kind::Sqlite {
            tx.rows("PRAGMA cache_size = -1000000", values![]).await?;
        }
        Ok(())
    }

    /// What autovacuum and SQLite's own optimiser do after large changes.
    pub(crate) async fn analyze(&self) -> Result<(), StoreError> {
        match &self.pool {
            Pool::Sqlite(pool) => sqlx::query("ANALYZE").execute(pool).await.map(|_| ())?,
            Pool::Postgres(pool) => sqlx::query("VACUUM ANALYZE").execute(pool).await.map(|_| ())?,
        }
        Ok(())
    }

    /// Makes `bare_events`: the events with their indexes, without a chain.
    pub(crate) async fn make_bare_events(&self) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        Self::roomy(&mut tx).await?;
        if tx.kind() == Kind::Postgres {
            tx.execute("CREATE TABLE bare_events (LIKE events INCLUDING ALL)", values![]).await?;
        } else {
            let sql = "SELECT sql FROM sqlite_master WHERE tbl_name = 'events' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC";
            for row in tx.rows(sql, values![]).await? {
                let sql: String = row.get("sql")?;
                let sql = sql.replacen("TABLE events", "TABLE bare_events", 1).replacen("INDEX ", "INDEX bare_", 1);
                tx.execute(sql.replacen(" ON events ", " ON bare_events ", 1), values![]).await?;
            }
        }
        tx.execute("INSERT INTO bare_events SELECT * FROM events ORDER BY seq", values![]).await?;
        tx.commit().await
    }

    /// One statement with a transaction of its own, as bare as it can be.
    pub(crate) async fn bare(&self, sql: String, values: Vec<Value>) -> Result<(), StoreError> {
        let sql = AssertSqlSafe(sql);
        match &self.pool {
            Pool::Sqlite(pool) => {
                sqlx::query_with(sql, sqlite_arguments(values)?).execute(pool).await?;
            }
            Pool::Postgres(pool) => {
                sqlx::query_with(sql, postgres_arguments(values)?).execute(pool).await?;
            }
        }
        Ok(())
    }

    /// The version of SQLCipher, where the database is a file.
    pub(crate) async fn cipher_version(&self) -> Result<Option<String>, StoreError> {
        match &self.pool {
            Pool::Sqlite(pool) => Ok(sqlx::query_scalar("PRAGMA cipher_version").fetch_optional(pool).await?),
            Pool::Postgres(_) => Ok(None),
        }
    }
}
