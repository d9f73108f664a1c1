//! `register.archive`: moves old events to a file that the caller opened. They leave the register only after the file was
//! written whole, read back and checked.

use std::io::{BufReader, Read, Seek, SeekFrom};

use jiff::ToSpan;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::export::{about, copy, own_zone};
use crate::clock::Time;
use crate::domain::events::{EventKind, hex};
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::output::{Destination, failed};
use crate::register::lines::{FileKind, Written};
use crate::register::verify::verify_file;
use crate::register::writing::{Format, Writing};
use crate::store::archives::{self, Archive};
use crate::store::events::EventFilter;
use crate::store::{events, practice, restored};

/// Events stay in the register at least so long.
const LEAST_MONTHS: i32 = 12;

/// The input. The file is the call's output.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterArchive {
    /// Events before this time are moved; it is at least 12 months ago.
    pub until: Time,
}

/// The reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Archived {
    /// Events in the file.
    #[ts(type = "number")]
    pub events: i64,
    #[ts(type = "number")]
    pub first_seq: i64,
    #[ts(type = "number")]
    pub last_seq: i64,
    /// The hash of the last event in the file, from which the register goes on.
    pub head: String,
    /// SHA-256 over the file's lines.
    pub lines: String,
}

pub(crate) struct ArchiveEvents;

impl Operation for ArchiveEvents {
    type Input = RegisterArchive;
    type Reply = Archived;
    type Prepared = ();

    const NAME: &'static str = "register.archive";
    const SUMMARY: &'static str = "Moves old events of the register to a file";
    const ACCESS: Access = Access::PracticeAdmin;
    // The file is written from one state of the database while others write on; one short transaction removes the events.
    const STORE: Store = Store::Reads;
    const STEP_UP: bool = true;

    async fn run(context: &mut Context<'_>, input: RegisterArchive, (): ()) -> Result<Archived, Error> {
        let part = Part::find(context, input.until).await?;
        let output = context.take_output()?;
        let begun = format!("Begun: events {} to {}, before {}", part.first_seq, part.last_seq, input.until);
        context.record_now(EventDraft::new(EventKind::RegisterArchived).on_register().noting(begun)).await?;
        match archive(context, &part, output).await {
            Ok(archived) => Ok(archived),
            Err(error) => {
                let why = match error.code {
                    "call.cancelled" => "Cancelled. Every event is still in the register".to_owned(),
                    _ => error.message.clone(),
                };
                let draft = EventDraft::new(EventKind::RegisterArchived).on_register();
                context.note_anyway(draft.failed(why));
                Err(error)
            }
        }
    }
}

/// The events that are to go.
struct Part {
    base: (i64, [u8; 32]),
    first_seq: i64,
    last_seq: i64,
    time_high: i64,
    head: Vec<u8>,
    until: Time,
}

impl Part {
    async fn find(context: &mut Context<'_>, until: Time) -> Result<Self, Error> {
        // The practice may keep its history longer than the least; never shorter.
        let kept = i32::try_from(context.rules().policy.keep_months).unwrap_or(LEAST_MONTHS);
        let least_months = kept.max(LEAST_MONTHS);
        let least = jiff::Timestamp::from_microsecond(context.now.0)
            .map_err(Error::internal)?
            .to_zoned(jiff::tz::TimeZone::UTC)
            .checked_sub(least_months.months())
            .map_err(Error::internal)?;
        if until.0 > least.timestamp().as_microsecond() {
            return Err(Error::input(
                "until",
                format!("Events stay in the register for at least {least_months} months. Choose an earlier day."),
            ));
        }
        let keeper = context.opened()?.clone();
        let tx = context.tx()?;
        let base = match archives::newest(tx).await? {
            None => (0, [0; 32]),
            Some(archive) if keeper.keeper.sealed(&archive) => {
                (archive.last_seq, archive.head.try_into().map_err(|_| broken())?)
            }
            Some(_) => return Err(broken()),
        };
        let none = || Error::new("register.nothing_to_archive", "There are no events before this day.").at("until");
        let (last, _) = events::head(tx).await?;
        let (last_seq, time_high) = archives::last_before(tx, base.0, last, until).await?.ok_or_else(none)?;
        let head = restored::hash_of(tx, last_seq).await?.ok_or_else(broken)?;
        Ok(Self { base, first_seq: base.0 + 1, last_seq, time_high, head, until })
    }
}

fn broken() -> Error {
    Error::new(
        "register.broken",
        "These events aren’t as they were written, so they stay where they are. Check the whole register.",
    )
}

