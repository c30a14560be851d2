//! Texts as the rest of the program knows them.

use std::sync::Arc;

use markdown::{Typography, contents};
use model::{Byline, Post, Prose, Site, Standalone, Summary};
use store::Bodies;

use super::{load::Text, memory::Made, texts::Kind};

/// How many words are read in a minute.
const WORDS_A_MINUTE: usize = 220;
/// How long a description taken from the first paragraph is at most, in characters.
const DESCRIPTION: usize = 200;

/// Rendered texts as posts and pages; `author` wrote those that do not say who did.
pub(super) fn shelve(
    site: &Site,
    typography: Typography,
    author: &Byline,
    texts: Vec<Text>,
    bodies: &Arc<Bodies>,
) -> (Vec<Post>, Vec<Standalone>) {
    let (mut posts, mut pages) = (Vec::new(), Vec::new());
    for Text { draft, made } in texts {
        let Made { rendered, html, cover, .. } = made;
        let own = site.absolute(&draft.route().path());
        let front = draft.front;
        let title = typography.line(&front.title.unwrap_or_default());
        let beginning = shorten(&rendered.first_paragraph);
        let description =
            front.description.map_or_else(|| beginning.clone(), |text| typography.line(&text));
        let lede = description != beginning;
        let has_contents = draft.kind == Kind::Post && !front.no_toc;
        let prose = Prose {
            contents: has_contents.then(|| contents(&rendered.headings)).flatten(),
            html: bodies.body(html),
            lede,
            unsearched: front.no_search,
            scripts: rendered.scripts,
        };
        match draft.kind {
            Kind::Page => {
                pages.push(Standalone { slug: draft.slug, title, description, prose });
            }
            Kind::Post => posts.push(Post {
                summary: Summary {
                    slug: draft.slug,
                    title,
                    description,
                    date: draft.date,
                    minutes: minutes(rendered.words),
                    tags: front.tags,
                },
                updated: front.updated,
                authors: match front.authors {
                    authors if authors.is_empty() => vec![author.clone()],
                    authors => authors,
                },
                words: rendered.words,
                cover,
                // Some generators have it everywhere.
                canonical: front.canonical.map(|url| url.value).filter(|url| *url != own),
                series: front.series,
                prose,
                older: None,
                newer: None,
                page: 0,
                related: Vec::new(),
            }),
        }
    }
    (posts, pages)
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
