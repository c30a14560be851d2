//! `blog serve`, asked over a socket.

mod common;

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread,
    time::{Duration, SystemTime},
};

use common::{
    Blog,
    http::Answer,
    program::{Server, blog},
};

/// A built blog, served.
fn served(base_url: &str) -> (Blog, Server) {
    built_and_served(base_url, &["--no-compress"])
}

fn built_and_served(base_url: &str, options: &[&str]) -> (Blog, Server) {
    let blog = Blog::at(base_url);
    let ran = blog.build(options);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let server = serve(&blog);
    (blog, server)
}

fn serve(blog: &Blog) -> Server {
    Server::start(&["serve", "--site", blog.site().to_str().expect("a path")])
}

/// The first address in a page that begins and ends so.
fn address(page: &Answer, start: &str, end: &str) -> String {
    let text = page.text();
    let mut quoted = text.split('"');
    let address = quoted.find(|part| part.starts_with(start) && part.ends_with(end));
    address.unwrap_or_else(|| panic!("no {start}…{end} in {text}")).to_owned()
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

#[cfg(unix)]
#[test]
fn what_is_hidden_leads_elsewhere_or_is_no_file_is_not_served() {
    let (blog, server) = served("https://example.org");
    let site = blog.site();
    blog.write("secret.txt", "secret");
    for (file, text) in [(".env", "secret"), (".git/config", "secret"), (".well-known/x", "known")]
    {
        blog.write(&format!("site/{file}"), text);
    }
    std::os::unix::fs::symlink(blog.path("secret.txt"), site.join("link.txt")).expect("a link");
    std::os::unix::fs::symlink("..", site.join("up")).expect("a link");
    std::os::unix::fs::symlink("/dev/zero", site.join("zero.txt")).expect("a link");
    std::os::unix::fs::symlink(".env", site.join("env.txt")).expect("a link");
    std::os::unix::fs::symlink("robots.txt", site.join("same.txt")).expect("a link");
    let made = std::process::Command::new("mkfifo").arg(site.join("pipe.txt")).status();
    assert!(made.is_ok_and(|made| made.success()));
    // More often than there are threads that could be kept waiting.
    for _ in 0..16 {
        for path in [
            "/pipe.txt",
            "/zero.txt",
            "/link.txt",
            "/up/secret.txt",
            "/env.txt",
            "/.env",
            "/%2eenv",
            "/.git/config",
            "/.nojekyll",
            "/.well-known/../.env",
            "/.well-known/.env",
            "/./robots.txt",
        ] {
            let answer = server.get(path);
            assert_eq!((answer.status, answer.text()), (404, blog.read("404.html")), "{path}");
        }
    }
    assert_eq!(server.get("/.well-known/x").text(), "known");
    assert_eq!(server.get("/same.txt").text(), blog.read("robots.txt"));
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
fn an_address_of_ipv6_is_written_as_in_a_url() {
    if TcpListener::bind("[::1]:0").is_err() {
        eprintln!("skipped: this machine has no ::1");
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

#[test]
fn a_page_is_found_with_and_without_the_slash() {
    let (_blog, server) = served("https://example.org");
    for (path, location) in [
        ("/posts/first", "/posts/first/"),
        ("/archive?tag=a&tag=b", "/archive/?tag=a&tag=b"),
        ("/%61rchive", "/%61rchive/"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("location")), (308, Some(location)), "{path}");
        assert_eq!(server.get(location).status, 200, "{location}");
    }
    assert_eq!(server.get("/posts/first/index.html").status, 200);
    // No redirect may lead to another host.
    for path in
        ["//example.com", "//posts/first", "/\\example.com", "//example.com/..;/posts/first"]
    {
        assert_eq!(server.get(path).header("location"), None, "{path}");
    }
}

#[test]
fn an_address_that_leads_nowhere_gets_the_page_for_it_and_its_status() {
    let (blog, server) = served("https://example.org");
    for path in ["/nowhere", "/posts/", "/posts", "/pkg/none.js", "/index.html/", "/index.html/x"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.text()), (404, blog.read("404.html")), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{path}");
    }
    let head = server.ask("HEAD", "/nowhere", &[("range", "bytes=0-1")]);
    assert_eq!((head.status, head.body.len()), (404, 0));
}

#[test]
fn only_what_lies_in_the_folder_is_served() {
    let (_blog, server) = served("https://example.org");
    for path in [
        "/../content/site.toml",
        "/..%2fcontent/site.toml",
        "/%2e%2e/content/site.toml",
        "/posts/../../content/site.toml",
        "/posts/%2e%2e/%2e%2e/content/site.toml",
        "/..\\content\\site.toml",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/index.html%00",
    ] {
        let answer = server.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("base_url ="), "{path}");
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
fn a_site_made_for_a_path_is_served_below_it() {
    let (_blog, server) = served("https://example.org/blog");
    let root = server.get("/?a=b");
    assert_eq!((root.status, root.header("location")), (307, Some("/blog/?a=b")));
    let bare = server.get("/blog");
    assert_eq!((bare.status, bare.header("location")), (308, Some("/blog/")));
    let page = server.get("/blog/posts/first");
    assert_eq!((page.status, page.header("location")), (308, Some("/blog/posts/first/")));
    let home = server.get("/blog/");
    assert_eq!(home.status, 200);
    let script = address(&home, "/blog/pkg/blog.", ".js");
    let script = server.get(&script);
    assert_eq!(script.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(server.get("/blogger/").status, 404);
    assert_eq!(server.get("/posts/first/").status, 404);
}

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
fn a_file_is_served_as_it_is_now() {
    let (blog, server) = served("https://example.org");
    let file = blog.site().join("robots.txt");
    let other = blog.site().join("other.txt");
    for text in ["written in place", "written again"] {
        fs::write(&file, text).expect("written");
        // A moment is as long as an answer holds for the next request.
        thread::sleep(Duration::from_millis(50));
        assert_eq!(server.get("/robots.txt").text(), text);
    }
    fs::write(&other, "another file").expect("written");
    fs::rename(&other, &file).expect("renamed");
    thread::sleep(Duration::from_millis(50));
    assert_eq!(server.get("/robots.txt").text(), "another file");
    fs::remove_file(&file).expect("removed");
    thread::sleep(Duration::from_millis(50));
    assert_eq!(server.get("/robots.txt").status, 404);
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
