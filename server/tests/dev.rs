//! `blog dev`, with a browser's part played by the tests.

mod common;

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use common::{
    Blog,
    program::{Server, command, has_ipv6},
};
use serde_json::Value;

fn preview(blog: &Blog) -> Server {
    preview_with(blog, &["--no-cache"])
}

fn preview_with(blog: &Blog, more: &[&str]) -> Server {
    let (content, front) = (blog.content(), blog.front());
    let folders = [("--content", &content), ("--front", &front)];
    let folders = folders.map(|(name, path)| [name, path.to_str().expect("a path")]);
    Server::start(&[&["dev"], folders.as_flattened(), more].concat())
}

/// The states that a page is told, as they come.
fn states(server: &Server) -> impl Iterator<Item = Value> {
    server.events("/__dev/events").map(|data| serde_json::from_str(&data).expect("JSON"))
}

/// Waits for the first state that is as it should be.
fn wait(states: &mut impl Iterator<Item = Value>, fits: impl Fn(&Value) -> bool) -> Value {
    states.find(|state| fits(state)).expect("such a state")
}

fn is_good(state: &Value) -> bool {
    state["fault"].is_null() && state["version"] != ""
}

#[test]
fn a_change_reaches_the_open_page_and_a_fault_leaves_the_last_good_site() {
    let blog = Blog::at("https://example.org/below");
    blog.post("far", "9999-01-01", "Later.");
    let server = preview(&blog);
    let mut states = states(&server);
    let first = wait(&mut states, is_good);

    let page = server.get("/below/posts/first/");
    let script = format!(
        "<script src=\"/__dev/client.js?version={}\" defer></script></head>",
        first["version"].as_str().expect("a version")
    );
    assert!(page.text().contains(&script), "{}", page.text());
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(server.get("/below/posts/far/").status, 200, "the future is shown");
    assert_eq!(server.get("/below/nowhere/").status, 404);
    for (path, kind) in [("js", "text/javascript"), ("css", "text/css")] {
        let answer = server.get(&format!("/__dev/client.{path}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)));
    }

    blog.post("first", "2026-01-01", "Quite another text.");
    let second = wait(&mut states, |state| is_good(state) && state != &first);
    assert!(server.get("/below/posts/first/").text().contains("Quite another text."));

    blog.post("first", "2026-13-01", "Broken.");
    let broken = wait(&mut states, |state| !state["fault"].is_null());
    assert!(
        broken["fault"].as_str().is_some_and(|fault| fault.contains("first.md:4:")),
        "{broken}"
    );
    assert_eq!(broken["version"], second["version"]);
    assert!(server.get("/below/posts/first/").text().contains("Quite another text."));

    blog.post("first", "2026-01-01", "Mended.");
    wait(&mut states, |state| is_good(state) && state["version"] != second["version"]);
    assert!(server.get("/below/posts/first/").text().contains("Mended."));

    blog.write("front/pkg/blog.css", "body { color: navy }\n");
    let third = wait(&mut states, |state| is_good(state) && state["version"] != second["version"]);
    assert_ne!(third["version"], second["version"]);
}

#[test]
fn a_change_of_look_or_frame_reaches_the_open_page_like_one_of_a_text() {
    let blog = Blog::at("https://example.org");
    let server = preview(&blog);
    let mut states = states(&server);
    let mut seen = wait(&mut states, is_good);
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    for (file, text, shown) in [
        ("style.css", "body{color:navy}", "<style>body{color:navy}</style>"),
        (
            "head.html",
            "<meta name=\"verify\" content=\"1\">",
            "<meta name=\"verify\" content=\"1\">",
        ),
        ("site.toml", &(toml + "[announcement]\ntext = \"News\"\n"), "<p>News</p>"),
    ] {
        blog.write(&format!("content/{file}"), text);
        let changed = wait(&mut states, |state| is_good(state) && *state != seen);
        assert!(server.get("/posts/first/").text().contains(shown), "{file}");
        seen = changed;
    }
    blog.write("content/style.css", "body{color navy}");
    let broken = wait(&mut states, |state| !state["fault"].is_null());
    assert!(
        broken["fault"].as_str().is_some_and(|fault| fault.contains("style.css:1:6")),
        "{broken}"
    );
}

#[test]
fn what_one_start_read_the_next_one_knows_unless_it_is_damaged() {
    let blog = Blog::at("https://example.org");
    // More than are read again without a word.
    for at in 0..70 {
        blog.post(&format!("p{at}"), "2026-01-01", &format!("Text {at}."));
    }
    let cache = blog.path("cache");
    let start = || preview_with(&blog, &["--cache", cache.to_str().expect("a path")]);
    let kept = |name: &str| {
        let folders = fs::read_dir(cache.join("about")).ok()?;
        folders.map(|it| it.expect("a folder").path().join(name)).find(|file| file.exists())
    };
    let server = start();
    wait(&mut states(&server), is_good);
    // The pages are shown before.
    let until = Instant::now() + Duration::from_secs(60);
    while kept("texts").is_none() {
        assert!(Instant::now() < until, "the cache has no texts");
        thread::sleep(Duration::from_millis(10));
    }
    drop(server);

    blog.post("p1", "2026-01-01", "Another text.");
    let server = start();
    wait(&mut states(&server), is_good);
    assert!(server.get("/posts/p1/").text().contains("Another text."));
    assert!(server.get("/posts/p2/").text().contains("Text 2."));
    drop(server);

    let bodies = kept("texts.bodies").expect("the texts");
    let length = fs::read(&bodies).expect("there").len();
    fs::write(&bodies, "x".repeat(length)).expect("written");
    let server = start();
    let mut states = states(&server);
    let first = wait(&mut states, is_good);
    // Shows that it is damaged.
    server.get("/posts/p2/");
    wait(&mut states, |state| is_good(state) && *state != first);
    assert!(server.get("/posts/p2/").text().contains("Text 2."));
}

#[test]
fn the_front_page_of_a_large_blog_is_there_before_all_of_it_is_read() {
    let blog = Blog::at("https://example.org");
    for at in 1..520 {
        blog.post(&format!("p{at}"), "2025-01-01", "Text.");
    }
    blog.post("newest", "2026-03-01", "See [a part](p300.md#part).");
    blog.post("oldest", "2024-01-01", "See [nothing](nowhere.md).");
    let server = preview(&blog);
    let mut states = states(&server);
    // What is wrong in a text that the front page does not show, is told when that is read.
    let broken = wait(&mut states, |state| !state["fault"].is_null());
    let fault = broken["fault"].as_str().expect("a fault");
    assert!(fault.contains("oldest.md:8:5") && fault.contains("newest.md:8:5"), "{fault}");
    assert_ne!(broken["version"], "", "something was shown before");
    assert!(server.get("/").text().contains("NEWEST"));
    assert_eq!(server.get("/posts/newest/").status, 200);
    for waits in ["/posts/p300/", "/posts/p300/index.json", "/archive/", "/feed.xml", "/nowhere/"] {
        let answer = server.get(waits);
        assert_eq!(answer.status, 503, "{waits}");
        assert!(answer.text().contains("/__dev/client.js"), "{waits}");
    }

    blog.post("newest", "2026-03-01", "See [a part](p300.md).");
    blog.post("oldest", "2024-01-01", "Mended.");
    wait(&mut states, is_good);
    for (path, status) in
        [("/", 200), ("/posts/p300/", 200), ("/archive/", 200), ("/nowhere/", 404)]
    {
        assert_eq!(server.get(path).status, status, "{path}");
    }
}

#[test]
fn a_preview_answers_to_its_own_names_only() {
    let blog = Blog::at("https://example.org");
    let server = preview(&blog);
    wait(&mut states(&server), is_good);
    let (_, port) = server.address.split_once(':').expect("a port");
    let paths = ["/", "/posts/first/", "/index.json", "/nowhere", "/__dev/client.js"];
    let asked = |path: &str, headers: &str| {
        let mut stream = TcpStream::connect(&server.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
        let request = format!("GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer.split(' ').nth(1).and_then(|status| status.parse::<u16>().ok()).expect("a status")
    };
    for path in paths {
        let found = if path == "/nowhere" { 404 } else { 200 };
        for own in ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"] {
            assert_eq!(asked(path, &format!("Host: {own}:{port}\r\n")), found, "{own} {path}");
        }
        let own = format!("Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n");
        assert_eq!(asked(path, &own), found, "{path}");
    }
    for path in paths.into_iter().chain(["/__dev/events"]) {
        for other in [
            format!("evil.example:{port}"),
            format!("localhost.evil.example:{port}"),
            "evil.example".to_owned(),
            "localhost:1".to_owned(),
            format!("192.0.2.1:{port}"),
        ] {
            assert_eq!(asked(path, &format!("Host: {other}\r\n")), 421, "{other} {path}");
        }
        let own = format!("Host: localhost:{port}\r\n");
        assert_eq!(asked(&format!("http://evil.example{path}"), &own), 421, "{path}");
        for origin in ["http://evil.example", "null", "http://localhost:1"] {
            let request = format!("{own}Origin: {origin}\r\n");
            assert_eq!(asked(path, &request), 403, "{origin} {path}");
        }
        assert_eq!(asked(path, ""), 400, "{path}");
        assert_eq!(asked(path, &format!("{own}{own}")), 400, "{path}");
    }
}

#[test]
fn a_preview_has_an_address_of_ipv6() {
    if !has_ipv6() {
        return;
    }
    let blog = Blog::at("https://example.org");
    let (content, front) = (blog.content(), blog.front());
    let folders = [content.to_str().expect("a path"), front.to_str().expect("a path")];
    let server =
        Server::start(&["dev", "--host", "[::1]", "--content", folders[0], "--front", folders[1]]);
    assert!(server.address.starts_with("[::1]:"), "{}", server.address);
    wait(&mut states(&server), is_good);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn the_length_of_a_page_is_told_without_it() {
    let blog = Blog::at("https://example.org");
    let server = preview(&blog);
    wait(&mut states(&server), is_good);
    for path in
        ["/", "/posts/first/", "/nowhere", "/nowhere.png", "/robots.txt", "/__dev/client.js"]
    {
        let whole = server.get(path);
        for headers in [&[][..], &[("range", "bytes=0-9")]] {
            let head = server.ask("HEAD", path, headers);
            assert_eq!((head.status, head.body.len()), (whole.status, 0), "{path}");
            let length = whole.body.len().to_string();
            assert_eq!(head.header("content-length"), Some(&*length), "{path}");
        }
    }
    let part = [("range", "bytes=0-9"), ("if-none-match", "*")];
    assert_eq!(server.ask("GET", "/", &part).text(), server.get("/").text());
}

#[test]
fn before_the_first_good_build_a_page_says_so_and_is_told_the_fault() {
    let blog = Blog::at("https://example.org");
    fs::remove_file(blog.path("content/site.toml")).expect("removed");
    let server = preview(&blog);
    let broken = wait(&mut states(&server), |state| !state["fault"].is_null());
    assert!(broken["fault"].as_str().is_some_and(|fault| fault.contains("site.toml")), "{broken}");
    let page = server.get("/posts/first/");
    assert_eq!(page.status, 503);
    assert!(page.text().contains("/__dev/client.js"), "{}", page.text());
}

#[test]
fn cargo_leptos_gets_the_preview_when_it_watches_and_the_site_when_it_serves() {
    let blog = Blog::at("https://example.org");
    let run = |watch: bool| {
        let mut command = command(&[]);
        command
            .current_dir(blog.path(""))
            .env("LEPTOS_SITE_ADDR", "127.0.0.1:0")
            .env("LEPTOS_SITE_ROOT", "front");
        if watch {
            command.env("LEPTOS_WATCH", "ON");
        }
        Server::spawn(&mut command)
    };
    let watching = run(true);
    wait(&mut states(&watching), is_good);
    assert_eq!(watching.get("/").status, 200);

    let site = blog.path("target/site");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    fs::create_dir_all(blog.path("target")).expect("a folder");
    fs::rename(blog.site(), site).expect("moved");
    let serving = run(false);
    assert_eq!((serving.get("/").status, serving.get("/__dev/events").status), (200, 404));
}

#[test]
fn it_survives_editors_that_replace_files_bursts_and_a_folder_that_goes_and_comes() {
    let blog = Blog::at("https://example.org");
    let server = preview(&blog);
    let mut states = states(&server);
    let mut shows = |path: &str, text: &str| {
        wait(&mut states, |state| is_good(state) && server.get(path).text().contains(text));
    };
    shows("/posts/first/", "See ");

    // As editors save: another file takes the place of the one that is there.
    blog.write("draft", &blog.text_of_post("first", "2026-01-01", "Replaced."));
    fs::rename(blog.path("draft"), blog.path("content/posts/first.md")).expect("moved");
    shows("/posts/first/", "Replaced.");

    // As git checks out another branch.
    for number in 0..1000 {
        blog.post(&format!("burst-{number}"), "2026-03-01", "One of many.");
    }
    shows("/posts/burst-999/", "One of many.");
    assert!(server.get("/feed.xml").text().contains("burst-"));

    let away = blog.path("away");
    fs::rename(blog.content(), &away).expect("moved");
    let gone = wait(&mut states, |state| !state["fault"].is_null());
    assert!(gone["fault"].as_str().is_some_and(|fault| fault.contains("no such folder")), "{gone}");
    assert_eq!(server.get("/posts/first/").status, 200, "the last good state stays");
    fs::rename(&away, blog.content()).expect("moved");
    wait(&mut states, is_good);
    fs::remove_dir_all(blog.content()).expect("removed");
    wait(&mut states, |state| !state["fault"].is_null());
    let again = Blog::at("https://example.org");
    again.post("first", "2026-01-01", "Written anew.");
    fs::rename(again.content(), blog.content()).expect("moved");
    let shows = |text: &str| server.get("/posts/first/").text().contains(text);
    wait(&mut states, |state| is_good(state) && shows("Written anew."));
    blog.post("first", "2026-01-01", "Watched again.");
    wait(&mut states, |state| is_good(state) && shows("Watched again."));
}
