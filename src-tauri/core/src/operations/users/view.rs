//! A user as somebody sees them: what is shown depends on who looks.

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::Time;
use crate::domain::dates::DateFormat;
use crate::domain::events::{Details, EventKind};
use crate::domain::mfa::MfaState;
use crate::domain::policy::{Actor, Rules};
use crate::domain::roles::Role;
use crate::domain::sessions::longest_seconds;
use crate::domain::status::{AccessStatus, StatusAction};
use crate::domain::users::{UserFieldChange, UserFields};
use crate::door::context::Context;
use crate::error::Error;
use crate::store::events::StoredEvent;
use crate::store::users::{self, UserRecord};
use crate::store::{emails, events, mfa, resets, sessions};

/// What the person who looks may do with a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct UserCan {
    pub edit: bool,
    pub change_roles: bool,
    pub change_email: bool,
    pub invite: bool,
    pub revoke_invite: bool,
    pub disable: bool,
    pub enable: bool,
    pub archive: bool,
    pub unarchive: bool,
    pub restrict: bool,
    pub lift_restriction: bool,
    pub see_history: bool,
    pub unblock: bool,
    pub reset_mfa: bool,
    pub reset_password: bool,
    pub see_sessions: bool,
    pub end_sessions: bool,
}

/// A user's name with the identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct UserRef {
    pub id: Uuid,
    pub name: String,
}

/// A line of the users' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct UserRow {
    pub id: Uuid,
    #[ts(type = "number")]
    pub version: i64,
    pub name: String,
    pub first_name: String,
    pub last_name: String,
    pub preferred_name: String,
    pub email: String,
    pub mobile: String,
    pub job_title: String,
    pub roles: Vec<Role>,
    pub reports_to: Option<UserRef>,
    pub status: AccessStatus,
    pub mfa: MfaState,
    /// Since when failed attempts lock the user out.
    pub blocked: Option<Time>,
    /// When the block ends by itself, as that of a Practice Admin does.
    pub blocked_until: Option<Time>,
    pub last_sign_in: Option<Time>,
    /// When the open invitation ends, where there is one.
    pub invite_expires: Option<Time>,
    /// Whether this is the person who looks.
    pub you: bool,
    pub can: UserCan,
}

/// Everything of a user. What only those who may edit the user, and the user, may see is null for others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct UserDetail {
    pub row: UserRow,
    pub phone: String,
    pub birthday: Option<String>,
    pub gender: Option<String>,
    pub time_zone: String,
    pub date_format: DateFormat,
    pub notes: Option<String>,
    pub created: Time,
    pub created_by: String,
    pub status_reason: String,
    pub status_changed: Option<Time>,
    pub status_changed_by: String,
    pub last_sign_in_device: String,
    pub past_emails: Vec<String>,
    pub mfa_since: Option<Time>,
    /// Unused recovery codes.
    #[ts(type = "number | null")]
    pub recovery_codes_left: Option<i64>,
    /// When the open code for choosing a new password ends.
    pub password_reset_expires: Option<Time>,
    #[ts(type = "number | null")]
    pub open_sessions: Option<usize>,
    /// The access levels that the person who looks may give or take here.
    pub give_roles: Vec<Role>,
}

/// What `users.conflict` brings along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct UserConflict {
    pub changed_by: String,
    pub changed_at: Time,
    /// What changed since the version that was edited.
    pub changes: Vec<UserFieldChange>,
    /// What stands now.
    pub theirs: UserDetail,
}

fn can(actor: &Actor, user: &UserRecord, rules: Rules) -> UserCan {
    let target = user.target();
    let may = |action| actor.may(action, &target, rules);
    let edit = actor.may_edit(&target, rules);
    UserCan {
        edit,
        change_roles: actor.may_change_roles(&target, rules),
        change_email: edit,
        invite: may(StatusAction::Invite),
        revoke_invite: may(StatusAction::RevokeInvite),
        disable: may(StatusAction::Disable),
        enable: may(StatusAction::Enable),
        archive: may(StatusAction::Archive),
        unarchive: may(StatusAction::Unarchive),
        restrict: may(StatusAction::Restrict),
        lift_restriction: may(StatusAction::LiftRestriction),
        see_history: actor.may_see_history(&target, rules),
        unblock: actor.may_unblock(&target, rules),
        reset_mfa: actor.may_reset_mfa(&target, rules),
        reset_password: actor.may_reset_password(&target, rules),
        see_sessions: edit,
        end_sessions: actor.may_end_sessions(&target, rules),
    }
}

/// `user` as `actor` sees the line.
pub(crate) fn row(actor: &Actor, user: &UserRecord, rules: Rules) -> UserRow {
    let fields = &user.fields;
    UserRow {
        id: user.id,
        version: user.version,
        name: user.name(),
        first_name: fields.first_name.clone(),
        last_name: fields.last_name.clone(),
        preferred_name: fields.preferred_name.clone(),
        email: user.email.clone(),
        mobile: if actor.support.is_some() { String::new() } else { fields.mobile.clone() },
        job_title: fields.job_title.clone(),
        roles: fields.roles.clone(),
        reports_to: fields.reports_to.map(|id| UserRef { id, name: user.manager.clone() }),
        status: user.status,
        mfa: user.mfa,
        blocked: user.blocked,
        blocked_until: user.blocked_until,
        last_sign_in: user.last_sign_in,
        invite_expires: user.invite_expires.filter(|_| user.status == AccessStatus::Invited),
        you: actor.id == user.id,
        can: can(actor, user, rules),
    }
}

