//! What an owner puts around the texts of a blog.

mod common;

use std::fs;

use common::Blog;

/// A blog with more lines in its `site.toml`, built.
fn built(more: &str, files: &[(&str, &str)]) -> Blog {
    let blog = Blog::at("https://example.org/below");
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &(toml + more));
    for (path, text) in files {
        blog.write(&format!("content/{path}"), text);
    }
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    blog
}

/// What of a text stands between two others, the second being the first one behind.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{start} in {text}"));
    rest.split_once(end).unwrap_or_else(|| panic!("{end} in {rest}")).0
}

#[test]
fn the_header_leads_where_the_owner_says_and_marks_where_the_reader_is() {
    let blog = built(
        "[[nav]]\nname = \"Articles\"\nurl = \"/archive/\"\n[[nav]]\nname = \"More\"\n\
         below = [{ name = \"About\", url = \"/about/\" }, { name = \"Docs\", url = \"https://docs.example.org/\" }]\n",
        &[],
    );
    let nav = |path: &str| {
        let page = blog.read(path);
        between(&page, "<nav data-sections aria-label=\"Main\" class=\"site-nav\">", "</nav>")
            .to_owned()
    };
    assert_eq!(
        nav("index.html"),
        "<ul><li><a href=\"/below/archive/\">Articles</a></li>\
         <li><details name=\"nav\" class=\"nav-group\"><summary>More</summary><ul>\
         <li><a href=\"/below/about/\">About</a></li>\
         <li><a href=\"https://docs.example.org/\">Docs</a></li></ul></details></li></ul>"
    );
    assert!(nav("about/index.html").contains("<a href=\"/below/about/\" aria-current=\"page\">"));
    assert!(
        nav("posts/first/index.html")
            .contains("<a href=\"/below/archive/\" aria-current=\"true\">")
    );
}

#[test]
fn a_logo_stands_for_the_name_and_is_called_by_it() {
    let drawing = |colour: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 10\"><path fill=\"{colour}\" d=\"M0 0h9v9z\"/></svg>"
        )
    };
    let title = |blog: &Blog| {
        let page = blog.read("index.html");
        between(&page, "<a href=\"/below/\" data-way=\"home\" class=\"site-title\">", "</a>")
            .to_owned()
    };
    let blog = built("", &[("logo.svg", &drawing("currentColor"))]);
    assert!(
        title(&blog).starts_with("<span role=\"img\" aria-label=\"Blog\" class=\"logo\"><svg ")
    );

    let files = [("logo.svg", &*drawing("#123")), ("logo-dark.svg", &drawing("#cde"))];
    let blog = built("", &files);
    let title = title(&blog);
    for class in ["logo logo-day", "logo logo-night"] {
        assert!(title.contains(&format!("class=\"{class}\">")), "{title}");
    }
    assert_eq!(title.matches("alt=\"Blog\" width=\"40\" height=\"10\"").count(), 2, "{title}");
    let src = between(&title, "src=\"/below/", "\"");
    assert!(blog.read(src).contains("#123"));
}

#[test]
fn the_foot_has_columns_a_line_of_markdown_and_places_elsewhere() {
    let blog = built(
        "[footer]\ntext = \"Made in **Łódź**, [about](/about/).\"\n\
         [[footer.columns]]\ntitle = \"Company\"\nlinks = [{ name = \"About\", url = \"/about/\" }]\n\
         [social]\ngithub = \"https://github.com/example\"\n\"Our forum\" = \"https://forum.example.org/\"\n",
        &[],
    );
    let page = blog.read("posts/second/index.html");
    let foot = between(&page, "<footer class=\"site-footer\">", "</footer>");
    for part in [
        "<ul class=\"foot-columns\"><li><h2>Company</h2><ul><li><a href=\"/below/about/\">About</a></li></ul></li></ul>",
        "<div class=\"foot-text\"><p>Made in <strong>Łódź</strong>, <a href=\"/below/about/\">about</a>.</p></div>",
        "<li><a href=\"https://github.com/example\" rel=\"me external\">GitHub</a></li>",
        ">Our forum</a>",
    ] {
        assert!(foot.contains(part), "{part} in {foot}");
    }
}

