//! Dates as people write them, and the choices about them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::clock::Time;
use crate::error::Error;

/// How a person likes dates written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateFormat {
    /// 17 Nov 2026
    DMmmYyyy,
    /// 17/11/2026
    DdMmYyyy,
    /// 11/17/2026
    MmDdYyyy,
    /// 2026-11-17
    YyyyMmDd,
}

/// The day that a week begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// The stored word of a choice that serialises to one, as `d_mmm_yyyy`.
pub(crate) fn word<T: Serialize>(choice: &T) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The choice of a stored word.
pub(crate) fn choice<T: for<'de> Deserialize<'de>>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// A birthday as `YYYY-MM-DD`: a day that exists, not in the future, of a person who can be alive.
///
/// # Errors
/// `input.invalid` at `field`.
pub fn birthday(field: &str, text: Option<&str>, now: Time) -> Result<Option<String>, Error> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let wrong = |message: &str| Error::input(field, message);
    let date: jiff::civil::Date = text
        .parse()
        .ok()
        .filter(|_| text.len() == 10)
        .ok_or_else(|| wrong("Enter the birthday as a day that exists, like 1990-02-28."))?;
    let today = jiff::Timestamp::from_microsecond(now.0)
        .map(|now| now.to_zoned(jiff::tz::TimeZone::UTC).date())
        .map_err(|_| wrong("This computer’s clock is not set."))?;
    // A day of grace: it may already be tomorrow where the person is.
    if date > today.tomorrow().unwrap_or(today) {
        return Err(wrong("A birthday can’t be in the future."));
    }
    if date.year() < today.year() - 120 {
        return Err(wrong("This birthday is more than 120 years ago. Check the year."));
    }
    Ok(Some(date.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time(1_790_000_000_000_000); // 21 September 2026

    #[test]
    fn a_leap_day_exists_only_in_leap_years() {
        assert_eq!(birthday("birthday", Some("1996-02-29"), NOW).unwrap().as_deref(), Some("1996-02-29"));
        assert!(birthday("birthday", Some("1995-02-29"), NOW).is_err());
    }

    #[test]
    fn days_to_come_and_ages_beyond_reason_are_refused() {
        for bad in ["2030-01-01", "1850-01-01", "01/02/1990", "1990-2-3", "never"] {
            assert_eq!(birthday("birthday", Some(bad), NOW).unwrap_err().field.as_deref(), Some("birthday"), "{bad}");
        }
    }

    #[test]
    fn words_come_back_as_the_same_choice() {
        assert_eq!(word(&DateFormat::DMmmYyyy), "d_mmm_yyyy");
        assert_eq!(choice::<DateFormat>("yyyy_mm_dd"), Some(DateFormat::YyyyMmDd));
    }
}
