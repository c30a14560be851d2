//! The feeds of a small blog, whole.
//!
//! To see what a change does to them, run the tests with `INSTA_UPDATE=always` and read the
//! difference.

mod common;

use common::Blog;

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
        let feed = blog.read(path);
        let feed = roxmltree::Document::parse(&feed).expect("well-formed");
        let atom = ("http://www.w3.org/2005/Atom", "entry");
        let entries = feed.root_element().children().filter(|node| node.has_tag_name(atom));
        assert_eq!(entries.count(), 50, "{path}");
        assert!(blog.site().join(format!("{path}.br")).exists());
    }
}
