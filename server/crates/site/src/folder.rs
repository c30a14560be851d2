//! The folder that a site is written into.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    mem,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use diagnostics::{Error, Result};
use model::Site;
use rayon::prelude::*;
use store::{Key, Stamp, fs};
use urls::Address;

use super::{
    record::{RecordedFile, SiteRecord},
    verify::Inspection,
};

/// Where all files of a site go, each under an address that is given away once.
///
/// A file that the last build made from the same is left where it is. What it is made from, its
/// *key* says: [`write`](Self::write) takes the bytes themselves, which costs making them;
/// [`write_keyed`](Self::write_keyed) is told, and makes the bytes only when they are needed. Give
/// a key to whatever takes longer to make than to hash its sources, and put *everything* into it
/// that the bytes depend on: the program itself is accounted for.
///
/// A language of a site that has several writes below a path of its own: see [`below`](Self::below).
#[derive(Debug)]
pub struct Folder {
    whole: Arc<Whole>,
    /// What stands before every path: empty but below a path.
    prefix: String,
}

/// What is the same for all paths in it.
#[derive(Debug, Default)]
struct Whole {
    /// Where the files go that are made.
    root: PathBuf,
    /// The site that is there, and what is known of its files.
    last: Option<(PathBuf, SiteRecord)>,
    /// How links of the site are read; without, nothing is looked at.
    address: Option<Address>,
    /// Whether text files are named by their bytes.
    names_text: bool,
    /// By their paths on the site; `None` while one is being made.
    files: Mutex<BTreeMap<String, Option<Written>>>,
}

/// What became of a file.
#[derive(Debug)]
enum Written {
    /// It was made, and may be named by its bytes.
    Made(RecordedFile, Option<Key>),
    /// It is there, as the record has it.
    Kept,
}

/// What a folder says of itself when it is complete.
pub(super) struct Contents {
    /// All files of the site.
    pub(super) record: SiteRecord,
    /// Those that were made, sorted.
    pub(super) made: Vec<String>,
    /// Those of them that the last build made otherwise.
    pub(super) replaced: BTreeSet<String>,
    /// Those of the last build that are no longer wanted, sorted.
    pub(super) gone: Vec<String>,
}

/// How a file is looked at that is made.
type Look = fn(&Address, &str, &[u8]) -> Inspection;

