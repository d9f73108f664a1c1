//! Lists of any length as one bound value, as JSON: one text of a statement for all lengths, and no place of its own for
//! each value, among which SQLite would look for every one.

use super::Kind;

/// The rows of a list whose items are lists themselves, as `item`. Their parts: [`text`], [`number`], [`bytes`].
pub(super) fn items(kind: Kind, place: usize) -> String {
    match kind {
        Kind::Sqlite => format!("json_each(${place}) AS item"),
        Kind::Postgres => format!("json_array_elements(CAST(${place} AS JSON)) AS item (value)"),
    }
}

/// A text of an item.
pub(super) fn text(part: usize) -> String {
    format!("item.value ->> {part}")
}

/// A number of an item.
pub(super) fn number(part: usize) -> String {
    format!("CAST(item.value ->> {part} AS BIGINT)")
}

/// Bytes of an item, written with [`crate::domain::events::hex`].
pub(super) fn bytes(kind: Kind, part: usize) -> String {
    match kind {
        Kind::Sqlite => format!("unhex(item.value ->> {part})"),
        Kind::Postgres => format!("decode(item.value ->> {part}, 'hex')"),
    }
}

/// `(SELECT ...)`: the numbers of a list.
pub(super) fn numbers(kind: Kind, place: usize) -> String {
    match kind {
        Kind::Sqlite => format!("(SELECT value FROM json_each(${place}))"),
        Kind::Postgres => {
            format!("(SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(${place} AS JSON)))")
        }
    }
}

/// `(SELECT ...)`: the texts of a list.
pub(super) fn texts(kind: Kind, place: usize) -> String {
    match kind {
        Kind::Sqlite => format!("(SELECT value FROM json_each(${place}))"),
        Kind::Postgres => format!("(SELECT value FROM json_array_elements_text(CAST(${place} AS JSON)))"),
    }
}
