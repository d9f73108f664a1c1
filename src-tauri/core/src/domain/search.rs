//! What is found by what somebody types: words by their beginnings, without case, accents and signs.

use super::text;

/// Words are kept and compared up to this many characters.
const LONGEST: usize = 64;
/// So many words of a search are looked at.
const MOST: usize = 8;

/// A word of what somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub word: String,
    /// Typed to its end, as "ada" in "ada@h": only this very word fits, not one that begins with it.
    pub whole: bool,
}

impl Token {
    /// Whether a word that [`words`] gave fits.
    #[must_use]
    pub fn fits(&self, word: &str) -> bool {
        if self.whole { word == self.word } else { word.starts_with(&self.word) }
    }
}

fn cut(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

/// The words by which `text` is found: its runs of letters and digits, and what has a sign within ("O'Brien") also
/// without it. An address has many signs and is not run together.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for chunk in text::fold(text).split_whitespace() {
        let before = words.len();
        words.extend(chunk.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(cut));
        if words.len() > before + 1 && !chunk.contains(['@', '/', ':', '_']) {
            words.push(chunk.chars().filter(|c| c.is_alphanumeric()).take(LONGEST).collect());
        }
    }
    words
}

/// The words of a search, each of which must be found. `None` where nothing was typed; an empty list where only signs
/// were, which no word has.
#[must_use]
pub fn tokens(typed: &str) -> Option<Vec<Token>> {
    let typed: String = typed.chars().take(1_000).collect();
    if typed.trim().is_empty() {
        return None;
    }
    let mut tokens = Vec::new();
    for chunk in text::fold(&typed).split_whitespace() {
        let parts: Vec<_> = chunk.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for (place, word) in parts.iter().enumerate() {
            tokens.push(Token { word: cut(word), whole: place + 1 < parts.len() });
        }
    }
    tokens.dedup();
    tokens.truncate(MOST);
    Some(tokens)
}

/// Whether each token fits one of the words. No token fits nothing.
#[must_use]
pub fn all_fit(tokens: &[Token], words: &[String]) -> bool {
    !tokens.is_empty() && tokens.iter().all(|token| words.iter().any(|word| token.fits(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> bool {
        tokens(typed).is_some_and(|tokens| all_fit(&tokens, &words(text)))
    }

    #[test]
    fn what_is_typed_finds_words_by_their_beginnings() {
        for typed in
            ["ben", "BEN", "ito", "ito ben", "b i", "o'b", "o’brien", "obrien", "brien", "zoe", "10.20", "tax-0"]
        {
            assert!(finds(typed, "Ben Ito O'Brien Zoë 10.20.1.7 TAX-02"), "{typed}");
        }
        for typed in ["en", "ben moss", "2.20", "ta-0", "%", "🎉", "'"] {
            assert!(!finds(typed, "Ben Ito O'Brien Zoë 10.20.1.7 TAX-02"), "{typed}");
        }
        assert!(finds("ada@h", "ada@hart.example") && !finds("ad@h", "ada@hart.example"));
    }

    #[test]
    fn blanks_are_no_search_and_a_megabyte_is_answered() {
        assert_eq!(tokens(" \t"), None);
        assert_eq!(tokens("''").map(|tokens| tokens.len()), Some(0));
        assert!(tokens(&"x ".repeat(1 << 19)).is_some_and(|tokens| tokens.len() <= MOST));
        assert!(tokens(&"z".repeat(1 << 20)).is_some_and(|tokens| tokens[0].word.len() <= LONGEST));
    }
}
