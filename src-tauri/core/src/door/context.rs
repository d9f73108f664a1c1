//! What an operation is given: who asks, from where, when, and the transaction that it runs in.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub(crate) use super::draft::EventDraft;
use super::{Content, Inner, Opened, SessionChange};
use crate::clock::{Time, new_id};
use crate::device::Device;
use crate::domain::policy::{Actor, Rules};
use crate::error::Error;
use crate::output::{Destination, Output};
use crate::store::Tx;
use crate::store::events::NewEvent;
use crate::store::practice::PracticeRecord;
use crate::store::sessions::SessionRecord;
use crate::store::users::UserRecord;

/// What listeners are told to read anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    Users,
    Register,
    Practice,
    Session,
    Database,
    Preferences,
    Support,
    Notices,
}

impl Topic {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Register => "register",
            Self::Practice => "practice",
            Self::Session => "session",
            Self::Database => "database",
            Self::Preferences => "preferences",
            Self::Support => "support",
            Self::Notices => "notices",
        }
    }

    pub(crate) const ALL: [Self; 8] = [
        Self::Users,
        Self::Register,
        Self::Practice,
        Self::Session,
        Self::Database,
        Self::Preferences,
        Self::Support,
        Self::Notices,
    ];

    /// What must be read anew when Support's access ended.
    pub(crate) fn of_support() -> Vec<&'static str> {
        [Self::Support, Self::Session, Self::Register].map(Self::as_str).to_vec()
    }
}

/// Somebody who proved who they are, with the session that says so.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub actor: Actor,
    pub session: SessionRecord,
    pub user: UserRecord,
}

/// How long a proof counts for sensitive operations.
pub(crate) const PROOF_SECONDS: i64 = 5 * 60;

/// The surroundings of one operation.
pub(crate) struct Context<'a> {
    pub inner: &'a Arc<Inner>,
    pub now: Time,
    pub device: Device,
    pub opened: Option<Arc<Opened>>,
    pub practice: Option<PracticeRecord>,
    pub signed_in: Option<SignedIn>,
    /// What the caller sent besides the input, as a picture.
    pub content: Option<Vec<u8>>,
    /// Where a file of the person’s goes.
    pub output: Option<Output>,
    pub(crate) tx: Option<Tx>,
    pub(super) operation: &'static str,
    /// The session whose person is to be noted as present once a reading operation is done.
    pub(super) touch: Option<(Uuid, Option<Uuid>)>,
    pub(super) events: Vec<NewEvent>,
    /// Events that are written although the operation refuses.
    pub(super) kept: Vec<NewEvent>,
    pub(super) topics: BTreeSet<Topic>,
    pub(super) session_change: SessionChange,
    pub(super) reply_content: Option<Content>,
    /// Whether what the operation wrote is kept although it refuses, as the count of failed attempts.
    pub(super) keep_on_refusal: bool,
    /// Whom the Support user looked at.
    pub(super) looked_at: Option<UserRecord>,
    pub(super) progress: &'a (dyn Fn(u64, u64) + Send + Sync),
    pub(super) cancelled: CancellationToken,
}

