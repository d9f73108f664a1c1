//! What can go wrong, with a stable code, a sentence for the person, and the field that it belongs to.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;
use ts_rs::TS;

use crate::store::StoreError;

/// A refusal or failure as the caller sees it. Nothing internal is in it: no SQL, no path, no secret.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, TS, thiserror::Error)]
#[error("{code}: {message}")]
#[ts(rename = "ErrorReply")]
#[schemars(rename = "ErrorReply")]
pub struct Error {
    /// Stable: `users.last_admin`.
    pub code: &'static str,
    /// A sentence that can be shown as it is.
    pub message: String,
    /// Dotted path into the input, for forms.
    pub field: Option<String>,
    /// More for the screen, as the newer state of a conflict.
    #[ts(type = "unknown")]
    pub details: Option<Json>,
}

impl Error {
    /// An error with a code and a sentence.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None, details: None }
    }

    /// Input that cannot be taken, at `field`.
    pub fn input(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new("input.invalid", message).at(field)
    }

    /// The same error, belonging to `field`.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The same error with `prefix.` before its field.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        self.field = self.field.map(|field| format!("{prefix}.{field}"));
        self
    }

    /// The same error with details for the screen.
    #[must_use]
    pub fn with(mut self, details: Json) -> Self {
        self.details = Some(details);
        self
    }

    /// A fault of Firmkeep's own. `what` goes to the log, never to the person.
    pub fn internal(what: impl std::fmt::Display) -> Self {
        tracing::error!(error = %what, "internal fault");
        Self::new("internal", "Something went wrong in Firmkeep. Nothing was changed. The log folder has the details.")
    }

    /// The caller is not signed in.
    #[must_use]
    pub fn no_session() -> Self {
        Self::new("session.none", "Sign in to go on.")
    }

    /// The target does not exist for this caller.
    #[must_use]
    pub fn no_such_user() -> Self {
        Self::new("users.not_found", "This person can’t be found. The list may have changed since it was opened.")
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        error.into_reply()
    }
}
