//! Measured figures beside their bars.

use crate::Outcome;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

/// A list of `{"figure","value","unit","bar","holds"}`.
pub fn read(path: &Path) -> Outcome<Vec<Value>> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let figures: Vec<Value> = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let complete = |figure: &Value| {
        ["figure", "value", "unit", "bar", "holds"].iter().all(|name| figure.get(name).is_some())
            && figure["figure"].is_string()
            && figure["holds"].is_boolean()
    };
    match figures.iter().find(|figure| !complete(figure)) {
        Some(figure) => Err(format!("{} has a figure that misses something: {figure}", path.display())),
        None => Ok(figures),
    }
}

pub fn write(path: &Path, figures: &[Value]) -> Outcome {
    serde_json::to_string_pretty(figures).map_err(|error| error.to_string()).and_then(|text| {
        std::fs::write(path, text + "\n").map_err(|error| format!("{} cannot be written: {error}", path.display()))
    })
}

pub fn table(figures: &[Value]) -> String {
    let rows: Vec<[String; 5]> = std::iter::once(["figure", "value", "unit", "bar", "holds"].map(str::to_owned))
        .chain(figures.iter().map(|figure| {
            let holds = if figure["holds"] == true { "yes" } else { "NO" };
            [
                shown(&figure["figure"]),
                shown(&figure["value"]),
                shown(&figure["unit"]),
                shown(&figure["bar"]),
                holds.to_owned(),
            ]
        }))
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        for (cell, &width) in row.iter().zip(&widths) {
            let _ = write!(text, "{cell:<width$}  ");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(number) if number.fract() != 0.0 => format!("{number:.2}"),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_table_lines_up_and_names_what_does_not_hold() {
        let figures = [
            json!({"figure": "window usable", "value": 1.234, "unit": "x", "bar": "at most 1.5", "holds": true}),
            json!({"figure": "memory", "value": 55, "unit": "MiB", "bar": "at most 40", "holds": false}),
        ];
        assert_eq!(
            table(&figures),
            "figure         value  unit  bar          holds\n\
             window usable  1.23   x     at most 1.5  yes\n\
             memory         55     MiB   at most 40   NO\n"
        );
    }
}
