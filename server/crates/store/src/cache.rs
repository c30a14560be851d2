//! Results that are dear to make, kept between builds.
//!
//! A result is found under a *key* that names everything it was made from: the content of its
//! sources, its settings, and the version of the code that makes it. So there is nothing to
//! invalidate: other input is another key. A cache may be deleted at any time, and one that is
//! damaged is one that is empty.
//!
//! ```text
//! CACHEDIR.TAG                        says that the folder is one, and whose
//! 3f/09c1…                            a result, under its key
//! about/<key>/record, texts, …        what is kept about one thing, such as a site folder
//! external.json                       what other sites answered
//! ```
//!
//! What has no such name is not ours, and nothing is ever done to it.

use std::{
    ffi::{OsStr, OsString},
    fs::{DirEntry, File, Metadata},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime},
};

use diagnostics::{Diagnostic, Error, Result};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::{Key, fs::try_write_new};

/// How many bytes at the end of a file name the rest.
const HASH: usize = 32;

/// How long a result is kept that no build asked for.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Marks a folder that can be made again, for programs that make copies, see
/// <https://bford.info/cachedir/>; and as ours.
const TAG: &str = "CACHEDIR.TAG";
const SIGNATURE: &[u8] = b"Signature: 8a477f597d28d172789f06886806bc55";
const MARK: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This file is a cache directory tag created by blog.\n\
    # For information about cache directory tags see https://bford.info/cachedir/\n";

/// What is kept about one thing is below this.
const ABOUT: &str = "about";
/// The names that it has there.
const KEPT_ABOUT: [&str; 4] = ["index", "record", "texts", "texts.bodies"];
/// What other sites answered.
const EXTERNAL: &str = "external.json";

/// A folder of results, safe to share between threads and between builds at the same time.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    /// `None` keeps nothing.
    root: Option<PathBuf>,
    /// Removes the folder when the last one who has it is done.
    _temporary: Option<Arc<TempDir>>,
    /// The first thing that went wrong with it.
    trouble: Arc<OnceLock<(PathBuf, String)>>,
}

impl Cache {
    /// The cache in a folder, which need not exist yet. One that can't be made is kept elsewhere,
    /// for this run alone: see [`Self::trouble`].
    ///
    /// # Errors
    ///
    /// When the folder holds anything else: a slip of the pen must not mix the two.
    pub fn at(root: impl Into<PathBuf>) -> Result<Self> {
        let root = root.into();
        match open(&root) {
            Ok(None) => Ok(Self { root: Some(root), ..Self::default() }),
            Ok(Some(stranger)) => Err(Error::new(format!(
                "{} holds something else than a cache that this program made, such as `{}`, and is \
                 left alone\nchoose another folder with --cache",
                root.display(),
                stranger.display()
            ))),
            Err(reason) => {
                let cache = Self::temporary();
                cache.note(&root, &reason);
                Ok(cache)
            }
        }
    }

    /// A cache for this run alone: what is made may be too much to hold in memory until it is
    /// written. Without room for one, nothing is kept.
    pub fn temporary() -> Self {
        match TempDir::with_prefix("blog-cache-") {
            Ok(folder) => {
                let root = Some(folder.path().to_owned());
                Self { root, _temporary: Some(Arc::new(folder)), ..Self::default() }
            }
            Err(_) => Self::default(),
        }
    }

    /// Notes that something could not be kept. It will be made again, which costs time.
    pub fn note(&self, file: &Path, reason: &io::Error) {
        // The first one tells what is wrong; the others follow from it.
        let _ = self.trouble.set((file.to_owned(), reason.to_string()));
    }

    /// What went wrong with it, if anything did.
    pub fn trouble(&self) -> Option<Diagnostic> {
        let (file, reason) = self.trouble.get()?;
        let message = format!("the cache can't be kept: {reason}");
        let help = "see that there is room, and that you may write there; \
            until then every build makes everything anew";
        Some(Diagnostic::warning_of_file(file, message).help(help))
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
        let mut opened = File::open(&file).ok()?;
        let data = opened.metadata().ok()?;
        let mut bytes = vec![0; usize::try_from(data.len()).ok()?];
        opened.read_exact(&mut bytes).ok()?;
        // The file ends with a hash of the rest: a torn write is no result.
        let rest = bytes.len().checked_sub(HASH)?;
        let sound = Sha256::digest(&bytes[..rest])[..] == bytes[rest..];
        bytes.truncate(rest);
        touch(&file, &data);
        sound.then_some(bytes)
    }

    /// Keeps a result. What can't be kept is made again next time.
    pub fn put(&self, key: Key, bytes: &[u8]) {
        let Some(file) = self.file(key) else { return };
        let whole = [bytes, &Sha256::digest(bytes)].concat();
        // A reader that finds it incomplete takes it for damaged, and makes it anew.
        let written = match try_write_new(&file, &whole) {
            Err(reason) if reason.kind() == io::ErrorKind::AlreadyExists => replace(&file, &whole),
            written => written.map(drop),
        };
        if let Err(reason) = written {
            self.note(&file, &reason);
        }
    }

