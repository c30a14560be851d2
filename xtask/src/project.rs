//! Where things are.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The packages that are compiled natively, as arguments of cargo: all but the browser half. Always
/// together: each choice of packages gives some dependencies other features, and those are then
/// compiled again.
pub(crate) const NATIVE: [&str; 5] =
    ["--workspace", "--exclude", "frontend", "--features", "app/ssr"];

/// Where cargo-leptos leaves the browser half: `site-root` in Cargo.toml.
pub(crate) const FRONT: &str = "target/front-end";

/// What the folder of the cache is called.
const CACHE: &str = "engineering-blog";

/// The folders that the work is about.
pub(crate) struct Project {
    /// The workspace: the folder of this repository.
    pub(crate) root: PathBuf,
    /// Where cargo puts what it builds.
    pub(crate) target: PathBuf,
    /// What this program downloads and builds once for every clone.
    pub(crate) cache: PathBuf,
}

impl Project {
    /// Finds the folders from what cargo tells a program that it runs.
    pub(crate) fn find() -> Result<Self> {
        let by_hand = || Error::new("run this through cargo: `cargo xtask …`");
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).ok_or_else(by_hand)?;
        let root = package.parent().ok_or_else(by_hand)?.to_owned();
        // Cargo built this very program at <target>/debug/xtask. That holds however the target
        // folder was chosen: by default, by CARGO_TARGET_DIR or by a configuration file.
        let program = env::current_exe()
            .map_err(|reason| Error::new(format!("cannot tell where this program is: {reason}")))?;
        let target = program.ancestors().nth(2).ok_or_else(by_hand)?.to_owned();
        Ok(Self { root, target, cache: cache()? })
    }

    /// The browser half as cargo-leptos leaves it.
    pub(crate) fn front(&self) -> PathBuf {
        self.root.join(FRONT)
    }

    /// The finished site.
    pub(crate) fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// The project's own posts.
    pub(crate) fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// The tests that run in a browser.
    pub(crate) fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// The server that was built with a profile whose folder is named.
    pub(crate) fn blog(&self, profile_folder: &str) -> PathBuf {
        let name = format!("blog{}", env::consts::EXE_SUFFIX);
        self.target.join(profile_folder).join(name)
    }

    /// A file of this program's own in the clone, in a folder that exists.
    pub(crate) fn scratch(&self, name: &str) -> Result<PathBuf> {
        let folder = self.root.join("target/xtask");
        create_folder(&folder)?;
        Ok(folder.join(name))
    }
}

/// Creates a folder with those above it, unless it is there.
pub(crate) fn create_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|reason| Error::file("create", folder, &reason))
}

/// Where cargo keeps what it downloads and installs.
pub(crate) fn cargo_home() -> Result<PathBuf> {
    match env::var_os("CARGO_HOME") {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => Ok(home()?.join(".cargo")),
    }
}

/// The user's folder for programs, which is on PATH wherever cargo is.
pub(crate) fn cargo_bin() -> Result<PathBuf> {
    Ok(cargo_home()?.join("bin"))
}

/// Where rustup keeps its toolchains.
pub(crate) fn rustup_home() -> Result<PathBuf> {
    match env::var_os("RUSTUP_HOME") {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => Ok(home()?.join(".rustup")),
    }
}

fn cache() -> Result<PathBuf> {
    match env::var_os("XDG_CACHE_HOME") {
        Some(folder) if !folder.is_empty() => Ok(PathBuf::from(folder).join(CACHE)),
        _ => Ok(cache_of(&home()?)),
    }
}

/// The folder of the cache for somebody who has this home, and no word on where caches are.
pub(crate) fn cache_of(home: &Path) -> PathBuf {
    home.join(".cache").join(CACHE)
}

fn home() -> Result<PathBuf> {
    env::home_dir().ok_or_else(|| Error::new("no home folder: set the variable HOME"))
}
