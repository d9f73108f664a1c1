//! SQL and nothing else. One file per group of tables; the two dialects meet in this folder.

pub(crate) mod archives;
pub(crate) mod attempts;
#[cfg(feature = "bench-support")]
pub(crate) mod bulk;
mod cipher;
pub(crate) mod computers;
pub(crate) mod emails;
pub(crate) mod error;
pub(crate) mod events;
mod events_find;
mod events_index;
pub(crate) mod events_walk;
pub(crate) mod health;
pub(crate) mod invitations;
mod lists;
pub(crate) mod mfa;
pub(crate) mod notices;
pub(crate) mod office;
pub(crate) mod passwords;
pub(crate) mod practice;
pub(crate) mod preferences;
pub(crate) mod resets;
pub(crate) mod restored;
pub(crate) mod sessions;
mod sets;
pub(crate) mod sqlite;
pub(crate) mod support;
pub(crate) mod tx;
pub(crate) mod users;
mod users_find;
mod users_index;
pub(crate) mod users_list;
mod users_order;
pub(crate) mod value;

pub use error::StoreError;
use sqlx::{PgPool, SqlitePool};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
pub(crate) use tx::Tx;
pub(crate) use value::{Row, Value, places, values};

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

#[derive(Debug, Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// An open database of a practice.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    pool: Pool,
    /// Where it is, in words that may be shown: a file's folder, or a server's name. Never a password.
    place: String,
    /// Set by each connection that is opened: behind it may be another database than behind those before.
    fresh: Arc<AtomicBool>,
}

impl Database {
    pub(crate) fn kind(&self) -> Kind {
        match self.pool {
            Pool::Sqlite(_) => Kind::Sqlite,
            Pool::Postgres(_) => Kind::Postgres,
        }
    }

    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    /// Whether a connection was opened since [`Database::looked_at`].
    pub(crate) fn is_fresh(&self) -> bool {
        self.fresh.load(Ordering::SeqCst)
    }

    /// What the open connections lead to has been looked at.
    pub(crate) fn looked_at(&self) {
        self.fresh.store(false, Ordering::SeqCst);
    }

    /// A transaction that sees one state of the database and changes nothing.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match &self.pool {
            Pool::Sqlite(pool) => pool.begin().await?.into(),
            Pool::Postgres(pool) => pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?.into(),
        })
    }

    /// A transaction that may write. On SQLite it takes the write lock at once, so that what it read stays true.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match &self.pool {
            Pool::Sqlite(pool) => pool.begin_with("BEGIN IMMEDIATE").await?.into(),
            Pool::Postgres(pool) => pool.begin().await?.into(),
        })
    }

    /// Asks the database for a sign of life.
    pub(crate) async fn answers(&self) -> Result<(), StoreError> {
        match &self.pool {
            Pool::Sqlite(pool) => sqlx::query("SELECT 1").execute(pool).await.map(|_| ())?,
            Pool::Postgres(pool) => sqlx::query("SELECT 1").execute(pool).await.map(|_| ())?,
        }
        Ok(())
    }

    pub(crate) async fn close(&self) {
        match &self.pool {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }

    /// The pool of a PostgreSQL database, for listening to what other computers change.
    pub(crate) fn office_pool(&self) -> Option<&PgPool> {
        match &self.pool {
            Pool::Postgres(pool) => Some(pool),
            Pool::Sqlite(_) => None,
        }
    }
}

/// `error` of a migration, as a store's error.
fn migration_error(error: sqlx::migrate::MigrateError) -> StoreError {
    use sqlx::migrate::MigrateError;
    match error {
        // A migration that ours does not know, or knows in another form, is of another, later version.
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) | MigrateError::VersionMismatch(_) => {
            StoreError::Newer
        }
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => StoreError::Other(other.to_string()),
    }
}
