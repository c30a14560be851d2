//! The whole blog in memory: what the content folder becomes and every output is made from.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use super::{
    Archive, Home, Missing, Page, Post, PostLink, Robots, Site, Slug, Standalone, Summary, Tag,
    TagCount, TagIndex, TagPage,
};
use crate::routes::Route;

/// How many posts the home page lists.
const RECENT: usize = 10;
/// How many posts the page for lost readers lists.
const LATEST: usize = 4;
/// How many tags a filter offers.
const FILTER: usize = 24;
/// How many related posts a post names at most.
const RELATED: usize = 3;
/// How many older and how many newer posts of each of its tags are looked at for that.
const NEAR: usize = 64;

/// Site, posts and pages, sorted and cross-referenced.
#[derive(Debug)]
pub struct Library {
    site: Site,
    /// Newest first; posts of one day by slug.
    posts: Vec<Post>,
    pages: Vec<Standalone>,
    by_slug: HashMap<Slug, usize>,
    /// Positions in `posts`, ascending.
    by_tag: BTreeMap<Tag, Vec<usize>>,
    markdown: BTreeMap<Route, String>,
    robots: Robots,
}

/// Two posts want the same address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateSlug(pub Slug);

impl Library {
    /// Puts posts in order and finds out how they hang together.
    ///
    /// What a post says of its neighbours (`older`, `newer`, `related`) is not looked at: see
    /// [`Self::page`].
    ///
    /// # Errors
    ///
    /// When two posts, or two pages, have the same slug.
    pub fn new(
        site: Site,
        mut posts: Vec<Post>,
        pages: Vec<Standalone>,
    ) -> Result<Self, DuplicateSlug> {
        posts.sort_by(|a, b| {
            (Reverse(a.summary.date), &a.summary.slug)
                .cmp(&(Reverse(b.summary.date), &b.summary.slug))
        });
        let mut by_slug = HashMap::new();
        let mut by_tag: BTreeMap<Tag, Vec<usize>> = BTreeMap::new();
        for (at, post) in posts.iter().enumerate() {
            if by_slug.insert(post.summary.slug.clone(), at).is_some() {
                return Err(DuplicateSlug(post.summary.slug.clone()));
            }
            for tag in &post.summary.tags {
                by_tag.entry(tag.clone()).or_default().push(at);
            }
        }
        for (at, page) in pages.iter().enumerate() {
            if pages[..at].iter().any(|other| other.slug == page.slug) {
                return Err(DuplicateSlug(page.slug.clone()));
            }
        }
        let (markdown, robots) = (BTreeMap::new(), Robots::default());
        Ok(Self { site, posts, pages, by_slug, by_tag, markdown, robots })
    }

    /// The library with the Markdown of its texts, each by its address.
    #[must_use]
    pub fn with_markdown(self, markdown: BTreeMap<Route, String>) -> Self {
        Self { markdown, ..self }
    }

    /// The library with its wishes to crawlers.
    #[must_use]
    pub fn with_robots(self, robots: Robots) -> Self {
        Self { robots, ..self }
    }

    /// What the blog says of itself.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The Markdown of the text at an address, with links that hold anywhere.
    pub fn markdown(&self, route: &Route) -> Option<&str> {
        self.markdown.get(route).map(String::as_str)
    }

    /// What crawlers are asked.
    pub fn robots(&self) -> &Robots {
        &self.robots
    }

    /// All posts, newest first.
    pub fn posts(&self) -> &[Post] {
        &self.posts
    }

    /// The pages outside the order of posts.
    pub fn pages(&self) -> &[Standalone] {
        &self.pages
    }

    /// All tags in alphabetical order, each with its posts, newest first.
    pub fn tags(&self) -> impl Iterator<Item = (&Tag, impl ExactSizeIterator<Item = &Post>)> {
        self.by_tag.iter().map(|(tag, at)| (tag, at.iter().map(|&at| &self.posts[at])))
    }

