//! `blog import` from the command line to the built site: every small blog of the generators moves in,
//! builds, and answers at every address that it had.

mod common;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use common::{
    Blog,
    program::{Server, blog, command},
    tree,
};
use import::{Generator, ImportJob};

/// The small blogs, each with the generator that it is of.
fn blogs() -> Vec<(PathBuf, Generator)> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/crates/import/tests/blogs"));
    let source = |generator: Generator| match generator {
        Generator::Ghost => folder.join("ghost.json"),
        Generator::WordPress => folder.join("wordpress.xml"),
        other => folder.join(other.key()),
    };
    Generator::ALL.into_iter().map(|generator| (source(generator), generator)).collect()
}

/// An empty content folder, with what a build needs beside it.
fn empty() -> Blog {
    let blog = Blog::at("https://example.org");
    fs::remove_dir_all(blog.content()).expect("removed");
    blog
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// The file of a site that answers at a path.
fn file_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.ends_with('/') || path.is_empty() {
        format!("{path}index.html")
    } else {
        path.to_owned()
    }
}

/// Every address at which somebody may look for what the small blogs have: posts, pages, lists of tags and
/// authors, and feeds.
const OLD: [(Generator, &[&str]); 10] = [
    (
        Generator::Hugo,
        &[
            "/2021/06/bundled-post/",
            "/2021/06/older/",
            "/old-bundle/",
            "/special/plain.html",
            "/about/",
            "/tags/planner/",
            "/index.xml",
            "/posts/index.xml",
            "/tags/planner/index.xml",
        ],
    ),
    (
        Generator::Zola,
        &[
            "/2018/05/06/Timer-1.10/",
            "/about/",
            "/blink.html",
            "/blog/blink/",
            "/blog/timer/",
            "/led/blink/",
        ],
    ),
    (
        Generator::Jekyll,
        &[
            "/2019/04/05/Second-Page.html",
            "/about/",
            "/old/first/",
            "/ops/night/2019/03/04/first-page.html",
            "/feed.xml",
        ],
    ),
    (Generator::Astro, &["/writing/first-island/", "/writing/second-island/", "/rss.xml"]),
    (
        Generator::Docusaurus,
        &[
            "/blog/",
            "/blog/2022/05/06/faster",
            "/blog/slower-again",
            "/blog/rss.xml",
            "/blog/atom.xml",
        ],
    ),
    (Generator::VitePress, &["/blog/one.html", "/blog/two.html"]),
    (Generator::Next, &["/about", "/blog/first", "/blog/second"]),
    (Generator::Eleventy, &["/about/", "/articles/layers/", "/custom/heads.html"]),
    (
        Generator::Ghost,
        &[
            "/about/",
            "/boo/",
            "/lexical/",
            "/rss/",
            "/tag/house/",
            "/tag/house/rss/",
            "/author/casper/",
        ],
    ),
    (
        Generator::WordPress,
        &[
            "/2015/06/07/hot-metal/",
            "/2020/01/02/blocks/",
            "/about/",
            "/?p=10",
            "/feed/",
            "/feed/atom/",
            "/?feed=rss2",
            "/tag/type/",
            "/tag/type/feed/",
            "/author/gut/",
            "/author/gut/feed/",
        ],
    ),
];

