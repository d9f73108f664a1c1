//! The practice's security: its policy, its health, and who looked at what.

pub(crate) mod health;
pub(crate) mod policy;
pub(crate) mod review_roles;
pub(crate) mod set_policy;
pub(crate) mod weaker;
