//! `sign_in.recovery_code`: one of the ten codes that were kept, in place of the authenticator's.

use super::code::{wrong_code, wrong_recovery_code};
use super::factors::recovery_hash;
use super::steps::{Done, advance, on_the_way};
use super::{CodeOnly, SignIn};
use crate::domain::events::EventKind;
use crate::domain::mfa::FEW_RECOVERY_CODES;
use crate::domain::policy::Access;
use crate::domain::sessions::SignInStep;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::notices::tell;
use crate::store::mfa;
use crate::store::users::UserRecord;

pub(crate) struct RecoveryCode;

impl Operation for RecoveryCode {
    type Input = CodeOnly;
    type Reply = SignIn;
    type Prepared = Option<Vec<u8>>;

    const NAME: &'static str = "sign_in.recovery_code";
    const SUMMARY: &'static str = "Gives a recovery code in place of the authenticator’s, after the password";
    const ACCESS: Access = Access::Entering;
    const STORE: Store = Store::Writes;
    const PREPARES: bool = true;

    async fn prepare(context: &mut Context<'_>, input: &CodeOnly) -> Result<Option<Vec<u8>>, Error> {
        let user = context.signed_in()?.user.id;
        recovery_hash(context, user, &input.code).await
    }

    async fn run(context: &mut Context<'_>, _: CodeOnly, hash: Option<Vec<u8>>) -> Result<SignIn, Error> {
        let user = on_the_way(context, &[SignInStep::Code]).await?;
        if !use_recovery_code(context, &user, hash.as_deref()).await? {
            return Err(wrong_code(context, &user, "Wrong recovery code", wrong_recovery_code()).await?.at("code"));
        }
        advance(context, user, Done::Code, Some("a recovery code")).await
    }
}

/// Uses up the recovery code with `hash`, and tells the person how many are left. Gives `false` where it is none of theirs.
pub(crate) async fn use_recovery_code(
    context: &mut Context<'_>,
    user: &UserRecord,
    hash: Option<&[u8]>,
) -> Result<bool, Error> {
    let now = context.now;
    let Some(hash) = hash else { return Ok(false) };
    if !mfa::use_code(context.tx()?, user.id, hash, now).await? {
        return Ok(false);
    }
    let left = mfa::codes_left(context.tx()?, user.id).await?;
    let words = if left == 1 { "1 is left".to_owned() } else { format!("{left} are left") };
    context.note(EventDraft::new(EventKind::RecoveryCodeUsed).by(user).on_user(user).noting(words.clone()));
    let few = usize::try_from(left).is_ok_and(|left| left <= FEW_RECOVERY_CODES);
    let advice = if few { " Make new ones before you run out." } else { "" };
    tell(context, user.id, "recovery_code_used", "A recovery code was used", &format!("{words}.{advice}")).await?;
    Ok(true)
}
