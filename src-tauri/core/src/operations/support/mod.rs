//! The Support user: the vendor's helper, let in for a limited time by a Practice Admin.

pub(crate) mod activate;
pub(crate) mod deactivate;
pub(crate) mod grants;
pub(crate) mod new_code;
pub(crate) mod prolong;
pub(crate) mod sign_in;
pub(crate) mod status;
pub(crate) mod summary;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::{Time, random_bytes};
use crate::domain::codes;
use crate::domain::support::{MOST_HOURS, Scopes};
use crate::door::context::{Context, Topic};
use crate::door::support::over;
use crate::error::Error;
use crate::hashing;
use crate::operations::users::UserRef;
use crate::store::support::GrantRecord;
use crate::store::{events, support as store};

/// One grant, by identifier.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct GrantOnly {
    pub grant: Uuid,
}

/// One time that Support was let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SupportGrant {
    pub id: Uuid,
    pub why: String,
    pub may: Scopes,
    #[ts(type = "number")]
    pub hours: i64,
    pub started: Time,
    pub ends: Time,
    /// Until when it may be prolonged at most.
    pub most_ends: Time,
    pub ended: Option<Time>,
    pub ended_why: String,
    pub by: UserRef,
    /// Who of Support is in, as they said.
    pub person: String,
    pub case_number: String,
    pub signed_in: Option<Time>,
    pub in_now: bool,
    /// How many things Support did or looked at.
    #[ts(type = "number")]
    pub events: i64,
}

/// A grant with the access code, which is shown once.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct SupportActivated {
    pub grant: SupportGrant,
    pub code: String,
}

/// An access code and its hash, made before the writing transaction.
#[derive(Default)]
pub(crate) struct Made {
    pub code: String,
    pub hash: String,
}

impl Made {
    pub(crate) async fn make(context: &Context<'_>) -> Result<Self, Error> {
        let random = context.inner.options.random.as_ref();
        let code = codes::from_random(&random_bytes::<{ codes::INVITATION_CHARACTERS }>(random));
        let hash = hashing::hash_code(&code, random).await?;
        Ok(Self { code, hash })
    }

    pub(crate) fn shown(&self) -> String {
        codes::grouped(&self.code)
    }
}

/// The latest moment to which a grant that began at `started` may last.
pub(crate) fn most_ends(started: Time) -> Time {
    started.plus_seconds(MOST_HOURS * 3600)
}

/// `grant` as Practice Admins see it.
pub(crate) async fn view(context: &mut Context<'_>, grant: &GrantRecord) -> Result<SupportGrant, Error> {
    let tx = context.tx()?;
    let in_now = grant.ended.is_none() && store::in_now(tx, grant.id).await?;
    let events = events::counts_of_actor(tx, grant.id).await?.iter().map(|(_, _, count)| count).sum();
    Ok(SupportGrant {
        id: grant.id,
        why: grant.why.clone(),
        may: grant.may,
        hours: grant.hours,
        started: grant.started,
        ends: grant.ends,
        most_ends: most_ends(grant.started),
        ended: grant.ended,
        ended_why: grant.ended_why.clone(),
        by: UserRef { id: grant.by, name: grant.by_name.clone() },
        person: grant.person.clone(),
        case_number: grant.case_number.clone(),
        signed_in: grant.signed_in,
        in_now,
        events,
    })
}

/// The open grant `id`, locked for a change.
///
/// # Errors
/// `support.over` where it is not open any more, also by its time.
pub(crate) async fn open_for_change(context: &mut Context<'_>, id: Uuid) -> Result<GrantRecord, Error> {
    let gone = || Error::new("support.over", "This access has ended already.");
    let grant = store::open(context.tx()?, true).await?.filter(|grant| grant.id == id).ok_or_else(gone)?;
    let clock = context.inner.options.clock.clone();
    match over(context.opened()?, clock.as_ref(), &grant, context.now) {
        Some(_) => Err(gone()),
        None => Ok(grant),
    }
}

/// Every window reads anew what it shows of Support.
pub(crate) fn told(context: &mut Context<'_>) {
    context.changed(Topic::Support);
    context.changed(Topic::Session);
}
