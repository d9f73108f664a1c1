//! What a password must be: long, hard to guess, not common, not made of the names around it. No rules of composition
//! (NIST SP 800-63B-4 section 3.1.1, ASVS 5.0 section 6.2).

use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;
use zxcvbn::Score;

use super::text;
use crate::error::Error;

/// Least length for somebody who also signs in with a code.
pub const LEAST: usize = 12;
/// Greatest length, in characters.
pub const MOST: usize = 128;

/// Passphrases that everybody has read somewhere, without blanks and signs. Common single passwords are the library's.
const FAMOUS: &str = include_str!("famous-passphrases.txt");

/// One requirement and whether the password meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PasswordRequirement {
    pub code: &'static str,
    pub text: String,
    pub met: bool,
}

/// What is thought of a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, TS)]
pub struct PasswordVerdict {
    pub acceptable: bool,
    /// 0 (very weak) to 4 (very strong).
    #[ts(type = "number")]
    pub score: u8,
    /// The score in words.
    pub label: &'static str,
    pub requirements: Vec<PasswordRequirement>,
    /// What would make it better.
    pub advice: Option<String>,
}

/// Judges `password`. `context` are the names that it must not be made of: the person's, the address, the practice's;
/// `least` its least length in characters.
#[must_use]
pub fn judge(password: &str, context: &[&str], least: usize) -> PasswordVerdict {
    let length = password.chars().take(MOST + 1).count();
    let words: Vec<String> =
        context.iter().flat_map(|text| text::words(text)).filter(|word| word.chars().count() >= 4).collect();
    let inputs: Vec<&str> = words.iter().map(String::as_str).collect();
    // Guessing is estimated on the first 100 characters: what makes those strong makes the whole strong.
    let start: String = password.chars().take(100).collect();
    let entropy = zxcvbn::zxcvbn(&start, &inputs);
    let score = u8::from(entropy.score());
    let folded = text::fold(password);
    let named = words.iter().find(|word| folded.contains(word.as_str()));
    let letters: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let famous = FAMOUS.lines().any(|phrase| letters == phrase);
    let common = length > 0 && (famous || entropy.score() <= Score::One);
    let requirements = vec![
        PasswordRequirement {
            code: "length",
            text: format!("At least {least} characters"),
            met: (least..=MOST).contains(&length),
        },
        PasswordRequirement {
            code: "common",
            text: "Not a common password or pattern".to_owned(),
            met: length > 0 && !common,
        },
        PasswordRequirement {
            code: "names",
            text: match named {
                Some(word) => format!("Without your or the practice’s name (it holds “{word}”)"),
                None => "Without your or the practice’s name".to_owned(),
            },
            met: length > 0 && named.is_none(),
        },
        PasswordRequirement { code: "strength", text: "Hard to guess".to_owned(), met: score >= 3 },
    ];
    let acceptable = requirements.iter().all(|requirement| requirement.met);
    let advice = if length > MOST {
        Some(format!("A password can have at most {MOST} characters."))
    } else if acceptable || length == 0 {
        None
    } else {
        advice(&entropy)
    };
    let label = ["Very weak", "Weak", "Fair", "Strong", "Very strong"][usize::from(score.min(4))];
    PasswordVerdict { acceptable, score, label, requirements, advice }
}

fn advice(entropy: &zxcvbn::Entropy) -> Option<String> {
    use zxcvbn::feedback::Warning;
    let sentence = match entropy.feedback().and_then(zxcvbn::feedback::Feedback::warning) {
        Some(Warning::StraightRowsOfKeysAreEasyToGuess | Warning::ShortKeyboardPatternsAreEasyToGuess) => {
            "Keys that lie side by side are easy to guess."
        }
        Some(Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => {
            "Repeated letters and words are easy to guess."
        }
        Some(Warning::SequencesLikeAbcAreEasyToGuess) => "Rows like abc or 6543 are easy to guess.",
        Some(Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess) => {
            "Years and dates are easy to guess."
        }
        Some(Warning::NamesAndSurnamesByThemselvesAreEasyToGuess | Warning::CommonNamesAndSurnamesAreEasyToGuess) => {
            "Names are easy to guess."
        }
        _ => "Four or five words that don’t belong together are easy to remember and hard to guess.",
    };
    Some(sentence.to_owned())
}

/// Refuses a password that [`judge`] does not accept.
///
/// # Errors
/// `password.weak` at `field` with the first requirement that is not met.
pub fn accept(field: &str, password: &str, context: &[&str], least: usize) -> Result<(), Error> {
    let verdict = judge(password, context, least);
    if verdict.acceptable {
        return Ok(());
    }
    let missing = verdict.requirements.iter().find(|requirement| !requirement.met);
    let message = match missing.map(|requirement| requirement.code) {
        _ if password.chars().count() > MOST => format!("A password can have at most {MOST} characters."),
        Some("length") => format!("The password needs at least {least} characters."),
        Some("common") => "This password is too common. Choose one that nobody else would think of.".to_owned(),
        Some("names") => "The password must not hold your name, your email or the practice’s name.".to_owned(),
        _ => format!("This password is too easy to guess. {}", verdict.advice.unwrap_or_default()).trim().to_owned(),
    };
    Err(Error::new("password.weak", message).at(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_do_not_belong_together_are_accepted_without_any_digit_or_sign() {
        assert!(judge("copper lantern drifts sideways", &["Ada Hart"], LEAST).acceptable);
    }

    #[test]
    fn common_short_and_personal_passwords_are_refused_with_the_reason() {
        let met = |password: &str, code: &str| {
            let verdict = judge(password, &["Ada Hartmann", "ada@hartmann.example", "Harbour & Vale"], LEAST);
            assert!(!verdict.acceptable, "{password} was accepted");
            verdict.requirements.iter().find(|requirement| requirement.code == code).unwrap().met
        };
        assert!(!met("password1234", "common"));
        assert!(!met("qwertyuiop12", "common"));
        assert!(!met("correct horse battery staple", "common"));
        assert!(!met("Correct-Horse-Battery-Staple1", "common"));
        assert!(!met("x7!kP", "length"));
        assert!(!met("Hartmann-zebra-kite-91", "names"));
        assert!(!met("my harbour sleeps at dusk", "names"));
        assert!(!met(&"long enough ".repeat(20), "length"));
    }

    #[test]
    fn every_character_counts_as_one() {
        assert!(judge("ключ под старым камнем", &[], LEAST).requirements[0].met);
    }

    #[test]
    fn without_a_code_at_sign_in_a_password_of_twelve_is_too_short() {
        let password = "quay otter 7";
        assert!(judge(password, &[], LEAST).requirements[0].met);
        let verdict = judge(password, &[], 15);
        assert!(!verdict.acceptable && verdict.requirements[0].text == "At least 15 characters");
    }
}
