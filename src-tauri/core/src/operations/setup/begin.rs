//! `setup.begin`: makes the recovery key that is shown once.

use schemars::JsonSchema;
use serde::Serialize;
use std::sync::PoisonError;
use ts_rs::TS;

use crate::clock::random_bytes;
use crate::domain::codes;
use crate::domain::policy::Access;
use crate::door::context::Context;
use crate::error::Error;
use crate::keys::new_recovery_key;
use crate::operation::{Nothing, Operation, Store};

/// The reply.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct SetupBegun {
    /// Eight groups of four characters.
    pub groups: Vec<String>,
    /// The two groups, counted from 0, that must be typed again.
    #[ts(type = "[number, number]")]
    pub ask: [usize; 2],
}

pub(crate) struct Begin;

impl Operation for Begin {
    type Input = Nothing;
    type Reply = SetupBegun;
    type Prepared = ();

    const NAME: &'static str = "setup.begin";
    const SUMMARY: &'static str = "Makes a recovery key for a practice that is about to be created";
    const ACCESS: Access = Access::BeforePractice;
    const STORE: Store = Store::Nothing;

    async fn run(context: &mut Context<'_>, _: Nothing, (): ()) -> Result<SetupBegun, Error> {
        let random = context.inner.options.random.as_ref();
        let key = new_recovery_key(random);
        let groups = codes::groups(&key);
        let [first, second] = random_bytes::<2>(random).map(usize::from);
        let first = first % groups.len();
        let second = (first + 1 + second % (groups.len() - 1)) % groups.len();
        // Kept in memory only: leaving half way leaves nothing behind.
        *context.inner.pending_recovery.lock().unwrap_or_else(PoisonError::into_inner) = Some(key);
        Ok(SetupBegun { groups, ask: [first.min(second), first.max(second)] })
    }
}
