//! The pages of authors and series, and a post's place in its series.

use super::Library;
use words::Message;

use crate::{
    Author, AuthorIndex, AuthorPage, Link, ListEntry, Post, SeriesIndex, SeriesPage, SeriesPart,
    Slug, Sparkline, Summary, routes::Route,
};

/// How many parts before a post and how many behind it the post lists of its series.
const NEAR: usize = 8;

impl Library {
    /// The addresses of these pages: a list of all where there are any, then each.
    pub(super) fn group_routes(&self) -> Vec<Route> {
        let mut routes = Vec::new();
        if !self.authors.is_empty() {
            routes.push(Route::Authors);
            for (author, posts) in self.authors() {
                routes.extend(Route::Author(author.id.clone()).pages(posts.len()));
            }
        }
        if !self.series.is_empty() {
            routes.push(Route::AllSeries);
            routes.extend(self.series.iter().map(|series| Route::Series(series.id.clone())));
        }
        routes
    }

    pub(super) fn author_index(&self) -> Option<AuthorIndex> {
        let authors = self.authors().map(|(author, posts)| ListEntry {
            kicker: self.site.words.count(Message::ArticleCount, posts.len(), &[]),
            link: self.way(&author.name, &Route::Author(author.id.clone())),
            note: author.bio.clone(),
            sparkline: None,
            changed: None,
        });
        let authors: Vec<ListEntry> = authors.collect();
        (!authors.is_empty()).then_some(AuthorIndex { authors })
    }

    /// An author with a page of their posts.
    pub(super) fn author_page(&self, id: &Slug, number: u32) -> Option<AuthorPage> {
        let Author { name, bio, url, picture, .. } = self.author(id)?;
        let posts = self.by_author.get(id).map_or(&[][..], Vec::as_slice);
        let (id, name) = (id.clone(), name.clone());
        let listing = self.listing(posts, number, Summary::clone)?;
        if number > 0 {
            let description = String::new();
            return Some(AuthorPage { id, name, description, picture: None, link: None, listing });
        }
        let description = match bio.as_str() {
            "" => {
                let site = [("site", &*self.site.title)];
                self.site.words.count(Message::AuthorAbout, posts.len(), &site)
            }
            bio => bio.to_owned(),
        };
        let link =
            url.as_ref().map(|url| Link { name: readable(url).to_owned(), url: url.clone() });
        Some(AuthorPage { id, name, description, picture: picture.clone(), link, listing })
    }

    pub(super) fn series_index(&self) -> Option<SeriesIndex> {
        let series = self.series().map(|(series, posts)| ListEntry {
            kicker: self.site.words.count(Message::PartCount, posts.len(), &[]),
            link: self.way(&series.title, &Route::Series(series.id.clone())),
            note: series.description.clone(),
            sparkline: Sparkline::trace(&posts.map(|post| post.words).collect::<Vec<_>>()),
            changed: None,
        });
        let series: Vec<ListEntry> = series.collect();
        (!series.is_empty()).then_some(SeriesIndex { series })
    }

    /// All parts of a series.
    pub(super) fn series_page(&self, id: &Slug) -> Option<SeriesPage> {
        let series = self.series.iter().find(|series| series.id == *id)?;
        let posts = self.at(self.by_series.get(id));
        let description = match series.description.as_str() {
            "" => self.site.words.count(Message::SeriesAbout, posts.len(), &[]),
            description => description.to_owned(),
        };
        let parts = posts.enumerate().map(|(at, post)| ListEntry {
            kicker: self.part_and_date(at + 1, post),
            link: self.way(&post.summary.title, &Route::Post(post.summary.slug.clone())),
            note: post.summary.description.clone(),
            sparkline: post.summary.sparkline.clone(),
            changed: post.summary.changed(),
        });
        Some(SeriesPage { title: series.title.clone(), description, parts: parts.collect() })
    }

    /// Which part a post is, and when it was published.
    fn part_and_date(&self, number: usize, post: &Post) -> String {
        let words = &self.site.words;
        let part = words.fill(Message::SeriesPart, &[("number", &words.number(number))]);
        format!("{part} · {}", post.summary.date.in_words(words))
    }

    fn way(&self, name: &str, route: &Route) -> Link {
        Link { name: name.to_owned(), url: self.site.routes.path(route) }
    }

