//! A host for a site folder: what any static host does, as [`hosting`](crate::hosting) says.

mod address;
mod connection;
mod headers;
mod lately;
mod listen;
mod moved;
mod request;
mod store;

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use app::model::BasePath;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use hyper::service::service_fn;
use tower_http::services::ServeDir;

use self::{
    address::Leads,
    lately::Lately,
    moved::Moved,
    request::{Packings, Wants, wants},
    store::{File, Found, Packing, Store},
};
use crate::{
    error::{Error, Result},
    hosting::url_path,
    output::{Manifest, is_text},
};

pub use connection::Answers;
pub use listen::{Listener, asked_to_stop, run, take_many_connections};

/// A site folder at the path where it belongs.
#[derive(Clone, Debug)]
pub struct Host(Arc<Site>);

#[derive(Debug)]
struct Site {
    base: BasePath,
    /// What every answer says.
    any: HeaderMap,
    store: Store,
    moved: Moved,
    lately: Mutex<Lately>,
    /// For files that are too large to be kept in memory.
    large: ServeDir,
}

impl Host {
    /// Takes on a site folder.
    ///
    /// # Errors
    ///
    /// When no finished site is there.
    pub fn of(folder: &Path) -> Result<Self> {
        let manifest = Manifest::read(folder).map_err(|reason| {
            Error::new(format!(
                "there is no finished site in {}: {reason}\nbuild one with `blog build`",
                folder.display()
            ))
        })?;
        let large = ServeDir::new(folder)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip();
        let any = headers::of_any(&manifest.security);
        Ok(Self(Arc::new(Site {
            base: manifest.base_path,
            store: Store::of(folder, any.clone()),
            any,
            moved: Moved::default(),
            lately: Mutex::new(Lately::new(Instant::now())),
            large,
        })))
    }

    /// Where a reader begins, as a path on the host.
    pub fn home(&self) -> String {
        self.0.base.join("/")
    }

    /// The site as a service.
    pub fn service(self) -> impl Answers {
        service_fn(move |request| {
            let host = self.clone();
            async move { Ok(host.respond(request).await) }
        })
    }

    /// Answers one request.
    pub async fn respond<B>(&self, request: Request<B>) -> Response {
        // The body of a request is nobody's business here.
        let (request, _) = request.into_parts();
        self.0.respond(&request).await
    }
}

impl Site {
    async fn respond(&self, request: &Parts) -> Response {
        if !matches!(request.method, Method::GET | Method::HEAD) {
            let refused =
                (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET,HEAD")]).into_response();
            return self.with_any(refused);
        }
        let packings = Packings::of(&request.headers);
        if let Some(file) = self.lately().find(request.uri.path(), packings, Instant::now()) {
            return answer(request, &file);
        }
        let response = match address::leads(&request.uri, &self.base, &self.store, &self.moved) {
            Leads::To(path) => self.file(request, &path, packings).await,
            Leads::Elsewhere(status, location) => {
                (status, [(header::LOCATION, location)]).into_response()
            }
            Leads::Nowhere => self.missing(request, packings),
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

    fn lately(&self) -> MutexGuard<'_, Lately> {
        self.lately.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file at a path below the folder.
    async fn file(&self, request: &Parts, path: &str, packings: Packings) -> Response {
        match self.best(path, packings) {
            Found::Small(file) => {
                self.lately().note(request.uri.path(), packings, &file);
                answer(request, &file)
            }
            // In a box: it is large, and would be moved with every other answer.
            Found::Large => Box::pin(self.large(request, path, packings)).await,
            Found::Folder | Found::Nothing => self.missing(request, packings),
        }
    }

    /// A file, packed as well as it is and the browser takes.
    fn best(&self, path: &str, packings: Packings) -> Found {
        let is_packed = is_text(path);
        packings
            .in_turn()
            .filter(|packing| is_packed || *packing == Packing::None)
            .map(|packing| self.store.find(path, packing))
            .find(|found| !matches!(found, Found::Nothing))
            .unwrap_or(Found::Nothing)
    }

    async fn large(&self, request: &Parts, path: &str, packings: Packings) -> Response {
        let mut asked = Request::new(Body::empty());
        asked.method_mut().clone_from(&request.method);
        asked.headers_mut().clone_from(&request.headers);
        if let Ok(uri) = url_path(path).parse() {
            *asked.uri_mut() = uri;
        }
        match self.large.clone().try_call(asked).await {
            Ok(response) if response.status() != StatusCode::NOT_FOUND => {
                let mut response = response.into_response();
                response.headers_mut().extend(headers::of_file(path, &self.any));
                response
            }
            _ => self.missing(request, packings),
        }
    }

    /// The page that stands where nothing does. Conditions and ranges are about the file that was
    /// asked for, not about this one.
    fn missing(&self, request: &Parts, packings: Packings) -> Response {
        let mut response = match self.best("/404.html", packings) {
            Found::Small(page) => whole(request, &page),
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
fn answer(request: &Parts, file: &File) -> Response {
    let size = file.bytes.len();
    let mut response = whole(request, file);
    match wants(&request.headers, file) {
        Wants::Whole => return response,
        Wants::Part(range) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let (start, end) = (range.start, range.end - 1);
            say(&mut response, header::CONTENT_RANGE, format!("bytes {start}-{end}/{size}"));
            say(&mut response, header::CONTENT_LENGTH, range.len().to_string());
            if request.method == Method::GET {
                *response.body_mut() = file.bytes.slice(range).into();
            }
            return response;
        }
        Wants::Nothing => *response.status_mut() = StatusCode::NOT_MODIFIED,
        Wants::Another => *response.status_mut() = StatusCode::PRECONDITION_FAILED,
        Wants::Beyond => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            say(&mut response, header::CONTENT_RANGE, format!("bytes */{size}"));
        }
    }
    // These have no content that could be told of.
    for header in [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::CONTENT_ENCODING] {
        response.headers_mut().remove(header);
    }
    *response.body_mut() = Body::empty();
    response
}

/// All of a file.
fn whole(request: &Parts, file: &File) -> Response {
    let body = match request.method {
        Method::HEAD => Body::empty(),
        _ => file.bytes.clone().into(),
    };
    let mut response = Response::new(body);
    response.headers_mut().clone_from(&file.headers);
    response
}

fn say(response: &mut Response, name: header::HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}
