//! The Australian Business Number: eleven digits with a checksum (rule published by the Australian Business Register).

use crate::error::Error;

const WEIGHTS: [u32; 11] = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];

/// The number in its usual grouping, `51 824 753 556`; an empty text stays empty.
///
/// # Errors
/// `input.invalid` at `field` when it has not eleven digits or its checksum does not hold.
pub fn parse(field: &str, text: &str) -> Result<String, Error> {
    let digits: Vec<u32> = text.chars().take(64).filter_map(|c| c.to_digit(10)).collect();
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    if digits.len() != 11 || text.chars().any(|c| !c.is_ascii_digit() && !c.is_whitespace()) {
        return Err(Error::input(field, "An ABN has 11 digits, like 51 824 753 556."));
    }
    // One is taken from the first digit before weighing; the sum is then a multiple of 89.
    let sum: i64 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| i64::from(digit * weight)).sum::<i64>() - 10;
    if sum % 89 != 0 {
        return Err(Error::input(
            field,
            "This isn’t a valid ABN: its check digits don’t fit. Look for a mistyped digit.",
        ));
    }
    let text: String = digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect();
    Ok(format!("{} {} {} {}", &text[..2], &text[2..5], &text[5..8], &text[8..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_number_is_grouped_and_a_mistyped_one_is_found() {
        assert_eq!(parse("abn", "51824753556").as_deref(), Ok("51 824 753 556"));
        assert_eq!(parse("abn", " 53 004 085 616 ").as_deref(), Ok("53 004 085 616"));
        for wrong in ["51824753565", "5182475355", "518247535560", "51-824-753-556", "abc"] {
            assert_eq!(parse("abn", wrong).unwrap_err().field.as_deref(), Some("abn"), "{wrong} was taken");
        }
    }

    #[test]
    fn no_number_is_no_error() {
        assert_eq!(parse("abn", "  ").as_deref(), Ok(""));
    }
}
