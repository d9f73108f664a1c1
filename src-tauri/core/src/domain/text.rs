//! Text that people type: trimmed, put into one Unicode form, without control characters, of bounded length.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::error::Error;

/// A line of text for `field`: composed (NFC), outer and doubled blanks removed.
///
/// # Errors
/// `input.invalid` when it is longer than `most` characters or holds control characters.
pub fn line(field: &str, label: &str, text: &str, most: usize) -> Result<String, Error> {
    bounded(field, label, text, most)?;
    if text.chars().any(is_hidden) {
        return Err(Error::input(field, format!("{label} holds characters that can’t be seen. Type it again.")));
    }
    let composed: String = text.nfc().collect();
    Ok(composed.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A line that must not be empty.
///
/// # Errors
/// As [`line`], and when nothing is left.
pub fn required(field: &str, label: &str, text: &str, most: usize) -> Result<String, Error> {
    let text = line(field, label, text, most)?;
    if text.is_empty() { Err(Error::input(field, format!("Enter {}.", article(label)))) } else { Ok(text) }
}

/// Several lines of text; line breaks and tabs stay.
///
/// # Errors
/// As [`line`].
pub fn lines(field: &str, label: &str, text: &str, most: usize) -> Result<String, Error> {
    bounded(field, label, text, most)?;
    let text: String = text.replace("\r\n", "\n").nfc().collect();
    if text.chars().any(|c| is_hidden(c) && c != '\n' && c != '\t') {
        return Err(Error::input(field, format!("{label} holds characters that can’t be seen. Type it again.")));
    }
    Ok(text.trim().to_owned())
}

/// A person's name or part of one: letters of any script, marks, digits, blanks and the usual signs; emoji are not names.
///
/// # Errors
/// As [`line`], and when it holds other signs or more marks on a letter than any script uses.
pub fn name(field: &str, label: &str, text: &str) -> Result<String, Error> {
    let text = line(field, label, text, 80)?;
    // A joiner joins two letters; at an end it is only something unseen.
    let text = text.trim_matches([' ', '\u{200c}', '\u{200d}']).to_owned();
    let mut marks = 0;
    for c in text.chars() {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        let usual = matches!(
            c,
            ' ' | '\'' | '\u{2019}' | '-' | '\u{2010}' | '.' | ',' | '·' | '/' | '(' | ')' | '\u{200c}' | '\u{200d}'
        );
        let letter = matches!(
            c.general_category_group(),
            GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark | GeneralCategoryGroup::Number
        );
        if marks > 4 || !(usual || letter) {
            return Err(Error::input(field, format!("{label} can’t hold the sign “{c}”.")));
        }
    }
    if !text.is_empty() && !text.chars().any(char::is_alphanumeric) {
        return Err(Error::input(field, format!("{label} needs at least one letter.")));
    }
    Ok(text)
}

/// Control, formatting and unassigned characters, which could hide or reverse what is shown. Joiners of scripts that need
/// them are not among these.
fn is_hidden(c: char) -> bool {
    let bidi = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2060}' | '\u{feff}');
    // A blank of any kind is folded by `line`; tab and line break count as blanks there too.
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || bidi
}

fn bounded(field: &str, label: &str, text: &str, most: usize) -> Result<(), Error> {
    // Bytes first: counting the characters of a megabyte is work that nobody asked for.
    if text.len() > most * 8 || text.chars().count() > most {
        return Err(Error::input(field, format!("{label} can have at most {most} characters.")));
    }
    Ok(())
}

fn article(label: &str) -> String {
    let mut chars = label.chars();
    match chars.next() {
        Some(first) => format!("the {}{}", first.to_lowercase(), chars.as_str()),
        None => "a value".to_owned(),
    }
}

/// The form by which texts are compared and sorted: without case and without accents, so that "Élan" stands beside "elan".
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase().replace('`', "'");
    }
    // Every keyboard has one apostrophe, and not all have the same.
    let apostrophe = |c| if matches!(c, '’' | '‘' | 'ʼ' | '`' | '´' | '′') { '\'' } else { c };
    let plain = text.chars().map(apostrophe).nfkd().filter(|c| !is_combining_mark(*c));
    plain.flat_map(char::to_lowercase).collect::<String>().nfc().collect()
}

/// The words of `text` in folded form.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_scripts_are_kept() {
        for given in
            ["Zoë", "O'Brien", "Jean-Luc", "Nguyễn", "محمد", "ישראל", "李小龙", "क्षितिज", "Ó Súilleabháin", "Jr."]
        {
            assert_eq!(name("n", "First name", given).as_deref(), Ok(given), "{given} was refused");
        }
    }

    #[test]
    fn a_decomposed_name_is_the_same_as_a_composed_one() {
        assert_eq!(name("n", "Name", "Zoe\u{308}").unwrap(), "Zoë");
    }

    #[test]
    fn emoji_controls_reversals_and_towers_of_marks_are_refused() {
        let tower = format!("a{}", "\u{301}".repeat(20));
        for given in ["Ann 🎉", "Ann\u{0}", "Ann\u{202e}", "Ann\u{7}", "<b>", tower.as_str()] {
            let error = name("first_name", "First name", given).unwrap_err();
            assert_eq!(error.field.as_deref(), Some("first_name"), "{given:?} was taken");
        }
    }

    #[test]
    fn a_name_of_a_megabyte_is_refused_quickly() {
        assert_eq!(name("n", "Name", &"x".repeat(1 << 20)).unwrap_err().code, "input.invalid");
    }

    #[test]
    fn folding_ignores_case_and_accents() {
        assert_eq!(fold("ÉLAN Straße"), fold("elan straße"));
        assert_eq!(
            fold("AB`Z é").split(' ').next(),
            Some(fold("AB`Z").as_str()),
            "plain text is folded in its own way"
        );
        assert_eq!(fold("O’Sullivan"), fold("o'sullivan"), "half the keyboards would not find her");
    }
}
