//! Texts as the rest of the program knows them.

use std::sync::Arc;

use markdown::Typography;
use model::{
    Byline, Correction, Link, Outside, Post, Prose, SeriesName, Site, Standalone, Summary,
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
}

/// Texts of each kind.
#[derive(Default)]
pub(super) struct Shelves {
    pub(super) posts: Vec<Post>,
    pub(super) incidents: Vec<Post>,
    pub(super) pages: Vec<Standalone>,
}

/// Rendered texts as posts, incidents and pages.
pub(super) fn sort_by_kind(
    SharedContext { site, typography, author, data_license, names_files, changes }: SharedContext<
        '_,
    >,
    texts: Vec<RenderedText>,
    outside_of: impl Fn(&ParsedText) -> Outside,
    bodies: &Arc<BodyStore>,
) -> Shelves {
    let Shelves { mut posts, mut incidents, mut pages } = Shelves::default();
    for RenderedText { draft, made } in texts {
        let RenderedParts { rendered, html, cover, cites, about, .. } = made;
        let own = site.url(&draft.route());
        let mut outside = outside_of(&draft);
        outside.sources.extend(rendered.sources.clone());
        let front = draft.front;
        let title = typography.line(&front.title.unwrap_or_default());
        let beginning = shorten(&rendered.first_paragraph);
        let description =
            front.description.map_or_else(|| beginning.clone(), |text| typography.line(&text));
        let lede = description != beginning;
        let has_contents = draft.kind != TextKind::Page && !front.no_toc;
        let prose = Prose {
            file: if names_files { below(&draft.file.path) } else { String::new() },
            contents: if has_contents { rendered.headings.clone() } else { Vec::new() },
            html: bodies.body(html),
            lede,
            data: rendered.data.clone(),
            data_license: front.data_license.or_else(|| data_license.clone()),
            unsearched: front.no_search,
            undiscussed: front.no_comments,
            // The app can't take along what stands in the head of one page alone.
            scripts: rendered.scripts || outside.adds_markup(),
            outside,
        };
        let changed = changes.get(&draft.file.path).copied().filter(|day| *day > draft.date);
        match draft.kind {
            TextKind::Page => {
                let layout = front.layout.map(|layout| layout.value).unwrap_or_default();
                pages.push(Standalone { slug: draft.name, title, description, prose, layout });
            }
            kind => {
                let shelf = if kind == TextKind::Post { &mut posts } else { &mut incidents };
                let corrected = corrections::last(&front.corrections);
                let set = |mut correction: Correction| {
                    correction.wrong = typography.line(&correction.wrong);
                    correction.right = typography.line(&correction.right);
                    correction
                };
                let incident = front.incident.as_ref();
                let incident = incident.map(|head| head.incident(rendered.times.as_ref()));
                shelf.push(Post {
                    summary: Summary {
                        slug: draft.name,
                        title,
                        description,
                        date: draft.date,
                        minutes: minutes(rendered.words),
                        tags: front.tags,
                        sparkline: rendered.sparkline.clone(),
                        updated: front.updated.or(changed).max(corrected),
                    },
                    authors: match front.authors {
                        authors if authors.is_empty() => vec![author.clone()],
                        authors => authors,
                    },
                    words: rendered.words,
                    cover,
                    // Some generators have it everywhere.
                    canonical: front.canonical.map(|url| url.value).filter(|url| *url != own),
                    series: front.series.map(|series| SeriesName {
                        title: typography.line(&series.title),
                        ..series
                    }),
                    incident: incident.map(Box::new),
                    corrections: front.corrections.into_iter().map(|c| set(c.value)).collect(),
                    prose,
                    cites,
                    about,
                })
            }
        }
    }
    Shelves { posts, incidents, pages }
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
