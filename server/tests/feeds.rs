//! The feeds of a small blog, whole.
//!
//! To see what a change does to them, run the tests with `INSTA_UPDATE=always` and read the
//! difference.

mod common;

use common::{Blog, program::blog};

/// A built blog that lives under a path, with a text that needs rewriting.
fn built() -> Blog {
    let blog = Blog::at("https://example.org/below");
    blog.post(
        "größe",
        "2026-03-01",
        "## Part\n\nSee [above](#part) & <b>on</b>.\n\n```rust\nfn a() {}\n```",
    );
    blog.write(
        "content/posts/changed.md",
        "+++\ntitle = \"Changed & <kept>\"\ndate = 2025-12-24\nupdated = 2026-04-02\n\
         authors = [\"ada\", \"grace\"]\ntags = [\"größe\", \"tests\"]\n+++\n\nA *text*.\n",
    );
    blog.write("content/authors.toml", "[ada]\nname = \"Ada\"\n\n[grace]\nname = \"Grace\"\n");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    blog
}

/// Compares with the answer of last time.
macro_rules! assert_answer {
    ($name:expr, $answer:expr) => {
        insta::with_settings!({ snapshot_path => "feeds", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $answer);
        });
    };
}

#[test]
fn the_newest_posts_stand_in_three_formats_and_those_of_a_tag_in_one() {
    let blog = built();
    for (name, path) in [
        ("atom", "feed.xml"),
        ("rss", "rss.xml"),
        ("json", "feed.json"),
        ("atom-of-tag", "tags/größe/feed.xml"),
    ] {
        assert_answer!(name, blog.read(path));
    }
}

#[test]
fn a_feed_has_fifty_posts_and_is_compressed() {
    let blog = Blog::at("https://example.org");
    for number in 0..60 {
        blog.post(
            &format!("post-{number:02}"),
            &format!("2025-01-{:02}", number % 28 + 1),
            "Text.",
        );
    }
    assert_eq!(blog.build(&[]).code, Some(0));
    for path in ["feed.xml", "tags/tests/feed.xml"] {
        assert_eq!(entries(&blog.read(path)).len(), 50, "{path}");
        assert!(blog.site().join(format!("{path}.br")).exists());
    }
}

/// The ids of a feed's entries.
fn entries(feed: &str) -> Vec<String> {
    let feed = roxmltree::Document::parse(feed).expect("well-formed");
    let atom = "http://www.w3.org/2005/Atom";
    let entries = feed.root_element().children().filter(|node| node.has_tag_name((atom, "entry")));
    let id = |entry: roxmltree::Node<'_, '_>| {
        let id = entry.children().find(|node| node.has_tag_name((atom, "id")));
        id.and_then(|id| id.text()).expect("an id").to_owned()
    };
    entries.map(id).collect()
}

/// The addresses that a feed has for its other documents.
fn link(feed: &str, rel: &str) -> Option<String> {
    let feed = roxmltree::Document::parse(feed).expect("well-formed");
    let link = feed.root_element().children().find(|node| node.attribute("rel") == Some(rel))?;
    link.attribute("href").map(str::to_owned)
}

#[test]
fn what_is_older_is_reached_through_archives_that_stay_as_they_are() {
    let base = "https://example.org/below";
    let built = |count: usize| {
        let blog = Blog::at(base);
        for number in 0..count {
            let date = format!("20{:02}-01-01", 10 + number / 10);
            blog.post(&format!("post-{number:03}"), &date, "Text.");
        }
        assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
        blog
    };
    // Two more come with every blog here.
    let blog = built(118);
    for (list, text) in [("", true), ("tags/tests/", false)] {
        let mut seen = Vec::new();
        let mut next = Some(format!("{base}/{list}feed.xml"));
        let mut documents = 0;
        while let Some(address) = next {
            let feed = blog.read(address.strip_prefix(&format!("{base}/")).expect("ours"));
            assert_eq!(link(&feed, "self").as_deref(), Some(&*address));
            assert_eq!(feed.contains("<fh:archive/>"), documents > 0);
            assert_eq!(feed.contains("<content"), text || documents == 0);
            let newest = format!("{base}/{list}feed.xml");
            assert_eq!(link(&feed, "current"), (documents > 0).then_some(newest));
            seen.extend(entries(&feed));
            documents += 1;
            next = link(&feed, "prev-archive");
            assert_eq!(next, link(&feed, "next"));
        }
        seen.sort();
        seen.dedup();
        assert_eq!((seen.len(), documents), (120, 3), "{list}");
        let oldest = blog.read(&format!("{list}feed/1.xml"));
        let newer = format!("{base}/{list}feed/2.xml");
        assert_eq!(link(&oldest, "next-archive"), Some(newer));
    }
    let (before, after) = (blog.read("feed/1.xml"), built(130).read("feed/1.xml"));
    assert_eq!(before, after);
}

#[test]
fn every_construct_says_the_same_in_every_form() {
    let room = Blog::at("https://example.org");
    let content = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/content/constructs").to_owned();
    let path = |path: std::path::PathBuf| path.to_str().expect("a path").to_owned();
    let mut args = vec!["build", "--no-compress", "--no-cache"];
    let folders =
        [("--content", content), ("--front", path(room.front())), ("--site", path(room.site()))];
    args.extend(folders.iter().flat_map(|(name, path)| [name, path.as_str()]));
    let ran = blog(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
}
