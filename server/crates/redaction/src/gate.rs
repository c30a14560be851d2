//! All rules together.

use crate::{
    Finding, HostPattern, Network, Rule, addresses, assigned, connections,
    customers::CustomerNames,
    emails, headers,
    hosts::{self, HostPatterns},
    jwt, keys, phones, tokens,
};

/// How many findings a text has at most: whoever has taken so many out looks again.
const MOST: usize = 1_000;
/// How many characters in a row make a text within other bytes.
const RUN: usize = 12;

/// What to look for beyond what everybody does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GateOptions {
    /// The rules that nobody wants.
    pub off: Vec<Rule>,
    /// Names of hosts.
    pub hosts: Vec<HostPattern>,
    /// Networks that are not to be known, though their addresses are not private.
    pub networks: Vec<Network>,
    /// Names of customers.
    pub customers: Vec<String>,
}

/// The rules, ready to be asked.
#[derive(Debug)]
pub struct Gate {
    off: Vec<Rule>,
    hosts: Option<HostPatterns>,
    networks: Vec<Network>,
    customers: Option<CustomerNames>,
}

impl Gate {
    /// Makes one.
    pub fn new(terms: &GateOptions) -> Self {
        Self {
            off: terms.off.clone(),
            hosts: HostPatterns::of(&terms.hosts),
            networks: terms.networks.clone(),
            customers: CustomerNames::of(&terms.customers),
        }
    }

    /// Everything in a text that must not get out, in the order of the text. Places may overlap: see [`alone`].
    pub fn find(&self, text: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        for rule in Rule::ALL.into_iter().filter(|rule| !self.off.contains(rule)) {
            let found = &mut findings;
            match rule {
                Rule::PrivateKey => keys::find(text, found),
                Rule::Token => tokens::find(text, found),
                Rule::Jwt => jwt::find(text, found),
                Rule::Header => headers::find(text, found),
                Rule::ConnectionString => connections::find(text, found),
                Rule::Secret => assigned::find(text, found),
                Rule::PrivateAddress => addresses::find(text, &self.networks, found),
                Rule::InternalHost => hosts::find(text, self.hosts.as_ref(), found),
                Rule::Customer => self.customers.iter().for_each(|names| names.find(text, found)),
                Rule::Email => emails::find(text, found),
                Rule::Phone => phones::find(text, found),
            }
        }
        findings.sort_by_key(|finding| (finding.span.start, finding.rule));
        findings.truncate(MOST);
        findings
    }

    /// The same for the path of a file, each with what may be shown of it: of its parts, and of these without
    /// their endings too, since `db-1.corp.csv` is of a host.
    pub fn find_in_path(&self, path: &str) -> Vec<(Finding, String)> {
        let mut all: Vec<(Finding, String)> = Vec::new();
        for part in path.split('/') {
            let stem = part.rsplit_once('.').map(|(stem, _)| stem);
            for text in [Some(part), stem].into_iter().flatten() {
                for finding in self.find(text) {
                    if !all.iter().any(|(known, _)| known.rule == finding.rule) {
                        let shown = finding.masked(text);
                        all.push((finding, shown));
                    }
                }
            }
        }
        all
    }

    /// The same for what is no text, such as the metadata of a picture: what may be read in it is looked
    /// through, a line for each row of characters.
    pub fn find_in_bytes(&self, bytes: &[u8]) -> (String, Vec<Finding>) {
        let text = readable(bytes);
        let findings = self.find(&text);
        (text, findings)
    }
}

/// The rows of characters in some bytes, each a line.
fn readable(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        for run in chunk.valid().split(|c: char| c.is_control()) {
            if run.chars().nth(RUN - 1).is_some() {
                text.push_str(run);
                text.push('\n');
            }
        }
    }
    text
}

/// Of findings that share a place, those that are told: the first rule has the word.
pub fn alone(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.rule, finding.span.start));
    let mut kept: Vec<Finding> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for finding in findings {
        let before = places.range(..finding.span.end).next_back();
        if before.is_none_or(|(_, end)| *end <= finding.span.start) {
            places.insert(finding.span.start, finding.span.end);
            kept.push(finding);
        }
    }
    kept.sort_by_key(|finding| finding.span.start);
    kept
}
