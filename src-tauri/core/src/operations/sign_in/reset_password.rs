//! `sign_in.reset_password`: a new password with the one-time code that was handed over. MFA is still asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::SignIn;
use super::attempts::{failed, next_in_line};
use super::steps::begin;
use crate::domain::codes;
use crate::domain::events::EventKind;
use crate::domain::mfa::MfaState;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::hashing::{self, PasswordCost};
use crate::operation::{Operation, Store};
use crate::operations::notices::tell;
use crate::operations::passwords::{self, Chosen};
use crate::store::{computers, resets, sessions, users};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SignInResetPassword {
    pub email: String,
    /// As it was handed over; blanks, dashes and case do not matter.
    pub code: String,
    /// The password that the person chooses.
    pub password: String,
}

/// What was found before the writing transaction.
#[derive(Default)]
pub(crate) struct Proof {
    /// The code that was right.
    reset: Option<Uuid>,
    chosen: Chosen,
}

pub(crate) struct ResetPassword;

fn refused() -> Error {
    Error::new(
        "sign_in.code_refused",
        "The code doesn’t fit this email, or it is no longer valid. Ask for a new one if it is older than a day.",
    )
    .at("code")
}

impl Operation for ResetPassword {
    type Input = SignInResetPassword;
    type Reply = SignIn;
    type Prepared = Proof;

    const NAME: &'static str = "sign_in.reset_password";
    const SUMMARY: &'static str = "Chooses a new password with the one-time code that was handed over";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &SignInResetPassword) -> Result<Proof, Error> {
        let now = context.now;
        let user = users::find_by_email(context.tx()?, &input.email).await?;
        let reset = match &user {
            Some(user) if user.status.signs_in() && !user.is_blocked(now) => {
                resets::open_of(context.tx()?, user.id).await?
            }
            _ => None,
        };
        passwords::first_look(context, "password", &input.email, &input.password).await?;
        let random = context.inner.options.random.as_ref();
        let code = codes::read(&input.code).unwrap_or_default();
        // A code is checked in any case, so that the time does not tell whether there is one.
        let (id, code_hash) = match reset.filter(|reset| reset.expires > now) {
            Some(reset) => (Some(reset.id), reset.code_hash),
            None => (None, hashing::decoy().to_owned()),
        };
        let checked = hashing::check(&code, &code_hash, PasswordCost::Fixed(1), random).await?;
        let reset = id.filter(|_| checked.right);
        let chosen = match (&user, reset) {
            // Only now: before the code is right, the answer must not tell of the person or their earlier passwords.
            (Some(user), Some(_)) => {
                let with_mfa = user.mfa == MfaState::SetUp;
                passwords::choose(context, "password", user, &input.password, with_mfa).await?
            }
            _ => Chosen::default(),
        };
        Ok(Proof { reset, chosen })
    }

    async fn run(context: &mut Context<'_>, input: SignInResetPassword, proof: Proof) -> Result<SignIn, Error> {
        let now = context.now;
        let Some(found) = users::find_by_email(context.tx()?, &input.email).await? else {
            context.note_anyway(EventDraft::new(EventKind::PasswordResetFailed).by_nobody().failed("Unknown email"));
            return Err(refused());
        };
        let user = next_in_line(context, found.id).await?;
        let gets_in = user.status.signs_in() && !user.is_blocked(now);
        let accepted = match proof.reset {
            Some(id) if gets_in => resets::accept(context.tx()?, id, now).await?,
            _ => false,
        };
        if !accepted {
            let draft = EventDraft::new(EventKind::PasswordResetFailed).by_nobody().on_user(&user);
            if gets_in {
                failed(context, &user, "Wrong reset code", draft.failed("")).await?;
            } else {
                context.note(draft.failed("The person can’t sign in now"));
            }
            return Err(context.refuse_and_keep(refused()));
        }
        let user = passwords::save(context, user, &proof.chosen).await?;
        sessions::end_all_of(context.tx()?, user.id, None, now, "the password was reset").await?;
        computers::forget_all(context.tx()?, Some(user.id), now).await?;
        context.note(EventDraft::new(EventKind::PasswordReset).by(&user).on_user(&user));
        tell(
            context,
            user.id,
            "password_reset",
            "Your password was reset",
            "A new password was chosen with a one-time code. If it wasn’t you, tell a practice admin.",
        )
        .await?;
        begin(context, user, "a reset code").await
    }
}
