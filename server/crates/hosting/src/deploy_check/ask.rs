//! Requests, and what comes back.

use std::{io::Read, time::Duration};

use diagnostics::{Error, Result};
use flate2::read::GzDecoder;
use ureq::{Agent, http::HeaderMap};
use url::Url;

/// A host that takes longer is one that doesn't answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// No file of a site that is asked for is larger, in bytes.
const LIMIT: u64 = 64 << 20;

/// Asks, and follows no redirect.
pub(super) struct Asker(Agent);

/// What came back.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) url: Url,
    pub(super) status: u16,
    headers: HeaderMap,
    /// Unpacked; what can't be unpacked is empty.
    pub(super) body: Vec<u8>,
}

impl Asker {
    pub(super) fn new() -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("engineering-blog/", env!("CARGO_PKG_VERSION")))
            .build();
        Self(config.into())
    }

    /// Asks for a file, packed as `encoding` says or not at all.
    pub(super) fn get(&self, url: &Url, encoding: &str) -> Result<Response> {
        self.ask(url, [("accept-encoding", encoding)])
    }

    /// Asks for a file under a condition.
    pub(super) fn get_if(&self, url: &Url, condition: (&str, &str)) -> Result<Response> {
        self.ask(url, [("accept-encoding", "identity"), condition])
    }

    fn ask<const N: usize>(&self, url: &Url, headers: [(&str, &str); N]) -> Result<Response> {
        let failed =
            |reason: ureq::Error| Error::new(format!("{url} could not be asked for: {reason}"));
        let request = self.0.get(url.as_str());
        let request =
            headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        let (parts, body) = request.call().map_err(failed)?.into_parts();
        let mut body = body.into_with_config().limit(LIMIT).reader();
        let mut bytes = Vec::new();
        let whole = body.read_to_end(&mut bytes).is_ok();
        let answer = Response {
            url: url.clone(),
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: if whole { bytes } else { Vec::new() },
        };
        Ok(answer.unpacked())
    }
}

impl Response {
    /// The value of a header; all of them, where it comes more than once.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// How it was packed.
    pub(super) fn encoding(&self) -> &str {
        self.header("content-encoding").unwrap_or("none")
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn unpacked(mut self) -> Self {
        let mut unpacked = Vec::new();
        match self.encoding() {
            "br" => {
                if brotli::BrotliDecompress(&mut &*self.body, &mut unpacked).is_err() {
                    unpacked.clear();
                }
                self.body = unpacked;
            }
            "gzip" => {
                if GzDecoder::new(&*self.body).read_to_end(&mut unpacked).is_err() {
                    unpacked.clear();
                }
                self.body = unpacked;
            }
            _ => {}
        }
        self
    }
}