#[test]
fn every_blog_builds_and_answers_at_its_old_addresses() {
    for (source, generator) in blogs() {
        let blog = empty();
        let content = blog.content();
        let ran = self::blog(&["import", text(&source), "--to", text(&content)]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{generator}: {}", ran.out);
        assert!(!ran.out.contains("a draft now"), "{generator}: {}", ran.out);
        let built = blog.build(&["--no-compress"]);
        assert_eq!(built.code, Some(0), "{generator}: {}", built.err);
        let report = import::import(&ImportJob { source, from: None }).expect("a blog").report;
        assert!(!report.addresses.is_empty(), "{generator}");
        // By a query no file is found.
        for address in report.addresses.iter().filter(|address| !address.contains('?')) {
            assert!(blog.site().join(file_of(address)).is_file(), "{generator}: {address}");
        }
        let (_, old) = OLD.iter().find(|(of, _)| *of == generator).expect("addresses");
        answers_at(&blog, generator, old);
    }
}

/// Faults name files as they are seen from where the program is started.
#[test]
fn what_can_be_mended_is_mended_wherever_the_program_is_started() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("old");
    fs::create_dir_all(source.join("_posts")).expect("made");
    fs::write(source.join("_config.yml"), "title: Old\nurl: https://example.org\n")
        .expect("written");
    let post = "---\ntitle: First\n---\n\nSee [below](#nowhere).\n";
    fs::write(source.join("_posts/2020-01-02-first.md"), post).expect("written");
    let to = folder.path().join("new");
    let mut command = command(&["import", text(&source), "--to", text(&to)]);
    // What is checked lies in a folder for temporary files.
    let ran = command.current_dir(folder.path()).env("TMPDIR", folder.path()).output();
    let report = String::from_utf8(ran.expect("a program").stdout).expect("a report");
    assert!(report.contains("a link to a place that its page has not: to the page"), "{report}");
    let made = fs::read_to_string(to.join("posts/first.md")).expect("there");
    assert!(made.contains("See [below](#top)") && !made.contains("draft"), "{made}");
}

/// Asks a server of the site for old addresses, and follows it to where it leads.
fn answers_at(blog: &Blog, generator: Generator, addresses: &[&str]) {
    let server = Server::start(&["serve", "--site", text(&blog.site())]);
    let manifest = fs::read_to_string(blog.site().join("build.json")).expect("there");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let base = manifest["base_path"].as_str().expect("a path");
    for address in addresses {
        let mut path = format!("{base}{address}");
        let mut answer = server.get(&path);
        let mut moves = 0;
        while let Some(to) = answer.header("location").filter(|_| moves < 3) {
            (path, moves) = (to.to_owned(), moves + 1);
            answer = server.get(&path);
        }
        assert_eq!(answer.status, 200, "{generator}: {address} leads to {path}");
        let is_feed = ["feed", "rss", ".xml"].iter().any(|word| address.contains(word));
        let kind = answer.header("content-type").unwrap_or_default();
        assert_eq!(kind.contains("xml"), is_feed, "{generator}: {address} is {kind}");
        // A query that leads nowhere is the front page.
        assert!(!address.contains('?') || moves > 0, "{generator}: {address}");
    }
}

#[test]
fn a_dry_run_reports_and_writes_nothing_and_a_source_is_left_alone() {
    let (source, _) = blogs().swap_remove(0);
    let before = tree(&source);
    let blog = empty();
    let content = blog.content();
    let dry = self::blog(&["import", text(&source), "--to", text(&content), "--dry-run"]);
    assert_eq!(dry.code, Some(0), "{}", dry.err);
    assert!(!content.exists());
    let wet = self::blog(&["import", text(&source), "--to", text(&content)]);
    assert_eq!(wet.out, dry.out);
    assert_eq!(tree(&source), before);
    let inside = source.join("content/new");
    let refused = self::blog(&["import", text(&source), "--to", text(&inside)]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("lies in the blog that is imported"), "{}", refused.err);
}

