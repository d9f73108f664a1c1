//! Getting in: with a password, or for the first time with an invitation's code.

pub(crate) mod accept_invitation;
pub(crate) mod password;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::{Time, random_bytes};
use crate::domain::dates::{DateFormat, Weekday};
use crate::domain::events::EventKind;
use crate::domain::policy::{Access, Actor};
use crate::domain::roles::Role;
use crate::domain::sessions::{IDLE_SECONDS, LONGEST_SECONDS};
use crate::domain::status::AccessStatus;
use crate::door::context::{Context, EventDraft, SignedIn, Topic};
use crate::door::{SessionChange, Token};
use crate::error::Error;
use crate::store::sessions;
use crate::store::sessions::SessionRecord;
use crate::store::users::{self, UserRecord};

/// The session of whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Session {
    pub locked: bool,
    pub started: Time,
    /// After so many seconds without use the screen locks.
    #[ts(type = "number")]
    pub idle_seconds: i64,
    pub ends: Time,
}

/// What the signed-in person may do, beside single users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct MyCan {
    pub add_users: bool,
    pub see_practice_settings: bool,
    pub edit_practice_settings: bool,
    pub see_register: bool,
    pub verify_register: bool,
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
    pub time_zone: String,
    pub date_format: DateFormat,
    pub week_start: Weekday,
    pub can: MyCan,
    pub session: Session,
}

pub(crate) fn session_view(session: &SessionRecord) -> Session {
    Session {
        locked: session.locked.is_some(),
        started: session.started,
        idle_seconds: IDLE_SECONDS,
        ends: session.started.plus_seconds(LONGEST_SECONDS),
    }
}

/// What the screen needs of the person who asks.
pub(crate) fn me(context: &Context<'_>, signed_in: &SignedIn) -> Result<Me, Error> {
    let rules = context.rules();
    let allows = |access: Access| access.allows(Some(&signed_in.actor), rules);
    let user = &signed_in.user;
    Ok(Me {
        id: user.id,
        name: user.name(),
        first_name: if user.fields.preferred_name.is_empty() {
            &user.fields.first_name
        } else {
            &user.fields.preferred_name
        }
        .clone(),
        email: user.email.clone(),
        roles: user.fields.roles.clone(),
        status: user.status,
        time_zone: user.fields.time_zone.clone(),
        date_format: user.fields.date_format,
        week_start: context.practice()?.week_start,
        can: MyCan {
            add_users: allows(Access::SetUpUsers),
            see_practice_settings: allows(Access::PracticeAdminLooks),
            edit_practice_settings: allows(Access::PracticeAdmin),
            see_register: allows(Access::PracticeAdminLooks),
            verify_register: allows(Access::PracticeAdminLooks),
            give_roles: signed_in.actor.gives(rules),
        },
        session: session_view(&signed_in.session),
    })
}

/// Begins a session for `user`, who has just proved who they are. A session that the caller had ends.
pub(crate) async fn begin_session(context: &mut Context<'_>, mut user: UserRecord, how: &str) -> Result<Me, Error> {
    let (now, id, device) = (context.now, context.new_id(), context.device.clone());
    let token = Token::new(crate::domain::events::hex(&random_bytes::<32>(context.inner.options.random.as_ref())));
    let hash = crate::door::token_hash(&token);
    if let Some(before) = context.signed_in.take()
        && sessions::end(context.tx()?, before.session.id, now, "signed in again").await?
    {
        let draft = EventDraft::new(EventKind::SignedOut).by(&before.user).on_user(&before.user);
        context.note(draft.noting("By a new sign-in at the same window"));
    }
    let tx = context.tx()?;
    sessions::insert(tx, id, user.id, &hash, now, &device).await?;
    users::signed_in(tx, user.id, now, &device.in_words()).await?;
    user.last_sign_in = Some(now);
    let session =
        SessionRecord { id, user: user.id, started: now, last_active: now, proved: now, locked: None, ended: None };
    let actor = Actor {
        id: user.id,
        name: user.name(),
        email: user.email.clone(),
        roles: user.fields.role_set(),
        restricted: user.status == AccessStatus::Restricted,
        session: id,
    };
    context.note(EventDraft::new(EventKind::SignedIn).by(&user).on_user(&user).noting(how));
    context.changed(Topic::Session);
    context.changed(Topic::Users);
    context.session(SessionChange::Started(token));
    let signed_in = SignedIn { actor, session, user };
    let me = me(context, &signed_in)?;
    context.signed_in = Some(signed_in);
    Ok(me)
}
