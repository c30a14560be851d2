//! Data of the site: in memory, or fetched once.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use gloo_net::http::Request;
use js_sys::Promise;
use model::{Document, PostRow, Postings, Site, Tag, lists, routes::Route};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortSignal, RequestInit, Response};

use super::read::Read;

/// How long a fetch may take, in milliseconds, before the browser is asked to load the page.
const PATIENCE: u32 = 8_000;

/// Data that can't be had: missing, out of reach, or made for another app.
pub(super) struct Unavailable;

/// A file of data that is not in memory.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct MissingFile {
    /// A path on this site.
    path: String,
    kind: RequestKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RequestKind {
    Document,
    /// `unheard` of a tag that the filter does not offer, and which may have no posts.
    Postings {
        unheard: bool,
    },
    Offered,
    Shard,
}

/// Posts of a tag.
#[derive(Default)]
pub(super) struct Tagged {
    /// Their numbers, in ascending order.
    pub(super) numbers: Vec<u32>,
    /// As in [`Postings::older`].
    pub(super) older: usize,
    /// As in [`Postings::co_counts`].
    pub(super) co_counts: Vec<u32>,
}

impl Tagged {
    /// Whether a post is one of these.
    pub(super) fn has(&self, number: u32) -> bool {
        self.numbers.binary_search(&number).is_ok()
    }
}

impl From<Postings> for Tagged {
    fn from(postings: Postings) -> Self {
        let numbers = postings.numbers().collect();
        let Postings { older, co_counts, .. } = postings;
        Self { numbers, older, co_counts }
    }
}

/// All data that this tab has seen.
#[derive(Clone)]
pub(super) struct Documents(Rc<Inner>);

struct Inner {
    build: String,
    site: Arc<Site>,
    /// By path on this site. A list: a tree of these would weigh more than all of this file.
    known: RefCell<Vec<(String, CachedDocument)>>,
}

#[derive(Clone)]
enum CachedDocument {
    /// Settles when the data is here or can't be had; everyone who wants it waits for the same.
    Coming(Promise),
    Document(Rc<Document>),
    Postings(Rc<Tagged>),
    Offered(Rc<Vec<Tagged>>),
    Shard(Rc<Vec<PostRow>>),
}

impl Documents {
    /// No documents yet, of a certain build of the site.
    pub(super) fn new(build: String, site: Arc<Site>) -> Self {
        Self(Rc::new(Inner { build, site, known: RefCell::default() }))
    }

    /// Adds a document that came with the page.
    pub(super) fn insert(&self, route: &Route, document: Document) {
        self.keep(
            &self.0.site.routes.data_path(route),
            Some(CachedDocument::Document(Rc::new(document))),
        );
    }

    /// The document of a page.
    pub(super) fn document(&self, route: &Route) -> Result<Rc<Document>, MissingFile> {
        let path = self.0.site.routes.data_path(route);
        match self.known(&path) {
            Some(CachedDocument::Document(document)) => Ok(document),
            _ => Err(MissingFile { path, kind: RequestKind::Document }),
        }
    }

    /// The newest posts of a tag, as the lists of a revision have them.
    pub(super) fn newest(
        &self,
        revision: &str,
        tag: &Tag,
        unheard: bool,
    ) -> Result<Rc<Tagged>, MissingFile> {
        let path = lists::postings_file(&lists::folder(&self.0.build, revision), tag);
        self.postings(path, unheard)
    }

    /// The other posts of a tag that has more of them.
    pub(super) fn older(&self, revision: &str, tag: &Tag) -> Result<Rc<Tagged>, MissingFile> {
        self.postings(lists::older_file(&lists::folder(&self.0.build, revision), tag), false)
    }

    fn postings(&self, path: String, unheard: bool) -> Result<Rc<Tagged>, MissingFile> {
        match self.known(&path) {
            Some(CachedDocument::Postings(postings)) => Ok(postings),
            _ => Err(MissingFile { path, kind: RequestKind::Postings { unheard } }),
        }
    }

