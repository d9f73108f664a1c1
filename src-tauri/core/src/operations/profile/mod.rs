//! What everybody looks after themselves: password, MFA, recovery codes, remembered computers.

pub(crate) mod begin_mfa;
pub(crate) mod change_password;
pub(crate) mod confirm_mfa;
pub(crate) mod forget_computer;
pub(crate) mod keep_recovery_codes;
pub(crate) mod new_recovery_codes;
pub(crate) mod remove_mfa;
pub(crate) mod security;
