//! Events as tables: CSV (RFC 4180) and XLSX, for people who open them in a spreadsheet.

use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;

use jiff::tz::TimeZone;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::lines::in_zone;
use crate::clock::Time;
use crate::domain::events::hex;
use crate::domain::sentences::Told;
use crate::store::events::StoredEvent;

/// Rows of a sheet, its heads not counted. Excel takes 1,048,576.
const SHEET_ROWS: u32 = 1_000_000;
/// Characters of a cell. Excel takes 32,767.
const CELL: usize = 32_000;

enum Cell {
    Number(i64),
    Text(String),
    Moment(Time, bool),
}

/// The heads of the columns; the times stand in `zone` and in UTC.
fn heads(zone: &str) -> Vec<String> {
    let mut heads: Vec<String> = [
        "Number",
        "Time (UTC)",
        "Event",
        "What happened",
        "Who",
        "Their email",
        "About",
        "Kind of record",
        "Outcome",
        "Reason",
        "Note",
        "Changes",
        "Computer",
        "Operating system",
        "Firmkeep",
        "IP address",
        "Address seen by the server",
        "Event code",
        "Seal",
    ]
    .map(str::to_owned)
    .to_vec();
    heads.insert(1, format!("Time ({zone})"));
    heads
}

fn cells(stored: &StoredEvent) -> Vec<Cell> {
    let event = &stored.event;
    let told = Told::of(event, crate::operations::summary);
    let changes: Vec<String> = told
        .details
        .changes
        .iter()
        .map(|change| format!("{}: {} → {}", change.label, or_none(&change.before), or_none(&change.after)))
        .collect();
    let text = |text: &str| Cell::Text(text.to_owned());
    vec![
        Cell::Number(event.seq),
        Cell::Moment(event.time, true),
        Cell::Moment(event.time, false),
        Cell::Text(told.title()),
        Cell::Text(told.sentence()),
        text(&event.actor_name),
        text(&event.actor_email),
        text(&event.target_name),
        text(&event.target_kind),
        text(&event.outcome),
        text(&event.reason),
        Cell::Text(told.note()),
        Cell::Text(changes.join("; ")),
        text(&event.computer),
        text(&event.operating_system),
        text(&event.app_version),
        text(&event.ip),
        text(&event.server_ip),
        text(&event.kind),
        Cell::Text(hex(&stored.hash)),
    ]
}

fn or_none(value: &str) -> &str {
    if value.is_empty() { "(nothing)" } else { value }
}

/// A cell's text that no spreadsheet takes for a formula (OWASP, CSV Injection): what begins like one gets an apostrophe.
fn guarded(text: &str) -> String {
    const BEGINS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let cut: String = text.chars().take(CELL).collect();
    if cut.starts_with(BEGINS) { format!("'{cut}") } else { cut }
}

fn moment(time: Time, zone: &TimeZone) -> Option<jiff::civil::DateTime> {
    in_zone(time, zone).and_then(|time| time.datetime().round(jiff::Unit::Second).ok())
}

/// Writes CSV.
pub(crate) struct CsvWriter {
    rows: i64,
    zone: TimeZone,
    begun: bool,
    row: csv::ByteRecord,
}

impl CsvWriter {
    pub(crate) fn new(zone: TimeZone) -> Self {
        Self { rows: 0, zone, begun: false, row: csv::ByteRecord::new() }
    }

    /// The heads, after a mark by which spreadsheets know UTF-8.
    fn begin(&mut self, out: &mut impl Write) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            out.write_all("\u{feff}".as_bytes())?;
            let heads = heads(self.zone.iana_name().unwrap_or("local"));
            self.write(out, heads.iter().map(String::as_str))?;
        }
        Ok(())
    }

    fn write<'a>(&mut self, out: &mut impl Write, cells: impl Iterator<Item = &'a str>) -> io::Result<()> {
        self.row.clear();
        cells.for_each(|cell| self.row.push_field(cell.as_bytes()));
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).buffer_capacity(512).from_writer(out);
        writer.write_byte_record(&self.row)?;
        writer.flush()
    }

    pub(crate) fn event(&mut self, out: &mut impl Write, stored: &StoredEvent) -> io::Result<()> {
        self.begin(out)?;
        let zone = self.zone.clone();
        let texts: Vec<String> = cells(stored)
            .into_iter()
            .map(|cell| match cell {
                Cell::Number(number) => number.to_string(),
                Cell::Text(text) => guarded(&text),
                Cell::Moment(time, local) => {
                    let zone = if local { &zone } else { &TimeZone::UTC };
                    moment(time, zone).map_or_else(|| time.0.to_string(), |at| at.strftime("%F %T").to_string())
                }
            })
            .collect();
        self.rows += 1;
        self.write(out, texts.iter().map(String::as_str))
    }

    pub(crate) fn finish(mut self, out: &mut impl Write) -> io::Result<i64> {
        self.begin(out)?;
        Ok(self.rows)
    }
}