async fn archive(context: &mut Context<'_>, part: &Part, output: Box<dyn Destination>) -> Result<Archived, Error> {
    let zone = own_zone(context)?;
    let about = about(context, FileKind::Archive, serde_json::Value::Null, true, part.base, zone)?;
    let format = Format::Lines(Box::new(about));
    let opened = context.opened()?.clone();
    let writing = Writing::begin(format, output, opened.clone(), context.cancelled());
    let span = [(part.base.0, part.last_seq + 1)];
    if let Err(error) = copy(context, &writing, &EventFilter::default(), &span).await {
        writing.abandon().await;
        return Err(error);
    }
    let done = writing.end().await.map_err(|error| context.step(1, 1).err().unwrap_or(error))?;
    let key = hex(&opened.keeper.seal.public());
    let (expected, base, head) = (done.written.events, part.base.0, hex(&part.head));
    let checked =
        tokio::task::spawn_blocking(move || read_back(done.output, &done.written, &key, base, &head, expected));
    let (mut output, written) = checked.await.map_err(Error::internal)??;
    // The last moment at which it can be stopped.
    context.step(1, 1)?;
    let mut archive = Archive {
        first_seq: part.first_seq,
        last_seq: part.last_seq,
        head: part.head.clone(),
        time_high: part.time_high,
        lines: written.lines.to_vec(),
        until: part.until,
        archived: context.now,
        archived_by: context.actor()?.name.clone(),
        signature: Vec::new(),
    };
    archive.signature = opened.keeper.seal_archive(&archive);
    if let Err(error) = remove(context, part, &archive).await {
        // Every event is still in the register: the file would only be taken for the one that holds them.
        let _ = tokio::task::spawn_blocking(move || output.discard()).await;
        return Err(error);
    }
    Ok(Archived {
        events: written.events,
        first_seq: archive.first_seq,
        last_seq: archive.last_seq,
        head: hex(&archive.head),
        lines: hex(&archive.lines),
    })
}

/// Reads the file from its start, as it is on the disk, and keeps it where it is what was to be written.
fn read_back(
    mut output: Box<dyn Destination>,
    written: &Written,
    key: &str,
    base: i64,
    head: &str,
    expected: i64,
) -> Result<(Box<dyn Destination>, Written), Error> {
    output.seek(SeekFrom::Start(0)).map_err(|error| failed(&error))?;
    let verdict = {
        let mut reader = BufReader::with_capacity(1 << 16, Reading(output.as_mut()));
        verify_file(&mut reader, Some(key), &mut |_| {}).map_err(|error| failed(&error))?
    };
    if let Some(wrong) = &verdict.first_wrong {
        tracing::warn!(line = wrong.line, why = wrong.why, "the archive does not read back as it was written");
        return Err(broken());
    }
    let right = verdict.events == expected
        && verdict.whole == Some(true)
        && verdict.first_seq == Some(base + 1)
        && verdict.head.as_deref() == Some(head)
        && verdict.lines == hex(&written.lines);
    if !right {
        return Err(broken());
    }
    output.keep().map_err(|error| failed(&error))?;
    Ok((output, written.clone()))
}

struct Reading<'a>(&'a mut dyn Destination);

impl Read for Reading<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(bytes)
    }
}

/// Takes the events out of the register, with the event that says so, in one transaction.
async fn remove(context: &mut Context<'_>, part: &Part, archive: &Archive) -> Result<(), Error> {
    // The state that was read is done with; on SQLite it would keep the file from being tidied.
    if let Some(tx) = context.tx.take() {
        tx.rollback().await?;
    }
    let opened = context.opened()?.clone();
    let mut tx = opened.database.write().await?;
    practice::lock(&mut tx).await?;
    let base = archives::newest(&mut tx).await?.map_or(0, |newest| newest.last_seq);
    let head = restored::hash_of(&mut tx, part.last_seq).await?;
    if base != part.base.0 || head.as_ref() != Some(&part.head) {
        return Err(Error::new("register.archived_meanwhile", "Somebody else has just archived events. Look again."));
    }
    let removed = archives::remove(&mut tx, archive).await?;
    if i64::try_from(removed).ok() != Some(part.last_seq - part.base.0) {
        return Err(broken());
    }
    let note = format!(
        "Events {} to {} are in a file, sealed {}…",
        archive.first_seq,
        archive.last_seq,
        &hex(&archive.lines)[..16]
    );
    let draft = EventDraft::new(EventKind::RegisterArchived).on_register().noting(note);
    let event = context.finished(draft);
    events::append(&mut tx, context.now, &context.device, &[event]).await?;
    context.settle_in(tx).await
}
