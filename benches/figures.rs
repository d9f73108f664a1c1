//! Figures beside their bars, and the way from many durations to one figure.

use std::fmt::Write;
use std::time::Duration;

use serde_json::{Value as Json, json};

#[derive(Default)]
pub struct Figures(Vec<Json>);

impl Figures {
    fn add(&mut self, figure: &str, value: f64, unit: &str, bar: &str, holds: bool) {
        let value = (value * 1_000.0).round() / 1_000.0;
        println!("{figure}: {value} {unit} ({bar}{})", if holds { "" } else { " — NOT MET" });
        self.0.push(json!({"figure": figure, "value": value, "unit": unit, "bar": bar, "holds": holds}));
    }

    pub fn at_most(&mut self, figure: &str, value: f64, unit: &str, bar: f64) {
        self.add(figure, value, unit, &format!("at most {bar}"), value <= bar);
    }

    pub fn at_least(&mut self, figure: &str, value: f64, unit: &str, bar: f64) {
        self.add(figure, value, unit, &format!("at least {bar}"), value >= bar);
    }

    /// A figure that nothing is asked of.
    pub fn note(&mut self, figure: &str, value: f64, unit: &str) {
        self.add(figure, value, unit, "none", true);
    }

    pub fn json(&self) -> String {
        serde_json::to_string_pretty(&self.0).unwrap()
    }

    pub fn table(&self) -> String {
        let text = |figure: &Json, name: &str| match &figure[name] {
            Json::String(text) => text.clone(),
            Json::Bool(holds) => if *holds { "yes" } else { "NO" }.to_owned(),
            other => other.to_string(),
        };
        self.0.iter().fold(String::new(), |mut table, figure| {
            writeln!(
                table,
                "{:<62} {:>12} {:<9} {:<16} {}",
                text(figure, "figure"),
                text(figure, "value"),
                text(figure, "unit"),
                text(figure, "bar"),
                text(figure, "holds")
            )
            .unwrap();
            table
        })
    }
}

pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// The duration that `part` of a hundred stay under.
pub fn percentile(durations: &mut [Duration], part: usize) -> Duration {
    durations.sort_unstable();
    durations[(durations.len() * part).div_ceil(100).clamp(1, durations.len()) - 1]
}

pub fn median(durations: &mut [Duration]) -> Duration {
    percentile(durations, 50)
}
