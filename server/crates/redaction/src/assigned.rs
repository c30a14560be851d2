//! Values that look like chance, under names that say that they are secret.

use std::sync::LazyLock;

use regex::Regex;

use crate::{Finding, Rule, chance::is_chance, examples};

static ASSIGNED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r#"(?i)(?-u:\b)([a-z0-9_.-]{0,40}(?:secret|token|passw(?:or)?d|passphrase|api[_-]?key|access[_-]?key|"#,
        r#"private[_-]?key|account[_-]?key|auth[_-]?key|encryption[_-]?key|credentials?)[a-z0-9_-]{0,20})"#,
        r#"\\?["'`]?\s{0,8}(?::=|=>|[=:,])\s{0,8}\\?["'`]?([A-Za-z0-9+/_=.~!@$%^&*-]{16,200})"#
    ))
    .ok()
});

/// Names of what is no secret, or one that holds for a moment.
const HARMLESS: [&str; 13] = [
    "page", "next", "cursor", "continu", "csrf", "xsrf", "public", "cancel", "hash", "digest",
    "count", "name", "_id",
];

pub(crate) fn find(text: &str, findings: &mut Vec<Finding>) {
    for captures in ASSIGNED.iter().flat_map(|assigned| assigned.captures_iter(text)) {
        let (Some(name), Some(value)) = (captures.get(1), captures.get(2)) else { continue };
        let small = name.as_str().to_ascii_lowercase();
        let word = value.as_str().trim_end_matches(['.', ',', '*']);
        // The names of things: a path, a call, a field of a structure, another variable.
        let is_name = word.contains("::")
            || word.contains("/") && word.contains('.')
            || word.starts_with('/');
        if HARMLESS.iter().any(|part| small.contains(part))
            || is_name
            || examples::is_filled_in(word)
            || !is_chance(word)
        {
            continue;
        }
        let place = value.start()..value.start() + word.len();
        let finding = Finding::new(Rule::Secret, "a secret", text, place);
        let span = name.start()..finding.span.end;
        findings.push(Finding { span, ..finding });
    }
}
