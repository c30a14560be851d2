//! Old addresses of a text, which its front matter lists so that they lead to the new one.

use std::collections::{BTreeMap, BTreeSet};

use diagnostics::{Diagnostic, Spanned};
use model::{
    Redirect,
    routes::{Route, Routes},
};
use percent_encoding::percent_decode_str;
use urls::plan::{Plan, too_long};

use super::{site::SiteFile, texts::ParsedText};

/// An alias as a path on the site, not encoded: one that ends with a slash or with `.html`, or the front
/// page with a query of one key. Without a slash at its head, as others write it, it is the same. Else
/// what is wrong with it, and perhaps a remedy.
pub(super) fn parse(alias: &str) -> Result<String, (String, Option<String>)> {
    let refuse = |what: &str, help: String| Err((format!("`{alias}` {what}"), Some(help)));
    if alias.is_empty() {
        return Err(("this alias is empty".into(), Some("take it out".into())));
    }
    if let Some((_, rest)) = alias.split_once("//").filter(|(scheme, _)| !scheme.starts_with('/')) {
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        return refuse("is not a path on this site", format!("write `/{path}`"));
    }
    if let Some(query) = alias.strip_prefix("/?").or(alias.strip_prefix('?')) {
        return match query.split_once('=') {
            Some((key, value)) if is_word(key) && is_word(value) => Ok(format!("/?{query}")),
            _ => refuse(
                "asks for more than one thing, or for none",
                "write it as `/?p=123`, of letters, digits, `-` and `_`".to_owned(),
            ),
        };
    }
    if let Some(at) = alias.find(['?', '#']) {
        return refuse(
            "has a query or a fragment, by which no host finds a page",
            format!("write `{}`", &alias[..at]),
        );
    }
    if FEEDS.iter().any(|end| alias.ends_with(end)) {
        return refuse(
            "has the form of the address of a feed, and is to lead to a page",
            "name it in site.toml under `[feeds]`: also = [\"/index.xml\"]".to_owned(),
        );
    }
    let path = percent_decode_str(alias.trim_start_matches("./")).decode_utf8_lossy();
    let path = path.strip_suffix("index.html").unwrap_or(&path);
    let inner = path.trim_matches('/');
    let odd = |c: char| c.is_control() || c == '\\' || c == '\u{fffd}';
    if inner.split('/').any(|part| matches!(part, "." | "..") || part.contains(odd))
        || inner.contains("//")
    {
        let help = "write the path as it stood in the browser".to_owned();
        return refuse("is not the address of a page", help);
    }
    if let Some(fault) = inner.split('/').find_map(too_long) {
        return Err(fault);
    }
    let is_file = [".html", ".htm"].iter().any(|ending| path.ends_with(ending));
    Ok(match inner {
        "" => "/".to_owned(),
        inner if is_file => format!("/{inner}"),
        inner => format!("/{inner}/"),
    })
}

/// How addresses of feeds end that are no folders.
pub(super) const FEEDS: [&str; 3] = [".xml", ".rss", ".atom"];

/// Whether a part of a query means the same however a host reads it.
fn is_word(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !text.is_empty() && text.bytes().all(plain)
}

/// The aliases of what is part of the site, whose files join its plan: those of each text, then those
/// that all posts have by a pattern. An alias of a text, published or not, that is also the address of
/// something else or an alias of another text is a fault.
pub(super) fn redirects(
    drafts: &[ParsedText],
    site: &SiteFile,
    routes: &BTreeSet<Route>,
    plan: &mut Plan,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    if site.old.is_empty() && drafts.iter().all(|draft| draft.front.aliases.is_empty()) {
        return Vec::new();
    }
    let (prefix, patterns) = (&*site.site.prefix, &site.site.routes);
    let mut taker = Taker::new(drafts, (prefix, patterns), routes, plan);
    for draft in drafts {
        for Spanned { value: from, span } in &draft.front.aliases {
            if let Err(by) = taker.take(from, draft) {
                let fault = draft.source.error(span.clone(), format!("`{from}` {by}"));
                faults.push(fault.help("take it out: an address leads to one page"));
            }
        }
    }
    for draft in drafts {
        for (address, pattern) in site.old.of(draft) {
            let taken = match parse(&format!("{prefix}{address}")) {
                Ok(from) if from == taker.address(&draft.route()) => Ok(()),
                Ok(from) if taker.has(&from, draft) => Ok(()),
                Ok(from) => taker.take(&from, draft).map_err(|by| format!("`{from}` {by}")),
                Err((message, _)) => Err(message),
            };
            if let Err(message) = taken {
                let of = format!(
                    "{message}, and this makes it one of {}",
                    draft.source.path().display()
                );
                let fault = site.fault(pattern.span.clone(), of);
                let help = "make the pattern tell more, or name the old addresses in `aliases`";
                faults.extend(fault.map(|fault| fault.help(help)));
            }
        }
    }
    taker.redirects
}

