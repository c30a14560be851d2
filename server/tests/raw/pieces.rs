//! What is said by somebody who means no good, put together from pieces.

use proptest::prelude::*;

use crate::{SECRET, answer::are_answers, common::program::Server, said};

/// Pieces of requests that somebody could send who means no good.
const PIECES: &[&str] = &[
    "GET ",
    "HEAD ",
    "POST ",
    "OPTIONS * ",
    "CONNECT a:80 ",
    "BREW ",
    "get ",
    "/",
    "/..",
    "/../content/site.toml",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/posts/../../secret.txt",
    "/.env",
    "/%2eenv",
    "/.%00",
    "/%00",
    "/%",
    "/%zz",
    "/%ff",
    "//",
    "//a/",
    "/\\..\\secret.txt",
    "/;/..;/secret.txt",
    "/é",
    "/index.html",
    "/index.html%00.txt",
    "/index.html/",
    "/posts/first",
    "?",
    "?a=/../secret.txt",
    "#",
    "http://a/",
    "http://a",
    "http://u@a/../secret.txt",
    "file:///etc/passwd",
    " HTTP/1.1\r\n",
    " HTTP/1.0\r\n",
    " HTTP/2.0\r\n",
    " HTTP/0.9\r\n",
    " HTTP/1.1\n",
    "\r\n",
    "\r\n\r\n",
    "\n",
    "\r",
    "\0",
    " ",
    "\t",
    ":",
    "Host: a\r\n",
    "Host: a\r\n",
    "Host:\r\n",
    "host: b\r\n",
    " folded\r\n",
    "Range: bytes=0-0\r\n",
    "Range: bytes=0-0,1-1\r\n",
    "If-None-Match: *\r\n",
    "Accept-Encoding: br\r\n",
    "Accept-Encoding: *;q=0\r\n",
    "Content-Length: 5\r\n",
    "Content-Length: -1\r\n",
    "Content-Length: 99999999999999999999\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: gzip, chunked\r\n",
    "5\r\nhello\r\n",
    "0\r\n\r\n",
    "fffffffffffffffff\r\n",
    "hello",
    "Expect: 100-continue\r\n",
    "Connection: close\r\n",
    "Connection: upgrade\r\nUpgrade: h2c\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /posts/first/ HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "\u{16}\u{3}\u{1}",
    "@long@",
];

/// Some pieces, one of them very long.
pub fn pieces() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let known = prop::sample::select(PIECES).prop_map(|piece| match piece {
        "@long@" => vec![b'a'; 70_000],
        piece => piece.as_bytes().to_vec(),
    });
    let other = prop::collection::vec(any::<u8>(), 0..8);
    prop::collection::vec(prop_oneof![15 => known, 1 => other], 1..12)
}

pub fn is_harmless(server: &Server, pieces: &[Vec<u8>]) -> Result<usize, TestCaseError> {
    let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
    let answers = said(server, &pieces);
    let text = String::from_utf8_lossy(&answers);
    prop_assert!(!text.contains(SECRET) && !text.contains("base_url ="), "{}", text);
    let count = are_answers(&answers);
    prop_assert!(count.is_ok(), "{:?}\n{}", count, text.chars().take(2_000).collect::<String>());
    Ok(count.unwrap_or_default())
}
