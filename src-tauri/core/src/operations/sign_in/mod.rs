//! Getting in, step by step: a password or a code that was handed over, then an authenticator's code, then whatever the
//! practice's policy asks for.

pub(crate) mod accept_invitation;
pub(crate) mod attempts;
pub(crate) mod begin_enrolment;
pub(crate) mod code;
pub(crate) mod confirm_enrolment;
pub(crate) mod factors;
pub(crate) mod keep_recovery_codes;
pub(crate) mod me;
pub(crate) mod password;
pub(crate) mod recovery_code;
pub(crate) mod reset_password;
pub(crate) mod set_password;
pub(crate) mod skip_enrolment;
pub(crate) mod steps;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::sessions::SignInStep;

pub(crate) use me::{Me, Session, me, session_view};

/// How far somebody has come in signing in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct SignIn {
    pub step: SignInStep,
    /// Once they are in.
    pub me: Option<Me>,
    pub first_name: String,
    pub email: String,
    /// How long this computer can be remembered; 0 where it cannot.
    #[ts(type = "number")]
    pub remember_hours: i64,
    /// Least length of a password for this person.
    #[ts(type = "number")]
    pub password_least: usize,
    pub mfa_required: bool,
    /// Unused recovery codes, where MFA is set up.
    #[ts(type = "number | null")]
    pub recovery_codes_left: Option<i64>,
}

/// A code alone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct CodeOnly {
    pub code: String,
}

/// Recovery codes, shown once.
#[derive(Clone, Debug, Serialize, JsonSchema, TS)]
pub struct RecoveryCodes {
    pub codes: Vec<String>,
}
