//! `setup.check_database`: looks at an office database without changing it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::at_address;
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::office::{Found, look};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SetupCheckDatabase {
    /// `postgres://user:password@server:5432/database`
    pub address: String,
}

/// What is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum OfficeDatabaseState {
    /// Nothing: a practice can be created there.
    Empty,
    /// A practice, which this computer can join.
    Practice,
    /// Another application's tables.
    Foreign,
    /// A practice of a newer Firmkeep.
    Newer,
}

/// The reply.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct OfficeDatabaseFound {
    pub state: OfficeDatabaseState,
    pub practice: Option<String>,
    pub server: String,
    pub encrypted: bool,
}

pub(crate) struct CheckDatabase;

impl Operation for CheckDatabase {
    type Input = SetupCheckDatabase;
    type Reply = OfficeDatabaseFound;
    type Prepared = ();

    const NAME: &'static str = "setup.check_database";
    const SUMMARY: &'static str = "Looks at an office database without changing it";
    const ACCESS: Access = Access::BeforePractice;
    const STORE: Store = Store::Nothing;

    async fn run(_: &mut Context<'_>, input: SetupCheckDatabase, (): ()) -> Result<OfficeDatabaseFound, Error> {
        let at_address = |error| {
            let mut error: Error = at_address(error);
            error.field = Some("address".to_owned());
            error
        };
        let look = look(&input.address).await.map_err(at_address)?;
        let (state, practice) = match look.found {
            Found::Empty => (OfficeDatabaseState::Empty, None),
            Found::Practice(name) => (OfficeDatabaseState::Practice, Some(name)),
            Found::Foreign => (OfficeDatabaseState::Foreign, None),
            Found::Newer => (OfficeDatabaseState::Newer, None),
        };
        Ok(OfficeDatabaseFound { state, practice, server: look.server, encrypted: look.encrypted })
    }
}
