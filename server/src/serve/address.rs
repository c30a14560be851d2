//! Where a request leads.

use std::path::{Component, Path, PathBuf};

use app::model::BasePath;
use axum::http::{StatusCode, Uri};
use percent_encoding::percent_decode_str;

/// What to answer a request with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// The file at a path on the site, encoded as it was asked for.
    To(String),
    /// A redirect.
    Elsewhere(StatusCode, String),
    /// Nothing: the address is not below the path that the site lives under.
    Nowhere,
}

/// Reads the address of a request to a site in `folder` that lives under `base`.
pub(super) async fn leads(uri: &Uri, base: &BasePath, folder: &Path) -> Leads {
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
    let is_page = !asked.ends_with('/') && is_page(path, folder).await;
    if is_page {
        return redirect(StatusCode::PERMANENT_REDIRECT, format!("{asked}/"));
    }
    Leads::To(path.to_owned())
}

/// Whether a path without a slash at its end is that of a page.
async fn is_page(path: &str, folder: &Path) -> bool {
    let Some(below) = below(path) else {
        return false;
    };
    tokio::fs::try_exists(folder.join(below).join("index.html")).await.unwrap_or(false)
}

/// A path on the site as one below its folder; `None` for any that would lead out of it, and for
/// one like `//host/x`, which as the target of a redirect would lead to another host.
fn below(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    let below = PathBuf::from(&*decoded);
    let stays = below.components().all(|part| matches!(part, Component::Normal(_)));
    let is_plain = !decoded.contains(['\\', '\0']) && !decoded.contains("//");
    (stays && is_plain).then_some(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leads_out_of_the_folder() {
        assert_eq!(below("/posts/gr%C3%B6%C3%9Fe"), Some(PathBuf::from("posts/größe")));
        assert_eq!(below("/"), Some(PathBuf::new()));
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
