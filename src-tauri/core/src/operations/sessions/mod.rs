//! Open sessions: one's own, and those of people whom one may edit.

pub(crate) mod end;
pub(crate) mod end_all_of;
pub(crate) mod end_others;
pub(crate) mod list;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// How many sessions were ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SessionsEnded {
    #[ts(type = "number")]
    pub ended: u64,
}

/// `1 session`, `2 sessions`.
pub(crate) fn count(sessions: u64) -> String {
    if sessions == 1 { "1 session".to_owned() } else { format!("{sessions} sessions") }
}
