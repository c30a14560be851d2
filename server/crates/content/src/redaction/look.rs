//! One file is looked through.

use std::ops::Range;

use diagnostics::{Diagnostic, Faults, Source, read_bounded, unreadable};
use redaction::{Allowance, Finding, Gate, Rule, TextSyntax, allowances, alone};
use store::Stamp;

use super::{
    super::{allowed, render_cache::Clean},
    published::{File, Kind},
    table::RedactionTable,
    tell::{Mask, Teller},
};

/// How many bytes a file may have to be looked through.
const LARGEST: u64 = 64 << 20;

/// What it takes.
#[derive(Clone, Copy)]
pub(super) struct FileLooker<'a> {
    pub(super) gate: &'a Gate,
    pub(super) table: &'a RedactionTable,
    /// The files in which nothing was found, as they were.
    pub(super) known: &'a Clean,
}

/// What came of it.
#[derive(Default)]
pub(super) struct RedactionResult {
    pub(super) faults: Vec<Diagnostic>,
    pub(super) masks: Vec<Mask>,
    /// The file as it was.
    pub(super) clean: Option<Stamp>,
    /// What `site.toml` allows it, by places in its list.
    pub(super) used: Vec<usize>,
}

/// What a file allows as a whole, and whether it had to.
struct Whole<'a> {
    file: &'a File<'a>,
    table: &'a RedactionTable,
    /// What its head allows and has not had to yet.
    unused: Vec<usize>,
    used: Vec<usize>,
}

impl FileLooker<'_> {
    pub(super) fn look(self, file: &File<'_>) -> RedactionResult {
        // Before it is read: what is written meanwhile is looked at the next time.
        let now = || Stamp::read(&file.path).filter(Stamp::is_settled);
        let stamp = file.stamp.or_else(now);
        if stamp.is_some() && self.known.get(&file.path) == stamp.as_ref() {
            return RedactionResult { clean: stamp, ..RedactionResult::default() };
        }
        let mut looked = RedactionResult { clean: stamp, ..RedactionResult::default() };
        let unused = (0..file.allowed.len()).collect();
        let mut whole = Whole { file, table: self.table, unused, used: Vec::new() };
        let teller = Teller { table: self.table, file };
        for (finding, shown) in self.gate.find_in_path(&file.below) {
            if !whole.allows(finding.rule) {
                looked.faults.push(teller.of_name(&finding, &shown));
            }
        }
        if file.kind != Kind::Picture {
            self.look_into(teller, &mut whole, &mut looked);
        }
        looked.used = whole.used;
        looked
    }

    fn look_into(self, teller: Teller<'_>, whole: &mut Whole<'_>, looked: &mut RedactionResult) {
        let file = teller.file;
        let bytes = match read_bounded(&file.path, LARGEST) {
            Ok(bytes) => bytes,
            Err(reason) if reason.kind() == std::io::ErrorKind::FileTooLarge => {
                let message =
                    "it is published, and too large to be looked through for what must not get out";
                let fault = Diagnostic::warning_of_file(&file.shown, message);
                looked.faults.push(fault.help("look yourself, or split it"));
                return;
            }
            Err(reason) => {
                looked.faults.push(unreadable(&file.shown, &reason));
                return;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => {
                let source = Source::new(&file.shown, &text);
                self.look_through(&source, teller, whole, looked);
            }
            other => {
                let bytes = other.map_or_else(|text| text.into_bytes(), String::into_bytes);
                let (text, findings) = self.gate.find_in_bytes(&bytes);
                let findings =
                    findings.into_iter().filter(|finding| !whole.allows(finding.rule)).collect();
                let found = alone(findings).into_iter();
                looked.faults.extend(found.map(|finding| teller.of_bytes(&finding, &text)));
            }
        }
    }

    fn look_through(
        self,
        source: &Source,
        teller: Teller<'_>,
        whole: &mut Whole<'_>,
        looked: &mut RedactionResult,
    ) {
        let (file, text) = (teller.file, source.text());
        let form =
            if file.kind == Kind::Markdown { TextSyntax::Markdown } else { TextSyntax::Lines };
        let own =
            if file.kind == Kind::Settings { settings_of_redaction(text) } else { Vec::new() };
        let is_own = |place: usize| own.iter().any(|part| part.contains(&place));
        let allowed = allowances(text, form);
        let mut used = vec![false; allowed.len()];
        let mut told = Faults::new(&mut looked.faults);
        let mut left: Vec<Finding> = Vec::new();
        for finding in
            self.gate.find(text).into_iter().filter(|finding| !is_own(finding.span.start))
        {
            let mut is_allowed = false;
            for (at, allowance) in allowed.iter().enumerate() {
                let holds = allowance.rule == Some(finding.rule)
                    && overlap(&allowance.covers, &finding.span);
                used[at] |= holds;
                is_allowed |= holds;
            }
            if !is_allowed && !whole.allows(finding.rule) {
                left.push(finding);
            }
        }
        for finding in &left {
            looked.masks.extend(Mask::of(source, &finding.hidden));
        }
        for finding in alone(left) {
            told.push(teller.of_text(&finding, source));
        }
        for (Allowance { rule, name, reason, .. }, used) in allowed.iter().zip(used) {
            fault_of(source, *rule, name, reason.is_some(), used)
                .into_iter()
                .for_each(|fault| told.push(fault));
        }
        for at in &whole.unused {
            let rule = &file.allowed[*at];
            told.push(unused(source, rule.span.clone(), &rule.value));
        }
    }
}

impl Whole<'_> {
    /// Whether the file may have what a rule finds, wherever it is.
    fn allows(&mut self, rule: Rule) -> bool {
        let is_in_head = |at: &usize| self.file.allowed[*at].value == rule.key();
        let in_head = (0..self.file.allowed.len()).any(|at| is_in_head(&at));
        self.unused.retain(|at| !is_in_head(at));
        let listed = self.table.allowed.iter().enumerate();
        let listed =
            listed.filter(|(_, one)| one.rule == rule && one.file.value == self.file.below);
        let before = self.used.len();
        self.used.extend(listed.map(|(at, _)| at));
        in_head || self.used.len() > before
    }
}

/// What there is to say of an allowance.
fn fault_of(
    source: &Source,
    rule: Option<Rule>,
    name: &Range<usize>,
    has_reason: bool,
    used: bool,
) -> Option<Diagnostic> {
    let word = &source.text()[name.clone()];
    match rule {
        None => Some(allowed::unknown(source, name.clone(), word)),
        Some(_) if !has_reason => Some(allowed::without_reason(source, name.clone())),
        Some(_) => (!used).then(|| unused(source, name.clone(), word)),
    }
}

fn unused(source: &Source, place: Range<usize>, rule: &str) -> Diagnostic {
    source
        .warning(place, format!("there is nothing here for `{rule}` to find"))
        .help("take this out")
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The parts of `site.toml` that say what is looked for.
fn settings_of_redaction(text: &str) -> Vec<Range<usize>> {
    let (mut parts, mut at) = (Vec::new(), 0);
    let mut begun = None;
    for line in text.split_inclusive('\n') {
        let head = line.trim_start().trim_start_matches('[');
        if line.trim_start().starts_with('[') && !line.contains('"') {
            parts.extend(begun.take().map(|start| start..at));
            begun = head.trim_start().starts_with("redaction").then_some(at);
        }
        at += line.len();
    }
    parts.extend(begun.map(|start| start..at));
    parts
}