#[test]
fn an_announcement_stands_on_every_page_under_a_name_of_its_own() {
    let name = |text: &str| {
        let blog = built(&format!("[announcement]\ntext = \"{text}\"\n"), &[]);
        let page = blog.read("posts/first/index.html");
        assert!(
            page.contains("<aside aria-label=\"Announcement\" class=\"announcement\"><div><p>We"),
            "{page}"
        );
        let name = between(&page, "data-notice=\"", "\"").to_owned();
        assert!(
            page.contains(&format!("<button type=\"button\" data-close=\"{name}\">Close</button>"))
        );
        assert!(blog.read("404.html").contains("class=\"announcement\""));
        name
    };
    assert_ne!(name("We are [hiring](/about/)."), name("We were hiring."));
}

#[test]
fn the_front_page_lists_as_many_posts_as_the_owner_wants_and_one_before_all() {
    let blog = built("[home]\nlatest = 1\nlist = 0\npinned = \"first\"\n", &[]);
    let page = blog.read("index.html");
    let main = between(&page, "<main", "</main>");
    assert_eq!(main.matches("class=\"card\"").count(), 1);
    assert!(
        main.contains("/below/posts/first/") && !main.contains("/below/posts/second/"),
        "{main}"
    );
    assert!(!main.contains("class=\"finder"), "{main}");
}

#[test]
fn a_post_has_around_it_what_the_owner_wants() {
    let more = "[post]\nrelated = false\nshare = [\"mastodon\", \"email\"]\n\
        edit_url = \"https://example.org/edit/{path}\"\n";
    let blog = built(
        more,
        &[(
            "posts/2026/größe 1.md",
            "+++\ntitle = \"A & B\"\ndate = 2026-03-01\ntags = [\"tests\"]\n+++\n\nText.\n",
        )],
    );
    let page = blog.read("posts/größe-1/index.html");
    for part in [
        "<a href=\"https://example.org/edit/posts/2026/gr%C3%B6%C3%9Fe%201%2Emd\" rel=\"external\">Edit this page</a>",
        "<a href=\"https://share.joinmastodon.org/#text=A%20%26%20B%20https%3A%2F%2Fexample%2Eorg%2Fbelow%2Fposts%2Fgr%25C3%25B6%25C3%259Fe%2D1%2F\" rel=\"external\">Mastodon</a>",
        ">Email</a>",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("id=\"related\""));
}

#[test]
fn a_page_may_leave_the_column_and_the_page_for_lost_readers_may_be_the_owners() {
    let blog = built(
        "",
        &[
            (
                "404.md",
                "+++\ntitle = \"Nothing here\"\n+++\n\nGo [to the first](posts/first.md).\n",
            ),
            ("pages/jobs.md", "+++\ntitle = \"Jobs\"\nlayout = \"landing\"\n+++\n\nText.\n"),
        ],
    );
    let page = blog.read("jobs/index.html");
    assert!(page.contains("<article class=\"post layout-landing\">"), "{page}");
    let missing = blog.read("404.html");
    assert!(missing.contains("<h1>Nothing here</h1>"), "{missing}");
    assert!(
        missing.contains("<p>Go <a href=\"/below/posts/first/\">to the first</a>.</p>"),
        "{missing}"
    );
    assert!(missing.contains("<title>Nothing here – Blog</title>"), "{missing}");
}

#[test]
fn what_is_a_preview_asks_not_to_be_found() {
    let found = |blog: &Blog| {
        let robots = blog.read("robots.txt") == "User-agent: *\nDisallow: /below/\n";
        let tag =
            blog.read("about/index.html").contains("<meta name=\"robots\" content=\"noindex\">");
        let header = blog.read("_headers").contains("  X-Robots-Tag: noindex\n");
        let host = blog.read("build.json").contains("\"hidden\":true");
        [robots, tag, header, host]
    };
    let blog = built("", &[]);
    assert_eq!(found(&blog), [false; 4]);
    for option in ["--drafts", "--future"] {
        assert_eq!(blog.build(&["--no-compress", option]).code, Some(0));
        assert_eq!(found(&blog), [true; 4], "{option}");
    }
    assert_eq!(found(&built("[robots]\nindex = false\n", &[])), [true; 4]);
}

