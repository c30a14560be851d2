//! Finds the files that posts and pages are written in.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use diagnostics::{Diagnostic, Severity, unreadable};

use super::boundary::{Boundary, Found};

/// How deep folders may lie in each other: a link to a folder above would have no end.
const DEPTH: usize = 16;
/// How deep a link to a folder counts: a few links to each other would lead through millions.
const LINK: usize = DEPTH / 2;

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
}

/// All Markdown files below `root/section`, in the order of their paths.
///
/// A section that is not there has no files.
pub(super) fn find(
    root: &Path,
    section: &str,
    shown: &Path,
    faults: &mut Vec<Diagnostic>,
) -> Vec<TextFile> {
    let boundary = Boundary::of(root);
    let mut finder = Finder { boundary: &boundary, shown, files: Vec::new(), faults };
    match boundary.look(Path::new(section)) {
        Found::Nothing => {}
        Found::Refused(refused) => finder.faults.push(refused.fault(shown.join(section))),
        Found::Folder | Found::File => finder.folder(Path::new(section), None, 0),
    }
    finder.files
}

struct Finder<'a> {
    boundary: &'a Boundary,
    shown: &'a Path,
    files: Vec<TextFile>,
    faults: &'a mut Vec<Diagnostic>,
}

/// The place in [`Finder::files`] of the post whose folder is being read.
type Owner = Option<usize>;

impl Finder<'_> {
    fn folder(&mut self, folder: &Path, mut owner: Owner, depth: usize) {
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
        let index = entries.iter().find(|entry| stem(&entry.name) == Some("index"));
        if depth > 0
            && let Some(index) = index.filter(|index| !index.is_folder)
        {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            owner = Some(self.files.len());
            self.files.push(TextFile {
                path: folder.join(&index.name),
                name,
                folder: Some(folder.to_owned()),
                beside: Vec::new(),
            });
        }
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
                None if entry.is_folder => self.folder(&path, owner, depth + entry.depth),
                // What Hugo and Zola have in the place of a list.
                Some("_index") => {
                    let message = "this is no post: a list of posts needs no file here";
                    let mut fault = Diagnostic::of_file(self.shown.join(&path), message);
                    fault.severity = Severity::Warning;
                    self.faults.push(fault.help("take it away, or give it the name of a post"));
                }
                Some("index") if owner.is_some_and(|at| self.files[at].path == path) => {}
                // A part of other texts lies beside them.
                Some(name) if name.starts_with('_') => {
                    if let Some(at) = owner {
                        self.files[at].beside.push(path);
                    }
                }
                Some(name) => self.files.push(TextFile {
                    name: name.to_owned(),
                    path,
                    folder: None,
                    beside: Vec::new(),
                }),
                None => {
                    if let Some(at) = owner {
                        self.files[at].beside.push(path);
                    }
                }
            }
        }
    }

    /// What is in a folder, in the order of names. Hidden files are left out; what can't be read is
    /// named, and left out too.
    fn entries(&mut self, folder: &Path) -> io::Result<Vec<Entry>> {
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
                _ if kind.is_file() => Found::File,
                _ if kind.is_dir() => Found::Folder,
                _ => self.boundary.look(&path),
            };
            match found {
                Found::Refused(refused) => self.faults.push(refused.fault(self.shown.join(path))),
                // A link that leads nowhere is reported when it is read.
                _ => {
                    let is_folder = found == Found::Folder;
                    let depth = if kind.is_symlink() { LINK } else { 1 };
                    entries.push(Entry { name, is_folder, depth });
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

struct Entry {
    name: String,
    is_folder: bool,
    /// How much deeper it lies than the folder that it is in.
    depth: usize,
}
