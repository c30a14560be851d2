//! The site as it is now, on pages that know when they are out of date.

use std::{convert::Infallible, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{self, Request},
    http::{HeaderValue, Method, StatusCode, header},
    middleware,
    response::{
        Html, IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::get,
};
use hosting::content_type;
use serde_json::json;
use tokio::sync::watch::Receiver;
use tokio_stream::{Stream, StreamExt, wrappers::WatchStream};

use super::{
    origin::{PreviewNames, guard},
    site_state::SiteState,
};

/// The outcome of the builds so far.
#[derive(Clone, Default)]
pub(super) struct BuildState {
    /// Names the last good build.
    pub(super) version: String,
    /// What was wrong with the last build, if it was not the good one.
    pub(super) fault: Option<String>,
    /// The last good site.
    pub(super) shown: Option<Arc<SiteState>>,
}

type Now = extract::State<Receiver<BuildState>>;

/// The last good site, and what the pages need to follow it.
pub(super) fn router(state: Receiver<BuildState>, names: PreviewNames) -> Router {
    let script = ([(header::CONTENT_TYPE, "text/javascript")], include_str!("client.js"));
    let style = ([(header::CONTENT_TYPE, "text/css")], include_str!("client.css"));
    Router::new()
        .route("/__dev/client.js", get(script))
        .route("/__dev/client.css", get(style))
        .route("/__dev/events", get(events))
        .fallback(page)
        .with_state(state)
        .layer(middleware::from_fn_with_state(names, guard))
}

/// Tells a page the state now, and whenever it changes.
async fn events(extract::State(state): Now) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = WatchStream::new(state).map(|state| {
        let told = json!({ "version": state.version, "fault": state.fault });
        Ok(Event::default().data(told.to_string()))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// What the last good site answers, with the script that follows the builds.
async fn page(extract::State(state): Now, mut request: Request) -> Response {
    let BuildState { version, shown, .. } = state.borrow().clone();
    ask_for_all(&mut request);
    let known = shown.filter(|shown| shown.knows(request.uri().path()));
    let response = match known {
        Some(shown) => shown.respond(request).await,
        None => (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_YET)).into_response(),
    };
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page { with_script(response, &version).await } else { response }
}

/// Asks for the content too, whose length `HEAD` is about; and of a page for all of it, since the
/// script makes it another one than a condition or a range could be about.
fn ask_for_all(request: &mut Request) {
    let path = request.uri().path();
    let is_of_page = path.ends_with('/') || content_type(path).starts_with("text/html");
    let is_head = request.method() == Method::HEAD;
    let headers = request.headers_mut();
    if is_head || is_of_page {
        headers.remove(header::RANGE);
    }
    if is_of_page {
        for condition in [
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            header::IF_MODIFIED_SINCE,
            header::IF_UNMODIFIED_SINCE,
        ] {
            headers.remove(condition);
        }
    }
    if is_head {
        *request.method_mut() = Method::GET;
    }
}

/// What stands for every page before the first good build, and for those that wait for texts to be read.
const NOT_YET: &str = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
    <title>Building</title></head>\
    <body><p>The site is not built yet. This page will show it.</p></body></html>\n";

async fn with_script(response: Response, version: &str) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let html = String::from_utf8_lossy(&bytes);
    let script = format!("<script src=\"/__dev/client.js?version={version}\" defer></script>");
    let html = match html.split_once("</head>") {
        Some((head, rest)) => format!("{head}{script}</head>{rest}"),
        // No page of ours.
        None => html.into_owned(),
    };
    for stale in
        [header::CONTENT_LENGTH, header::ETAG, header::LAST_MODIFIED, header::ACCEPT_RANGES]
    {
        parts.headers.remove(stale);
    }
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, Body::from(html))
}
