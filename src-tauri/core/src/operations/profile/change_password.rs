//! `profile.change_password`: a new password in place of the current one. Other sessions end.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::events::EventKind;
use crate::domain::mfa::MfaState;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::notices::tell;
use crate::operations::passwords::{self, Chosen};
use crate::operations::session::{own_hash, person_in_line, wrong_answer, wrong_password};
use crate::operations::sessions::{SessionsEnded, count};
use crate::operations::sign_in::attempts::succeeded;
use crate::store::sessions;

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ProfileChangePassword {
    pub current: String,
    pub password: String,
}

/// What was found before the writing transaction.
#[derive(Default)]
pub(crate) struct Proof {
    right: Option<String>,
    chosen: Chosen,
}

pub(crate) struct ChangePassword;

impl Operation for ChangePassword {
    type Input = ProfileChangePassword;
    type Reply = SessionsEnded;
    type Prepared = Proof;

    const NAME: &'static str = "profile.change_password";
    const SUMMARY: &'static str = "Chooses a new password in place of the current one; other sessions end";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &ProfileChangePassword) -> Result<Proof, Error> {
        let right = own_hash(context, &input.current).await?;
        if right.is_none() {
            // Counted before anything is said of the new one.
            return Ok(Proof::default());
        }
        let user = context.signed_in()?.user.clone();
        let with_mfa = user.mfa == MfaState::SetUp;
        let chosen = passwords::choose(context, "password", &user, &input.password, with_mfa).await?;
        Ok(Proof { right, chosen })
    }

    async fn run(context: &mut Context<'_>, _: ProfileChangePassword, proof: Proof) -> Result<SessionsEnded, Error> {
        let user = person_in_line(context).await?;
        if proof.right.is_none() || proof.right != user.password_hash {
            let error = wrong_password().at("current");
            return Err(wrong_answer(context, &user, "Wrong current password", EventKind::ProofFailed, error).await?);
        }
        succeeded(context, &user).await?;
        let user = passwords::save(context, user, &proof.chosen).await?;
        let (now, this) = (context.now, context.signed_in()?.session.id);
        let tx = context.tx()?;
        let ended = sessions::end_all_of(tx, user.id, Some(this), now, "the password was changed").await?;
        sessions::prove(tx, this, now).await?;
        let note = if ended > 0 { format!("{} ended", count(ended)) } else { String::new() };
        context.note(EventDraft::new(EventKind::PasswordChanged).on_user(&user).noting(note));
        let text = "If it wasn’t you, tell a practice admin at once.";
        tell(context, user.id, "password_changed", "Your password was changed", text).await?;
        context.changed(Topic::Session);
        Ok(SessionsEnded { ended })
    }
}
