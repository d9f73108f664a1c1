//! One step of `cargo xtask test` after another, counted.

use crate::Outcome;
use crate::counts::Count;
use std::io::Write as _;
use std::time::Instant;

#[derive(Default)]
pub struct Steps {
    total: Count,
    failed: Vec<String>,
}

/// What a step with many tests found, and what it printed.
pub struct Suite {
    pub count: Count,
    pub output: String,
}

impl Steps {
    /// A step that passes or fails as a whole. It tells whether it passed.
    pub fn check(&mut self, name: &str, step: impl FnOnce() -> Outcome) -> bool {
        self.suite(name, || {
            Ok(match step() {
                Ok(()) => Suite { count: Count::PASSED, output: String::new() },
                Err(output) => Suite { count: Count::FAILED, output },
            })
        })
    }

    /// A step that counts its tests itself. One that cannot be run counts as a failure.
    pub fn suite(&mut self, name: &str, step: impl FnOnce() -> Outcome<Suite>) -> bool {
        print!("{name:<44}");
        let _ = std::io::stdout().flush();
        let began = Instant::now();
        let suite = step().unwrap_or_else(|output| Suite { count: Count::FAILED, output });
        let seconds = began.elapsed().as_secs_f64();
        let passed = suite.count.failed == 0;
        let verdict = match (passed, suite.count) {
            (true, Count::PASSED) => "ok".to_owned(),
            (false, Count::FAILED) => "FAILED".to_owned(),
            (_, Count { passed, failed }) => format!("{passed} passed, {failed} failed"),
        };
        println!("{verdict}  ({seconds:.1} s)");
        self.total.add(suite.count);
        if !passed {
            println!("\n{}\n", suite.output.trim_end());
            self.failed.push(name.to_owned());
        }
        passed
    }

    /// The last line, alone: `N passed, N failed`.
    pub fn end(self) -> Outcome {
        if !self.failed.is_empty() {
            println!("\nFailed: {}", self.failed.join("; "));
        }
        let Count { passed, failed } = self.total;
        println!("\n{passed} passed, {failed} failed");
        if failed > 0 || passed == 0 { Err(String::new()) } else { Ok(()) }
    }
}
