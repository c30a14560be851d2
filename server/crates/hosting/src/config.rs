//! Configurations of nginx and Caddy, complete, for one site.

mod caddy;
mod nginx;

use std::path::Path;

use percent_encoding::percent_decode_str;

use super::{
    OF_ANOTHER_TYPE, Redirect, Security,
    pattern::{escaped, regex},
    public,
};
use crate::Manifest;

/// A web server that people run themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// <https://nginx.org/>, 1.18 or newer.
    Nginx,
    /// <https://caddyserver.com/>, 2.6 or newer.
    Caddy,
}

/// The configuration with which a program serves the site in `folder` as `name`, a host.
pub fn config(program: Program, manifest: &Manifest, folder: &Path, name: &str) -> String {
    let site = Layout {
        base: manifest.base_path.to_string(),
        folder: folder.to_string_lossy().trim_end_matches('/').to_owned(),
        name,
        languages: &manifest.languages,
        security: &manifest.security,
        redirects: &manifest.redirects,
    };
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = match program {
        Program::Nginx => nginx::write(&site, &mut text),
        Program::Caddy => caddy::write(&site, &mut text),
    };
    text
}

/// What is particular to one site.
struct Layout<'a> {
    /// The path that it lives under: empty at the root.
    base: String,
    folder: String,
    name: &'a str,
    /// Where the languages are that come behind the first, as paths on the site.
    languages: &'a [String],
    security: &'a Security,
    redirects: &'a [Redirect],
}

impl Layout<'_> {
    /// A set of addresses of the site as a regular expression over paths on the host.
    fn all_of(&self, pattern: &str) -> String {
        format!("^{}{}$", escaped(&self.base), regex(pattern))
    }

    /// What is below the site and not hidden, as a regular expression over paths on the host.
    fn public(&self) -> String {
        format!("^{}{}$", escaped(&self.base), public())
    }

    /// Each old address as a regular expression over decoded paths, with and without its last
    /// slash, and where it leads.
    fn moved(&self) -> impl Iterator<Item = (String, String)> {
        let by_path = self.redirects.iter().filter(|redirect| redirect.query().is_none());
        by_path.map(|Redirect { from, to }| {
            let from = percent_decode_str(from).decode_utf8_lossy();
            let (from, slash) = match from.strip_suffix('/') {
                Some(from) => (from, "/?"),
                None => (&*from, ""),
            };
            let from = format!("^{}{}{slash}$", escaped(&self.base), escaped(from));
            (from, format!("{}{to}", self.base))
        })
    }

    /// Each query of the front page that is an old address, and where it leads.
    fn asked(&self) -> impl Iterator<Item = (&str, &str, String)> {
        self.redirects.iter().filter_map(|redirect| {
            let (key, value) = redirect.query()?;
            Some((key, value, format!("{}{}", self.base, redirect.to)))
        })
    }

    /// Files of another type than their extension tells, those of all languages.
    fn of_another_type(&self) -> Vec<(String, &'static str)> {
        let prefixes = [""].into_iter().chain(self.languages.iter().map(String::as_str));
        let files = |prefix| {
            OF_ANOTHER_TYPE.iter().map(move |(pattern, kind)| (format!("{prefix}{pattern}"), *kind))
        };
        prefixes.flat_map(files).collect()
    }
}

#[cfg(test)]
mod tests {
    use fixtures::{POLICY, library};

    use super::*;

    #[test]
    fn a_language_has_its_own_page_where_nothing_is() {
        let manifest =
            Manifest::new("build", POLICY, &library("https://example.org/a"), Vec::new());
        let manifest = manifest.with_languages(["/de"].into_iter());
        let written = |program| config(program, &manifest, Path::new("/srv"), "example.org");
        let caddy = written(Program::Caddy);
        let page = "@language0 expression `{http.request.orig_uri.path}.startsWith(\"/a/de/\")`";
        assert!(caddy.contains(page), "{caddy}");
        let nginx = written(Program::Nginx);
        assert!(nginx.contains("error_page 404 /a/de/404.html;"), "{nginx}");
        assert!(nginx.contains(r#""~^/a/de/lists/.*$" "public, max-age"#), "{nginx}");
    }

    #[test]
    fn an_old_address_is_itself_whatever_is_in_it() {
        let moved = Redirect { from: "/a`{x}*$%22/".into(), to: "/posts/new/".into() };
        let manifest = Manifest::new("build", POLICY, &library("https://example.org"), vec![moved]);
        let written = |program| config(program, &manifest, Path::new("/srv"), "example.org");
        let caddy = written(Program::Caddy);
        let pattern = "path_regexp `^/a\\x60\\x7bx\\x7d\\*\\$\"/?$`";
        assert!(caddy.contains(pattern), "{caddy}");
        let nginx = written(Program::Nginx);
        let pattern = r#""~^/a`\\{x\\}\\*\\$\"/?$" "/posts/new/";"#;
        assert!(nginx.contains(pattern), "{nginx}");
    }
}
