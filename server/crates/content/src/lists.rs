//! What posts pick from by ids: those who write, and series.

use std::path::Path;

use diagnostics::Diagnostic;

use super::{authors::Authors, series::AllSeries};

/// The lists of a blog.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) authors: Authors,
    pub(super) series: AllSeries,
}

impl Lists {
    /// Reads those that are there.
    pub(super) fn read(
        root: &Path,
        shown: &Path,
        language: Option<&str>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            authors: Authors::read(root, shown, language, faults),
            series: AllSeries::read(root, shown, language, faults),
        }
    }
}
