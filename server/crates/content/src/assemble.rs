//! Texts as the rest of the program knows them.

use std::{collections::BTreeMap, sync::Arc};

use markdown::Typography;
use model::{
    Byline, Correction, History, Link, Outside, Post, Prose, SeriesName, Site, Standalone, Summary,
    routes::Route,
};
use store::BodyStore;

use super::{
    addresses::below, changes::Changes, corrections, files::TextKind, render::RenderedText,
    render_cache::RenderedParts, texts::ParsedText,
};

/// How many words are read in a minute.
const WORDS_A_MINUTE: usize = 220;
/// How long a description taken from the first paragraph is at most, in characters.
const DESCRIPTION: usize = 200;

/// What is the same for all texts.
#[derive(Clone, Copy)]
pub(super) struct SharedContext<'a> {
    pub(super) site: &'a Site,
    pub(super) typography: Typography,
    /// The author of texts that name none.
    pub(super) author: &'a Byline,
    /// Under which terms the data of those may be used that do not say so.
    pub(super) data_license: &'a Option<Link>,
    /// Whether readers are led to their files.
    pub(super) names_files: bool,
    /// When they changed, where they do not say so themselves.
    pub(super) changes: &'a Changes,
    /// How they changed, where that is told.
    pub(super) histories: &'a BTreeMap<Route, History>,
}

/// What a text is called, and what it is about.
struct Opening {
    title: String,
    description: String,
    /// Whether that says something else than the first paragraph.
    lede: bool,
}

/// Texts of each kind.
#[derive(Default)]
pub(super) struct TextsByKind {
    pub(super) posts: Vec<Post>,
    pub(super) incidents: Vec<Post>,
    pub(super) pages: Vec<Standalone>,
}

/// Rendered texts as posts, incidents and pages.
pub(super) fn sort_by_kind(
    context: SharedContext<'_>,
    texts: Vec<RenderedText>,
    outside_of: impl Fn(&ParsedText) -> Outside,
    bodies: &Arc<BodyStore>,
) -> TextsByKind {
    let mut sorted = TextsByKind::default();
    for text in texts {
        let outside = outside_of(&text.draft);
        match text.draft.kind {
            TextKind::Page => sorted.pages.push(context.page(text, outside, bodies)),
            TextKind::Post => sorted.posts.push(context.post(text, outside, bodies)),
            TextKind::Incident => sorted.incidents.push(context.post(text, outside, bodies)),
        }
    }
    sorted
}

impl SharedContext<'_> {
    fn page(&self, text: RenderedText, outside: Outside, bodies: &Arc<BodyStore>) -> Standalone {
        let Opening { title, description, lede } = self.opening(&text);
        let prose = self.prose(&text, lede, outside, bodies);
        let layout = text.draft.front.layout.map(|layout| layout.value).unwrap_or_default();
        Standalone { slug: text.draft.name, title, description, prose, layout }
    }

    fn post(&self, text: RenderedText, outside: Outside, bodies: &Arc<BodyStore>) -> Post {
        let Opening { title, description, lede } = self.opening(&text);
        let prose = self.prose(&text, lede, outside, bodies);
        let RenderedText { draft, made } = text;
        let RenderedParts { rendered, cover, cites, about, .. } = made;
        let own = self.site.url(&draft.route());
        let changed = self.changes.get(&draft.file.path).copied();
        let changed = changed.filter(|day| *day > draft.date);
        let history = self.histories.get(&draft.route());
        let revised = history.and_then(History::last).filter(|day| *day > draft.date);
        let front = draft.front;
        let corrected = corrections::last(&front.corrections);
        let incident = front.incident.as_ref();
        let incident = incident.map(|head| head.incident(rendered.times.as_ref()));
        Post {
            summary: Summary {
                slug: draft.name,
                title,
                description,
                date: draft.date,
                minutes: minutes(rendered.words),
                tags: front.tags,
                sparkline: rendered.sparkline.clone(),
                updated: front.updated.or(changed).or(revised).max(corrected),
            },
            authors: match front.authors {
                authors if authors.is_empty() => vec![self.author.clone()],
                authors => authors,
            },
            words: rendered.words,
            cover,
            // Some generators have it everywhere.
            canonical: front.canonical.map(|url| url.value).filter(|url| *url != own),
            series: front
                .series
                .map(|series| SeriesName { title: self.typography.line(&series.title), ..series }),
            incident: incident.map(Box::new),
            corrections: front.corrections.into_iter().map(|c| self.set(c.value)).collect(),
            revised: history.is_some(),
            prose,
            cites,
            about,
        }
    }

    fn opening(&self, RenderedText { draft, made }: &RenderedText) -> Opening {
        let title = draft.front.title.as_deref().unwrap_or_default();
        let beginning = shorten(&made.rendered.first_paragraph);
        let described = draft.front.description.as_deref();
        let description =
            described.map_or_else(|| beginning.clone(), |text| self.typography.line(text));
        let lede = description != beginning;
        Opening { title: self.typography.line(title), description, lede }
    }

    fn prose(
        &self,
        text: &RenderedText,
        lede: bool,
        mut outside: Outside,
        bodies: &Arc<BodyStore>,
    ) -> Prose {
        let RenderedText { draft, made: RenderedParts { rendered, html, .. } } = text;
        outside.sources.extend(rendered.sources.clone());
        let front = &draft.front;
        let has_contents = draft.kind != TextKind::Page && !front.no_toc;
        let data_license = front.data_license.as_ref().or(self.data_license.as_ref());
        Prose {
            file: if self.names_files { below(&draft.file.path) } else { String::new() },
            contents: if has_contents { rendered.headings.clone() } else { Vec::new() },
            html: bodies.body(*html),
            lede,
            data: rendered.data.clone(),
            data_license: data_license.cloned(),
            unsearched: front.no_search,
            undiscussed: front.no_comments,
            // The app can't take along what stands in the head of one page alone.
            scripts: rendered.scripts || outside.adds_markup(),
            outside,
        }
    }

    fn set(&self, correction: Correction) -> Correction {
        Correction {
            wrong: self.typography.line(&correction.wrong),
            right: self.typography.line(&correction.right),
            ..correction
        }
    }
}

fn minutes(words: usize) -> u16 {
    u16::try_from(words.div_ceil(WORDS_A_MINUTE)).unwrap_or(u16::MAX).max(1)
}

/// A paragraph as a description: on one line, and cut between two words when it is long.
fn shorten(paragraph: &str) -> String {
    let text = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(DESCRIPTION) else {
        return text;
    };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches(|c: char| c.is_ascii_punctuation()))
}
