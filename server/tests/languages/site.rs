//! What is there once for all languages: a site built again, old addresses, hosts, the preview.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use crate::{
    bilingual, build,
    common::{
        program::{self, Server},
        tree,
    },
    refused,
};

#[test]
fn a_build_that_knows_the_last_one_makes_the_same_site() {
    let blog = bilingual("https://example.org/below");
    let pages = |text: &str| text.split_whitespace().next().map(str::to_owned);
    build(&blog);
    let change = |file: &str, from: &str, to: &str| {
        let text = fs::read_to_string(blog.path(file)).expect("there");
        blog.write(file, &text.replace(from, to));
    };
    change("content/posts/second.de.md", "slug = \"der-zweite\"", "slug = \"zweiter\"");
    change("content/de/posts/alone.md", "Nichts.", "Etwas. [Zweiter](../../posts/second.de.md)");
    let ran = build(&blog);
    assert!(pages(&ran.out).is_some());
    blog.build_at("other", &["--no-compress", "--no-cache"]);
    let files = |site: &str| -> BTreeMap<String, Vec<u8>> {
        // It says from when on what no page needs any more is kept.
        let all = tree(&blog.path(site)).into_iter();
        all.filter(|(path, _)| path != ".inventory" && !path.starts_with("pkg/")).collect()
    };
    let (again, anew) = (files("site"), files("other"));
    let names =
        |files: &BTreeMap<String, Vec<u8>>| -> BTreeSet<String> { files.keys().cloned().collect() };
    assert_eq!(names(&again), names(&anew));
    for (path, bytes) in &anew {
        assert!(again[path] == *bytes, "{path}");
    }
    assert!(!blog.site().join("de/posts/der-zweite").exists());
    let english = blog.read("posts/second/index.html");
    assert!(english.contains("/below/de/posts/zweiter/"), "{english}");
}

#[test]
fn old_addresses_and_permalinks_are_those_of_the_whole_site() {
    let blog = bilingual("https://example.org/below");
    let text = fs::read_to_string(blog.path("content/de/posts/alone.md")).expect("there");
    let text = text.replace("+++\n\nN", "aliases = [\"/alt/\"]\n+++\n\nN");
    blog.write("content/de/posts/alone.md", &text);
    build(&blog);
    let moved = blog.read("alt/index.html");
    assert!(moved.contains("content=\"0; url=/below/de/posts/alone/\""), "{moved}");
    assert!(blog.read("_redirects").contains("/below/alt/ /below/de/posts/alone/ 301\n"));
    let content = blog.content();
    let content = content.to_str().expect("a path");
    assert_eq!(program::blog(&["permalinks", "update", "--content", content]).code, Some(0));
    let lock = fs::read_to_string(blog.path("content/permalinks.lock")).expect("there");
    for line in [
        "/de/posts/alone/ # de/posts/alone.md\n",
        "/de/posts/der-zweite/ # posts/second.de.md\n",
        "/posts/second/ # posts/second.md\n",
        "/alt/ # de/posts/alone.md\n",
        "/de/tags/nur-hier/\n",
    ] {
        assert!(lock.contains(line), "{line} in {lock}");
    }
    fs::remove_file(blog.path("content/posts/second.de.md")).expect("removed");
    let said = refused(&blog);
    assert!(
        said.contains("the address `/de/posts/der-zweite/` of `posts/second.de.md` would vanish"),
        "{said}"
    );
}

#[test]
fn a_host_serves_each_language_as_the_first() {
    let blog = bilingual("https://example.org/below");
    build(&blog);
    let server = Server::start(&["serve", "--site", blog.site().to_str().expect("a path")]);
    let answer = server.get("/below/de/nirgends/");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("<html lang=\"de\">"), "{}", answer.text());
    assert!(server.get("/below/nowhere/").text().contains("<html lang=\"en\">"));
    assert_eq!(
        server.get("/below/de/feed.json").header("content-type"),
        Some("application/feed+json; charset=utf-8")
    );
    let lists = tree(&blog.site().join("de/lists"));
    let list = server.get(&format!("/below/de/lists/{}", lists[0].0));
    assert_eq!(list.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(server.get("/below/de/").header("cache-control"), Some("no-cache"));
}

#[test]
fn a_preview_shows_every_language() {
    let blog = bilingual("https://example.org/below");
    let (content, front) = (blog.content(), blog.front());
    let server = Server::start(&[
        "dev",
        "--content",
        content.to_str().expect("a path"),
        "--front",
        front.to_str().expect("a path"),
    ]);
    // The first look waits for the first build.
    let is_built =
        |state: &String| state.contains("\"fault\":null") && !state.contains("\"version\":\"\"");
    server.events("/__dev/events").find(is_built).expect("a state");
    for (path, part) in [
        ("/below/de/posts/alone/", "<html lang=\"de\">"),
        ("/below/de/index.json", "Das Blog"),
        ("/below/de/feed.xml", "Allein"),
        ("/below/de/posts/alone/index.md", "Nichts."),
        ("/below/posts/second/", "<html lang=\"en\">"),
        ("/below/sitemap.xml", "hreflang"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.text().contains(part), "{path}: {}", answer.text());
    }
    assert_eq!(server.get("/below/de/search/root.txt").status, 200);
    assert_eq!(server.get("/below/de/posts/first/").status, 404);
}
