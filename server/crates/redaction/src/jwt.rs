//! JSON Web Tokens (RFC 7519): three parts, of which the first two are JSON.

use std::sync::LazyLock;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use regex::Regex;
use serde_json::Value;

use crate::{Finding, Rule, edges};

static TOKEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"eyJ[A-Za-z0-9_-]{8,}\.(eyJ[A-Za-z0-9_-]{2,}|[A-Za-z0-9_-]{16,})\.[A-Za-z0-9_-]*")
        .ok()
});

/// Subjects and issuers of the example tokens in jwt.io, RFC 7515, RFC 7519 and RFC 7797.
const KNOWN: [(&str, &str); 3] = [("sub", "1234567890"), ("iss", "joe"), ("name", "John Doe")];

pub(crate) fn find(text: &str, findings: &mut Vec<Finding>) {
    for captures in TOKEN.iter().flat_map(|token| token.captures_iter(text)) {
        let Some(whole) = captures.get(0) else { continue };
        let mut parts = whole.as_str().split('.');
        let header = parts.next().and_then(json);
        let Some(header) = header.filter(|header| header.get("alg").is_some()) else { continue };
        let payload = parts.next().and_then(json).unwrap_or(Value::Null);
        // Without a signature it lets nobody in.
        let signature = parts.next().unwrap_or_default();
        let is_signed =
            signature.len() >= 16 && header.get("alg").and_then(Value::as_str) != Some("none");
        let is =
            |(key, value): &(&str, &str)| payload.get(key).and_then(Value::as_str) == Some(value);
        if !is_signed
            || KNOWN.iter().any(is)
            || edges::before(text, whole.start()).is_some_and(edges::is_word)
        {
            continue;
        }
        findings.push(Finding::new(Rule::Jwt, "a JSON Web Token", text, whole.range()));
    }
}

fn json(part: &str) -> Option<Value> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&bytes).ok()
}
