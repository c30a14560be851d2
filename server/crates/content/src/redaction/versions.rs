//! Earlier versions of a text, of which pages show what went.

use diagnostics::{Diagnostic, Severity};
use redaction::{Finding, alone};

use super::{super::texts::ParsedText, Looker, tell::sentence};

impl Looker<'_> {
    /// Looks through the words of versions, each with its commit. What the text still has is looked at there.
    pub(in super::super) fn look_into_versions(
        &self,
        draft: &ParsedText,
        versions: Vec<(&str, String)>,
    ) -> Vec<Diagnostic> {
        let today = draft.source.text();
        let mut told: Vec<(String, bool, Vec<&str>)> = Vec::new();
        for (commit, text) in versions {
            let is_new = |finding: &Finding| {
                let found = text.get(finding.span.clone()).unwrap_or_default();
                let is_allowed =
                    draft.front.allow.iter().any(|rule| rule.value == finding.rule.key());
                !is_allowed && !today.contains(found)
            };
            let found = self.gate.find(&text).into_iter().filter(is_new).collect();
            for finding in alone(found) {
                let stops = finding.certain && self.table.stops(finding.rule);
                let said = sentence(&finding, &finding.masked(&text));
                match told.iter_mut().find(|(known, ..)| *known == said) {
                    Some((.., commits)) if !commits.contains(&commit) => commits.push(commit),
                    Some(_) => {}
                    None => told.push((said, stops, vec![commit])),
                }
            }
        }
        let fault = |(said, stops, commits): (String, bool, Vec<&str>)| {
            let message = format!("its revisions show what it said before, and {said}");
            let names: Vec<String> = commits
                .iter()
                .map(|commit| format!("\"{}\"", &commit[..commit.len().min(12)]))
                .collect();
            let help = format!(
                "leave those versions out, in `[revisions]` of site.toml: `leave_out = [{}]`",
                names.join(", ")
            );
            let mut fault = Diagnostic::of_file(draft.source.path(), message).help(help);
            if !stops {
                fault.severity = Severity::Warning;
            }
            fault
        };
        told.into_iter().map(fault).collect()
    }
}
