//! The folder or file that is imported: read within bounds, and never written to.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// How deep folders may lie in each other.
const DEPTH: usize = 16;
/// How many files a source may have.
const FILES: usize = 200_000;
/// How many bytes a text may have: the build takes no larger one.
const TEXT: u64 = 4 << 20;
/// How many bytes an export file may have.
const EXPORT: u64 = 256 << 20;
/// Folders that hold no texts of a blog, whatever the generator.
const SKIPPED: [&str; 6] =
    ["node_modules", "vendor", "target", "bower_components", "_site", "dist"];

/// A folder that is imported, or the folder that an export file lies in.
#[derive(Debug)]
pub(crate) struct Source {
    root: PathBuf,
    /// The root without symbolic links.
    real: PathBuf,
    /// Every file by its path below the root, with slashes, and how many bytes it has.
    files: BTreeMap<String, u64>,
    /// What was left alone, and why.
    pub(crate) refused: Vec<(String, String)>,
}

impl Source {
    /// Looks at every file below a folder. Nothing is opened.
    pub(crate) fn open(root: &Path) -> io::Result<Self> {
        let real = root.canonicalize()?;
        let mut source =
            Self { root: root.to_owned(), real, files: BTreeMap::new(), refused: Vec::new() };
        source.folder("", 0)?;
        Ok(source)
    }

    /// The folder of an export file, of which nothing else counts.
    pub(crate) fn of_file(file: &Path) -> io::Result<(Self, String)> {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = file.parent().filter(|folder| *folder != Path::new(""));
        let root = folder.unwrap_or(Path::new(".")).to_owned();
        let real = root.canonicalize()?;
        let files = BTreeMap::from([(name.clone(), fs::metadata(file)?.len())]);
        Ok((Self { root, real, files, refused: Vec::new() }, name))
    }

    fn folder(&mut self, below: &str, depth: usize) -> io::Result<()> {
        let mut entries: Vec<_> = fs::read_dir(self.root.join(below))?.flatten().collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let shown = format!("{below}/{}", name.to_string_lossy());
                self.refuse(shown.trim_start_matches('/'), "its name is not UTF-8");
                continue;
            };
            let path = if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
            let kind = entry.file_type()?;
            if kind.is_symlink() {
                self.link(&path);
            } else if kind.is_dir() {
                let hidden = name.starts_with('.') && !matches!(name, ".vitepress" | ".vuepress");
                if hidden || SKIPPED.contains(&name) {
                    continue;
                }
                if depth == DEPTH {
                    self.refuse(&path, "folders lie too deep in each other");
                    continue;
                }
                self.folder(&path, depth + 1)?;
            } else if kind.is_file() {
                let size = entry.metadata()?.len();
                self.add(path, size)?;
            } else {
                self.refuse(&path, "it is neither a file nor a folder");
            }
        }
        Ok(())
    }

    fn add(&mut self, path: String, size: u64) -> io::Result<()> {
        if self.files.len() == FILES {
            return Err(io::Error::other(format!("there are more than {FILES} files")));
        }
        self.files.insert(path, size);
        Ok(())
    }

    /// A symbolic link counts as the file that it leads to, if that lies in the source.
    fn link(&mut self, path: &str) {
        let real = self.root.join(path).canonicalize();
        match real.and_then(|real| Ok((fs::metadata(&real)?, real))) {
            Ok((_, real)) if !real.starts_with(&self.real) => {
                self.refuse(path, "it is a link that leads out of the source");
            }
            Ok((data, _)) if data.is_file() => {
                self.files.insert(path.to_owned(), data.len());
            }
            Ok(_) => self.refuse(path, "it is a link to a folder: name that folder itself"),
            Err(_) => self.refuse(path, "it is a link that leads nowhere"),
        }
    }

    fn refuse(&mut self, path: &str, why: &str) {
        self.refused.push((path.to_owned(), why.to_owned()));
    }

    /// Whether there is such a file.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Every file below a folder, in the order of their paths; of the whole source for `""`.
    pub(crate) fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let folder = folder.trim_matches('/');
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let from = self.files.range(prefix.clone()..);
        from.map(|(path, _)| path.as_str()).take_while(move |path| path.starts_with(&prefix))
    }

    /// Where a file lies.
    pub(crate) fn place(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A text, with lines that end in a line feed; why not, as the rest of a sentence.
    pub(crate) fn read(&self, path: &str) -> Result<String, String> {
        self.read_up_to(path, TEXT)
    }

    /// The text of an export file.
    pub(crate) fn read_export(&self, path: &str) -> Result<String, String> {
        self.read_up_to(path, EXPORT)
    }

    fn read_up_to(&self, path: &str, most: u64) -> Result<String, String> {
        let too_large = || format!("it is larger than {} MiB", most >> 20);
        match self.files.get(path) {
            None => return Err("there is no such file".into()),
            Some(size) if *size > most => return Err(too_large()),
            Some(_) => {}
        }
        let mut bytes = Vec::new();
        let open = fs::File::open(self.place(path)).and_then(|file| {
            // It may have been replaced by something without an end.
            if !file.metadata()?.is_file() {
                return Err(io::Error::other("it is no file any more"));
            }
            file.take(most + 1).read_to_end(&mut bytes)
        });
        open.map_err(|reason| reason.to_string())?;
        if bytes.len() as u64 > most {
            return Err(too_large());
        }
        let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
    }
}

/// A path without `.` and `..`; `None` when it leads out of the root.
pub(crate) fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// An address without the name of the file that stands for its folder.
pub(crate) fn without_index(address: &str) -> &str {
    let is_folder = |path: &&str| path.is_empty() || path.ends_with('/');
    address.strip_suffix("index.html").filter(is_folder).unwrap_or(address)
}

/// The folder of a path: `""` at the root.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// A file's name without its ending.
pub(crate) fn stem(path: &str) -> &str {
    let name = file_name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether a path names a Markdown file.
pub(crate) fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("md" | "mdx" | "markdown" | "mkd" | "mkdn" | "mdown"))
}
