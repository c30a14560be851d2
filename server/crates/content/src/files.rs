//! Finds the files that posts and pages are written in.

use std::{
    collections::BTreeSet,
    env, fs, io,
    path::{Path, PathBuf},
};

use diagnostics::{Diagnostic, Severity, unreadable};

use super::{
    boundary::{Boundary, PathKind},
    languages::{Tags, meant},
};

/// How deep folders may lie in each other: a link to a folder above would have no end.
const DEPTH: usize = 16;
/// How deep a link to a folder counts: a few links to each other would lead through millions.
const LINK: usize = DEPTH / 2;

/// Which kind of text a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum TextKind {
    /// `content/posts/`: dated, in order.
    Post,
    /// `content/pages/`: outside that order.
    Page,
    /// `content/incidents/`: dated, in an order of their own.
    Incident,
}

impl TextKind {
    /// All, in the order in which they are read.
    pub(super) const ALL: [Self; 3] = [Self::Post, Self::Page, Self::Incident];

    /// The folder that its texts are in, and the key of the pattern of their addresses.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Post => "posts",
            Self::Page => "pages",
            Self::Incident => "incidents",
        }
    }
}

/// A file that is a post or a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextFile {
    /// Below the content folder: `posts/2026/hello.md`, `posts/hello/index.md`.
    pub(super) path: PathBuf,
    /// What the post is named after: the file without its ending, or its folder.
    pub(super) name: String,
    /// The folder that is the post's own, if it is written as one.
    pub(super) folder: Option<PathBuf>,
    /// The files in that folder, below the content folder.
    pub(super) beside: Vec<PathBuf>,
    /// The language that it is written in, by its place among those of the blog.
    pub(super) language: usize,
    /// The folder that all texts of its kind and language are in: `posts`, or `de/posts`.
    pub(super) section: PathBuf,
}

impl TextFile {
    /// What a text and its translations have in common: `2026/hello`.
    pub(super) fn common(&self) -> PathBuf {
        let own = self.folder.as_deref().unwrap_or(&self.path);
        let above = own.parent().unwrap_or(Path::new(""));
        above.strip_prefix(&self.section).unwrap_or(above).join(&self.name)
    }
}

/// All Markdown files of a section, such as `posts`, in the order of their paths: those below it, and
/// those below a folder with the tag of a language.
///
/// A section that is not there has no files.
pub(super) fn find(
    root: &Path,
    section: &str,
    shown: &Path,
    tags: &Tags,
    faults: &mut Vec<Diagnostic>,
) -> Vec<TextFile> {
    let boundary = Boundary::of(root);
    let mut files = Vec::new();
    let below = |(at, tag): (usize, &String)| (Path::new(tag).join(section), Some(at));
    let others = tags.all.iter().enumerate().filter(|_| tags.are_several()).map(below);
    for (section, own) in [(PathBuf::from(section), None)].into_iter().chain(others) {
        let found = boundary.look(&section);
        let mut finder =
            FolderWalk { boundary: &boundary, shown, tags, own, section: &section, files, faults };
        match found {
            PathKind::Nothing => {}
            PathKind::Refused(refused) => finder.faults.push(refused.fault(shown.join(&section))),
            PathKind::Folder | PathKind::File => finder.folder(&section, &[], 0),
        }
        files = finder.files;
    }
    files
}

/// Warns of folders that are called as those of languages are, with texts in them that nobody reads.
pub(super) fn strays(root: &Path, shown: &Path, tags: &Tags, faults: &mut Vec<Diagnostic>) {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.collect();
    names.sort();
    for name in names {
        let tag = match name.rsplit_once('.') {
            None => meant(&name).filter(|_| {
                TextKind::ALL.iter().any(|kind| root.join(&name).join(kind.key()).is_dir())
            }),
            Some((stem, "toml" | "md")) => stem.rsplit_once('.').and_then(|(name, tag)| {
                let is_own = ["words", "authors", "series", "404"].contains(&name);
                meant(tag).filter(|_| is_own)
            }),
            Some(_) => None,
        };
        let Some(tag) = tag.filter(|tag| !tags.all[1..].iter().any(|known| known == tag)) else {
            continue;
        };
        let message = format!("nobody reads this: `{tag}` is no other language of the blog");
        let fault = Diagnostic::warning_of_file(shown.join(&name), message);
        faults.push(fault.help(format!("add it to site.toml, as `[languages.{tag}]`")));
    }
}

struct FolderWalk<'a> {
    boundary: &'a Boundary,
    shown: &'a Path,
    tags: &'a Tags,
    /// The language of all texts in the section, if it is that of one.
    own: Option<usize>,
    section: &'a Path,
    files: Vec<TextFile>,
    faults: &'a mut Vec<Diagnostic>,
}

/// The places in [`FolderWalk::files`] of the post whose folder is being read: one for each language of it.
type Owners<'a> = &'a [usize];

