//! Calls that are under way.

pub(crate) mod cancel;