impl Folder {
    /// The folder at a path; nothing is created before something is written.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self::of(Whole { root: root.into(), ..Whole::default() })
    }

    fn of(whole: Whole) -> Self {
        Self { whole: Arc::new(whole), prefix: String::new() }
    }

    /// Called before the folder is shared.
    fn changed(mut self, change: impl FnOnce(&mut Whole)) -> Self {
        if let Some(whole) = Arc::get_mut(&mut self.whole) {
            change(whole);
        }
        self
    }

    /// The same folder, in which all paths begin below another, such as `/de`.
    #[must_use]
    pub fn below(&self, prefix: &str) -> Self {
        Self { whole: self.whole.clone(), prefix: self.prefix.clone() + prefix }
    }

    /// A path as one in the whole folder.
    pub(super) fn path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The same, for a site in which some files are as the record says.
    pub(super) fn with_last(self, site: PathBuf, record: SiteRecord) -> Self {
        self.changed(|whole| whole.last = Some((site, record)))
    }

    /// The same, with a look at every file that is made, for [`verify`](super::verify::verify).
    ///
    /// # Errors
    ///
    /// When the site has no address.
    pub fn looked_at(self, site: &Site) -> Result<Self> {
        let address = Address::of(site)?;
        Ok(self.changed(|whole| whole.address = Some(address)))
    }

    /// The same, with a name for the bytes of every text file that is made: for
    /// [`compress`](super::compress::compress), which need not read it again then.
    #[must_use]
    pub fn with_names(self) -> Self {
        self.changed(|whole| whole.names_text = true)
    }

    /// How links of the site are read.
    pub(super) fn address(&self) -> Option<&Address> {
        self.whole.address.as_ref()
    }

    /// Whether a site is there of which the files are known.
    pub(super) fn has_last(&self) -> bool {
        self.whole.last.is_some()
    }

    /// Where files go that are made. Not all files of the site are there: see [`Self::read`].
    pub fn root(&self) -> &Path {
        &self.whole.root
    }

    /// Writes the file at a path on the site, not encoded: `/posts/größe/index.html`.
    ///
    /// # Errors
    ///
    /// When the file can't be written; also when the address is taken, because then one of two
    /// sources would silently win.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> Result<()> {
        let key = name(bytes.as_ref());
        self.put(path, key, (Some(key), Inspection::at), || Ok(bytes))
    }

    /// Writes the file at a path on the site, unless the one that is there was made from the same.
    ///
    /// # Errors
    ///
    /// Those of `make`, and those of [`Self::write`].
    pub fn write_keyed<B: AsRef<[u8]>>(
        &self,
        path: &str,
        key: Key,
        make: impl FnOnce() -> Result<B>,
    ) -> Result<()> {
        self.put(path, key, (None, Inspection::at), make)
    }

    /// The same, for bytes that may have a name already, and that are looked at in a way of their own.
    fn put<B: AsRef<[u8]>>(
        &self,
        path: &str,
        key: Key,
        (named, look): (Option<Key>, Look),
        make: impl FnOnce() -> Result<B>,
    ) -> Result<()> {
        let path = self.path(path);
        let file = self.whole.root.join(below(&path)?);
        if self.whole.is_there(&path, key) {
            return self.whole.take(path, Some(Written::Kept));
        }
        self.whole.take(path.clone(), None)?;
        let bytes = make()?;
        let bytes = bytes.as_ref();
        let look = self.whole.address.as_ref().map(|address| look(address, &path, bytes));
        let is_named = self.whole.names_text && hosting::is_text(&path);
        let named = named.or_else(|| is_named.then(|| name(bytes)));
        let stamp = Stamp::of(&fs::write_new(&file, bytes)?);
        let made =
            Written::Made(RecordedFile { key, stamp, look: look.unwrap_or_default() }, named);
        self.whole.files().insert(path, Some(made));
        Ok(())
    }

    /// Keeps a file that was made from the same, and with it all files below a folder; answers whether
    /// they are all there, untouched. Otherwise nothing is kept.
    ///
    /// # Errors
    ///
    /// When an address is taken.
    pub fn keep(&self, path: &str, key: Key, folder: &str) -> Result<bool> {
        let whole = &*self.whole;
        let known = whole.last.as_ref().filter(|_| whole.is_there(&self.path(path), key));
        let Some((_, record)) = known else { return Ok(false) };
        let folder = self.path(folder);
        let below: Vec<(&String, &RecordedFile)> = record
            .files
            .range(folder.clone()..)
            .take_while(|(path, _)| path.starts_with(&folder))
            .collect();
        if !below.par_iter().all(|(path, file)| whole.is_there(path, file.key)) {
            return Ok(false);
        }
        let kept = below.into_iter().map(|(path, _)| path.clone()).chain([self.path(path)]);
        kept.into_iter().try_for_each(|path| whole.take(path, Some(Written::Kept)))?;
        Ok(true)
    }

    /// Copies a file to a path on the site. What a page of HTML among them links to is its owner's: what
    /// is published is the file as it is.
    pub fn copy(&self, source: &Path, path: &str) -> Result<()> {
        match Stamp::read(source).filter(Stamp::is_settled) {
            Some(stamp) => {
                let name = source.as_os_str().as_encoded_bytes();
                let key = Key::of([b"copy".as_slice(), name, &stamp.bytes()]);
                self.put(path, key, (None, Inspection::of_copy), || fs::read(source))
            }
            None => {
                let bytes = fs::read(source)?;
                let key = name(&bytes);
                self.put(path, key, (Some(key), Inspection::of_copy), || Ok(bytes))
            }
        }
    }

    /// The paths of all files of the site so far, sorted.
    pub fn paths(&self) -> Vec<String> {
        self.whole.files().keys().cloned().collect()
    }

    /// How many files the site has so far.
    pub fn count(&self) -> usize {
        self.whole.files().len()
    }

    /// Whether the site has a file so far.
    pub fn has(&self, path: &str) -> bool {
        self.whole.files().contains_key(&self.path(path))
    }

    /// The content of a file of the site, wherever it is at the moment.
    pub fn read(&self, path: &str) -> Result<Vec<u8>> {
        let whole = self.path(path);
        let below = below(&whole)?;
        match &self.whole.last {
            Some((site, _)) if !self.is_made(path) => fs::read(&site.join(below)),
            _ => fs::read(&self.whole.root.join(below)),
        }
    }

    /// Whether a file is new or another one than before.
    pub(super) fn is_made(&self, path: &str) -> bool {
        matches!(self.whole.files().get(&self.path(path)), Some(Some(Written::Made(..))))
    }

    /// How many bytes a file has.
    pub(super) fn size(&self, path: &str) -> u64 {
        self.with(path, |file| file.stamp.size()).unwrap_or_default()
    }

    /// How many bytes the article of a page has.
    pub(super) fn article(&self, path: &str) -> usize {
        self.with(path, |file| file.look.article).unwrap_or_default()
    }

    /// What a file was made from.
    pub(super) fn key(&self, path: &str) -> Option<Key> {
        self.with(path, |file| file.key)
    }

    /// The [name](Self::with_names) of what a file holds.
    pub(super) fn bytes_name(&self, path: &str) -> Result<Key> {
        let known = match self.whole.files().get(&self.path(path)) {
            Some(Some(Written::Made(_, named))) => *named,
            _ => None,
        };
        known.map_or_else(|| Ok(name(&self.read(path)?)), Ok)
    }

    /// Goes through all files of the whole folder with what is known of each, and whether it was made.
    pub(super) fn for_each(&self, mut visit: impl FnMut(&str, &RecordedFile, bool)) {
        let files = self.whole.files();
        for (path, written) in files.iter() {
            if let Some(file) = self.whole.file(path, written.as_ref()) {
                visit(path, file, matches!(written, Some(Written::Made(..))));
            }
        }
    }

    /// Goes through the files of the last build that are no longer there or were made otherwise, with what is
    /// known of both.
    pub(super) fn for_each_before(
        &self,
        mut visit: impl FnMut(&str, &RecordedFile, Option<&RecordedFile>),
    ) {
        let files = self.whole.files();
        for (path, before) in self.whole.last.iter().flat_map(|(_, record)| &record.files) {
            match files.get(path) {
                Some(Some(Written::Kept)) => {}
                Some(Some(Written::Made(now, _))) => visit(path, before, Some(now)),
                _ => visit(path, before, None),
            }
        }
    }

    /// All files and what is known of them.
    pub(super) fn into_contents(self) -> Contents {
        let files = mem::take(&mut *self.whole.files());
        let last = match Arc::try_unwrap(self.whole) {
            Ok(whole) => whole.last,
            // Another handle to the folder is still in use.
            Err(whole) => whole.last.clone(),
        };
        let mut known = last.map(|(_, record)| record.files).unwrap_or_default();
        let (mut made, mut replaced) = (Vec::new(), BTreeSet::new());
        let known_of = |(path, written): (String, Option<Written>)| {
            let before = known.remove(&path);
            let file = match written? {
                Written::Made(file, _) => {
                    made.push(path.clone());
                    if before.is_some() {
                        replaced.insert(path.clone());
                    }
                    file
                }
                Written::Kept => before?,
            };
            Some((path, file))
        };
        let files = files.into_iter().filter_map(known_of).collect();
        let record = SiteRecord { files, ..SiteRecord::default() };
        Contents { record, made, replaced, gone: known.into_keys().collect() }
    }

    fn with<T>(&self, path: &str, ask: impl FnOnce(&RecordedFile) -> T) -> Option<T> {
        let files = self.whole.files();
        let path = self.path(path);
        self.whole.file(&path, files.get(&path)?.as_ref()).map(ask)
    }
}

