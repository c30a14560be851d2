//! A site in several languages.

#[path = "../common/mod.rs"]
mod common;
mod content;
mod pages;
mod site;

use std::{collections::BTreeMap, fs};

use common::{Blog, program::Ran};

/// A blog in English and German, its second post in both, with a text in German alone.
fn bilingual(base_url: &str) -> Blog {
    with_languages(
        base_url,
        "[languages.de]\ntitle = \"Das Blog\"\ntagline = \"Über Dinge.\"\n\
         introduction = \"Willkommen.\"\n",
    )
}

fn with_languages(base_url: &str, languages: &str) -> Blog {
    let blog = Blog::at(base_url);
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &(toml + languages));
    blog.write(
        "content/posts/second.de.md",
        "+++\ntitle = \"Der zweite\"\ndescription = \"Über den zweiten.\"\ndate = 2026-02-01\n\
         slug = \"der-zweite\"\ntags = [\"tests\", \"nur-hier\"]\n+++\n\n## Teil\n\n\
         ![Eine Zeichnung](drawing.svg) \"Zitat\", [dasselbe](second.md#teil), \
         [das erste](first.md), [englisch](https://example.org/below/posts/second/#part).\n",
    );
    blog.write(
        "content/de/posts/alone.md",
        "+++\ntitle = \"Allein\"\ndescription = \"Nur hier.\"\ndate = 2026-03-01\ntags = [\"tests\"]\n\
         +++\n\nNichts.\n",
    );
    blog.write("content/de/pages/about.md", "+++\ntitle = \"Über uns\"\n+++\n\nHallo.\n");
    blog
}

fn build(blog: &Blog) -> Ran {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    ran
}

/// What a build says that refuses, without the names of temporary folders.
fn refused(blog: &Blog) -> String {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    ran.err.replace(&format!("{}/", blog.content().display()), "content/")
}

/// What of a text stands between two others, each time that the first is there.
fn all_between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let parts = text.split(start).skip(1);
    parts.map(|part| part.split_once(end).expect("an end").0).collect()
}

/// What a page says of itself in other languages: tag and address of each.
fn alternates(html: &str) -> BTreeMap<String, String> {
    let links = all_between(html, "<link rel=\"alternate\" hreflang=\"", ">");
    let link = |link: &str| {
        let (tag, rest) = link.split_once('"').expect("a tag");
        (tag.to_owned(), all_between(rest, "href=\"", "\"")[0].to_owned())
    };
    links.into_iter().map(link).collect()
}
