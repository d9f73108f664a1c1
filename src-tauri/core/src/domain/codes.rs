//! Codes that people copy by hand: letters and digits that cannot be mistaken for each other (Crockford's base 32).

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a group.
pub const GROUP: usize = 4;
/// Random bytes of an invitation code that is typed by hand: 12 characters, 60 bits.
pub const INVITATION_CHARACTERS: usize = 12;
/// Characters of a recovery key: 160 bits in eight groups.
pub const RECOVERY_CHARACTERS: usize = 32;

/// One character per byte, of its lower five bits: `random` must be unpredictable and as long as the code.
#[must_use]
pub fn from_random(random: &[u8]) -> String {
    random.iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
}

/// `ABCD-EFGH-…` for reading.
#[must_use]
pub fn grouped(code: &str) -> String {
    groups(code).join("-")
}

/// The code in groups of four.
#[must_use]
pub fn groups(code: &str) -> Vec<String> {
    code.as_bytes().chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned()).collect()
}

/// What was meant by what was typed: case, blanks and dashes do not matter, O is 0, I and L are 1. `None` when a sign is
/// left that no code has.
#[must_use]
pub fn read(typed: &str) -> Option<String> {
    let mut code = String::new();
    for c in typed.chars().take(200) {
        match c.to_ascii_uppercase() {
            c if c.is_whitespace() || matches!(c, '-' | '–' | '.' | '_') => {}
            'O' => code.push('0'),
            'I' | 'L' => code.push('1'),
            c if ALPHABET.contains(&u8::try_from(c).unwrap_or(0)) => code.push(c),
            _ => return None,
        }
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_typed_carelessly_is_still_the_code() {
        let code = from_random(&[1, 0, 17, 31, 9, 8, 7, 6, 5, 4, 3, 2]);
        let shown = grouped(&code);
        assert_eq!(shown.len(), 14);
        let careless = shown.to_lowercase().replace('0', "o").replace('1', "l").replace('-', " ");
        assert_eq!(read(&careless).as_deref(), Some(code.as_str()));
        assert_eq!(read("ABC$"), None);
    }
}
