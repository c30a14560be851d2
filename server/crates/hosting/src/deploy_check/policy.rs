//! How the policy that a host sends hangs together with that of a page.

use std::collections::{BTreeMap, BTreeSet};

/// What pages embed, and the styles that they have. Each page allows its own; the host sends what all of them
/// do, and a browser heeds both.
const OF_PAGES: [&str; 3] = ["connect-src", "frame-src", "style-src"];

type Directives<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Whether a policy allows what that of a page does, and nothing more but for what other pages embed or have.
pub(super) fn allows(policy: &str, page: &str) -> bool {
    let (mut all, mut own) = (directives(policy), directives(page));
    let of = |directives: &Directives<'_>, name: &str| -> BTreeSet<String> {
        let sources = directives.get(name).or_else(|| directives.get("default-src"));
        sources.into_iter().flatten().map(|source| (*source).to_owned()).collect()
    };
    let is_wider = OF_PAGES.iter().all(|name| of(&all, name).is_superset(&of(&own, name)));
    // Styles of other pages are known by hash or host, never by where they stand or how they come.
    let (styles, own_styles) = (of(&all, "style-src"), of(&own, "style-src"));
    let is_named = |source: &String| source.starts_with("'sha256-") || source.contains("://");
    let are_named = styles.difference(&own_styles).all(is_named);
    for name in OF_PAGES {
        all.remove(name);
        own.remove(name);
    }
    is_wider && are_named && all == own
}

fn directives(policy: &str) -> Directives<'_> {
    let mut found = Directives::new();
    for text in policy.split(';') {
        let mut words = text.split_ascii_whitespace();
        if let Some(name) = words.next() {
            found.insert(name, words.collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_may_allow_what_other_pages_embed_and_nothing_else() {
        let page = "default-src 'self'; script-src 'self' 'sha256-a'; style-src 'self' 'sha256-b'; frame-src 'self'";
        for (policy, good) in [
            (page.to_owned(), true),
            (page.replace("frame-src 'self'", "frame-src https://a.test 'self'"), true),
            (format!("{page}; connect-src 'self' https://a.test"), true),
            (page.replace("frame-src 'self'", "frame-src 'none'"), false),
            (page.replace("'sha256-a'", "https:"), false),
            (page.replace("'sha256-b'", "'sha256-b' 'sha256-c'"), true),
            (page.replace("'sha256-b'", "'sha256-c'"), false),
            (page.replace("'sha256-b'", "'sha256-b' 'unsafe-inline'"), false),
            (page.replace("'sha256-b'", "'sha256-b' https:"), false),
            (format!("{page}; connect-src 'none'"), false),
            ("default-src 'self'".to_owned(), false),
        ] {
            assert_eq!(allows(&policy, page), good, "{policy}");
        }
    }
}
