//! The register, as people see it: the history.

pub(crate) mod accept_copy;
pub(crate) mod archive;
pub(crate) mod count;
pub(crate) mod export;
pub(crate) mod filter;
pub(crate) mod get;
pub(crate) mod kinds;
pub(crate) mod list;
pub(crate) mod of_user;
pub(crate) mod own;
pub(crate) mod revisions;
pub(crate) mod status;
pub(crate) mod timeline;
pub(crate) mod verify;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::Time;
use crate::domain::events::{EventKind, Outcome, TargetKind};
use crate::domain::policy::Actor;
use crate::domain::roles::Role;
use crate::domain::sentences::Told;
use crate::domain::users::UserFieldChange;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::page_limit;
use crate::operations::users::UserRef;
use crate::store::events::{EventFilter, StoredEvent, page};
use crate::store::events_walk::revision_numbers;

/// What an event is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventTarget {
    pub kind: TargetKind,
    pub id: Option<String>,
    pub name: String,
}

/// A line of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventRow {
    #[ts(type = "number")]
    pub seq: i64,
    pub time: Time,
    pub kind: String,
    /// A few words.
    pub title: String,
    /// Who did what to whom.
    pub sentence: String,
    pub actor: Option<UserRef>,
    pub actor_email: String,
    pub target: Option<EventTarget>,
    pub outcome: Outcome,
    pub computer: String,
    pub operating_system: String,
    pub app_version: String,
    pub ip: String,
    /// The address that the database server sees.
    pub server_ip: String,
    pub reason: String,
    /// More in words, as why a sign-in failed.
    pub note: String,
    pub changes: Vec<UserFieldChange>,
    /// Which revision of its target came of it; null where it changed none.
    #[ts(type = "number | null")]
    pub revision: Option<i64>,
}

/// A page of the history, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventPage {
    pub rows: Vec<EventRow>,
    /// The next page's `before`; null on the last one.
    #[ts(type = "number | null")]
    pub next: Option<i64>,
}

/// Fields of a person that Support does not see, however it looks.
const PERSONAL: [&str; 5] = ["mobile", "phone", "birthday", "gender", "notes"];

/// Notes are about the person, not for them; their own history must not tell what their details hide.
pub(crate) fn shown_changes(changes: &mut Vec<UserFieldChange>, target: Option<Uuid>, actor: &Actor) {
    if target == Some(actor.id) && !actor.roles.holds(Role::PracticeAdmin) {
        changes.retain(|change| change.field != "notes");
    }
    if actor.support.is_some() {
        for change in changes.iter_mut().filter(|change| PERSONAL.contains(&change.field.as_str())) {
            "Hidden from Support".clone_into(&mut change.before);
            "Hidden from Support".clone_into(&mut change.after);
        }
    }
}

/// The event in words, as `actor` may see it.
fn row(stored: &StoredEvent, actor: &Actor, revision: Option<i64>) -> EventRow {
    let event = &stored.event;
    let mut told = Told::of(event, crate::operations::summary);
    shown_changes(&mut told.details.changes, event.target, actor);
    EventRow {
        seq: event.seq,
        time: event.time,
        kind: event.kind.clone(),
        title: told.title(),
        sentence: told.sentence(),
        actor: event.actor.map(|id| UserRef { id, name: event.actor_name.clone() }),
        actor_email: event.actor_email.clone(),
        target: TargetKind::parse(&event.target_kind).map(|kind| EventTarget {
            kind,
            id: event.target.map(|id| id.to_string()),
            name: event.target_name.clone(),
        }),
        outcome: Outcome::parse(&event.outcome),
        computer: event.computer.clone(),
        operating_system: event.operating_system.clone(),
        app_version: event.app_version.clone(),
        ip: event.ip.clone(),
        server_ip: event.server_ip.clone(),
        reason: event.reason.clone(),
        note: told.note(),
        changes: told.details.changes,
        revision,
    }
}

/// The events in words, each with the number of the revision that came of it.
pub(crate) async fn rows(context: &mut Context<'_>, stored: &[StoredEvent]) -> Result<Vec<EventRow>, Error> {
    let revising: Vec<(i64, Uuid)> = stored
        .iter()
        .map(|stored| &stored.event)
        .filter(|event| event.outcome == Outcome::Success.as_str())
        .filter(|event| EventKind::parse(&event.kind).is_some_and(EventKind::revises))
        .filter_map(|event| event.target.map(|target| (event.seq, target)))
        .collect();
    let numbers = revision_numbers(context.tx()?, &revising).await?;
    let actor = context.actor()?;
    let number = |seq: i64| numbers.iter().find(|(numbered, _)| *numbered == seq).map(|(_, number)| *number);
    Ok(stored.iter().map(|stored| row(stored, actor, number(stored.event.seq))).collect())
}

/// A page of events that match.
pub(crate) async fn read_page(
    context: &mut Context<'_>,
    filter: &EventFilter,
    before: Option<i64>,
    limit: usize,
) -> Result<EventPage, Error> {
    let limit = page_limit(limit, 200)?;
    let asked = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let stored = page(context.tx()?, filter, before, asked).await?;
    let next = if stored.len() > limit { stored.get(limit - 1).map(|last| last.event.seq) } else { None };
    let shown = &stored[..stored.len().min(limit)];
    Ok(EventPage { rows: rows(context, shown).await?, next })
}
