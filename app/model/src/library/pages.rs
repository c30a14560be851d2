//! What stands at each address.

use std::ops::Range;

use words::Message;

use super::{Library, counts};
use crate::{
    Archive, Foot, Home, Link, Listing, Missing, Page, Post, PostContext, PostLink, PostPage,
    RevisionsPage, Summary, TagIndex, TagPage, Year, routes::Route,
};

/// How many posts the page for lost readers lists.
const LATEST: usize = 4;

impl Library {
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
        routes.extend(self.histories.keys().map(|text| Route::Revisions(Box::new(text.clone()))));
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
            (Route::Authors, 0) => Page::AuthorIndex(self.author_index()?),
            (Route::Author(id), number) => Page::Author(self.author_page(id, number)?),
            (Route::AllSeries, 0) => Page::SeriesIndex(self.series_index()?),
            (Route::Series(id), 0) => Page::Series(self.series_page(id)?),
            (Route::Incidents, number) => Page::Incidents(self.incident_list(number)?),
            (Route::Incident(_), 0) => {
                Page::Post(PostPage { post: self.text(route)?.clone(), context: None })
            }
            (Route::Post(slug), 0) => Page::Post(self.post_page(*self.by_slug.get(slug)?)),
            (Route::Revisions(of), 0) => Page::Revisions(self.revisions_page(of)?),
            (Route::Page(slug), 0) => {
                Page::Standalone(self.pages.iter().find(|page| page.slug == *slug)?.clone())
            }
            _ => return None,
        })
    }

    /// The page that tells how a text changed.
    fn revisions_page(&self, of: &Route) -> Option<RevisionsPage> {
        let (history, text) = (self.history(of)?.clone(), &self.text(of)?.summary);
        let (name, url) = (text.title.clone(), self.site.routes.path(of));
        Some(RevisionsPage { text: Link { name, url }, date: text.date, history })
    }

    /// What stands where nothing does.
    pub fn missing(&self) -> Page {
        let latest = self.posts.iter().take(LATEST).map(|post| post.summary.brief()).collect();
        Page::Missing(Missing { latest })
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

    /// The posts at some places of the front page: one that is pinned there stands first.
    fn on_front(&self, places: Range<usize>) -> impl Iterator<Item = &Summary> {
        let pinned = self.settings.frame.home.pinned.as_ref();
        let pinned = pinned.and_then(|slug| self.by_slug.get(slug)).copied();
        let others = (0..self.posts.len()).filter(move |at| Some(*at) != pinned);
        let all = pinned.into_iter().chain(others).map(|at| &self.posts[at].summary);
        all.skip(places.start).take(places.len())
    }

    /// A page of a list of posts, given their positions.
    pub(super) fn listing(
        &self,
        posts: &[usize],
        number: u32,
        shown: impl Fn(&Summary) -> Summary,
    ) -> Option<Listing> {
        Listing::of(posts.len(), number, |range| {
            posts[range].iter().map(|&at| shown(&self.posts[at].summary)).collect()
        })
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

    /// The page of a post, given its position.
    fn post_page(&self, at: usize) -> PostPage {
        PostPage { post: self.posts[at].clone(), context: Some(self.context(at)) }
    }

    /// The place of a post among the others.
    pub(super) fn context(&self, at: usize) -> PostContext {
        PostContext {
            newer: at.checked_sub(1).map(|at| self.link(at)),
            older: (at + 1 < self.posts.len()).then(|| self.link(at + 1)),
            archive_page: Listing::page_of(self.posts.len(), at),
            part: self.part(at),
            related: self.related(at),
            cited: self.cited(at),
        }
    }

    pub(super) fn link(&self, at: usize) -> PostLink {
        let Summary { slug, title, .. } = &self.posts[at].summary;
        PostLink { slug: slug.clone(), title: title.clone() }
    }
}
