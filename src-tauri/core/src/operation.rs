//! What an operation is: one thing that the backend can do, by name.

use std::future::Future;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use ts_rs::TS;

use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;

/// What an operation needs of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    /// Nothing: it also works while no practice is open.
    Nothing,
    /// A transaction that only reads, where a practice is open; it also works while none is.
    ReadsWhereOpen,
    /// A transaction that only reads.
    Reads,
    /// A transaction that may write.
    Writes,
}

/// One operation. Its file is named for its verb; the table in `operations` names it once.
pub(crate) trait Operation: 'static {
    /// What the caller sends. Unknown fields are refused.
    type Input: DeserializeOwned + JsonSchema + TS + Send + Sync;
    /// What the caller gets.
    type Reply: Serialize + JsonSchema + TS + Send;
    /// What [`Operation::prepare`] hands to [`Operation::run`].
    type Prepared: Default + Send;

    /// `users.archive`
    const NAME: &'static str;
    /// One sentence for the operations' list.
    const SUMMARY: &'static str;
    /// Who may call it, before its target is looked at.
    const ACCESS: Access;
    const STORE: Store;
    /// Whether the person must have proved who they are within the last minutes.
    const STEP_UP: bool = false;
    /// What it asks of the Support user, in place of `ACCESS`.
    const SUPPORT: Support = Support::Never;
    /// Whether [`Operation::prepare`] has something to do.
    const PREPARES: bool = false;

    /// Slow work that must not hold a writing transaction open, as hashing a password. It may read; session and access
    /// have been checked, and are checked again before `run`.
    ///
    /// # Errors
    /// As `run`.
    fn prepare(
        _context: &mut Context<'_>,
        _input: &Self::Input,
    ) -> impl Future<Output = Result<Self::Prepared, Error>> + Send {
        async { Ok(Self::Prepared::default()) }
    }

    /// Does it, inside the dispatcher's transaction. An error rolls everything back.
    ///
    /// # Errors
    /// What the caller did wrong or may not do, or what failed.
    fn run(
        context: &mut Context<'_>,
        input: Self::Input,
        prepared: Self::Prepared,
    ) -> impl Future<Output = Result<Self::Reply, Error>> + Send;
}

/// How many rows a page may have.
///
/// # Errors
/// `input.invalid` at `limit` outside 1 to `most`.
pub(crate) fn page_limit(limit: usize, most: usize) -> Result<usize, Error> {
    if (1..=most).contains(&limit) {
        Ok(limit)
    } else {
        Err(Error::input("limit", format!("A page has 1 to {most} rows.")))
    }
}

/// No input, or no reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl TS for Nothing {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &ts_rs::Config) -> String {
        "Nothing".to_owned()
    }
    fn inline(_: &ts_rs::Config) -> String {
        "Record<string, never>".to_owned()
    }
    fn decl(_: &ts_rs::Config) -> String {
        "type Nothing = Record<string, never>;".to_owned()
    }
    fn decl_concrete(config: &ts_rs::Config) -> String {
        Self::decl(config)
    }
}
