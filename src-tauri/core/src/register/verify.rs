//! Checking a file of events, without the practice's database.

use std::io::{self, BufRead, Read};

use serde::Serialize;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::chain::Chain;
use super::lines::{EventLine, FileKind, SealLine};
use crate::domain::events::hex;
use crate::store::events::StoredEvent;

/// Longest line that is read; no event of Firmkeep's is nearly as long.
const LONGEST_LINE: u64 = 8 * 1024 * 1024;

/// The first line that is wrong, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrongLine {
    pub line: u64,
    /// The number of its event, where it names one.
    pub seq: Option<i64>,
    pub why: String,
}

/// What a check of a file found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileVerdict {
    pub intact: bool,
    pub first_wrong: Option<WrongLine>,
    /// How many events were looked at, up to the first that is wrong.
    pub events: i64,
    /// What the seal says; null where there is none to be trusted.
    pub file: Option<FileKind>,
    pub practice: Option<String>,
    pub exported: Option<String>,
    pub exported_by: Option<String>,
    /// What was asked for; null where everything was.
    pub filter: Option<Json>,
    /// Whether it holds every event from the first to the last, each after the one before it.
    pub whole: Option<bool>,
    pub first_seq: Option<i64>,
    pub last_seq: Option<i64>,
    /// The hash of the last event, in hexadecimal: what an archive's events go on from.
    pub head: Option<String>,
    /// SHA-256 over the lines of events, in hexadecimal.
    pub lines: String,
    /// The public half of the key that signed the seal.
    pub key: Option<String>,
    /// Whether that is the key that was expected; null where none was.
    pub key_as_expected: Option<bool>,
}

/// Checks a file: each event's own hash, that the lines follow each other where the file is whole, and the seal over all
/// of them. `expected_key` is the public half of the practice's key, where it is known. `progress` is told the bytes that
/// were read.
///
/// # Errors
/// When the file cannot be read.
pub fn verify_file(
    input: &mut dyn BufRead,
    expected_key: Option<&str>,
    progress: &mut dyn FnMut(u64),
) -> io::Result<FileVerdict> {
    let mut check = Check::default();
    let mut line = Vec::new();
    let mut bytes = 0;
    loop {
        line.clear();
        let read = (&mut *input).take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        bytes += read as u64;
        if !check.line(&line) {
            break;
        }
        if check.number % 1_024 == 0 {
            progress(bytes);
        }
    }
    progress(bytes);
    Ok(check.verdict(expected_key))
}

#[derive(Default)]
struct Check {
    number: u64,
    events: i64,
    hasher: Sha256,
    seal: Option<SealLine>,
    wrong: Option<WrongLine>,
    first: Option<StoredEvent>,
    last: Option<StoredEvent>,
    /// The first event that is not after the one before it: wrong where the file is whole, and not otherwise.
    gap: Option<WrongLine>,
}

impl Check {
    /// One line. `false` where nothing after it can be looked at.
    fn line(&mut self, line: &[u8]) -> bool {
        self.number += 1;
        if self.seal.is_some() {
            return self.is_wrong(None, "There is a line after the seal.");
        }
        let Some(text) = line.strip_suffix(b"\n") else {
            return self.is_wrong(None, "The file ends in the middle of this line.");
        };
        if let Ok(event) = serde_json::from_slice::<EventLine>(text) {
            if serde_json::to_vec(&event).ok().as_deref() != Some(text) {
                return self.is_wrong(None, "This line isn’t written as Firmkeep writes it.");
            }
            return self.event(event, line);
        }
        match serde_json::from_slice::<SealLine>(text) {
            Ok(seal) if serde_json::to_vec(&seal).ok().as_deref() == Some(text) => {
                self.seal = Some(seal);
                true
            }
            _ => self.is_wrong(None, "This line isn’t an event and isn’t the seal."),
        }
    }