impl Whole {
    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Option<Written>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a path away, to a file that is there or to one that is about to be made.
    fn take(&self, path: String, written: Option<Written>) -> Result<()> {
        match self.files().entry(path) {
            Entry::Vacant(free) => {
                free.insert(written);
                Ok(())
            }
            Entry::Occupied(taken) => Err(Error::new(format!(
                "two files want the address {}: rename one of them",
                taken.key()
            ))),
        }
    }

    fn file<'a>(&'a self, path: &str, written: Option<&'a Written>) -> Option<&'a RecordedFile> {
        match written? {
            Written::Made(file, _) => Some(file),
            Written::Kept => self.last.as_ref()?.1.files.get(path),
        }
    }

    /// Whether the file that is wanted is there already, untouched since.
    fn is_there(&self, path: &str, key: Key) -> bool {
        let Some((site, record)) = &self.last else {
            return false;
        };
        let known = record.files.get(path).filter(|file| file.key == key);
        known.is_some_and(|file| {
            Stamp::read(&site.join(path.trim_start_matches('/'))) == Some(file.stamp)
        })
    }
}

/// Names bytes.
fn name(bytes: &[u8]) -> Key {
    Key::of([b"bytes", bytes])
}

/// A path on the site as one below its folder, which it must not lead out of.
fn below(path: &str) -> Result<&Path> {
    let below = Path::new(path.trim_start_matches('/'));
    let stays = below.components().all(|part| matches!(part, Component::Normal(_)));
    if !stays || below.as_os_str().is_empty() {
        return Err(Error::new(format!("{path} is no address of a file on the site")));
    }
    Ok(below)
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
        assert_eq!(folder.paths(), ["/a/b.txt"]);
    }

    #[test]
    fn what_is_below_a_path_lies_in_the_same_folder() {
        let temp = tempfile::tempdir().expect("a folder");
        let whole = Folder::at(temp.path().join("site"));
        let below = whole.below("/de");
        below.write("/a.txt", "one").expect("written");
        assert!(whole.has("/de/a.txt") && below.has("/a.txt") && !whole.has("/a.txt"));
        assert_eq!(below.read("/a.txt").expect("there"), b"one");
        below.write("/b.txt", "one").expect("written");
        assert!(whole.write("/de/b.txt", "two").is_err(), "taken");
        assert_eq!(below.into_contents().made, ["/de/a.txt", "/de/b.txt"]);
    }

    #[test]
    fn what_was_made_from_the_same_stays_where_it_is() {
        let temp = tempfile::tempdir().expect("a folder");
        let key = |text: &str| Key::of([text.as_bytes()]);
        let site = temp.path().join("site");
        let first = Folder::at(&site);
        for path in ["/same", "/other", "/touched"] {
            first.write_keyed(path, key("one"), || Ok("one")).expect("written");
        }
        let record = first.into_contents().record;
        std::fs::write(site.join("touched"), "mine").expect("written");

        let second = Folder::at(temp.path().join("new")).with_last(site, record);
        let make = || -> Result<&str> { panic!("made again") };
        second.write_keyed("/same", key("one"), make).expect("kept");
        second.write_keyed("/other", key("two"), || Ok("two")).expect("written");
        second.write_keyed("/touched", key("one"), || Ok("one")).expect("written");
        let read = |path| String::from_utf8(second.read(path).expect("there")).expect("text");
        assert_eq!(["/same", "/other", "/touched"].map(read), ["one", "two", "one"]);
        let contents = second.into_contents();
        assert_eq!(contents.made, ["/other", "/touched"]);
        assert_eq!(contents.record.files.len(), 3);
    }
}
