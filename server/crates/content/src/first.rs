//! The texts that the front page of a large blog shows: to read and render all of them takes seconds, and who begins
//! to write should not wait for that.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashSet},
    path::PathBuf,
};

use model::routes::Route;

use super::{
    content::Content,
    edition::{OpenedEdition, Rendered},
    files::TextKind,
    texts::ParsedText,
};

/// A blog with fewer texts is read as a whole as soon.
const MANY: usize = 512;
/// How many of the newest posts are read, if the front page does not show more.
const NEWEST: usize = 32;

/// A content folder of which some texts are read, and of the others the heads alone.
#[derive(Debug)]
pub struct FirstContent {
    /// What it holds; of texts that are not rendered there is nothing below the title.
    pub content: Content,
    /// Those that are rendered, of each language in the order of the libraries.
    pub rendered: Vec<BTreeSet<Route>>,
}

/// The files of the texts that the front pages show; `None` where these are not much less than all.
pub(super) fn picked(opened: &[OpenedEdition]) -> Option<HashSet<PathBuf>> {
    let texts: usize = opened.iter().map(|own| own.drafts.len()).sum();
    (texts > MANY).then(|| opened.iter().flat_map(newest).collect())
}

fn newest(own: &OpenedEdition) -> Vec<PathBuf> {
    let lists = &own.file.frame.frame.home;
    let is_post = |text: &&ParsedText| text.kind == TextKind::Post && text.left_out.is_none();
    let mut posts: Vec<&ParsedText> = own.drafts.iter().filter(is_post).collect();
    posts.sort_by_key(|post| (Reverse(post.date), &post.name));
    let shown = NEWEST.max(lists.latest + lists.list);
    let is_shown = |(at, post): &(usize, &ParsedText)| {
        *at < shown || lists.pinned.as_ref() == Some(&post.slug)
    };
    posts.into_iter().enumerate().filter(is_shown).map(|(_, post)| post.file.path.clone()).collect()
}

/// The addresses of those texts of a language that are in some files.
pub(super) fn routes(own: &Rendered, files: &HashSet<PathBuf>) -> BTreeSet<Route> {
    let drafts = own.texts.iter().map(|text| &text.draft);
    drafts.filter(|draft| files.contains(&draft.file.path)).map(ParsedText::route).collect()
}
