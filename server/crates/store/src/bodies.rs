//! The long texts of a content folder, in a file: all of them together are too much to hold in
//! memory, and a later run need not make them again.
//!
//! Texts are only ever appended. What an earlier run left is read by its name, so that a file which
//! is damaged, or another one, is noticed.

use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    io,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::SystemTime,
};

use model::Body;
use serde::{Deserialize, Serialize};

use crate::{
    Cache, Key,
    fs::{read_at, write_at},
};

/// A file of texts.
#[derive(Debug, Default)]
pub struct BodyStore {
    /// `None` where there is no room for one.
    file: Option<File>,
    /// Where the next text goes.
    end: AtomicU64,
    /// What lies before this an earlier run wrote.
    recalled: u64,
    /// The texts before that which were read and are what they should be, by where they begin.
    sound: Mutex<HashSet<u64>>,
    /// Whether a text could not be kept, or was another one when it was read.
    failed: AtomicBool,
}

/// A text in a file.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct StoredBody {
    name: Key,
    at: u64,
    size: usize,
}

impl BodyStore {
    /// An empty file: for this run alone, unless a place for it is given.
    pub fn new(place: Option<&Path>, cache: &Cache) -> Self {
        let kept = place.map(|place| create(place).inspect_err(|e| cache.note(place, e)));
        // Where none can be kept, one for this run will do.
        let file = kept.and_then(Result::ok).or_else(|| cache.temporary_file().ok());
        Self { file, ..Self::default() }
    }

    /// The file that an earlier run left, which ends where it says; unless another run is at work with
    /// it, and writes where this one would.
    pub fn recall(place: &Path, end: u64) -> Option<Self> {
        let file = OpenOptions::new().read(true).write(true).open(place).ok()?;
        file.try_lock().ok()?;
        // The cache is cleared of what is of no use any more.
        let _ = file.set_modified(SystemTime::now());
        let whole = file.metadata().ok()?.len() >= end;
        let file = whole.then_some(file)?;
        Some(Self { file: Some(file), end: end.into(), recalled: end, ..Self::default() })
    }

    /// Where the file ends.
    pub fn end(&self) -> u64 {
        self.end.load(Ordering::Relaxed)
    }

    /// Whether a text is not what it should be.
    pub fn have_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Keeps a text.
    pub fn keep(&self, text: &str) -> StoredBody {
        let at = self.end.fetch_add(text.len() as u64, Ordering::Relaxed);
        let written = self.file.as_ref().map(|file| write_at(file, text.as_bytes(), at));
        if !matches!(written, Some(Ok(()))) {
            self.failed.store(true, Ordering::Relaxed);
        }
        StoredBody { name: Key::of([b"body", text.as_bytes()]), at, size: text.len() }
    }

    /// A text, read whenever somebody asks for it.
    pub fn body(self: &Arc<Self>, kept: StoredBody) -> Body {
        let bodies = self.clone();
        Body::elsewhere(*kept.name.bytes(), kept.size, move || {
            bodies.read(kept).unwrap_or_else(|| {
                bodies.failed.store(true, Ordering::Relaxed);
                String::new()
            })
        })
    }

    fn read(&self, kept: StoredBody) -> Option<String> {
        let mut bytes = vec![0; kept.size];
        read_at(self.file.as_ref()?, &mut bytes, kept.at).ok()?;
        let is_ours = kept.at >= self.recalled;
        (is_ours || self.is_sound(kept, &bytes)).then(|| String::from_utf8(bytes).ok())?
    }

    /// Whether what was read is the text that an earlier run kept. Each is looked at once: a text is read for
    /// its page, its document, the index and more.
    fn is_sound(&self, kept: StoredBody, bytes: &[u8]) -> bool {
        let sound = || self.sound.lock().unwrap_or_else(PoisonError::into_inner);
        if sound().contains(&kept.at) {
            return true;
        }
        let is_sound = Key::of([b"body", bytes]) == kept.name;
        if is_sound {
            sound().insert(kept.at);
        }
        is_sound
    }
}

impl StoredBody {
    /// How many bytes the text has.
    pub fn size(&self) -> usize {
        self.size
    }
}

fn create(place: &Path) -> io::Result<File> {
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Another run may still read the one that is there.
    let _ = std::fs::remove_file(place);
    let file = OpenOptions::new().read(true).write(true).create_new(true).open(place)?;
    let _ = file.try_lock();
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_kept_another_reads_unless_it_is_damaged() {
        let temp = tempfile::tempdir().expect("a folder");
        let place = temp.path().join("below/bodies");
        let first = Arc::new(BodyStore::new(Some(&place), &Cache::default()));
        let (one, two) = (first.keep("eins"), first.keep("zwei"));
        assert_eq!([one, two].map(|kept| first.body(kept).to_string()), ["eins", "zwei"]);
        assert!(BodyStore::recall(&place, first.end()).is_none(), "another one writes there");
        let end = first.end();
        drop(first);
        assert!(BodyStore::recall(&place, end + 1).is_none(), "it is not as long");
        let second = Arc::new(BodyStore::recall(&place, end).expect("a file"));
        let three = second.keep("drei");
        assert_eq!([two, three].map(|kept| second.body(kept).to_string()), ["zwei", "drei"]);
        assert!(!second.have_failed());
        std::fs::write(&place, "damaged, and long enough").expect("written");
        assert_eq!(second.body(one).to_string(), "");
        assert!(second.have_failed());
    }
}
