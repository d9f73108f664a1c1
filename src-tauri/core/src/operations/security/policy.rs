//! `security.policy`: what the practice has decided, with the bounds and reasons.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::clock::Time;
use crate::domain::policy::Access;
use crate::domain::security::{ITEMS, Policy, PolicyItem};
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::{practice, users_list};

/// The policy as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PolicyView {
    #[ts(type = "number")]
    pub version: i64,
    pub policy: Policy,
    pub items: Vec<PolicyItem>,
    pub changed: Option<Time>,
    pub changed_by: String,
    /// How many people can sign in.
    #[ts(type = "number")]
    pub people: i64,
    /// How many of them have MFA set up.
    #[ts(type = "number")]
    pub with_mfa: i64,
    pub can_edit: bool,
}

pub(crate) struct PolicyOf;

impl Operation for PolicyOf {
    type Input = Nothing;
    type Reply = PolicyView;
    type Prepared = ();

    const NAME: &'static str = "security.policy";
    const SUMMARY: &'static str = "Shows the security policy with its bounds and reasons";
    const ACCESS: Access = Access::PracticeAdminLooks;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Settings;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<PolicyView, Error> {
        view(context).await
    }
}

/// The policy as it stands, read anew.
pub(crate) async fn view(context: &mut Context<'_>) -> Result<PolicyView, Error> {
    let (actor, rules) = (context.actor()?.clone(), context.rules());
    let tx = context.tx()?;
    let policy = practice::get(tx).await?.policy;
    let standing = practice::policy_standing(tx).await?;
    let (counts, no_mfa) = users_list::by_status(tx).await?;
    let people = counts.iter().filter(|(status, _)| status.signs_in()).map(|(_, count)| count).sum::<i64>();
    Ok(PolicyView {
        version: standing.version,
        policy,
        items: ITEMS.to_vec(),
        changed: standing.changed,
        changed_by: standing.changed_by,
        people,
        with_mfa: people - no_mfa,
        can_edit: actor.support.is_none() && Access::PracticeAdmin.allows(Some(&actor), rules),
    })
}
