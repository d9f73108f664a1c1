//! `security.weaker`: what would become weaker with another policy, before it is saved.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::policy::Access;
use crate::domain::security::Policy;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};

/// The policy to look at.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SecurityWeaker {
    pub policy: Policy,
}

/// A sentence for each thing that becomes weaker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
#[ts(rename = "WeakerPolicy")]
#[schemars(rename = "WeakerPolicy")]
pub struct WeakerReply {
    pub sentences: Vec<String>,
}

pub(crate) struct Weaker;

impl Operation for Weaker {
    type Input = SecurityWeaker;
    type Reply = WeakerReply;
    type Prepared = ();

    const NAME: &'static str = "security.weaker";
    const SUMMARY: &'static str = "Tells what would become weaker with another security policy";
    const ACCESS: Access = Access::PracticeAdminLooks;
    const STORE: Store = Store::Reads;

    async fn run(context: &mut Context<'_>, input: SecurityWeaker, (): ()) -> Result<WeakerReply, Error> {
        input.policy.check()?;
        Ok(WeakerReply { sentences: context.rules().policy.weaker(&input.policy) })
    }
}
