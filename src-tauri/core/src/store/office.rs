//! Connecting to the office database, a PostgreSQL server that the practice's computers share.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::{Connection, PgConnection, PgPool};

use super::{Database, Pool, StoreError, migration_error};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/postgres");

/// What a server holds under the database's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// No table at all.
    Empty,
    /// A practice, by its name.
    Practice(String),
    /// Tables that are not Firmkeep's.
    Foreign,
    /// A practice that a newer Firmkeep has changed.
    Newer,
}

/// What was found, and at which server.
#[derive(Debug)]
pub(crate) struct Look {
    pub found: Found,
    pub server: String,
    pub encrypted: bool,
}

/// Reads a `postgres://` address. Connections that leave this computer are encrypted unless the address says otherwise.
///
/// # Errors
/// When it is not such an address.
pub(crate) fn parse(address: &str) -> Result<PgConnectOptions, StoreError> {
    let address = address.trim();
    if !["postgres://", "postgresql://"].iter().any(|scheme| address.starts_with(scheme)) {
        return Err(StoreError::Other("not the address of a PostgreSQL server".to_owned()));
    }
    let options = PgConnectOptions::from_str(address).map_err(|error| StoreError::Other(error.to_string()))?;
    let here = options.get_socket().is_some() || is_this_computer(options.get_host());
    let says = address.contains("sslmode=");
    Ok(match (here, says) {
        (false, false) => options.ssl_mode(PgSslMode::Require),
        _ => options,
    }
    .application_name("Firmkeep")
    // Our pages take milliseconds. Compiling a plan takes longer than they do, and a plan made for any value at all
    // does not know how narrow a span of the register is asked for.
    .options([("jit", "off"), ("plan_cache_mode", "force_custom_plan")]))
}

fn is_this_computer(host: &str) -> bool {
    host.starts_with('/') || matches!(host, "localhost" | "127.0.0.1" | "::1" | "[::1]")
}

/// Looks at the database behind `address` without changing it.
pub(crate) async fn look(address: &str) -> Result<Look, StoreError> {
    let options = parse(address)?;
    let connecting = PgConnection::connect_with(&options);
    let mut connection = tokio::time::timeout(Duration::from_secs(8), connecting)
        .await
        .map_err(|_| StoreError::Unreachable("no answer in 8 seconds".to_owned()))??;
    // One state for all questions: a practice that is being created meanwhile must not look like somebody else's tables.
    sqlx::query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute(&mut connection).await?;
    let version: String = sqlx::query_scalar("SHOW server_version").fetch_one(&mut connection).await?;
    let encrypted: bool =
        sqlx::query_scalar("SELECT coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)")
            .fetch_one(&mut connection)
            .await?;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
    )
    .fetch_all(&mut connection)
    .await?;
    // A set-up that was interrupted right at its start leaves the list of migrations, and nothing in it.
    let begun = tables == ["_sqlx_migrations"]
        && sqlx::query("SELECT 1 FROM _sqlx_migrations").fetch_optional(&mut connection).await?.is_none();
    let found = if tables.is_empty() || begun {
        Found::Empty
    } else if tables.iter().any(|name| name == "register_head") && tables.iter().any(|name| name == "_sqlx_migrations")
    {
        let newest: Option<i64> =
            sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&mut connection).await?;
        let ours = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or(0);
        let name: Option<String> =
            sqlx::query_scalar("SELECT name FROM practice").fetch_optional(&mut connection).await?;
        match name {
            _ if newest.unwrap_or(0) > ours => Found::Newer,
            Some(name) => Found::Practice(name),
            None => Found::Empty,
        }
    } else {
        Found::Foreign
    };
    connection.close().await?;
    Ok(Look { found, server: format!("PostgreSQL {version}"), encrypted })
}

impl Database {
    /// Connects to the office database and brings its tables up to date. Computers that start at the same time wait for
    /// each other (the migrator holds an advisory lock).
    ///
    /// # Errors
    /// Tells an unreachable, refusing and newer server apart.
    pub(crate) async fn open_office(address: &str) -> Result<Self, StoreError> {
        let options = parse(address)?;
        let place = format!("{}/{}", options.get_host(), options.get_database().unwrap_or_default());
        let fresh: Arc<AtomicBool> = Arc::default();
        let opened = fresh.clone();
        let pool = PgPoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(4))
            .idle_timeout(Duration::from_secs(300))
            .after_connect(move |_, _| {
                opened.store(true, Ordering::SeqCst);
                Box::pin(async { Ok(()) })
            })
            .connect_with(options)
            .await?;
        migrate(&pool).await?;
        Ok(Self { pool: Pool::Postgres(pool), place, fresh })
    }
}

async fn migrate(pool: &PgPool) -> Result<(), StoreError> {
    MIGRATIONS.run(pool).await.map_err(migration_error)
}
