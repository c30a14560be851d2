//! Addresses as owners choose them: of every kind of page, of feeds, and of what was there before.

mod common;

use std::{collections::BTreeSet, fs, path::Path};

use common::{
    Blog,
    program::{Server, blog},
    tree,
};
use serde_json::Value;

/// A blog with some lines at the end of `site.toml`.
fn with(base_url: &str, lines: &str) -> Blog {
    let blog = Blog::at(base_url);
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &format!("{toml}\n{lines}"));
    blog
}

const OWN: &str = "[permalinks]\n\
    posts = \"/blog/:year/:month/:slug/\"\n\
    pages = \"/:slug.html\"\n\
    tags = \"/blog/topics/:slug/\"\n\
    authors = \"/team/:slug/\"\n\
    series = \"/stories/:slug.html\"\n\
    archive = \"/blog\"\n";

/// A blog with everything that has an address of its own.
fn own(base_url: &str) -> Blog {
    let blog = with(base_url, OWN);
    blog.write("content/authors.toml", "[ada]\nname = \"Ada\"\n");
    blog.write("content/series.toml", "[tour]\ntitle = \"A tour\"\n");
    blog.write(
        "content/posts/third/index.md",
        "+++\ntitle = \"Third\"\ndate = 2026-03-04\nauthors = [\"ada\"]\nseries = \"tour\"\n\
         tags = [\"tests\"]\n+++\n\n[Data](data.csv), [first](../first.md), [about](/about.html).\n",
    );
    blog.write("content/posts/third/data.csv", "a,b\n1,2\n");
    blog
}

fn built(blog: &Blog) -> BTreeSet<String> {
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{}", ran.out);
    tree(&blog.site()).into_iter().map(|(path, _)| path).collect()
}

#[test]
fn every_page_is_where_its_pattern_says() {
    let blog = own("https://example.org/base");
    let files = built(&blog);
    for file in [
        "blog/2026/03/third/index.html",
        "blog/2026/03/third/index.json",
        "blog/2026/03/third/index.md",
        "blog/2026/03/third/data.csv",
        "about.html",
        "about/index.json",
        "about/index.md",
        "blog/index.html",
        "blog/index.json",
        "blog/topics/index.html",
        "blog/topics/tests/index.html",
        "blog/topics/tests/feed.xml",
        "team/index.html",
        "team/ada/index.html",
        "team/ada/feed.xml",
        "stories/index.html",
        "stories/tour.html",
        "stories/tour/index.json",
        "stories/tour/feed.xml",
    ] {
        assert!(files.contains(file), "{file}");
    }
    let usual = ["posts", "tags", "authors", "series", "archive"];
    let at = |file: &&String| usual.iter().any(|first| file.split('/').next() == Some(first));
    assert_eq!(files.iter().find(at), None);

    let post = blog.read("blog/2026/03/third/index.html");
    for part in [
        "<link rel=\"canonical\" href=\"https://example.org/base/blog/2026/03/third/\">",
        "href=\"/base/blog/2026/03/third/index.md\"",
        "href=\"/base/blog/2026/03/third/data.csv\"",
        "href=\"/base/blog/2026/01/first/\"",
        "href=\"/base/about.html\"",
        "href=\"/base/blog/topics/tests/\"",
        "href=\"/base/team/ada/\"",
        "href=\"/base/stories/tour.html\"",
        "\"item\":\"https://example.org/base/blog/\"",
        "\"routes\":[",
    ] {
        assert!(post.contains(part), "{part}");
    }
    for (file, part) in [
        ("sitemap.xml", "<loc>https://example.org/base/about.html</loc>"),
        ("sitemap.xml", "<loc>https://example.org/base/blog/2026/03/third/</loc>"),
        ("feed.xml", "https://example.org/base/blog/2026/03/third/"),
        ("feed.json", "https://example.org/base/blog/2026/03/third/"),
        ("llms.txt", "https://example.org/base/about/index.md"),
        ("about/index.md", "canonical: \"https://example.org/base/about.html\""),
        ("stories/tour/feed.xml", "https://example.org/base/stories/tour.html"),
        ("_headers", "/base/:above3/:above2/:section/:name/index.md"),
        ("_headers", "/base/:above2/:section/:name/feed.xml"),
    ] {
        assert!(blog.read(file).contains(part), "{part} in {file}");
    }
    // Rows of the filter have what the app makes addresses of.
    let shard = files.iter().find(|file| file.starts_with("lists/") && file.ends_with("/0.json"));
    let rows = blog.read(shard.expect("a shard"));
    assert!(rows.contains("\"slug\":\"2026/03/third\""), "{rows}");
    let manifest: Value = serde_json::from_str(&blog.read("build.json")).expect("JSON");
    assert_eq!(manifest["routes"][9], "/blog/:1/1/1/");
}

