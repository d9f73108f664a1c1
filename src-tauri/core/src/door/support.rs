//! When Support's time is over, however anybody sets a clock, and who Support is to the rest of the core.

use std::sync::PoisonError;

use super::Opened;
use super::record::write;
use crate::clock::{Clock, Time};
use crate::device::Device;
use crate::domain::dates::DateFormat;
use crate::domain::events::{EventKind, TargetKind};
use crate::domain::mfa::MfaState;
use crate::domain::status::AccessStatus;
use crate::domain::support::{NAME, SET_BACK_SECONDS};
use crate::domain::users::UserFields;
use crate::door::context::EventDraft;
use crate::error::Error;
use crate::store::support::{self as grants, GrantRecord};
use crate::store::users::UserRecord;

/// A grant that is over, and why.
pub(crate) struct Over {
    pub grant: GrantRecord,
    pub why: &'static str,
}

/// Whether the open `grant` is over at `now`.
///
/// The computer's clock may be set back, so the time that passed while this process watched is counted on a clock that
/// nobody can set, and the latest time at which the grant was seen open is kept with it.
pub(crate) fn over(opened: &Opened, clock: &dyn Clock, grant: &GrantRecord, now: Time) -> Option<Over> {
    let elapsed = clock.elapsed();
    let mut watched = opened.support_ends.lock().unwrap_or_else(PoisonError::into_inner);
    let deadline = match *watched {
        Some((id, ends, deadline)) if id == grant.id => {
            // Prolonged meanwhile: later by as much.
            let moved = grant.ends.0.saturating_sub(ends.0);
            deadline.saturating_add(moved)
        }
        _ => elapsed.saturating_add(grant.ends.0.saturating_sub(now.0.max(grant.latest.0))),
    };
    *watched = Some((grant.id, grant.ends, deadline));
    drop(watched);
    let why = if now >= grant.ends || elapsed >= deadline {
        "the time was over"
    } else if now.seconds_since(grant.latest) < -SET_BACK_SECONDS {
        "the computer’s clock was set back"
    } else {
        return None;
    };
    Some(Over { grant: grant.clone(), why })
}

/// Ends a grant whose time is over, with its event.
pub(super) async fn save_over(opened: &Opened, device: &Device, over: &Over, now: Time) -> Result<bool, Error> {
    let mut tx = opened.database.write().await?;
    if !grants::end(&mut tx, over.grant.id, now, over.why).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    let draft = ended(&over.grant, over.why).by_nobody();
    write(&mut tx, now, device, &[draft.finish_now()]).await?;
    tx.commit().await?;
    Ok(true)
}

/// The event of a grant's end.
pub(crate) fn ended(grant: &GrantRecord, why: &str) -> EventDraft {
    EventDraft::new(EventKind::SupportEnded).on(TargetKind::Support, grant.id, NAME).noting(first_upper(why))
}

fn first_upper(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Support as a user: without any role, and nobody's row.
pub(crate) fn person(grant: &GrantRecord) -> UserRecord {
    let name = if grant.person.is_empty() { NAME.to_owned() } else { format!("{NAME} ({})", grant.person) };
    UserRecord {
        id: grant.id,
        version: 1,
        fields: UserFields {
            first_name: name,
            last_name: String::new(),
            preferred_name: String::new(),
            job_title: String::new(),
            mobile: String::new(),
            phone: String::new(),
            birthday: None,
            gender: String::new(),
            time_zone: String::new(),
            date_format: DateFormat::DMmmYyyy,
            roles: Vec::new(),
            reports_to: None,
            notes: String::new(),
        },
        email: String::new(),
        manager: String::new(),
        status: AccessStatus::Active,
        status_reason: String::new(),
        status_changed: None,
        status_changed_by: String::new(),
        was_restricted: false,
        mfa: MfaState::NotSetUp,
        password_hash: None,
        password_changed: None,
        must_change_password: false,
        blocked: None,
        blocked_until: None,
        blocks: 0,
        last_sign_in: grant.signed_in,
        last_sign_in_device: String::new(),
        invite_expires: None,
        created: grant.started,
        created_by: grant.by_name.clone(),
    }
}
