//! `blog check` against `blog build`: whatever the one lets through, the other publishes.

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use common::{Blog, program::blog};
use content::LoadOptions;
use diagnostics::{Diagnostic, Severity};
use images::Effort;
use model::Date;
use proptest::prelude::*;
use server::BuildJob;
use site::FrontEndSource;
use store::Cache;

/// Addresses of which many are odd in one way or another.
const ADDRESSES: &[&str] = &[
    "second.md",
    "second.md#part",
    "second.md#:~:text=Part",
    "second.md#part:~:text=x",
    "second.md?a=1#top",
    "/posts/second/",
    "/posts/second",
    "/posts/second/index.html",
    "/posts/second/index.md",
    "/posts/second/index.json",
    "/posts/./second/",
    "/posts//second/",
    "../posts/second.md",
    "/feed.xml",
    "/feed.xml?a=1",
    "/a/../feed.xml",
    "/tags/tests/feed.xml",
    "/favicon.svg",
    "/fonts/OFL.txt",
    "/robots.txt",
    "/assets/nope.pdf",
    "/assets/yes.pdf",
    "/assets/y%20es.pdf",
    "drawing.svg",
    "drawing.svg#a",
    "#part",
    "#own",
    "#top",
    "#",
    "?",
    "?a[]=1",
    "",
    "https:evil.example",
    "https:/evil.example",
    "https://x.org/?a[]=1",
    "https://x.org/a(b)c",
    "https://x.org/a%20b?c=%5B#[d]",
    "https://x.org/\\\\a",
    "https://example.org/posts/second/",
    "https://example.org/nope/",
    "HTTPS://EXAMPLE.org/nope/",
    "http://[::1]/",
    "http://[::1",
    "http://x.org:99999/",
    "//x.org/a",
    "//example.org/nope",
    "//",
    "/\\\\evil.example",
    "/\\evil.example",
    "a\\\\b.png",
    "mailto:a@b.c?subject=[x]",
    "mailto:a@b.c?subject=%5Bx%5D",
    "MAILTO:a@b.c",
    "tel:+1-2",
    "javascript:x()",
    "data:text/html,x",
    "www.example.com",
    "a@b.c",
    "x:y",
    "&#106;avascript:x",
    "java&#10;script:x",
    "&#32;https://x.org",
    "/posts/second/&#35;part",
    "é.md",
    "/posts/größe/",
    "/tags/tests/#articles",
    "/tags/#nope",
    "/#latest",
    "/archive/",
    "/old/",
    "/old/#part",
    "https://x.org/&amp;amp;b",
    "https://x.org/a?b=1&amp;amp;c=2",
    "https://x.org/a?b=1&amp;c=2",
    "https://x.org/a?b=1&c=2&copy;d&copy=1",
    "https://x.org/&lt;b&gt;",
    "https://x.org/&#38;amp;",
    "https://x.org/%26amp;",
    "https://x.org/a&amp;",
    "https://x.org/a&amp;amp;.",
    "https://x.org/&notanentity;&#x110000;&#0;",
    "https://x.org/*a*",
    "https://x.org/_a_b_",
    "https://x.org/~~a~~",
    "https://x.org/a--b---c",
    "https://x.org/a...",
    "https://x.org/'a'",
    "https://x.org/\"a\"",
    "https://x.org/`a`",
    "https://x.org/a|b",
    "https://x.org/a(b)).",
    "https://x.org/:tada:",
    "https://x.org/$a$",
    "https://x.org/[a]",
    "https://x.org/\\*a\\*",
    "https://x.org/ü/日本?é=ß",
    "https://münchen.example/",
    "www.x.org/&amp;amp;",
    "www.x.org/a_b_",
    "me+a_b@x.org",
    "mailto:me&amp;amp;@x.org",
    "xmpp:a@b.c/d",
    "ftp://x.org/a",
    "https://x.org/<b>",
    "https://x.org/{a}",
    "https://x.org/a b",
];

