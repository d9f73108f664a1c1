//! From one step of signing in to the next.

use super::factors::{codes_left, is_remembered};
use super::{Me, SignIn, me};
use crate::clock::random_bytes;
use crate::domain::events::EventKind;
use crate::domain::mfa::MfaState;
use crate::domain::security::Policy;
use crate::domain::sessions::SignInStep;
use crate::door::context::{Context, EventDraft, SignedIn, Topic};
use crate::door::{SessionChange, Token, actor_of, token_hash};
use crate::error::Error;
use crate::store::sessions::{self, SessionRecord};
use crate::store::users::{self, UserRecord};

use super::attempts::succeeded;

/// What somebody has just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// Given the password, an invitation's or a reset's code.
    Password,
    /// Given a code.
    Code,
    /// Set MFA up and kept the recovery codes, or put it off where the policy lets them.
    Enrolment,
    /// Chosen a new password.
    NewPassword,
}

/// What is asked for next.
fn next(done: Done, user: &UserRecord, policy: &Policy, remembered: bool) -> SignInStep {
    let set_up = user.mfa == MfaState::SetUp;
    if done == Done::Password && set_up && !remembered {
        return SignInStep::Code;
    }
    let enrols = !set_up && (policy.mfa_required || user.mfa == MfaState::ResetPending);
    if matches!(done, Done::Password | Done::Code) && enrols {
        return SignInStep::Enrol;
    }
    if done != Done::NewPassword && user.must_change_password {
        return SignInStep::Password;
    }
    SignInStep::Open
}

fn new_token(context: &Context<'_>) -> Token {
    Token::new(crate::domain::events::hex(&random_bytes::<32>(context.inner.options.random.as_ref())))
}

/// Begins a session for `user`, who has just given what `factor` says. A session that the caller had ends.
pub(crate) async fn begin(context: &mut Context<'_>, user: UserRecord, factor: &str) -> Result<SignIn, Error> {
    let (now, id, device) = (context.now, context.new_id(), context.device.clone());
    end_before(context).await?;
    let policy = context.rules().policy;
    let remembered = user.mfa == MfaState::SetUp && is_remembered(context, user.id).await?;
    let mut session = SessionRecord::new(id, Some(user.id), None, now, &device);
    session.stage = next(Done::Password, &user, &policy, remembered);
    factor.clone_into(&mut session.factors);
    if remembered {
        session.factors.push_str(" at a remembered computer");
    }
    let token = new_token(context);
    sessions::insert(context.tx()?, &session, &token_hash(&token)).await?;
    arrive(context, user, session, token).await
}

/// Takes the session of whoever is on the way in one step further; `factor` is what they gave, if anything.
pub(crate) async fn advance(
    context: &mut Context<'_>,
    user: UserRecord,
    done: Done,
    factor: Option<&str>,
) -> Result<SignIn, Error> {
    let policy = context.rules().policy;
    move_to(context, user.clone(), next(done, &user, &policy, false), factor).await
}

/// Takes the session to the step `to`.
pub(crate) async fn move_to(
    context: &mut Context<'_>,
    user: UserRecord,
    to: SignInStep,
    factor: Option<&str>,
) -> Result<SignIn, Error> {
    let now = context.now;
    let mut session = context.signed_in()?.session.clone();
    session.stage = to;
    if let Some(factor) = factor {
        session.factors = format!("{} and {factor}", session.factors);
    }
    let token = new_token(context);
    sessions::advance(context.tx()?, session.id, session.stage, &session.factors, &token_hash(&token), now).await?;
    session.last_active = now;
    session.proved = now;
    session.pending_secret = None;
    arrive(context, user, session, token).await
}

/// The session that whoever asks had before ends: one window, one session.
pub(crate) async fn end_before(context: &mut Context<'_>) -> Result<(), Error> {
    let now = context.now;
    let Some(before) = context.signed_in.take() else { return Ok(()) };
    if sessions::end(context.tx()?, before.session.id, now, "signed in again").await?
        && before.session.stage == SignInStep::Open
    {
        let draft = EventDraft::new(EventKind::SignedOut).by(&before.user).on_user(&before.user);
        context.note(draft.noting("By a new sign-in at the same window"));
    }
    Ok(())
}

