//! The whole blog in memory: what the content folder becomes and every output is made from.

mod filter;
mod groups;
mod pages;
mod related;
#[cfg(test)]
mod tests;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use self::related::Relations;
use crate::{
    Author, Body, Date, History, Picture, Post, Redirect, Robots, Series, Settings, Site, Slug,
    Sources, Standalone, Tag, TagCount, Version, Versions,
    lists::{OFFERED, revision},
    routes::Route,
};

/// Site, posts and pages, sorted and cross-referenced.
#[derive(Debug)]
pub struct Library {
    site: Site,
    /// Newest first; posts of one day by slug.
    posts: Vec<Post>,
    pages: Vec<Standalone>,
    /// In the order of posts, and not among them.
    incidents: Vec<Post>,
    /// Positions in there.
    by_incident: HashMap<Slug, usize>,
    /// Markup of what these have in common.
    statistics: String,
    by_slug: HashMap<Slug, usize>,
    /// Positions in `posts`, ascending: all of them, and those of each tag.
    all: Vec<usize>,
    by_tag: BTreeMap<Tag, Vec<usize>>,
    /// Likewise.
    by_author: BTreeMap<Slug, Vec<usize>>,
    /// Positions in `posts`, descending: a series is read from its oldest post on.
    by_series: BTreeMap<Slug, Vec<usize>>,
    relations: Relations,
    /// The tags that a filter offers: most used first, equals in alphabetical order.
    offered: Vec<TagCount>,
    /// Names what the lists of the filter hold.
    revision: String,
    markdown: BTreeMap<Route, Body>,
    /// How texts changed, by their addresses.
    histories: BTreeMap<Route, History>,
    settings: Settings,
    shares: HashMap<Route, Picture>,
    authors: Vec<Author>,
    series: Vec<Series>,
    redirects: Vec<Redirect>,
    versions: Versions,
}

/// Two posts want the same address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateSlug(pub Slug);

impl Library {
    /// Puts posts in order and finds out how they hang together.
    ///
    /// # Errors
    ///
    /// When two posts, or two pages, have the same slug.
    pub fn new(
        site: Site,
        mut posts: Vec<Post>,
        pages: Vec<Standalone>,
    ) -> Result<Self, DuplicateSlug> {
        posts.sort_by(|a, b| in_order(a).cmp(&in_order(b)));
        let mut by_slug = HashMap::new();
        let mut by_tag: BTreeMap<Tag, Vec<usize>> = BTreeMap::new();
        let mut by_author: BTreeMap<Slug, Vec<usize>> = BTreeMap::new();
        let mut by_series: BTreeMap<Slug, Vec<usize>> = BTreeMap::new();
        for (at, post) in posts.iter().enumerate() {
            if by_slug.insert(post.summary.slug.clone(), at).is_some() {
                return Err(DuplicateSlug(post.summary.slug.clone()));
            }
            for tag in &post.summary.tags {
                by_tag.entry(tag.clone()).or_default().push(at);
            }
            for id in post.authors.iter().filter_map(|author| author.id.as_ref()) {
                by_author.entry(id.clone()).or_default().push(at);
            }
            if let Some(part) = &post.series {
                by_series.entry(part.id.clone()).or_default().push(at);
            }
        }
        by_series.values_mut().for_each(|posts| posts.reverse());
        for (at, page) in pages.iter().enumerate() {
            if pages[..at].iter().any(|other| other.slug == page.slug) {
                return Err(DuplicateSlug(page.slug.clone()));
            }
        }
        let mut offered = counts(&by_tag);
        offered.sort_by_key(|tag| Reverse(tag.count));
        offered.truncate(OFFERED);
        Ok(Self {
            revision: revision(posts.iter().map(|post| &post.summary), &site.words),
            site,
            all: (0..posts.len()).collect(),
            relations: Relations::of(&posts),
            posts,
            pages,
            incidents: Vec::new(),
            by_incident: HashMap::new(),
            statistics: String::new(),
            by_slug,
            by_tag,
            by_author,
            by_series,
            offered,
            markdown: BTreeMap::new(),
            histories: BTreeMap::new(),
            settings: Settings::default(),
            shares: HashMap::new(),
            authors: Vec::new(),
            series: Vec::new(),
            redirects: Vec::new(),
            versions: Versions::default(),
        })
    }

    /// Where all that its texts embed comes from.
    pub fn embedded(&self) -> Sources {
        let of_posts = self.posts.iter().chain(&self.incidents).map(|post| &post.prose);
        let of_pages = self.pages.iter().map(|page| &page.prose);
        let mut all = Sources::default();
        of_posts.chain(of_pages).for_each(|prose| all.extend(prose.outside.sources.clone()));
        all
    }

    /// The library with incidents, and with the markup of what these have in common.
    #[must_use]
    pub fn with_incidents(mut self, mut incidents: Vec<Post>, statistics: String) -> Self {
        incidents.sort_by(|a, b| in_order(a).cmp(&in_order(b)));
        let slugs = incidents.iter().map(|incident| incident.summary.slug.clone());
        self.by_incident = slugs.zip(0..).collect();
        (self.incidents, self.statistics) = (incidents, statistics);
        self
    }

    /// The library with the Markdown of its texts, each by its address.
    #[must_use]
    pub fn with_markdown(self, markdown: BTreeMap<Route, Body>) -> Self {
        Self { markdown, ..self }
    }

    /// The library with how its posts and incidents changed, each by its address.
    #[must_use]
    pub fn with_histories(self, histories: BTreeMap<Route, History>) -> Self {
        Self { histories, ..self }
    }

    /// How the text at an address changed, where that is told.
    pub fn history(&self, route: &Route) -> Option<&History> {
        self.histories.get(route)
    }

