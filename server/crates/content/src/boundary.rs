//! What belongs to a content folder: regular files that lie in it. A link in it may lead to another
//! file of it, but not out of it: what somebody commits must not publish what lies beside.

use std::{
    collections::HashMap,
    fs::{self, FileType},
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use diagnostics::{Diagnostic, Source};

/// How many bytes a file may have that is published: every host has a limit, few a higher one.
const LARGEST: u64 = 256 << 20;

/// What is at a path of a content folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathKind {
    Nothing,
    Folder,
    File,
    /// Something that is not read.
    Refused(RefusedPath),
}

/// Why something is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RefusedPath {
    /// It is a link out of the folder.
    Outside,
    /// It is a link to something hidden.
    Hidden,
    /// It is no file at all, but this.
    Special(&'static str),
    /// It is too large.
    Large,
}

impl RefusedPath {
    /// What it is, as the rest of a sentence.
    pub(super) fn what(self) -> String {
        match self {
            Self::Outside => "is a link that leads out of the content folder".into(),
            Self::Hidden => "is a link to something hidden".into(),
            Self::Special(kind) => format!("is {kind}, and no file"),
            Self::Large => {
                format!("is too large: a file of a site has at most {} MiB", LARGEST >> 20)
            }
        }
    }

    /// What to do about it.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Outside => "put the file itself where the link is",
            Self::Hidden => "what begins with a dot is not published: give it another name",
            Self::Special(_) => "take it out of the content folder",
            Self::Large => "put it where large files are kept, and link to it there",
        }
    }

    /// The fault of the file or folder as a whole.
    pub(super) fn fault(self, shown: PathBuf) -> Diagnostic {
        Diagnostic::of_file(shown, format!("this {}", self.what())).help(self.help())
    }
}

/// Reads a file of a content folder that may be missing.
pub(super) fn read_if_there(
    root: &Path,
    shown: &Path,
    name: &str,
) -> Result<Option<Source>, Box<Diagnostic>> {
    let (file, shown) = (root.join(name), shown.join(name));
    match Boundary::of(root).look(Path::new(name)) {
        // A link that leads nowhere is meant to lead somewhere.
        PathKind::Nothing if !file.is_symlink() => Ok(None),
        PathKind::Refused(refused) => Err(Box::new(refused.fault(shown))),
        PathKind::Nothing | PathKind::Folder | PathKind::File => {
            Source::read(&file, shown).map(Some)
        }
    }
}

/// The bounds of a content folder.
#[derive(Debug)]
pub(super) struct Boundary {
    root: PathBuf,
    /// The folder without links; `None` when it is not there.
    real: Option<PathBuf>,
    /// What is known of folders below it: every file in one asks the same.
    folders: Mutex<HashMap<PathBuf, PathKind>>,
}

impl Hash for Boundary {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.root.hash(state);
    }
}

impl Boundary {
    pub(super) fn of(root: &Path) -> Self {
        let real = root.canonicalize().ok();
        Self { root: root.to_owned(), real, folders: Mutex::default() }
    }

    /// The folder itself.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// What is at a path below the folder. Nothing is opened.
    pub(super) fn look(&self, below: &Path) -> PathKind {
        match below.parent().map(|folder| self.folder(folder)) {
            Some(PathKind::Folder) => self.entry(below),
            Some(refused @ PathKind::Refused(_)) => refused,
            _ => PathKind::Nothing,
        }
    }

    fn folder(&self, below: &Path) -> PathKind {
        let folders = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let known = folders().get(below).copied();
        known.unwrap_or_else(|| {
            let found = self.resolve(below);
            folders().insert(below.to_owned(), found);
            found
        })
    }

    fn entry(&self, below: &Path) -> PathKind {
        match fs::symlink_metadata(self.root.join(below)) {
            Ok(data) if data.is_symlink() => self.resolve(below),
            Ok(data) => kind(&data),
            Err(_) => PathKind::Nothing,
        }
    }

    /// What is at a path when all links in it are followed.
    fn resolve(&self, below: &Path) -> PathKind {
        let Some(root) = &self.real else { return PathKind::Nothing };
        let real = match self.root.join(below).canonicalize() {
            Ok(real) => real,
            Err(_) => return PathKind::Nothing,
        };
        let Ok(inside) = real.strip_prefix(root) else {
            return PathKind::Refused(RefusedPath::Outside);
        };
        let is_hidden = |part: &std::ffi::OsStr| part.as_encoded_bytes().starts_with(b".");
        if inside.iter().any(is_hidden) {
            return PathKind::Refused(RefusedPath::Hidden);
        }
        fs::symlink_metadata(real).map_or(PathKind::Nothing, |data| kind(&data))
    }
}

fn kind(data: &fs::Metadata) -> PathKind {
    match special(data.file_type()) {
        _ if data.is_dir() => PathKind::Folder,
        _ if data.is_file() && data.len() > LARGEST => PathKind::Refused(RefusedPath::Large),
        _ if data.is_file() => PathKind::File,
        kind => PathKind::Refused(RefusedPath::Special(kind)),
    }
}

/// What something is called that is neither a file nor a folder.
#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match kind {
        _ if kind.is_fifo() => "a named pipe",
        _ if kind.is_socket() => "a socket",
        _ if kind.is_block_device() || kind.is_char_device() => "a device",
        _ => "something else",
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "something else"
}
