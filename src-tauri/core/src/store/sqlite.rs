//! Opening the encrypted file on this computer.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::migrate::{Migrate, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqliteConnection, SqlitePool};

use super::{Database, Pool, StoreError, cipher, migration_error};
use crate::keys::DatabaseKey;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/sqlite");

/// `PRAGMA application_id` of a Firmkeep file: the letters FKEP.
const APPLICATION: i64 = 0x464B_4550;
const PAGE: u64 = 4096;
/// Files up to this size are checked whole when they are opened; it takes a moment only.
const CHECK_WHOLE: u64 = 32 * 1024 * 1024;

impl Database {
    /// Creates the file at `path` and its tables.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub(crate) async fn create_file(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Other("the file exists already".to_owned()));
        }
        make_private(path)?;
        let fresh = Arc::default();
        let pool = connect(path, key, true, &fresh).await?;
        MIGRATIONS.run(&pool).await.map_err(migration_error)?;
        Ok(Self { pool: Pool::Sqlite(pool), place: place(path), fresh })
    }

    /// Opens the file at `path`, and brings its tables up to date after keeping a copy. A file that cannot be opened is not
    /// touched.
    ///
    /// # Errors
    /// Tells a missing, foreign, damaged, read-only and newer file, and a wrong key, apart.
    pub(crate) async fn open_file(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        let length = look_at_file(path)?;
        look_inside(path, key, length).await.map_err(|error| blame(error, path, key))?;
        let fresh = Arc::default();
        let pool = connect(path, key, false, &fresh).await?;
        if let Err(error) = migrate(&pool, path).await {
            pool.close().await;
            return Err(error);
        }
        Ok(Self { pool: Pool::Sqlite(pool), place: place(path), fresh })
    }
}

/// Makes an empty file that only this user may read; SQLite gives the files beside it the same rights.
fn make_private(path: &Path) -> Result<(), StoreError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map(drop).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => StoreError::DiskFull,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        _ => StoreError::Unreachable(error.to_string()),
    })
}

/// SQLCipher answers "not a database" for a wrong key and for a damaged first page alike. Where the key fits any other
/// page, it is damage.
fn blame(error: StoreError, path: &Path, key: &DatabaseKey) -> StoreError {
    match error {
        StoreError::WrongKey if cipher::fits_a_page(path, key) => {
            StoreError::Damaged("the first page does not decrypt".to_owned())
        }
        other => other,
    }
}

fn place(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What can be known without the key.
fn look_at_file(path: &Path) -> Result<u64, StoreError> {
    let metadata = std::fs::metadata(path).map_err(|_| StoreError::Missing)?;
    let mut file = std::fs::OpenOptions::new().read(true).open(path).map_err(|_| StoreError::ReadOnly)?;
    let mut start = Vec::new();
    file.by_ref().take(16).read_to_end(&mut start).map_err(|error| StoreError::Unreachable(error.to_string()))?;
    if start == b"SQLite format 3\0" {
        return Err(StoreError::NotFirmkeep);
    }
    // With changes waiting beside it, the last page may be half written: SQLite finishes it.
    if metadata.len() == 0 || (metadata.len() % PAGE != 0 && waiting(path) == 0) {
        return Err(StoreError::Damaged("the file ends in the middle of a page".to_owned()));
    }
    // Asked of the metadata too: an administrator may open what is marked read-only.
    let writable = std::fs::OpenOptions::new().append(true).open(path).is_ok();
    if metadata.permissions().readonly() || !writable {
        return Err(StoreError::ReadOnly);
    }
    Ok(metadata.len())
}

/// Bytes of changes that wait beside the file to be written into it.
fn waiting(path: &Path) -> u64 {
    std::fs::metadata(path.with_extension("db-wal")).map(|wal| wal.len()).unwrap_or(0)
}

fn options(path: &Path, key: &DatabaseKey) -> SqliteConnectOptions {
    // SQLCipher works on threads of its own. Without this, OpenSSL would tear itself down under them when the process ends
    // while a connection is still open, and the program would crash instead of ending.
    openssl_sys::init();
    SqliteConnectOptions::new()
        .filename(path)
        .pragma("key", key.pragma())
        .pragma("cipher_memory_security", "OFF")
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
}

async fn connect(
    path: &Path,
    key: &DatabaseKey,
    create: bool,
    fresh: &Arc<AtomicBool>,
) -> Result<SqlitePool, StoreError> {
    let options = options(path, key)
        .create_if_missing(create)
        // KiB, taken only as far as there are pages to keep: each page that is read anew is deciphered anew.
        .pragma("cache_size", "-32768")
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let fresh = fresh.clone();
    let pool = SqlitePoolOptions::new()
        .max_connections(4)
        .min_connections(0)
        .idle_timeout(Duration::from_secs(120))
        .acquire_timeout(Duration::from_secs(10))
        .after_connect(move |_, _| {
            fresh.store(true, Ordering::SeqCst);
            Box::pin(async { Ok(()) })
        })
        // The file is local: a connection does not go stale.
        .test_before_acquire(false)
        // After a commit that failed, as on a full disk, SQLite has rolled back while sqlx still counts the transaction
        // as open; such a connection would refuse every later one.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// Looks at what the key opens, without writing anything.
async fn look_inside(path: &Path, key: &DatabaseKey, length: u64) -> Result<(), StoreError> {
    let mut connection = SqliteConnection::connect_with(&options(path, key).read_only(true)).await?;
    let found = check(&mut connection, path, length).await;
    connection.close().await?;
    found
}

async fn check(connection: &mut SqliteConnection, path: &Path, length: u64) -> Result<(), StoreError> {
    let application: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    if application != APPLICATION {
        return Err(StoreError::NotFirmkeep);
    }
    let applied = connection.list_applied_migrations("_sqlx_migrations").await.map_err(migration_error)?;
    if applied.iter().any(|theirs| MIGRATIONS.iter().all(|ours| ours.version != theirs.version)) {
        return Err(StoreError::Newer);
    }
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&mut *connection).await?;
    if waiting(path) == 0 && u64::try_from(pages).unwrap_or(0) * PAGE > length {
        return Err(StoreError::Damaged("the file is shorter than its own count of pages".to_owned()));
    }
    if length <= CHECK_WHOLE {
        let verdict: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut *connection).await?;
        if verdict != "ok" {
            return Err(StoreError::Damaged(verdict));
        }
    }
    Ok(())
}

async fn migrate(pool: &SqlitePool, path: &Path) -> Result<(), StoreError> {
    let mut connection = pool.acquire().await?;
    let applied = connection.list_applied_migrations("_sqlx_migrations").await.map_err(migration_error)?;
    drop(connection);
    if MIGRATIONS.iter().any(|ours| !applied.iter().any(|theirs| theirs.version == ours.version)) && !applied.is_empty()
    {
        let version = applied.iter().map(|migration| migration.version).max().unwrap_or(0);
        let copy = path.with_extension(format!("before-{}.db", version + 1));
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(pool).await?;
        std::fs::copy(path, copy).map_err(|error| StoreError::Unreachable(error.to_string()))?;
    }
    MIGRATIONS.run(pool).await.map_err(migration_error)
}
