//! Whom the preview answers.
//!
//! It shows drafts. A page elsewhere can have the name of its own host lead to this machine (DNS
//! rebinding), and would then be let read them by the browser: so a request has to call the preview by
//! a name of its own. Nobody else's pages may ask it either.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{Request, State},
    http::{StatusCode, header, request::Parts, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};
use hosting::serve;

/// The names of the preview.
#[derive(Clone, Debug)]
pub(super) struct PreviewNames {
    /// As the writer gave it.
    host: String,
    listens: SocketAddr,
}

impl PreviewNames {
    /// For a preview that was started with a host, and listens at an address.
    pub(super) fn of(host: &str, listens: SocketAddr) -> Self {
        Self { host: bare(host).to_owned(), listens }
    }

    /// Whether the preview is meant.
    fn has(&self, authority: &Authority) -> bool {
        let host = bare(authority.host());
        let port = authority.port_u16().unwrap_or(80);
        port == self.listens.port() && (self.is_name(host) || self.is_address(host))
    }

    fn is_name(&self, host: &str) -> bool {
        host.eq_ignore_ascii_case("localhost") || host.eq_ignore_ascii_case(&self.host)
    }

    /// An address is nobody's to lead elsewhere, so any that leads here will do.
    fn is_address(&self, host: &str) -> bool {
        let Ok(address) = host.parse::<IpAddr>() else { return false };
        let (address, listens) = (address.to_canonical(), self.listens.ip().to_canonical());
        address.is_loopback() || address == listens || listens.is_unspecified()
    }

    /// Whether a page with this origin is one of the preview.
    fn are_of(&self, origin: &str) -> bool {
        let (_, authority) = origin.split_once("://").unwrap_or_default();
        Authority::try_from(authority).is_ok_and(|authority| self.has(&authority))
    }

    /// The answer to a request that is none of ours.
    fn refuses(&self, request: &Parts) -> Result<(), Box<Response>> {
        let authority = serve::authority(request)?;
        if !authority.as_ref().is_some_and(|authority| self.has(authority)) {
            let asked = authority.map_or_else(|| "nobody".to_owned(), |name| name.to_string());
            let listens = self.listens;
            let message = format!(
                "421: this is a preview, and not {asked}. Look at it on http://{listens}, \
                 or start it with --host and the name that you want to use.\n"
            );
            return Err(Box::new((StatusCode::MISDIRECTED_REQUEST, message).into_response()));
        }
        let mut origins = request.headers.get_all(header::ORIGIN).into_iter();
        if origins.all(|origin| origin.to_str().is_ok_and(|origin| self.are_of(origin))) {
            return Ok(());
        }
        let message = "403: a preview is not for the pages of other sites\n";
        Err(Box::new((StatusCode::FORBIDDEN, message).into_response()))
    }
}

/// Lets through what is meant for the preview.
pub(super) async fn guard(
    State(names): State<PreviewNames>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    match names.refuses(&parts) {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refused) => *refused,
    }
}

/// A host without the brackets that an address of IPv6 has in a URL.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(host: &str, listens: &str, asked: &str) -> bool {
        let names = PreviewNames::of(host, listens.parse().expect("an address"));
        names.has(&asked.parse().expect("an authority"))
    }

    #[test]
    fn a_preview_has_its_own_names_and_no_others() {
        let local = |asked| has("127.0.0.1", "127.0.0.1:3000", asked);
        for own in
            ["localhost:3000", "LOCALHOST:3000", "127.0.0.1:3000", "127.0.0.2:3000", "[::1]:3000"]
        {
            assert!(local(own), "{own}");
        }
        for other in [
            "evil.example:3000",
            "localhost.evil.example:3000",
            "localhost:3001",
            "localhost",
            "127.0.0.1.evil.example:3000",
            "192.0.2.1:3000",
            "0.0.0.0:3000",
            "[2001:db8::1]:3000",
        ] {
            assert!(!local(other), "{other}");
        }
        assert!(has("[::1]", "[::1]:3000", "[::1]:3000"));
        assert!(has("writer.local", "192.0.2.7:3000", "Writer.local:3000"));
        assert!(has("writer.local", "192.0.2.7:3000", "192.0.2.7:3000"));
        assert!(!has("writer.local", "192.0.2.7:3000", "192.0.2.8:3000"));
        // On every address of the machine: which those are, it doesn't know.
        assert!(has("0.0.0.0", "0.0.0.0:3000", "192.0.2.7:3000"));
        assert!(!has("0.0.0.0", "0.0.0.0:3000", "evil.example:3000"));
        assert!(has("localhost", "127.0.0.1:80", "localhost"));
    }

    #[test]
    fn the_pages_of_other_sites_may_not_ask() {
        let names = PreviewNames::of("127.0.0.1", "127.0.0.1:3000".parse().expect("an address"));
        assert!(names.are_of("http://localhost:3000"));
        for origin in ["http://evil.example", "null", "http://localhost:8080", "file://", ""] {
            assert!(!names.are_of(origin), "{origin}");
        }
    }
}