    fn event(&mut self, event: EventLine, line: &[u8]) -> bool {
        let Some(stored) = event.into_stored() else {
            return self.is_wrong(None, "This line contradicts itself.");
        };
        let seq = stored.event.seq;
        if stored.hash != stored.event.hash(&stored.previous_hash) {
            return self.is_wrong(Some(seq), "This event was changed after it was written.");
        }
        if self.last.as_ref().is_some_and(|last| seq <= last.event.seq) {
            return self.is_wrong(Some(seq), "This event is not in its place.");
        }
        if self.gap.is_none()
            && let Some(mut chain) = self.chain(seq)
            && let Err(fault) = chain.follow(&stored)
        {
            self.gap = Some(WrongLine { line: self.number, seq: Some(fault.seq), why: fault.why.to_owned() });
        }
        self.hasher.update(line);
        self.events += 1;
        if self.first.is_none() {
            self.first = Some(stored.clone());
        }
        self.last = Some(stored);
        true
    }

    /// Where the chain stands before the event `seq`, as far as the lines tell.
    fn chain(&self, seq: i64) -> Option<Chain> {
        match &self.last {
            None => (seq == 1).then(Chain::start),
            Some(last) => {
                let head = last.hash.as_slice().try_into().ok()?;
                Some(Chain { seq: last.event.seq, head, time_high: Some(last.time_high) })
            }
        }
    }

    fn is_wrong(&mut self, seq: Option<i64>, why: &str) -> bool {
        self.wrong.get_or_insert(WrongLine { line: self.number, seq, why: why.to_owned() });
        false
    }

    /// The first thing that is wrong with the seal and what it seals.
    fn seal_fault(&self, seal: &SealLine, lines: &str, expected_key: Option<&str>) -> Option<WrongLine> {
        let at = |why: &str| Some(WrongLine { line: self.number, seq: None, why: why.to_owned() });
        if !seal.is_signed() {
            return at("The seal isn’t signed by the key that it names.");
        }
        if expected_key.is_some_and(|expected| expected != seal.key) {
            return at("The seal is signed by another key than this practice’s.");
        }
        if seal.whole && self.gap.is_some() {
            return self.gap.clone();
        }
        if seal.events != self.events || seal.lines != lines {
            return at("The lines aren’t the ones that were sealed.");
        }
        if let (Some(first), Some(last)) = (&self.first, &self.last) {
            let follows = !seal.whole || hex(&first.previous_hash) == seal.base;
            if seal.first_seq != first.event.seq
                || seal.last_seq != last.event.seq
                || seal.head != hex(&last.hash)
                || !follows
            {
                return at("The seal doesn’t belong to these events.");
            }
        }
        None
    }

    fn verdict(mut self, expected_key: Option<&str>) -> FileVerdict {
        let lines = hex(&std::mem::take(&mut self.hasher).finalize());
        if self.wrong.is_none() {
            self.wrong = match &self.seal {
                None => {
                    let why = "The seal is missing: the file was cut off.".to_owned();
                    Some(WrongLine { line: self.number + 1, seq: None, why })
                }
                Some(seal) => self.seal_fault(seal, &lines, expected_key),
            };
        }
        // What an unsigned seal says is nobody's word.
        let seal = self.seal.filter(SealLine::is_signed);
        let of = |tell: fn(&SealLine) -> String| seal.as_ref().map(tell);
        FileVerdict {
            intact: self.wrong.is_none(),
            first_wrong: self.wrong,
            events: self.events,
            file: seal.as_ref().map(|seal| seal.file),
            practice: of(|seal| seal.practice_name.clone()),
            exported: of(|seal| seal.exported_utc.clone()),
            exported_by: of(|seal| seal.exported_by.clone()),
            filter: seal.as_ref().map(|seal| seal.filter.clone()).filter(|filter| !filter.is_null()),
            whole: seal.as_ref().map(|seal| seal.whole),
            first_seq: seal.as_ref().map(|seal| seal.first_seq),
            last_seq: seal.as_ref().map(|seal| seal.last_seq),
            head: of(|seal| seal.head.clone()),
            lines,
            key: of(|seal| seal.key.clone()),
            key_as_expected: seal.as_ref().and_then(|seal| expected_key.map(|expected| expected == seal.key)),
        }
    }
}
