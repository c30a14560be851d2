//! The files of a site, the small ones kept in memory.
//!
//! Whoever asks for a file learns what it is now: its size, time and place on the disk are looked at
//! first, so that a site can be replaced, or written to in place.

use std::{
    collections::HashMap,
    fs::{self, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::UNIX_EPOCH,
};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, header},
};
use store::{Stamp, fingerprint};
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use super::{address::is_public, headers};

/// Files up to this size are kept; of a larger one only what is said of it, and it is read anew,
/// piece by piece, for each answer.
const SMALL: u64 = 2 << 20;
/// As much is kept, in bytes. With more, all are forgotten, and what is asked for comes back.
const ROOM: usize = 64 << 20;
/// The size of a piece, in bytes.
const PIECE: usize = 64 << 10;

/// A file, and all that is said of it.
#[derive(Debug)]
pub(super) struct ServedFile {
    stamp: Stamp,
    content: Content,
    pub(super) size: u64,
    /// When it was written, in whole seconds, as headers tell time.
    pub(super) modified: Option<u64>,
    /// Whether it was as it is for long enough that any later change will show.
    pub(super) is_settled: bool,
    /// All that an answer with the whole file says.
    pub(super) headers: HeaderMap,
}

/// What is in a file.
#[derive(Debug)]
enum Content {
    Kept(Bytes),
    /// It is large, and here, no link.
    At(PathBuf),
}

/// What is at a path.
#[derive(Debug)]
pub(super) enum Lookup {
    File(Arc<ServedFile>),
    Folder,
    Nothing,
    /// A file that can't be read at the moment.
    Unreadable,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    None,
}

impl Encoding {
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
    /// Where the languages are that come behind the first.
    languages: Vec<String>,
    /// What every answer says.
    any: HeaderMap,
    kept: RwLock<Kept>,
}

/// What an answer depends on: one file on the disk may be a page that is packed, or an archive that
/// was asked for by its own name.
type Key = (String, Encoding);

#[derive(Debug, Default)]
struct Kept {
    files: HashMap<Key, Arc<ServedFile>>,
    bytes: usize,
}

impl Store {
    /// The store of a folder, where every answer says this.
    pub(super) fn of(folder: &Path, any: HeaderMap) -> Self {
        let (languages, kept) = Default::default();
        Self { folder: folder.to_owned(), languages, any, kept }
    }

    /// The same for a site with more languages below these paths.
    pub(super) fn with_languages(self, languages: Vec<String>) -> Self {
        Self { languages, ..self }
    }

    /// What is at a path on the site, not encoded, packed in this way.
    ///
    /// It asks the file system on the spot: handing that to another thread would take longer than
    /// the answer. Nothing is opened that could make it wait, as a pipe does.
    pub(super) fn find(&self, path: &str, encoding: Encoding) -> Lookup {
        use io::ErrorKind::{NotFound, PermissionDenied};

        let mut file = self.folder.as_os_str().to_owned();
        file.push(path);
        let mut data = match fs::metadata(&file) {
            Ok(data) if data.is_dir() => return Lookup::Folder,
            Ok(data) if data.is_file() => data,
            _ => return Lookup::Nothing,
        };
        if encoding != Encoding::None {
            file.push(encoding.extension());
            data = match fs::metadata(&file) {
                Ok(data) if data.is_file() => data,
                _ => return Lookup::Nothing,
            };
        }
        let (key, stamp) = ((path.to_owned(), encoding), Stamp::of(&data));
        let is_valid = |kept: &Arc<ServedFile>| kept.is_settled && kept.stamp == stamp;
        if let Some(kept) = self.kept(&key).filter(is_valid) {
            return Lookup::File(kept);
        }
        match self.read(Path::new(&file), path, encoding) {
            Ok(Some(read)) => {
                let read = Arc::new(read);
                self.keep(key, read.clone());
                Lookup::File(read)
            }
            Ok(None) => Lookup::Nothing,
            // It has just gone, or is not for this program.
            Err(reason) if matches!(reason.kind(), NotFound | PermissionDenied) => Lookup::Nothing,
            Err(_) => Lookup::Unreadable,
        }
    }

