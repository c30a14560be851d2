//! `blog serve` and `blog dev` against clients that say anything: every answer is whole and valid,
//! and is that of a file of the site.

mod common;

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    time::{Duration, SystemTime},
};

use common::{Blog, program::Server};
use proptest::prelude::*;

/// A site with files of all kinds, served as long as the test runs that asked for it.
struct Site {
    server: Server,
    /// What lies in it, by the paths on the site.
    files: BTreeMap<String, Vec<u8>>,
    _blog: Blog,
}

impl Site {
    fn served() -> Self {
        let blog = Blog::at("https://example.org");
        let ran = blog.build(&[]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        blog.write("secret.txt", SECRET);
        blog.write("site/.env", SECRET);
        let bytes = |size: usize| (0..size).map(|at| (at % 251) as u8).collect::<Vec<_>>();
        for (name, size) in
            [("small.bin", 1_000), ("large.bin", (2 << 20) + 1_000), ("empty.bin", 0)]
        {
            let file = blog.site().join(name);
            fs::write(&file, bytes(size)).expect("written");
            let opened = fs::File::options().append(true).open(&file).expect("opened");
            opened.set_modified(SystemTime::now() - Duration::from_secs(60)).expect("a time");
        }
        let files = common::tree(&blog.site());
        let files = files.into_iter().map(|(path, bytes)| (format!("/{path}"), bytes)).collect();
        let server = Server::start(&["serve", "--site", blog.site().to_str().expect("a path")]);
        Self { server, files, _blog: blog }
    }
}

/// What stands in files that nobody may be shown.
const SECRET: &str = "not for readers";

/// Says something over a connection of its own, in pieces, and hears all that comes back.
fn said(server: &Server, pieces: &[&[u8]]) -> Vec<u8> {
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
    stream.set_nodelay(true).expect("an option");
    for piece in pieces {
        // It may have heard enough.
        if stream.write_all(piece).is_err() {
            break;
        }
    }
    let _ = stream.shutdown(Shutdown::Write);
    let mut answers = Vec::new();
    let mut buffer = vec![0; 1 << 16];
    // A connection that ends while there is more to say is reset: what came before counts.
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        answers.extend_from_slice(&buffer[..read]);
    }
    answers
}

/// An answer as it came.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

/// Reads the next of some answers, to a request with this method; `None` when there is none.
fn next(bytes: &mut &[u8], method: &str) -> Result<Option<Answer>, String> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or("a head without end")?;
    let head = std::str::from_utf8(&bytes[..end]).map_err(|error| error.to_string())?;
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default();
    let status = first.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)?.parse().ok());
    let status: u16 = status.ok_or_else(|| format!("no status: {first}"))?;
    let headers = lines
        .map(|line| {
            let (name, value) =
                line.split_once(": ").ok_or_else(|| format!("no header: {line}"))?;
            Ok((name.to_ascii_lowercase(), value.to_owned()))
        })
        .collect::<Result<Vec<_>, String>>()?;
    let mut answer = Answer { status, headers, body: Vec::new() };
    *bytes = &bytes[end + 4..];
    if status == 100 {
        return next(bytes, method);
    }
    if answer.header("transfer-encoding").is_some() {
        return Err("nothing here needs chunks".into());
    }
    let length = answer.header("content-length").map(str::parse::<usize>);
    let has_body = method != "HEAD" && !matches!(status, 204 | 304);
    if has_body {
        let length = length.ok_or("no length")?.map_err(|error| error.to_string())?;
        let body = bytes.get(..length).ok_or_else(|| format!("{} of {length}", bytes.len()))?;
        answer.body = body.to_vec();
        *bytes = &bytes[length..];
    }
    Ok(Some(answer))
}

