//! Writing a file of events beside reading them: one thread formats and writes while the database is read on.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::tz::TimeZone;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::keeper::Keeper;
use super::lines::{About, LinesWriter, Written};
use super::table::{CsvWriter, XlsxWriter};
use crate::door::Opened;
use crate::error::Error;
use crate::output::{Destination, failed};
use crate::store::events::StoredEvent;

/// What kind of file.
pub(crate) enum Format {
    Csv(TimeZone),
    /// With the folder for what does not fit into memory.
    Xlsx(TimeZone, PathBuf),
    Lines(Box<About>),
}

/// A file that was written whole, and is not kept yet.
pub(crate) struct Done {
    pub output: Box<dyn Destination>,
    pub written: Written,
}

enum Message {
    Batch(Vec<StoredEvent>),
    /// Nothing more comes. Without it the file is not whole.
    End,
}

/// A file while it is written.
pub(crate) struct Writing {
    sender: mpsc::Sender<Message>,
    work: JoinHandle<io::Result<Option<Done>>>,
}

impl Writing {
    pub(crate) fn begin(
        format: Format,
        output: Box<dyn Destination>,
        opened: Arc<Opened>,
        cancelled: CancellationToken,
    ) -> Self {
        // A few batches on the way: memory stays small however long the register is.
        let (sender, receiver) = mpsc::channel(1);
        let work = tokio::task::spawn_blocking(move || {
            let mut file = Cancellable { output, cancelled };
            let written = write(format, &mut file, receiver, &opened.keeper)?;
            Ok(written.map(|written| Done { output: file.output, written }))
        });
        Self { sender, work }
    }

    /// Hands over more events. `false` where the file cannot be written on; [`Writing::end`] tells why.
    pub(crate) async fn send(&self, batch: Vec<StoredEvent>) -> bool {
        batch.is_empty() || self.sender.send(Message::Batch(batch)).await.is_ok()
    }

    /// The file with its end.
    ///
    /// # Errors
    /// Why it could not be written. Nothing of it is left then.
    pub(crate) async fn end(self) -> Result<Done, Error> {
        let _ = self.sender.send(Message::End).await;
        drop(self.sender);
        let done = self.work.await.map_err(Error::internal)?;
        done.map_err(|error| failed(&error))?.ok_or_else(|| Error::internal("a file of events has no end"))
    }

    /// Gives the file up, and waits until nothing of it is left.
    pub(crate) async fn abandon(self) {
        drop(self.sender);
        let _ = self.work.await;
    }
}

fn write(
    format: Format,
    file: &mut Cancellable,
    mut receiver: mpsc::Receiver<Message>,
    keeper: &Keeper,
) -> io::Result<Option<Written>> {
    let mut next = || match receiver.blocking_recv() {
        Some(Message::Batch(batch)) => Step::Batch(batch),
        Some(Message::End) => Step::End,
        None => Step::Abandoned,
    };
    let rows = |events| Written { events, lines: [0; 32] };
    match format {
        Format::Csv(zone) => {
            let mut out = BufWriter::with_capacity(1 << 16, file);
            let mut writer = CsvWriter::new(zone);
            if !each(&mut next, |stored| writer.event(&mut out, stored))? {
                return Ok(None);
            }
            let events = writer.finish(&mut out)?;
            out.flush()?;
            Ok(Some(rows(events)))
        }
        Format::Xlsx(zone, folder) => {
            let mut writer = XlsxWriter::new(zone, &folder)?;
            if !each(&mut next, |stored| writer.event(stored))? {
                return Ok(None);
            }
            Ok(Some(rows(writer.finish(file)?)))
        }
        Format::Lines(about) => {
            let mut out = BufWriter::with_capacity(1 << 16, file);
            let mut writer = LinesWriter::new(*about);
            if !each(&mut next, |stored| writer.event(&mut out, stored))? {
                return Ok(None);
            }
            let written = writer.finish(&mut out, &keeper.seal)?;
            out.flush()?;
            Ok(Some(written))
        }
    }
}

enum Step {
    Batch(Vec<StoredEvent>),
    End,
    Abandoned,
}

/// Does `write` with each event. `false` where they were given up before their end.
fn each(next: &mut impl FnMut() -> Step, mut write: impl FnMut(&StoredEvent) -> io::Result<()>) -> io::Result<bool> {
    loop {
        match next() {
            Step::Batch(batch) => batch.iter().try_for_each(&mut write)?,
            Step::End => return Ok(true),
            Step::Abandoned => return Ok(false),
        }
    }
}

/// A destination that takes nothing more once the call was cancelled: putting a workbook together takes a while.
struct Cancellable {
    output: Box<dyn Destination>,
    cancelled: CancellationToken,
}

impl Write for Cancellable {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.cancelled.is_cancelled() {
            return Err(io::Error::other("cancelled"));
        }
        self.output.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

impl Seek for Cancellable {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.output.seek(place)
    }
}
