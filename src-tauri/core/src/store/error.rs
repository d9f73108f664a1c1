//! What a database can answer besides rows, and the sentence that a person gets for it.

use crate::error::Error;

/// A failure of the database, sorted by what a person can do about it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique rule was broken; the caller knows which one it tried.
    #[error("a unique value is taken")]
    Taken,
    /// The server does not answer, or the file cannot be reached.
    #[error("the database does not answer: {0}")]
    Unreachable(String),
    /// Somebody else holds a lock for too long, or two transactions waited for each other.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// No space is left where the database lives.
    #[error("the disk is full")]
    DiskFull,
    /// The file or the server does not allow writing.
    #[error("the database is read-only")]
    ReadOnly,
    /// The file is not there.
    #[error("the database file is missing")]
    Missing,
    /// The file is encrypted with another key, or its first page is damaged.
    #[error("the key does not open the database")]
    WrongKey,
    /// The file breaks SQLite's own rules.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// A database of another application.
    #[error("not a Firmkeep database")]
    NotFirmkeep,
    /// Written by a newer Firmkeep.
    #[error("the database is newer than this program")]
    Newer,
    /// The server refused name or password.
    #[error("the server refused the sign-in: {0}")]
    Refused(String),
    /// A fault of Firmkeep's own.
    #[error("{0}")]
    Other(String),
}

impl StoreError {
    /// The error as the caller sees it. The cause goes to the log, without values.
    pub(crate) fn into_reply(self) -> Error {
        let (code, message) = match &self {
            Self::Unreachable(_) => (
                "database.unreachable",
                "The practice’s database doesn’t answer. Nothing was saved; what you typed is still here.",
            ),
            Self::Busy(_) => ("database.busy", "The database is busy with another change. Try again in a moment."),
            Self::DiskFull => (
                "database.disk_full",
                "The disk that holds the practice’s database is full. Nothing was saved. Make some space, then try again.",
            ),
            Self::ReadOnly => (
                "database.read_only",
                "The practice’s database can’t be written to. Ask whoever looks after this computer to allow changes to its folder.",
            ),
            Self::Missing => (
                "database.missing",
                "The practice’s database file is not where it was. If it was moved, put it back; if it was lost, restore a backup.",
            ),
            Self::WrongKey => (
                "database.wrong_key",
                "The key on this computer doesn’t open the practice’s database. Use the recovery key from the day the practice was set up.",
            ),
            Self::Damaged(_) => (
                "database.damaged",
                "The practice’s database file is damaged. Don’t change it; restore a backup or ask for help.",
            ),
            Self::NotFirmkeep => {
                ("database.not_firmkeep", "This database belongs to another application. Firmkeep did not touch it.")
            }
            Self::Newer => (
                "database.newer",
                "The practice’s database was written by a newer Firmkeep. Update Firmkeep on this computer, then open it again.",
            ),
            Self::Refused(_) => ("office.refused", "The database server refused the user name or password."),
            Self::Taken | Self::Other(_) => return Error::internal(self),
        };
        tracing::warn!(code, cause = %self, "the database refused");
        Error::new(code, message)
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                if database.is_unique_violation() {
                    return Self::Taken;
                }
                let code = database.code().map(std::borrow::Cow::into_owned).unwrap_or_default();
                let text = database.message().to_owned();
                match code.parse::<i32>() {
                    // SQLite answers extended result codes; the low byte is the primary one.
                    Ok(number) if code.len() < 5 => Self::of_sqlite(number, text),
                    _ => Self::of_postgres(&code, text),
                }
            }
            sqlx::Error::Io(cause) => Self::Unreachable(cause.to_string()),
            sqlx::Error::Tls(cause) => Self::Unreachable(cause.to_string()),
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Unreachable(error.to_string())
            }
            _ => Self::Other(error.to_string()),
        }
    }
}

impl StoreError {
    fn of_sqlite(code: i32, text: String) -> Self {
        match code & 0xff {
            5 | 6 => Self::Busy(text),
            8 => Self::ReadOnly,
            10 | 14 => Self::Unreachable(text),
            11 => Self::Damaged(text),
            13 => Self::DiskFull,
            26 => Self::WrongKey,
            _ => Self::Other(text),
        }
    }

    fn of_postgres(code: &str, text: String) -> Self {
        match code {
            "53100" => Self::DiskFull,
            "25006" => Self::ReadOnly,
            "40001" | "40P01" | "55P03" => Self::Busy(text),
            "28000" | "28P01" | "3D000" | "42501" => Self::Refused(text),
            _ if code.starts_with("08") || code.starts_with("57P") || code.starts_with("53") => Self::Unreachable(text),
            _ => Self::Other(format!("{code} {text}")),
        }
    }
}
