//! The email address, by which a person signs in.

use unicode_normalization::UnicodeNormalization;

use crate::error::Error;

/// The address as typed, trimmed; what it may look like is what mail systems deliver, not the whole of RFC 5322.
///
/// # Errors
/// `input.invalid` at `field` with what is wrong.
pub fn parse(field: &str, text: &str) -> Result<String, Error> {
    let wrong = |message: &str| Err(Error::input(field, message));
    if text.len() > 1_000 {
        return wrong("An email address can have at most 254 characters.");
    }
    let text: String = text.trim().nfc().collect();
    if text.is_empty() {
        return wrong("Enter an email address.");
    }
    if text.len() > 254 {
        return wrong("An email address can have at most 254 characters.");
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return wrong("An email address can’t hold blanks.");
    }
    let Some((local, domain)) = text.rsplit_once('@') else {
        return wrong("An email address needs an @, like name@practice.com.au.");
    };
    let local_fits = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
    if !local_fits {
        return wrong("The part before the @ isn’t right. Look for a mistyped sign.");
    }
    let domain_fits = domain.contains('.')
        && domain.len() <= 253
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    if !domain_fits {
        return wrong("Check the part after the @: it looks like practice.com.au.");
    }
    Ok(text)
}

/// The form by which addresses are compared: without regard to case.
#[must_use]
pub fn key(email: &str) -> String {
    email.trim().nfc().flat_map(char::to_lowercase).take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_mail_reaches_are_taken() {
        for good in ["ada@hart.com.au", "o'brien+tax@firm.example", "j.li@büro.example", "a@b.co"] {
            assert_eq!(parse("email", good).as_deref(), Ok(good));
        }
    }

    #[test]
    fn mistypes_are_told_at_the_field() {
        for bad in [
            "",
            "ada",
            "ada@",
            "@firm.au",
            "ada@firm",
            "ada@@firm.au",
            "a da@firm.au",
            ".a@firm.au",
            "a..b@firm.au",
            "a@-firm.au",
            "a\u{0}@f.au",
        ] {
            assert_eq!(parse("email", bad).unwrap_err().field.as_deref(), Some("email"), "{bad:?} was taken");
        }
    }

    #[test]
    fn case_makes_no_second_person() {
        assert_eq!(key("Ada@Hart.com.AU"), key(" ada@hart.com.au"));
    }
}
