//! `index.json` beside every page: what the page says, for programs of others, and what the app takes
//! from it.
//!
//! Its form is `docs/document.schema.json`, which every site has at [`SCHEMA`]. Whatever a program of
//! somebody's may read stays what it is as long as [`VERSION`] does; what is below `app` may change with
//! every build, and is read by the app of the same build alone.

mod incident;

use std::sync::Arc;

use app::head::Head;
use model::{
    Correction, Date, Heading, Library, Page, PageBody, Post, PostPage, Site, Slug, Summary, Tag,
    TagFilter, routes::Route,
};
use serde::Serialize;

use incident::OfIncident;

/// Where a site has the form of its documents.
pub const SCHEMA: &str = "/schema/document.json";

/// The form itself.
pub const SCHEMA_TEXT: &str = include_str!("../../../../docs/document.schema.json");

/// Counts the forms that documents had, as far as others read them.
const VERSION: u32 = 1;

/// What a page is.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum DocumentKind {
    /// A dated text.
    Post,
    /// A text outside the order of posts.
    Page,
    /// What leads to texts.
    List,
}

/// The whole document.
#[derive(Serialize)]
pub(super) struct Document<'a> {
    version: u32,
    kind: DocumentKind,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    slug: Option<&'a Slug>,
    title: &'a str,
    description: &'a str,
    #[serde(flatten)]
    post: Option<OfPost<'a>>,
    #[serde(skip_serializing_if = "<[Heading]>::is_empty")]
    contents: &'a [Heading],
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    posts: Vec<ListItem<'a>>,
    app: OfApp<'a>,
}

/// What only a post has.
#[derive(Serialize)]
struct OfPost<'a> {
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<Date>,
    tags: &'a [Tag],
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<Series<'a>>,
    words: usize,
    minutes: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<OfCorrection<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    incident: Option<OfIncident<'a>>,
}

/// What the text once said and does not any more.
#[derive(Serialize)]
struct OfCorrection<'a> {
    date: Date,
    wrong: &'a str,
    right: &'a str,
    /// The anchor of the section that said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
}

impl<'a> OfCorrection<'a> {
    fn of(Correction { date, wrong, right, at }: &'a Correction) -> Self {
        Self { date: *date, wrong, right, at: at.as_deref() }
    }
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Series<'a> {
    title: &'a str,
    url: String,
    /// Which part of it the post is, counted from 1.
    part: usize,
    /// How many it has.
    of: usize,
}

/// A post in a list.
#[derive(Serialize)]
struct ListItem<'a> {
    url: String,
    slug: &'a Slug,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    date: Date,
    #[serde(skip_serializing_if = "<[Tag]>::is_empty")]
    tags: &'a [Tag],
    minutes: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    incident: Option<OfIncident<'a>>,
}

/// What the app shows the page by.
#[derive(Serialize)]
struct OfApp<'a> {
    /// Names the app that can read this. One of another build loads the page instead.
    build: &'a str,
    /// The title of the window.
    title: &'a str,
    /// The markup in the head that belongs to this page alone and that a browser has a use for.
    head: String,
    /// The markup of the page before its text, which stands in `html`: so a text travels once. Of a page
    /// without one, all of it.
    before: &'a str,
    /// The markup behind the text.
    #[serde(skip_serializing_if = "str::is_empty")]
    after: &'a str,
    /// What follows on a page that lists all posts.
    #[serde(skip_serializing_if = "Option::is_none")]
    finder: Option<Finder<'a>>,
}

#[derive(Serialize)]
struct Finder<'a> {
    filter: &'a TagFilter,
    html: &'a str,
}

/// A page to be written as a document.
pub(super) struct PageForDocument<'a> {
    pub(super) library: &'a Library,
    pub(super) route: &'a Route,
    pub(super) page: &'a Page,
    pub(super) head: &'a Head,
    pub(super) main: &'a Arc<PageBody>,
    /// Names the app that may show it.
    pub(super) build: &'a str,
}

impl PageForDocument<'_> {
    /// The document as it is written.
    ///
    /// # Errors
    ///
    /// When it can't be put into JSON.
    pub(super) fn json(&self) -> serde_json::Result<Vec<u8>> {
        let Self { library, route, page, head, main, build } = *self;
        let site = library.site();
        let text = page.prose().map(|prose| prose.html.text());
        let html = text.as_deref();
        // An empty text stands everywhere.
        let cut = html.filter(|html| !html.is_empty()).and_then(|html| {
            let at = place_of(html, &main.html)?;
            Some((&main.html[..at], &main.html[at + html.len()..]))
        });
        let (before, after) = cut.unwrap_or((&main.html, ""));
        let document = Document {
            version: VERSION,
            kind: kind(page),
            url: site.url(route),
            slug: slug(page),
            title: head.name(),
            description: head.description(),
            post: of_post(site, page, head),
            contents: page.prose().map_or(&[], |prose| &prose.contents),
            html,
            posts: briefs(library, page),
            app: OfApp {
                build,
                title: &head.title,
                head: head.for_browser(site),
                before,
                after,
                finder: main
                    .finder
                    .as_ref()
                    .map(|finder| Finder { filter: &finder.filter, html: &finder.html }),
            },
        };
        serde_json::to_vec(&document)
    }
}

