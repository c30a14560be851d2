//! The folder that a site is written into.

use std::path::{Component, Path, PathBuf};

use crate::{
    error::{Error, Result},
    fs,
};

/// A folder in which every address is written once.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The folder at a path; nothing is created before something is written.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Writes the file at a path on the site, not encoded: `/posts/größe/index.html`.
    ///
    /// # Errors
    ///
    /// When the file can't be written; also when the address is taken, because then one of two
    /// sources would silently win.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> Result<()> {
        let file = self.file(path)?;
        if file.exists() {
            return Err(Error::new(format!(
                "two files want the address {path}: rename one of them"
            )));
        }
        fs::write_new(&file, bytes.as_ref())
    }

    /// Copies a file to a path on the site.
    pub fn copy(&self, source: &Path, path: &str) -> Result<()> {
        self.write(path, fs::read(source)?)
    }

    /// The file at a path on the site, which must not lead out of the folder.
    fn file(&self, path: &str) -> Result<PathBuf> {
        let below = Path::new(path.trim_start_matches('/'));
        let stays = below.components().all(|part| matches!(part, Component::Normal(_)));
        if !stays || below.as_os_str().is_empty() {
            return Err(Error::new(format!("{path} is no address of a file on the site")));
        }
        Ok(self.root.join(below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_once_and_stays_in_the_folder() {
        let temp = tempfile::tempdir().expect("a folder");
        let folder = Folder::at(temp.path().join("site"));
        folder.write("/a/b.txt", "one").expect("written");
        let again = folder.write("/a/b.txt", "two").expect_err("taken").to_string();
        assert_eq!(again, "two files want the address /a/b.txt: rename one of them");
        for path in ["/../b.txt", "/", "", "/a/../../b.txt"] {
            assert!(folder.write(path, "out").is_err(), "{path}");
        }
        let text = fs::read_to_string(&temp.path().join("site/a/b.txt")).expect("there");
        assert_eq!(text, "one");
    }
}
