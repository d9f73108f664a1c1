//! `profile.forget_computer`: a computer asks for the code again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft, Topic};
use crate::error::Error;
use crate::operation::{Nothing, Operation, Store};
use crate::store::computers;

/// The input.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct ComputerOnly {
    pub computer: Uuid,
}

pub(crate) struct ForgetComputer;

impl Operation for ForgetComputer {
    type Input = ComputerOnly;
    type Reply = Nothing;
    type Prepared = ();

    const NAME: &'static str = "profile.forget_computer";
    const SUMMARY: &'static str = "Lets a remembered computer ask for the code again";
    const ACCESS: Access = Access::SignedIn;
    const STORE: Store = Store::Writes;

    async fn run(context: &mut Context<'_>, input: ComputerOnly, (): ()) -> Result<Nothing, Error> {
        let (user, now) = (context.signed_in()?.user.clone(), context.now);
        if !computers::forget(context.tx()?, input.computer, user.id, now).await? {
            return Err(Error::new("profile.no_computer", "This computer isn’t remembered any more."));
        }
        context.note(EventDraft::new(EventKind::ComputerForgotten).on_user(&user));
        context.changed(Topic::Session);
        Ok(Nothing {})
    }
}
