//! Tests only: what is the same in every form, and what is not.

use std::{fs, path::Path};

use model::Date;
use proptest::prelude::*;
use store::Cache;

use super::*;
use content::{self, LoadOptions};

fn url() -> Url {
    Url::parse("https://example.org/blog/posts/one/").expect("a URL")
}

/// What differs between some HTML and some Markdown.
fn between(html: &str, markdown: &str) -> Option<Difference> {
    let (markdown, words) = (body(markdown), &languages::english());
    PublishedText { route: &Route::Home, url: &url(), html, markdown, words }.in_markdown()
}

#[test]
fn the_same_in_another_form_is_no_difference() {
    for (html, markdown) in [
        (
            "<div class=\"heading\"><h2 id=\"a\">A “b” – c</h2><a class=\"anchor\" href=\"#a\">#</a></div>",
            "---\ntitle: \"x\"\n---\n\n## A \"b\" -- c {#a}\n",
        ),
        (
            "<p>in <a class=\"value\" href=\"#data-1\"><data value=\"5.02\">5 ms</data></a></p>",
            "in 5 ms",
        ),
        (
            "<p><a href=\"https://example.net/a\">https://example.net/a</a> \
             <a href=\"/blog/about/\">x</a></p>",
            "https://example.net/a [x](https://example.org/blog/about/)",
        ),
        (
            "<p>a<sup><a href=\"#fn-1\">1</a></sup>b</p><section><ol><li><p>c \
             <a href=\"#fnref-1\">↩</a></p></li></ol></section>",
            "a[^x]b\n\n[^x]: c",
        ),
        ("<div><p>Note</p><p>a</p></div>", "> [!NOTE]\n> a"),
        (
            "<p><a href=\"https://münchen.example/\">https://münchen.example/</a></p>",
            "https://münchen.example/",
        ),
        (
            "<p><a href=\"https://münchen.example/a%7C\">https://münchen.example/a|</a></p>",
            "https://münchen.example/a|",
        ),
        (
            "<p><a href=\"https://x.org/&amp;amp;b\">https://x.org/&amp;amp;b</a> :tada: \
             <a href=\"https://x.org/:tada\">https://x.org/:tada</a>:</p>",
            "https://x.org/&amp;b 🎉 https://x.org/:tada:",
        ),
        (
            "<figure><figcaption>T</figcaption><pre><code>a\n</code></pre></figure>",
            "```rust title=\"T\"\na\n```",
        ),
        ("<p><math><mi>x</mi></math> y</p>", "$x$ y"),
        ("<h2>{verb} {object}</h2><h2>a {b}</h2>", "## {verb} {object}\n\na {`b`}\n---"),
        ("<p><a href=\"http://[::1]/?a[]=1\">a</a></p>", "[a](http://[::1]/?a[]=1)"),
        ("<figure class=\"chart\"><svg></svg>1 2</figure><p>a</p>", "```chart\n1,2\n```\na"),
        (
            "<figure><img alt=\"A\" src=\"/blog/a.png\"><figcaption>B</figcaption></figure>",
            "![A](https://example.org/blog/a.png \"B\")",
        ),
    ] {
        assert_eq!(between(html, markdown), None, "{markdown}");
    }
}

#[test]
fn another_word_link_or_image_is_told() {
    let html = "<p>One <a href=\"/blog/about/\">two</a> <img alt=\"A\" src=\"a.png\"></p>";
    for (markdown, told) in [
        (
            "One [too](https://example.org/blog/about/) ![A](https://example.org/blog/posts/one/a.png)",
            "the Markdown of this page says “Onetoo” where the page says “Onetwo”",
        ),
        (
            "One [two](https://example.org/about/) ![A](https://example.org/blog/posts/one/a.png)",
            "the Markdown of this page links to https://example.org/about/ \
             where the page has https://example.org/blog/about/",
        ),
        (
            "One [two](https://example.org/blog/about/)",
            "the Markdown of this page shows nothing more \
             where the page has https://example.org/blog/posts/one/a.png “A”",
        ),
    ] {
        assert_eq!(between(html, markdown).expect("another").message, told);
    }
}

#[test]
fn a_difference_is_told_at_its_line() {
    let html = "<h2>A</h2><p>One two</p><p>three<a href=\"#fn-1\">1</a></p><p>four \
                <a href=\"#fnref-1\">↩</a></p>";
    for (markdown, line) in [
        ("## A\n\nOne two\n\nthree[^1]\n\n[^1]: four\n", None),
        ("## B\n\nOne two\n\nthree[^1]\n\n[^1]: four\n", Some(0)),
        ("---\ntitle: \"x\"\n---\n\n## A\n\nOne\ntoo\n\nthree[^1]\n\n[^1]: four\n", Some(3)),
        ("## A\n\nOne two\n\nthree [a](https://example.org/)\n\nfour\n", Some(4)),
    ] {
        assert_eq!(between(html, markdown).map(|found| found.line), line, "{markdown}");
    }
}

#[test]
fn nothing_in_a_feed_is_read_from_where_the_page_is() {
    let html = "<p><a href=\"/blog/about/\">a</a></p>";
    let body = html.replace("/blog", "https://example.org/blog");
    let (markdown, words) = ("[a](/blog/about/)", &languages::english());
    let text = PublishedText { route: &Route::Home, url: &url(), html, markdown, words };
    assert_eq!(text.in_feed(&body), None);
    assert_eq!(
        text.in_feed(html).expect("another").message,
        "the feed links to /blog/about/ where the page has https://example.org/blog/about/"
    );
}