/// `user` as the signed-in person sees them.
pub(crate) async fn detail(context: &mut Context<'_>, user: &UserRecord) -> Result<UserDetail, Error> {
    let (actor, rules) = (context.actor()?.clone(), context.rules());
    let target = user.target();
    let own = actor.id == user.id;
    let edits = actor.may_edit(&target, rules);
    let support = actor.support.is_some();
    let close = !support && (own || edits || actor.may_see_history(&target, rules));
    context.looking_at(user);
    let safety = safety(context, user, own || edits).await?;
    let past_emails = if close { emails::past(context.tx()?, user.id).await? } else { Vec::new() };
    let shown = |text: &String| if close { text.clone() } else { String::new() };
    let changes_roles = actor.may_change_roles(&target, rules);
    Ok(UserDetail {
        row: row(&actor, user, rules),
        phone: if support { String::new() } else { user.fields.phone.clone() },
        birthday: user.fields.birthday.clone().filter(|_| close),
        gender: close.then(|| user.fields.gender.clone()),
        time_zone: user.fields.time_zone.clone(),
        date_format: user.fields.date_format,
        // Notes are about the person, not for them.
        notes: (edits && !own || actor.roles.holds(Role::PracticeAdmin)).then(|| user.fields.notes.clone()),
        created: user.created,
        created_by: user.created_by.clone(),
        status_reason: shown(&user.status_reason),
        status_changed: user.status_changed.filter(|_| close),
        status_changed_by: shown(&user.status_changed_by),
        last_sign_in_device: shown(&user.last_sign_in_device),
        past_emails,
        mfa_since: safety.mfa_since,
        recovery_codes_left: safety.recovery_codes_left,
        password_reset_expires: safety.password_reset_expires,
        open_sessions: safety.open_sessions,
        give_roles: if changes_roles { actor.gives(rules) } else { Vec::new() },
    })
}

/// How a user signs in, for those who look after it.
#[derive(Default)]
struct Safety {
    mfa_since: Option<Time>,
    recovery_codes_left: Option<i64>,
    password_reset_expires: Option<Time>,
    open_sessions: Option<usize>,
}

async fn safety(context: &mut Context<'_>, user: &UserRecord, close: bool) -> Result<Safety, Error> {
    if !close {
        return Ok(Safety::default());
    }
    let now = context.now;
    let since = now.plus_seconds(-longest_seconds(&context.rules().policy));
    let tx = context.tx()?;
    let mfa = mfa::find(tx, user.id).await?;
    let left = mfa::codes_left(tx, user.id).await?;
    let reset = resets::open_of(tx, user.id).await?.filter(|reset| reset.expires > now);
    let open = sessions::open_of(tx, user.id, since).await?;
    Ok(Safety {
        recovery_codes_left: mfa.as_ref().map(|_| left),
        mfa_since: mfa.map(|mfa| mfa.since),
        password_reset_expires: reset.map(|reset| reset.expires),
        open_sessions: Some(open.len()),
    })
}

/// Somebody else saved first: who, what they changed since, and what stands now.
///
/// `mine` are the fields as they would be saved, so that what differs can be shown beside each other.
pub(crate) async fn conflict(context: &mut Context<'_>, now: &UserRecord, since_version: i64) -> Result<Error, Error> {
    let saves = now.version.saturating_sub(since_version).clamp(1, 100);
    let mut recent = events::latest_of(context.tx()?, now.id, saves * 2).await?;
    recent.truncate(events_of_saves(&recent, saves));
    let mut changes: Vec<UserFieldChange> = Vec::new();
    for event in recent.iter().rev() {
        let details: Details = serde_json::from_str(&event.event.details).unwrap_or_default();
        for change in details.changes {
            match changes.iter_mut().find(|known| known.field == change.field) {
                // Changed twice: from the first state to the last.
                Some(known) => known.after = change.after,
                None => changes.push(change),
            }
        }
    }
    let (changed_by, changed_at) = recent.first().map_or_else(
        || (now.status_changed_by.clone(), now.created),
        |event| (event.event.actor_name.clone(), event.event.time),
    );
    // Changed and changed back.
    changes.retain(|change| change.before != change.after);
    let theirs = detail(context, now).await?;
    let conflict = UserConflict { changed_by, changed_at, changes, theirs };
    let details = serde_json::to_value(conflict).map_err(Error::internal)?;
    Ok(Error::new("users.conflict", "Somebody else changed this person meanwhile. Compare before you save.")
        .with(details))
}

/// How many of the newest events tell of the last `saves` saves. A save of details and access level writes two events, one
/// right after the other.
fn events_of_saves(newest_first: &[StoredEvent], saves: i64) -> usize {
    let mut seen = 0;
    for (place, stored) in newest_first.iter().enumerate() {
        let (event, newer) = (&stored.event, place.checked_sub(1).map(|before| &newest_first[before].event));
        let same_save = newer.is_some_and(|newer| {
            newer.kind == EventKind::RolesChanged.as_str()
                && event.kind == EventKind::UserEdited.as_str()
                && (newer.seq, newer.time, newer.actor) == (event.seq + 1, event.time, event.actor)
        });
        if !same_save {
            if seen == saves {
                return place;
            }
            seen += 1;
        }
    }
    newest_first.len()
}

/// The names of two managers, for the words of a change.
pub(crate) async fn manager_names(
    context: &mut Context<'_>,
    before: &UserRecord,
    after: &UserFields,
) -> Result<(String, String), Error> {
    let new = match after.reports_to {
        Some(id) if Some(id) != before.fields.reports_to => {
            users::find(context.tx()?, id).await?.map(|manager| manager.name()).unwrap_or_default()
        }
        Some(_) => before.manager.clone(),
        None => String::new(),
    };
    Ok((before.manager.clone(), new))
}
