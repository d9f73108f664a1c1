//! Reading what a caller sent, and saying where it cannot be understood.

use serde_json::Value as Json;

use super::Request;
use crate::error::Error;

/// Step 2: the input, with the place of what cannot be understood.
pub(super) fn decode<T: serde::de::DeserializeOwned>(request: &Request) -> Result<T, Error> {
    let input = if request.input.is_null() { serde_json::json!({}) } else { request.input.clone() };
    if !input.is_object() {
        // A list would be taken for the fields in their order.
        return Err(Error::new("input.invalid", "The input must be an object with named fields."));
    }
    if let Some(place) = nul(&input) {
        // One database would keep it, the other cannot even search for it.
        return Err(Error::input(place, "This entry holds a character that no text has (NUL). Type it again."));
    }
    serde_path_to_error::deserialize(&input).map_err(|error| {
        let path = error.path().to_string();
        misunderstood(if path == "." { "" } else { &path }, &error.into_inner().to_string())
    })
}

/// What a script's author needs to know: which field, and what is wrong with it.
fn misunderstood(path: &str, cause: &str) -> Error {
    let named = |start: &str| cause.strip_prefix(start).and_then(|rest| rest.split('`').next());
    let within = |name: &str| match path {
        "" => name.to_owned(),
        path if path.ends_with(name) => path.to_owned(),
        path => format!("{path}.{name}"),
    };
    let (field, message) = if let Some(name) = named("missing field `") {
        (within(name), format!("The field {name} is missing."))
    } else if let Some(name) = named("unknown field `") {
        (within(name), format!("There is no field {name}."))
    } else {
        (path.to_owned(), "This entry is not of the right type.".to_owned())
    };
    let error = Error::new("input.invalid", message).with(serde_json::json!({ "cause": cause }));
    if field.is_empty() { error } else { error.at(field) }
}

/// The place of the first text or name with a NUL in it.
fn nul(value: &Json) -> Option<String> {
    let under = |name: &str, place: String| match place.as_str() {
        "" => name.to_owned(),
        inner if inner.starts_with('[') => format!("{name}{inner}"),
        inner => format!("{name}.{inner}"),
    };
    match value {
        Json::String(text) => text.contains('\0').then(String::new),
        Json::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| nul(item).map(|place| under(&format!("[{index}]"), place))),
        Json::Object(fields) => fields.iter().find_map(|(name, item)| match name.contains('\0') {
            true => Some(String::new()),
            false => nul(item).map(|place| under(name, place)),
        }),
        _ => None,
    }
}
