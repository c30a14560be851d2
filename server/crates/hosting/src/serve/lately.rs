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

use super::{request::Packings, store::File};

/// After so long at the latest a file is looked at again. Nobody who publishes a site can come back to
/// see the old one so soon, and hundreds of requests are answered in that time.
const MOMENT: Duration = Duration::from_millis(10);

/// The files that requests of this moment were answered with.
#[derive(Debug)]
pub(super) struct Lately {
    /// When the moment began.
    since: Instant,
    /// By what was accepted, and the path that was asked for.
    files: HashMap<Packings, HashMap<String, Arc<File>>>,
}

impl Lately {
    /// Without an answer yet.
    pub(super) fn new(now: Instant) -> Self {
        Self { since: now, files: HashMap::new() }
    }

    /// The file for a request that comes `now`, if another one of this moment asked for the same.
    pub(super) fn find(
        &mut self,
        path: &str,
        packings: Packings,
        now: Instant,
    ) -> Option<Arc<File>> {
        if now.duration_since(self.since) >= MOMENT {
            *self = Self::new(now);
        }
        self.files.get(&packings)?.get(path).cloned()
    }

    /// Notes what a request is answered with.
    pub(super) fn note(&mut self, path: &str, packings: Packings, file: &Arc<File>) {
        self.files.entry(packings).or_default().insert(path.to_owned(), file.clone());
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{
        super::store::{Found, Packing, Store},
        *,
    };

    #[test]
    fn a_file_holds_for_the_moment_the_path_and_the_packings() {
        let temp = tempfile::tempdir().expect("a folder");
        fs::write(temp.path().join("a.txt"), "a").expect("written");
        let store = Store::of(temp.path(), HeaderMap::new());
        let Found::File(file) = store.find("/a.txt", Packing::None) else { panic!("no file") };
        let plain = Packings::of(&HeaderMap::new());
        let gzip = HeaderValue::from_static("gzip");
        let gzip = Packings::of(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, gzip)]));

        let start = Instant::now();
        let mut lately = Lately::new(start);
        assert!(lately.find("/a.txt", plain, start).is_none());
        lately.note("/a.txt", plain, &file);
        let soon = start + MOMENT / 2;
        let found = lately.find("/a.txt", plain, soon).expect("noted");
        assert!(Arc::ptr_eq(&found, &file));
        assert!(lately.find("/a.txt", gzip, soon).is_none());
        assert!(lately.find("/b.txt", plain, soon).is_none());
        assert!(lately.find("/a.txt", plain, start + MOMENT).is_none());
        assert!(lately.find("/a.txt", plain, soon).is_none(), "forgotten");
    }
}