/// What differs between the page of a text and its copy; `None` when the text has faults.
fn differs(markdown: &str, math: bool) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    write("site.toml", "title = \"Site\"\nbase_url = \"https://example.org/blog\"\n");
    let text =
        |math, text| format!("+++\ntitle = \"T\"\ndate = 2026-01-01\nmath = {math}\n+++\n{text}\n");
    write("posts/one.md", &text(math, markdown));
    write("posts/other.md", &text(false, "## Part"));
    let options = LoadOptions {
        drafts: false,
        future: true,
        apart: false,
        today: Date::EPOCH,
        base_url: None,
        cache: Cache::default(),
        pictures: images::Effort::Finished,
    };
    let library = content::load(folder.path(), &options).ok()?.library;
    Some(differences(&library).into_iter().map(|found| found.message).collect())
}

#[test]
fn every_example_of_commonmark_says_the_same_in_every_form() {
    let Ok(spec) =
        fs::read_to_string(Path::new("../../../end2end/node_modules/commonmark-spec/spec.txt"))
    else {
        println!("skipped: commonmark-spec is not installed");
        return;
    };
    let fence = "`".repeat(32);
    let mut compared = 0;
    for example in spec.split(&format!("\n{fence} example\n")).skip(1) {
        let markdown = example.split("\n.\n").next().unwrap_or_default().replace('→', "\t");
        if let Some(found) = differs(&markdown, false) {
            assert_eq!(found, [""; 0], "{markdown}");
            compared += 1;
        }
    }
    assert!(compared > 300, "{compared}");
}

/// Pieces that mean something in Markdown.
const PIECES: &[&str] = &[
    "[",
    "](other.md)",
    "](other.md#part \"T\")",
    "](<other.md>\n'T')",
    "![",
    "](/blog/posts/other/)",
    "[r]",
    "\n\n[r]: other.md\n\n",
    "](https://example.net/a--b?c=1&d=2)",
    "https://example.net/a_b ",
    "<https://example.net/>",
    "<a href=other.md>",
    "</a>",
    "*",
    "**",
    "_",
    "`",
    "``",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "```\n",
    "~~",
    "\\",
    "[^1]",
    "\n\n[^1]: ",
    "\n\n> [!TIP]\n> ",
    "- [x] ",
    "| a | b |\n|---|---|\n| ",
    " | ",
    "## ",
    "\"",
    "'",
    "--",
    "...",
    "&amp;",
    "&",
    "<",
    "<b>",
    "</b>",
    "$",
    "$x^2$",
    "word ",
    "é ",
    "🎉 ",
    "עברית ",
    "\u{1b}",
    "]]>",
    ": ",
    "\t",
    "***\n",
    "=\n",
    "www.example.net ",
    "me@example.net ",
    "#",
    "https://example.net/",
    "www.example.net/",
    "&amp;amp;",
    "&copy;",
    "&#169;",
    "&#0;",
    "&lt;",
    "&quot;",
    "&ndash;",
    "&notanentity;",
    "&#58;",
    ":tada:",
    "(",
    ")",
    "]",
    ">",
    ";",
    "{",
    "}",
    " {#id}",
    "<!-- ",
    "-->",
    "<br>",
    "<p>",
    "</p>",
    "<span title=\"&amp;quot;\">",
    "</span>",
    "^",
    "$$",
    "~~~\n",
    "\r\n",
    "\u{a0}",
    "+++",
    "\n---\n",
    "\n\n",
    "\n\n:::note *a* [b](other.md)\n",
    "\n:::\n",
    "\n\n> [!info]- b\n> ",
    "\n\n!!! tip \"c\"\n    ",
    "\n\n{/* d */}\n\n",
];

#[test]
fn what_a_text_ends_with_is_in_its_copy_too() {
    for text in
        ["| a | b |\n|---|---|\n| \u{a0}", "| a | b |\n|---|---|\n| \u{3000}", "a\u{a0}", "a  \t\n"]
    {
        assert_eq!(differs(text, false), Some(Vec::new()), "{text}");
    }
}

#[test]
fn names_of_emoji_that_touch_are_found_alike() {
    for text in ["javascript:x :tada: :nothing:", ":x :tada:", "a:🎉 :x:"] {
        assert_eq!(differs(text, false), Some(Vec::new()), "{text}");
    }
}

#[test]
fn an_address_makes_no_table_of_its_line() {
    for text in ["| [a](https://x.org/a|b) |\n|---|", "| [a](https://x.org/a\\|b) |\n|---|"] {
        assert_eq!(differs(text, false), Some(Vec::new()), "{text}");
    }
}

#[test]
fn what_follows_a_block_defines_none_of_it() {
    for text in [
        "!!! tip \"c\"\n    : &amp;amp;",
        "> !!! tip \"c\"\n>     : &amp;amp;",
        ":::note\nb\n:::\n: [",
        ":::note b\n:::\n: [",
        "::::note\n:::tip\nb\n:::\n::::\n: [",
        "> :::note\n> b\n> :::\n> : [",
    ] {
        assert_eq!(differs(text, false), Some(Vec::new()), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_says_the_same_in_every_form(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 1..30),
        math: bool,
    ) {
        if let Some(found) = differs(&pieces.concat(), math) {
            prop_assert_eq!(found, [""; 0], "{}", pieces.concat());
        }
    }
}
