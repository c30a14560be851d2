//! Tests only: what holds for feeds of posts with any words.

use fixtures::{post, site};
use markdown::render_alone;
use model::{Byline, Library, Prose};
use proptest::prelude::*;
use roxmltree::{Document, Node};
use serde_json::Value;

use super::{Format, feeds, render};

/// Pieces that mean something in XML, in JSON or to those who show words, or that XML can't hold.
const PIECES: &[&str] = &[
    "]]>",
    "<![CDATA[",
    "<?xml?>",
    "<!--",
    "-->",
    "<!DOCTYPE a>",
    "</title>",
    "</content>",
    "<b>",
    "</b>",
    "&",
    "&amp;",
    "&lt;b&gt;",
    "&nbsp;",
    "&#0;",
    "&#x1b;",
    "&bogus;",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "\0",
    "\u{1}",
    "\u{8}",
    "\u{b}",
    "\u{c}",
    "\u{1b}[0m",
    "\u{7f}",
    "\u{85}",
    "\u{9f}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{1fffe}",
    "\u{10ffff}",
    "\u{feff}",
    "\u{2028}",
    "\t",
    "\n",
    "\r",
    "\r\n",
    " ",
    "  ",
    "a",
    "é",
    "e\u{301}",
    "日本",
    "😀",
    "👩\u{200d}👧",
    "\u{202e}",
    "\u{2066}",
    "שלום",
    "مرحبا",
    "`",
    "*",
    "# ",
    "](",
    "$x$",
];

fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// What is left of words in XML, where some characters can't be.
fn in_xml(words: &str) -> String {
    words
        .chars()
        .filter(|c| *c >= ' ' && !"\u{fffe}\u{ffff}".contains(*c) || "\t\n\r".contains(*c))
        .collect()
}

/// The texts of one element of each entry.
fn texts(feed: &str, [entry, element]: [&str; 2]) -> Result<Vec<String>, TestCaseError> {
    let feed =
        Document::parse(feed).map_err(|error| TestCaseError::fail(format!("{error}: {feed}")))?;
    let is = |node: &Node<'_, '_>, name: &str| node.tag_name().name() == name;
    let text = |entry: Node<'_, '_>| {
        let element = entry.children().find(|node| is(node, element));
        element.and_then(|node| node.text()).unwrap_or_default().to_owned()
    };
    Ok(feed.descendants().filter(|node| is(node, entry)).map(text).collect())
}

fn members(feed: &Value, name: &str) -> Vec<String> {
    let items = feed["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().map(|item| item[name].as_str().unwrap_or_default().to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn feeds_of_any_words_are_read_as_they_were_written(
        of_site in [words(), words(), words()],
        of_posts in prop::collection::vec([words(), words(), words(), words(), words()], 1..4),
    ) {
        let [title, tagline, author] = of_site;
        let mut site = site("https://example.org/below");
        (site.title, site.tagline) = (title, tagline);
        let posts = of_posts.iter().enumerate().map(|(number, [title, description, text, info, code])| {
            let mut post = post(&format!("post-{number}"), "2026-01-01", &["a"]);
            post.summary.title.clone_from(title);
            post.summary.description.clone_from(description);
            post.authors = vec![Byline::of_name(&author)];
            let markdown = format!("{text}\n\n~~~~~ {}\n{code}\n~~~~~\n", info.replace(['\n', '\r'], " "));
            let html = render_alone(&markdown).0 + text;
            post.prose = Prose { html: html.into(), ..Prose::default() };
            post
        });
        let library = Library::new(site, posts.collect(), Vec::new()).expect("no duplicate");
        let written = feeds(&library);
        let [atom, rss, json] = [Format::Atom, Format::Rss, Format::Json].map(|format| {
            let feed = written.iter().find(|feed| feed.format == format && feed.is_of_blog());
            render(feed.expect("a feed"))
        });
        let json: Value = serde_json::from_str(&json).expect("JSON");

        let titles = of_posts.iter().map(|words| words[0].clone()).collect::<Vec<_>>();
        prop_assert_eq!(&members(&json, "title"), &titles);
        for (member, in_atom, in_rss) in [
            ("title", "title", "title"),
            ("summary", "summary", "description"),
            ("content_html", "content", "encoded"),
        ] {
            let expected: Vec<_> = members(&json, member).iter().map(|words| in_xml(words)).collect();
            prop_assert_eq!(&texts(&atom, ["entry", in_atom])?, &expected, "{}", &atom);
            prop_assert_eq!(&texts(&rss, ["item", in_rss])?, &expected, "{}", &rss);
        }
        for feed in &written {
            if feed.format != Format::Json {
                texts(&render(feed), ["entry", "title"])?;
            }
        }
    }
}
