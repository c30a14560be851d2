//! Where a link in a page leads, as a browser reads it.
//!
//! Texts are held against this when they are read, and the finished site once more before it is
//! published: so what is refused there is refused here, where its line is known.

pub mod link;
pub mod plan;

use std::borrow::Cow;

use diagnostics::{Error, Result};
use model::{BasePath, Site};
use percent_encoding::percent_decode_str;
use url::Url;

/// An address that a page names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link<'a> {
    /// As it stands in the page.
    pub to: Cow<'a, str>,
    /// Whether the head says it of the page, in `<link>` or for previews: such an address is ours
    /// even when it is absolute.
    pub of_head: bool,
}

impl<'a> Link<'a> {
    /// One that stands in the body of a page.
    pub fn of_body(to: impl Into<Cow<'a, str>>) -> Self {
        Self { to: to.into(), of_head: false }
    }
}

/// The address of the site in all its languages, against which links are read.
#[derive(Clone, Debug, Hash)]
pub struct Address {
    base: Url,
    /// The same as it stands in pages, without a slash at its end.
    written: String,
    path: BasePath,
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// To another site: not ours to check.
    Elsewhere,
    /// To this host, as if to a page of ours, but not below the path that the site lives under.
    Outside,
    /// To this site.
    Here {
        /// A path on the site, not encoded.
        path: String,
        /// The place in the page, as it stands behind the `#`.
        fragment: Option<String>,
    },
}

impl Address {
    /// That of a site, in whichever of its languages.
    ///
    /// # Errors
    ///
    /// When its base URL is no address.
    pub fn of(site: &Site) -> Result<Self> {
        let base = Url::parse(&site.shared("/"))
            .map_err(|reason| Error::new(format!("the base URL {}: {reason}", site.base_url)))?;
        Ok(Self { base, written: site.root_url().to_owned(), path: site.root_path() })
    }

    /// Where a link in a file of the site leads.
    pub fn target(&self, file: &str, link: &Link<'_>) -> Target {
        self.plain(file, link).unwrap_or_else(|| self.general(file, link))
    }

    /// The same for links as this program writes them, which need no parser of addresses.
    fn plain(&self, file: &str, link: &Link<'_>) -> Option<Target> {
        let to = &*link.to;
        if let Some(fragment) = to.strip_prefix('#') {
            return Some(here(file, Some(fragment)));
        }
        let whole = to.starts_with("https://") || to.starts_with("http://");
        if whole && !link.of_head {
            return Some(Target::Elsewhere);
        }
        let below = if whole { to.strip_prefix(&*self.written)? } else { self.path.strip(to)? };
        // What climbs, what names another host, what a browser would mend: the parser knows.
        let plain = below.starts_with('/') && !below.starts_with("//") && !below.contains("/.");
        if !plain || below.contains(|c: char| c == '\\' || c.is_ascii_control() || c == ' ') {
            return None;
        }
        let (path, fragment) = below.split_once('#').map_or((below, None), |(p, f)| (p, Some(f)));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        Some(here(&decoded(path), fragment))
    }

    fn general(&self, file: &str, link: &Link<'_>) -> Target {
        let is_absolute = Url::parse(&link.to).is_ok();
        // A writer may link to something else on the same host by its whole address.
        if is_absolute && !link.of_head {
            return Target::Elsewhere;
        }
        let Ok(url) = self.base.join(&self.path.join(file)).and_then(|page| page.join(&link.to))
        else {
            return Target::Outside;
        };
        if url.origin() != self.base.origin() {
            return Target::Elsewhere;
        }
        let Some(path) = self.path.strip(url.path()) else {
            return if is_absolute { Target::Elsewhere } else { Target::Outside };
        };
        here(&decoded(path), url.fragment())
    }
}

/// A place on this site; the fragment may be encoded.
fn here(path: &str, fragment: Option<&str>) -> Target {
    Target::Here { path: path.to_owned(), fragment: fragment.and_then(place_in_page) }
}