/// Gives addresses to those that come first.
struct Taker<'a> {
    /// What each address is, as the rest of a sentence.
    taken: BTreeMap<String, String>,
    /// What stands before all addresses of the language. Old ones may have been anywhere on the site.
    prefix: &'a str,
    patterns: &'a Routes,
    plan: &'a mut Plan,
    redirects: Vec<Redirect>,
}

impl<'a> Taker<'a> {
    fn new(
        drafts: &[ParsedText],
        (prefix, patterns): (&'a str, &'a Routes),
        routes: &BTreeSet<Route>,
        plan: &'a mut Plan,
    ) -> Self {
        let mut taker =
            Self { taken: BTreeMap::new(), prefix, patterns, plan, redirects: Vec::new() };
        for route in routes {
            let is = "is the address of a page".to_owned();
            taker.taken.insert(taker.address(route), is);
        }
        for draft in drafts {
            let is = format!("is the address of {}", draft.source.path().display());
            taker.taken.insert(taker.address(&draft.route()), is);
        }
        taker
    }

    /// The address of a page on the whole site.
    fn address(&self, route: &Route) -> String {
        format!("{}{}", self.prefix, self.patterns.address(route))
    }

    /// Makes an address lead to a text; else what it is already.
    fn take(&mut self, from: &str, draft: &ParsedText) -> Result<(), String> {
        let redirect = Redirect { from: from.to_owned(), to: draft.route() };
        let file = redirect.file();
        let by = match self.taken.get(from) {
            Some(_) if *from == self.address(&redirect.to) => {
                Some("is the address of this text itself".to_owned())
            }
            Some(by) => Some(by.clone()),
            None => {
                file.as_ref().and_then(|file| self.plan.taken(file)).map(|taken| taken.reason())
            }
        };
        if let Some(by) = by {
            return Err(by);
        }
        self.taken.insert(from.to_owned(), already(draft));
        if draft.left_out.is_none() {
            if let Some(file) = file {
                self.plan.add(file);
            }
            self.redirects.push(redirect);
        }
        Ok(())
    }

    /// Whether an address leads to a text already.
    fn has(&self, from: &str, draft: &ParsedText) -> bool {
        self.taken.get(from).is_some_and(|by| *by == already(draft))
    }
}

fn already(draft: &ParsedText) -> String {
    format!("is an alias of {} already", draft.source.path().display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_is_a_path_that_a_host_finds_a_file_at() {
        for (alias, path) in [
            ("/old", "/old/"),
            ("/2020/01/old/", "/2020/01/old/"),
            ("/old.html", "/old.html"),
            ("/blog/index.html", "/blog/"),
            ("/feed.php", "/feed.php/"),
            ("/gr%C3%B6%C3%9Fe", "/größe/"),
            ("/", "/"),
            ("old/", "/old/"),
            ("./old", "/old/"),
            ("2020/old.html", "/2020/old.html"),
            ("/?p=123", "/?p=123"),
            ("?page_id=2", "/?page_id=2"),
        ] {
            assert_eq!(parse(alias), Ok(path.to_owned()), "{alias}");
        }
        for (alias, help) in [
            ("https://example.org/old/", Some("write `/old/`")),
            ("/old?p=1", Some("write `/old`")),
            ("/?p=1&q=2", Some("write it as `/?p=123`, of letters, digits, `-` and `_`")),
            ("/index.xml", Some("name it in site.toml under `[feeds]`: also = [\"/index.xml\"]")),
            ("/a/../b/", Some("write the path as it stood in the browser")),
            ("//host/x", Some("write `/x`")),
            ("", Some("take it out")),
        ] {
            let fault = parse(alias).expect_err(alias);
            assert_eq!(fault.1.as_deref(), help, "{alias}");
        }
    }
}
