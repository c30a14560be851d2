//! The front end as its build leaves it, in a folder or in this program.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs::Metadata,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use diagnostics::{Error, Result, count};
use store::fs;
use urls::plan::PUBLIC;

use super::naming::PACKAGE;

/// As many faults as a reader of a message takes in.
const NAMED: usize = 8;

/// That module, beside the app: `cargo xtask cargo` puts it there, as it does those below.
const SEARCH_MODULE: &str = "search.wasm";

/// The components that live in pages: each module, and the script that wasm-bindgen writes for it.
const ISLANDS_MODULE: &str = "islands.wasm";
pub(super) const ISLANDS_SCRIPT: &str = "islands.js";
const INCIDENTS_MODULE: &str = "incidents.wasm";
pub(super) const INCIDENTS_SCRIPT: &str = "incidents.js";

/// What is beside the app under names that no content decides.
const BESIDE: [&str; 5] =
    [SEARCH_MODULE, ISLANDS_MODULE, ISLANDS_SCRIPT, INCIDENTS_MODULE, INCIDENTS_SCRIPT];

/// Where the front end is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrontEndSource {
    /// The folder that cargo-leptos built it into.
    Folder(PathBuf),
    /// This program itself.
    Program,
}

impl FrontEndSource {
    /// This program, if it was built with a front end in it.
    pub fn program() -> Option<Self> {
        (!front_end::FILES.is_empty()).then_some(Self::Program)
    }

    /// The folder, if it is one: there may be another front end in it later.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Program => None,
        }
    }
}

/// The files of the front end that a build makes, by what is in them.
#[derive(Default)]
pub(super) struct Built {
    pub(super) script: String,
    pub(super) wasm: Vec<u8>,
    pub(super) style: String,
    pub(super) search: Vec<u8>,
    pub(super) islands: Vec<u8>,
    pub(super) islands_script: String,
    pub(super) incidents: Vec<u8>,
    pub(super) incidents_script: String,
    /// What is published as it is: path on the site and content of each.
    pub(super) public: Vec<(String, Arc<[u8]>)>,
}

impl Built {
    /// Reads the front end.
    ///
    /// # Errors
    ///
    /// When a folder holds no complete front end, or holds anything else.
    pub(super) fn read(source: &FrontEndSource) -> Result<Self> {
        match source {
            FrontEndSource::Folder(folder) => Self::of_folder(folder),
            FrontEndSource::Program => Self::of_program(front_end::FILES),
        }
    }

    fn of_folder(folder: &Path) -> Result<Self> {
        let package = folder.join(PACKAGE.trim_matches('/'));
        let beside = |name: &str| {
            fs::read(&package.join(name)).map_err(|_| incomplete(folder, &package, name))
        };
        let newest = |extension: &str| fs::read(&newest(&package, folder, extension)?);
        let built = Self::of(beside, newest)?;
        let brought = brought(&built.script);
        refuse_another(folder, &brought)?;
        let read = |path: String| {
            let bytes = fs::read(&folder.join(&path[1..]))?;
            Ok((path, bytes.into()))
        };
        let public = brought.into_iter().map(read).collect::<Result<_>>()?;
        Ok(Self { public, ..built })
    }

    /// The front end in the program has one file of each kind.
    fn of_program(files: &[(&str, &[u8])]) -> Result<Self> {
        let broken = |what: &str| Error::new(format!("this program was built without {what}"));
        let bytes = |path: &str| {
            let file = files.iter().find(|(name, _)| *name == path);
            file.map(|(_, bytes)| *bytes).ok_or_else(|| broken(path))
        };
        let only = |extension: &str| {
            let is_it = |path: &str| {
                !BESIDE.iter().any(|name| path.ends_with(name))
                    && path.starts_with(PACKAGE)
                    && path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
            };
            let file = files.iter().find(|(path, _)| is_it(path) && is_of_the_package(path));
            file.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| broken(extension))
        };
        let beside = |name: &str| bytes(&format!("{PACKAGE}{name}")).map(<[u8]>::to_vec);
        let built = Self::of(beside, only)?;
        let read = |path: String| {
            let bytes = bytes(&path)?;
            Ok((path, bytes.into()))
        };
        let public = brought(&built.script).into_iter().map(read).collect::<Result<_>>()?;
        Ok(Self { public, ..built })
    }

    /// Asks for those that are beside the app by their names, and for those of the app by their kind.
    fn of(
        beside: impl Fn(&str) -> Result<Vec<u8>>,
        of_app: impl Fn(&str) -> Result<Vec<u8>>,
    ) -> Result<Self> {
        let text = |bytes: Vec<u8>| {
            let unreadable = |_| Error::new("a script or style of the front end is not UTF-8");
            String::from_utf8(bytes).map_err(unreadable)
        };
        Ok(Self {
            search: beside(SEARCH_MODULE)?,
            islands: beside(ISLANDS_MODULE)?,
            islands_script: text(beside(ISLANDS_SCRIPT)?)?,
            incidents: beside(INCIDENTS_MODULE)?,
            incidents_script: text(beside(INCIDENTS_SCRIPT)?)?,
            script: text(of_app("js")?)?,
            wasm: of_app("wasm")?,
            style: text(of_app("css")?)?,
            public: Vec::new(),
        })
    }
}

