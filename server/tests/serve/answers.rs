//! What an answer says of a file: type, caching, policy, encoding, and whether it changed.

use std::{
    fs,
    io::Read,
    thread,
    time::{Duration, SystemTime},
};

use crate::{address, built_and_served, common::Blog, serve, served};

#[test]
fn every_file_has_its_type_and_holds_as_long_as_it_may() {
    let (_blog, server) = served("https://example.org");
    let home = server.get("/");
    let script = address(&home, "/pkg/blog.", ".js");
    let wasm = address(&home, "/pkg/blog.", ".wasm");
    let style = address(&home, "/pkg/blog.", ".css");
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.json", "application/json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/feed.xml", "application/xml; charset=utf-8"),
        ("/tags/tests/feed.xml", "application/xml; charset=utf-8"),
        ("/rss.xml", "application/xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/favicon.svg", "image/svg+xml; charset=utf-8"),
        ("/favicon.ico", "image/x-icon"),
        ("/apple-touch-icon.png", "image/png"),
        ("/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
        ("/fonts/brygada-roman.woff2", "font/woff2"),
        (&script, "text/javascript; charset=utf-8"),
        (&wasm, "application/wasm"),
        (&style, "text/css; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
        let holds = match path.starts_with("/pkg/") {
            true => "public, max-age=31536000, immutable",
            false => "no-cache",
        };
        assert_eq!(answer.header("cache-control"), Some(holds), "{path}");
    }
}

#[test]
fn every_answer_carries_the_security_headers() {
    let (_blog, server) = served("https://example.org");
    for path in ["/", "/nowhere/", "/posts/first", "/index.json"] {
        let answer = server.get(path);
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'"), "{policy}");
        assert!(policy.ends_with("; frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("strict-origin-when-cross-origin"));
        let permissions = answer.header("permissions-policy").expect("a policy");
        assert!(permissions.contains("camera=()"), "{permissions}");
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"));
        assert_eq!(answer.header("strict-transport-security"), None, "nobody asked for it");
    }
}

#[test]
fn a_site_that_takes_the_place_of_another_is_served_with_its_own_policy() {
    let (blog, server) = served("https://example.org");
    let policy =
        || server.get("/").header("content-security-policy").unwrap_or_default().to_owned();
    assert!(policy().contains("form-action 'none'"));
    let settings = fs::read_to_string(blog.path("content/site.toml")).expect("settings");
    blog.write("content/site.toml", &(settings + "\n[newsletter]\nbuttondown = \"ours\"\n"));
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    // What was looked at a moment ago holds for that moment.
    thread::sleep(Duration::from_millis(50));
    assert!(policy().contains("https://buttondown.com"), "{}", policy());
}

#[test]
fn https_is_asked_for_where_the_owner_wants_it() {
    let blog = Blog::at("https://example.org");
    let site = fs::read_to_string(blog.path("content/site.toml")).expect("a file");
    blog.write("content/site.toml", &format!("{site}[hsts]\nmax_age = 300\n"));
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let server = serve(&blog);
    let said = server.get("/nowhere");
    assert_eq!(said.header("strict-transport-security"), Some("max-age=300"));
    let said = "  Strict-Transport-Security: max-age=300\n";
    assert!(blog.read("_headers").contains(said));
}

#[test]
fn a_browser_gets_what_it_can_unpack() {
    let (blog, server) = built_and_served("https://example.org", &[]);
    let plain = blog.read("posts/first/index.html");
    let ask = |accepts: &str| server.ask("GET", "/posts/first/", &[("accept-encoding", accepts)]);

    let brotli = ask("gzip, deflate, br, zstd");
    assert_eq!(brotli.header("content-encoding"), Some("br"));
    assert_eq!(brotli.header("vary"), Some("accept-encoding"));
    assert_eq!(brotli.header("content-type"), Some("text/html; charset=utf-8"));
    let mut unpacked = Vec::new();
    brotli::BrotliDecompress(&mut &*brotli.body, &mut unpacked).expect("brotli");
    assert_eq!(unpacked, plain.as_bytes());

    let gzip = ask("gzip");
    assert_eq!(gzip.header("content-encoding"), Some("gzip"));
    let mut unpacked = String::new();
    flate2::read::GzDecoder::new(&*gzip.body).read_to_string(&mut unpacked).expect("gzip");
    assert_eq!(unpacked, plain);

    let identity = ask("identity");
    assert_eq!(identity.header("content-encoding"), None);
    assert_eq!(identity.text(), plain);
    let refused = ask("br;q=0, gzip;q=0");
    assert_eq!(refused.header("content-encoding"), None);

    let missing = server.ask("GET", "/nowhere", &[("accept-encoding", "br")]);
    let encoding = missing.header("content-encoding");
    assert_eq!((missing.status, encoding), (404, Some("br")));
}

#[test]
fn an_answer_never_depends_on_what_was_asked_before() {
    let (blog, server) = built_and_served("https://example.org", &[]);
    let style = address(&server.get("/"), "/pkg/blog.", ".css");
    // What a file is asked by, the file that answers, its type, and how it is packed.
    let mut asked = Vec::new();
    for (path, file, kind) in [
        ("/", "index.html", "text/html; charset=utf-8"),
        (&*style, style.trim_start_matches('/'), "text/css; charset=utf-8"),
    ] {
        for (accepts, extension, encoding) in
            [("br", ".br", Some("br")), ("gzip", ".gz", Some("gzip")), ("identity", "", None)]
        {
            asked.push((path.to_owned(), accepts, format!("{file}{extension}"), kind, encoding));
        }
        for (extension, kind) in [("br", "application/octet-stream"), ("gz", "application/gzip")] {
            let file = format!("{file}.{extension}");
            asked.push((format!("/{file}"), "br, gzip", file, kind, None));
        }
    }
    let rounds = [asked.clone(), asked.iter().rev().cloned().collect()];
    // Again after the moment in which an address is not looked at, and then out of memory.
    for pause in [0, 0, 30, 1200, 30] {
        thread::sleep(Duration::from_millis(pause));
        for (path, accepts, file, kind, encoding) in rounds.iter().flatten() {
            let answer = server.ask("GET", path, &[("accept-encoding", accepts)]);
            let said =
                (answer.status, answer.header("content-type"), answer.header("content-encoding"));
            assert_eq!(said, (200, Some(*kind), *encoding), "{path} {accepts}");
            assert_eq!(answer.body, fs::read(blog.site().join(file)).expect("a file"), "{path}");
            assert_eq!(answer.header("vary"), Some("accept-encoding"), "{path}");
            // The tag of one encoding is not that of another.
            let tag = answer.header("etag").expect("a tag");
            let condition = [("accept-encoding", *accepts), ("if-none-match", tag)];
            assert_eq!(server.ask("GET", path, &condition).status, 304, "{path} {accepts}");
            for other in ["br", "gzip", "identity"] {
                let condition = [("accept-encoding", other), ("if-none-match", tag)];
                let expected = if other == *accepts || encoding.is_none() && *accepts != "identity"
                {
                    304
                } else {
                    200
                };
                let status = server.ask("GET", path, &condition).status;
                assert_eq!(status, expected, "{path} {accepts} {other}");
            }
        }
    }
}

#[test]
fn a_packing_that_nobody_can_have_is_not_acceptable() {
    let (_blog, server) = built_and_served("https://example.org", &[]);
    let ask = |path, accepts| server.ask("GET", path, &[("accept-encoding", accepts)]);
    assert_eq!(ask("/apple-touch-icon.png", "gzip, identity;q=0").status, 406);
    assert_eq!(ask("/", "*;q=0").status, 406);
    assert_eq!(ask("/", "gzip, identity;q=0").header("content-encoding"), Some("gzip"));
    assert_eq!(ask("/", "br;q=0.1, gzip;q=0.2").header("content-encoding"), Some("gzip"));
    assert_eq!(ask("/", "gzip;Q=0").header("content-encoding"), None);
    assert_eq!(ask("/nowhere", "*;q=0").status, 404);
}

#[test]
fn small_and_large_files_follow_the_same_rules() {
    let (blog, server) = served("https://example.org");
    let bytes = |size: usize| (0..size).map(|number| (number % 251) as u8).collect::<Vec<_>>();
    for (name, size) in [("/small.bin", 1000), ("/large.bin", (2 << 20) + 1000)] {
        let whole = bytes(size);
        let file = blog.site().join(name.trim_start_matches('/'));
        fs::write(&file, &whole).expect("written");
        let opened = fs::File::options().append(true).open(&file).expect("opened");
        opened.set_modified(SystemTime::now() - Duration::from_secs(60)).expect("a time");
        let plain = server.get(name);
        assert_eq!((plain.status, &plain.body), (200, &whole), "{name}");
        assert_eq!(plain.header("accept-ranges"), Some("bytes"), "{name}");
        let (tag, date) = (plain.header("etag").expect("a tag"), plain.header("last-modified"));
        let date = date.expect("a date");

        for (range, part) in [
            ("bytes=0-0", Some(0..1)),
            ("bytes=5-9", Some(5..10)),
            ("bytes=990-", Some(990..size)),
            ("bytes=-10", Some(size - 10..size)),
            ("bytes=-99999999", Some(0..size)),
            ("bytes=5-99999999", Some(5..size)),
            ("bytes=0-0,99999999-", Some(0..1)),
            ("bytes=0-0,5-9", None),
            ("bytes=9-5", None),
            ("bytes=+5-9", None),
            ("pages=0-0", None),
        ] {
            let answer = server.ask("GET", name, &[("range", range)]);
            let (status, place) = match &part {
                Some(part) => (206, Some(format!("bytes {}-{}/{size}", part.start, part.end - 1))),
                None => (200, None),
            };
            let expected = &whole[part.unwrap_or(0..size)];
            assert_eq!(answer.status, status, "{name} {range}");
            assert_eq!(answer.header("content-range"), place.as_deref(), "{name} {range}");
            assert_eq!(answer.header("content-length"), Some(&*expected.len().to_string()));
            assert!(answer.body == expected, "{name} {range}");
        }
        for range in ["bytes=99999999-", "bytes=-0", "bytes=99999999999999999999999-"] {
            let answer = server.ask("GET", name, &[("range", range)]);
            let place = format!("bytes */{size}");
            assert_eq!((answer.status, answer.body.len()), (416, 0), "{name} {range}");
            assert_eq!(answer.header("content-range"), Some(&*place), "{name} {range}");
        }
        for (condition, value, status) in [
            ("if-range", tag, 206),
            ("if-range", date, 206),
            ("if-range", "\"other\"", 200),
            ("if-range", "Sun, 06 Nov 1994 08:49:37 GMT", 200),
            ("if-range", &*format!("W/{tag}"), 200),
            ("if-match", tag, 206),
            ("if-match", "\"other\"", 412),
            ("if-none-match", tag, 304),
            ("if-none-match", "\"other\"", 206),
            ("if-unmodified-since", "Sun, 06 Nov 1994 08:49:37 GMT", 412),
            ("if-modified-since", date, 304),
        ] {
            let answer = server.ask("GET", name, &[("range", "bytes=0-0"), (condition, value)]);
            assert_eq!(answer.status, status, "{name} {condition}: {value}");
        }
        let head = server.ask("HEAD", name, &[("range", "bytes=0-0")]);
        assert_eq!((head.status, head.body.len()), (200, 0), "{name}");
        assert_eq!(head.header("content-length"), plain.header("content-length"), "{name}");
    }
    fs::write(blog.site().join("empty.bin"), "").expect("written");
    assert_eq!(server.ask("GET", "/empty.bin", &[("range", "bytes=0-")]).status, 200);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let (_blog, server) = served("https://example.org");
    let first = server.get("/");
    let tag = first.header("etag").expect("a tag");
    let again = server.ask("GET", "/", &[("if-none-match", tag)]);
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(again.header("cache-control"), Some("no-cache"));
    let date = first.header("last-modified").expect("a date");
    assert_eq!(server.ask("GET", "/", &[("if-modified-since", date)]).status, 304);
    assert_eq!(server.ask("GET", "/", &[("if-none-match", "\"other\"")]).status, 200);
}
