//! The files of which readers are given something.

use std::path::{Path, PathBuf};

use diagnostics::Spanned;
use images::{Asset, AssetForm};
use store::{
    Stamp,
    fs::{entries, files_below},
};

use super::super::{
    edition::{LoadContext, Rendered},
    render::RenderedText,
};

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
    /// The file of a text that was not read again, as it is.
    pub(super) stamp: Option<Stamp>,
}

/// All of them, in the order of their paths.
pub(super) fn files<'a>(
    blog: LoadContext<'a>,
    all: &'a [Rendered],
    assets: &[Asset],
) -> Vec<File<'a>> {
    let LoadContext { root, shown, .. } = blog;
    let mut files: Vec<File<'a>> = Vec::new();
    let file = |path: &Path, kind: Kind| {
        // What lies elsewhere is the program's own.
        let below = path.strip_prefix(root).ok()?;
        Some(File {
            root,
            path: path.to_owned(),
            below: below.to_string_lossy().replace('\\', "/"),
            shown: shown.join(below),
            kind,
            allowed: &[],
            body: 0,
            stamp: None,
        })
    };
    for RenderedText { draft, made } in all.iter().flat_map(|own| &own.texts) {
        let origin = draft.origin.as_ref().filter(|_| draft.known.is_some());
        let stamp = origin.and_then(|origin| origin.stamp);
        let own = file(&root.join(&draft.file.path), Kind::Markdown);
        let (allowed, body) = (draft.front.allow.as_slice(), draft.body);
        files.extend(own.map(|own| File { allowed, body, stamp, ..own }));
        files.extend(made.rendered.used.iter().filter_map(|used| file(used, kind(used))));
    }
    for asset in assets {
        let is_drawing = asset.source.extension().is_some_and(|ending| ending == "svg");
        let is_whole = asset.form == AssetForm::Whole || is_drawing;
        files.extend(file(&asset.source, if is_whole { Kind::Any } else { Kind::Picture }));
    }
    let is_of_blog = |file: &&PathBuf| {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        OF_BLOG.contains(&ending) && file.is_file()
    };
    for path in entries(root).unwrap_or_default().iter().filter(is_of_blog) {
        let is_settings = path.file_name().is_some_and(|name| name == "site.toml");
        files.extend(file(path, if is_settings { Kind::Settings } else { kind(path) }));
    }
    let templates = root.join(TEMPLATES);
    if templates.is_dir() && !templates.is_symlink() {
        let below = files_below(&templates).unwrap_or_default();
        files.extend(below.iter().filter_map(|path| file(path, Kind::Any)));
    }
    // Of two that are one file the first stays: texts come before what they use.
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|other, first| other.path == first.path);
    files
}

/// What a file is by its name.
fn kind(file: &Path) -> Kind {
    let is_markdown = file
        .extension()
        .is_some_and(|ending| ending == "md" || ending == "mdx" || ending == "markdown");
    if is_markdown { Kind::Markdown } else { Kind::Any }
}
