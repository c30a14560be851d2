//! A host for a site folder: what any static host does, as [`hosting`](crate) says.

mod address;
mod authority;
mod connection;
mod connections;
mod headers;
mod limits;
mod listen;
mod micro_cache;
mod moved;
mod request;
mod store;

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Instant,
};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use diagnostics::{Error, Result};
use hyper::service::service_fn;
use model::BasePath;

use crate::{
    MANIFEST, Manifest, is_text,
    serve::{
        address::Resolved,
        micro_cache::{MOMENT, MicroCache},
        moved::Moved,
        request::{Conditional, Encodings, conditional},
        store::{Encoding, Lookup, ServedFile, Store},
    },
};

pub use authority::authority;
pub use connection::Answers;
pub use listen::{Listener, asked_to_stop, run, take_many_connections};

/// A site folder at the path where it belongs.
#[derive(Clone, Debug)]
pub struct Host(Arc<Served>);

#[derive(Debug)]
struct Served {
    folder: PathBuf,
    now: RwLock<Now>,
}

/// The site that is there now, and when that was looked at.
#[derive(Debug)]
struct Now {
    site: Arc<Site>,
    looked: Instant,
}

#[derive(Debug)]
struct Site {
    /// Names the manifest that all of this is from.
    manifest: Option<HeaderValue>,
    base: BasePath,
    /// What every answer says.
    any: HeaderMap,
    store: Store,
    /// Where the languages are that come behind the first.
    languages: Vec<String>,
    moved: Moved,
    micro_cache: Mutex<MicroCache>,
}

impl Host {
    /// Takes on a site folder.
    ///
    /// # Errors
    ///
    /// When no finished site is there.
    pub fn of(folder: &Path) -> Result<Self> {
        let site = Site::of(folder).map_err(|reason| {
            Error::new(format!(
                "there is no finished site in {}: {reason}\nbuild one with `blog build`",
                folder.display()
            ))
        })?;
        let now = RwLock::new(Now { site: Arc::new(site), looked: Instant::now() });
        Ok(Self(Arc::new(Served { folder: folder.to_owned(), now })))
    }

    /// Where a reader begins, as a path on the host.
    pub fn home(&self) -> String {
        self.site().base.join("/")
    }

    /// The site as it is now. Another one has another policy: with the old one, browsers would keep the
    /// styles of its pages out.
    fn site(&self) -> Arc<Site> {
        let Served { folder, now } = &*self.0;
        {
            let now = now.read().unwrap_or_else(PoisonError::into_inner);
            if now.looked.elapsed() < MOMENT {
                return now.site.clone();
            }
        }
        let mut now = now.write().unwrap_or_else(PoisonError::into_inner);
        if now.looked.elapsed() >= MOMENT {
            now.looked = Instant::now();
            // While one takes the place of another, what is known of the old one holds.
            if now.site.is_replaced()
                && let Ok(site) = Site::of(folder)
            {
                now.site = Arc::new(site);
            }
        }
        now.site.clone()
    }

    /// The site as a service.
    pub fn service(self) -> impl Answers {
        service_fn(move |request| {
            let host = self.clone();
            async move { Ok(host.respond(request)) }
        })
    }

    /// Answers one request.
    pub fn respond<B>(&self, request: Request<B>) -> Response {
        // The body of a request is nobody's business here.
        let (request, _) = request.into_parts();
        self.site().respond(&request)
    }
}

impl Site {
    fn of(folder: &Path) -> Result<Self> {
        // Asked for first: should another site come meanwhile, the next look notices.
        let named = tag_of_manifest(&Store::of(folder, HeaderMap::new()));
        let manifest = Manifest::read(folder)?;
        let any = headers::of_any(&manifest.security);
        let store = Store::of(folder, any.clone()).with_languages(manifest.languages.clone());
        Ok(Self {
            manifest: named,
            base: manifest.base_path,
            store,
            languages: manifest.languages,
            any,
            moved: Moved::of(manifest.redirects),
            micro_cache: Mutex::new(MicroCache::new(Instant::now())),
        })
    }

    /// Whether another site has taken the place of this one.
    fn is_replaced(&self) -> bool {
        let now = tag_of_manifest(&self.store);
        now.is_some() && now != self.manifest
    }