/// The file with an extension that was modified last: `cargo leptos watch` leaves files of earlier
/// builds beside it.
fn newest(package: &Path, folder: &Path, extension: &str) -> Result<PathBuf> {
    let modified = |path: &PathBuf| {
        path.metadata().and_then(|data: Metadata| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH)
    };
    let candidates = if package.is_dir() { fs::entries(package)? } else { Vec::new() };
    candidates
        .into_iter()
        .filter(|path| path.extension() == Some(OsStr::new(extension)))
        .filter(|path| !BESIDE.iter().any(|name| path.ends_with(name)))
        .max_by_key(modified)
        .ok_or_else(|| incomplete(folder, package, &format!(".{extension} file")))
}

/// What lacks a part of the front end.
fn incomplete(folder: &Path, package: &Path, part: &str) -> Error {
    Error::new(format!(
        "there is no built front end in {}: no {part} in {}\n\
         run `cargo leptos build --release`, or name the folder with --front",
        folder.display(),
        package.display(),
    ))
}

/// What is published as it is: the files of `public`, and those in the package that the script
/// imports.
fn brought(script: &str) -> Vec<String> {
    let snippets = script.split(['"', '\'']).filter_map(|text| text.strip_prefix("./snippets/"));
    let snippets = snippets.map(|path| format!("{PACKAGE}snippets/{path}"));
    let all: BTreeSet<String> =
        PUBLIC.iter().map(|&path| path.to_owned()).chain(snippets).collect();
    all.into_iter().collect()
}

/// Refuses a folder that is not what a build of the front end leaves. What is in it beyond that may
/// be somebody's secret, or belong to a tool that takes the folder for its own.
fn refuse_another(folder: &Path, brought: &[String]) -> Result<()> {
    let strangers = strangers(folder, "", brought)?;
    let is_missing = |path: &&String| !folder.join(&path[1..]).is_file();
    let missing = brought.iter().filter(is_missing).map(|path| format!("no {path}"));
    let faults: Vec<String> = missing.chain(strangers).collect();
    if faults.is_empty() {
        return Ok(());
    }
    let more = match faults.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("\n  and {}", count(more, "other")),
    };
    Err(Error::new(format!(
        "{} is not the front end as its build leaves it; there is\n  {}{more}\n\
         `cargo leptos build --release` empties the folder and makes it anew; \
         what is to be published as it is belongs into public",
        folder.display(),
        faults[..faults.len().min(NAMED)].join("\n  "),
    )))
}

/// What is below a folder and not of the front end, as paths in it. Of a folder that holds nothing
/// else, its own path and no more: it may be large.
fn strangers(folder: &Path, above: &str, brought: &[String]) -> Result<Vec<String>> {
    let mut strangers = Vec::new();
    for entry in fs::entries(folder)? {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        let path = format!("{above}/{name}");
        if entry.is_dir() {
            let below = format!("{path}/");
            if below == PACKAGE || brought.iter().any(|path| path.starts_with(&below)) {
                strangers.extend(self::strangers(&entry, &path, brought)?);
            } else {
                strangers.push(below);
            }
        } else if !brought.contains(&path) && !is_of_the_package(&path) {
            strangers.push(path);
        }
    }
    Ok(strangers)
}

/// Whether a path is one that the build gives to script, app and style, or to what it writes beside
/// them for programmers.
fn is_of_the_package(path: &str) -> bool {
    let Some(name) = path.strip_prefix(PACKAGE) else { return false };
    if BESIDE.contains(&name) {
        return true;
    }
    let extensions = [".js", ".wasm", ".css", ".ts"];
    ["blog.", "blog_bg."].iter().any(|stem| name.starts_with(stem))
        && extensions.iter().any(|extension| name.ends_with(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_script_imports_is_published_too() {
        let script = "import{a}from'./snippets/b-1/inline0.js';import \"./snippets/c.js\";";
        let snippets = ["/pkg/snippets/b-1/inline0.js", "/pkg/snippets/c.js"];
        assert_eq!(brought(&script.repeat(2)), [PUBLIC, &snippets].concat());
        assert_eq!(brought("a 'b'"), PUBLIC);
    }

    #[test]
    fn the_names_of_the_package_are_known() {
        for path in [
            "/pkg/search.wasm",
            "/pkg/islands.js",
            "/pkg/blog.js",
            "/pkg/blog.x_1.wasm",
            "/pkg/blog_bg.wasm.d.x_1.ts",
        ] {
            assert!(is_of_the_package(path), "{path}");
        }
        for path in ["/blog.js", "/pkg/other.js", "/pkg/blog.map", "/pkg/blog.js.swp"] {
            assert!(!is_of_the_package(path), "{path}");
        }
    }

    #[test]
    fn without_a_front_end_the_message_says_how_to_get_one() {
        let temp = tempfile::tempdir().expect("a folder");
        let message = Built::read(&FrontEndSource::Folder(temp.path().join("front")))
            .err()
            .expect("nothing there");
        assert!(message.to_string().contains("cargo leptos build --release"), "{message}");
    }
}