    /// The posts of each tag that the filter offers, in its order.
    pub(super) fn offered(&self, revision: &str) -> Result<Rc<Vec<Tagged>>, MissingFile> {
        let path = lists::offered_file(&lists::folder(&self.0.build, revision));
        match self.known(&path) {
            Some(CachedDocument::Offered(offered)) => Ok(offered),
            _ => Err(MissingFile { path, kind: RequestKind::Offered }),
        }
    }

    /// What the lists of a revision show of some posts.
    pub(super) fn shard(
        &self,
        revision: &str,
        number: usize,
    ) -> Result<Rc<Vec<PostRow>>, MissingFile> {
        let path = lists::shard_file(&lists::folder(&self.0.build, revision), number);
        match self.known(&path) {
            Some(CachedDocument::Shard(shard)) => Ok(shard),
            _ => Err(MissingFile { path, kind: RequestKind::Shard }),
        }
    }

    fn known(&self, path: &str) -> Option<CachedDocument> {
        let known = self.0.known.borrow();
        known.iter().find(|(known, _)| known == path).map(|(_, data)| data.clone())
    }

    /// Keeps data in the place of what was known of the same path, or forgets that.
    fn keep(&self, path: &str, data: Option<CachedDocument>) {
        let mut known = self.0.known.borrow_mut();
        known.retain(|(known, _)| known != path);
        known.extend(data.map(|data| (path.to_owned(), data)));
    }

    /// Fetches data, all at once.
    pub(super) async fn fetch(&self, wanted: Vec<MissingFile>) -> Result<(), Unavailable> {
        let coming: Vec<_> =
            wanted.into_iter().map(|wanted| (wanted.path.clone(), self.coming(wanted))).collect();
        for (path, promise) in coming {
            // How it went shows in what is here afterwards.
            let _ = JsFuture::from(promise).await;
            if self.known(&path).is_none() {
                return Err(Unavailable);
            }
        }
        Ok(())
    }

    /// Data on its way.
    fn coming(&self, wanted: MissingFile) -> Promise {
        if let Some(CachedDocument::Coming(promise)) = self.known(&wanted.path) {
            return promise;
        }
        let (this, path) = (self.clone(), wanted.path.clone());
        let coming = future_to_promise(async move {
            // What can't be had is forgotten, so that the next who wants it tries again.
            let fetched = this.read(&wanted).await;
            this.keep(&wanted.path, fetched);
            Ok(JsValue::UNDEFINED)
        });
        self.keep(&path, Some(CachedDocument::Coming(coming.clone())));
        coming
    }

    async fn read(&self, wanted: &MissingFile) -> Option<CachedDocument> {
        // What puts a request together in other ways would weigh three times as much as all else here.
        let options = RequestInit::new();
        options.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
        let address = self.0.site.base_path().join(&wanted.path);
        let request = web_sys::Request::new_with_str_and_init(&address, &options).ok()?;
        let response = Request::from(request).send().await.ok()?;
        if !response.ok() {
            let none =
                wanted.kind == RequestKind::Postings { unheard: true } && response.status() == 404;
            return none.then(|| CachedDocument::Postings(Rc::default()));
        }
        // Read by the browser, see `read`.
        let value = JsFuture::from(Response::from(response).json().ok()?).await.ok()?;
        Some(match wanted.kind {
            RequestKind::Document => {
                let document: Document = Read::read(&value)?;
                if document.build != self.0.build {
                    return None;
                }
                CachedDocument::Document(Rc::new(document))
            }
            RequestKind::Postings { .. } => {
                let postings: Postings = Read::read(&value)?;
                CachedDocument::Postings(Rc::new(postings.into()))
            }
            RequestKind::Offered => {
                let offered: Vec<Postings> = Read::read(&value)?;
                CachedDocument::Offered(Rc::new(offered.into_iter().map(Tagged::from).collect()))
            }
            RequestKind::Shard => CachedDocument::Shard(Rc::new(Read::read(&value)?)),
        })
    }
}