/// Where a long text stands in a longer one. To look for its beginning is much quicker than to look for all
/// of it, which is prepared for in the whole length.
pub(super) fn place_of(text: &str, whole: &str) -> Option<usize> {
    const BEGINNING: usize = 64;
    let beginning = &text[..text.floor_char_boundary(BEGINNING)];
    let mut from = 0;
    while let Some(at) = whole[from..].find(beginning).map(|at| from + at) {
        if whole[at..].starts_with(text) {
            return Some(at);
        }
        from = at + whole[at..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

fn kind(page: &Page) -> DocumentKind {
    match page {
        Page::Post(_) => DocumentKind::Post,
        Page::Standalone(_) | Page::Search | Page::Missing(_) => DocumentKind::Page,
        Page::Home(_)
        | Page::Archive(_)
        | Page::TagIndex(_)
        | Page::Tag(_)
        | Page::AuthorIndex(_)
        | Page::Author(_)
        | Page::SeriesIndex(_)
        | Page::Series(_)
        | Page::Incidents(_) => DocumentKind::List,
    }
}

fn slug(page: &Page) -> Option<&Slug> {
    match page {
        Page::Post(page) => Some(&page.post.summary.slug),
        Page::Standalone(page) => Some(&page.slug),
        _ => None,
    }
}

fn of_post<'a>(site: &Site, page: &'a Page, head: &'a Head) -> Option<OfPost<'a>> {
    let Page::Post(PostPage { post, context }) = page else {
        return None;
    };
    let part = context.as_ref().and_then(|context| context.part.as_ref());
    let Post { summary, authors, words, canonical, series, incident, corrections, .. } = post;
    let authors = authors.iter().map(|author| {
        let page = author.id.as_ref().map(|id| site.url(&Route::Author(id.clone())));
        Author { name: &author.name, url: page.or_else(|| author.url.clone()) }
    });
    Some(OfPost {
        date: summary.date,
        updated: summary.updated,
        tags: &summary.tags,
        authors: authors.collect(),
        series: series.as_ref().zip(part).map(|(series, part)| Series {
            title: &series.title,
            url: site.url(&Route::Series(series.id.clone())),
            part: part.number,
            of: part.of,
        }),
        words: *words,
        minutes: summary.minutes,
        image: head.picture().map(|picture| site.address(&picture.src)),
        canonical: canonical.as_deref(),
        corrections: corrections.iter().map(OfCorrection::of).collect(),
        incident: incident.as_deref().map(OfIncident::of),
    })
}

/// The posts that a page lists, in its order.
pub(super) fn listed<'a>(library: &'a Library, page: &'a Page) -> Vec<&'a Summary> {
    match page {
        Page::Home(home) => home.latest.iter().chain(&home.recent).collect(),
        Page::Series(series) => {
            let routes = &library.site().routes;
            let posts =
                series.parts.iter().filter_map(|entry| match routes.parse(&entry.link.url) {
                    Some(Route::Post(slug)) => library.post(&slug),
                    _ => None,
                });
            posts.map(|post| &post.summary).collect()
        }
        _ => page.listing().map(|listing| listing.posts.iter().collect()).unwrap_or_default(),
    }
}

/// The same as documents have it.
fn briefs<'a>(library: &'a Library, page: &'a Page) -> Vec<ListItem<'a>> {
    let lists_incidents = matches!(page, Page::Incidents(_));
    let brief = |summary: &'a Summary| {
        let Summary { slug, title, description, date, minutes, tags, .. } = summary;
        let route = match lists_incidents {
            true => Route::Incident(slug.clone()),
            false => Route::Post(slug.clone()),
        };
        let url = library.site().url(&route);
        let incident = library.text(&route).and_then(|post| post.incident.as_deref());
        let incident = incident.map(OfIncident::of);
        ListItem { url, slug, title, description, date: *date, tags, minutes: *minutes, incident }
    };
    listed(library, page).into_iter().map(brief).collect()
}

#[cfg(test)]
mod tests {
    use super::place_of;

    #[test]
    fn a_long_text_is_found_where_it_stands() {
        let text = "ä".repeat(200) + "!";
        for before in ["", "x", "ä", "äää", "<p>", &"ä".repeat(99)] {
            let whole = format!("{before}{text}</p>{text}");
            assert_eq!(place_of(&text, &whole), whole.find(&text), "{before}");
        }
        assert_eq!(place_of(&text, &text[2..]), None);
        assert_eq!((place_of("", "x"), place_of("x", "")), (Some(0), None));
    }
}
