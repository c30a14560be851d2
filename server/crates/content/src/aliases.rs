//! Old addresses of a text, which its front matter lists so that they lead to the new one.

use std::collections::{BTreeMap, BTreeSet};

use diagnostics::{Diagnostic, Spanned};
use model::{Redirect, routes::Route};
use percent_encoding::percent_decode_str;
use urls::plan::{Plan, too_long};

use super::texts::Draft;

/// An alias as a path on the site, not encoded: one that ends with a slash or with `.html`. Else
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
    if !alias.starts_with('/') {
        let path = alias.trim_start_matches("./");
        return refuse("does not begin with a slash", format!("write `/{path}`"));
    }
    if let Some(at) = alias.find(['?', '#']) {
        return refuse(
            "has a query or a fragment, by which no host finds a page",
            format!("write `{}`", &alias[..at]),
        );
    }
    let path = percent_decode_str(alias).decode_utf8_lossy();
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

/// The aliases of what is part of the site, whose files join its plan. An alias of a text, published
/// or not, that is also the address of something else or an alias of another text is a fault.
pub(super) fn redirects(
    drafts: &[Draft],
    routes: &BTreeSet<Route>,
    plan: &mut Plan,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    if drafts.iter().all(|draft| draft.front.aliases.is_empty()) {
        return Vec::new();
    }
    let mut taken: BTreeMap<String, String> = routes
        .iter()
        .map(|route| (route.folder(), "is the address of a page".to_owned()))
        .collect();
    for draft in drafts {
        let path = draft.source.path().display();
        taken.insert(draft.route().folder(), format!("is the address of {path}"));
    }
    let mut redirects = Vec::new();
    for draft in drafts {
        for Spanned { value: from, span } in &draft.front.aliases {
            let to = draft.route();
            let redirect = Redirect { from: from.clone(), to };
            let file = redirect.file();
            let by = match taken.get(from) {
                Some(_) if *from == redirect.to.folder() => {
                    Some("is the address of this text itself".to_owned())
                }
                Some(by) => Some(by.clone()),
                None => plan.taken(&file).map(|taken| taken.reason()),
            };
            if let Some(by) = by {
                let fault = draft.source.error(span.clone(), format!("`{from}` {by}"));
                faults.push(fault.help("take it out: an address leads to one page"));
                continue;
            }
            let path = draft.source.path().display();
            taken.insert(from.clone(), format!("is an alias of {path} already"));
            if draft.left_out.is_none() {
                plan.add(file);
                redirects.push(redirect);
            }
        }
    }
    redirects
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
        ] {
            assert_eq!(parse(alias), Ok(path.to_owned()), "{alias}");
        }
        for (alias, help) in [
            ("old/", Some("write `/old/`")),
            ("https://example.org/old/", Some("write `/old/`")),
            ("/old?p=1", Some("write `/old`")),
            ("/a/../b/", Some("write the path as it stood in the browser")),
            ("//host/x", Some("write `/x`")),
            ("", Some("take it out")),
        ] {
            let fault = parse(alias).expect_err(alias);
            assert_eq!(fault.1.as_deref(), help, "{alias}");
        }
    }
}
