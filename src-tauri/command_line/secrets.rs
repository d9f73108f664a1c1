//! Passwords and passphrases, from standard input only: an argument would be seen by everyone on this computer and kept in
//! the shell's history.

use std::io::{self, BufRead, IsTerminal};

use firmkeep_core::Error;

/// Longest line that is read: nobody's password, but enough to tell a wrong file from one.
const LONGEST: u64 = 16 * 1024;

/// The next secret: from a person without echo, from a script as one line.
///
/// # Errors
/// When there is none, at `field`.
pub fn read(field: &str, prompt: &str) -> Result<String, Error> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return rpassword::prompt_password(format!("{prompt}: ")).map_err(|_| missing(field, prompt));
    }
    line(&mut stdin.lock()).ok_or_else(|| missing(field, prompt))
}

/// One line without its ending; none at the end of the input.
fn line(input: &mut impl BufRead) -> Option<String> {
    let mut bytes = Vec::new();
    io::Read::take(&mut *input, LONGEST).read_until(b'\n', &mut bytes).ok()?;
    if bytes.is_empty() {
        return None;
    }
    let text = String::from_utf8(bytes).ok()?;
    Some(text.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text)).unwrap_or(&text).to_owned())
}

fn missing(field: &str, prompt: &str) -> Error {
    Error::input(field, format!("{prompt} was not given on standard input."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_one_secret_and_spaces_belong_to_it() {
        let mut input = io::Cursor::new(b"  copper lantern \r\nsecond\nlast".to_vec());
        assert_eq!(line(&mut input).as_deref(), Some("  copper lantern "));
        assert_eq!(line(&mut input).as_deref(), Some("second"));
        assert_eq!(line(&mut input).as_deref(), Some("last"));
        assert_eq!(line(&mut input), None);
    }

    #[test]
    fn bytes_that_are_no_text_are_no_secret() {
        assert_eq!(line(&mut io::Cursor::new(vec![0xff, 0xfe, b'\n'])), None);
    }
}
