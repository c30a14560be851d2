//! The whole blog in memory: what the content folder becomes and every output is made from.

mod groups;
mod related;
#[cfg(test)]
mod tests;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use words::Message;

use self::related::Relations;

use super::{
    Archive, Author, Body, Date, FilterWords, Foot, Home, Listing, Missing, Page, Picture, Post,
    PostLink, Postings, Redirect, Robots, Row, Series, Settings, Site, Slug, Sources, Standalone,
    Summary, Tag, TagCount, TagFilter, TagIndex, TagPage, Version, Versions, Year,
    lists::{NEWEST, OFFERED, SHARD, revision},
};
use crate::routes::Route;

/// How many posts the page for lost readers lists.
const LATEST: usize = 4;

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
    /// What a post says of its neighbours (`older`, `newer`, `page`, `related`, `cited`, its place in a
    /// series) is not looked at: see [`Self::page`].
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

    /// Every address that the site has, in the order of the site map.
    pub fn routes(&self) -> Vec<Route> {
        let mut routes = vec![Route::Home];
        let mut add = |list: Route, posts: &[usize]| routes.extend(list.pages(posts.len()));
        add(Route::Archive, &self.all);
        add(Route::Tags, &[]);
        if !self.site.unsearched {
            add(Route::Search, &[]);
        }
        self.by_tag.iter().for_each(|(tag, posts)| add(Route::Tag(tag.clone()), posts));
        routes.extend(self.group_routes());
        let (list, incidents) = self.incident_routes();
        routes.extend(list);
        routes.extend(self.posts.iter().map(Post::route).chain(incidents));
        routes.extend(self.pages.iter().map(|page| Route::Page(page.slug.clone())));
        routes
    }

    /// What stands at an address, if anything does.
    pub fn page(&self, route: &Route) -> Option<Page> {
        let lists = &self.settings.frame.home;
        Some(match route.list() {
            (Route::Home, 0) => Page::Home(Home {
                tagline: self.site.tagline.clone(),
                introduction: self.site.introduction.clone(),
                latest: self.on_front(0..lists.latest).map(Summary::clone).collect(),
                recent: self
                    .on_front(lists.latest..lists.latest + lists.list)
                    .map(Summary::marked)
                    .collect(),
                filter: (lists.list > 0).then(|| self.filter(Message::HomeCount)),
            }),
            (Route::Archive, number) => Page::Archive(Archive {
                listing: self.listing(&self.all, number, Summary::marked)?,
                years: if number == 0 { self.years() } else { Vec::new() },
                filter: (number == 0).then(|| self.filter(Message::ArchiveCount)),
            }),
            (Route::Tags, 0) => Page::TagIndex(TagIndex { tags: counts(&self.by_tag) }),
            (Route::Tag(tag), number) => Page::Tag(TagPage {
                tag: tag.clone(),
                listing: self.listing(self.by_tag.get(tag)?, number, Summary::clone)?,
            }),
            (Route::Search, 0) if !self.site.unsearched => Page::Search,
            (Route::Authors, 0) => Page::Group(self.all_authors()?),
            (Route::Author(id), number) => Page::Group(self.by_author(id, number)?),
            (Route::AllSeries, 0) => Page::Group(self.all_series()?),
            (Route::Series(id), 0) => Page::Group(self.parts(id)?),
            (Route::Incidents, number) => Page::Incidents(self.incident_list(number)?),
            (Route::Incident(_), 0) => Page::Post(self.text(route)?.clone()),
            (Route::Post(slug), 0) => Page::Post(self.placed(*self.by_slug.get(slug)?)),
            (Route::Page(slug), 0) => {
                Page::Standalone(self.pages.iter().find(|page| page.slug == *slug)?.clone())
            }
            _ => return None,
        })
    }

    /// The posts that a page lists because they belong there: of a list's own address all of the
    /// list, of a numbered page those that stand on it.
    pub fn listed(&self, route: &Route) -> Option<impl Iterator<Item = &Post>> {
        let (list, number) = route.list();
        let at = |places: &[usize]| places.iter().map(|&at| &self.posts[at]).collect();
        let posts: Vec<&Post> = match list {
            Route::Home | Route::Archive | Route::Tags | Route::Authors | Route::AllSeries => {
                self.posts.iter().collect()
            }
            Route::Tag(tag) => at(self.by_tag.get(tag)?),
            Route::Author(id) => at(self.by_author.get(id)?),
            Route::Series(id) => at(self.by_series.get(id)?),
            Route::Incidents => self.incidents.iter().collect(),
            _ => return None,
        };
        let range = match number {
            0 => 0..posts.len(),
            number => Listing::range(posts.len(), number)?,
        };
        Some(posts.into_iter().skip(range.start).take(range.len()))
    }

    /// What the foot of every page says of the blog.
    pub fn foot(&self) -> Foot {
        Foot {
            year: self.posts.first().map(|post| post.summary.date.year()),
            has_series: !self.series.is_empty(),
            has_authors: !self.authors.is_empty(),
            has_incidents: !self.incidents.is_empty(),
        }
    }

    /// What stands where nothing does.
    pub fn missing(&self) -> Page {
        let latest = self.posts.iter().take(LATEST).map(|post| post.summary.brief()).collect();
        Page::Missing(Missing { latest })
    }

    /// Names what the lists of the filter hold: see [`lists`](super::lists).
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// The numbers of a tag's newest posts, as the filter reads them.
    pub fn postings(&self, tag: &Tag) -> Option<Postings> {
        let posts = self.by_tag.get(tag)?;
        let (newest, older) = posts.split_at(posts.len().min(NEWEST));
        let beside = self.offered.iter().map(|other| {
            let has = |at: &&usize| self.posts[**at].summary.tags.contains(&other.tag);
            posts.iter().filter(has).count() as u32
        });
        Some(Postings::new(self.numbers(newest), older.len(), beside.collect()))
    }

    /// The numbers of a tag's other posts; `None` where there are no others.
    pub fn older_postings(&self, tag: &Tag) -> Option<Postings> {
        let older = self.by_tag.get(tag)?.get(NEWEST..).filter(|older| !older.is_empty())?;
        Some(Postings::new(self.numbers(older), 0, Vec::new()))
    }

    /// All posts of each tag that the filter offers, while they are few enough for one file.
    pub fn offered_postings(&self) -> Option<Vec<Postings>> {
        let of = |offered: &TagCount| {
            let posts = self.by_tag.get(&offered.tag).map_or(&[][..], Vec::as_slice);
            Postings::new(self.numbers(posts), 0, Vec::new())
        };
        TagFilter::counts(&self.offered).then(|| self.offered.iter().map(of).collect())
    }

    /// Posts, newest first, by their numbers, in ascending order.
    fn numbers(&self, posts: &[usize]) -> impl Iterator<Item = u32> {
        posts.iter().rev().map(|at| (self.posts.len() - 1 - at) as u32)
    }

    /// What lists show of all posts, oldest first, cut into shards.
    pub fn shards(&self) -> impl Iterator<Item = Vec<Row>> {
        let row = |post: &Post| Row::of(&post.summary, &self.site.words);
        self.posts.rchunks(SHARD).map(move |posts| posts.iter().rev().map(row).collect())
    }

    /// The posts at some places of the front page: one that is pinned there stands first.
    fn on_front(&self, places: Range<usize>) -> impl Iterator<Item = &Summary> {
        let pinned = self.settings.frame.home.pinned.as_ref();
        let pinned = pinned.and_then(|slug| self.by_slug.get(slug)).copied();
        let others = (0..self.posts.len()).filter(move |at| Some(*at) != pinned);
        let all = pinned.into_iter().chain(others).map(|at| &self.posts[at].summary);
        all.skip(places.start).take(places.len())
    }

    /// A page of a list of posts, given their positions.
    fn listing(
        &self,
        posts: &[usize],
        number: u32,
        shown: impl Fn(&Summary) -> Summary,
    ) -> Option<Listing> {
        Listing::of(posts.len(), number, |range| {
            posts[range].iter().map(|&at| shown(&self.posts[at].summary)).collect()
        })
    }

    /// The filter of a page which says in a certain way how many posts there are.
    fn filter(&self, unfiltered: Message) -> TagFilter {
        let (tags, total) = (self.offered.clone(), self.posts.len());
        let words = FilterWords::new(&self.site.words, total, unfiltered);
        TagFilter { tags, total, revision: self.revision.clone(), words }
    }

    /// Every year that has posts, newest first.
    fn years(&self) -> Vec<Year> {
        let mut newest = 0;
        let years = self.posts.chunk_by(|a, b| a.summary.date.year() == b.summary.date.year());
        let year = |posts: &[Post]| {
            let page = Listing::page_of(self.posts.len(), newest);
            newest += posts.len();
            Year { year: posts[0].summary.date.year(), count: posts.len(), page }
        };
        years.map(year).collect()
    }

    /// A post and its place among the others.
    fn placed(&self, at: usize) -> Post {
        let newer = at.checked_sub(1).map(|at| self.link(at));
        let older = (at + 1 < self.posts.len()).then(|| self.link(at + 1));
        let page = Listing::page_of(self.posts.len(), at);
        let (related, cited, series) = (self.related(at), self.cited(at), self.part(at));
        Post { newer, older, page, related, cited, series, ..self.posts[at].clone() }
    }

    fn link(&self, at: usize) -> PostLink {
        let Summary { slug, title, .. } = &self.posts[at].summary;
        PostLink { slug: slug.clone(), title: title.clone() }
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
