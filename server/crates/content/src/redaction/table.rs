//! `[redaction]` of `site.toml`, and `[allow]` of the head of a text.

use diagnostics::{Diagnostic, Source, Spanned, suggest};
use redaction::{GateOptions, HostPattern, Network, Rule};
use values::{Fields, Value};

use super::{super::allowed::unknown, published::File};

/// What comes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Stop,
    Warn,
    Off,
}

impl Level {
    const ALL: [(&str, Self); 3] = [("stop", Self::Stop), ("warn", Self::Warn), ("off", Self::Off)];
}

/// A finding that is allowed in a file.
#[derive(Debug)]
pub(super) struct Allowed {
    /// Below the content folder.
    pub(super) file: Spanned<String>,
    pub(super) rule: Rule,
    /// Whether there was anything to allow.
    pub(super) used: bool,
}

/// The table, read. What is faulty is as if it were not there.
#[derive(Debug, Default)]
pub(super) struct RedactionTable {
    pub(super) terms: GateOptions,
    /// The rules that stop nothing.
    warns: Vec<Rule>,
    /// Where names of customers are.
    pub(super) customers: Option<Spanned<String>>,
    pub(super) allowed: Vec<Allowed>,
}

impl RedactionTable {
    pub(super) fn read(
        source: &Source,
        table: Option<Spanned<values::Table>>,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let Some(table) = table else { return Self::default() };
        let mut fields = Fields::new(source, table.value, faults);
        let general = level(&mut fields, "level").unwrap_or(Level::Stop);
        let mut read = Self::default();
        for rule in Rule::ALL {
            match level(&mut fields, rule.key()).unwrap_or(general) {
                Level::Stop => {}
                Level::Warn => read.warns.push(rule),
                Level::Off => read.terms.off.push(rule),
            }
        }
        for Spanned { value, span } in fields.texts("hosts").unwrap_or_default() {
            match HostPattern::read(&value) {
                Some(pattern) => read.terms.hosts.push(pattern),
                None => {
                    let message = format!("`{value}` is no pattern for names of hosts");
                    let help = "write one such as \"*.corp.example.net\" or \"build-*\"";
                    fields.fault_at(span, (message, Some(help.into())));
                }
            }
        }
        for Spanned { value, span } in fields.texts("networks").unwrap_or_default() {
            match Network::read(&value) {
                Some(network) => read.terms.networks.push(network),
                None => {
                    let message = format!("`{value}` is no network");
                    let help = "write it as \"203.0.113.0/24\" or \"2001:db8::/32\"";
                    fields.fault_at(span, (message, Some(help.into())));
                }
            }
        }
        read.customers = fields.filled("customers");
        let allow = fields.list("allow");
        fields.finish();
        read.allowed = allow.into_iter().filter_map(|node| allowed(source, node, faults)).collect();
        read
    }

    /// Whether a finding of a rule stops the build.
    pub(super) fn stops(&self, rule: Rule) -> bool {
        !self.warns.contains(&rule)
    }

    /// Warns of what is allowed and not there. Of a text that is no part of this build nobody knows.
    pub(super) fn tell_unused(
        &self,
        source: &Source,
        files: &[File<'_>],
        faults: &mut Vec<Diagnostic>,
    ) {
        for Allowed { file, rule, used } in &self.allowed {
            let is_looked_at = || files.iter().any(|other| other.below == file.value);
            let is_there =
                || files.first().is_some_and(|other| other.root.join(&file.value).exists());
            if *used || is_there() && !is_looked_at() {
                continue;
            }
            let message = format!("nothing in `{}` is for `{}` to find", file.value, rule.key());
            faults.push(source.warning(file.span.clone(), message).help("take this out"));
        }
    }
}

/// What is to come of the findings of a rule.
fn level(fields: &mut Fields<'_>, key: &'static str) -> Option<Level> {
    let Spanned { value, span } = fields.filled(key)?;
    let known = Level::ALL.into_iter().find(|(name, _)| *name == value);
    if known.is_none() {
        let names = Level::ALL.map(|(name, _)| name);
        let help = suggest::did_you_mean(&value, names)
            .unwrap_or_else(|| format!("write one of {}", names.join(", ")));
        fields.fault_at(span, (format!("`{key}` can't be `{value}`"), Some(help)));
    }
    known.map(|(_, level)| level)
}

/// One of `[[redaction.allow]]`.
fn allowed(source: &Source, node: Spanned<Value>, faults: &mut Vec<Diagnostic>) -> Option<Allowed> {
    let Value::Table(table) = node.value else {
        let message = format!("what is allowed is a table, and this is {}", node.value.kind());
        faults.push(source.error(node.span, message).help(EXAMPLE));
        return None;
    };
    let mut fields = Fields::new(source, table, faults);
    let file = fields.filled("file");
    let rule = fields.filled("rule");
    let reason = fields.filled("reason");
    for key in ["file", "rule", "reason"] {
        fields.missing(key, &node.span, &format!("there is no `{key}`"), EXAMPLE);
    }
    fields.finish();
    let (file, rule) = (file?, rule?);
    reason?;
    let Some(known) = Rule::of_key(&rule.value) else {
        faults.push(unknown(source, rule.span, &rule.value));
        return None;
    };
    Some(Allowed { file, rule: known, used: false })
}

const EXAMPLE: &str = "write\n[[redaction.allow]]\nfile = \"posts/hello/data.csv\"\nrule = \"private-address\"\n\
    reason = \"the lab is gone\"";
