//! Which pages and texts there are, as a link can name them.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::Arc,
};

use markdown::Target;
use model::{
    BasePath,
    routes::{Route, Routes},
};
use urls::{
    Address,
    link::{LinkParts, encode},
    place_in_page,
    plan::Plan,
};

use crate::boundary::Boundary;

/// The addresses themselves.
#[derive(Debug, Hash)]
pub(crate) struct Book {
    pub(super) boundary: Boundary,
    /// The folder as faults name it.
    pub(super) shown: PathBuf,
    /// The address of the site in all its languages.
    pub(super) root_url: String,
    pub(super) root_path: BasePath,
    /// What follows it for the language of these texts.
    pub(super) prefix: String,
    pub(super) base_path: BasePath,
    /// What addresses look like.
    pub(super) patterns: Routes,
    /// Whether a link may run a script.
    pub(super) scripts: bool,
    pub(super) routes: BTreeSet<Route>,
    /// Those of them that would not be there if drafts and posts of the future were left out: what
    /// is published can't lead to them.
    pub(super) early: BTreeSet<Route>,
    /// Markdown files below the content folder, with what became of them.
    pub(super) texts: BTreeMap<PathBuf, PublishState>,
    /// Old addresses of pages, by their paths on the whole site.
    pub(super) aliases: BTreeMap<String, Route>,
    /// The texts of the other languages.
    pub(super) others: Vec<Arc<Neighbour>>,
    /// The file of each text by what it has in common with its translations; empty where there are none.
    pub(super) common: BTreeMap<PathBuf, PathBuf>,
    /// The files that the whole site has beside those of texts.
    pub(super) plan: Plan,
    /// Paths of the host at which something else is than the site: of folders when they end with a
    /// slash.
    pub(super) elsewhere: Vec<String>,
    /// How a browser reads links; `None` when the site has no address.
    pub(super) browser: Option<Address>,
}

/// The texts of a language, as those of another one see them.
#[derive(Debug, Hash)]
pub(crate) struct Neighbour {
    /// Where its pages are, as a path on the whole site.
    pub(crate) prefix: String,
    /// The same, as a link writes it.
    pub(crate) base_path: BasePath,
    /// What their addresses look like.
    pub(crate) patterns: Routes,
    pub(crate) routes: BTreeSet<Route>,
    /// Those to which nothing may lead that is published.
    pub(crate) early: BTreeSet<Route>,
    /// Its files, each with what it has in common with its translations.
    pub(crate) texts: BTreeMap<PathBuf, (PublishState, PathBuf)>,
}

/// What became of a Markdown file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PublishState {
    /// It is this page.
    Page(Route),
    /// It is this page, which is not published yet: it is looked at beforehand.
    Early(Route, &'static str),
    /// It is this page on another day: a draft, or dated in the future.
    LeftOut(Route, &'static str),
}

impl Book {
    /// The page at a path on the site, be it an old one.
    pub(super) fn route_at(&self, path: &str) -> Option<Route> {
        self.patterns.find(path, |route| self.routes.contains(route)).or_else(|| {
            let folder = format!("{}/", path.trim_end_matches('/'));
            self.aliases.get(path).or_else(|| self.aliases.get(&folder)).cloned()
        })
    }

    /// A path on the whole site as one of this language, if it is.
    pub(super) fn in_this_language<'a>(&self, path: &'a str) -> Option<&'a str> {
        let below = path.strip_prefix(&*self.prefix)?;
        (below.starts_with('/') || below.is_empty()).then_some(below)
    }

    /// The page of another language at a path on the whole site.
    pub(super) fn translation_at(&self, path: &str, parts: LinkParts<'_>) -> Option<Target> {
        // The first language has no prefix, and its pages all paths.
        let mut others: Vec<&Arc<Neighbour>> = self.others.iter().collect();
        others.sort_by_key(|other| other.prefix.is_empty());
        others.into_iter().find_map(|other| {
            let below = path.strip_prefix(&*other.prefix)?;
            let below = if below.is_empty() { "/" } else { below };
            let route = other.patterns.find(below, |route| other.routes.contains(route))?;
            Some(other.page(route, parts))
        })
    }

    pub(super) fn page(&self, route: Route, parts: LinkParts<'_>) -> Target {
        let (href, fragment) = page_href(&self.base_path, &self.patterns.path(&route), parts);
        Target::Page { href, route, fragment }
    }

    /// The address of a page, as a path on this site.
    pub(crate) fn path(&self, page: &Route) -> String {
        self.patterns.path(page)
    }
}

impl Neighbour {
    pub(super) fn page(&self, route: Route, parts: LinkParts<'_>) -> Target {
        let (href, fragment) = page_href(&self.base_path, &self.patterns.path(&route), parts);
        Target::Translation { href, prefix: self.prefix.clone(), route, fragment }
    }
}

/// How a link to a page is written, and the place in the page that it names.
pub(super) fn page_href(
    base: &BasePath,
    path: &str,
    parts: LinkParts<'_>,
) -> (String, Option<String>) {
    let fragment = parts.fragment.filter(|text| !text.is_empty());
    let mut href = base.join(path);
    for (mark, part) in [('?', parts.query), ('#', fragment)] {
        if let Some(part) = part {
            href.push(mark);
            href.push_str(&encode(part));
        }
    }
    (href, fragment.and_then(place_in_page))
}
