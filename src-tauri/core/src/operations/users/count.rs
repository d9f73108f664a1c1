//! `users.count`: how many users there are, by status and for a filter.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::policy::Access;
use crate::domain::status::AccessStatus;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::store::users_list::{UserFilter, blocked, by_status, matching};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct UsersCount {
    #[serde(default)]
    pub filter: UserFilter,
}

/// The reply.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct UserCounts {
    /// Of the filter.
    #[ts(type = "number")]
    pub matching: i64,
    /// All but the archived.
    #[ts(type = "number")]
    pub current: i64,
    #[ts(type = "number")]
    pub inactive: i64,
    #[ts(type = "number")]
    pub invited: i64,
    #[ts(type = "number")]
    pub active: i64,
    #[ts(type = "number")]
    pub restricted: i64,
    #[ts(type = "number")]
    pub disabled: i64,
    #[ts(type = "number")]
    pub archived: i64,
    /// Locked out by failed attempts.
    #[ts(type = "number")]
    pub blocked: i64,
    /// People who sign in without MFA.
    #[ts(type = "number")]
    pub no_mfa: i64,
}

pub(crate) struct Count;

impl Operation for Count {
    type Input = UsersCount;
    type Reply = UserCounts;
    type Prepared = ();

    const NAME: &'static str = "users.count";
    const SUMMARY: &'static str = "Counts users by status and for a filter";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Users;

    async fn run(context: &mut Context<'_>, input: UsersCount, (): ()) -> Result<UserCounts, Error> {
        let filter = super::for_asker(context.actor()?, input.filter)?;
        let tx = context.tx()?;
        let (counts, no_mfa) = by_status(tx).await?;
        let of = |wanted| counts.iter().find(|(status, _)| *status == wanted).map_or(0, |(_, count)| *count);
        let all: i64 = counts.iter().map(|(_, count)| count).sum();
        Ok(UserCounts {
            matching: matching(tx, &filter).await?,
            current: all - of(AccessStatus::Archived),
            inactive: of(AccessStatus::Inactive),
            invited: of(AccessStatus::Invited),
            active: of(AccessStatus::Active),
            restricted: of(AccessStatus::Restricted),
            disabled: of(AccessStatus::Disabled),
            archived: of(AccessStatus::Archived),
            blocked: blocked(tx).await?,
            no_mfa,
        })
    }
}