/// Ways to write an address: `@` stands for it.
const WAYS: &[&str] = &[
    "[a](@)",
    "[a](<@>)",
    "[a](@ \"t\")",
    "[a](@ 't[x](y)')",
    "![i](@)",
    "![i](@ \"c\")\n",
    "[![i](drawing.svg)](@)",
    "[![i][r]][r]\n\n[r]: @\n\n",
    "[![x][r]](@)\n\n[r]: drawing.svg\n\n",
    "[![i](@)](second.md)",
    "[a][r]\n\n[r]: @ \"t\"\n\n",
    "[r]\n\n[r]: <@>\n\n",
    "[r][] ![r]\n\n[r]: @\n\n",
    "<@>",
    "@ ",
    "see @, and @. ",
    "(@) ",
    "*@* ",
    "**@** ",
    "~~@~~ ",
    "_@_ ",
    "`@` ",
    "\"@\" '@' ",
    "\n\n- [ ] @\n\n",
    "\n\n## @\n\n",
    "\n\n| @ |\n|---|\n| @ |\n\n",
    "\n\n> @\n\n",
    "\n\n: @\n\n",
    "word\n: @\n\n",
    "[@](second.md) ",
    "![@](drawing.svg) ",
    "<b>@</b> ",
    "\n\n<p>@</p>\n\n",
    "<!-- @ --> ",
    "[^2]\n\n[^2]: @\n\n",
    "> [a](@)\n> b\n",
    "- [a](@)\n\n",
    "| [a](@) |\n|---|\n| ![i](@) |\n\n",
    "a[^1]\n\n[^1]: [b](@)\n\n",
    "## [a](@)\n\n",
    "<a href=\"@\">a</a>",
    "<a href='@'>a</a>",
    "<a href=@>a</a>",
    "<img src=\"@\" alt=\"\">",
    "<img srcset=\"@ 1x, drawing.svg 2x\" src=\"drawing.svg\" alt=\"a\">",
    "\n\n<video poster=\"@\" src=\"@\"></video>\n\n",
    "\n\n<div><p><a href=\"@\">a</a></p></div>\n\n",
    "\n\n<svg viewBox=\"0 0 9 9\"><a href=\"@\"><path id=\"own\" d=\"M0 0\"/></a><use href=\"@\"/></svg>\n\n",
    "<object data=\"@\"></object>",
    "<iframe src=\"@\" title=\"t\"></iframe>",
    "<form action=\"@\"></form>",
];

/// What else may stand in a text, or around one.
const OTHERS: &[&str] = &[
    "# One\n\n",
    "## Part\n\n",
    "## Own {#own}\n\n",
    "## {verb} {object}\n\n",
    "## Docu {/*docu*/}\n\n",
    "## Set {.a #b}\n\n",
    "## {}\n\n",
    "Part {x}\n----\n\n",
    "\n\n<h1>Raw</h1>\n\n",
    "\n\n<h2 id=\"part\">Raw</h2>\n\n",
    "<span id=\"own\">a</span>",
    "<a name=\"own\"></a>",
    "<b data-script=\"/x.js\">b</b>",
    "\n\n<!-- <h1> -->\n\n",
    "\n\n<!--> <p>x</p>\n\n",
    "`<h1>`",
    "word ",
    "*a* ",
    "\n\n",
    "\\",
    "[",
    "]",
    "\"",
    "--",
    "&lt;",
    "\u{1b}",
    "&amp;amp;",
    "&amp;",
    "&copy; &#169; &nbsp; &shy; &zwj;",
    "&notanentity; &#x110000; &#xD800; &#0;",
    "&#34;x&#34; &#39;y&#39; &ndash; &hellip;",
    "&#42;a&#42; &#95;b&#95; &#91;c&#93;(d) &#58;tada&#58;",
    "&Tab;&NewLine;",
    ":tada: :nothing:",
    "\n\n<?php x ?>\n\n",
    "\n\n<!DOCTYPE html>\n\n",
    "\n\n<![CDATA[x]]>\n\n",
    "<br/><br>",
    "<kbd>a</kbd><sub>b</sub><sup>c</sup>",
    "\n\n<details><summary>s</summary>\n\n*t*\n\n</details>\n\n",
    "\n\n<p title=\"&amp;quot;\">a &amp;amp; b &lt;</p>\n\n",
    "<span title='a &amp;amp; \"b\"'>t</span>",
    "<abbr title=\"&copy\">t</abbr>",
    "\n\n```rust\na &amp; b <c>\n```\n\n",
    "\n\n    a &amp;amp; b\n\n",
    "\n\n$$\na\n$$\n\n",
    "$a &lt; b$ $5 ",
    "~~a~~ ~b~ ^c^ ==d== ",
    "\n\n***\n\n",
    "\n\n> [!NOTE]\n> a\n\n",
    "\n\n1) a\n2) b\n\n",
    "a\\\nb  \nc ",
];

/// Aliases of a post.
const ALIASES: &[&str] = &[
    "/old/",
    "/old.html",
    "/old.html/x/",
    "/feed.xml",
    "/robots.txt",
    "/posts/second/index.md",
    "/posts/second/index.html",
    "/_headers/",
    "/media/x/",
    "/fonts/OFL.txt/",
    "/a*b/",
    "/:name/",
    "/a`b/",
    "/tags/",
    "/tags/tests/x/",
    "/archive/page/1/",
    "/é ü/",
];

