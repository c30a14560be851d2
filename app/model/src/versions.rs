//! One site in several languages: which of its pages are the same in another one.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{Site, routes::Route};

/// A language of a site that has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its tag.
    pub tag: String,
    /// What it calls itself.
    pub name: String,
    /// What says where its pages are.
    site: Arc<Site>,
}

/// What a library knows of the other languages of its site; of a site that has one, nothing.
#[derive(Clone, Debug, Default)]
pub struct Versions {
    /// All languages, the first one first, this one among them.
    languages: Arc<[Language]>,
    /// By its own routes, in the order of the languages: where each page is found.
    same: BTreeMap<Route, Vec<Option<Route>>>,
}

/// A page in one of the languages of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The tag of the language.
    pub language: String,
    /// What it calls itself.
    pub name: String,
    /// The full address of the page; of the front page, where this page is not in that language.
    pub url: String,
    /// Its path, as a link has to write it.
    pub href: String,
    /// Whether that is the same page.
    pub is_same: bool,
    /// Whether it is the language of the page itself.
    pub is_here: bool,
    /// Whether it is the first language of the site.
    pub is_first: bool,
}

impl Language {
    /// The one that a site is in.
    pub fn of(site: &Site, name: &str) -> Self {
        let (tag, name) = (site.language.clone(), name.to_owned());
        Self { tag, name, site: Arc::new(site.clone()) }
    }
}

impl Versions {
    /// What each library of a site is to know of the others, by the routes of all. `same` tells whether two
    /// texts, of libraries with these numbers, say the same; lists are the same by their addresses.
    pub fn of(
        routes: &[BTreeSet<Route>],
        languages: Vec<Language>,
        same: impl Fn((usize, &Route), usize) -> Option<Route>,
    ) -> Vec<Self> {
        let languages: Arc<[Language]> = languages.into();
        let of = |at: usize| {
            let versions = |route: &Route| {
                let version = |other: usize| match route {
                    _ if other == at => Some(route.clone()),
                    // What is on it has nothing to do with what is on that with the same number.
                    Route::Numbered(..) => None,
                    // Each text has changes of its own.
                    Route::Revisions(_) => None,
                    text if text.is_text() => same((at, text), other),
                    list => routes[other].get(list).cloned(),
                };
                (route.clone(), (0..routes.len()).map(version).collect())
            };
            Self { languages: languages.clone(), same: routes[at].iter().map(versions).collect() }
        };
        (0..routes.len()).map(of).collect()
    }

    /// A page in each language of the site, the first language first; none where there is one
    /// language. `None` is the page for lost readers.
    pub(crate) fn page(&self, own: &Site, route: Option<&Route>) -> Vec<Version> {
        let same = route.and_then(|route| self.same.get(route));
        let version = |(at, Language { tag, name, site }): (usize, &Language)| {
            let there = same.and_then(|same| same.get(at)?.clone());
            let is_same = there.is_some();
            let path = site.routes.path(&there.unwrap_or(Route::Home));
            Version {
                language: tag.clone(),
                name: name.clone(),
                url: site.absolute(&path),
                href: site.base_path().join(&path),
                is_same,
                is_here: site.prefix == own.prefix,
                is_first: at == 0,
            }
        };
        self.languages.iter().enumerate().map(version).collect()
    }
}
