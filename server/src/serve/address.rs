//! Where a request leads.

use std::path::{Component, Path};

use app::model::BasePath;
use axum::http::{StatusCode, Uri};
use percent_encoding::percent_decode_str;

use super::{
    moved::Moved,
    store::{Found, Packing, Store},
};

/// What to answer a request with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// The file at a path on the site, not encoded. It stays below the folder.
    To(String),
    /// A redirect.
    Elsewhere(StatusCode, String),
    /// Nothing: the address is not below the path that the site lives under, or none of a file.
    Nowhere,
}

/// Reads the address of a request to a site that lives under `base`.
pub(super) fn leads(uri: &Uri, base: &BasePath, store: &Store, moved: &Moved) -> Leads {
    let asked = uri.path();
    let redirect = |status, path: String| {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        Leads::Elsewhere(status, path + &query)
    };
    let Some(path) = base.strip(asked) else {
        // For a look at a site that will live under a path: its host has something else here.
        return match asked {
            "/" => redirect(StatusCode::TEMPORARY_REDIRECT, base.join("/")),
            _ => Leads::Nowhere,
        };
    };
    if let Some(to) = moved.from(path, store) {
        return redirect(StatusCode::MOVED_PERMANENTLY, base.join(&to));
    }
    let Some(mut file) = below(path) else {
        return Leads::Nowhere;
    };
    if asked.ends_with('/') {
        file.push_str("index.html");
    } else if is_page(&file, store) {
        return redirect(StatusCode::PERMANENT_REDIRECT, format!("{asked}/"));
    }
    Leads::To(file)
}

/// Whether a path without a slash at its end is that of a page. A name with a dot is a file's, or
/// most likely; which of them it is, only the folder knows.
fn is_page(path: &str, store: &Store) -> bool {
    let is_there = |path: &str| match store.find(path, Packing::None) {
        Found::Small(_) | Found::Large => Some(true),
        Found::Folder => Some(false),
        Found::Nothing => None,
    };
    is_there(path) == Some(false) && is_there(&format!("{path}/index.html")) == Some(true)
}

/// A path on the site, decoded; `None` for any that would lead out of its folder, and for one like
/// `//host/x`, which as the target of a redirect would lead to another host.
fn below(path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let relative = decoded.strip_prefix('/')?;
    let stays = Path::new(relative).components().all(|part| matches!(part, Component::Normal(_)));
    let is_plain = !decoded.contains(['\\', '\0']) && !decoded.contains("//");
    (stays && is_plain).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leads_out_of_the_folder() {
        assert_eq!(below("/posts/gr%C3%B6%C3%9Fe").as_deref(), Some("/posts/größe"));
        assert_eq!(below("/").as_deref(), Some("/"));
        for path in [
            "/../x",
            "/a/%2e%2e/%2e%2e/x",
            "//host/x",
            "/%2Fetc",
            "/a//b",
            "/a%00b",
            "/a%5C..%5Cb",
            "x",
        ] {
            assert_eq!(below(path), None, "{path}");
        }
    }
}
