//! Telephone numbers, checked and written in the international way by the library's numbering plans.

use std::str::FromStr;

use phonenumber::{Mode, country};

use crate::error::Error;

/// The number as stored and shown, `+61 491 570 156`; an empty text stays empty. A number without a country code is one
/// of `country` (ISO 3166 two letters).
///
/// # Errors
/// `input.invalid` at `field` when no such number can exist.
pub fn parse(field: &str, text: &str, country: &str) -> Result<String, Error> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let wrong = || {
        Error::input(
            field,
            "This isn’t a phone number that can be dialled. For another country start with + and its code.",
        )
    };
    if text.len() > 60 || text.chars().any(char::is_control) {
        return Err(wrong());
    }
    let country = country::Id::from_str(country).ok();
    let number = phonenumber::parse(country, text).map_err(|_| wrong())?;
    if !phonenumber::is_valid(&number) {
        return Err(wrong());
    }
    Ok(number.format().mode(Mode::International).to_string())
}

/// The countries that a number or an address may belong to: two letters and calling code, as `("AU", 61)`.
#[must_use]
pub fn calling_code(country: &str) -> Option<u16> {
    let id = country::Id::from_str(country).ok()?;
    phonenumber::metadata::DATABASE.by_id(id.as_ref()).map(phonenumber::Metadata::country_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_number_becomes_international() {
        assert_eq!(parse("mobile", "0491 570 156", "AU").as_deref(), Ok("+61 491 570 156"));
        assert_eq!(parse("mobile", "+64 21 123 4567", "AU").unwrap().split(' ').next(), Some("+64"));
        assert_eq!(parse("mobile", "", "AU").as_deref(), Ok(""));
    }

    #[test]
    fn a_number_that_cannot_exist_is_told_at_the_field() {
        for bad in ["12", "0491 570", "phone", "+999 123", "0491570156\u{0}", "1".repeat(500).as_str()] {
            assert_eq!(parse("mobile", bad, "AU").unwrap_err().field.as_deref(), Some("mobile"), "{bad:?} was taken");
        }
    }
}
