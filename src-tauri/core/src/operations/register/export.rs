//! `register.export`: writes the events that a filter lets through to a file that the caller opened.

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::filter::RegisterFilter;
use crate::domain::events::EventKind;
use crate::domain::policy::Access;
use crate::door::context::{Context, EventDraft};
use crate::error::Error;
use crate::operation::{Operation, Store};
use crate::output::{Destination, failed};
use crate::register::lines::{About, FileKind};
use crate::register::writing::{Format, Writing};
use crate::store::events::EventFilter;
use crate::store::{archives, events_walk, users};

/// Numbers that are looked at in one step, and so held in memory at most.
const WINDOW: i64 = 2_000;

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A table for spreadsheets, RFC 4180, in UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
    /// Every field and both hashes of each event, and a last line that seals them: `firmkeep verify FILE` checks it.
    JsonLines,
}

impl ExportFormat {
    fn in_words(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "XLSX",
            Self::JsonLines => "JSON Lines",
        }
    }
}

/// The input. The file is the call's output.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields)]
pub struct RegisterExport {
    #[serde(default)]
    pub filter: RegisterFilter,
    pub format: ExportFormat,
}

/// The reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct Exported {
    /// Events in the file.
    #[ts(type = "number")]
    pub rows: i64,
}

pub(crate) struct Export;

impl Operation for Export {
    type Input = RegisterExport;
    type Reply = Exported;
    type Prepared = ();

    const NAME: &'static str = "register.export";
    const SUMMARY: &'static str = "Exports the practice’s events, filtered, to a file";
    const ACCESS: Access = Access::PracticeAdmin;
    // Reads one state of the database, while others write on; its events have transactions of their own.
    const STORE: Store = Store::Reads;
    const STEP_UP: bool = true;

    async fn run(context: &mut Context<'_>, input: RegisterExport, (): ()) -> Result<Exported, Error> {
        let filter = input.filter.read(context.actor()?).map_err(|error| error.under("filter"))?;
        let output = context.take_output()?;
        let words = filter_words(context, &input.filter).await?;
        let event = |note: String| EventDraft::new(EventKind::RegisterExported).on_register().noting(note);
        let format = input.format.in_words();
        // Before the first byte leaves: what is on its way out is on record, whatever becomes of it.
        context.record_now(event(format!("Begun as {format}: {words}"))).await?;
        match write(context, &input, &filter, output).await {
            Ok(rows) => {
                let events = if rows == 1 { "1 event".to_owned() } else { format!("{rows} events") };
                context.note(event(format!("Finished as {format}: {events}")));
                Ok(Exported { rows })
            }
            Err(error) => {
                let why = if error.code == "call.cancelled" { "Cancelled" } else { error.message.as_str() };
                context.note_anyway(event(String::new()).failed(why));
                Err(error)
            }
        }
    }
}

/// Writes and keeps the file; nothing of it is left where that fails.
async fn write(
    context: &mut Context<'_>,
    input: &RegisterExport,
    filter: &EventFilter,
    output: Box<dyn Destination>,
) -> Result<i64, Error> {
    let tx = context.tx()?;
    let base = archives::newest(tx).await?;
    let low = base.as_ref().map_or(0, |base| base.last_seq);
    let spans = events_walk::spans(tx, filter, low).await?;
    let zone = own_zone(context)?;
    let format = match input.format {
        ExportFormat::Csv => Format::Csv(zone),
        ExportFormat::Xlsx => Format::Xlsx(zone, context.inner.options.data_dir.clone()),
        ExportFormat::JsonLines => {
            let everything = input.filter == RegisterFilter::default();
            let asked = if everything {
                serde_json::Value::Null
            } else {
                serde_json::to_value(&input.filter).map_err(Error::internal)?
            };
            let hash = base.map_or_else(|| vec![0; 32], |base| base.head);
            let base = (low, hash.try_into().unwrap_or_default());
            Format::Lines(Box::new(about(context, FileKind::Export, asked, everything, base, zone)?))
        }
    };
    let writing = Writing::begin(format, output, context.opened()?.clone(), context.cancelled());
    if let Err(error) = copy(context, &writing, filter, &spans).await {
        writing.abandon().await;
        return Err(error);
    }
    let done = writing.end().await.map_err(|error| context.step(1, 1).err().unwrap_or(error))?;
    let (mut output, rows) = (done.output, done.written.events);
    let kept = tokio::task::spawn_blocking(move || output.keep());
    kept.await.map_err(Error::internal)?.map_err(|error| failed(&error))?;
    Ok(rows)
}

