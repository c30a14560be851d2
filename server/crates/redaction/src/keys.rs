//! Private keys: PEM (RFC 7468), OpenSSH, PGP and PuTTY.

use std::sync::LazyLock;

use regex::Regex;

use crate::{Finding, Rule, examples};

/// How many characters of a key follow its head at least: what has fewer says only that a key stands there.
const BODY: usize = 40;
/// How much of it is hidden at most.
const LONGEST: usize = 16 * 1024;

static BEGIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-[0-9]: [a-z0-9-]+",
    )
    .ok()
});

pub(crate) fn find(text: &str, findings: &mut Vec<Finding>) {
    if !text.contains("PRIVATE KEY") && !text.contains("PuTTY") {
        return;
    }
    for begin in BEGIN.iter().flat_map(|begin| begin.find_iter(text)) {
        let mut most = (begin.end() + LONGEST).min(text.len());
        while !text.is_char_boundary(most) {
            most -= 1;
        }
        let rest = &text[begin.end()..most];
        // Whatever comes first ends it: nothing is looked for behind that.
        let is_putty = begin.as_str().starts_with("PuTTY");
        let end = rest.find(if is_putty { "Private-MAC:" } else { "-----" });
        let body = &rest[..end.unwrap_or(rest.len())];
        if is_key(body) {
            let span = begin.start()..begin.end() + body.len();
            let finding = Finding::new(Rule::PrivateKey, "a private key", text, span);
            findings.push(finding.hiding(begin.end()..begin.end() + body.len()));
        }
    }
}

/// Whether a text is the body of a key, with line feeds as they are or as `\n`.
fn is_key(body: &str) -> bool {
    let lines = body.split(['\n', '"', '\'']).flat_map(|line| line.split("\\n"));
    let is_base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    let lines = lines.map(|line| line.trim_matches(|c: char| !is_base64(c)));
    let lines: Vec<&str> =
        lines.filter(|line| line.len() >= 16 && line.chars().all(is_base64)).collect();
    let length: usize = lines.iter().map(|line| line.len()).sum();
    let is_made_up = |line: &&&str| examples::is_placeholder(line) || line.contains("AAAAAAAAAAAA");
    // The head of an OpenSSH key has a row of zeros, which look so.
    length >= BODY && lines.iter().filter(is_made_up).count() * 2 <= lines.len()
}
