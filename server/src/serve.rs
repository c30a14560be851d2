//! A host for a site folder: what any static host does, and nothing else.

mod address;
mod headers;
mod listen;

use std::path::{Path, PathBuf};

use app::model::BasePath;
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use tower_http::services::{ServeDir, ServeFile};

use self::address::Leads;
use crate::{
    error::{Error, Result},
    output::Manifest,
};

pub use listen::{Listener, asked_to_stop, run};

/// A site folder at the path where it belongs.
#[derive(Clone, Debug)]
pub struct Host {
    folder: PathBuf,
    base: BasePath,
    files: ServeDir,
    missing: ServeFile,
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
        Ok(Self::at(folder, manifest.base_path))
    }

    /// Serves what is in a folder at any time below a path.
    pub(crate) fn at(folder: &Path, base: BasePath) -> Self {
        Self {
            files: ServeDir::new(folder)
                // A redirect has to know the path that the site lives under: see `address`.
                .redirect_to_trailing_slash(false)
                .precompressed_br()
                .precompressed_gzip(),
            missing: ServeFile::new(folder.join("404.html"))
                .precompressed_br()
                .precompressed_gzip(),
            folder: folder.to_owned(),
            base,
        }
    }

    /// Where a reader begins, as a path on the host.
    pub fn home(&self) -> String {
        self.base.join("/")
    }

    /// The site as a service.
    pub fn router(self) -> Router {
        let respond = async |State(host): State<Self>, request| host.respond(request).await;
        Router::new().fallback(respond).with_state(self)
    }

    /// Answers one request.
    pub async fn respond(&self, request: Request) -> Response {
        // The body of a request is nobody's business here.
        let (request, _) = request.into_parts();
        let leads = address::leads(&request.uri, &self.base, &self.folder).await;
        let (mut response, path) = match leads {
            Leads::To(path) => (self.file(&request, &path).await, Some(path)),
            Leads::Elsewhere(status, location) => {
                ((status, [(header::LOCATION, location)]).into_response(), None)
            }
            Leads::Nowhere => (self.missing(&request).await, None),
        };
        headers::add(&mut response, path.as_deref());
        response
    }

    /// The file at a path on the site.
    async fn file(&self, request: &Parts, path: &str) -> Response {
        let mut asked = Request::new(Body::empty());
        asked.method_mut().clone_from(&request.method);
        asked.headers_mut().clone_from(&request.headers);
        if let Ok(uri) = path.parse() {
            *asked.uri_mut() = uri;
        }
        match self.files.clone().try_call(asked).await {
            Ok(response) if response.status() != StatusCode::NOT_FOUND => response.into_response(),
            _ => self.missing(request).await,
        }
    }

    /// The page that stands where nothing does.
    async fn missing(&self, request: &Parts) -> Response {
        let mut asked = Request::new(Body::empty());
        asked.method_mut().clone_from(&request.method);
        // Conditions and ranges are about the file that was asked for, not about this one.
        if let Some(encodings) = request.headers.get(header::ACCEPT_ENCODING) {
            asked.headers_mut().insert(header::ACCEPT_ENCODING, encodings.clone());
        }
        let mut response = match self.missing.clone().try_call(asked).await {
            Ok(response) => response.into_response(),
            Err(_) => (StatusCode::NOT_FOUND, "404: nothing is here\n").into_response(),
        };
        if response.status() == StatusCode::OK {
            *response.status_mut() = StatusCode::NOT_FOUND;
        }
        response
    }
}
