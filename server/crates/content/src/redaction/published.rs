//! The files of which readers are given something.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use diagnostics::Spanned;
use images::{Asset, AssetForm};
use store::fs::{entries, files_below};

use super::super::edition::{LoadContext, Rendered};

/// Files of the whole blog that are read as text.
const OF_BLOG: [&str; 5] = ["toml", "html", "css", "md", "svg"];
/// Templates, of which everything that they write is published.
const TEMPLATES: &str = "shortcodes";

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Markdown: a text, or a part of texts.
    Markdown,
    /// `site.toml`, of which `[redaction]` says itself what is looked for.
    Settings,
    /// Anything else, which may be no text at all.
    Any,
    /// A picture of which only what is seen is published.
    Picture,
}

/// A file to look through.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) root: &'a Path,
    /// Where it is.
    pub(super) path: PathBuf,
    /// As it lies in the content folder.
    pub(super) below: String,
    /// As faults name it.
    pub(super) shown: PathBuf,
    pub(super) kind: Kind,
    /// What the head of a text allows.
    pub(super) allowed: &'a [Spanned<String>],
    /// Where the text begins, behind its head.
    pub(super) body: usize,
}

/// All of them, in the order of their paths.
pub(super) fn files<'a>(
    blog: LoadContext<'a>,
    all: &'a [Rendered],
    assets: &[Asset],
) -> Vec<File<'a>> {
    let LoadContext { root, shown, .. } = blog;
    let mut files: BTreeMap<PathBuf, File<'a>> = BTreeMap::new();
    let mut add = |path: &Path, kind: Kind, allowed: &'a [Spanned<String>], body: usize| {
        // What lies elsewhere is the program's own.
        let Ok(below) = path.strip_prefix(root) else { return };
        let file = || File {
            root,
            path: path.to_owned(),
            below: below.to_string_lossy().replace('\\', "/"),
            shown: shown.join(below),
            kind,
            allowed,
            body,
        };
        files.entry(path.to_owned()).or_insert_with(file);
    };
    for text in all.iter().flat_map(|own| &own.texts) {
        add(
            &root.join(&text.draft.file.path),
            Kind::Markdown,
            &text.draft.front.allow,
            text.draft.body,
        );
        text.made.rendered.used.iter().for_each(|file| add(file, kind(file), &[], 0));
    }
    for asset in assets {
        let is_drawing = asset.source.extension().is_some_and(|ending| ending == "svg");
        let is_whole = asset.form == AssetForm::Whole || is_drawing;
        add(&asset.source, if is_whole { Kind::Any } else { Kind::Picture }, &[], 0);
    }
    let is_of_blog = |file: &&PathBuf| {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        OF_BLOG.contains(&ending) && file.is_file()
    };
    for file in entries(root).unwrap_or_default().iter().filter(is_of_blog) {
        let is_settings = file.file_name().is_some_and(|name| name == "site.toml");
        add(file, if is_settings { Kind::Settings } else { kind(file) }, &[], 0);
    }
    let templates = root.join(TEMPLATES);
    if templates.is_dir() && !templates.is_symlink() {
        for file in files_below(&templates).unwrap_or_default() {
            add(&file, Kind::Any, &[], 0);
        }
    }
    files.into_values().collect()
}

/// What a file is by its name.
fn kind(file: &Path) -> Kind {
    let is_markdown = file
        .extension()
        .is_some_and(|ending| ending == "md" || ending == "mdx" || ending == "markdown");
    if is_markdown { Kind::Markdown } else { Kind::Any }
}
