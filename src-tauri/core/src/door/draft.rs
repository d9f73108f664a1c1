//! An event while it is put together: who, what, whom, how it ended, and more in words.

use uuid::Uuid;

use crate::domain::events::{Details, EventKind, Outcome, TargetKind};
use crate::domain::policy::Actor;
use crate::domain::users::UserFieldChange;
use crate::store::events::NewEvent;
use crate::store::practice::PracticeRecord;
use crate::store::users::UserRecord;

/// An event while it is put together.
#[derive(Clone, Debug)]
pub(crate) struct EventDraft(NewEvent, bool);

impl EventDraft {
    pub(crate) fn new(kind: EventKind) -> Self {
        Self(
            NewEvent {
                kind,
                actor: None,
                target: None,
                outcome: Outcome::Success,
                reason: String::new(),
                details: Details::default(),
            },
            true,
        )
    }

    /// What was done to `user`.
    pub(crate) fn on_user(mut self, user: &UserRecord) -> Self {
        // Only Support has no role at all.
        let kind = if user.fields.roles.is_empty() { TargetKind::Support } else { TargetKind::User };
        self.0.target = Some((kind, Some(user.id), user.name()));
        self
    }

    pub(crate) fn on_practice(mut self, practice: &PracticeRecord) -> Self {
        self.0.target = Some((TargetKind::Practice, Some(practice.id), practice.name.clone()));
        self
    }

    pub(crate) fn on(mut self, kind: TargetKind, id: Uuid, name: &str) -> Self {
        self.0.target = Some((kind, Some(id), name.to_owned()));
        self
    }

    /// Which operation it was, and what that does.
    pub(crate) fn doing(mut self, operation: &str, summary: &str) -> Self {
        self.0.details.operation = operation.to_owned();
        self.0.details.note = summary.to_owned();
        self
    }

    pub(crate) fn on_register(mut self) -> Self {
        self.0.target = Some((TargetKind::Register, None, String::new()));
        self
    }

    /// By `user` rather than by whoever is signed in.
    pub(crate) fn by(mut self, user: &UserRecord) -> Self {
        self.0.actor = Some((user.id, user.name(), user.email.clone()));
        self
    }

    /// By nobody known.
    pub(crate) fn by_nobody(mut self) -> Self {
        self.1 = false;
        self
    }

    pub(crate) fn failed(mut self, note: impl Into<String>) -> Self {
        self.0.outcome = Outcome::Failure;
        self.0.details.note = note.into();
        self
    }

    pub(crate) fn refused(mut self, operation: &str, note: impl Into<String>) -> Self {
        self.0.outcome = Outcome::Refused;
        self.0.details.operation = operation.to_owned();
        self.0.details.note = note.into();
        self
    }

    pub(crate) fn noting(mut self, note: impl Into<String>) -> Self {
        self.0.details.note = note.into();
        self
    }

    pub(crate) fn because(mut self, reason: &str) -> Self {
        self.0.reason = reason.to_owned();
        self
    }

    pub(crate) fn changing(mut self, changes: Vec<UserFieldChange>) -> Self {
        self.0.details.changes = changes;
        self
    }

    /// The event as it stands, where nobody is signed in.
    pub(crate) fn finish_now(self) -> NewEvent {
        self.finish(None)
    }

    pub(super) fn finish(mut self, actor: Option<&Actor>) -> NewEvent {
        if self.1 && self.0.actor.is_none() {
            self.0.actor = actor.map(|actor| (actor.id, actor.name.clone(), actor.email.clone()));
        }
        self.0
    }
}
