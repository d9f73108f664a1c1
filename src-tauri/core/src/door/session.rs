//! From a token to the person who asks.

use sha2::{Digest, Sha256};

use super::context::SignedIn;
use super::support::{self, Over};
use super::{Opened, Token};
use crate::clock::{Clock, Time};
use crate::domain::policy::Actor;
use crate::domain::security::{ENTERING_SECONDS, Policy};
use crate::domain::sessions::{Age, SignInStep, age};
use crate::domain::status::AccessStatus;
use crate::domain::support::Scopes;
use crate::error::Error;
use crate::store::sessions::SessionRecord;
use crate::store::users::UserRecord;
use crate::store::{Tx, sessions, support as grants, users};

/// What a token stands for at this moment.
pub(super) enum Standing {
    /// Nobody.
    SignedOut,
    /// A session that is over already.
    Ended,
    /// A session whose time has just run out: it must be ended, with its event.
    RunsOut(Box<SignedIn>),
    /// A session of Support whose grant has just run out: the grant must be ended, with its event.
    SupportOver(Box<Over>),
    /// A session that was idle too long: it must be locked, with its event.
    FallsAsleep(Box<SignedIn>),
    /// Somebody who gave the right password and must give more.
    Entering(Box<SignedIn>),
    Locked(Box<SignedIn>),
    Open(Box<SignedIn>),
}

/// SHA-256 of a token, as the database holds it. A token is 256 random bits: nothing slower is needed.
pub(crate) fn token_hash(token: &Token) -> Vec<u8> {
    Sha256::digest(token.reveal().as_bytes()).to_vec()
}

/// The person of a session, as the rules see them.
pub(crate) fn actor_of(user: &UserRecord, session: &SessionRecord, support: Option<Scopes>) -> Actor {
    Actor {
        id: user.id,
        name: user.name(),
        email: user.email.clone(),
        roles: user.fields.role_set(),
        restricted: user.status == AccessStatus::Restricted,
        session: session.id,
        support,
    }
}

pub(super) async fn standing(
    tx: &mut Tx,
    opened: &Opened,
    clock: &dyn Clock,
    token: Option<&Token>,
    policy: &Policy,
    now: Time,
) -> Result<Standing, Error> {
    let Some(token) = token else { return Ok(Standing::SignedOut) };
    let Some(session) = sessions::find(tx, &token_hash(token)).await? else { return Ok(Standing::SignedOut) };
    if session.ended.is_some() {
        return Ok(Standing::Ended);
    }
    let (user, support) = match (session.user, session.grant) {
        (Some(user), _) => match users::find(tx, user).await? {
            Some(user) if user.status.signs_in() => (user, None),
            Some(_) => return Ok(Standing::Ended),
            None => return Ok(Standing::SignedOut),
        },
        (None, Some(grant)) => {
            let Some(grant) = grants::find(tx, grant).await? else { return Ok(Standing::SignedOut) };
            if grant.ended.is_some() {
                return Ok(Standing::Ended);
            }
            if let Some(over) = support::over(opened, clock, &grant, now) {
                return Ok(Standing::SupportOver(Box::new(over)));
            }
            (support::person(&grant), Some(grant.may))
        }
        (None, None) => return Ok(Standing::SignedOut),
    };
    let actor = actor_of(&user, &session, support);
    let age = age(session.started, session.last_active, now, policy);
    let (locked, entering) = (session.locked.is_some(), session.stage != SignInStep::Open);
    let begun = now.seconds_since(session.started);
    let signed_in = Box::new(SignedIn { actor, session, user });
    Ok(match age {
        Age::Over => Standing::RunsOut(signed_in),
        _ if entering && !(0..ENTERING_SECONDS).contains(&begun) => Standing::RunsOut(signed_in),
        _ if entering => Standing::Entering(signed_in),
        _ if locked => Standing::Locked(signed_in),
        // Support has no password to unlock with: whoever goes away asks for a new code.
        Age::Idle if support.is_some() => Standing::RunsOut(signed_in),
        Age::Idle => Standing::FallsAsleep(signed_in),
        Age::Fresh => Standing::Open(signed_in),
    })
}
