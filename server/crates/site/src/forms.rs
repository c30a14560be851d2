//! Whether a text says the same in every form that it is published in: as a page, in Markdown and in
//! feeds.
//!
//! Each form is read as its readers read it, with other code than wrote it, to what matters: the
//! words, the links and the images, in their order. Where one says something else, its readers are
//! told something else: the writer is warned, at the line.

mod html;
mod markdown;
#[cfg(test)]
mod tests;

use model::{Body, Library, routes::Route};
use rayon::prelude::*;
use url::Url;
use words::Words;

use super::{copies, feeds};

pub(super) use markdown::body;

/// Languages of code in whose place the page has a drawing, and the class of that.
const DRAWN: [(&str, &str); 7] = [
    ("chart", "chart"),
    ("flame", "chart"),
    ("log-excerpt", "log"),
    ("math", "math"),
    ("mermaid", "diagram"),
    ("timeline", "timeline"),
    ("trace", "chart"),
];

/// How much of a difference is told, in characters.
const TOLD: usize = 40;

/// A text that says something else in one of its forms than on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The page.
    pub route: Route,
    /// The line of its Markdown, counted from 0, in which that is.
    pub line: usize,
    /// What differs.
    pub message: String,
}

/// Compares all forms of all texts. Those that are published are compared once more by
/// [`verify`](super::verify).
pub fn differences(library: &Library) -> Vec<Difference> {
    let texts: Vec<(Route, &Body)> = copies::texts(library).collect();
    let found = texts.par_iter().flat_map_iter(|(route, html)| {
        let url = Url::parse(&library.site().url(route)).ok();
        let html = html.text();
        let markdown = library.markdown(route).map(Body::text).unwrap_or_default();
        url.into_iter().flat_map(move |url| {
            let words = &library.site().words;
            let text = PublishedText { route, url: &url, html: &html, markdown: &markdown, words };
            let in_feed = matches!(route, Route::Post(_) | Route::Incident(_))
                .then(|| text.in_feed(&feeds::standalone(&html, &url)))
                .flatten();
            [text.in_markdown(), in_feed].into_iter().flatten().collect::<Vec<_>>()
        })
    });
    found.collect()
}

/// A text, as its page has it and in Markdown.
pub(super) struct PublishedText<'a> {
    pub(super) route: &'a Route,
    /// The address of its page.
    pub(super) url: &'a Url,
    pub(super) html: &'a str,
    /// Without front matter.
    pub(super) markdown: &'a str,
    /// What the interface says in it.
    pub(super) words: &'a Words,
}

impl PublishedText<'_> {
    /// What its Markdown says otherwise than its page.
    pub(super) fn in_markdown(&self) -> Option<Difference> {
        let page = html::read(self.html, Some(self.url), Drawings::Skip);
        let math = self.html.contains("<math");
        let copy = self.copy(math);
        // Whether dollars are dollars, the file does not say, and the page only where it has formulas.
        let differs = copy != page && self.copy(!math) != page;
        differs.then(|| self.difference(&copy, &page, "the Markdown of this page"))
    }

    /// Its Markdown, read.
    fn copy(&self, math: bool) -> Reading {
        self.read(self.markdown, math)
    }

    fn read(&self, body: &str, math: bool) -> Reading {
        markdown::read(body, self.url, math, self.words)
    }

    /// What a feed says otherwise than its page.
    pub(super) fn in_feed(&self, body: &str) -> Option<Difference> {
        let page = html::read(self.html, Some(self.url), Drawings::Read);
        // Nothing in a feed is read from where the page is.
        let feed = html::read(body, None, Drawings::Read);
        (feed != page).then(|| self.difference(&feed, &page, "the feed"))
    }

    fn difference(&self, form: &Reading, page: &Reading, name: &str) -> Difference {
        let at = form.parting(page);
        let message = form.difference(page, at, name);
        Difference { route: self.route.clone(), line: self.line(at), message }
    }

    /// The line of the Markdown, counted from 0, in which a place is. Of few texts anybody asks.
    fn line(&self, at: At) -> usize {
        let body = self.markdown.trim_start_matches('\n');
        let math = self.html.contains("<math");
        let ends: Vec<usize> = body.match_indices('\n').map(|(end, _)| end + 1).collect();
        ends.partition_point(|end| !self.read(&body[..*end], math).passes(at))
    }
}

/// A place in a reading, in characters, links or images from its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Word(usize),
    Link(usize),
    Image(usize),
}

/// Whether what is drawn counts: Markdown has the source of it instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawings {
    Read,
    Skip,
}

/// What a reader finds in a text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Reading {
    /// Without white space, in plain quotes and dashes.
    words: String,
    links: Vec<String>,
    /// Address and alternative text of each.
    images: Vec<(String, String)>,
}

impl Reading {
    /// Where this one begins to differ from that of the page.
    fn parting(&self, page: &Self) -> At {
        if self.words != page.words {
            let same = self.words.chars().zip(page.words.chars()).take_while(|(a, b)| a == b);
            return At::Word(same.count());
        }
        match self.links != page.links {
            true => At::Link(same(&self.links, &page.links)),
            false => At::Image(same(&self.images, &page.images)),
        }
    }

    /// Whether it goes beyond a place.
    fn passes(&self, at: At) -> bool {
        match at {
            At::Word(at) => self.words.chars().count() > at,
            At::Link(at) => self.links.len() > at,
            At::Image(at) => self.images.len() > at,
        }
    }

    /// How this one differs from that of the page at a place.
    fn difference(&self, page: &Self, at: At, name: &str) -> String {
        let (what, own, of_page) = match at {
            At::Word(at) => {
                let at = at.saturating_sub(TOLD / 2);
                let part = |words: &str| words.chars().skip(at).take(TOLD).collect::<String>();
                return format!(
                    "{name} says “{}” where the page says “{}”",
                    part(&self.words),
                    part(&page.words)
                );
            }
            At::Link(at) => ("links to", self.links.get(at).cloned(), page.links.get(at).cloned()),
            At::Image(at) => {
                let image = |(src, alt): &(String, String)| format!("{src} “{alt}”");
                ("shows", self.images.get(at).map(image), page.images.get(at).map(image))
            }
        };
        let nothing = || "nothing more".to_owned();
        let (own, of_page) = (own.unwrap_or_else(nothing), of_page.unwrap_or_else(nothing));
        format!("{name} {what} {own} where the page has {of_page}")
    }
}

/// How many of some things are the same as others at the same places, from the first on.
fn same<T: PartialEq>(these: &[T], others: &[T]) -> usize {
    these.iter().zip(others).take_while(|(a, b)| a == b).count()
}