/// A range of one kind or another; `%` stands for a number.
const RANGES: &[&str] = &[
    "bytes=%-%",
    "bytes=%-",
    "bytes=-%",
    "bytes=%-%,%-%",
    "bytes=",
    "bytes=%",
    "BYTES=%-",
    "a=%-",
];
const PACKINGS: &[&str] = &[
    "br",
    "gzip",
    "identity",
    "gzip, br;q=0.5",
    "br;q=0, *",
    "*;q=0",
    "identity;q=0",
    "gzip;q=0.001 , identity;q=0",
    "deflate",
    "",
    "br;q=2, gzip;q=x",
];
/// Conditions; `@` stands for the tag that the file has, `&` for its date.
const CONDITIONS: &[&str] = &[
    "If-None-Match: @",
    "If-None-Match: W/@, \"other\"",
    "If-None-Match: *",
    "If-None-Match: \"other\"",
    "If-Match: @",
    "If-Match: W/@",
    "If-Match: \"other\"",
    "If-Match: *",
    "If-Modified-Since: &",
    "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
    "If-Modified-Since: soon",
    "If-Unmodified-Since: &",
    "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
    "If-Range: @",
    "If-Range: &",
    "If-Range: \"other\"",
];
const PATHS: &[&str] = &[
    "/",
    "/index.html",
    "/index.html.gz",
    "/posts/first/",
    "/%70osts/first/",
    "/posts/first/?a=b",
    "/index.json",
    "/robots.txt",
    "/small.bin",
    "/large.bin",
    "/empty.bin",
    "/apple-touch-icon.png",
    "/nowhere",
];

/// A request for a file, as browsers and others write them.
#[derive(Clone, Debug)]
struct Asked {
    method: &'static str,
    path: &'static str,
    packing: Option<&'static str>,
    range: Option<String>,
    conditions: Vec<&'static str>,
}

impl Asked {
    fn any() -> impl Strategy<Value = Self> {
        let number = prop_oneof![0..12_u64, 990..1_010_u64, Just(2 << 20), Just(u64::MAX)];
        let range = (prop::sample::select(RANGES), prop::collection::vec(number, 4)).prop_map(
            |(range, numbers)| {
                numbers.iter().fold(range.to_owned(), |r, n| r.replacen('%', &n.to_string(), 1))
            },
        );
        (
            prop::sample::select(&["GET", "GET", "GET", "HEAD"][..]),
            prop::sample::select(PATHS),
            prop::option::of(prop::sample::select(PACKINGS)),
            prop::option::of(range),
            prop::collection::vec(prop::sample::select(CONDITIONS), 0..3),
        )
            .prop_map(|(method, path, packing, range, conditions)| Self {
                method,
                path,
                packing,
                range,
                conditions,
            })
    }

    fn text(&self, plain: Option<&Answer>) -> String {
        let said = |name| plain.and_then(|plain| plain.header(name)).unwrap_or("\"none\"");
        let mut text = format!("{} {} HTTP/1.1\r\nHost: a\r\n", self.method, self.path);
        if let Some(packing) = self.packing {
            text.push_str(&format!("Accept-Encoding: {packing}\r\n"));
        }
        if let Some(range) = &self.range {
            text.push_str(&format!("Range: {range}\r\n"));
        }
        for condition in &self.conditions {
            let condition = condition.replace('@', said("etag"));
            text.push_str(&condition.replace('&', said("last-modified")));
            text.push_str("\r\n");
        }
        text + "\r\n"
    }

