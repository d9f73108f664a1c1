//! All operations. This table is the only list of them: the dispatcher, the types of the user interface, the command
//! line's list and the test of all rights come from it.

pub(crate) mod app;
pub(crate) mod calls;
pub(crate) mod checks;
pub(crate) mod lookups;
pub(crate) mod notices;
pub(crate) mod passwords;
pub(crate) mod pictures;
pub(crate) mod preferences;
pub(crate) mod profile;
pub(crate) mod register;
pub(crate) mod security;
pub(crate) mod session;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod support;
pub(crate) mod users;

mod bindings;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::device::Device;
use crate::door::{Inner, Reply, Request, perform};
use crate::error::Error;
use crate::operation::{Operation, Store};

pub use bindings::bindings;

type Perform = for<'a> fn(
    &'a Arc<Inner>,
    Request,
    Device,
    &'a (dyn Fn(u64, u64) + Send + Sync),
    CancellationToken,
) -> Pin<Box<dyn Future<Output = Result<Reply, Error>> + Send + 'a>>;

/// A line of the table.
pub(crate) struct Entry {
    pub name: &'static str,
    summary: &'static str,
    pub perform: Perform,
    info: fn() -> OperationInfo,
    types: fn(&mut bindings::Collector),
}

/// What the command line and the documentation say of an operation.
#[derive(Clone, Debug, Serialize)]
pub struct OperationInfo {
    pub name: &'static str,
    pub summary: &'static str,
    /// Who may call it, in words.
    pub who: &'static str,
    /// Whether it may change something.
    pub changes: bool,
    pub input: serde_json::Value,
    pub reply: serde_json::Value,
}

const fn entry<O: Operation>() -> Entry {
    Entry { name: O::NAME, summary: O::SUMMARY, perform: perform::<O>, info: info::<O>, types: bindings::collect::<O> }
}

fn info<O: Operation>() -> OperationInfo {
    OperationInfo {
        name: O::NAME,
        summary: O::SUMMARY,
        who: O::ACCESS.in_words(),
        changes: O::STORE == Store::Writes,
        input: schemars::schema_for!(O::Input).to_value(),
        reply: schemars::schema_for!(O::Reply).to_value(),
    }
}

macro_rules! operations {
    ($($operation:path),* $(,)?) => {
        static TABLE: &[Entry] = &[$(entry::<$operation>()),*];
    };
}

operations![
    app::status::Status,
    setup::begin::Begin,
    setup::check_database::CheckDatabase,
    setup::create::Create,
    setup::join::Join,
    setup::unlock::Unlock,
    setup::recover::Recover,
    passwords::check::Check,
    sign_in::password::Password,
    sign_in::code::Code,
    sign_in::recovery_code::RecoveryCode,
    sign_in::begin_enrolment::BeginEnrolment,
    sign_in::skip_enrolment::SkipEnrolment,
    sign_in::confirm_enrolment::ConfirmEnrolment,
    sign_in::keep_recovery_codes::KeepRecoveryCodes,
    sign_in::set_password::SetPassword,
    sign_in::accept_invitation::AcceptInvitation,
    sign_in::reset_password::ResetPassword,
    session::current::Current,
    session::touch::Touch,
    session::lock::Lock,
    session::unlock::Unlock,
    session::prove::Prove,
    session::end::End,
    profile::security::Security,
    profile::change_password::ChangePassword,
    profile::begin_mfa::BeginMfa,
    profile::confirm_mfa::ConfirmMfa,
    profile::new_recovery_codes::NewRecoveryCodes,
    profile::keep_recovery_codes::KeepRecoveryCodes,
    profile::remove_mfa::RemoveMfa,
    profile::forget_computer::ForgetComputer,
    sessions::list::List,
    sessions::end::End,
    sessions::end_others::EndOthers,
    sessions::end_all_of::EndAllOf,
    notices::list::List,
    notices::seen::Seen,
    settings::practice::Practice,
    settings::edit::Edit,
    settings::set_logo::SetLogo,
    settings::remove_logo::RemoveLogo,
    users::list::List,
    users::count::Count,
    users::get::Get,
    users::add::Add,
    users::edit::Edit,
    users::change_email::ChangeEmail,
    users::invite::Invite,
    users::revoke_invite::RevokeInvite,
    users::disable::Disable,
    users::enable::Enable,
    users::archive::Archive,
    users::unarchive::Unarchive,
    users::restrict::Restrict,
    users::lift_restriction::LiftRestriction,
    users::unblock::Unblock,
    users::reset_mfa::ResetMfa,
    users::reset_password::ResetPassword,
    users::pick::Pick,
    security::policy::PolicyOf,
    security::weaker::Weaker,
    security::set_policy::SetPolicy,
    security::health::Health,
    security::review_roles::ReviewRoles,
    support::status::Status,
    support::activate::Activate,
    support::prolong::Prolong,
    support::new_code::NewCode,
    support::deactivate::Deactivate,
    support::grants::Grants,
    support::summary::Summary,
    support::sign_in::SignIn,
    register::list::List,
    register::get::Get,
    register::of_user::OfUser,
    register::own::Own,
    register::kinds::Kinds,
    register::verify::Verify,
    register::count::Count,
    register::timeline::Timeline,
    register::revisions::Revisions,
    register::export::Export,
    register::archive::ArchiveEvents,
    register::accept_copy::AcceptCopy,
    register::status::Status,
    preferences::get::Get,
    preferences::set::Set,
    lookups::time_zones::TimeZones,
    lookups::countries::Countries,
    checks::field::Field,
    pictures::practice_logo::PracticeLogo,
    calls::cancel::Cancel,
];

/// The operation named `name`.
pub(crate) fn find(name: &str) -> Option<&'static Entry> {
    TABLE.iter().find(|entry| entry.name == name)
}

/// What the operation named `name` does, as "Archives a user".
pub(crate) fn summary(name: &str) -> Option<&'static str> {
    find(name).map(|entry| entry.summary)
}

/// All operations with their inputs and replies as JSON Schema.
#[must_use]
pub fn catalogue() -> Vec<OperationInfo> {
    TABLE.iter().map(|entry| (entry.info)()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_name_of_its_own_in_an_area() {
        let mut names: Vec<_> = TABLE.iter().map(|entry| entry.name).collect();
        assert!(names.iter().all(|name| name.split('.').count() == 2), "{names:?}");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), TABLE.len(), "two operations share a name, and one could never be called");
    }

    #[test]
    fn every_summary_can_be_told_as_what_somebody_tried() {
        for entry in TABLE {
            let first = entry.summary.split(' ').next().unwrap_or_default();
            assert!(first.ends_with('s'), "{}: a refused attempt would read oddly: {}", entry.name, entry.summary);
        }
    }

    #[test]
    fn no_input_takes_fields_that_it_does_not_know() {
        for info in catalogue() {
            assert_eq!(
                info.input.get("additionalProperties"),
                Some(&serde_json::Value::Bool(false)),
                "{} would take a mistyped field without a word",
                info.name
            );
        }
    }
}
