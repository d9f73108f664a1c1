//! Setting this computer up: creating a practice, joining one, opening one whose key is locked or lost.

pub(crate) mod begin;
pub(crate) mod check_database;
pub(crate) mod create;
pub(crate) mod join;
pub(crate) mod recover;
pub(crate) mod unlock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::door::State;
use crate::door::context::Context;
use crate::door::place::{Place, PlaceKind};
use crate::error::Error;
use crate::keychain::{KeyPlace, Secret};
use crate::store::StoreError;

/// One group of the recovery key, typed again to show that it was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RecoveryGroup {
    /// From 0.
    #[ts(type = "number")]
    pub index: usize,
    pub group: String,
}

/// The errors of a server's address belong to its field.
fn at_address(error: StoreError) -> Error {
    match error {
        StoreError::Unreachable(cause) => {
            tracing::warn!(cause, "the office database does not answer");
            Error::new(
                "office.unreachable",
                "No database server answers at this address. Check the name and port, and that the server is on.",
            )
            .at("office_address")
        }
        StoreError::Other(cause) => {
            tracing::warn!(cause, "the office database’s address");
            Error::input(
                "office_address",
                "Enter a database address like postgres://user:password@server:5432/database.",
            )
        }
        other => other.into_reply().at("office_address"),
    }
}

/// Refuses a place that cannot keep the key, before anything is done that would need it.
fn check_key_place(
    context: &Context<'_>,
    place: KeyPlace,
    passphrase: Option<&str>,
    practice: &str,
) -> Result<(), Error> {
    match place {
        KeyPlace::File => Ok(()),
        KeyPlace::Passphrase => crate::domain::passwords::accept(
            "passphrase",
            passphrase.unwrap_or_default(),
            &[practice],
            crate::domain::passwords::LEAST,
        ),
        KeyPlace::Keychain if context.inner.options.keychain.available() => Ok(()),
        KeyPlace::Keychain => Err(Error::new(
            "keychain.unavailable",
            "This computer’s keychain doesn’t answer. Choose another place for the key.",
        )
        .at("key_place")),
    }
}

/// Refuses where this computer knows a practice already, even one that cannot be opened now: its files must stay.
async fn check_free(context: &Context<'_>) -> Result<(), Error> {
    match &*context.inner.state.read().await {
        State::NoPractice(None) => Ok(()),
        // An office database whose key is gone from this computer is joined anew.
        State::NoPractice(Some(problem)) if problem.code == "keychain.office_key_missing" => Ok(()),
        State::Ready(_) => Err(Error::new("setup.done", "This computer already has a practice.")),
        _ => Err(Error::new(
            "setup.done",
            "This computer already has a practice, which can’t be opened now. Open it, or move Firmkeep’s data folder away.",
        )),
    }
}

/// Keeps the key and says where the practice is, then opens it.
async fn settle_here(
    context: &mut Context<'_>,
    practice: uuid::Uuid,
    kind: PlaceKind,
    secret: &Secret,
    key_place: KeyPlace,
    passphrase: Option<&str>,
) -> Result<(), Error> {
    context.inner.secrets(practice).keep(key_place, secret, passphrase)?;
    let place = Place { practice, kind, key_place, key_fingerprint: secret.key.fingerprint() };
    place.write(&context.inner.files())?;
    context.inner.open_place(passphrase).await;
    Ok(())
}
