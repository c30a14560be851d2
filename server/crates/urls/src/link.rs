//! Links as texts: their parts, and how they are encoded.

use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use url::Url;

/// What has to be written percent-encoded anywhere in an address.
const NOT_IN_AN_ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The same in a path, which what begins a query or an escape would end or change.
const NOT_IN_A_PATH: &AsciiSet = &NOT_IN_AN_ADDRESS.add(b'#').add(b'%').add(b'?');

/// The three parts of a link that lead within a site.
#[derive(Clone, Copy)]
pub struct LinkParts<'a> {
    /// Before any `?` and `#`.
    pub path: &'a str,
    /// Behind the first `?`.
    pub query: Option<&'a str>,
    /// Behind the first `#`.
    pub fragment: Option<&'a str>,
}

impl<'a> LinkParts<'a> {
    /// Takes a link apart.
    pub fn of(link: &'a str) -> Self {
        let (rest, fragment) = split(link, '#');
        let (path, query) = split(rest, '?');
        Self { path, query, fragment }
    }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// The scheme of an address such as `https:…`, in lower case.
pub fn scheme(link: &str) -> Option<String> {
    // A browser skips white space and control characters here.
    let clean: String = link.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let (scheme, _) = clean.split_once(':')?;
    let of_form = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    of_form.then(|| scheme.to_ascii_lowercase())
}

/// Whether the address of a page elsewhere is whole; else what is wrong with it, and perhaps a
/// remedy.
pub fn web_address(link: &str) -> Result<(), (String, Option<String>)> {
    let (scheme, rest) = link.split_once(':').unwrap_or(("https", link));
    let host = rest.trim_start_matches('/');
    if host.is_empty() {
        return Err((
            format!("`{link}` names no host"),
            Some("write it as it stands in a browser".into()),
        ));
    }
    if rest.len() - host.len() != 2 {
        let message = format!("`{link}` has no two slashes before the host");
        return Err((message, Some(format!("write `{scheme}://{host}`"))));
    }
    match Url::parse(link) {
        Ok(_) => Ok(()),
        Err(reason) => {
            let help = "write it as it stands in a browser".to_owned();
            Err((format!("`{link}` is no address: {reason}"), Some(help)))
        }
    }
}

/// Where what is at an address comes from, as a policy writes it; `None` when a page may not load it.
pub fn origin(address: &str) -> Option<String> {
    let url = Url::parse(address).ok().filter(|url| url.scheme() == "https")?;
    Some(url.origin().ascii_serialization())
}

/// A remedy for what has the form of an address elsewhere without its beginning.
pub fn with_scheme(link: &str) -> Option<String> {
    /// Endings of hosts that nobody gives to a file.
    const HOSTS: [&str; 9] = ["ai", "app", "com", "dev", "edu", "gov", "io", "net", "org"];
    let host = link.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, domain) = host.rsplit_once('@').map_or((None, host), |(a, b)| (Some(a), b));
    let ending = domain.rsplit_once('.').map(|(_, ending)| ending)?;
    match name {
        Some(name) => (!name.is_empty()).then(|| format!("write `mailto:{link}`")),
        None => (domain.starts_with("www.") || HOSTS.contains(&ending))
            .then(|| format!("write `https://{link}`")),
    }
}

/// A path without `.` and `..`, unless it leads out of the folder.
pub fn normal(path: &Path) -> Option<PathBuf> {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(part) => normal.push(part),
            Component::ParentDir => {
                if !normal.pop() {
                    return None;
                }
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(normal)
}

/// A part of an address with what is percent-encoded in it decoded.
pub fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Encodes what can't stand in an address; what is encoded already stays as it is.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, NOT_IN_AN_ADDRESS).to_string()
}

/// A path on the site, as it stands in an address.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, NOT_IN_A_PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_embedded_comes_from_an_origin() {
        for (address, expected) in [
            ("https://Player.example.org/a?b;c", Some("https://player.example.org")),
            ("https://example.org:8443/", Some("https://example.org:8443")),
            ("http://example.org/", None),
            ("a.html", None),
            ("https://", None),
        ] {
            assert_eq!(origin(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn an_address_of_the_web_has_a_host_and_two_slashes_before_it() {
        for whole in
            ["https://x.org", "http://[::1]/", "https://x.org/?a[]=1#b", "https://x.org:8080/"]
        {
            assert_eq!(web_address(whole), Ok(()), "{whole}");
        }
        for (broken, help) in [
            ("https:evil.example", "write `https://evil.example`"),
            ("https:/x.org/a", "write `https://x.org/a`"),
            ("https:///x.org", "write `https://x.org`"),
            ("https://", "write it as it stands in a browser"),
            ("http://[::1/", "write it as it stands in a browser"),
            ("https://x.org:port/", "write it as it stands in a browser"),
        ] {
            let fault = web_address(broken).expect_err(broken);
            assert_eq!(fault.1.as_deref(), Some(help), "{broken}");
        }
    }

    #[test]
    fn what_looks_like_an_address_elsewhere_is_told_how_it_begins() {
        for (link, help) in [
            ("www.example.com", Some("write `https://www.example.com`")),
            ("example.org/a?b", Some("write `https://example.org/a?b`")),
            ("a@b.c", Some("write `mailto:a@b.c`")),
            ("report.pdf", None),
            ("other.md", None),
            ("@b.c", None),
            ("com", None),
        ] {
            assert_eq!(with_scheme(link).as_deref(), help, "{link}");
        }
    }
}
