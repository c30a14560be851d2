//! What addresses led to a moment ago.
//!
//! Finding a file takes a few questions to the file system, and an answer costs little more than
//! they do. A site under load is asked for the same pages again and again; what was found out for one
//! request then holds for the others of that moment.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{request::Encodings, store::ServedFile};

/// A file is looked at again after 10 ms at the latest. Under load, hundreds of requests are answered in
/// that time.
pub(super) const MOMENT: Duration = Duration::from_millis(10);

/// The files that requests of this moment were answered with.
#[derive(Debug)]
pub(super) struct MicroCache {
    /// When the moment began.
    since: Instant,
    /// By what was accepted, and the path that was asked for.
    files: HashMap<Encodings, HashMap<String, Arc<ServedFile>>>,
}

impl MicroCache {
    /// Without an answer yet.
    pub(super) fn new(now: Instant) -> Self {
        Self { since: now, files: HashMap::new() }
    }

    /// The file for a request that comes `now`, if another one of this moment asked for the same.
    pub(super) fn find(
        &mut self,
        path: &str,
        encodings: Encodings,
        now: Instant,
    ) -> Option<Arc<ServedFile>> {
        if now.duration_since(self.since) >= MOMENT {
            *self = Self::new(now);
        }
        self.files.get(&encodings)?.get(path).cloned()
    }

    /// Notes what a request is answered with.
    pub(super) fn note(&mut self, path: &str, encodings: Encodings, file: &Arc<ServedFile>) {
        self.files.entry(encodings).or_default().insert(path.to_owned(), file.clone());
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{
        super::store::{Encoding, Lookup, Store},
        *,
    };

    #[test]
    fn a_file_holds_for_the_moment_the_path_and_the_packings() {
        let temp = tempfile::tempdir().expect("a folder");
        fs::write(temp.path().join("a.txt"), "a").expect("written");
        let store = Store::of(temp.path(), HeaderMap::new());
        let Lookup::File(file) = store.find("/a.txt", Encoding::None) else { panic!("no file") };
        let plain = Encodings::of(&HeaderMap::new());
        let gzip = HeaderValue::from_static("gzip");
        let gzip = Encodings::of(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, gzip)]));

        let start = Instant::now();
        let mut cache = MicroCache::new(start);
        assert!(cache.find("/a.txt", plain, start).is_none());
        cache.note("/a.txt", plain, &file);
        let soon = start + MOMENT / 2;
        let found = cache.find("/a.txt", plain, soon).expect("noted");
        assert!(Arc::ptr_eq(&found, &file));
        assert!(cache.find("/a.txt", gzip, soon).is_none());
        assert!(cache.find("/b.txt", plain, soon).is_none());
        assert!(cache.find("/a.txt", plain, start + MOMENT).is_none());
        assert!(cache.find("/a.txt", plain, soon).is_none(), "forgotten");
    }
}