impl FolderWalk<'_> {
    fn folder(&mut self, folder: &Path, owners: Owners<'_>, depth: usize) {
        if depth > DEPTH {
            let fault =
                Diagnostic::of_file(self.shown.join(folder), "folders lie too deep in each other");
            self.faults.push(fault.help("is one of them a link to a folder above it?"));
            return;
        }
        let entries = match self.entries(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.faults.push(unreadable(&self.shown.join(folder), &error));
                return;
            }
        };
        let own = if depth > 0 { self.index_texts(folder, &entries) } else { Vec::new() };
        let owners = if own.is_empty() { owners } else { &own };
        let names: BTreeSet<String> =
            entries.iter().filter_map(|entry| stem(&entry.name)).map(str::to_owned).collect();
        for entry in entries {
            let path = folder.join(&entry.name);
            match stem(&entry.name) {
                Some(_) if entry.is_folder => {
                    let message = "this is a folder with the name of a Markdown file";
                    let fault = Diagnostic::of_file(self.shown.join(&path), message);
                    self.faults.push(
                        fault.help(
                            "rename it; a post can be a folder `name` with an `index.md` in it",
                        ),
                    );
                }
                None if entry.is_folder => self.folder(&path, owners, depth + entry.depth),
                // What Hugo and Zola have in the place of a list.
                Some(stem) if self.split(stem).0 == "_index" => {
                    let message = "this is no post: a list of posts needs no file here";
                    let mut fault = Diagnostic::of_file(self.shown.join(&path), message);
                    fault.severity = Severity::Warning;
                    self.faults.push(fault.help("take it away, or give it the name of a post"));
                }
                Some(_) if owners.iter().any(|at| self.files[*at].path == path) => {}
                // A part of other texts lies beside them.
                Some(stem) if stem.starts_with('_') => {
                    owners.iter().for_each(|at| self.files[*at].beside.push(path.clone()));
                }
                Some(stem) => {
                    self.tell_unknown(stem, &path, &names);
                    let (name, language) = self.split(stem);
                    self.text(path, name.to_owned(), language, None);
                }
                None => owners.iter().for_each(|at| self.files[*at].beside.push(path.clone())),
            }
        }
    }

    /// Takes the texts whose folder this is, `index.md` in each language; where they are in the list.
    fn index_texts(&mut self, folder: &Path, entries: &[FoundFile]) -> Vec<usize> {
        let mut own = Vec::new();
        for index in entries.iter().filter(|entry| !entry.is_folder) {
            let Some(("index", language)) = stem(&index.name).map(|stem| self.split(stem)) else {
                continue;
            };
            if own.iter().any(|at: &usize| self.files[*at].language == language) {
                continue;
            }
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            own.push(self.files.len());
            self.text(folder.join(&index.name), name, language, Some(folder));
        }
        own
    }

    fn text(&mut self, path: PathBuf, name: String, language: usize, folder: Option<&Path>) {
        let (folder, section) = (folder.map(Path::to_owned), self.section.to_owned());
        self.files.push(TextFile { path, name, folder, beside: Vec::new(), language, section });
    }

    /// The name of a text and its language, given that of its file without the ending.
    fn split<'s>(&self, stem: &'s str) -> (&'s str, usize) {
        match (self.tags.split(stem), self.own) {
            // Where all are of one language, a name may say it too.
            ((name, Some(language)), Some(own)) if language == own => (name, own),
            (_, Some(own)) => (stem, own),
            ((name, language), None) => (name, language.unwrap_or_default()),
        }
    }

    /// Tells of a file whose name says a language that the blog does not have. Where it has one, only a
    /// text of the same name beside it makes that clear.
    fn tell_unknown(&mut self, stem: &str, path: &Path, names: &BTreeSet<String>) {
        let said = stem.rsplit_once('.').filter(|(_, tag)| meant(tag).is_some());
        let said = said.filter(|(_, tag)| self.tags.find(tag).is_none());
        let Some((_, tag)) =
            said.filter(|(name, _)| self.tags.are_several() || names.contains(*name))
        else {
            return;
        };
        let message = format!("`{tag}` is no language of this blog");
        let mut fault = Diagnostic::of_file(self.shown.join(path), message);
        if !self.tags.are_several() {
            fault.severity = Severity::Warning;
        }
        let help = format!("add it to site.toml, as `[languages.{tag}]`, or rename the file");
        self.faults.push(fault.help(help));
    }

    /// What is in a folder, in the order of names. Hidden files are left out; what can't be read is
    /// named, and left out too.
    fn entries(&mut self, folder: &Path) -> io::Result<Vec<FoundFile>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(self.boundary.root().join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = folder.join(&name);
            let kind = entry.file_type()?;
            let found = match kind {
                _ if kind.is_file() => PathKind::File,
                _ if kind.is_dir() => PathKind::Folder,
                _ => self.boundary.look(&path),
            };
            match found {
                PathKind::Refused(refused) => {
                    self.faults.push(refused.fault(self.shown.join(path)))
                }
                // A link that leads nowhere is reported when it is read.
                _ => {
                    let is_folder = found == PathKind::Folder;
                    let depth = if kind.is_symlink() { LINK } else { 1 };
                    entries.push(FoundFile { name, is_folder, depth });
                }
            }
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }
}

/// The name of a Markdown file without its ending. What is Markdown in MDX is read.
fn stem(name: &str) -> Option<&str> {
    [".md", ".mdx", ".markdown"].iter().find_map(|ending| name.strip_suffix(ending))
}

/// Whether a file of Markdown is no text, but a part of others: its name begins with `_`.
pub(super) fn is_part(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"_"))
}

struct FoundFile {
    name: String,
    is_folder: bool,
    /// How much deeper it lies than the folder that it is in.
    depth: usize,
}

/// The content folder as faults name it: relative to the current folder, if it lies in there.
pub fn display_path(root: &Path) -> PathBuf {
    env::current_dir().ok().and_then(|here| root.strip_prefix(here).ok()).unwrap_or(root).to_owned()
}