    /// A file in the cache for what is kept about one thing, such as a site folder, and changes;
    /// `None` when nothing is to be kept. Who writes it sees to it that a damaged one is noticed.
    pub fn file_about(&self, thing: Key, name: &str) -> Option<PathBuf> {
        Some(self.root.as_ref()?.join(ABOUT).join(thing.to_string()).join(name))
    }

    /// Where to keep what other sites answered; `None` when nothing is to be kept.
    pub fn external(&self) -> Option<PathBuf> {
        self.root.as_ref().map(|root| root.join(EXTERNAL))
    }

    /// A file for this run alone, which is gone when it is closed.
    pub fn temporary_file(&self) -> io::Result<File> {
        let beside = self.root.as_ref().map(tempfile::tempfile_in);
        beside.and_then(io::Result::ok).map_or_else(tempfile::tempfile, Ok)
    }

    /// Removes what no build has asked for in a month.
    pub fn sweep(&self) {
        let Some(root) = &self.root else { return };
        let old = SystemTime::now() - KEPT;
        let remove = |entry: &DirEntry| {
            // What a link leads to is not looked at.
            let data = entry.metadata().ok().filter(|data| data.is_file());
            if data.and_then(|data| data.modified().ok()).is_some_and(|used| used < old) {
                let _ = std::fs::remove_file(entry.path());
            }
        };
        let remove_in = |folder: &DirEntry, is_ours: fn(&str) -> bool| {
            named(&folder.path(), is_ours).for_each(|file| remove(&file));
            // It goes with the last file in it.
            let _ = std::fs::remove_dir(folder.path());
        };
        let is_folder = |entry: &DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
        named(root, |name| name == EXTERNAL || is_draft(name)).for_each(|file| remove(&file));
        for folder in named(root, |name| is_hex(name, 2)).filter(is_folder) {
            remove_in(&folder, |name| is_hex(name, 30) || is_draft(name));
        }
        for about in named(root, |name| name == ABOUT).filter(is_folder) {
            for thing in named(&about.path(), |name| is_hex(name, 32)).filter(is_folder) {
                remove_in(&thing, |name| KEPT_ABOUT.contains(&name) || is_draft(name));
            }
        }
    }

    fn file(&self, key: Key) -> Option<PathBuf> {
        let name = key.to_string();
        Some(self.root.as_ref()?.join(&name[..2]).join(&name[2..]))
    }
}

/// Makes a folder a cache, unless it is one. Gives back the name of something in it that is not ours,
/// if it is none.
fn open(root: &Path) -> io::Result<Option<OsString>> {
    std::fs::create_dir_all(root)?;
    let tag = root.join(TAG);
    let marked = std::fs::read(&tag).unwrap_or_default();
    if marked == MARK.as_bytes() {
        return Ok(None);
    }
    let names = std::fs::read_dir(root)?.map(|entry| Ok(entry?.file_name()));
    let mut names: Vec<OsString> = names.collect::<io::Result<_>>()?;
    names.sort();
    // One that was torn or damaged tells nothing.
    let is_anothers = marked.starts_with(SIGNATURE) && !MARK.as_bytes().starts_with(&marked);
    let is_ours = |name: &OsStr| match name.to_str() {
        Some(TAG) => !is_anothers,
        Some(name) => name == ABOUT || name == EXTERNAL || is_hex(name, 2) || is_draft(name),
        None => false,
    };
    let stranger = names.into_iter().find(|name| !is_ours(name));
    if stranger.is_none() {
        std::fs::write(&tag, MARK)?;
    }
    Ok(stranger)
}

/// What lies in a folder under names of a kind.
fn named(folder: &Path, is_ours: impl Fn(&str) -> bool) -> impl Iterator<Item = DirEntry> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(move |entry| entry.file_name().to_str().is_some_and(&is_ours))
}

