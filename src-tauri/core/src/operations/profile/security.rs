//! `profile.security`: how the signed-in person signs in.

use schemars::JsonSchema;
use serde::Serialize;
use subtle::ConstantTimeEq;
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::Time;
use crate::domain::mfa::MfaState;
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::{computers, mfa};

/// A computer at which the person need not give a code for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct RememberedComputer {
    pub id: Uuid,
    pub computer: String,
    pub operating_system: String,
    pub since: Time,
    pub until: Time,
    /// Whether it is the computer at which this is asked.
    pub this: bool,
}

/// The reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct OwnSecurity {
    pub mfa: MfaState,
    pub mfa_since: Option<Time>,
    pub mfa_last_used: Option<Time>,
    pub mfa_required: bool,
    #[ts(type = "number")]
    pub recovery_codes_left: i64,
    /// Whether the person confirmed that they kept the codes.
    pub recovery_codes_kept: bool,
    pub password_changed: Option<Time>,
    #[ts(type = "number")]
    pub password_least: usize,
    #[ts(type = "number")]
    pub password_remembered: i64,
    #[ts(type = "number")]
    pub remember_hours: i64,
    pub computers: Vec<RememberedComputer>,
}

pub(crate) struct Security;

impl Operation for Security {
    type Input = Nothing;
    type Reply = OwnSecurity;
    type Prepared = ();

    const NAME: &'static str = "profile.security";
    const SUMMARY: &'static str = "Shows how the signed-in person signs in";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<OwnSecurity, Error> {
        let (user, policy, now) = (context.signed_in()?.user.clone(), context.rules().policy, context.now);
        let this = context.device.hash_for(user.id);
        let tx = context.tx()?;
        let mfa = mfa::find(tx, user.id).await?;
        let left = mfa::codes_left(tx, user.id).await?;
        let known = computers::of(tx, user.id, now).await?;
        let computers = known
            .into_iter()
            .filter(|known| known.since.plus_seconds(policy.remember_hours * 3600) > now)
            .map(|known| RememberedComputer {
                id: known.id,
                this: this.as_ref().is_some_and(|this| bool::from(this.ct_eq(&known.hash))),
                computer: known.computer,
                operating_system: known.operating_system,
                since: known.since,
                until: known.until,
            })
            .collect();
        Ok(OwnSecurity {
            mfa: user.mfa,
            mfa_since: mfa.as_ref().map(|mfa| mfa.since),
            mfa_last_used: mfa.as_ref().and_then(|mfa| mfa.last_used),
            mfa_required: policy.mfa_required,
            recovery_codes_left: left,
            recovery_codes_kept: mfa.is_some_and(|mfa| mfa.codes_kept),
            password_changed: user.password_changed,
            password_least: policy.least_password(user.mfa == MfaState::SetUp),
            password_remembered: policy.password_remembered,
            remember_hours: policy.remember_hours,
            computers,
        })
    }
}