    /// The place of a post, given by its position, in the series that it belongs to.
    pub(super) fn part(&self, at: usize) -> Option<SeriesPart> {
        let series = self.posts[at].series.as_ref()?;
        let posts = self.by_series.get(&series.id)?;
        let own = posts.partition_point(|&other| other > at);
        let first = own.saturating_sub(NEAR);
        let near = &posts[first..posts.len().min(own + NEAR + 1)];
        Some(SeriesPart {
            number: own + 1,
            of: posts.len(),
            first: first + 1,
            posts: near.iter().map(|&at| self.link(at)).collect(),
        })
    }
}

/// An address as people write it: without its scheme, and without what says nothing.
fn readable(url: &str) -> &str {
    let short = url.split_once("://").map_or(url, |(_, short)| short);
    let short = short.strip_prefix("mailto:").unwrap_or(short);
    match short.trim_end_matches('/') {
        "" => url,
        short => short.strip_prefix("www.").unwrap_or(short),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Series, SeriesName, library::tests};

    fn library() -> Library {
        let posts = (1..=20).map(|day| {
            let mut post = tests::post(&format!("p{day}"), &format!("2026-01-{day:02}"), &[]);
            let tour = SeriesName { id: slug("tour"), title: "A tour".into() };
            post.series = (day != 5).then_some(tour);
            post.authors[0].id = (day == 5).then(|| slug("ada"));
            post
        });
        let author = |id: &str, bio: &str| Author {
            id: slug(id),
            name: id.to_uppercase(),
            bio: bio.into(),
            url: Some("https://www.example.org/~ada/".into()),
            picture: None,
        };
        let series = |id: &str| Series { id: slug(id), title: id.into(), description: "".into() };
        Library::new(tests::site(), posts.collect(), Vec::new())
            .expect("no duplicate")
            .with_authors(vec![author("zoe", ""), author("ada", "Writes.")])
            .with_series(vec![series("tour"), series("without-posts")])
    }

    fn slug(text: &str) -> Slug {
        text.parse().expect("a slug")
    }

    #[test]
    fn a_post_knows_its_part_and_those_around_it() {
        let library = library();
        let part = |slug: &str| {
            let part = library.part(library.by_slug[&self::slug(slug)]).expect("in the series");
            let first = part.posts.first().expect("a part").slug.to_string();
            let last = part.posts.last().expect("a part").slug.to_string();
            (part.number, part.of, part.first, first, last)
        };
        assert_eq!(part("p1"), (1, 19, 1, "p1".into(), "p10".into()));
        assert_eq!(part("p12"), (11, 19, 3, "p3".into(), "p20".into()));
        assert_eq!(library.part(library.by_slug[&slug("p5")]), None);
    }

    #[test]
    fn a_series_is_listed_from_its_oldest_post_on_and_only_when_it_has_one() {
        let library = library();
        let tour = library.series_page(&slug("tour")).expect("a series");
        assert_eq!(tour.description, "A series in 19 parts.");
        assert_eq!(tour.parts[4].kicker, "Part 5 · 6 Jan 2026");
        assert_eq!(tour.parts[4].link.url, "/posts/p6/");
        assert_eq!(library.series_page(&slug("without-posts")), None);
        assert_eq!(library.series_index().map(|all| all.series.len()), Some(1));
    }

    #[test]
    fn every_author_has_a_page_in_the_order_of_the_list() {
        let library = library();
        let all = library.author_index().expect("authors");
        let names: Vec<&str> = all.authors.iter().map(|entry| &*entry.link.name).collect();
        assert_eq!(names, ["ZOE", "ADA"]);
        let by = |id: &str| library.author_page(&slug(id), 0).expect("an author");
        let posts = |author: &AuthorPage| author.listing.posts.len();
        let ada = by("ada");
        assert_eq!((&*ada.description, posts(&ada)), ("Writes.", 1));
        assert_eq!(ada.link.map(|link| link.name).as_deref(), Some("example.org/~ada"));
        let zoe = by("zoe");
        assert_eq!((&*zoe.description, posts(&zoe)), ("0 articles in Blog.", 0));
        assert_eq!(library.author_page(&slug("zoe"), 1), None);
        let paths: Vec<String> =
            library.group_routes().iter().map(|route| library.site.routes.path(route)).collect();
        assert_eq!(
            paths,
            ["/authors/", "/authors/zoe/", "/authors/ada/", "/series/", "/series/tour/"]
        );
        assert!(library.group_routes().iter().all(|route| library.page(route).is_some()));
    }
}
