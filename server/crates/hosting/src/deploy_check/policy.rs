//! How the policy that a host sends hangs together with that of a page.

use std::collections::{BTreeMap, BTreeSet};

/// What pages embed. Each page allows its own; the host sends what all of them do, and a browser heeds
/// both.
const OF_EMBEDS: [&str; 2] = ["connect-src", "frame-src"];

type Directives<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Whether a policy allows what that of a page does, and nothing more but for what is embedded.
pub(super) fn allows(policy: &str, page: &str) -> bool {
    let (mut all, mut own) = (directives(policy), directives(page));
    let of = |directives: &Directives<'_>, name| -> BTreeSet<String> {
        let sources = directives.get(name).or_else(|| directives.get("default-src"));
        sources.into_iter().flatten().map(|source| (*source).to_owned()).collect()
    };
    let is_wider = OF_EMBEDS.iter().all(|name| of(&all, name).is_superset(&of(&own, name)));
    for name in OF_EMBEDS {
        all.remove(name);
        own.remove(name);
    }
    is_wider && all == own
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
        let page = "default-src 'self'; script-src 'self' 'sha256-a'; frame-src 'self'";
        for (policy, good) in [
            (page.to_owned(), true),
            (page.replace("frame-src 'self'", "frame-src https://a.test 'self'"), true),
            (format!("{page}; connect-src 'self' https://a.test"), true),
            (page.replace("frame-src 'self'", "frame-src 'none'"), false),
            (page.replace("'sha256-a'", "https:"), false),
            (format!("{page}; connect-src 'none'"), false),
            ("default-src 'self'".to_owned(), false),
        ] {
            assert_eq!(allows(&policy, page), good, "{policy}");
        }
    }
}
