//! Files of events as JSON Lines: each event whole, with both its hashes, and a last line that seals them all.
//!
//! Each line is JSON in exactly one form (fields in this order, no spaces), so that any other byte is seen.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::seal::{SealKey, signed_by, unhex};
use crate::clock::Time;
use crate::domain::events::{Event, hex};
use crate::store::events::StoredEvent;

const PURPOSE: &str = "firmkeep history file 1";

/// An event as a line.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventLine {
    seq: i64,
    /// Microseconds since 1970 UTC.
    time: i64,
    time_utc: String,
    /// In the zone of whoever exported it (RFC 9557).
    time_local: String,
    kind: String,
    actor: Option<Uuid>,
    actor_name: String,
    actor_email: String,
    target_kind: String,
    target: Option<Uuid>,
    target_name: String,
    outcome: String,
    computer: String,
    operating_system: String,
    app_version: String,
    ip: String,
    server_ip: String,
    reason: String,
    /// JSON as it is stored and hashed.
    details: String,
    time_high: i64,
    previous_hash: String,
    hash: String,
}

/// Times as people and programs read them.
pub(super) fn in_utc(time: Time) -> String {
    jiff::Timestamp::from_microsecond(time.0).map_or_else(|_| time.0.to_string(), |time| time.to_string())
}

pub(super) fn in_zone(time: Time, zone: &jiff::tz::TimeZone) -> Option<jiff::Zoned> {
    jiff::Timestamp::from_microsecond(time.0).ok().map(|time| time.to_zoned(zone.clone()))
}

impl EventLine {
    fn of(stored: &StoredEvent, zone: &jiff::tz::TimeZone) -> Self {
        let event = stored.event.clone();
        Self {
            seq: event.seq,
            time: event.time.0,
            time_utc: in_utc(event.time),
            time_local: in_zone(event.time, zone).map(|time| time.to_string()).unwrap_or_default(),
            kind: event.kind,
            actor: event.actor,
            actor_name: event.actor_name,
            actor_email: event.actor_email,
            target_kind: event.target_kind,
            target: event.target,
            target_name: event.target_name,
            outcome: event.outcome,
            computer: event.computer,
            operating_system: event.operating_system,
            app_version: event.app_version,
            ip: event.ip,
            server_ip: event.server_ip,
            reason: event.reason,
            details: event.details,
            time_high: stored.time_high,
            previous_hash: hex(&stored.previous_hash),
            hash: hex(&stored.hash),
        }
    }

    /// The event of the line. `None` where the line contradicts itself.
    pub(super) fn into_stored(self) -> Option<StoredEvent> {
        let time = Time(self.time);
        let local = if self.time_local.is_empty() {
            true
        } else {
            // A zone's rules may have changed since; the moment that the text names by its offset has not.
            let text = self.time_local.split('[').next().unwrap_or_default();
            text.parse::<jiff::Timestamp>().is_ok_and(|local| local.as_microsecond() == self.time)
        };
        if self.time_utc != in_utc(time) || !local {
            return None;
        }
        let event = Event {
            seq: self.seq,
            time,
            kind: self.kind,
            actor: self.actor,
            actor_name: self.actor_name,
            actor_email: self.actor_email,
            target_kind: self.target_kind,
            target: self.target,
            target_name: self.target_name,
            outcome: self.outcome,
            computer: self.computer,
            operating_system: self.operating_system,
            app_version: self.app_version,
            ip: self.ip,
            server_ip: self.server_ip,
            reason: self.reason,
            details: self.details,
        };
        Some(StoredEvent {
            event,
            previous_hash: unhex::<32>(&self.previous_hash)?.to_vec(),
            hash: unhex::<32>(&self.hash)?.to_vec(),
            time_high: self.time_high,
        })
    }
}

