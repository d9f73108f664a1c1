//! `support.status`: whether Support is let in now. Every window of the practice shows it.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use super::{SupportGrant, view};
use crate::domain::policy::Access;
use crate::domain::support::{NAME, Support};
use crate::door::context::Context;
use crate::door::support::over;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::support;

/// What whoever asks may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SupportCan {
    pub activate: bool,
    pub deactivate: bool,
    pub prolong: bool,
}

/// The reply. Why, and under which case, only Practice Admins and Support itself are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SupportStatus {
    pub active: Option<SupportGrant>,
    pub can: SupportCan,
    /// How the Support user is called.
    pub name: &'static str,
}

pub(crate) struct Status;

impl Operation for Status {
    type Input = Nothing;
    type Reply = SupportStatus;
    type Prepared = ();

    const NAME: &'static str = "support.status";
    const SUMMARY: &'static str = "Tells whether Support is let in now, until when and by whom";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Reads;
    const SUPPORT: Support = Support::Always;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<SupportStatus, Error> {
        let (actor, rules) = (context.actor()?.clone(), context.rules());
        let clock = context.inner.options.clock.clone();
        let open = support::open(context.tx()?, false).await?;
        let open = match open {
            Some(grant) if over(context.opened()?, clock.as_ref(), &grant, context.now).is_some() => None,
            open => open,
        };
        let admin = actor.support.is_none() && Access::PracticeAdmin.allows(Some(&actor), rules);
        let close = actor.support.is_some() || Access::PracticeAdminLooks.allows(Some(&actor), rules);
        let active = match open {
            None => None,
            Some(grant) => {
                let mut grant = view(context, &grant).await?;
                if !close {
                    grant.why.clear();
                    grant.case_number.clear();
                    grant.events = 0;
                }
                Some(grant)
            }
        };
        Ok(SupportStatus { active, can: SupportCan { activate: admin, deactivate: admin, prolong: admin }, name: NAME })
    }
}
