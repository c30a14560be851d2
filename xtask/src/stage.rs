//! The parts of a long run: a headline for each, and at the end those that failed.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::error::Result;
use crate::tally::Tally;

/// A run in progress.
pub(crate) struct Stages {
    start: Instant,
    failed: Vec<&'static str>,
}

impl Stages {
    /// Starts the clock.
    pub(crate) fn start() -> Self {
        Self { start: Instant::now(), failed: Vec::new() }
    }

    /// Runs one part. Its failure is told at once and remembered, and the run goes on: whoever
    /// reads the outcome wants to know everything that is wrong.
    pub(crate) fn run(&mut self, name: &'static str, part: impl FnOnce() -> Result<()>) -> bool {
        println!("\n=== {name} ({} so far)", clock(self.start.elapsed()));
        let Err(error) = part() else { return true };
        println!("error: {error}");
        self.failed.push(name);
        false
    }

    /// Runs one part that counts tests.
    pub(crate) fn count(
        &mut self,
        name: &'static str,
        part: impl FnOnce() -> Result<Tally>,
    ) -> Tally {
        let mut tally = Tally::ONE_FAILURE;
        self.run(name, || {
            tally = part()?;
            Ok(())
        });
        if tally.failed > 0 && !self.failed.contains(&name) {
            self.failed.push(name);
        }
        tally
    }

    /// Names the parts that failed, then prints the counts as the last line of all.
    pub(crate) fn finish(self, tally: Tally) -> ExitCode {
        println!("\n=== done in {}", clock(self.start.elapsed()));
        if !self.failed.is_empty() {
            println!("failed: {}", self.failed.join(", "));
        }
        println!("{tally}");
        if self.failed.is_empty() && tally.is_good() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

/// Minutes and seconds.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_minutes_and_seconds() {
        assert_eq!(clock(Duration::from_secs(0)), "0:00");
        assert_eq!(clock(Duration::from_secs(3605)), "60:05");
    }
}
