//! Results that are dear to make, kept between builds.
//!
//! A result is found under a *key* that names everything it was made from: the content of its
//! sources, its settings, and the version of the code that makes it. So there is nothing to
//! invalidate: other input is another key. A cache may be deleted at any time, and one that is
//! damaged is one that is empty.

use std::{
    fmt,
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::fs;

/// How long a result is kept that no build asked for.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Names a result by all that it is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key([u8; 16]);

impl Key {
    /// The key of some parts, in this order. The first should name the kind of result and the
    /// version of the code that makes it (`"image 1"`).
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            // With the length before each part, no two lists of parts run together to the same.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let mut key = [0; 16];
        key.copy_from_slice(&hash.finalize()[..16]);
        Self(key)
    }

    /// The key as a part of another.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A folder of results, safe to share between threads and between builds at the same time.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    /// `None` keeps nothing.
    root: Option<PathBuf>,
    /// Removes the folder when the last one who has it is done.
    _temporary: Option<Arc<TempDir>>,
}

impl Cache {
    /// The cache in a folder, which need not exist yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: Some(root.into()), _temporary: None }
    }

    /// A cache for this run alone: what is made may be too much to hold in memory until it is
    /// written. Without room for one, nothing is kept.
    pub fn temporary() -> Self {
        match TempDir::with_prefix("blog-cache-") {
            Ok(folder) => {
                Self { root: Some(folder.path().to_owned()), _temporary: Some(Arc::new(folder)) }
            }
            Err(_) => Self::default(),
        }
    }

    /// The result under a key, or else what `make` makes, which is then kept.
    ///
    /// # Errors
    ///
    /// Only those of `make`: a cache that can't be read or written costs time, not the build.
    pub fn get_or_make<E>(
        &self,
        key: Key,
        make: impl FnOnce() -> std::result::Result<Vec<u8>, E>,
    ) -> std::result::Result<Vec<u8>, E> {
        if let Some(known) = self.get(key) {
            return Ok(known);
        }
        let made = make()?;
        self.put(key, &made);
        Ok(made)
    }

    /// The result under a key, if there is an undamaged one.
    pub fn get(&self, key: Key) -> Option<Vec<u8>> {
        let file = self.file(key)?;
        let mut bytes = std::fs::read(&file).ok()?;
        // The file ends with a hash of the rest: a torn write is no result.
        let rest = bytes.len().checked_sub(32)?;
        let sound = Sha256::digest(&bytes[..rest])[..] == bytes[rest..];
        bytes.truncate(rest);
        touch(&file);
        sound.then_some(bytes)
    }

    /// Keeps a result. What can't be kept is made again next time.
    pub fn put(&self, key: Key, bytes: &[u8]) {
        let Some(file) = self.file(key) else { return };
        let Some(folder) = file.parent() else { return };
        let write = || -> std::io::Result<()> {
            std::fs::create_dir_all(folder)?;
            let mut whole = tempfile::NamedTempFile::new_in(folder)?;
            std::io::Write::write_all(&mut whole, bytes)?;
            std::io::Write::write_all(&mut whole, &Sha256::digest(bytes))?;
            whole.persist(&file)?;
            Ok(())
        };
        let _ = write();
    }

    /// A file in the cache for what is kept about one thing, such as a site folder, and changes;
    /// `None` when nothing is to be kept. Who writes it sees to it that a damaged one is noticed.
    pub fn file_about(&self, thing: Key, name: &str) -> Option<PathBuf> {
        Some(self.root.as_ref()?.join("about").join(thing.to_string()).join(name))
    }

    /// A file for this run alone, which is gone when it is closed.
    pub fn temporary_file(&self) -> std::io::Result<File> {
        let Some(root) = &self.root else { return tempfile::tempfile() };
        std::fs::create_dir_all(root)?;
        tempfile::tempfile_in(root)
    }

    /// Removes what no build has asked for in a month.
    pub fn sweep(&self) {
        let Some(root) = &self.root else { return };
        let old = SystemTime::now() - KEPT;
        for file in fs::files_below(root).unwrap_or_default() {
            if file.metadata().and_then(|data| data.modified()).is_ok_and(|used| used < old) {
                let _ = std::fs::remove_file(file);
            }
        }
    }

    fn file(&self, key: Key) -> Option<PathBuf> {
        let name = key.to_string();
        Some(self.root.as_ref()?.join(&name[..2]).join(&name[2..]))
    }
}

/// Notes that a result is still in use, at most once a day.
fn touch(file: &Path) {
    let day = Duration::from_secs(24 * 60 * 60);
    let now = SystemTime::now();
    let used = file.metadata().and_then(|data| data.modified());
    if used.is_ok_and(|used| now.duration_since(used).is_ok_and(|age| age > day))
        && let Ok(file) = File::options().append(true).open(file)
    {
        let _ = file.set_modified(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        Key::of([b"test 1".as_slice(), text.as_bytes()])
    }

    fn make(cache: &Cache, text: &str) -> (Vec<u8>, bool) {
        let mut made = false;
        let result = cache.get_or_make(key(text), || {
            made = true;
            Ok::<_, ()>(text.as_bytes().to_vec())
        });
        (result.expect("made"), made)
    }

    #[test]
    fn a_result_is_made_once() {
        let temp = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(temp.path());
        assert_eq!(make(&cache, "a"), (b"a".to_vec(), true));
        assert_eq!(make(&cache, "a"), (b"a".to_vec(), false));
        assert_eq!(make(&cache, "b"), (b"b".to_vec(), true));
        assert_eq!(make(&Cache::default(), "a"), (b"a".to_vec(), true));
        let alone = Cache::temporary();
        assert_eq!(make(&alone, "a"), (b"a".to_vec(), true));
        assert_eq!(make(&alone.clone(), "a"), (b"a".to_vec(), false));
        let root = alone.root.clone().expect("a folder");
        drop(alone);
        assert!(!root.exists());
        cache.sweep();
        assert_eq!(make(&cache, "b"), (b"b".to_vec(), false));
    }

    #[test]
    fn what_is_damaged_is_made_again() {
        let temp = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(temp.path());
        make(&cache, "a");
        let file = cache.file(key("a")).expect("a file");
        for damage in [b"".as_slice(), b"other bytes, long enough for a hash at the end"] {
            std::fs::write(&file, damage).expect("written");
            assert_eq!(make(&cache, "a"), (b"a".to_vec(), true));
        }
    }

    #[test]
    fn a_failure_is_not_kept_and_no_folder_is_no_failure() {
        let temp = tempfile::tempdir().expect("a folder");
        let cache = Cache::at(temp.path());
        assert_eq!(cache.get_or_make(key("a"), || Err("no")), Err("no"));
        assert_eq!(make(&cache, "a"), (b"a".to_vec(), true));
        let file = temp.path().join("file");
        std::fs::write(&file, "").expect("written");
        assert_eq!(make(&Cache::at(file), "a"), (b"a".to_vec(), true));
    }
}