/// Writes XLSX. Rows go to a file without a name in `folder` as they come; the workbook is put together at the end.
pub(crate) struct XlsxWriter {
    book: Workbook,
    zone: TimeZone,
    moments: Format,
    rows: i64,
    row: u32,
    sheets: usize,
}

impl XlsxWriter {
    pub(crate) fn new(zone: TimeZone, folder: &Path) -> io::Result<Self> {
        let mut book = Workbook::new();
        book.set_tempdir(folder).map_err(failed)?;
        let moments = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        let mut writer = Self { book, zone, moments, rows: 0, row: 0, sheets: 0 };
        writer.next_sheet()?;
        Ok(writer)
    }

    fn next_sheet(&mut self) -> io::Result<()> {
        let heads = heads(self.zone.iana_name().unwrap_or("local"));
        self.sheets += 1;
        let name = if self.sheets == 1 { "History".to_owned() } else { format!("History {}", self.sheets) };
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        let written = (|| {
            sheet.set_name(name)?;
            // What is written first must say how the rows look: nothing can be changed once it went to the file.
            for (column, width) in [(1, 20.0), (2, 20.0), (3, 22.0), (4, 60.0), (5, 22.0), (6, 28.0), (7, 22.0)] {
                sheet.set_column_width(column, width)?;
            }
            sheet.set_freeze_panes(1, 0)?;
            let bold = Format::new().set_bold();
            for (column, head) in (0..).zip(&heads) {
                sheet.write_string_with_format(0, column, head, &bold)?;
            }
            Ok(())
        })();
        self.row = 0;
        written.map_err(failed)
    }

    pub(crate) fn event(&mut self, stored: &StoredEvent) -> io::Result<()> {
        if self.row == SHEET_ROWS {
            self.next_sheet()?;
        }
        self.row += 1;
        self.rows += 1;
        let (row, zone, moments) = (self.row, &self.zone, &self.moments);
        let sheet = self.book.worksheet_from_index(self.sheets - 1).map_err(failed)?;
        for (column, cell) in (0..).zip(cells(stored)) {
            write_cell(sheet, row, column, &cell, zone, moments).map_err(failed)?;
        }
        Ok(())
    }

    pub(crate) fn finish(mut self, out: &mut (impl Write + Seek + Send)) -> io::Result<i64> {
        let mut out = BufWriter::new(out);
        self.book.save_to_writer(&mut out).map_err(failed)?;
        out.flush()?;
        Ok(self.rows)
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    zone: &TimeZone,
    moments: &Format,
) -> Result<(), XlsxError> {
    match cell {
        #[expect(clippy::cast_precision_loss, reason = "a register of 2^53 events is not one that a spreadsheet opens")]
        Cell::Number(number) => sheet.write_number(row, column, *number as f64).map(drop),
        Cell::Text(text) if text.is_empty() => Ok(()),
        Cell::Text(text) => sheet.write_string(row, column, guarded(text)).map(drop),
        Cell::Moment(time, local) => {
            let zone = if *local { zone } else { &TimeZone::UTC };
            match moment(*time, zone).filter(|at| at.year() >= 1900) {
                Some(at) => sheet.write_datetime_with_format(row, column, at, moments).map(drop),
                None => sheet.write_string(row, column, time.0.to_string()).map(drop),
            }
        }
    }
}

/// Only the file can be at fault: everything else about the workbook is decided here.
fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        XlsxError::ZipError(error) => error.into(),
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for formula in ["=1+1", "+61 412", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        for text in ["Ada", "a=b", "", "'=1", "1-1"] {
            assert_eq!(guarded(text), text);
        }
        assert_eq!(guarded(&"é".repeat(40_000)).chars().count(), CELL, "a long note would spoil the whole workbook");
    }
}
