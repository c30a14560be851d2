//! Names of hosts that only an internal network knows, and those that an owner names.

use std::{ops::Range, sync::LazyLock};

use regex::{Regex, RegexSet};

use crate::{Finding, Rule, edges, examples};

/// What the names of internal hosts end with: ICANN reserved the first one for that, and RFC 8375 the last;
/// the others are in use all the same.
const ENDINGS: [&str; 9] = [
    "internal",
    "corp",
    "local",
    "lan",
    "intranet",
    "intra",
    "localdomain",
    "private",
    "home.arpa",
];

/// Names with such an ending that say nothing: a program or a cloud has them wherever it runs.
const COMMON: [&str; 10] = [
    "cluster.local",
    "docker.internal",
    "containers.internal",
    "lima.internal",
    "orb.internal",
    "metadata.google.internal",
    "metadata.goog.internal",
    "localhost.localdomain",
    "fly.internal",
    "dns.podman.internal",
];

/// What the packages of Java and the like begin with, which are read from the other end.
const REVERSED: [&str; 9] = ["com", "org", "net", "io", "de", "dev", "java", "javax", "jdk"];

static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let endings = ENDINGS.map(|ending| ending.replace('.', r"\.")).join("|");
    Regex::new(&format!(r"(?i)(?:[a-z0-9_-]{{1,63}}\.){{1,10}}(?:{endings})(?-u:\b)")).ok()
});

/// The names that an owner looks for, with `*` for any part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPattern(String);

impl HostPattern {
    /// Reads one: `*.corp.example.net`, `jira.*`, `build-*`. `None` for what can't be a name.
    pub fn read(text: &str) -> Option<Self> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '*');
        let is_one = text.chars().all(is_part)
            && text.chars().filter(char::is_ascii_alphanumeric).count() >= 2;
        is_one.then(|| Self(text.to_owned()))
    }

    fn expression(&self) -> String {
        format!("(?i){}", self.0.replace('.', r"\.").replace('*', "[a-z0-9_.-]+"))
    }
}

/// Patterns that are ready to be looked for.
#[derive(Debug)]
pub(crate) struct HostPatterns {
    any: RegexSet,
    each: Vec<Regex>,
}

impl HostPatterns {
    pub(crate) fn of(patterns: &[HostPattern]) -> Option<Self> {
        let expressions: Vec<String> = patterns.iter().map(HostPattern::expression).collect();
        let each = expressions.iter().map(|one| Regex::new(one)).collect::<Result<_, _>>().ok()?;
        Some(Self { any: RegexSet::new(&expressions).ok()?, each })
    }

    fn find(&self, text: &str, findings: &mut Vec<Finding>) {
        for pattern in self.any.matches(text) {
            for found in self.each[pattern].find_iter(text) {
                let span = found.start()
                    ..found.start() + found.as_str().trim_end_matches(['.', '-']).len();
                let goes_on = |c: char| edges::is_word(c) || c == '-';
                if edges::stands_alone(text, &span, goes_on) {
                    let what = "a host that site.toml names";
                    findings.push(Finding::new(Rule::InternalHost, what, text, span).open());
                }
            }
        }
    }
}

pub(crate) fn find(text: &str, own: Option<&HostPatterns>, findings: &mut Vec<Finding>) {
    for found in NAME.iter().flat_map(|name| name.find_iter(text)) {
        let (name, span) = (found.as_str().to_ascii_lowercase(), found.range());
        if is_internal(&name) && is_host(text, &name, &span) {
            findings.push(Finding::new(Rule::InternalHost, "an internal host", text, span).open());
        }
    }
    if let Some(own) = own {
        own.find(text, findings);
    }
}

/// Whether a name is of somebody's network.
fn is_internal(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default();
    !COMMON.iter().any(|common| name.ends_with(common))
        && !examples::is_host(name)
        && !REVERSED.contains(&first)
}

/// Whether it stands where a host does: in an address, or because of what it is made of. `thread.local` and
/// `config.internal` are what programs have.
fn is_host(text: &str, name: &str, span: &Range<usize>) -> bool {
    let before = edges::before(text, span.start);
    let after = &text[span.end..];
    let goes_on = |c: char| edges::is_word(c) || matches!(c, '(' | '[' | '-' | '{' | '$');
    let is_part = after.strip_prefix('.').is_some_and(|rest| rest.starts_with(edges::is_word));
    if before.is_some_and(|c| {
        edges::is_word(c)
            || matches!(c, '.' | '-' | '/' | '$') && !text[..span.start].ends_with("//")
    }) || after.starts_with(goes_on)
        || is_part
        || name.contains('_')
    {
        return false;
    }
    let port =
        after.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if before == Some('@') || text[..span.start].ends_with("://") || port {
        return true;
    }
    let labels: Vec<&str> = name.split('.').collect();
    let is_made =
        |label: &&str| label.contains('-') || label.ends_with(|c: char| c.is_ascii_digit());
    // `tag.name.local` is a variable in many languages.
    let is_long = labels.len() > 2 && !name.ends_with(".local");
    is_long || labels[..1].iter().any(is_made)
}
