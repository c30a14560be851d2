//! `blog serve` and `blog dev` against clients that say anything: every answer is whole and valid,
//! and is that of a file of the site.

mod answer;
mod asked;
#[path = "../common/mod.rs"]
mod common;
mod pieces;

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    time::{Duration, SystemTime},
};

use proptest::prelude::*;

use answer::{are_answers, next};
use asked::Asked;
use common::{Blog, program::Server};
use pieces::{is_harmless, pieces};

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
            let alone = one.plain();
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