#[test]
fn what_an_owner_puts_around_every_page_is_no_fault_of_a_post() {
    let text = "Nothing is as long as a sentence that goes on.\n\n".repeat(1000);
    let post = format!("+++\ntitle = \"Long\"\ndate = 2026-01-01\n+++\n\n{text}");
    let tags = "<meta name=\"verify\" content=\"what a service asks for\">\n".repeat(1000);
    let files = [("posts/long.md", &*post), ("head.html", &tags)];
    let page = built("", &files).read("posts/long/index.html");
    assert_eq!(page.matches("<meta name=\"verify\"").count(), 1000);
}

#[test]
fn nobody_counts_who_looks_at_a_preview() {
    let blog =
        built("[analytics]\ngoatcounter = \"ours\"\n[comments]\nutterances = \"a/b\"\n", &[]);
    assert!(blog.read("about/index.html").contains("gc.zgo.at/count.js"));
    assert_eq!(blog.build(&["--no-compress", "--drafts"]).code, Some(0));
    let page = blog.read("about/index.html");
    assert!(!page.contains("count.js") && page.contains("utteranc.es/client.js"), "{page}");
}

#[test]
fn a_post_names_those_that_link_to_it_unless_its_owner_says_otherwise() {
    let blog = Blog::at("https://example.org/below");
    blog.write(
        "content/posts/third.md",
        "+++\ntitle = \"THIRD\"\ndescription = \"It.\"\ndate = 2026-03-01\nupdated = 2026-04-02\n+++\n\n\
         [One](second.md), [again](second.md#part), [itself](third.md).\n",
    );
    let built = || {
        let ran = blog.build(&["--no-compress"]);
        assert_eq!((ran.code, &*ran.err), (Some(0), ""));
        blog.read("posts/second/index.html")
    };
    let page = built();
    let cited = page.split("aria-labelledby=\"cited\"").nth(1);
    let cited = cited.and_then(|rest| rest.split("</section>").next()).expect("a list");
    let links: Vec<&str> =
        cited.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(links, ["/below/posts/third/", "/below/posts/first/"]);
    assert!(!blog.read("posts/third/index.html").contains("id=\"cited\""));
    // Lists say which of their posts changed, and when.
    for list in ["index.html", "archive/index.html"] {
        let list = blog.read(list);
        let changes = "<template data-changed=\"/below/posts/third/=2026-04-02\"></template>";
        assert_eq!(list.matches(changes).count(), 1, "{list}");
    }
    let toml = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &format!("{toml}\n[post]\ncited = false\n"));
    assert!(!built().contains("id=\"cited\""));
}

#[test]
fn a_post_says_when_its_repository_last_changed_it() {
    let blog = Blog::at("https://example.org");
    let site = fs::read_to_string(blog.path("content/site.toml")).expect("there");
    blog.write("content/site.toml", &(site + "\n[post]\ngit_dates = true\n"));
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("the content folder is in no git repository"), "{}", ran.err);

    let git = |arguments: &[&str], day: &str| {
        let ran = std::process::Command::new("git")
            .current_dir(blog.path("content"))
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(arguments)
            .env("GIT_AUTHOR_DATE", format!("{day}T12:00:00Z"))
            .output()
            .expect("git");
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    git(&["init", "--quiet"], "2026-03-01");
    git(&["add", "."], "2026-03-01");
    git(&["commit", "--quiet", "--message", "All"], "2026-03-01");
    assert_eq!(blog.build(&["--no-compress"]).err, "");
    let updated = "<time datetime=\"2026-03-05\">";
    assert!(!blog.read("posts/first/index.html").contains("2026-03-0"), "made is not changed");
    blog.write("content/posts/first.md", &blog.text_of_post("first", "2026-01-01", "More."));
    git(&["commit", "--quiet", "--all", "--message", "More"], "2026-03-05");
    assert_eq!(blog.build(&["--no-compress"]).err, "");
    assert!(blog.read("posts/first/index.html").contains(updated));
    assert!(blog.read("feed.xml").contains("<updated>2026-03-05"));
}
