//! Old addresses, as front matter and settings write them.

use percent_encoding::percent_decode_str;
use urls::plan::too_long;

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
    let is_folder = |path: &&str| path.is_empty() || path.ends_with('/');
    let path = path.strip_suffix("index.html").filter(is_folder).unwrap_or(&path);
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
