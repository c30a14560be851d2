//! Where a request leads.

use std::path::{Component, Path};

use axum::http::{StatusCode, Uri};
use model::BasePath;
use percent_encoding::percent_decode_str;

use super::{
    moved::Moved,
    store::{Encoding, Lookup, Store},
};
use crate::is_hidden;

/// What to answer a request with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Resolved {
    /// The file at a path on the site, not encoded. It stays below the folder.
    To(String),
    /// A redirect.
    Elsewhere(StatusCode, String),
    /// Nothing: the address is not below the path that the site lives under, or none of a file.
    Nowhere,
}

/// Reads the address of a request to a site that lives under `base`.
pub(super) fn resolve(uri: &Uri, base: &BasePath, store: &Store, moved: &Moved) -> Resolved {
    let asked = uri.path();
    let redirect = |status, path: String| {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        Resolved::Elsewhere(status, path + &query)
    };
    let Some(path) = base.strip(asked) else {
        // For a look at a site that will live under a path: its host has something else here.
        return match asked {
            "/" => redirect(StatusCode::TEMPORARY_REDIRECT, base.join("/")),
            _ => Resolved::Nowhere,
        };
    };
    if let Some(query) = uri.query().filter(|_| path == "/")
        && let Some(to) = moved.by_query(query)
    {
        return Resolved::Elsewhere(StatusCode::MOVED_PERMANENTLY, base.join(to));
    }
    if let Some(to) = moved.from(path) {
        return redirect(StatusCode::MOVED_PERMANENTLY, base.join(to));
    }
    let Some(mut file) = below(path) else {
        return Resolved::Nowhere;
    };
    if asked.ends_with('/') {
        file.push_str("index.html");
    } else if is_page(&file, store) {
        return redirect(StatusCode::PERMANENT_REDIRECT, format!("{asked}/"));
    }
    Resolved::To(file)
}

/// Whether a path without a slash at its end is that of a page. A name with a dot is a file's, or
/// most likely; which of them it is, only the folder knows.
fn is_page(path: &str, store: &Store) -> bool {
    let index = || store.find(&format!("{path}/index.html"), Encoding::None);
    matches!(store.find(path, Encoding::None), Lookup::Folder) && matches!(index(), Lookup::File(_))
}

/// A path on the site, decoded; `None` for any that would lead out of its folder or to what is
/// hidden there, and for one like `//host/x`, which as the target of a redirect would lead to
/// another host. Each file has one path.
fn below(path: &str) -> Option<String> {
    let relative = path.strip_prefix('/')?;
    let relative = relative.strip_suffix('/').unwrap_or(relative);
    if relative.is_empty() {
        return (path == "/").then(|| path.to_owned());
    }
    let parts = relative.split('/').map(|part| {
        let part = percent_decode_str(part).decode_utf8().ok()?;
        // A slash that is encoded doesn't part names.
        (!part.is_empty() && part != "." && !part.contains(['/', '\\', '\0'])).then_some(part)
    });
    let parts = parts.collect::<Option<Vec<_>>>()?;
    let decoded = parts.join("/");
    let end = if path.ends_with('/') { "/" } else { "" };
    is_public(Path::new(&decoded)).then(|| format!("/{decoded}{end}"))
}

/// Whether a path below a folder stays there, and nothing on it is hidden.
pub(super) fn is_public(relative: &Path) -> bool {
    let mut parts = relative.components().enumerate();
    parts.all(|(at, part)| match part {
        Component::Normal(name) => !is_hidden(at, name.as_encoded_bytes()),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leads_out_of_the_folder() {
        for (path, file) in [
            ("/posts/gr%C3%B6%C3%9Fe", "/posts/größe"),
            ("/posts/a/", "/posts/a/"),
            ("/", "/"),
            ("/a.b/..c", ""),
            ("/a..b", "/a..b"),
            ("/.well-known/security.txt", "/.well-known/security.txt"),
            ("/%2Ewell-known/a", "/.well-known/a"),
        ] {
            let file = Some(file).filter(|file| !file.is_empty());
            assert_eq!(below(path).as_deref(), file, "{path}");
        }
        for path in [
            "/../x",
            "/a/%2e%2e/%2e%2e/x",
            "/a/./b",
            "/a/.",
            "//host/x",
            "//",
            "/a//",
            "/%2Fetc",
            "/a%2Fb",
            "/a/%2F",
            "/a//b",
            "/a%00b",
            "/a%5C..%5Cb",
            "/a\\b",
            "/a%FF",
            "/.env",
            "/%2Eenv",
            "/.git/config",
            "/posts/.git/",
            "/.well-known/.env",
            "/posts/.well-known/a",
            "x",
            "",
        ] {
            assert_eq!(below(path), None, "{path}");
        }
    }
}