    /// The library, run as its `site.toml` says.
    #[must_use]
    pub fn with_settings(self, settings: Settings) -> Self {
        Self { settings, ..self }
    }

    /// The library with the pictures that previews of its pages show.
    #[must_use]
    pub fn with_shares(self, shares: HashMap<Route, Picture>) -> Self {
        Self { shares, ..self }
    }

    /// The library with all authors that posts name by their ids, in the order of a list of them.
    #[must_use]
    pub fn with_authors(self, authors: Vec<Author>) -> Self {
        Self { authors, ..self }
    }

    /// The library with all series that posts belong to, in the order of a list of them.
    #[must_use]
    pub fn with_series(mut self, mut series: Vec<Series>) -> Self {
        series.retain(|series| self.by_series.contains_key(&series.id));
        self.series = series;
        self
    }

    /// The library with old addresses.
    #[must_use]
    pub fn with_redirects(mut self, mut redirects: Vec<Redirect>) -> Self {
        redirects.sort();
        self.redirects = redirects;
        self
    }

    /// The library as one language of a site that has several.
    #[must_use]
    pub fn with_versions(self, versions: Versions) -> Self {
        Self { versions, ..self }
    }

    /// A page in each language of the site, in their order; none where there is one language. `None`
    /// is the page for lost readers.
    pub fn versions(&self, route: Option<&Route>) -> Vec<Version> {
        self.versions.page(&self.site, route)
    }

    /// What the blog says of itself.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The Markdown of the text at an address, with links that hold anywhere.
    pub fn markdown(&self, route: &Route) -> Option<&Body> {
        self.markdown.get(route)
    }

    /// What crawlers are asked.
    pub fn robots(&self) -> &Robots {
        &self.settings.robots
    }

    /// How the blog is run.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The picture that previews of a page show, if there is one.
    pub fn share(&self, route: &Route) -> Option<&Picture> {
        self.shares.get(route)
    }

    /// All posts, newest first.
    pub fn posts(&self) -> &[Post] {
        &self.posts
    }

    /// The pages outside the order of posts.
    pub fn pages(&self) -> &[Standalone] {
        &self.pages
    }

    /// The post with a slug, without its place among the others.
    pub fn post(&self, slug: &Slug) -> Option<&Post> {
        Some(&self.posts[*self.by_slug.get(slug)?])
    }

    /// All incidents, newest first.
    pub fn incidents(&self) -> &[Post] {
        &self.incidents
    }

    /// Markup of what these have in common.
    pub(crate) fn statistics(&self) -> &str {
        &self.statistics
    }

    /// All texts that have a day, posts and incidents, newest first.
    pub fn dated(&self) -> Vec<&Post> {
        let mut dated: Vec<&Post> = self.posts.iter().chain(&self.incidents).collect();
        if !self.incidents.is_empty() {
            dated.sort_by(|a, b| in_order(a).cmp(&in_order(b)));
        }
        dated
    }

    /// The post or the incident at an address, without its place among the others.
    pub fn text(&self, route: &Route) -> Option<&Post> {
        match route {
            Route::Post(slug) => self.post(slug),
            Route::Incident(slug) => Some(&self.incidents[*self.by_incident.get(slug)?]),
            _ => None,
        }
    }

    /// All tags in alphabetical order, each with its posts, newest first.
    pub fn tags(&self) -> impl Iterator<Item = (&Tag, impl ExactSizeIterator<Item = &Post>)> {
        self.by_tag.iter().map(|(tag, at)| (tag, at.iter().map(|&at| &self.posts[at])))
    }

    /// All authors, each with their posts, newest first.
    pub fn authors(&self) -> impl Iterator<Item = (&Author, impl ExactSizeIterator<Item = &Post>)> {
        self.authors.iter().map(|author| (author, self.at(self.by_author.get(&author.id))))
    }

    /// All series that have posts, each with its posts, oldest first.
    pub fn series(&self) -> impl Iterator<Item = (&Series, impl ExactSizeIterator<Item = &Post>)> {
        self.series.iter().map(|series| (series, self.at(self.by_series.get(&series.id))))
    }

    /// The author with an id.
    pub fn author(&self, id: &Slug) -> Option<&Author> {
        self.authors.iter().find(|author| author.id == *id)
    }

    /// The addresses of the tags, authors and series.
    pub fn lists(&self) -> impl Iterator<Item = Route> {
        let tags = self.by_tag.keys().cloned().map(Route::Tag);
        let authors = self.authors.iter().map(|author| Route::Author(author.id.clone()));
        let series = self.series.iter().map(|series| Route::Series(series.id.clone()));
        tags.chain(authors).chain(series)
    }

    /// Old addresses and the pages that have them no more, in the order of the addresses.
    pub fn redirects(&self) -> &[Redirect] {
        &self.redirects
    }

    fn at<'a>(&'a self, at: Option<&'a Vec<usize>>) -> impl ExactSizeIterator<Item = &'a Post> {
        at.map_or(&[][..], Vec::as_slice).iter().map(|&at| &self.posts[at])
    }
}

/// What the newest is first by; those of one day stand by their slugs.
fn in_order(post: &Post) -> (Reverse<Date>, &Slug) {
    (Reverse(post.summary.date), &post.summary.slug)
}

/// How many posts each tag has, in alphabetical order.
fn counts(by_tag: &BTreeMap<Tag, Vec<usize>>) -> Vec<TagCount> {
    let count =
        |(tag, posts): (&Tag, &Vec<usize>)| TagCount { tag: tag.clone(), count: posts.len() };
    by_tag.iter().map(count).collect()
}