impl Context<'_> {
    /// The transaction.
    ///
    /// # Errors
    /// Where the operation declared that it needs no database: a fault of the operation.
    pub(crate) fn tx(&mut self) -> Result<&mut Tx, Error> {
        self.tx.as_mut().ok_or_else(|| Error::internal("an operation without a database asked for one"))
    }

    /// The open practice's keys and database.
    pub(crate) fn opened(&self) -> Result<&Arc<Opened>, Error> {
        self.opened.as_ref().ok_or_else(|| Error::internal("an operation asked for a practice that is not open"))
    }

    /// Who asks.
    ///
    /// # Errors
    /// `session.none`.
    pub(crate) fn actor(&self) -> Result<&Actor, Error> {
        self.signed_in.as_ref().map(|signed_in| &signed_in.actor).ok_or_else(Error::no_session)
    }

    pub(crate) fn signed_in(&self) -> Result<&SignedIn, Error> {
        self.signed_in.as_ref().ok_or_else(Error::no_session)
    }

    pub(crate) fn practice(&self) -> Result<&PracticeRecord, Error> {
        self.practice.as_ref().ok_or_else(|| Error::internal("the practice’s row was not read"))
    }

    pub(crate) fn rules(&self) -> Rules {
        self.practice.as_ref().map(PracticeRecord::rules).unwrap_or_default()
    }

    /// Refuses unless the person proved who they are within the last minutes.
    ///
    /// # Errors
    /// `session.proof_needed`.
    pub(crate) fn require_proof(&self) -> Result<(), Error> {
        let age = self.now.seconds_since(self.signed_in()?.session.proved);
        if (0..=PROOF_SECONDS).contains(&age) {
            return Ok(());
        }
        Err(Error::new("session.proof_needed", "Enter your password or a code to confirm that it is you."))
    }

    /// `event` as it is written, by whoever is signed in where it names nobody.
    pub(crate) fn finished(&self, event: EventDraft) -> NewEvent {
        event.finish(self.signed_in.as_ref().map(|signed_in| &signed_in.actor))
    }

    /// Commits a transaction that a reading operation opened for its last step, and tells listeners of its events.
    pub(crate) async fn settle_in(&mut self, mut tx: Tx) -> Result<(), Error> {
        self.topics.insert(Topic::Register);
        super::record::notify(&mut tx, self).await?;
        Ok(tx.commit().await?)
    }

    /// Where the person wants the file.
    ///
    /// # Errors
    /// `files.none` where the caller opened none.
    pub(crate) fn take_output(&mut self) -> Result<Box<dyn Destination>, Error> {
        self.output
            .as_ref()
            .and_then(Output::take)
            .ok_or_else(|| Error::new("files.none", "This needs a file to write to. Choose where to save it."))
    }

    /// Writes an event now, in a transaction of its own, and goes on in a new one: for what must be on record before it
    /// is done. Only for operations that read.
    pub(crate) async fn record_now(&mut self, event: EventDraft) -> Result<(), Error> {
        let event = event.finish(self.signed_in.as_ref().map(|signed_in| &signed_in.actor));
        // One connection at a time: a second one asked for while this one is held could wait for itself.
        if let Some(tx) = self.tx.take() {
            tx.rollback().await?;
        }
        self.topics.insert(Topic::Register);
        super::record::record(self, &[event]).await?;
        self.inner.tell(vec![Topic::Register.as_str()]);
        self.tx = Some(self.opened()?.database.read().await?);
        Ok(())
    }

    pub(crate) fn new_id(&self) -> Uuid {
        new_id(self.now, self.inner.options.random.as_ref())
    }

    /// Notes an event, to be written with the change in one transaction.
    pub(crate) fn note(&mut self, event: EventDraft) {
        let event = event.finish(self.signed_in.as_ref().map(|signed_in| &signed_in.actor));
        self.events.push(event);
    }

    /// Notes an event that is written even where the operation refuses, as a failed sign-in.
    pub(crate) fn note_anyway(&mut self, event: EventDraft) {
        let event = event.finish(self.signed_in.as_ref().map(|signed_in| &signed_in.actor));
        self.kept.push(event);
    }

    /// Tells listeners, after the commit, what changed.
    pub(crate) fn changed(&mut self, topic: Topic) {
        self.topics.insert(topic);
    }

    /// Refuses, but keeps what was written so far, in the same transaction: the count of failed attempts must not be undone
    /// by the refusal that it leads to.
    pub(crate) fn refuse_and_keep(&mut self, error: Error) -> Error {
        self.keep_on_refusal = true;
        error
    }

    /// Remembers whom an operation shows, for the record of what Support looked at.
    pub(crate) fn looking_at(&mut self, user: &UserRecord) {
        if self.signed_in.as_ref().is_some_and(|signed_in| signed_in.actor.support.is_some()) {
            self.looked_at = Some(user.clone());
        }
    }

    pub(crate) fn session(&mut self, change: SessionChange) {
        self.session_change = change;
    }

    pub(crate) fn reply_with(&mut self, content: Content) {
        self.reply_content = Some(content);
    }

    /// Whether the caller has cancelled, for work on another thread.
    pub(crate) fn cancelled(&self) -> CancellationToken {
        self.cancelled.clone()
    }

    /// Reports progress, and gives up where the caller has cancelled.
    ///
    /// # Errors
    /// `call.cancelled`.
    pub(crate) fn step(&self, done: u64, total: u64) -> Result<(), Error> {
        (self.progress)(done, total);
        if self.cancelled.is_cancelled() {
            return Err(Error::new("call.cancelled", "Cancelled. Nothing was changed."));
        }
        Ok(())
    }
}
