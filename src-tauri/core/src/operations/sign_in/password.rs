//! `sign_in.password`: email and password. Every refusal says the same and takes the same time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SignIn;
use super::attempts::{failed, next_in_line};
use super::steps::begin;
use crate::domain::email;
use crate::domain::events::EventKind;
use crate::domain::mfa::MfaState;
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

/// The one sentence for everybody who does not get in.
pub(super) fn refused() -> Error {
    Error::new("sign_in.refused", "Email or password is wrong, or this person can’t sign in now.").at("password")
}

impl Operation for Password {
    type Input = SignInPassword;
    type Reply = SignIn;
    type Prepared = Proof;

    const NAME: &'static str = "sign_in.password";
    const SUMMARY: &'static str = "Signs in with email and password, or says what is asked for next";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &SignInPassword) -> Result<Proof, Error> {
        let now = context.now;
        let tx = context.tx()?;
        let user = users::find_by_email(tx, &input.email).await?;
        // Strengthening costs as much as checking: it must not tell who could sign in.
        let gets_in = user.as_ref().is_some_and(|user| user.status.signs_in() && !user.is_blocked(now));
        // Where there is nothing to check, somebody else's hash costs the same time; it can never let anybody in.
        let own = user.and_then(|user| user.password_hash);
        let foreign = if own.is_none() { users::any_password(tx).await? } else { None };
        let stored = own.clone().or(foreign).unwrap_or_default();
        let options = &context.inner.options;
        if input.password.len() > 1_024 || stored.is_empty() {
            return Ok(Proof::default());
        }
        let cost = if own.is_some() && gets_in { options.passwords } else { PasswordCost::Fixed(1) };
        let checked = hashing::check(&input.password, &stored, cost, options.random.as_ref()).await?;
        let right = own.filter(|_| checked.right);
        let upgrade = checked.upgrade.filter(|_| right.is_some() && gets_in);
        Ok(Proof { right, upgrade })
    }

    async fn run(context: &mut Context<'_>, input: SignInPassword, proof: Proof) -> Result<SignIn, Error> {
        let now = context.now;
        let Some(found) = users::find_by_email(context.tx()?, &input.email).await? else {
            // What is no address may be a password in the wrong field: it must not stand in the history for ever.
            let note = email::parse("email", &input.email)
                .map_or_else(|_| "Not an email address".to_owned(), |email| format!("Unknown email {email}"));
            context.note_anyway(EventDraft::new(EventKind::SignInFailed).by_nobody().failed(note));
            return Err(refused());
        };
        let user = next_in_line(context, found.id).await?;
        // The password that was checked must still be the password.
        let right = proof.right.is_some() && proof.right == user.password_hash;
        if user.is_blocked(now) || !user.status.signs_in() {
            let why = if user.is_blocked(now) { "blocked".to_owned() } else { user.status.title().to_lowercase() };
            let draft = EventDraft::new(EventKind::SignInFailed).by_nobody().on_user(&user);
            context.note(draft.failed(if right {
                format!("The person is {why}")
            } else {
                "Wrong password".to_owned()
            }));
            return Err(context.refuse_and_keep(refused()));
        }
        if !right {
            let draft = EventDraft::new(EventKind::SignInFailed).by_nobody().on_user(&user).failed("");
            failed(context, &user, "Wrong password", draft).await?;
            return Err(context.refuse_and_keep(refused()));
        }
        if let Some(upgrade) = proof.upgrade {
            users::upgrade_password(context.tx()?, user.id, &upgrade).await?;
            context.note(EventDraft::new(EventKind::PasswordUpgraded).by(&user).on_user(&user));
        }
        let user = ask_for_a_longer_one(context, user, &input.password).await?;
        begin(context, user, "the password").await
    }
}

/// Whoever signs in without a code needs a longer password: only now is its length known.
async fn ask_for_a_longer_one(
    context: &mut Context<'_>,
    mut user: UserRecord,
    password: &str,
) -> Result<UserRecord, Error> {
    let policy = context.rules().policy;
    let with_mfa = user.mfa == MfaState::SetUp || policy.mfa_required;
    if !with_mfa && password.chars().count() < policy.least_password(false) {
        users::must_change_password(context.tx()?, user.id).await?;
        user.must_change_password = true;
    }
    Ok(user)
}
