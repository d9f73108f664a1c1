//! The application itself: what this computer has, before anybody signs in.

pub(crate) mod status;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// What anybody at the keyboard may know of the practice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PracticeFace {
    pub name: String,
    /// Changes with the logo; null where there is none.
    pub logo: Option<String>,
}
