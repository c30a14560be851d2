//! Saying what was found, without saying it: what is told of a secret may stand in a log that anybody reads.

use std::{
    collections::HashMap,
    ops::Range,
    path::{Path, PathBuf},
};

use diagnostics::{Diagnostic, Severity, Source};
use redaction::{Finding, Rule};

use super::{
    published::{File, Kind},
    table::RedactionTable,
};

/// How many lines of a secret are hidden: a key has some dozens.
const LINES: usize = 1_000;

/// Characters of a line that nobody may see.
#[derive(Debug)]
pub(super) struct Mask {
    path: PathBuf,
    line: usize,
    from: usize,
    length: usize,
}

impl Mask {
    /// Those of a part of a text, one for each of its lines.
    pub(super) fn of(source: &Source, hidden: &Range<usize>) -> Vec<Self> {
        let text = source.text().get(hidden.clone()).unwrap_or_default();
        let mut at = hidden.start;
        let mut masks = Vec::new();
        for line in text.split_inclusive('\n').take(LINES) {
            let part = line.trim_end();
            if !part.is_empty() {
                let place = source.error(at..at + part.len(), "");
                let length = part.chars().count();
                masks.push(Self { path: place.path, line: place.line, from: place.column, length });
            }
            at += line.len();
        }
        masks
    }
}

/// Hides in the lines that faults show what must not be seen.
pub(super) fn hide(faults: &mut [Diagnostic], masks: &[Mask]) {
    let mut by_line: HashMap<(&Path, usize), Vec<&Mask>> = HashMap::new();
    for mask in masks {
        by_line.entry((&mask.path, mask.line)).or_default().push(mask);
    }
    for fault in faults {
        let Some(masks) = by_line.get(&(&*fault.path, fault.line)) else { continue };
        let Some(line) = &mut fault.source else { continue };
        let first = fault.source_from;
        let is_hidden = |column: usize| {
            masks.iter().any(|mask| (mask.from..mask.from + mask.length).contains(&column))
        };
        *line = line
            .chars()
            .enumerate()
            .map(|(at, c)| if is_hidden(first + at) { '*' } else { c })
            .collect();
    }
}

/// Turns the findings in a file into faults.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) table: &'a RedactionTable,
    pub(super) file: &'a File<'a>,
}

impl Teller<'_> {
    /// One in a text.
    pub(super) fn of_text(self, finding: &Finding, source: &Source) -> Diagnostic {
        let shown = finding.masked(source.text());
        let help = format!("{}; {}", remedy(finding.rule), self.way(finding, source));
        let fault = source.error(finding.span.clone(), sentence(finding, &shown));
        self.as_severe(finding, fault.help(help))
    }

    /// One in what is no text.
    pub(super) fn of_bytes(self, finding: &Finding, text: &str) -> Diagnostic {
        let message =
            format!("in what comes along with it, {}", sentence(finding, &finding.masked(text)));
        let help = format!("take its metadata out; {}", help_for_list(self.file, finding.rule));
        self.as_severe(finding, Diagnostic::of_file(&self.file.shown, message).help(help))
    }

    /// One in the path of a file.
    pub(super) fn of_name(self, finding: &Finding, shown: &str) -> Diagnostic {
        let message = format!("its path is published, and {}", sentence(finding, shown));
        let help = format!("rename it; {}", help_for_list(self.file, finding.rule));
        self.as_severe(finding, Diagnostic::of_file(&self.file.shown, message).help(help))
    }

    fn as_severe(self, finding: &Finding, mut fault: Diagnostic) -> Diagnostic {
        if !finding.certain || !self.table.stops(finding.rule) {
            fault.severity = Severity::Warning;
        }
        fault
    }

    /// How to allow it.
    fn way(self, finding: &Finding, source: &Source) -> String {
        let rule = finding.rule;
        if finding.span.start < self.file.body {
            let key = rule.key();
            return match source.text().starts_with('-') {
                true => {
                    format!("if readers may have it, say why here: `allow: {{ {key}: \"…\" }}`")
                }
                false => format!("if readers may have it, say why here: `allow.{key} = \"…\"`"),
            };
        }
        let ending =
            self.file.path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let comment = match ending {
            _ if self.file.kind == Kind::Markdown => ("<!--", " -->", "before the block"),
            "svg" | "html" | "htm" | "xml" => ("<!--", " -->", "in the line before"),
            "toml" | "yaml" | "yml" | "py" | "sh" | "rb" | "conf" | "tf" => {
                ("#", "", "in the line before")
            }
            "js" | "mjs" | "ts" | "rs" | "go" | "java" | "c" | "h" | "cpp" => {
                ("//", "", "in the line before")
            }
            "css" => ("/*", " */", "in the line before"),
            _ => return help_for_list(self.file, rule),
        };
        let (begin, end, place) = comment;
        format!(
            "if readers may have it, say why {place}: `{begin} allow: {} \"…\"{end}`",
            rule.key()
        )
    }
}

/// How to allow something in a file that has no room for a comment.
fn help_for_list(file: &File<'_>, rule: Rule) -> String {
    let (below, rule) = (&file.below, rule.key());
    format!(
        "if readers may have it, say so in site.toml:\n[[redaction.allow]]\nfile = \"{below}\"\nrule = \"{rule}\"\n\
         reason = \"…\""
    )
}

/// What was found, as a sentence.
fn sentence(finding: &Finding, shown: &str) -> String {
    let shown = shown.replace('`', "'");
    match finding.certain {
        true => format!("`{shown}` is {}", finding.what),
        false => format!(
            "`{shown}` looks like {}, though its checksum is not the right one",
            finding.what
        ),
    }
}

/// What to do about it.
fn remedy(rule: Rule) -> &'static str {
    match rule {
        Rule::PrivateAddress => {
            "write one that is kept for documents, such as 192.0.2.1 or 2001:db8::1"
        }
        Rule::InternalHost => "write one that is kept for documents, such as db.example.com",
        Rule::Customer => "tell it without the name",
        Rule::Email => "write name@example.com, or a link with mailto: where readers are to write",
        Rule::Phone => "take it out, or make it a link with tel: where readers are to call",
        _ => "take it out, and have it revoked: whoever saw the repository has it",
    }
}
