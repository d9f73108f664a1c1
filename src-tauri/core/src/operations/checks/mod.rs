//! Single fields, checked when a person leaves them.

pub(crate) mod field;
