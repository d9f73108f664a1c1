//! What somebody has besides the password: an authenticator, recovery codes, a computer that is remembered.

use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::clock::random_bytes;
use crate::domain::codes;
use crate::domain::mfa::{MfaState, RECOVERY_CHARACTERS, RECOVERY_CODES, SECRET_BYTES, step_of};
use crate::door::context::Context;
use crate::error::Error;
use crate::hashing;
use crate::store::mfa::MfaRecord;
use crate::store::users::UserRecord;
use crate::store::{computers, mfa};

/// What the practice key seals an authenticator's secret for.
const PURPOSE: &str = "authenticator";

/// Ten new recovery codes, made before the writing transaction.
#[derive(Default)]
pub(crate) struct NewCodes {
    pub codes: Vec<String>,
    pub salt: Vec<u8>,
    pub hashes: Vec<Vec<u8>>,
}

impl NewCodes {
    pub(crate) async fn make(context: &Context<'_>) -> Result<Self, Error> {
        let random = context.inner.options.random.as_ref();
        let codes: Vec<String> =
            (0..RECOVERY_CODES).map(|_| codes::from_random(&random_bytes::<RECOVERY_CHARACTERS>(random))).collect();
        let salt = random_bytes::<16>(random).to_vec();
        let hashes = hashing::hash_recovery_codes(codes.clone(), salt.clone()).await?;
        Ok(Self { codes, salt, hashes })
    }

    /// As they are shown.
    pub(crate) fn shown(&self) -> Vec<String> {
        self.codes.iter().map(|code| codes::grouped(code)).collect()
    }
}

/// A new secret for `user`, in the clear and sealed.
pub(crate) fn new_secret(context: &Context<'_>, user: Uuid) -> Result<([u8; SECRET_BYTES], Vec<u8>), Error> {
    let random = context.inner.options.random.as_ref();
    let secret = random_bytes::<SECRET_BYTES>(random);
    let sealed = context.opened()?.practice_key.seal(&secret, PURPOSE, user, random);
    Ok((secret, sealed))
}

/// The step to which `typed` belongs for the sealed secret of `user`.
pub(crate) fn step(context: &Context<'_>, user: Uuid, sealed: &[u8], typed: &str) -> Result<Option<i64>, Error> {
    let secret = context.opened()?.practice_key.open(sealed, PURPOSE, user).map_err(Error::internal)?;
    step_of(&secret, typed, context.now)
}

/// Uses up the authenticator's code `typed`. Gives `false` where it is wrong, was used or is older than one that was.
///
/// Call with the user's row locked: of two that come with the same code, one wins.
pub(crate) async fn use_app_code(context: &mut Context<'_>, user: &UserRecord, typed: &str) -> Result<bool, Error> {
    let Some(record) = mfa::find(context.tx()?, user.id).await? else { return Ok(false) };
    let Some(step) = step(context, user.id, &record.secret, typed)? else { return Ok(false) };
    let now = context.now;
    Ok(mfa::use_step(context.tx()?, user.id, step, now).await?)
}

/// The hash of what was typed as a recovery code of `user`; slow, so before the writing transaction.
pub(crate) async fn recovery_hash(
    context: &mut Context<'_>,
    user: Uuid,
    typed: &str,
) -> Result<Option<Vec<u8>>, Error> {
    let Some(code) = codes::read(typed).filter(|code| code.len() == RECOVERY_CHARACTERS) else { return Ok(None) };
    let Some(record) = mfa::find(context.tx()?, user).await? else { return Ok(None) };
    let hashes = hashing::hash_recovery_codes(vec![code], record.codes_salt).await?;
    Ok(hashes.into_iter().next())
}

/// Sets up the authenticator with the sealed secret, whose code of `step` was just given, and its recovery codes.
pub(crate) async fn set_up(
    context: &mut Context<'_>,
    user: &UserRecord,
    sealed: Vec<u8>,
    step: i64,
    new: &NewCodes,
) -> Result<(), Error> {
    let now = context.now;
    let record = MfaRecord {
        secret: sealed,
        since: now,
        last_step: step,
        last_used: Some(now),
        codes_salt: new.salt.clone(),
        codes_kept: false,
    };
    let tx = context.tx()?;
    mfa::set(tx, user.id, &record).await?;
    mfa::set_codes(tx, user.id, &new.salt, &new.hashes).await?;
    // A new factor: what was remembered with the old one no longer counts.
    computers::forget_all(tx, Some(user.id), now).await?;
    Ok(())
}

/// Whether `user` need not give a code at this computer.
pub(crate) async fn is_remembered(context: &mut Context<'_>, user: Uuid) -> Result<bool, Error> {
    if context.rules().policy.remember_hours == 0 {
        return Ok(false);
    }
    let Some(hash) = context.device.hash_for(user) else { return Ok(false) };
    let now = context.now;
    let hours = context.rules().policy.remember_hours;
    let computers = computers::of(context.tx()?, user, now).await?;
    // A policy that became stricter counts at once.
    Ok(computers
        .iter()
        .any(|known| bool::from(known.hash.ct_eq(&hash)) && known.since.plus_seconds(hours * 3600) > now))
}

/// Unused recovery codes, where MFA is set up.
pub(crate) async fn codes_left(context: &mut Context<'_>, user: &UserRecord) -> Result<Option<i64>, Error> {
    if user.mfa != MfaState::SetUp {
        return Ok(None);
    }
    Ok(Some(mfa::codes_left(context.tx()?, user.id).await?))
}
