//! The data of pages: in memory, or fetched once.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use gloo_net::http::Request;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::AbortSignal;

use super::json;
use crate::{
    model::{BasePath, Document},
    routes::Route,
};

/// How long a fetch may take, in milliseconds, before the browser is asked to load the page.
const PATIENCE: u32 = 8_000;

/// A page whose data can't be had: missing, out of reach, or made for another app.
pub(super) struct Unavailable;

/// All documents that this tab has seen.
#[derive(Clone)]
pub(super) struct Documents(Rc<Inner>);

struct Inner {
    build: String,
    base: BasePath,
    known: RefCell<BTreeMap<Route, Known>>,
}

enum Known {
    /// Settles when the document is here or can't be had; everyone who wants it waits for the same.
    Coming(Promise),
    Here(Rc<Document>),
}

impl Documents {
    /// No documents yet, of a certain build of the site.
    pub(super) fn new(build: String, base: BasePath) -> Self {
        Self(Rc::new(Inner { build, base, known: RefCell::default() }))
    }

    /// Adds a document that came with the page.
    pub(super) fn insert(&self, route: Route, document: Document) {
        self.0.known.borrow_mut().insert(route, Known::Here(Rc::new(document)));
    }

    /// A document that is in memory.
    pub(super) fn here(&self, route: &Route) -> Option<Rc<Document>> {
        match self.0.known.borrow().get(route) {
            Some(Known::Here(document)) => Some(document.clone()),
            _ => None,
        }
    }

    /// A document, fetched if need be.
    pub(super) async fn get(&self, route: &Route) -> Result<Rc<Document>, Unavailable> {
        if let Some(coming) = self.prefetch(route) {
            // How it went shows in what is here afterwards.
            let _ = JsFuture::from(coming).await;
        }
        self.here(route).ok_or(Unavailable)
    }

    /// Sees to it that a document is here or on its way; answers with the way.
    pub(super) fn prefetch(&self, route: &Route) -> Option<Promise> {
        match self.0.known.borrow().get(route) {
            Some(Known::Here(_)) => return None,
            Some(Known::Coming(promise)) => return Some(promise.clone()),
            None => {}
        }
        let (this, wanted) = (self.clone(), route.clone());
        let coming = future_to_promise(async move {
            let fetched = this.fetch(&wanted).await;
            let mut known = this.0.known.borrow_mut();
            match fetched {
                Some(document) => known.insert(wanted, Known::Here(Rc::new(document))),
                // Forgotten, so that the next who wants it tries again.
                None => known.remove(&wanted),
            };
            Ok(JsValue::UNDEFINED)
        });
        self.0.known.borrow_mut().insert(route.clone(), Known::Coming(coming.clone()));
        Some(coming)
    }

    async fn fetch(&self, route: &Route) -> Option<Document> {
        let response = Request::get(&self.0.base.join(&route.data_path()))
            .abort_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)))
            .send()
            .await
            .ok()?;
        if !response.ok() {
            return None;
        }
        let document: Document = json::from_str(&response.text().await.ok()?).ok()?;
        (document.build == self.0.build).then_some(document)
    }
}
