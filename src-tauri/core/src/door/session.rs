//! From a token to the person who asks.

use sha2::{Digest, Sha256};

use super::Token;
use super::context::SignedIn;
use crate::clock::Time;
use crate::domain::policy::Actor;
use crate::domain::sessions::{Age, age};
use crate::domain::status::AccessStatus;
use crate::error::Error;
use crate::store::{Tx, sessions, users};

/// What a token stands for at this moment.
pub(super) enum Standing {
    /// Nobody.
    SignedOut,
    /// A session that is over already.
    Ended,
    /// A session whose time has just run out: it must be ended, with its event.
    RunsOut(Box<SignedIn>),
    /// A session that was idle too long: it must be locked, with its event.
    FallsAsleep(Box<SignedIn>),
    Locked(Box<SignedIn>),
    Open(Box<SignedIn>),
}

/// SHA-256 of a token, as the database holds it. A token is 256 random bits: nothing slower is needed.
pub(crate) fn token_hash(token: &Token) -> Vec<u8> {
    Sha256::digest(token.reveal().as_bytes()).to_vec()
}

pub(super) async fn standing(tx: &mut Tx, token: Option<&Token>, now: Time) -> Result<Standing, Error> {
    let Some(token) = token else { return Ok(Standing::SignedOut) };
    let Some(session) = sessions::find(tx, &token_hash(token)).await? else { return Ok(Standing::SignedOut) };
    if session.ended.is_some() {
        return Ok(Standing::Ended);
    }
    let Some(user) = users::find(tx, session.user).await? else { return Ok(Standing::SignedOut) };
    if !user.status.signs_in() {
        return Ok(Standing::Ended);
    }
    let actor = Actor {
        id: user.id,
        name: user.name(),
        email: user.email.clone(),
        roles: user.fields.role_set(),
        restricted: user.status == AccessStatus::Restricted,
        session: session.id,
    };
    let age = age(session.started, session.last_active, now);
    let locked = session.locked.is_some();
    let signed_in = Box::new(SignedIn { actor, session, user });
    Ok(match age {
        Age::Over => Standing::RunsOut(signed_in),
        _ if locked => Standing::Locked(signed_in),
        Age::Idle => Standing::FallsAsleep(signed_in),
        Age::Fresh => Standing::Open(signed_in),
    })
}
