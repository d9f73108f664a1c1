//! Time zones of the IANA database, as the library bundles it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

use crate::clock::Time;
use crate::error::Error;

/// A time zone to choose, with its offset now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct TimeZoneChoice {
    /// `Australia/Lord_Howe`
    pub id: String,
    /// `Lord Howe`
    pub city: String,
    /// `Australia`
    pub region: String,
    /// `UTC+10:30`
    pub offset: String,
    /// `AEST`, or the offset where the zone has no letters.
    pub abbreviation: String,
    #[ts(type = "number")]
    pub offset_seconds: i32,
}

const REGIONS: [&str; 9] =
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian"];

/// Whether people choose this name: cities of the world's regions and UTC, not the historical names beside them.
fn is_offered(id: &str) -> bool {
    id == "UTC" || id.split_once('/').is_some_and(|(region, _)| region == "Pacific" || REGIONS.contains(&region))
}

/// All zones that people choose from, by offset at `now` and city.
#[must_use]
pub fn all(now: Time) -> Vec<TimeZoneChoice> {
    let now = Timestamp::from_microsecond(now.0).unwrap_or(Timestamp::UNIX_EPOCH);
    let mut zones: Vec<_> = jiff::tz::db()
        .available()
        .filter(|name| is_offered(name.as_str()))
        .filter_map(|name| choice(name.as_str(), now))
        .collect();
    zones.sort_by(|a, b| {
        a.offset_seconds.cmp(&b.offset_seconds).then_with(|| a.city.cmp(&b.city)).then_with(|| a.id.cmp(&b.id))
    });
    zones
}

fn choice(id: &str, now: Timestamp) -> Option<TimeZoneChoice> {
    let zone = TimeZone::get(id).ok()?;
    let info = zone.to_offset_info(now);
    let seconds = info.offset().seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() % 3600 / 60);
    let (region, city) = id.split_once('/').unwrap_or(("", id));
    Some(TimeZoneChoice {
        id: id.to_owned(),
        city: city.replace('_', " ").replace('/', ", "),
        region: region.to_owned(),
        offset: if minutes == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{minutes:02}") },
        abbreviation: info.abbreviation().to_owned(),
        offset_seconds: seconds,
    })
}

/// `id` if it names a zone that people choose from.
///
/// # Errors
/// `input.invalid` at `field`.
pub fn parse(field: &str, id: &str) -> Result<String, Error> {
    if id.len() <= 64 && is_offered(id) && TimeZone::get(id).is_ok() {
        Ok(id.to_owned())
    } else {
        Err(Error::input(field, "Choose a time zone from the list."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_hour_zones_are_among_the_choices_with_their_offset() {
        let july = Time(1_783_900_000_000_000);
        let zones = all(july);
        let lord_howe = zones.iter().find(|zone| zone.id == "Australia/Lord_Howe").unwrap();
        assert_eq!((lord_howe.city.as_str(), lord_howe.offset.as_str()), ("Lord Howe", "UTC+10:30"));
        assert!(zones.len() > 300, "a person abroad would not find their city among {}", zones.len());
    }

    #[test]
    fn a_zone_that_does_not_exist_is_told_at_the_field() {
        for bad in ["", "Australia/Atlantis", "../etc/passwd", "AEST"] {
            assert_eq!(parse("time_zone", bad).unwrap_err().field.as_deref(), Some("time_zone"), "{bad}");
        }
    }
}
