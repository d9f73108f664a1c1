//! How many tests passed and failed, read from what the test programs say.

use crate::Outcome;
use serde_json::Value;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    pub const PASSED: Self = Self { passed: 1, failed: 0 };
    pub const FAILED: Self = Self { passed: 0, failed: 1 };

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// From nextest's summary: `Summary [ 1.6s] 5 tests run: 3 passed (1 slow), 2 failed, 0 skipped`.
///
/// Whatever ran and did not pass failed: timed out, could not be executed, was cut off.
pub fn nextest(output: &str) -> Option<Count> {
    let line = output.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, rest) = line.split_once(']')?;
    let (run, verdicts) = rest.split_once(':')?;
    let run = run.split_whitespace().next()?.rsplit('/').next()?.parse::<u64>().ok()?;
    let passed = verdicts
        .split(',')
        .find_map(|part| part.trim().split_once(" passed").and_then(|(number, _)| number.parse::<u64>().ok()))
        .unwrap_or(0);
    Some(Count { passed, failed: run.saturating_sub(passed) })
}

/// From Vitest's JSON report. A file that could not be loaded holds no tests and counts as one failure.
pub fn vitest(report: &str) -> Outcome<Count> {
    let report: Value =
        serde_json::from_str(report).map_err(|error| format!("Vitest's report cannot be read: {error}"))?;
    let passed = report["numPassedTests"].as_u64().ok_or("Vitest's report has no counts")?;
    let mut failed = report["numFailedTests"].as_u64().unwrap_or(0);
    let unloaded =
        |file: &&Value| file["status"] == "failed" && file["assertionResults"].as_array().is_none_or(Vec::is_empty);
    failed += report["testResults"].as_array().map_or(0, |files| files.iter().filter(unloaded).count() as u64);
    if report["success"] == false && failed == 0 {
        failed = 1;
    }
    Ok(Count { passed, failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_counts_what_did_not_pass_as_failed() {
        let said = |line: &str| nextest(&format!("noise\n{line}\nmore"));
        let count = |passed, failed| Some(Count { passed, failed });
        assert_eq!(said("     Summary [   1.669s] 2 tests run: 2 passed, 0 skipped"), count(2, 0));
        assert_eq!(
            said("     Summary [   9.1s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 4 skipped"),
            count(3, 2)
        );
        assert_eq!(said("     Summary [   0.1s] 1 test run: 0 passed, 1 failed, 0 skipped"), count(0, 1));
        assert_eq!(said("     Summary [   0.1s] 3/10 tests run: 3 passed, 0 skipped"), count(3, 7));
        assert_eq!(said("error: could not compile"), None);
    }

    #[test]
    fn vitest_counts_a_file_that_does_not_load() {
        let report = |text: &str| vitest(text).unwrap();
        assert_eq!(
            report(r#"{"numPassedTests":4,"numFailedTests":1,"success":false,"testResults":[]}"#),
            Count { passed: 4, failed: 1 }
        );
        assert_eq!(
            report(
                r#"{"numPassedTests":4,"numFailedTests":0,"success":false,
                    "testResults":[{"status":"failed","assertionResults":[]},{"status":"passed","assertionResults":[]}]}"#
            ),
            Count { passed: 4, failed: 1 }
        );
        assert_eq!(report(r#"{"numPassedTests":0,"success":false}"#), Count::FAILED);
        assert!(vitest("{}").is_err());
    }
}
