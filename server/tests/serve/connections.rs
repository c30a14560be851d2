//! Connections and requests: who is let in, what is refused, and how serving ends.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

use crate::{
    common::{
        Blog,
        program::{Server, blog, has_ipv6},
    },
    served,
};

#[test]
fn serving_begins_only_with_a_site_and_a_free_port_and_ends_when_asked() {
    let (built, mut server) = served("https://example.org");
    let site = built.site();
    let site = site.to_str().expect("a path");
    let (_, port) = server.address.split_once(':').expect("a port");
    let taken = blog(&["serve", "--site", site, "--port", port]);
    assert_eq!(taken.code, Some(1));
    assert!(taken.err.contains("choose another port with --port"), "{}", taken.err);
    let none = blog(&["serve", "--site", built.front().to_str().expect("a path")]);
    assert_eq!(none.code, Some(1));
    assert!(none.err.contains("build one with `blog build`"), "{}", none.err);
    assert_eq!(server.get("/").status, 200);
    if cfg!(unix) {
        assert_eq!(server.terminate().code(), Some(0));
    }
}

#[test]
fn a_request_says_once_which_host_it_is_for() {
    let (_blog, server) = served("https://example.org");
    for (request, status) in [
        ("GET / HTTP/1.1\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n", 400),
        ("GET / HTTP/1.1\r\nHost:\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a b\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: u@a\r\n", 400),
        ("GET http://a/ HTTP/1.1\r\n", 400),
        ("GET http://a/ HTTP/1.1\r\nHost: a\r\n", 200),
        ("GET / HTTP/1.1\r\nHost: anything.example:80\r\n", 200),
        ("GET / HTTP/1.0\r\n", 200),
    ] {
        let mut stream = TcpStream::connect(&server.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
        let request = format!("{request}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.contains(&format!(" {status} ")), "{request}{answer}");
    }
}

#[test]
fn other_methods_than_reading_are_refused() {
    let (_blog, server) = served("https://example.org");
    let plain = server.get("/");
    let head = server.ask("HEAD", "/", &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["content-type", "content-length", "etag", "cache-control"] {
        assert_eq!(head.header(name), plain.header(name), "{name}");
    }
    let post = server.ask("POST", "/", &[("content-length", "0")]);
    assert_eq!((post.status, post.header("allow")), (405, Some("GET,HEAD")));
    let part = server.ask("GET", "/", &[("range", "bytes=0-14")]);
    assert_eq!((part.status, &*part.text()), (206, "<!DOCTYPE html>"));
}

#[test]
fn a_site_has_an_address_of_ipv6() {
    if !has_ipv6() {
        return;
    }
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    for host in ["[::1]", "::1"] {
        let site = blog.site();
        let server =
            Server::start(&["serve", "--host", host, "--site", site.to_str().expect("a path")]);
        assert!(server.address.starts_with("[::1]:"), "{}", server.address);
        assert_eq!(server.get("/").status, 200);
    }
}

#[cfg(unix)]
#[test]
fn who_keeps_connections_open_shuts_nobody_out() {
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let large = vec![b'x'; 64 << 20];
    fs::write(blog.site().join("large.bin"), large).expect("written");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", "ulimit -n 64; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_blog")]).args([
        "serve",
        "--port",
        "0",
        "--site",
        blog.site().to_str().expect("a path"),
    ]);
    let server = Server::spawn(&mut command);
    for kept in [
        // Half a request, none, one that is over, and an answer that nobody takes.
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n",
        "GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        let mut streams = Vec::new();
        for _ in 0..100 {
            let mut stream = TcpStream::connect(&server.address).expect("a connection");
            // Those for whom there is no room may have been told so already.
            let _ = stream.write_all(kept.as_bytes());
            streams.push(stream);
        }
        // As soon as those who take nothing have taken nothing for a while.
        let is_answered =
            || server.try_get("/robots.txt").is_some_and(|answer| answer.status == 200);
        assert!(
            (0..100).any(|_| is_answered() || {
                thread::sleep(Duration::from_millis(200));
                false
            }),
            "{kept}"
        );
        if !kept.contains("large") {
            assert!((0..20).all(|_| is_answered()), "{kept}");
        }
    }
}

#[test]
fn a_connection_that_fell_silent_is_answered_like_any() {
    let (_blog, server) = served("https://example.org");
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
    let mut ask = |parts: &[&str]| {
        for part in parts {
            // Longer than a connection keeps what it needs for a request.
            thread::sleep(Duration::from_millis(400));
            stream.write_all(part.as_bytes()).expect("sent");
        }
        let mut answer = Vec::new();
        while !answer.ends_with(b"Sitemap: https://example.org/sitemap.xml\n") {
            let mut bytes = [0; 4096];
            let read = stream.read(&mut bytes).expect("an answer");
            assert!(read > 0, "{}", String::from_utf8_lossy(&answer));
            answer.extend(&bytes[..read]);
        }
        assert!(answer.starts_with(b"HTTP/1.1 200 OK"), "{}", String::from_utf8_lossy(&answer));
    };
    let whole = "GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n";
    let (early, late) = whole.split_at(20);
    ask(&[whole]);
    ask(&[whole]);
    ask(&[early, late]);
}

#[test]
fn connections_are_answered_in_any_order_and_do_not_keep_the_server_from_ending() {
    let (_blog, mut server) = served("https://example.org");
    let connect = |_| TcpStream::connect(&server.address).expect("a connection");
    let mut streams: Vec<_> = (0..64).map(connect).collect();
    for stream in streams.iter_mut().rev() {
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
        stream.write_all(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").expect("sent");
        let mut start = [0; 15];
        stream.read_exact(&mut start).expect("an answer");
        assert_eq!(&start, b"HTTP/1.1 200 OK");
    }
    if cfg!(unix) {
        assert_eq!(server.terminate().code(), Some(0));
        // Ended by the server, in order and not by force.
        for stream in &mut streams {
            stream.read_to_end(&mut Vec::new()).expect("the rest");
        }
    }
}
