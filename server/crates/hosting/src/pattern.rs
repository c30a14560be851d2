//! Sets of addresses: `:name` stands for one part of an address, `*` at the end for all the rest.

/// Whether a path is one of a set.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    for wanted in pattern.split('/') {
        match parts.next() {
            Some(_) if wanted == "*" => return true,
            Some(part) if wanted == part || (wanted.starts_with(':') && !part.is_empty()) => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}

/// Whether two sets may have an address in common.
pub(super) fn overlap(one: &str, other: &str) -> bool {
    let (mut ones, mut others) = (one.split('/'), other.split('/'));
    loop {
        match (ones.next(), others.next()) {
            (None, None) | (Some("*"), _) | (_, Some("*")) => return true,
            (Some(a), Some(b)) if a == b || a.starts_with(':') || b.starts_with(':') => {}
            _ => return false,
        }
    }
}

/// The same set as a regular expression, without its ends.
pub(super) fn regex(pattern: &str) -> String {
    let part = |part: &str| match part {
        "*" => ".*".to_owned(),
        _ if part.starts_with(':') => "[^/]+".to_owned(),
        _ => escaped(part),
    };
    pattern.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Text as a regular expression that matches nothing else.
pub(super) fn escaped(text: &str) -> String {
    let mut regex = String::new();
    for c in text.chars() {
        if "\\.+*?()|[]{}^$".contains(c) {
            regex.push('\\');
        }
        regex.push(c);
    }
    regex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_a_set_of_addresses() {
        for (pattern, path, is_in) in [
            ("/feed.xml", "/feed.xml", true),
            ("/feed.xml", "/feed.xml/", false),
            ("/pkg/*", "/pkg/a/b.js", true),
            ("/pkg/*", "/pkgs/a.js", false),
            ("/:a/:b/feed.xml", "/tags/x/feed.xml", true),
            ("/:a/:b/feed.xml", "/tags//feed.xml", false),
            ("/:a/:b/feed.xml", "/x/feed.xml", false),
        ] {
            assert_eq!(matches(pattern, path), is_in, "{pattern} {path}");
        }
        assert!(overlap("/:a/:b/index.md", "/de/:b/index.md"));
        assert!(!overlap("/:a/:b/index.md", "/de/:a/:b/index.md"));
        assert_eq!(regex("/:a/:b/feed.xml"), "/[^/]+/[^/]+/feed\\.xml");
        assert_eq!(regex("/pkg/*"), "/pkg/.*");
    }
}
