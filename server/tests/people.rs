//! Authors, series, covers and old addresses of a small blog: whole pages.
//!
//! To see what a change does to them, run the tests with `INSTA_UPDATE=always` and read the
//! difference.

mod common;

use app::shell::without_first_screen;
use common::Blog;

/// A built blog that lives under a path, in which everything that front matter can say is said.
fn built() -> Blog {
    let blog = Blog::at("https://example.org/below");
    blog.write(
        "content/authors.toml",
        "[ada]\nname = \"Ada & Co.\"\nbio = \"Writes <programs>.\"\nlink = \"https://ada.example.org/\"\n\
         picture = \"people/ada.svg\"\n\n[grace]\nname = \"Grace\"\nurl = \"/about/\"\n\n\
         [eds]\nname = \"Editors\"\n",
    );
    blog.write(
        "content/series.toml",
        "[tour]\ntitle = \"A grand tour\"\ndescription = \"From one end to the other.\"\n",
    );
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\"/>";
    blog.write("content/people/ada.svg", picture);
    blog.write("content/posts/tour-1/a cover.svg", picture);
    blog.write(
        "content/posts/tour-1/index.md",
        "+++\ntitle = \"The first stop\"\ndescription = \"Where it begins.\"\ndate = 2026-03-01\n\
         authors = [\"ada\", \"grace\"]\nseries = \"tour\"\ntags = [\"tests\"]\n\
         image = \"a cover.svg\"\nimage_alt = \"A ticket\"\n\
         canonical = \"https://elsewhere.example/first?a=1&b=2\"\n\
         aliases = [\"/2026/first.html\", \"/erste/\"]\n\n[extra]\nmood = \"good\"\n+++\n\n\
         ## One\n\nSee [the second](/second-stop/#two).\n\n## Two\n\nText.\n",
    );
    blog.write(
        "content/posts/tour-2.md",
        "---\ntitle: The second stop\ndescription: Where it ends.\ndate: 2026-03-02\n\
         author: ada\nseries: tour\ntoc: false\naliases: [/second-stop]\n---\n\n\
         ## One\n\nText.\n\n## Two\n\nText.\n",
    );
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    blog
}

/// Compares with the answer of last time.
macro_rules! assert_answer {
    ($name:expr, $answer:expr) => {
        insta::with_settings!({ snapshot_path => "people", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $answer);
        });
    };
}

/// What a page's head says of the page alone, its structured data last and on lines of their own;
/// then what its readers see.
fn page(blog: &Blog, path: &str) -> String {
    let html = blog.read(path);
    let html = without_first_screen(&html);
    let between = |start: &str, end: &str| {
        html.split_once(start).and_then(|(_, rest)| rest.split_once(end)).expect(start).0
    };
    let head = between("<meta name=\"color-scheme\" content=\"light dark\">", "<script");
    let data = between("<script type=\"application/ld+json\">", "</script>");
    let data: serde_json::Value = serde_json::from_str(data).expect("data");
    let main = between("<main", "</main>");
    let main = main.replace("<!---->", "").replace("><", ">\n<");
    format!("{}\n\n{data:#}\n\n<main{main}\n", head.replace("><", ">\n<"))
}

#[test]
fn an_author_has_a_page_with_portrait_link_and_posts() {
    assert_answer!("author", page(&built(), "authors/ada/index.html"));
}

#[test]
fn all_authors_stand_on_a_page_in_the_order_of_their_file() {
    assert_answer!("authors", page(&built(), "authors/index.html"));
}

#[test]
fn a_series_has_a_page_with_its_parts_in_order() {
    assert_answer!("series", page(&built(), "series/tour/index.html"));
}

#[test]
fn a_post_says_who_wrote_it_where_it_was_first_and_which_part_it_is() {
    let blog = built();
    assert_answer!("post", page(&blog, "posts/tour-1/index.html"));
    let second = blog.read("posts/tour-2/index.html");
    assert!(!second.contains("Contents"), "{second}");
}

#[test]
fn the_author_of_the_site_may_stand_in_the_list() {
    let first = built().read("posts/first/index.html");
    assert!(
        first.contains("<a href=\"/below/authors/eds/\" rel=\"author\">Editors</a>"),
        "{first}"
    );
}

#[test]
fn old_addresses_lead_to_the_new_one_and_links_go_there_at_once() {
    let blog = built();
    assert_answer!("redirect", blog.read("2026/first.html"));
    assert_eq!(blog.read("erste/index.html"), blog.read("2026/first.html"));
    let first = blog.read("posts/tour-1/index.html");
    assert!(first.contains("<a href=\"/below/posts/tour-2/#two\">the second</a>"), "{first}");
}

#[test]
fn search_engines_find_authors_and_series_and_no_post_that_belongs_elsewhere() {
    let sitemap = built().read("sitemap.xml");
    for (path, is_there) in [
        ("authors/", true),
        ("authors/ada/", true),
        ("series/", true),
        ("series/tour/", true),
        ("posts/tour-2/", true),
        ("posts/tour-1/", false),
        ("erste/", false),
    ] {
        let entry = format!("<loc>https://example.org/below/{path}</loc>");
        assert_eq!(sitemap.contains(&entry), is_there, "{path}");
    }
}

#[test]
fn a_series_without_a_file_goes_by_its_title() {
    let blog = Blog::at("https://example.org");
    for (slug, day) in [("one", 1), ("two", 2)] {
        blog.write(
            &format!("content/posts/{slug}.md"),
            &format!(
                "---\ntitle: {slug}\ndate: 2026-01-0{day}\nseries: Über Größe\n---\n\nText.\n"
            ),
        );
    }
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(blog.read("series/über-größe/index.html").contains("<h1>Über Größe</h1>"));
    assert!(blog.read("posts/two/index.html").contains("Part 2 of 2"));
}

#[test]
fn what_the_lists_say_is_set_like_a_text() {
    let blog = Blog::at("https://example.org");
    blog.write("content/authors.toml", "[ada]\nname = \"Ada\"\nbio = \"Reads others' drafts.\"\n");
    blog.write(
        "content/series.toml",
        "[tour]\ntitle = \"What's new\"\ndescription = \"Told \\\"as it is\\\".\"\n",
    );
    blog.write(
        "content/posts/a.md",
        "+++\ntitle = \"A\"\ndescription = \"A.\"\ndate = 2026-03-01\nauthor = \"ada\"\n\
         series = \"tour\"\n+++\n\nText.\n",
    );
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    for (path, says) in [
        ("authors/index.html", "Reads others’ drafts."),
        ("series/index.html", "Told “as it is”."),
        ("posts/a/index.html", "What’s new"),
    ] {
        let page = blog.read(path);
        assert!(page.contains(says), "{path}: {says}");
        assert!(!page.contains("What's new"), "{path}");
    }
}