fn text() -> impl Strategy<Value = String> {
    let written = (prop::sample::select(WAYS), prop::sample::select(ADDRESSES))
        .prop_map(|(way, address)| way.replace('@', address));
    let other = prop::sample::select(OTHERS).prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![3 => written, 1 => other], 1..4).prop_map(|p| p.concat())
}

/// The text of a post, and its alias.
fn post() -> impl Strategy<Value = (String, Option<&'static str>)> {
    (text(), prop::option::weighted(0.2, prop::sample::select(ALIASES)))
}

fn options() -> LoadOptions {
    LoadOptions {
        drafts: true,
        future: true,
        apart: true,
        today: Date::new(2026, 11, 23).expect("a day"),
        base_url: None,
        cache: Cache::default(),
        pictures: Effort::Checked,
    }
}

/// Takes out the posts that have faults, until there is nothing to say any more.
fn without_faulty(blog: &Blog) {
    for _ in 0..20 {
        let Err(report) = content::load(&blog.content(), &options()) else { return };
        let errors = report.diagnostics.iter().filter(|fault| fault.severity == Severity::Error);
        let faulty: BTreeSet<&Path> = errors.map(|fault| &*fault.path).collect();
        for file in faulty {
            fs::remove_file(file).expect("a post has the fault");
        }
    }
    panic!("there is always something more to say");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_the_check_lets_through_is_published(posts in prop::collection::vec(post(), 60)) {
        let blog = Blog::at("https://example.org");
        blog.write("content/assets/yes.pdf", "%PDF");
        for (number, (text, alias)) in posts.iter().enumerate() {
            let alias = alias.map(|alias| format!("aliases = [\"{alias}\"]\n")).unwrap_or_default();
            let math = number % 4 == 0;
            let head =
                format!("+++\ntitle = \"T\"\ndate = 2026-01-01\nmath = {math}\n{alias}+++\n\n");
            blog.write(&format!("content/posts/p{number}.md"), &(head + text + "\n"));
        }
        without_faulty(&blog);
        let job = BuildJob {
            content: blog.content(),
            options: LoadOptions { drafts: false, future: false, apart: false, ..options() },
            front: FrontEndSource::Folder(blog.front()),
            site: blog.site(),
            cards: false,
            compress: false,
            grace: 0,
            prune: false,
        };
        let built = server::build(&job);
        let texts: BTreeMap<usize, &String> =
            posts.iter().map(|(text, _)| text).enumerate().collect();
        prop_assert!(built.is_ok(), "{}\n{texts:#?}", built.expect_err("it failed"));
        // Every form of a text says the same.
        let different = |warning: &&Diagnostic| {
            let help = warning.help.as_deref().unwrap_or_default();
            help.contains("this program takes one for the other")
        };
        let warnings = built.map(|built| built.warnings).unwrap_or_default();
        let different: Vec<String> =
            warnings.iter().filter(different).map(ToString::to_string).collect();
        prop_assert!(different.is_empty(), "{}", different.join("\n"));
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let blog = Blog::at("https://example.org");
    blog.post("one", "2026-03-01", "[gone](gone.md) and [a draft](draft.md)");
    let draft = blog.text_of_post("draft", "2026-03-01", "[later](later.md)");
    blog.write("content/posts/draft.md", &draft.replacen("+++\n", "+++\ndraft = true\n", 1));
    blog.post("later", "2999-01-01", "[a draft](draft.md)");
    let content = blog.content();
    let ran = blog_check(&content);
    assert_eq!(ran.code, Some(1));
    for fault in ["there is no file `gone.md`", "`draft.md` is a draft, and not part of this site"]
    {
        assert!(ran.err.contains(fault), "{}", ran.err);
    }
    // What is not published may lead to what is not.
    assert_eq!(ran.err.matches("error: ").count(), 2, "{}", ran.err);
}

fn blog_check(content: &Path) -> common::program::Ran {
    blog(&["check", "--no-cache", "--content", content.to_str().expect("a path")])
}

#[test]
fn what_is_shown_and_led_to_by_one_name_keeps_both_addresses() {
    let blog = Blog::at("https://example.org");
    let text = "[![i][r]][r] [r][] ![r] [r]\n\n[r]: drawing.svg \"A \\\"title\\\"\"";
    blog.post("one", "2026-03-01", text);
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let copy = blog.read("posts/one/index.md");
    let link = "](https://example.org/posts/drawing.svg \"A \\\"title\\\"\")";
    assert_eq!(copy.matches(link).count(), 3, "{copy}");
}

#[test]
fn a_file_that_nothing_leads_to_has_an_address_of_its_own_too() {
    let blog = Blog::at("https://example.org");
    blog.write("content/posts/own/index.md", &blog.text_of_post("own", "2026-03-01", "Text."));
    blog.write("content/posts/own/index.html", "<p>mine</p>");
    let ran = blog_check(&blog.content());
    let built = blog.build(&["--no-compress"]);
    // Either it is not published, or somebody is told.
    assert_eq!(ran.code, built.code, "{}\n{}", ran.err, built.err);
    assert!(!built.err.contains("two files want"), "{}", built.err);
}

#[test]
fn a_page_that_somebody_brings_along_leads_where_it_wants() {
    let blog = Blog::at("https://example.org");
    blog.post("one", "2026-03-01", "[Kept](/kept.html#place)");
    let page = "<p id=place>Old.</p><a href=\"/gone/\">a</a><img src=\"gone.png\">";
    blog.write("content/kept.html", page);
    let ran = blog_check(&blog.content());
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let built = blog.build(&["--no-compress"]);
    assert_eq!((built.code, &*built.err), (Some(0), ""));
    assert_eq!(blog.read("kept.html"), page);
}

#[cfg(unix)]
#[test]
fn what_cant_be_read_is_found_by_the_check() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let blog = Blog::at("https://example.org");
    let folder = |path: &str| fs::create_dir_all(blog.path(path)).expect("a folder");
    let link = |path: &str| symlink("nowhere", blog.path(path)).expect("a link");
    let latin = |path: &str| fs::write(blog.path(path), b"a,b\n\xff,1\n").expect("written");
    let spoils: [&dyn Fn(&str); 3] = [&folder, &link, &latin];
    for file in ["authors.toml", "series.toml", "icon.svg", "permalinks.lock", "site.toml"] {
        let file = format!("content/{file}");
        let before = fs::read(blog.path(&file)).ok();
        for spoil in spoils {
            let _ = fs::remove_file(blog.path(&file));
            spoil(&file);
            let ran = blog_check(&blog.content());
            let place = format!("{file}:");
            assert!(ran.code == Some(1) && ran.err.contains(&place), "{file}: {}", ran.err);
            let _ = fs::remove_dir(blog.path(&file)).or_else(|_| fs::remove_file(blog.path(&file)));
        }
        if let Some(before) = before {
            fs::write(blog.path(&file), before).expect("written");
        }
    }
    let chart = "```chart\ntype = \"line\"\ntitle = \"t\"\ndata = \"@.csv\"\n```";
    for (spoil, name) in spoils.into_iter().zip(["folder", "link", "latin"]) {
        for ending in ["csv", "png", "svg", "pdf", "txt"] {
            spoil(&format!("content/posts/{name}.{ending}"));
        }
        spoil(&format!("content/posts/of-{name}.md"));
        blog.post(&format!("chart-{name}"), "2026-01-01", &chart.replace('@', name));
        blog.post(&format!("shows-{name}"), "2026-01-01", &format!("![a]({name}.svg)"));
        blog.post(&format!("raw-{name}"), "2026-01-01", &format!("<img src={name}.png alt=''>"));
    }
    for name in ["folder", "link"] {
        blog.post(&format!("leads-{name}"), "2026-01-01", &format!("[a]({name}.pdf)"));
    }
    blog.post("locked", "2026-01-01", "Text.");
    let locked = blog.path("content/posts/locked.md");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("set");
    // Who may do anything reads it all the same.
    let is_locked = fs::read(&locked).is_err();
    let ran = blog_check(&blog.content());
    for file in [
        "of-folder",
        "of-link",
        "of-latin",
        "chart-folder",
        "chart-link",
        "shows-folder",
        "shows-link",
        "shows-latin",
        "raw-folder",
        "raw-link",
        "raw-latin",
        "leads-folder",
        "leads-link",
    ] {
        assert!(ran.err.contains(&format!("/{file}.md:")), "{file}: {}", ran.err);
    }
    assert!(ran.err.contains("/latin.csv:2:1"), "{}", ran.err);
    assert_eq!(ran.err.contains("/locked.md:1:1"), is_locked, "{}", ran.err);
    // What of it the check finds stops the build, and nothing else.
    let built = blog.build(&[]);
    assert_eq!((ran.code, built.code), (Some(1), Some(1)));
    assert_eq!(built.err.matches("error: ").count(), ran.err.matches("error: ").count());
}
