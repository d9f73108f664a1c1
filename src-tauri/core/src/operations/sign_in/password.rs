//! `sign_in.password`: email and password. Every refusal says the same and takes the same time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Me, begin_session};
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::hashing::{self, PasswordCost};
use crate::operation::{Operation, Store};
use crate::store::users;
use crate::store::users::UserRecord;

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SignInPassword {
    pub email: String,
    pub password: String,
}

/// What checking the password found, before the writing transaction.
#[derive(Default)]
pub(crate) struct Proof {
    /// The hash that was checked, where the password was right.
    right: Option<String>,
    upgrade: Option<String>,
}

pub(crate) struct Password;

impl Operation for Password {
    type Input = SignInPassword;
    type Reply = Me;
    type Prepared = Proof;

    const NAME: &'static str = "sign_in.password";
    const SUMMARY: &'static str = "Signs in with email and password";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &SignInPassword) -> Result<Proof, Error> {
        let tx = context.tx()?;
        let user = users::find_by_email(tx, &input.email).await?;
        // Where there is nothing to check, somebody else's hash costs the same time; it can never let anybody in.
        let own = user.and_then(|user| user.password_hash);
        let foreign = if own.is_none() { users::any_password(tx).await? } else { None };
        let stored = own.clone().or(foreign).unwrap_or_default();
        let options = &context.inner.options;
        if input.password.len() > 1_024 || stored.is_empty() {
            return Ok(Proof::default());
        }
        // The cost is only raised for the person's own hash.
        let cost = if own.is_some() { options.passwords } else { PasswordCost::Fixed(1) };
        let checked = hashing::check(&input.password, &stored, cost, options.random.as_ref()).await?;
        let right = own.filter(|_| checked.right);
        let upgrade = checked.upgrade.filter(|_| right.is_some());
        Ok(Proof { right, upgrade })
    }

    async fn run(context: &mut Context<'_>, input: SignInPassword, proof: Proof) -> Result<Me, Error> {
        let found = users::find_by_email(context.tx()?, &input.email).await?;
        match found {
            // The password that was checked must still be the password.
            Some(user) if user.status.signs_in() && proof.right.is_some() && proof.right == user.password_hash => {
                if let Some(upgrade) = proof.upgrade {
                    users::set_password(context.tx()?, user.id, &upgrade).await?;
                    context.note(EventDraft::new(EventKind::PasswordUpgraded).by(&user).on_user(&user));
                }
                begin_session(context, user, "With the password").await
            }
            found => {
                note_failure(context, found.as_ref(), &input.email, proof.right.is_some());
                Err(Error::new("sign_in.refused", "Email or password is wrong, or this person can’t sign in now.")
                    .at("password"))
            }
        }
    }
}

fn note_failure(context: &mut Context<'_>, user: Option<&UserRecord>, email: &str, right_password: bool) {
    let draft = EventDraft::new(EventKind::SignInFailed).by_nobody();
    let draft = match user {
        None => draft.failed(format!("Unknown email {}", email.trim().chars().take(120).collect::<String>())),
        Some(user) if right_password => {
            draft.on_user(user).failed(format!("The person is {}", user.status.title().to_lowercase()))
        }
        Some(user) => draft.on_user(user).failed("Wrong password"),
    };
    context.note_anyway(draft);
}
