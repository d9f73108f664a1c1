//! The register, as people see it: the history.

pub(crate) mod filter;
pub(crate) mod get;
pub(crate) mod kinds;
pub(crate) mod list;
pub(crate) mod of_user;
pub(crate) mod own;
pub(crate) mod verify;

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::clock::Time;
use crate::domain::events::{Details, EventKind, Outcome, TargetKind};
use crate::domain::policy::Actor;
use crate::domain::roles::Role;
use crate::domain::users::UserFieldChange;
use crate::door::context::Context;
use crate::error::Error;
use crate::operation::page_limit;
use crate::operations::users::UserRef;
use crate::store::events::{EventFilter, StoredEvent, page};

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
}

/// A page of the history, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct EventPage {
    pub rows: Vec<EventRow>,
    /// The next page's `before`; null on the last one.
    #[ts(type = "number | null")]
    pub next: Option<i64>,
}

/// The event in words, as `actor` may see it.
pub(crate) fn row(stored: &StoredEvent, actor: &Actor) -> EventRow {
    let event = &stored.event;
    let mut details: Details = serde_json::from_str(&event.details).unwrap_or_default();
    if event.target == Some(actor.id) && !actor.roles.holds(Role::PracticeAdmin) {
        // Notes are about the person, not for them; their own history must not tell what their details hide.
        details.changes.retain(|change| change.field != "notes");
    }
    let kind = EventKind::parse(&event.kind);
    let sentence = kind.map_or_else(
        || event.kind.clone(),
        |kind| kind.sentence(&event.actor_name, &event.target_name, &details.changes),
    );
    let note =
        if details.operation.is_empty() { details.note } else { format!("{} ({})", details.note, details.operation) };
    EventRow {
        seq: event.seq,
        time: event.time,
        kind: event.kind.clone(),
        title: kind.map_or_else(|| event.kind.clone(), |kind| kind.title().to_owned()),
        sentence,
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
        note,
        changes: details.changes,
    }
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
    let actor = context.actor()?;
    Ok(EventPage { rows: stored.iter().take(limit).map(|stored| row(stored, actor)).collect(), next })
}
