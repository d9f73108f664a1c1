//! `users.reset_password`: a one-time code with which the user chooses a new password. Nobody else ever knows one.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::change_status::StatusChange;
use super::{UserDetail, detail, find_for_change, reason};
use crate::clock::{Time, random_bytes};
use crate::domain::codes;
use crate::domain::events::EventKind;
use crate::domain::policy::{Access, refusal};
use crate::domain::security::RESET_SECONDS;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::hashing;
use crate::operation::{Operation, Store};
use crate::operations::notices::tell;
use crate::operations::sessions::count;
use crate::store::{resets, sessions, users};

/// The reply. The code is shown once; only its hash is kept.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct PasswordReset {
    pub user: UserDetail,
    pub code: String,
    pub expires: Time,
}

/// The code and its hash, made before the writing transaction.
#[derive(Default)]
pub(crate) struct Made {
    code: String,
    hash: String,
}

pub(crate) struct ResetPassword;

impl Operation for ResetPassword {
    type Input = StatusChange;
    type Reply = PasswordReset;
    type Prepared = Made;

    const NAME: &'static str = "users.reset_password";
    const SUMMARY: &'static str = "Makes a one-time code with which a user chooses a new password";
    const ACCESS: Access = Access::SetUpUsers;
    const STORE: Store = Store::Writes;
    const STEP_UP: bool = true;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, _: &StatusChange) -> Result<Made, Error> {
        let random = context.inner.options.random.as_ref();
        let code = codes::from_random(&random_bytes::<{ codes::INVITATION_CHARACTERS }>(random));
        let hash = hashing::hash_code(&code, random).await?;
        Ok(Made { code, hash })
    }

    async fn run(context: &mut Context<'_>, input: StatusChange, made: Made) -> Result<PasswordReset, Error> {
        let (actor, rules, now) = (context.actor()?.clone(), context.rules(), context.now);
        let user = find_for_change(context, input.user).await?;
        let target = user.target();
        if !actor.may_edit(&target, rules) {
            return Err(refusal(&target));
        }
        let reason = reason(&input.reason)?;
        if actor.id == user.id {
            return Err(Error::new("users.self", "Change your own password in your profile."));
        }
        if !actor.may_reset_password(&target, rules) {
            let message = format!("{} can’t sign in now, so there is no password to reset.", user.name());
            return Err(Error::new("users.wrong_status", message));
        }
        let (id, expires) = (context.new_id(), now.plus_seconds(RESET_SECONDS));
        let tx = context.tx()?;
        resets::revoke_all(tx, Some(user.id), now).await?;
        resets::insert(tx, id, user.id, &made.hash, actor.id, now, expires).await?;
        // The old password may be known to somebody: it opens nothing but the choice of a new one.
        users::must_change_password(tx, user.id).await?;
        let ended = sessions::end_all_of(tx, user.id, None, now, "the password is being reset").await?;
        let note = if ended > 0 { format!("{} ended", count(ended)) } else { String::new() };
        context.note(EventDraft::new(EventKind::PasswordResetStarted).on_user(&user).because(&reason).noting(note));
        let text = format!("{} made a code for you to choose a new password.", actor.name);
        tell(context, user.id, "password_reset_started", "A password reset was started", &text).await?;
        context.changed(Topic::Users);
        context.changed(Topic::Session);
        let after = users::find(context.tx()?, user.id).await?.ok_or_else(Error::no_such_user)?;
        Ok(PasswordReset { user: detail(context, &after).await?, code: codes::grouped(&made.code), expires })
    }
}