    /// Reads a file that lies in the folder; `None` when a link leads out of it or to what is hidden.
    fn read(&self, file: &Path, path: &str, encoding: Encoding) -> io::Result<Option<ServedFile>> {
        let file = file.canonicalize()?;
        let folder = self.folder.canonicalize()?;
        if !file.strip_prefix(folder).is_ok_and(is_public) {
            return Ok(None);
        }
        let (opened, stamp) = open(&file)?;
        let content = if stamp.size() > SMALL {
            Content::At(file)
        } else {
            let mut bytes = Vec::with_capacity(stamp.size() as usize);
            (&opened).take(stamp.size()).read_to_end(&mut bytes)?;
            Content::Kept(bytes.into())
        };
        let data = opened.metadata()?;
        // A file that was written to while it was read may be half old and half new.
        let is_settled = stamp.is_settled() && Stamp::of(&data) == stamp;
        let modified = data.modified().ok().filter(|modified| *modified >= UNIX_EPOCH);
        let mut headers = headers::of_file(path, &self.languages, &self.any);
        if let Some(tag) = tag(&content, &stamp, is_settled) {
            headers.insert(header::ETAG, tag);
        }
        if let Some(date) = modified.map(httpdate::fmt_http_date)
            && let Ok(date) = HeaderValue::try_from(date)
        {
            headers.insert(header::LAST_MODIFIED, date);
        }
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        if let Some(name) = encoding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        let size = match &content {
            Content::Kept(bytes) => bytes.len() as u64,
            Content::At(_) => stamp.size(),
        };
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
        let modified = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = modified.map(|since| since.as_secs());
        Ok(Some(ServedFile { stamp, content, size, modified, is_settled, headers }))
    }

    fn kept(&self, key: &Key) -> Option<Arc<ServedFile>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).files.get(key).cloned()
    }

    fn keep(&self, key: Key, file: Arc<ServedFile>) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.bytes + file.in_memory() > ROOM {
            *kept = Kept::default();
        }
        kept.bytes += file.in_memory();
        if let Some(former) = kept.files.insert(key, file) {
            kept.bytes -= former.in_memory();
        }
    }
}

/// Names what is in a file. The same bytes have the same tag, whenever and wherever they were built;
/// a large file is not read for that, and is named as file systems tell one from another.
fn tag(content: &Content, stamp: &Stamp, is_settled: bool) -> Option<HeaderValue> {
    let name = match content {
        Content::Kept(bytes) => fingerprint([&**bytes]),
        Content::At(_) if is_settled => fingerprint([&stamp.bytes()[..]]),
        Content::At(_) => return None,
    };
    HeaderValue::try_from(format!("\"{name}\"")).ok()
}

/// Opens a file that is no link, and nothing that would make the reader wait.
fn open(path: &Path) -> io::Result<(fs::File, Stamp)> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;

        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    let opened = options.read(true).open(path)?;
    let data = opened.metadata()?;
    match data.is_file() {
        true => Ok((opened, Stamp::of(&data))),
        false => Err(io::ErrorKind::InvalidInput.into()),
    }
}

impl ServedFile {
    /// Some of the file, or all of it, as it was when it was found.
    pub(super) fn part(&self, range: Range<u64>) -> io::Result<Body> {
        let path = match &self.content {
            // It was read whole, so its places are those of memory.
            Content::Kept(bytes) => {
                return Ok(bytes.slice(range.start as usize..range.end as usize).into());
            }
            Content::At(path) => path,
        };
        let (mut opened, stamp) = open(path)?;
        if stamp != self.stamp {
            return Err(io::ErrorKind::NotFound.into());
        }
        opened.seek(SeekFrom::Start(range.start))?;
        let part = tokio::fs::File::from_std(opened).take(range.end - range.start);
        Ok(Body::from_stream(ReaderStream::with_capacity(part, PIECE)))
    }

    /// Whether all of it is in memory.
    pub(super) fn is_kept(&self) -> bool {
        matches!(self.content, Content::Kept(_))
    }

