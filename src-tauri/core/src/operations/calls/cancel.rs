//! `calls.cancel`: asks a long call to stop. What it did not commit never happened.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::policy::Access;
use crate::domain::support::Support;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct CallsCancel {
    /// The name that the call was given.
    pub call: String,
}

pub(crate) struct Cancel;

impl Operation for Cancel {
    type Input = CallsCancel;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "calls.cancel";
    const SUMMARY: &'static str = "Asks a long call of the same application to stop";
    const ACCESS: Access = Access::Anyone;
    const STORE: Store = Store::Nothing;
    const SUPPORT: Support = Support::Always;

    async fn run(context: &mut Context<'_>, input: CallsCancel, (): ()) -> Result<Nothing, Error> {
        context.inner.cancel(&input.call);
        Ok(Nothing {})
    }
}