    /// The file that the whole of an answer is.
    fn file<'a>(&self, site: &'a Site, answer: &Answer) -> Option<&'a [u8]> {
        let path = self.path.split('?').next().unwrap_or_default().replace("%70", "p");
        let path = if path.ends_with('/') { path + "index.html" } else { path };
        let extension = match answer.header("content-encoding") {
            Some("br") => ".br",
            Some("gzip") => ".gz",
            Some(_) => return None,
            None => "",
        };
        site.files.get(&format!("{path}{extension}")).map(Vec::as_slice)
    }

    fn judge(&self, site: &Site, answer: &Answer) -> Result<(), TestCaseError> {
        let length: Option<usize> =
            answer.header("content-length").and_then(|length| length.parse().ok());
        let whole = self.file(site, answer);
        prop_assert!(!String::from_utf8_lossy(&answer.body).contains(SECRET));
        let part = match answer.status {
            200 => whole,
            206 => {
                prop_assert!(self.range.is_some() && self.method == "GET");
                let whole = whole.unwrap_or_default();
                let place = answer.header("content-range").unwrap_or_default();
                let numbers: Vec<usize> = place
                    .trim_start_matches("bytes ")
                    .split(['-', '/'])
                    .filter_map(|number| number.parse().ok())
                    .collect();
                prop_assert_eq!(numbers.len(), 3, "{}", place);
                prop_assert_eq!(numbers[2], whole.len());
                whole.get(numbers[0]..=numbers[1])
            }
            304 | 412 => {
                prop_assert!(!self.conditions.is_empty());
                prop_assert!(answer.body.is_empty());
                return Ok(());
            }
            416 => {
                prop_assert!(self.range.is_some() && answer.body.is_empty());
                return Ok(());
            }
            406 => {
                prop_assert!(self.packing.is_some_and(|packing| packing.contains("q=0")));
                return Ok(());
            }
            404 => {
                prop_assert_eq!(self.path, "/nowhere");
                return Ok(());
            }
            other => return Err(TestCaseError::fail(format!("{other}"))),
        };
        prop_assert!(part.is_some(), "no such file: {:?}", answer.headers);
        let part = part.unwrap_or_default();
        prop_assert_eq!(length, Some(part.len()));
        prop_assert!(self.method == "HEAD" || part == answer.body, "another content");
        Ok(())
    }
}

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
fn pieces() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let known = prop::sample::select(PIECES).prop_map(|piece| match piece {
        "@long@" => vec![b'a'; 70_000],
        piece => piece.as_bytes().to_vec(),
    });
    let other = prop::collection::vec(any::<u8>(), 0..8);
    prop::collection::vec(prop_oneof![15 => known, 1 => other], 1..12)
}

/// Whether some bytes are whole answers, whatever the methods were that they answer.
fn are_answers(mut bytes: &[u8]) -> Result<usize, String> {
    let mut count = 0;
    loop {
        let before = bytes;
        let answer = match next(&mut bytes, "GET") {
            // An answer to `HEAD` has a length and no body.
            Err(_) => {
                bytes = before;
                next(&mut bytes, "HEAD")?
            }
            Ok(answer)
                if answer.is_some() && !(bytes.is_empty() || bytes.starts_with(b"HTTP/1.")) =>
            {
                bytes = before;
                next(&mut bytes, "HEAD")?
            }
            Ok(answer) => answer,
        };
        match answer {
            None => return Ok(count),
            Some(Answer { status, .. }) if status >= 500 => return Err(format!("{status}")),
            Some(_) => count += 1,
        }
    }
}

fn is_harmless(server: &Server, pieces: &[Vec<u8>]) -> Result<usize, TestCaseError> {
    let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
    let answers = said(server, &pieces);
    let text = String::from_utf8_lossy(&answers);
    prop_assert!(!text.contains(SECRET) && !text.contains("base_url ="), "{}", text);
    let count = are_answers(&answers);
    prop_assert!(count.is_ok(), "{:?}\n{}", count, text.chars().take(2_000).collect::<String>());
    Ok(count.unwrap_or_default())
}