/// What a file of events is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A copy of events that are still in the register.
    Export,
    /// Events that were moved out of the register.
    Archive,
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SealLine {
    pub firmkeep_history: u32,
    pub file: FileKind,
    pub practice: Uuid,
    pub practice_name: String,
    pub exported: i64,
    pub exported_utc: String,
    pub exported_by: String,
    /// What was asked for; empty where everything was.
    pub filter: Json,
    /// Whether the lines are every event from the first to the last, each after the one before it.
    pub whole: bool,
    pub events: i64,
    /// The hash before the first event, where the file is whole.
    pub base: String,
    pub first_seq: i64,
    pub last_seq: i64,
    /// The hash of the last event.
    pub head: String,
    /// SHA-256 over all lines before this one.
    pub lines: String,
    /// The public half of the practice's key (Ed25519).
    pub key: String,
    /// Over this line with an empty signature.
    pub signature: String,
}

impl SealLine {
    fn unsigned(&self) -> Vec<u8> {
        serde_json::to_vec(&Self { signature: String::new(), ..self.clone() }).unwrap_or_default()
    }

    pub(super) fn is_signed(&self) -> bool {
        let (Some(key), Some(signature)) = (unhex::<32>(&self.key), unhex::<64>(&self.signature)) else {
            return false;
        };
        signed_by(&key, PURPOSE, &[&self.unsigned()], &signature)
    }
}

/// What the seal says besides what the lines themselves tell.
#[derive(Clone, Debug)]
pub(crate) struct About {
    pub file: FileKind,
    pub practice: Uuid,
    pub practice_name: String,
    pub exported: Time,
    pub exported_by: String,
    pub filter: Json,
    pub whole: bool,
    /// Where the chain stands before the first event, where the file is whole: its number and hash.
    pub base: (i64, [u8; 32]),
    pub zone: jiff::tz::TimeZone,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub events: i64,
    /// SHA-256 over all lines of events.
    pub lines: [u8; 32],
}

/// Writes events, one after the other.
pub(crate) struct LinesWriter {
    about: About,
    hasher: Sha256,
    events: i64,
    first_seq: i64,
    last_seq: i64,
    head: Vec<u8>,
    line: Vec<u8>,
}

impl LinesWriter {
    pub(crate) fn new(about: About) -> Self {
        let (last_seq, head) = (about.base.0, about.base.1.to_vec());
        Self { about, hasher: Sha256::new(), events: 0, first_seq: last_seq + 1, last_seq, head, line: Vec::new() }
    }

    pub(crate) fn event(&mut self, out: &mut impl Write, stored: &StoredEvent) -> io::Result<()> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, &EventLine::of(stored, &self.about.zone))?;
        self.line.push(b'\n');
        self.hasher.update(&self.line);
        if self.events == 0 {
            self.first_seq = stored.event.seq;
        }
        self.events += 1;
        self.last_seq = stored.event.seq;
        self.head.clone_from(&stored.hash);
        out.write_all(&self.line)
    }

    /// Writes the last line.
    pub(crate) fn finish(self, out: &mut impl Write, key: &SealKey) -> io::Result<Written> {
        let lines: [u8; 32] = self.hasher.finalize().into();
        let about = self.about;
        let mut seal = SealLine {
            firmkeep_history: 1,
            file: about.file,
            practice: about.practice,
            practice_name: about.practice_name,
            exported: about.exported.0,
            exported_utc: in_utc(about.exported),
            exported_by: about.exported_by,
            filter: about.filter,
            whole: about.whole,
            events: self.events,
            base: if about.whole { hex(&about.base.1) } else { String::new() },
            first_seq: self.first_seq,
            last_seq: self.last_seq,
            head: hex(&self.head),
            lines: hex(&lines),
            key: hex(&key.public()),
            signature: String::new(),
        };
        seal.signature = hex(&key.sign(PURPOSE, &[&seal.unsigned()]));
        let mut line = serde_json::to_vec(&seal)?;
        line.push(b'\n');
        out.write_all(&line)?;
        Ok(Written { events: self.events, lines })
    }
}
