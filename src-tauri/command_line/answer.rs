//! What a command answers, and its exit status.

use std::io::{self, Write};
use std::process::ExitCode;

use firmkeep_core::Error;
use serde_json::{Value, json};

/// The answer of a command.
pub struct Answer {
    /// Printed as it is.
    pub value: Value,
    /// Whether scripts may go on.
    pub good: bool,
}

impl Answer {
    /// A good answer.
    pub const fn good(value: Value) -> Self {
        Self { value, good: true }
    }
}

/// Prints the answer or the refusal, and tells the exit status.
pub fn print(done: Result<Answer, Error>) -> ExitCode {
    let answer = done.unwrap_or_else(|error| Answer { value: refusal(&error), good: false });
    let mut out = io::stdout().lock();
    // Whoever reads may have stopped reading; that is no failure of the command.
    let _ = writeln!(out, "{:#}", answer.value).and_then(|()| out.flush());
    ExitCode::from(u8::from(!answer.good))
}

/// The stable code, a sentence, and where in the input it belongs.
fn refusal(error: &Error) -> Value {
    json!({ "code": error.code, "message": error.message, "field": error.field })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_has_its_code_its_sentence_and_its_field() {
        let mut error = Error::new("users.last_admin", "Someone must stay.");
        error.field = Some("user".to_owned());
        let expected = json!({"code": "users.last_admin", "message": "Someone must stay.", "field": "user"});
        assert_eq!(refusal(&error), expected);
    }
}
