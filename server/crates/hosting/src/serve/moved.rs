//! Old addresses, and where their pages are now.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use axum::http::{HeaderValue, header};
use percent_encoding::percent_decode_str;

use super::store::{Encoding, Found, Store};
use crate::{MANIFEST, Manifest};

/// The redirects of the site as it is now.
#[derive(Debug, Default)]
pub(super) struct Moved(RwLock<Arc<Redirects>>);

#[derive(Debug, Default)]
struct Redirects {
    /// Names the manifest that they were read from.
    manifest: Option<HeaderValue>,
    /// Where each old address leads; not encoded, without a slash at its end.
    to: HashMap<String, String>,
}

impl Moved {
    /// Where the page that was at a path on the site is now, as a path on the site.
    pub(super) fn from(&self, path: &str, store: &Store) -> Option<String> {
        let known = self.known(store);
        if known.to.is_empty() {
            return None;
        }
        known.to.get(&key(path)?).cloned()
    }

    /// The same for what was at the front page with a query.
    pub(super) fn by_query(&self, query: &str, store: &Store) -> Option<String> {
        self.known(store).to.get(&format!("/?{query}")).cloned()
    }

    fn known(&self, store: &Store) -> Arc<Redirects> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        // While one site takes the place of another, the old redirects hold.
        let Found::File(file) = store.find(MANIFEST, Encoding::None) else {
            return known;
        };
        let tag = file.headers.get(header::ETAG).cloned();
        if tag.is_some() && known.manifest == tag {
            return known;
        }
        let Ok(manifest) = file.read() else {
            return known;
        };
        let redirects = serde_json::from_slice::<Manifest>(&manifest)
            .map(|manifest| manifest.redirects)
            .unwrap_or_default();
        let to = redirects.into_iter().filter_map(|moved| Some((key(&moved.from)?, moved.to)));
        let known = Arc::new(Redirects { to: to.collect(), manifest: tag });
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = known.clone();
        known
    }
}

fn key(path: &str) -> Option<String> {
    Some(percent_decode_str(path.trim_end_matches('/')).decode_utf8().ok()?.into_owned())
}
