//! The signed-in person, as the window needs them.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use super::factors::is_remembered;
use crate::clock::Time;
use crate::domain::dates::{DateFormat, Weekday};
use crate::domain::mfa::MfaState;
use crate::domain::policy::Access;
use crate::domain::roles::Role;
use crate::domain::sessions::{WARN_SECONDS, idle_seconds, longest_seconds};
use crate::domain::status::AccessStatus;
use crate::domain::support::{Scopes, Support};
use crate::door::context::{Context, SignedIn};
use crate::error::Error;
use crate::store::notices;

/// The session of whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Session {
    pub locked: bool,
    pub started: Time,
    /// After so many seconds without use the screen locks.
    #[ts(type = "number")]
    pub idle_seconds: i64,
    /// So long before, the person is told.
    #[ts(type = "number")]
    pub warn_seconds: i64,
    pub ends: Time,
    /// Whether the lock screen asks for a code besides the password.
    pub unlock_needs_code: bool,
}

/// What the signed-in person may do, beside single users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MyCan {
    pub add_users: bool,
    pub see_users: bool,
    pub see_practice_settings: bool,
    pub edit_practice_settings: bool,
    pub see_register: bool,
    pub verify_register: bool,
    pub export_register: bool,
    pub see_security_settings: bool,
    pub edit_security_settings: bool,
    pub activate_support: bool,
    pub deactivate_support: bool,
    /// The access levels that this person may give.
    pub give_roles: Vec<Role>,
}

/// The signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Me {
    pub id: Uuid,
    pub name: String,
    pub first_name: String,
    pub email: String,
    pub roles: Vec<Role>,
    pub status: AccessStatus,
    pub mfa: MfaState,
    pub time_zone: String,
    pub date_format: DateFormat,
    pub week_start: Weekday,
    /// What Support may do, where it is Support that is signed in.
    pub support: Option<Scopes>,
    #[ts(type = "number")]
    pub unread_notices: i64,
    pub can: MyCan,
    pub session: Session,
}

pub(crate) async fn session_view(context: &mut Context<'_>, signed_in: &SignedIn) -> Result<Session, Error> {
    let policy = context.rules().policy;
    let needs_code = signed_in.user.mfa == MfaState::SetUp && !is_remembered(context, signed_in.user.id).await?;
    let session = &signed_in.session;
    Ok(Session {
        locked: session.locked.is_some(),
        started: session.started,
        idle_seconds: idle_seconds(&policy),
        warn_seconds: WARN_SECONDS.min(idle_seconds(&policy) / 2),
        ends: session.started.plus_seconds(longest_seconds(&policy)),
        unlock_needs_code: needs_code,
    })
}

/// What the screen needs of the person who asks.
pub(crate) async fn me(context: &mut Context<'_>, signed_in: &SignedIn) -> Result<Me, Error> {
    let rules = context.rules();
    let session = session_view(context, signed_in).await?;
    let user = &signed_in.user;
    let support = signed_in.actor.support;
    let unread_notices = if support.is_none() { notices::unseen(context.tx()?, user.id).await? } else { 0 };
    let practice = context.practice()?;
    // The practice's zone and format, where the person has none of their own.
    let time_zone = if support.is_some() { &practice.time_zone } else { &user.fields.time_zone };
    let date_format = if support.is_some() { practice.date_format } else { user.fields.date_format };
    let may = |access: Access, helper: Support| match support {
        Some(scopes) => helper.allows(scopes),
        None => access.allows(Some(&signed_in.actor), rules),
    };
    let first_name =
        if user.fields.preferred_name.is_empty() { &user.fields.first_name } else { &user.fields.preferred_name };
    Ok(Me {
        id: user.id,
        name: user.name(),
        first_name: first_name.clone(),
        email: user.email.clone(),
        roles: user.fields.roles.clone(),
        status: user.status,
        mfa: user.mfa,
        time_zone: time_zone.clone(),
        date_format,
        week_start: practice.week_start,
        support,
        unread_notices,
        can: MyCan {
            add_users: may(Access::SetUpUsers, Support::Never),
            see_users: may(Access::SignedIn, Support::Users),
            see_practice_settings: may(Access::PracticeAdminLooks, Support::Settings),
            edit_practice_settings: may(Access::PracticeAdmin, Support::Never),
            see_register: may(Access::PracticeAdminLooks, Support::Register),
            verify_register: may(Access::PracticeAdminLooks, Support::Never),
            export_register: may(Access::PracticeAdmin, Support::Never),
            see_security_settings: may(Access::PracticeAdminLooks, Support::Settings),
            edit_security_settings: may(Access::PracticeAdmin, Support::Never),
            activate_support: may(Access::PracticeAdmin, Support::Never),
            deactivate_support: may(Access::PracticeAdmin, Support::Never),
            give_roles: signed_in.actor.gives(rules),
        },
        session,
    })
}