    /// Every address that the site has, in the order of the site map.
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = vec![Route::Home, Route::Archive, Route::Tags];
        routes.extend(self.by_tag.keys().cloned().map(Route::Tag));
        routes.extend(self.posts.iter().map(|post| Route::Post(post.summary.slug.clone())));
        routes.extend(self.pages.iter().map(|page| Route::Page(page.slug.clone())));
        routes
    }

    /// What stands at an address, if anything does.
    pub fn page(&self, route: &Route) -> Option<Page> {
        Some(match route {
            Route::Home => Page::Home(Home {
                recent: self.summaries(0..RECENT),
                total: self.posts.len(),
                tags: self.filter_tags(),
            }),
            Route::Archive => Page::Archive(Archive {
                posts: self.summaries(0..self.posts.len()),
                tags: self.filter_tags(),
            }),
            Route::Tags => Page::TagIndex(TagIndex { tags: self.tag_counts() }),
            Route::Tag(tag) => Page::Tag(TagPage {
                tag: tag.clone(),
                posts: self
                    .by_tag
                    .get(tag)?
                    .iter()
                    .map(|&at| self.posts[at].summary.clone())
                    .collect(),
            }),
            Route::Post(slug) => Page::Post(self.post(*self.by_slug.get(slug)?)),
            Route::Page(slug) => {
                Page::Standalone(self.pages.iter().find(|page| page.slug == *slug)?.clone())
            }
        })
    }

    /// What stands where nothing does.
    pub fn missing(&self) -> Page {
        Page::Missing(Missing { latest: self.summaries(0..LATEST) })
    }

    fn summaries(&self, range: std::ops::Range<usize>) -> Vec<Summary> {
        let end = range.end.min(self.posts.len());
        let start = range.start.min(end);
        self.posts[start..end].iter().map(|post| post.summary.clone()).collect()
    }

    fn tag_counts(&self) -> Vec<TagCount> {
        self.by_tag
            .iter()
            .map(|(tag, posts)| TagCount { tag: tag.clone(), count: posts.len() })
            .collect()
    }

    /// The tags that a filter offers: most used first, equals in alphabetical order.
    fn filter_tags(&self) -> Vec<TagCount> {
        let mut tags = self.tag_counts();
        tags.sort_by_key(|tag| Reverse(tag.count));
        tags.truncate(FILTER);
        tags
    }

    /// A post and its place among the others.
    fn post(&self, at: usize) -> Post {
        let newer = at.checked_sub(1).map(|at| self.link(at));
        let older = (at + 1 < self.posts.len()).then(|| self.link(at + 1));
        Post { newer, older, related: self.related(at), ..self.posts[at].clone() }
    }

    fn link(&self, at: usize) -> PostLink {
        let Summary { slug, title, .. } = &self.posts[at].summary;
        PostLink { slug: slug.clone(), title: title.clone() }
    }

    /// The posts that share most tags with one, a rare tag counting for more than a common one;
    /// the newer of two equals first. Of a tag with many posts, those published nearest in time
    /// are looked at, so that what this costs does not grow with the blog.
    fn related(&self, at: usize) -> Vec<Summary> {
        let mut shared: Vec<(usize, usize)> = Vec::new();
        for tag in &self.posts[at].summary.tags {
            let posts = &self.by_tag[tag];
            // In millionths, so that the sum is exact and the order the same everywhere.
            let weight = 1_000_000 / posts.len();
            let own = posts.partition_point(|&other| other < at);
            let near = own.saturating_sub(NEAR)..posts.len().min(own + NEAR + 1);
            let others = posts[near].iter().filter(|&&other| other != at);
            shared.extend(others.map(|&other| (other, weight)));
        }
        shared.sort_unstable();
        let mut scores: Vec<(usize, usize)> = shared
            .chunk_by(|a, b| a.0 == b.0)
            .map(|tags| (tags[0].0, tags.iter().map(|(_, weight)| weight).sum()))
            .collect();
        scores.sort_by_key(|&(other, score)| (Reverse(score), other));
        scores.truncate(RELATED);
        scores.into_iter().map(|(other, _)| self.posts[other].summary.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Prose};

    fn post(slug: &str, date: &str, tags: &[&str]) -> Post {
        Post {
            summary: Summary {
                slug: slug.parse().expect("a slug"),
                title: slug.to_uppercase(),
                description: String::new(),
                date: date.parse::<Date>().expect("a date"),
                minutes: 1,
                tags: tags.iter().map(|tag| tag.parse().expect("a tag")).collect(),
            },
            updated: None,
            authors: vec!["Editors".into()],
            prose: Prose::default(),
            older: None,
            newer: None,
            related: Vec::new(),
        }
    }

    fn site() -> Site {
        Site {
            title: "Blog".into(),
            tagline: String::new(),
            introduction: String::new(),
            base_url: "https://example.org".into(),
            language: "en".into(),
            author: "Editors".into(),
            links: Vec::new(),
            ..Site::default()
        }
    }

    fn library() -> Library {
        let posts = vec![
            post("old", "2026-01-01", &["a", "rare"]),
            post("new", "2026-03-01", &["a"]),
            post("mid-b", "2026-02-01", &["a", "rare"]),
            post("mid-a", "2026-02-01", &["b"]),
        ];
        Library::new(site(), posts, Vec::new()).expect("no duplicate")
    }

    fn slugs<'a>(summaries: impl IntoIterator<Item = &'a Summary>) -> Vec<&'a str> {
        summaries.into_iter().map(|summary| summary.slug.as_str()).collect()
    }

    #[test]
    fn posts_stand_newest_first_and_by_slug_within_a_day() {
        let library = library();
        assert_eq!(
            slugs(library.posts().iter().map(|p| &p.summary)),
            ["new", "mid-a", "mid-b", "old"]
        );
        let middle = library.post(1);
        assert_eq!(middle.newer.as_ref().map(|l| l.title.as_str()), Some("NEW"));
        assert_eq!(middle.older.as_ref().map(|l| l.title.as_str()), Some("MID-B"));
        assert_eq!((library.post(0).newer, library.post(3).older), (None, None));
    }

    #[test]
    fn a_rare_tag_in_common_relates_more_than_a_common_one() {
        let library = library();
        assert_eq!(slugs(&library.post(3).related), ["mid-b", "new"]);
        assert!(library.post(1).related.is_empty());
    }

    #[test]
    fn every_route_has_a_page_and_nothing_else_does() {
        let library = library();
        let paths: Vec<String> = library.routes().iter().map(Route::path).collect();
        assert_eq!(
            paths,
            [
                "/",
                "/archive/",
                "/tags/",
                "/tags/a/",
                "/tags/b/",
                "/tags/rare/",
                "/posts/new/",
                "/posts/mid-a/",
                "/posts/mid-b/",
                "/posts/old/",
            ]
        );
        assert!(library.routes().iter().all(|route| library.page(route).is_some()));
        let nowhere = Route::parse("/posts/nowhere/").expect("of the right form");
        assert_eq!(library.page(&nowhere), None);
    }

    #[test]
    fn two_posts_cannot_share_an_address() {
        let posts = vec![post("same", "2026-01-01", &[]), post("same", "2026-02-01", &[])];
        let slug = "same".parse().expect("a slug");
        assert_eq!(Library::new(site(), posts, Vec::new()).err(), Some(DuplicateSlug(slug)));
    }
}
