//! Whom a request is for.

use axum::{
    http::{StatusCode, Version, header, request::Parts, uri::Authority},
    response::{IntoResponse, Response},
};

/// The host and port that a request is for (RFC 9112, sections 3.2 and 3.3); `None` where an old
/// client doesn't say.
///
/// # Errors
///
/// The answer to a request that doesn't say it, or says it twice.
pub fn authority(request: &Parts) -> Result<Option<Authority>, Box<Response>> {
    let mut hosts = request.headers.get_all(header::HOST).into_iter();
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => {
            let host = Authority::try_from(host.as_bytes()).ok();
            Some(host.filter(is_of_host).ok_or_else(|| refused("is no host"))?)
        }
        (None, _) if request.version == Version::HTTP_10 => None,
        (None, _) => return Err(refused("is missing")),
        (Some(_), Some(_)) => return Err(refused("stands there twice")),
    };
    // An address in full says it better.
    Ok(request.uri.authority().cloned().or(host))
}

/// Whether it is what `Host` may say: a host, and a port if there is one, but nobody's name.
fn is_of_host(authority: &Authority) -> bool {
    let port = authority.as_str().strip_prefix(authority.host());
    let is_port = |port: &str| port.is_empty() || port == ":" || authority.port_u16().is_some();
    !authority.host().is_empty() && port.is_some_and(is_port)
}

fn refused(why: &str) -> Box<Response> {
    let close = [(header::CONNECTION, "close")];
    let message = format!("400: the header Host {why}\n");
    Box::new((StatusCode::BAD_REQUEST, close, message).into_response())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, Request};

    use super::*;

    fn asked(uri: &str, hosts: &[&'static str], version: Version) -> Result<Option<String>, u16> {
        let mut request = Request::builder().uri(uri).version(version);
        for host in hosts {
            request = request.header(header::HOST, HeaderValue::from_static(host));
        }
        let (parts, ()) = request.body(()).expect("a request").into_parts();
        let authority = authority(&parts).map_err(|refused| refused.status().as_u16())?;
        Ok(authority.map(|authority| authority.to_string()))
    }

    #[test]
    fn a_request_is_for_one_host() {
        let ask = |uri, hosts: &[&'static str]| asked(uri, hosts, Version::HTTP_11);
        for host in
            ["example.org", "example.org:80", "127.0.0.1:3000", "[::1]:3000", "EXAMPLE.ORG:"]
        {
            assert_eq!(ask("/", &[host]), Ok(Some(host.to_owned())));
        }
        assert_eq!(ask("http://a.example/", &["b.example"]), Ok(Some("a.example".to_owned())));
        for host in ["", "a b", "a/b", "user@example.org", "a:b", "a:99999", ":80", "[::1", "a?b"] {
            assert_eq!(ask("/", &[host]), Err(400), "{host}");
        }
        assert_eq!(ask("/", &[]), Err(400));
        assert_eq!(ask("/", &["a.example", "a.example"]), Err(400));
        assert_eq!(ask("http://a.example/", &[]), Err(400));
        assert_eq!(asked("/", &[], Version::HTTP_10), Ok(None));
        assert_eq!(asked("/", &["a", "b"], Version::HTTP_10), Err(400));
    }
}