    fn respond(&self, request: &Parts) -> Response {
        if let Err(refused) = authority(request) {
            return self.with_any(*refused);
        }
        if !matches!(request.method, Method::GET | Method::HEAD) {
            let refused =
                (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET,HEAD")]).into_response();
            return self.with_any(refused);
        }
        let encodings = Encodings::of(&request.headers);
        // A query may have been an address.
        let is_path = request.uri.query().is_none();
        let remembered = || self.micro_cache().find(request.uri.path(), encodings, Instant::now());
        if let Some(file) = is_path.then(remembered).flatten() {
            return answer(request, &file);
        }
        let response = match address::resolve(&request.uri, &self.base, &self.store, &self.moved) {
            Resolved::To(path) => self.file(request, &path, encodings),
            Resolved::Elsewhere(status, location) => {
                (status, [(header::LOCATION, location)]).into_response()
            }
            Resolved::Nowhere => self.missing(request, encodings),
        };
        self.with_any(response)
    }

    /// An answer, with what every one says.
    fn with_any(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        for (name, value) in &self.any {
            if !headers.contains_key(name) {
                headers.insert(name, value.clone());
            }
        }
        response
    }

    fn micro_cache(&self) -> MutexGuard<'_, MicroCache> {
        self.micro_cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file at a path below the folder.
    fn file(&self, request: &Parts, path: &str, encodings: Encodings) -> Response {
        match self.best(path, encodings) {
            Lookup::File(file) => {
                // A large one is opened for each answer, and may be another then.
                if file.is_kept() {
                    self.micro_cache().note(request.uri.path(), encodings, &file);
                }
                answer(request, &file)
            }
            Lookup::Unreadable => unavailable(),
            Lookup::Nothing if self.is_there(path) => StatusCode::NOT_ACCEPTABLE.into_response(),
            Lookup::Nothing | Lookup::Folder => self.missing(request, encodings),
        }
    }

    /// A file in that of the encodings it has which the browser likes most.
    fn best(&self, path: &str, encodings: Encodings) -> Lookup {
        let is_packed = is_text(path);
        encodings
            .in_turn()
            .filter(|encoding| is_packed || *encoding == Encoding::None)
            .map(|encoding| self.store.find(path, encoding))
            .find(|found| !matches!(found, Lookup::Nothing))
            .unwrap_or(Lookup::Nothing)
    }

    fn is_there(&self, path: &str) -> bool {
        matches!(self.store.find(path, Encoding::None), Lookup::File(_))
    }

    /// The page that stands where nothing does. Conditions and ranges are about the file that was
    /// asked for, not about this one.
    fn missing(&self, request: &Parts, encodings: Encodings) -> Response {
        let own = self.base.strip(request.uri.path()).unwrap_or_default();
        let own = self.languages.iter().find(|prefix| {
            own.strip_prefix(&***prefix).is_some_and(|below| below.starts_with('/'))
        });
        let page = format!("{}/404.html", own.map_or("", String::as_str));
        let mut response = match self.best(&page, encodings) {
            Lookup::File(page) => part(request, &page, 0..page.size),
            _ => "404: nothing is here\n".into_response(),
        };
        *response.status_mut() = StatusCode::NOT_FOUND;
        for header in [header::ETAG, header::LAST_MODIFIED, header::ACCEPT_RANGES] {
            response.headers_mut().remove(header);
        }
        response
    }
}

/// What is asked of a file that is there.
fn answer(request: &Parts, file: &ServedFile) -> Response {
    let size = file.size;
    let (status, range) = match conditional(&request.method, &request.headers, file) {
        Conditional::Whole => return part(request, file, 0..size),
        Conditional::Part(range) => {
            let mut response = part(request, file, range.clone());
            if response.status() == StatusCode::OK {
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                let (start, end) = (range.start, range.end - 1);
                say(&mut response, header::CONTENT_RANGE, format!("bytes {start}-{end}/{size}"));
            }
            return response;
        }
        Conditional::Nothing => (StatusCode::NOT_MODIFIED, None),
        Conditional::Another => (StatusCode::PRECONDITION_FAILED, None),
        Conditional::Beyond => (StatusCode::RANGE_NOT_SATISFIABLE, Some(format!("bytes */{size}"))),
    };
    let mut response = Response::default();
    *response.status_mut() = status;
    response.headers_mut().clone_from(&file.headers);
    // These have no content that could be told of.
    for header in [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::CONTENT_ENCODING] {
        response.headers_mut().remove(header);
    }
    if let Some(range) = range {
        say(&mut response, header::CONTENT_RANGE, range);
    }
    response
}

/// Some of a file, or all of it.
fn part(request: &Parts, file: &ServedFile, range: Range<u64>) -> Response {
    let length = range.end - range.start;
    let body = match request.method {
        Method::HEAD => Ok(Body::empty()),
        _ => file.part(range),
    };
    let Ok(body) = body else { return unavailable() };
    let mut response = Response::new(body);
    response.headers_mut().clone_from(&file.headers);
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// A file is there, but the system doesn't give it away now.
fn unavailable() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "1")]).into_response()
}

fn say(response: &mut Response, name: header::HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}

/// What names the manifest that is there now.
fn tag_of_manifest(store: &Store) -> Option<HeaderValue> {
    match store.find(MANIFEST, Encoding::None) {
        Lookup::File(file) => file.headers.get(header::ETAG).cloned(),
        _ => None,
    }
}
