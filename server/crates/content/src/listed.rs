//! What a list of all posts says of each.

use std::{fmt, path::PathBuf};

use model::{Date, Tag};

use super::{edition::Rendered, files::TextKind, options::LoadOptions, render::RenderedText};

/// A post in the list for its writers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPost {
    /// Whether readers see it.
    pub status: Status,
    /// The day it is dated.
    pub date: Date,
    /// Its title.
    pub title: String,
    /// Its subjects.
    pub tags: Vec<Tag>,
    /// How many words it has.
    pub words: usize,
    /// Its language, where the blog has several.
    pub language: Option<String>,
    /// Its file.
    pub path: PathBuf,
}

/// Whether readers see a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// They do.
    Published,
    /// Not before its day.
    Future,
    /// Not before it is finished.
    Draft,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Published => "published",
            Self::Future => "future",
            Self::Draft => "draft",
        })
    }
}

/// The posts and incidents among some texts, newest first.
pub(super) fn list(all: &[Rendered], options: &LoadOptions) -> Vec<ListedPost> {
    let language = |own: &Rendered| (all.len() > 1).then(|| own.file.site.language.clone());
    let listed = all.iter().map(|own| list_one(&own.texts, language(own), options));
    let mut listed: Vec<ListedPost> = listed.flatten().collect();
    listed.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.path.cmp(&b.path)));
    listed
}

/// Those of one language.
fn list_one(
    texts: &[RenderedText],
    language: Option<String>,
    options: &LoadOptions,
) -> impl Iterator<Item = ListedPost> {
    let posts = texts.iter().filter(|text| text.draft.kind != TextKind::Page);
    posts.map(move |RenderedText { draft, made }| ListedPost {
        status: match draft.front.draft {
            true => Status::Draft,
            false if draft.date > options.today => Status::Future,
            false => Status::Published,
        },
        date: draft.date,
        title: draft.front.title.clone().unwrap_or_default(),
        tags: draft.front.tags.clone(),
        words: made.rendered.words,
        language: language.clone(),
        path: draft.source.path().to_owned(),
    })
}
