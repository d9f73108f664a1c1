//! `passwords.check`: judges a password while it is typed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::passwords::{PasswordVerdict, judge};
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct PasswordCheck {
    pub password: String,
    /// Names that the password must not be made of.
    pub words: Vec<String>,
}

pub(crate) struct Check;

impl Operation for Check {
    type Input = PasswordCheck;
    type Reply = PasswordVerdict;
    type Prepared = ();

    const NAME: &'static str = "passwords.check";
    const SUMMARY: &'static str = "Judges a password while it is typed; nothing is kept of it";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Nothing;

    async fn run(_: &mut Context<'_>, input: PasswordCheck, (): ()) -> Result<PasswordVerdict, Error> {
        let words: Vec<String> = input.words.iter().take(12).map(|word| word.chars().take(254).collect()).collect();
        let judged = tokio::task::spawn_blocking(move || {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            judge(&input.password, &words)
        });
        judged.await.map_err(Error::internal)
    }
}
