//! What every answer says beside its content: see [`hosting`](crate).

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{REVALIDATE, Security, cache_control, content_type, of_language};

/// What every answer of a site says.
pub(super) fn of_any(security: &Security) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in security.headers() {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(REVALIDATE));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers
}

/// What the answer with the file at a path on the site says, all that any says included.
pub(super) fn of_file(path: &str, languages: &[String], any: &HeaderMap) -> HeaderMap {
    let mut headers = any.clone();
    let path = of_language(path, languages);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control(path)));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    headers
}