fn many() -> ProptestConfig {
    ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn what_is_asked_for_in_a_row_is_answered_in_that_order() {
    let site = Site::served();
    let asked = (prop::collection::vec(Asked::any(), 1..5), 0..200_usize);
    proptest!(many(), |((asked, cut) in asked)| {
        let mut text = String::new();
        for one in &asked {
            let alone = Asked { range: None, conditions: Vec::new(), ..one.clone() };
            let plain = said(&site.server, &[alone.text(None).as_bytes()]);
            let plain = next(&mut &*plain, alone.method).map_err(TestCaseError::fail)?;
            text.push_str(&one.text(plain.as_ref()));
        }
        // Wherever it is cut, it is one request.
        let (early, late) = text.as_bytes().split_at(cut.min(text.len()));
        let answers = said(&site.server, &[early, late]);
        let mut rest = &*answers;
        for one in &asked {
            let answer = next(&mut rest, one.method).map_err(TestCaseError::fail)?;
            prop_assert!(answer.is_some(), "no answer to {one:?}");
            if let Some(answer) = answer {
                one.judge(&site, &answer)?;
            }
        }
        prop_assert!(rest.is_empty(), "more answers than requests");
    });
}

#[test]
fn whatever_is_said_the_answers_are_whole_and_of_the_site() {
    let site = Site::served();
    proptest!(many(), |(pieces in pieces())| {
        is_harmless(&site.server, &pieces)?;
        prop_assert_eq!(site.server.get("/robots.txt").status, 200);
    });
}

#[test]
fn the_body_of_a_request_is_no_other_request() {
    let site = Site::served();
    let other = "GET /posts/first/ HTTP/1.1\r\nHost: a\r\n\r\n";
    let chunked = format!("{:x}\r\n{other}\r\n0\r\n\r\n", other.len());
    for request in [
        format!("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n{other}", other.len()),
        format!("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n{other}", other.len()),
        format!("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{chunked}"),
        format!(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{chunked}"
        ),
    ] {
        let answers = said(&site.server, &[request.as_bytes()]);
        assert_eq!(are_answers(&answers), Ok(1), "{request}");
    }
}

#[test]
fn a_request_that_comes_byte_by_byte_is_answered() {
    let site = Site::served();
    let request = "GET /robots.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let bytes: Vec<&[u8]> = request.as_bytes().chunks(1).collect();
    let answers = said(&site.server, &bytes);
    let answer = next(&mut &*answers, "GET").expect("valid").expect("an answer");
    assert_eq!((answer.status, &answer.body), (200, &site.files["/robots.txt"]));
}

#[test]
fn the_preview_answers_nobody_who_does_not_mean_it() {
    let blog = Blog::at("https://example.org");
    blog.write("secret.txt", SECRET);
    let (content, front) = (blog.content(), blog.front());
    let folders = [content.to_str().expect("a path"), front.to_str().expect("a path")];
    let server = Server::start(&["dev", "--content", folders[0], "--front", folders[1]]);
    let good =
        |state: &String| state.contains("\"fault\":null") && !state.contains("\"version\":\"\"");
    assert!(server.events("/__dev/events").any(|state| good(&state)));
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let ran = runner.run(&pieces(), |pieces| {
        is_harmless(&server, &pieces)?;
        let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
        // The hosts in the pieces are those of others.
        let text = String::from_utf8_lossy(&said(&server, &pieces)).into_owned();
        prop_assert!(!text.contains(" 200 OK"), "{}", text.chars().take(2_000).collect::<String>());
        Ok(())
    });
    assert!(ran.is_ok(), "{ran:?}");

    // Many pages that are open, and listen.
    let listening: Vec<TcpStream> = (0..60)
        .map(|_| {
            let mut stream = TcpStream::connect(&server.address).expect("a connection");
            stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
            let request = format!("GET /__dev/events HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
            stream.write_all(request.as_bytes()).expect("sent");
            let mut start = [0; 15];
            stream.read_exact(&mut start).expect("an answer");
            assert_eq!(&start, b"HTTP/1.1 200 OK");
            stream
        })
        .collect();
    assert_eq!(server.get("/posts/first/").status, 200);
    blog.post("first", "2026-01-01", "Another text.");
    assert!(server.events("/__dev/events").any(|state| {
        good(&state) && server.get("/posts/first/").text().contains("Another text.")
    }));
    drop(listening);
    assert_eq!(server.get("/posts/first/").status, 200);
}