#[test]
fn the_usual_addresses_cost_nothing() {
    let blog = Blog::at("https://example.org");
    built(&blog);
    assert!(!blog.read("index.html").contains("\"routes\""));
    assert!(!blog.read("build.json").contains("routes"));
}

#[test]
fn what_is_built_again_is_the_same_and_follows_the_patterns() {
    let blog = own("https://example.org");
    blog.write("content/posts/first.md", &blog.text_of_post("first", "2025-12-31", "Text."));
    let again = ["--no-compress"];
    assert_eq!(blog.build(&again).code, Some(0));
    // Another day is another address, also in texts that did not change.
    blog.write("content/posts/first.md", &blog.text_of_post("first", "2026-01-01", "Text."));
    let ran = blog.build(&again);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(blog.read("blog/2026/03/third/index.html").contains("/blog/2026/01/first/"));
    assert!(!blog.site().join("blog/2025").exists());
    let ran = blog.build_at("fresh", &["--no-compress", "--no-cache"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(tree(&blog.site()), tree(&blog.path("fresh")));
}

#[test]
fn one_name_in_two_years_is_two_addresses_where_the_year_is_a_part() {
    let blog = with("https://example.org", "[permalinks]\nposts = \"/:year/:slug/\"\n");
    for (file, date) in [("2024-05-06-release", "2024-05-06"), ("2025-05-06-release", "2025-05-06")]
    {
        blog.post(file, date, "Text.");
    }
    let files = built(&blog);
    assert!(
        ["2024", "2025"].iter().all(|year| files.contains(&format!("{year}/release/index.html")))
    );
}

#[test]
fn posts_may_be_at_the_root_and_in_sections_beside_pages() {
    let blog = with(
        "https://example.org",
        "links = []\n[permalinks]\nposts = \"/:section/:slug/\"\n[home]\npinned = \"deep\"\n",
    );
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    let nav = "links = [{ name = \"About\", url = \"/about/\" }]";
    // A key belongs above the tables.
    let toml = toml.replace("links = []\n", "");
    blog.write("content/site.toml", &format!("{nav}\n{toml}"));
    blog.write(
        "content/posts/News/2026/deep.md",
        &blog.text_of_post("deep", "2026-03-01", "To [about](/about/) and [it](/news/2026/deep)."),
    );
    let files = built(&blog);
    for file in ["news/2026/deep/index.html", "first/index.html", "about/index.html"] {
        assert!(files.contains(file), "{file}");
    }
    let about = blog.read("about/index.html");
    assert!(about.contains("href=\"/about/\" aria-current=\"page\""), "{about}");
    let deep = blog.read("news/2026/deep/index.html");
    assert!(deep.contains("href=\"/archive/\" aria-current=\"true\""), "{deep}");
}

#[test]
fn patterns_and_names_that_clash_are_told_where_they_are_written() {
    let blog = with(
        "https://example.org",
        "[permalinks]\nposts = \"/:slug/\"\ntags = \"/pkg/:slug/\"\nauthors = \"/:slug/\"\n\
         archive = \"/search/\"\npages = \"/:slg/\"\nseries = \"/tags/:slug/\"\n",
    );
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    for said in [
        "error: `/pkg/:slug/` lies in `/pkg/`, where the site has files of its own\n",
        "site.toml:11:8\n",
        "error: `/:slug/` leaves no address to pages\n",
        "site.toml:12:11\n",
        "error: `/search/` lies in `/search/`, where the site has files of its own\n",
        "site.toml:13:11\n",
        "error: a page has no `:slg`\n",
        "site.toml:14:9\n",
        "help: did you mean `slug`?",
        "error: an address such as `/tags/a/` is also that of a tag\n",
        "site.toml:15:10\n",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
    let blog = with(
        "https://example.org",
        "[permalinks]\nposts = \"/:slug/\"\narchive = \"/all/\"\ntags = \"/on/:slug.html\"\n",
    );
    blog.post("about", "2026-01-02", "Text.");
    blog.post("media", "2026-01-03", "Text.");
    blog.post("all", "2026-01-04", "Text.");
    blog.write("content/pages/on.md", "+++\ntitle = \"On\"\n+++\n\nText.\n");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    for said in [
        "the address `/about/` is taken by",
        "a post can't be at `/media/`: the site has files of its own there",
        "its address `/all/` would be that of the list of all posts",
        "a page can't be called `on`: the site uses that address itself",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
}

#[test]
fn the_lock_tells_what_a_pattern_would_lose() {
    let blog = Blog::at("https://example.org");
    let content = blog.content();
    let update = ["permalinks", "update", "--content", content.to_str().expect("a path")];
    assert_eq!(self::blog(&update).code, Some(0));
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    let own = "[permalinks]\nposts = \"/blog/:slug.html\"\n";
    blog.write("content/site.toml", &format!("{toml}\n{own}"));
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    for said in [
        "the address `/posts/first/` of `posts/first.md` would vanish",
        "it is at /blog/first.html now",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
    blog.write("content/site.toml", &format!("{toml}\n{own}from = [\"/posts/:slug/\"]\n"));
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    assert!(blog.read("posts/first/index.html").contains("url=/blog/first.html\""));
    assert_eq!(self::blog(&update).code, Some(0));
    let lock = fs::read_to_string(blog.path("content/permalinks.lock")).expect("there");
    assert!(lock.contains("\n/blog/first.html # posts/first.md\n"), "{lock}");
}

const FEEDS: &str = "[feeds]\nalso = [\"/index.xml\", \"/feed\", \"/blog/atom.xml\", \"/rss.xml\", \
    \"/?feed=rss2\"]\ntags = [\"/tags/:slug/index.xml\", \"/tag/:slug/feed/\"]\n";

#[test]
fn feeds_stand_at_their_old_addresses_too() {
    let blog = with("https://example.org/base", FEEDS);
    let files = built(&blog);
    let (atom, rss) = (blog.read("feed.xml"), blog.read("rss.xml"));
    for (file, feed) in [
        ("index.xml", &rss),
        ("feed/index.html", &rss),
        ("blog/atom.xml", &atom),
        ("tags/tests/index.xml", &blog.read("tags/tests/feed.xml")),
        ("tag/tests/feed/index.html", &blog.read("tags/tests/feed.xml")),
    ] {
        assert!(files.contains(file), "{file}");
        assert_eq!(blog.read(file), *feed, "{file}");
    }
    // What is no file's name a host has to be told of.
    let moves = blog.read("_redirects");
    for line in [
        "/base/feed/ /base/rss.xml 301",
        "/base/ feed=rss2 /base/rss.xml 301!",
        "/base/tag/tests/feed/ /base/tags/tests/feed.xml 301",
    ] {
        assert!(moves.lines().any(|written| written == line), "{line}\n{moves}");
    }
    assert!(!moves.contains("index.xml"));
}

#[test]
fn a_feed_that_is_no_feed_or_is_taken_is_a_fault() {
    let blog = with(
        "https://example.org",
        "[feeds]\nalso = [\"/about/\", \"feeds/:slug\"]\ntags = [\"/posts/:slug/\", \"/x.xml\"]\n",
    );
    blog.write(
        "content/posts/tests.md",
        "+++\ntitle = \"T\"\ndate = 2026-01-01\naliases = [\"/atom.xml\"]\n+++\n\nText.\n",
    );
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    for said in [
        "error: no feed can be at `/about/`, which is the address of a file",
        "site.toml:10:9\n",
        "`feeds/:slug` is the address of many feeds",
        "no feed can be at `/posts/tests/`, which is the address of a file",
        "`/x.xml` has no `:slug`",
        "`/atom.xml` has the form of the address of a feed",
    ] {
        assert!(ran.err.contains(said), "{said}\n{}", ran.err);
    }
}

#[test]
fn a_server_that_reads_queries_answers_at_old_addresses_with_one() {
    let blog = with("https://example.org", FEEDS);
    blog.write(
        "content/posts/third.md",
        "+++\ntitle = \"Third\"\ndate = 2026-03-01\naliases = [\"/?p=123\", \"/old\"]\n+++\n\nText.\n",
    );
    let files = built(&blog);
    assert!(!files.iter().any(|file| file.contains('?')));
    let server = Server::start(&["serve", "--site", text(&blog.site())]);
    for (asked, to) in [
        ("/?p=123", Some("/posts/third/")),
        ("/?feed=rss2", Some("/rss.xml")),
        ("/feed/", Some("/rss.xml")),
        ("/tag/tests/feed/", Some("/tags/tests/feed.xml")),
        ("/old/?x=1", Some("/posts/third/?x=1")),
        ("/?p=12", None),
        ("/", None),
    ] {
        for _ in 0..2 {
            let answer = server.get(asked);
            assert_eq!(answer.header("location"), to, "{asked}");
            assert_eq!(answer.status, if to.is_some() { 301 } else { 200 }, "{asked}");
        }
    }
    let kind = server.get("/index.xml");
    assert_eq!(kind.header("content-type"), Some("application/xml; charset=utf-8"));
    let nginx = self::blog(&["host-config", "nginx", "--site", text(&blog.site())]).out;
    assert!(nginx.contains("\"~^/\\\\?p=123$\" \"/posts/third/\";"), "{nginx}");
    assert!(nginx.contains("return 301 $blog_asked;"), "{nginx}");
    let caddy = self::blog(&["host-config", "caddy", "--site", text(&blog.site())]).out;
    assert!(caddy.contains("query p=123\n"), "{caddy}");
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn old_addresses_of_lists_lead_to_ours() {
    let lines = "[languages.de]\n[redirects]\n\"/categories/tests\" = \"/tags/tests/\"\n\
        \"/2020.html\" = \"/archive/\"\n\"/de/alt/\" = \"/de/tags/tests/\"\n";
    let blog = with("https://example.org/base", lines);
    blog.write(
        "content/posts/first.de.md",
        "+++\ntitle = \"Eins\"\ndate = 2026-01-01\ntags = [\"tests\"]\n+++\n\nWorte.\n",
    );
    blog.post("third", "2026-03-01", "[a](/categories/tests/)");
    let files = built(&blog);
    for (file, to) in [
        ("categories/tests/index.html", "/base/tags/tests/"),
        ("2020.html", "/base/archive/"),
        ("de/alt/index.html", "/base/de/tags/tests/"),
    ] {
        assert!(files.contains(file), "{file}");
        assert!(blog.read(file).contains(to), "{file}");
    }
    // A link to one leads to its page at once.
    assert!(blog.read("posts/third/index.html").contains("href=\"/base/tags/tests/\""));
    let wrong = "[redirects]\n\"/a/\" = \"/tags/none/\"\n\"/posts/first/\" = \"/archive/\"\n\
        \"/b.xml\" = \"/archive/\"\n\"/c/\" = 3\n";
    let blog = with("https://example.org", wrong);
    let failed = blog.build(&["--no-compress"]);
    assert_eq!(failed.code, Some(1));
    for told in [
        "error: `/tags/none/` is the address of no page",
        "error: `/posts/first/` is the address of ",
        "error: `/b.xml` has the form of the address of a feed",
        "error: `/c/` is no text",
    ] {
        assert!(failed.err.contains(told), "{told}: {}", failed.err);
    }
}