/// The id that a fragment names, which may be encoded; `None` for the page as a whole. Of several lines of
/// code (`L3-L7`) it is that of the first.
pub fn place_in_page(fragment: &str) -> Option<String> {
    /// What follows is for the browser: words to look for, such as `:~:text=…`.
    const DIRECTIVE: &str = ":~:";
    let id = fragment.split_once(DIRECTIVE).map_or(fragment, |(id, _)| id);
    // Browsers take both for the top of any page.
    let whole = id.is_empty() || id.eq_ignore_ascii_case("top");
    (!whole).then(|| first_line(&decoded(id)).to_owned())
}

/// The first of the lines that an id names, or the id as it is.
fn first_line(id: &str) -> &str {
    let is_line = |part: &str| {
        let number = part.rsplit_once('L').map(|(_, number)| number);
        number.is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match id.rsplit_once('-') {
        Some((first, last)) if last.starts_with('L') && is_line(first) && is_line(last) => first,
        _ => id,
    }
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use fixtures::site;

    use super::*;

    fn target(base_url: &str, link: &str) -> Target {
        let site = site(base_url);
        let address = Address::of(&site).expect("an address");
        address.target("/posts/a/index.html", &Link::of_body(link))
    }

    fn here(path: &str, fragment: Option<&str>) -> Target {
        Target::Here { path: path.into(), fragment: fragment.map(Into::into) }
    }

    #[test]
    fn a_link_is_read_as_a_browser_reads_it() {
        for (link, leads) in [
            ("/tags/", here("/tags/", None)),
            ("/posts/gr%C3%B6%C3%9Fe/#%C3%BC", here("/posts/größe/", Some("ü"))),
            ("#part", here("/posts/a/index.html", Some("part"))),
            ("#", here("/posts/a/index.html", None)),
            ("?tag=x", here("/posts/a/index.html", None)),
            ("picture.png", here("/posts/a/picture.png", None)),
            ("../b/", here("/posts/b/", None)),
            ("//other.example/", Target::Elsewhere),
            ("https://other.example/", Target::Elsewhere),
            ("https://example.org/grafana/", Target::Elsewhere),
            ("mailto:a@b.c", Target::Elsewhere),
            ("data:image/png;base64,AA", Target::Elsewhere),
            ("/tags/?tag=x#top", here("/tags/", None)),
            ("/tags/#:~:text=a,b", here("/tags/", None)),
            ("#part:~:text=x", here("/posts/a/index.html", Some("part"))),
            ("#main-L3-L17", here("/posts/a/index.html", Some("main-L3"))),
            ("#L3", here("/posts/a/index.html", Some("L3"))),
            ("#L3-17", here("/posts/a/index.html", Some("L3-17"))),
            ("/a/../tags/", here("/tags/", None)),
            ("/\\other.example/", Target::Elsewhere),
        ] {
            assert_eq!(target("https://example.org", link), leads, "{link}");
        }
    }

    #[test]
    fn what_the_head_links_to_is_ours_even_by_its_whole_address() {
        let address = Address::of(&site("https://example.org/blog")).expect("an address");
        for (link, leads) in [
            ("https://example.org/blog/tags/", here("/tags/", None)),
            ("https://EXAMPLE.org/blog/tags/", here("/tags/", None)),
            ("https://example.org/blogger/", Target::Elsewhere),
            ("https://other.example/", Target::Elsewhere),
        ] {
            let link = Link { to: link.into(), of_head: true };
            assert_eq!(address.target("/index.html", &link), leads, "{}", link.to);
        }
    }

    #[test]
    fn below_a_path_only_what_is_below_it_is_the_site() {
        for (link, leads) in [
            ("/blog/tags/", here("/tags/", None)),
            ("b.png", here("/posts/a/b.png", None)),
            ("/tags/", Target::Outside),
            ("/blogger/", Target::Outside),
        ] {
            assert_eq!(target("https://example.org/blog", link), leads, "{link}");
        }
    }
}
