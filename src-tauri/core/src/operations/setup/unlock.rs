//! `setup.unlock`: opens the practice's key with this computer's passphrase.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::policy::Access;
use crate::door::State;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::operations::app::status::{AppStatus, status};

/// The input.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct SetupUnlock {
    pub passphrase: String,
}

pub(crate) struct Unlock;

impl Operation for Unlock {
    type Input = SetupUnlock;
    type Reply = AppStatus;
    type Prepared = ();

    const NAME: &'static str = "setup.unlock";
    const SUMMARY: &'static str = "Opens the practice’s key with this computer’s passphrase";
    const ACCESS: Access = Access::BeforePractice;
    const STORE: Store = Store::Nothing;

    async fn run(context: &mut Context<'_>, input: SetupUnlock, (): ()) -> Result<AppStatus, Error> {
        let inner = context.inner.clone();
        let _alone = inner.setting_up.lock().await;
        context.inner.open_place(Some(&input.passphrase)).await;
        if matches!(&*context.inner.state.read().await, State::NeedsPassphrase(_)) {
            return Err(Error::new("setup.wrong_passphrase", "This passphrase doesn’t open the key on this computer.")
                .at("passphrase"));
        }
        status(context).await
    }
}