/// Hands the matching events of these runs of numbers, both ends exclusive, to the file. Tells how far it is, and stops
/// where it was cancelled.
pub(super) async fn copy(
    context: &mut Context<'_>,
    writing: &Writing,
    filter: &EventFilter,
    spans: &[(i64, i64)],
) -> Result<(), Error> {
    let count = |events: i64| u64::try_from(events).unwrap_or(0);
    let total = count(spans.iter().map(|(low, high)| high - low - 1).sum());
    let mut done = 0;
    for (low, end) in spans {
        let mut low = *low;
        while low + 1 < *end {
            context.step(count(done), total)?;
            let high = (*end).min(low + 1 + WINDOW);
            let batch = events_walk::between(context.tx()?, filter, low, high).await?;
            if !writing.send(batch).await {
                // Why, the end tells.
                return Ok(());
            }
            done += high - 1 - low;
            low = high - 1;
        }
    }
    context.step(total, total)
}

/// The zone of whoever asks.
pub(super) fn own_zone(context: &Context<'_>) -> Result<TimeZone, Error> {
    let name = &context.signed_in()?.user.fields.time_zone;
    Ok(TimeZone::get(name).unwrap_or(TimeZone::UTC))
}

/// What the seal of a file says.
pub(super) fn about(
    context: &Context<'_>,
    file: FileKind,
    filter: serde_json::Value,
    whole: bool,
    base: (i64, [u8; 32]),
    zone: TimeZone,
) -> Result<About, Error> {
    let (practice, actor) = (context.practice()?, context.actor()?);
    Ok(About {
        file,
        practice: practice.id,
        practice_name: practice.name.clone(),
        exported: context.now,
        exported_by: format!("{} <{}>", actor.name, actor.email),
        filter,
        whole,
        base,
        zone,
    })
}

/// The filter as the register tells it.
async fn filter_words(context: &mut Context<'_>, filter: &RegisterFilter) -> Result<String, Error> {
    let mut words = Vec::new();
    for (role, id) in [("by or about", filter.person), ("by", filter.actor), ("about", filter.record)] {
        if let Some(id) = id {
            let name = users::find(context.tx()?, id).await?.map(|user| user.name());
            words.push(format!("{role} {}", name.unwrap_or_else(|| id.to_string())));
        }
    }
    if let Some(kind) = filter.record_type {
        words.push(format!("about records of type {}", kind.as_str()));
    }
    let titles: Vec<_> = filter.kinds.iter().filter_map(|kind| EventKind::parse(kind)).map(EventKind::title).collect();
    match &titles[..] {
        [] => {}
        some if some.len() <= 5 => words.push(some.join(", ")),
        many => words.push(format!("{} kinds of events", many.len())),
    }
    if let Some(outcome) = filter.outcome {
        words.push(format!("outcome {}", outcome.as_str()));
    }
    for (what, text) in [("computer", &filter.computer), ("IP address", &filter.ip), ("keyword", &filter.keyword)] {
        if !text.trim().is_empty() {
            words.push(format!("{what} “{}”", text.trim()));
        }
    }
    for (what, time) in [("from", filter.from), ("before", filter.until)] {
        if let Some(time) = time {
            words.push(format!("{what} {time}"));
        }
    }
    Ok(if words.is_empty() { "all events".to_owned() } else { words.join("; ") })
}
