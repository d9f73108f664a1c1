//! What each person set for themselves.

pub(crate) mod get;
pub(crate) mod set;