#[test]
fn what_does_not_fit_is_mended_and_a_list_of_drafts_alone_leads_to_all_posts() {
    let blog = empty();
    blog.write(
        "old/_config.yml",
        "title: Old\nurl: https://old.example\njekyll-archives:\n  enabled: [categories]\n  \
         permalinks: {category: '/c/:name/'}\n",
    );
    blog.write(
        "old/_posts/2020-01-01-tables.md",
        "---\ntitle: Tables\n---\n<table><tr><td>1</td></tr><tfoot><caption>C</caption></tfoot></table>\n\n\
         <svg viewBox=\"0 0 1 1\"><image href=\"data:image/png;base64,AA==\"/></svg>\n\nWords.\n",
    );
    blog.write(
        "old/_posts/2020-01-02-bad.md",
        "---\ntitle: Bad\nmath: true\ncategories: [alone]\n---\n\n$$\n\\frac{1\n$$\n",
    );
    let (old, content) = (blog.path("old"), blog.content());
    let ran = self::blog(&["import", text(&old), "--to", text(&content)]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let tables = fs::read_to_string(content.join("posts/tables.md")).expect("a text");
    assert!(!tables.contains("draft = true") && tables.ends_with("Words.\n"), "{tables}");
    assert!(ran.out.contains("`<caption>`: taken out, since "), "{}", ran.out);
    assert!(ran.out.contains("a drawing: taken out, since "), "{}", ran.out);
    let settings = fs::read_to_string(content.join("site.toml")).expect("settings");
    assert!(settings.contains("\"/c/alone/\" = \"/archive/\""), "{settings}");
    let built = blog.build(&["--no-compress"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
}

#[test]
fn what_fails_is_a_draft_that_says_why_and_the_rest_builds() {
    let blog = empty();
    blog.write("old/_config.yml", "title: Old\nurl: https://old.example\n");
    blog.write(
        "old/_posts/2020-01-01-good.md",
        "---\ntitle: Good\n---\nSee [x](/2020/01/02/bad.html).\n",
    );
    blog.write(
        "old/_posts/2020-01-02-bad.md",
        "---\ntitle: Bad\nmath: true\n---\n\nOne.\n\n$$\n\\frac{1\n$$\n",
    );
    blog.write(
        "old/_posts/2020-01-03-gone.md",
        "---\ntitle: Gone\n---\nTo [it](#nowhere), [that](#no(where)).\n",
    );
    let (old, content) = (blog.path("old"), blog.content());
    let ran = self::blog(&["import", text(&old), "--to", text(&content)]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("_posts/2020-01-02-bad.md:8"), "{}", ran.out);
    let bad = fs::read_to_string(content.join("posts/bad.md")).expect("a text");
    assert!(bad.starts_with("+++\n# A draft, since the import left faults in it:\n# - "), "{bad}");
    assert!(bad.contains("\ndraft = true\n"), "{bad}");
    let good = fs::read_to_string(content.join("posts/good.md")).expect("a text");
    assert!(good.ends_with("See x.\n") && !good.contains("draft = true"), "{good}");
    let gone = fs::read_to_string(content.join("posts/gone.md")).expect("a text");
    assert!(gone.contains("[it](#top), [that](#top)."), "{gone}");
    let built = blog.build(&["--no-compress"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    let strict = self::blog(&["import", text(&old), "--to", text(&content), "--strict"]);
    assert_eq!(strict.code, Some(1));
}

#[test]
fn links_to_the_rest_of_the_host_lead_there() {
    let blog = Blog::at("https://example.org");
    let site = blog.content().join("site.toml");
    let toml = fs::read_to_string(&site).expect("site.toml");
    fs::write(&site, format!("external_paths = [\"/docs/\", \"/one\"]\n{toml}")).expect("written");
    blog.post("third", "2026-03-01", "[a](/docs/x/?y#z) [b](/one) [c](https://example.org/docs)");
    let built = blog.build(&["--no-compress"]);
    assert_eq!(built.code, Some(0), "{}", built.err);
    let page = blog.read("posts/third/index.html");
    for href in
        ["https://example.org/docs/x/?y#z", "https://example.org/one", "https://example.org/docs"]
    {
        assert!(page.contains(&format!("href=\"{href}\"")), "{href}");
    }
    blog.post("third", "2026-03-01", "[a](/two)");
    let failed = blog.build(&["--no-compress"]);
    assert!(failed.err.contains("external_paths"), "{}", failed.err);
    let wrong: BTreeMap<&str, &str> = BTreeMap::from([("docs/", "docs/"), ("//x/", "//x/")]);
    for (written, shown) in wrong {
        fs::write(&site, format!("external_paths = [\"{written}\"]\n{toml}")).expect("written");
        let failed = blog.build(&["--no-compress"]);
        assert!(
            failed.err.contains(&format!("`{shown}` is not a path on the host")),
            "{}",
            failed.err
        );
    }
}