    fn in_memory(&self) -> usize {
        match &self.content {
            Content::Kept(bytes) => bytes.len(),
            Content::At(_) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;

    fn file(store: &Store, path: &str, encoding: Encoding) -> Arc<ServedFile> {
        match store.find(path, encoding) {
            Lookup::File(file) => file,
            found => panic!("{path}: {found:?}"),
        }
    }

    fn bytes(store: &Store, path: &str) -> Bytes {
        match &file(store, path, Encoding::None).content {
            Content::Kept(bytes) => bytes.clone(),
            content => panic!("{path}: {content:?}"),
        }
    }

    /// Writes a file that has been as it is for a while.
    fn write(file: &Path, text: impl AsRef<[u8]>) {
        fs::write(file, text).expect("written");
        let opened = OpenOptions::new().append(true).open(file).expect("opened");
        opened.set_modified(SystemTime::now() - Duration::from_secs(60)).expect("a time");
    }

    #[test]
    fn a_file_is_kept_until_it_changes() {
        let temp = tempfile::tempdir().expect("a folder");
        let (file, other) = (temp.path().join("a.txt"), temp.path().join("b.txt"));
        let store = Store::of(temp.path(), HeaderMap::new());
        write(&file, "one");
        let first = bytes(&store, "/a.txt");
        assert_eq!(first.as_ptr(), bytes(&store, "/a.txt").as_ptr(), "not read again");
        write(&other, "two");
        fs::rename(&other, &file).expect("renamed");
        assert_eq!(bytes(&store, "/a.txt"), "two");
        fs::remove_file(&file).expect("removed");
        assert!(matches!(store.find("/a.txt", Encoding::None), Lookup::Nothing));
        assert!(matches!(store.find("/", Encoding::None), Lookup::Folder));
    }

    #[test]
    fn what_may_still_be_written_to_is_read_again() {
        let temp = tempfile::tempdir().expect("a folder");
        let place = temp.path().join("a.txt");
        let store = Store::of(temp.path(), HeaderMap::new());
        fs::write(&place, "one").expect("written");
        let time = place.metadata().and_then(|data| data.modified()).expect("a time");
        assert_eq!(bytes(&store, "/a.txt"), "one");
        // As large, and within one step of the clock of the file system.
        fs::write(&place, "two").expect("written");
        let opened = OpenOptions::new().append(true).open(&place).expect("opened");
        opened.set_modified(time).expect("a time");
        assert_eq!(bytes(&store, "/a.txt"), "two");
        assert!(!file(&store, "/a.txt", Encoding::None).is_settled);
    }

    #[test]
    fn a_packed_file_is_another_answer_than_the_archive_of_its_name() {
        let temp = tempfile::tempdir().expect("a folder");
        let store = Store::of(temp.path(), HeaderMap::new());
        let encodings = [("br", Encoding::Brotli), ("gz", Encoding::Gzip)];
        write(&temp.path().join("a.css"), "plain");
        for (extension, _) in encodings {
            write(&temp.path().join("a.css").with_added_extension(extension), extension);
        }
        let said = |file: &ServedFile, name| file.headers.get(name).cloned();
        for _ in 0..2 {
            for (extension, encoding) in encodings {
                let by_name = file(&store, &format!("/a.css.{extension}"), Encoding::None);
                assert_eq!(said(&by_name, header::CONTENT_ENCODING), None);
                let packed = file(&store, "/a.css", encoding);
                let kind = said(&packed, header::CONTENT_TYPE).expect("a type");
                assert_eq!(kind, "text/css; charset=utf-8");
                assert!(said(&packed, header::CONTENT_ENCODING).is_some());
            }
        }
        fs::remove_file(temp.path().join("a.css")).expect("removed");
        assert!(matches!(store.find("/a.css", Encoding::Gzip), Lookup::Nothing), "a remnant");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let temp = tempfile::tempdir().expect("a folder");
        let store = Store::of(temp.path(), HeaderMap::new());
        let size = SMALL as usize;
        for number in 0..ROOM / size + 2 {
            write(&temp.path().join(number.to_string()), vec![0; size]);
            bytes(&store, &format!("/{number}"));
            let kept = store.kept.read().expect("kept");
            assert_eq!(kept.bytes, kept.files.len() * size);
            assert!(kept.bytes <= ROOM);
        }
        write(&temp.path().join("large"), vec![0; size + 1]);
        let large = file(&store, "/large", Encoding::None);
        assert!(!large.is_kept());
        assert_eq!(large.size as usize, size + 1);
        // The file was replaced since it was found.
        write(&temp.path().join("other"), vec![0; size + 2]);
        fs::rename(temp.path().join("other"), temp.path().join("large")).expect("renamed");
        assert!(large.part(0..1).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn only_files_of_the_folder_are_found() {
        use std::os::unix::fs::symlink;

        let temp = tempfile::tempdir().expect("a folder");
        let outside = temp.path().join("secret.txt");
        write(&outside, "secret");
        let site = temp.path().join("site");
        fs::create_dir_all(site.join("posts")).expect("a folder");
        write(&site.join("posts/a.txt"), "a");
        write(&site.join(".env"), "secret");
        for (to, link) in [
            (outside.as_path(), "absolute.txt"),
            (Path::new("../secret.txt"), "relative.txt"),
            (Path::new(".env"), "hidden.txt"),
            (Path::new("/proc/self/environ"), "environ.txt"),
            (Path::new("/dev/zero"), "zero.txt"),
            (temp.path(), "up"),
            (Path::new("nowhere"), "dangling.txt"),
            (Path::new("posts/a.txt"), "inside.txt"),
            (Path::new("posts"), "folder"),
        ] {
            symlink(to, site.join(link)).expect("a link");
        }
        let pipe = std::process::Command::new("mkfifo").arg(site.join("pipe.txt")).status();
        assert!(pipe.is_ok_and(|status| status.success()));
        // A site is often a link to the release that holds.
        symlink(&site, temp.path().join("current")).expect("a link");
        for folder in [site, temp.path().join("current")] {
            let store = Store::of(&folder, HeaderMap::new());
            for path in ["absolute", "relative", "hidden", "environ", "zero", "dangling", "pipe"] {
                let found = store.find(&format!("/{path}.txt"), Encoding::None);
                assert!(matches!(found, Lookup::Nothing), "{path}: {found:?}");
            }
            assert!(matches!(store.find("/up/secret.txt", Encoding::None), Lookup::Nothing));
            for path in ["/inside.txt", "/folder/a.txt"] {
                assert_eq!(bytes(&store, path), "a", "{path}");
            }
        }
    }
}