async fn arrive(
    context: &mut Context<'_>,
    mut user: UserRecord,
    session: SessionRecord,
    token: Token,
) -> Result<SignIn, Error> {
    context.session(SessionChange::Started(token));
    let step = session.stage;
    if step == SignInStep::Open {
        let (now, device) = (context.now, context.device.in_words());
        succeeded(context, &user).await?;
        users::signed_in(context.tx()?, user.id, now, &device).await?;
        user.last_sign_in = Some(now);
        let how = format!("With {}", session.factors);
        context.note(EventDraft::new(EventKind::SignedIn).by(&user).on_user(&user).noting(how));
        context.changed(Topic::Session);
        context.changed(Topic::Users);
    }
    let actor = actor_of(&user, &session, None);
    let signed_in = SignedIn { actor, session, user };
    let seen: Option<Me> = if step == SignInStep::Open { Some(me(context, &signed_in).await?) } else { None };
    let reply = sign_in(context, &signed_in, seen).await?;
    context.signed_in = Some(signed_in);
    Ok(reply)
}

/// How far the person has come.
async fn sign_in(context: &mut Context<'_>, signed_in: &SignedIn, me: Option<Me>) -> Result<SignIn, Error> {
    let policy = context.rules().policy;
    let user = &signed_in.user;
    let remembers = context.device.hash_for(user.id).is_some();
    let fields = &user.fields;
    Ok(SignIn {
        step: signed_in.session.stage,
        me,
        first_name: if fields.preferred_name.is_empty() { &fields.first_name } else { &fields.preferred_name }.clone(),
        email: user.email.clone(),
        remember_hours: if remembers { policy.remember_hours } else { 0 },
        password_least: policy.least_password(user.mfa == MfaState::SetUp),
        mfa_required: policy.mfa_required,
        recovery_codes_left: codes_left(context, user).await?,
    })
}

/// The person on the way in, who must be at one of `steps`, with every other attempt held back.
pub(crate) async fn on_the_way(context: &mut Context<'_>, steps: &[SignInStep]) -> Result<UserRecord, Error> {
    let signed_in = context.signed_in()?.clone();
    let user = super::attempts::next_in_line(context, signed_in.user.id).await?;
    // What was read before the line may have changed meanwhile.
    let session = sessions::by_id(context.tx()?, signed_in.session.id).await?;
    if session.as_ref().is_none_or(|session| session.ended.is_some()) || !user.status.signs_in() {
        return Err(Error { code: "session.ended", ..start_again() });
    }
    if session.is_none_or(|session| !steps.contains(&session.stage)) {
        return Err(start_again());
    }
    if user.is_blocked(context.now) {
        let now = context.now;
        sessions::end(context.tx()?, signed_in.session.id, now, "blocked").await?;
        return Err(context.refuse_and_keep(super::attempts::blocked()));
    }
    Ok(user)
}

/// The step that was asked for is not the one that the session is at.
pub(crate) fn start_again() -> Error {
    Error::new("session.none", "Start again with your email and password.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::status::AccessStatus;
    use crate::store::support::GrantRecord;

    fn user(mfa: MfaState, must_change: bool) -> UserRecord {
        let grant = GrantRecord {
            id: uuid::Uuid::nil(),
            why: String::new(),
            may: crate::domain::support::Scopes::default(),
            hours: 1,
            started: crate::clock::Time(0),
            ends: crate::clock::Time(0),
            latest: crate::clock::Time(0),
            by: uuid::Uuid::nil(),
            by_name: String::new(),
            code_hash: None,
            failed_codes: 0,
            person: String::new(),
            case_number: String::new(),
            signed_in: None,
            ended: None,
            ended_why: String::new(),
        };
        let mut user = crate::door::support::person(&grant);
        user.status = AccessStatus::Active;
        user.mfa = mfa;
        user.must_change_password = must_change;
        user
    }

    #[test]
    fn nobody_gets_past_the_code_by_any_other_step() {
        let policy = Policy::default();
        let user = user(MfaState::SetUp, true);
        assert_eq!(next(Done::Password, &user, &policy, false), SignInStep::Code);
        assert_eq!(next(Done::Code, &user, &policy, false), SignInStep::Password);
        assert_eq!(next(Done::NewPassword, &user, &policy, false), SignInStep::Open);
    }

    #[test]
    fn mfa_is_set_up_before_anything_is_seen_where_the_practice_requires_it() {
        let optional = Policy { mfa_required: false, ..Policy::default() };
        for mfa in [MfaState::NotSetUp, MfaState::ResetPending] {
            assert_eq!(next(Done::Password, &user(mfa, false), &Policy::default(), true), SignInStep::Enrol);
        }
        assert_eq!(next(Done::Password, &user(MfaState::NotSetUp, false), &optional, false), SignInStep::Open);
        assert_eq!(next(Done::Password, &user(MfaState::ResetPending, false), &optional, false), SignInStep::Enrol);
    }
}
