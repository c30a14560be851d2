//! Counting tests from what the programs that run them print.

use std::fmt;
use std::ops::AddAssign;

/// How many tests came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Succeeded.
    pub(crate) passed: u64,
    /// Did not.
    pub(crate) failed: u64,
    /// Were not run.
    pub(crate) skipped: u64,
}

impl Tally {
    /// What a group counts for that failed before it could count anything.
    pub(crate) const ONE_FAILURE: Self = Self { passed: 0, failed: 1, skipped: 0 };

    /// Whether everything is in order. It is not where nothing ran.
    pub(crate) fn is_good(self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// Reads one line of what `cargo test` prints: its summary, of which each test program has
    /// one, `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; …`.
    pub(crate) fn from_cargo(line: &str) -> Option<Self> {
        let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let count = |what: &str| {
            counts.split("; ").find_map(|part| part.strip_suffix(what)?.trim_end().parse().ok())
        };
        Some(Self {
            passed: count("passed")?,
            failed: count("failed")?,
            skipped: count("ignored").unwrap_or(0),
        })
    }

    /// Reads the counts from Playwright's JSON report, which ends with
    /// `"stats": { …, "expected": 12, "skipped": 0, "unexpected": 1, "flaky": 0 }`.
    pub(crate) fn from_playwright(report: &str) -> Option<Self> {
        let (_, stats) = report.rsplit_once("\"stats\"")?;
        let count = |key: &str| {
            let (_, rest) = stats.split_once(&format!("\"{key}\""))?;
            let digits = rest.trim_start_matches([':', ' ']);
            let end = digits.find(|c: char| !c.is_ascii_digit())?;
            digits[..end].parse::<u64>().ok()
        };
        Some(Self {
            // A flaky test failed and then succeeded.
            passed: count("expected")? + count("flaky")?,
            failed: count("unexpected")?,
            skipped: count("skipped")?,
        })
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, skipped: u64) -> Tally {
        Tally { passed, failed, skipped }
    }

    #[test]
    fn reads_the_summary_of_cargo_test() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; \
                    finished in 0.02s";
        assert_eq!(Tally::from_cargo(line), Some(tally(12, 0, 1)));
        let line = "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured";
        assert_eq!(Tally::from_cargo(line), Some(tally(3, 2, 0)));
        for line in ["test result of mine: 3 passed", "test a::b ... ok", ""] {
            assert_eq!(Tally::from_cargo(line), None, "{line}");
        }
    }

    #[test]
    fn reads_the_report_of_playwright() {
        let report = r#"{
  "suites": [{ "title": "the \"stats\" page", "expectedStatus": "passed" }],
  "errors": [],
  "stats": {
    "startTime": "2026-01-01T00:00:00.000Z",
    "duration": 1234.5,
    "expected": 10,
    "skipped": 2,
    "unexpected": 1,
    "flaky": 3
  }
}"#;
        assert_eq!(Tally::from_playwright(report), Some(tally(13, 1, 2)));
        assert_eq!(Tally::from_playwright("{}"), None);
    }

    #[test]
    fn prints_and_judges() {
        assert_eq!(tally(3, 0, 0).to_string(), "3 passed, 0 failed");
        assert_eq!(tally(3, 1, 2).to_string(), "3 passed, 1 failed, 2 skipped");
        assert!(tally(3, 0, 2).is_good());
        assert!(!tally(3, 1, 0).is_good());
        assert!(!tally(0, 0, 2).is_good(), "nothing ran");
    }
}
