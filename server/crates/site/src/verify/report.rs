//! What was found wrong with a site.

use std::collections::BTreeSet;

use diagnostics::{Error, Result};

/// How many faults are told: one mistake in the header is a fault of every page.
const TOLD: usize = 30;

/// SiteFaults, each with the file it is in; sorted, and none twice.
#[derive(Debug, Default)]
pub(super) struct SiteFaults(BTreeSet<(String, String)>);

impl SiteFaults {
    pub(super) fn of(file: &str, fault: impl Into<String>) -> Self {
        let mut faults = Self::default();
        faults.add(file, fault);
        faults
    }

    pub(super) fn add(&mut self, file: &str, fault: impl Into<String>) {
        self.0.insert((file.to_owned(), fault.into()));
    }

    pub(super) fn add_all(&mut self, file: &str, faults: impl IntoIterator<Item = String>) {
        for fault in faults {
            self.add(file, fault);
        }
    }

    pub(super) fn extend(&mut self, others: impl IntoIterator<Item = Self>) {
        self.0.extend(others.into_iter().flat_map(|others| others.0));
    }

    /// An error with one line for each.
    pub(super) fn into_result(self) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let count = self.0.len();
        let mut message = format!(
            "the site that was rendered is not whole: {count} {}",
            if count == 1 { "fault" } else { "faults" }
        );
        for (file, fault) in self.0.iter().take(TOLD) {
            message.push_str(&format!("\n  {file}: {fault}"));
        }
        if count > TOLD {
            message.push_str(&format!("\n  and {} more", count - TOLD));
        }
        Err(Error::new(message))
    }
}