/// Whether a name is as many digits of a key.
fn is_hex(name: &str, digits: usize) -> bool {
    name.len() == digits && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether a name is that of a file which was not complete when a build was killed.
fn is_draft(name: &str) -> bool {
    let random = name.strip_prefix(".tmp");
    random.is_some_and(|rest| rest.len() == 6 && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Puts a file in the place of one, of which nobody sees a part.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let mut whole = tempfile::NamedTempFile::new_in(folder)?;
    whole.write_all(bytes)?;
    whole.persist(file)?;
    Ok(())
}

/// Notes that a result is still in use, at most once a day.
fn touch(file: &Path, data: &Metadata) {
    let day = Duration::from_secs(24 * 60 * 60);
    let now = SystemTime::now();
    let used = data.modified();
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
        let cache = Cache::at(temp.path()).expect("a cache");
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
        let cache = Cache::at(temp.path()).expect("a cache");
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
        let cache = Cache::at(temp.path()).expect("a cache");
        assert_eq!(cache.get_or_make(key("a"), || Err("no")), Err("no"));
        assert_eq!(make(&cache, "a"), (b"a".to_vec(), true));
    }

    #[test]
    fn a_folder_of_somebody_is_no_cache() {
        let temp = tempfile::tempdir().expect("a folder");
        let tag = temp.path().join(TAG);
        let anothers = MARK.replace("blog", "another program");
        for (name, text) in [("notes.txt", "mine"), (TAG, &*anothers)] {
            std::fs::write(temp.path().join(name), text).expect("written");
            let refused = Cache::at(temp.path()).expect_err("not ours").to_string();
            assert!(refused.contains(&format!("such as `{name}`, and is left alone")), "{refused}");
            std::fs::remove_file(temp.path().join(name)).expect("removed");
        }
        // What an earlier version left is ours, and a mark that was not written to its end.
        std::fs::create_dir_all(temp.path().join("ab")).expect("a folder");
        for torn in [&MARK[..0], &MARK[..20], &MARK[..60], "damaged"] {
            std::fs::write(&tag, torn).expect("written");
            Cache::at(temp.path()).expect("a cache");
            assert_eq!(std::fs::read_to_string(&tag).expect("a mark"), MARK);
        }
        assert_eq!(MARK.lines().next().map(str::as_bytes), Some(SIGNATURE));
        // Once it is marked, what somebody puts there is not our business.
        std::fs::write(temp.path().join("notes.txt"), "mine").expect("written");
        Cache::at(temp.path()).expect("a cache");
    }

    #[cfg(unix)]
    #[test]
    fn only_what_is_ours_is_swept() {
        let temp = tempfile::tempdir().expect("a folder");
        let (root, others) = (temp.path().join("cache"), temp.path().join("others"));
        let cache = Cache::at(&root).expect("a cache");
        let write = |file: PathBuf| {
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(&file, "text").expect("written");
            let file = File::options().append(true).open(file).expect("a file");
            file.set_modified(SystemTime::now() - 2 * KEPT).expect("set");
        };
        let name = "0123456789abcdef0123456789abcd";
        let thing = format!("about/00{name}");
        for ours in [
            format!("ab/{name}"),
            "ab/.tmpAb3dEf".into(),
            ".tmpAb3dEf".into(),
            EXTERNAL.into(),
            format!("{thing}/record"),
            format!("{thing}/texts.bodies"),
        ] {
            write(root.join(ours));
        }
        let mut kept: Vec<PathBuf> = ["notes.txt", "cd/notes.txt", "about/notes.txt", "ef0/text"]
            .iter()
            .map(|path| root.join(path))
            .chain([others.join(name), others.join("record")])
            .collect();
        kept.push(root.join(format!("{thing}0/record")));
        kept.iter().cloned().for_each(write);
        std::os::unix::fs::symlink(&others, root.join("12")).expect("a link");
        std::fs::create_dir(root.join("34")).expect("a folder");
        std::os::unix::fs::symlink(others.join("record"), root.join("34").join(name))
            .expect("a link");
        cache.sweep();
        kept.extend([root.join(TAG), root.join("12"), root.join("34").join(name)]);
        kept.sort();
        let mut there = Vec::new();
        let mut folders = vec![root.clone(), others];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                match entry.file_type().expect("a kind").is_dir() {
                    true => folders.push(entry.path()),
                    false => there.push(entry.path()),
                }
            }
        }
        there.sort();
        assert_eq!(there, kept);
        assert!(!root.join("ab").exists() && !root.join(thing).exists());
    }

    #[test]
    fn a_cache_that_cannot_be_written_is_said_once_and_costs_time() {
        let temp = tempfile::tempdir().expect("a folder");
        let file = temp.path().join("file");
        std::fs::write(&file, "").expect("written");
        let elsewhere = Cache::at(&file).expect("one for this run");
        assert_eq!(make(&elsewhere, "a"), (b"a".to_vec(), true));
        assert_eq!(make(&elsewhere, "a"), (b"a".to_vec(), false));
        let warning = elsewhere.trouble().expect("a word").to_string();
        assert!(warning.starts_with("warning: the cache can't be kept: "), "{warning}");

        let damaged = Cache::at(temp.path().join("cache")).expect("a cache");
        assert!(damaged.trouble().is_none());
        let place = damaged.file(key("a")).expect("a place");
        std::fs::write(place.parent().expect("a folder"), "in the way").expect("written");
        assert_eq!(make(&damaged, "a"), (b"a".to_vec(), true));
        assert!(damaged.trouble().is_some());
    }
}
