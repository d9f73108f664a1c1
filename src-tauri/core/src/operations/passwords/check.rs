//! `passwords.check`: judges a password while it is typed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::mfa::MfaState;
use crate::domain::passwords::{LEAST, PasswordVerdict, judge};
use crate::domain::policy::Access;
use crate::domain::support::Support;
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
    /// Whether it is to be the password of whoever asks: then their own names and the length that they need count.
    #[serde(default)]
    pub own: bool,
}

pub(crate) struct Check;

impl Operation for Check {
    type Input = PasswordCheck;
    type Reply = PasswordVerdict;
    type Prepared = ();

    const NAME: &'static str = "passwords.check";
    const SUMMARY: &'static str = "Judges a password while it is typed; nothing is kept of it";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::ReadsWhereOpen;
    const SUPPORT: Support = Support::Always;

    async fn run(context: &mut Context<'_>, input: PasswordCheck, (): ()) -> Result<PasswordVerdict, Error> {
        let mut words: Vec<String> = input.words.iter().take(12).map(|word| word.chars().take(254).collect()).collect();
        let mut least = LEAST;
        // Before there is a practice there is nobody whose own it could be.
        if let Some(practice) = context.practice.clone() {
            let user = context.signed_in.as_ref().filter(|_| input.own).map(|signed_in| signed_in.user.clone());
            let with_mfa = user.as_ref().is_none_or(|user| user.mfa == MfaState::SetUp);
            least = practice.policy.least_password(with_mfa);
            if let Some(user) = user {
                words.extend([user.name(), user.email, practice.name, practice.legal_name]);
            }
        }
        let judged = tokio::task::spawn_blocking(move || {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            judge(&input.password, &words, least)
        });
        judged.await.map_err(Error::internal)
    }
}
