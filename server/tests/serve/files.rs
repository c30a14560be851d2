//! Which files are served, and at which addresses.

use std::{fs, thread, time::Duration};

use crate::{address, served};

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
