//! The files of a site, the small ones kept in memory.
//!
//! Whoever asks for a file learns what it is now: its size, time and identity are looked at first, so
//! that a site can be replaced, or written to in place.

use std::{
    collections::HashMap,
    fs::{self, Metadata},
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::SystemTime,
};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
};
use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};

use super::headers;
use crate::output::fingerprint;

/// Files up to this size are kept; a larger one is read anew, piece by piece, for each answer.
const SMALL: u64 = 2 << 20;
/// As much is kept, in bytes. With more, all are forgotten, and what is asked for comes back.
const ROOM: usize = 64 << 20;

/// A file that is kept.
#[derive(Debug)]
pub(super) struct File {
    stamp: Stamp,
    pub(super) bytes: Bytes,
    /// When it was written, in whole seconds, as headers tell time.
    pub(super) modified: Option<i64>,
    /// All that an answer with the whole file says.
    pub(super) headers: HeaderMap,
}

/// What is at a path.
#[derive(Debug)]
pub(super) enum Found {
    Small(Arc<File>),
    Large,
    Folder,
    Nothing,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Brotli,
    Gzip,
    None,
}

impl Packing {
    fn extension(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::None => "",
        }
    }

    /// Its name in `Content-Encoding`.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::None => None,
        }
    }
}

/// A folder, and the files in it that were asked for lately.
#[derive(Debug)]
pub(super) struct Store {
    folder: PathBuf,
    /// What every answer says.
    any: HeaderMap,
    kept: RwLock<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    files: HashMap<PathBuf, Arc<File>>,
    bytes: usize,
}

impl Store {
    /// The store of a folder, where every answer says this.
    pub(super) fn of(folder: &Path, any: HeaderMap) -> Self {
        Self { folder: folder.to_owned(), any, kept: RwLock::default() }
    }

    /// What is at a path on the site, not encoded, or beside it, packed.
    ///
    /// It asks the file system on the spot: handing that to another thread would take longer than
    /// the answer.
    pub(super) fn find(&self, path: &str, packing: Packing) -> Found {
        let mut file = self.folder.as_os_str().to_owned();
        file.push(path);
        file.push(packing.extension());
        let file = PathBuf::from(file);
        let Ok(data) = fs::metadata(&file) else {
            return Found::Nothing;
        };
        if data.is_dir() {
            return Found::Folder;
        }
        if data.len() > SMALL {
            return Found::Large;
        }
        let stamp = Stamp::of(&data);
        if let Some(kept) = self.kept(&file).filter(|kept| kept.stamp == stamp) {
            return Found::Small(kept);
        }
        let Ok(bytes) = fs::read(&file) else {
            return Found::Nothing;
        };
        let read = Arc::new(File::new(stamp, bytes, headers::of_file(path, &self.any), packing));
        self.keep(file, read.clone());
        Found::Small(read)
    }

    fn kept(&self, file: &Path) -> Option<Arc<File>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).files.get(file).cloned()
    }

    fn keep(&self, path: PathBuf, file: Arc<File>) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes + file.bytes.len() > ROOM {
            *kept = Kept::default();
        }
        kept.bytes += file.bytes.len();
        if let Some(former) = kept.files.insert(path, file) {
            kept.bytes -= former.bytes.len();
        }
    }
}

impl File {
    fn new(stamp: Stamp, bytes: Vec<u8>, mut headers: HeaderMap, packing: Packing) -> Self {
        // The same bytes have the same tag, whenever and wherever they were built.
        let tag = format!("\"{}\"", fingerprint([&*bytes]));
        if let Ok(tag) = HeaderValue::try_from(tag) {
            headers.insert(header::ETAG, tag);
        }
        let modified = stamp.modified.and_then(|time| Timestamp::try_from(time).ok());
        let date = modified
            .and_then(|time| DateTimePrinter::new().timestamp_to_rfc9110_string(&time).ok());
        if let Some(date) = date.and_then(|date| HeaderValue::try_from(date).ok()) {
            headers.insert(header::LAST_MODIFIED, date);
        }
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        if let Some(name) = packing.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        let modified = modified.map(Timestamp::as_second);
        Self { stamp, bytes: bytes.into(), modified, headers }
    }
}

/// What differs when a file was written to or another took its place.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<SystemTime>,
    identity: u64,
}

impl Stamp {
    fn of(data: &Metadata) -> Self {
        #[cfg(unix)]
        let identity = std::os::unix::fs::MetadataExt::ino(data);
        #[cfg(not(unix))]
        let identity = 0;
        Self { size: data.len(), modified: data.modified().ok(), identity }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(store: &Store, path: &str) -> Bytes {
        match store.find(path, Packing::None) {
            Found::Small(file) => file.bytes.clone(),
            found => panic!("{found:?}"),
        }
    }

    #[test]
    fn a_file_is_kept_until_it_changes() {
        let temp = tempfile::tempdir().expect("a folder");
        let (file, other) = (temp.path().join("a.txt"), temp.path().join("b.txt"));
        let store = Store::of(temp.path(), HeaderMap::new());
        fs::write(&file, "one").expect("written");
        let first = bytes(&store, "/a.txt");
        assert_eq!(first.as_ptr(), bytes(&store, "/a.txt").as_ptr(), "not read again");
        fs::write(&other, "two").expect("written");
        fs::rename(&other, &file).expect("renamed");
        assert_eq!(bytes(&store, "/a.txt"), "two");
        fs::remove_file(&file).expect("removed");
        assert!(matches!(store.find("/a.txt", Packing::None), Found::Nothing));
        assert!(matches!(store.find("/", Packing::None), Found::Folder));
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let temp = tempfile::tempdir().expect("a folder");
        let store = Store::of(temp.path(), HeaderMap::new());
        let size = SMALL as usize;
        for number in 0..ROOM / size + 2 {
            fs::write(temp.path().join(number.to_string()), vec![0; size]).expect("written");
            bytes(&store, &format!("/{number}"));
            let kept = store.kept.read().expect("kept");
            assert_eq!(kept.bytes, kept.files.len() * size);
            assert!(kept.bytes <= ROOM);
        }
        fs::write(temp.path().join("large"), vec![0; size + 1]).expect("written");
        assert!(matches!(store.find("/large", Packing::None), Found::Large));
    }
}
