//! What a writer is asked to think of again, and which of it an owner does not want to hear.

use diagnostics::{Diagnostic, Source};
use values::{Fields, Table};

/// Something that is looked for in texts and that is no fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LintRule {
    /// An incident does not say how and when it was noticed.
    Detection,
    /// Something is to be done, and nobody does it, or by no day.
    Actions,
    /// Its day is over.
    Overdue,
    /// An incident is said to have one cause.
    RootCause,
    /// A person is said to be it.
    HumanError,
    /// What came first is said to have come later.
    Order,
    /// A number has no unit.
    Units,
}

impl LintRule {
    const ALL: [Self; 7] = [
        Self::Detection,
        Self::Actions,
        Self::Overdue,
        Self::RootCause,
        Self::HumanError,
        Self::Order,
        Self::Units,
    ];

    /// What `[lint]` calls it.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Detection => "detection",
            Self::Actions => "actions",
            Self::Overdue => "overdue",
            Self::RootCause => "root_cause",
            Self::HumanError => "human_error",
            Self::Order => "order",
            Self::Units => "units",
        }
    }
}

/// The rules that an owner switched off.
#[derive(Debug, Default)]
pub(super) struct Lint {
    off: Vec<LintRule>,
}

impl Lint {
    /// Reads the table `[lint]`.
    pub(super) fn read(source: &Source, table: Table, faults: &mut Vec<Diagnostic>) -> Self {
        let mut fields = Fields::new(source, table, faults);
        let off = LintRule::ALL.into_iter().filter(|rule| fields.truth(rule.key()) == Some(false));
        let off = off.collect();
        fields.finish();
        Self { off }
    }

    /// Whether a rule is heeded.
    pub(super) fn has(&self, rule: LintRule) -> bool {
        !self.off.contains(&rule)
    }
}
