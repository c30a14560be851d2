//! Content folders in, whole texts and whole messages out.
//!
//! Each case is a folder below `tests/content`. To see what a change does to the answers, run the
//! tests with `INSTA_UPDATE=always` and read the difference.

use std::{fmt::Write, fs, path::Path};

use content::{Content, LoadOptions};
use diagnostics::Report;
use images::Effort;
use model::{Date, Heading, routes::Route};

fn options() -> LoadOptions {
    LoadOptions {
        drafts: false,
        future: false,
        apart: true,
        today: Date::new(2026, 11, 23).expect("a day"),
        base_url: None,
        cache: store::Cache::default(),
        pictures: Effort::Finished,
    }
}

/// Loads a folder, named from the folder of this package.
fn load(folder: impl AsRef<Path>) -> Result<Content, Report> {
    content::load(folder.as_ref(), &options())
}

fn load_good(folder: &str) -> Content {
    load(folder).unwrap_or_else(|report| panic!("{report}"))
}

/// The whole message of a folder that can't be loaded.
fn message(case: &str) -> String {
    match load(Path::new("tests/content/faults").join(case)) {
        Ok(_) => panic!("{case} has no fault"),
        Err(report) => report.to_string(),
    }
}

/// Compares with the answer of last time.
macro_rules! assert_answer {
    ($name:expr, $answer:expr) => {
        insta::with_settings!({ snapshot_path => "content/answers", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $answer);
        });
    };
}

#[test]
fn the_blog_itself_has_no_fault_and_no_warning() {
    let content = load_good("../content");
    let warnings: Vec<String> = content.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
    assert_eq!(content.library.posts().len(), 6);
}

#[test]
fn the_guide_for_writers_shows_every_construct() {
    let options = LoadOptions { drafts: true, ..options() };
    let content = content::load(Path::new("../content"), &options);
    let content = content.unwrap_or_else(|report| panic!("{report}"));
    let warnings: Vec<String> = content.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
    let posts = content.library.posts();
    let guide = posts.iter().find(|post| post.summary.slug.as_str() == "writing-guide");
    let html = guide.expect("a guide").prose.html.text();
    for construct in [
        "class=\"chart\"",
        "class=\"timeline\"",
        "class=\"chart trace\"",
        "class=\"chart flame\"",
        "class=\"log\"",
        "class=\"diagram\"",
        "class=\"footnotes\"",
        "class=\"task\"",
        "markdown-alert",
        "data-gutter",
        "<math",
        "<dl>",
        "<table>",
        "<details>",
        "<kbd>",
    ] {
        assert!(html.contains(construct), "{construct}");
    }
}

#[test]
fn every_construct_has_its_markup() {
    let content = load_good("tests/content/constructs");
    for post in content.library.posts() {
        let mut answer = String::new();
        let summary = &post.summary;
        for line in [
            format!("title: {}", summary.title),
            format!("description: {}", summary.description),
            format!(
                "date: {}, {} min, by {}",
                summary.date,
                summary.minutes,
                post.authors.iter().map(|author| &*author.name).collect::<Vec<_>>().join(", ")
            ),
        ] {
            let _ = writeln!(answer, "{line}");
        }
        for Heading { level, id, text } in &post.prose.contents {
            let _ = writeln!(answer, "contents: {level} #{id} {text}");
        }
        let _ = write!(answer, "\n{}", post.prose.html);
        assert_answer!(format!("construct-{}", summary.slug), answer);
        let route = Route::Post(summary.slug.clone());
        assert_answer!(
            format!("markdown-{}", summary.slug),
            content.library.markdown(&route).expect("its Markdown")
        );
    }
    let page = &content.library.pages()[0];
    assert_answer!("construct-about", page.prose.html);
}

#[test]
fn files_beside_a_post_go_where_its_links_lead() {
    let content = load_good("tests/content/constructs");
    let paths: Vec<String> = content.assets.iter().map(|asset| without_hash(&asset.path)).collect();
    assert_eq!(
        paths,
        [
            "/media/a-b.svg",
            "/media/dot.png",
            "/media/dot.webp",
            "/media/drawing.svg",
            "/media/screen.png",
            "/media/screen.webp",
            "/posts/charts/delays.csv",
            "/posts/folder/clip.mp4",
            "/posts/folder/data.csv",
            "/posts/folder/drawing.svg",
            "/posts/folder/old.py",
            "/posts/folder/screen.png",
            "/posts/folder/sub/new.py",
            "/posts/logs/app.log",
            "/posts/measurements/range.json",
            "/posts/traces/checkout.json",
        ]
    );
    for asset in content.assets {
        let bytes = asset.read(&options().cache).expect("bytes");
        assert!(!bytes.windows(6).any(|part| part == b"secret"), "{}", asset.path);
    }
}

/// A path on the site, without the hash of what lies there.
fn without_hash(path: &str) -> String {
    let is_hash = |part: &&str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    path.split('.').filter(|part| !is_hash(part)).collect::<Vec<_>>().join(".")
}

/// One test for each folder of faults: its whole message is compared.
macro_rules! faults {
    ($($test:ident: $case:literal,)*) => {
        $(
            #[test]
            fn $test() {
                assert_answer!(concat!("fault-", $case), message($case));
            }
        )*
    };
}

faults! {
    front_matter_is_read_to_the_end_whatever_is_wrong_with_it: "front-matter",
    names_have_to_work_as_addresses: "names",
    bytes_that_are_no_text_are_shown: "bytes",
    a_blog_without_posts_is_told_how_to_begin: "no-posts",
    a_blog_without_a_name_is_told_what_to_write: "no-site",
    every_key_of_the_site_is_checked: "site",
    wishes_to_crawlers_are_checked: "robots",
    what_only_the_build_needs_is_checked_too: "settings",
    security_txt_has_what_it_must_and_an_icon_is_a_drawing: "security",
    a_look_is_checked_with_all_that_it_names: "look",
    what_stands_around_the_texts_is_checked_with_all_that_it_leads_to: "frame",
    what_others_run_is_checked_against_the_policy: "outside",
    services_are_asked_for_as_they_can_be: "services",
    a_base_url_has_no_query: "site-query",
    a_base_url_has_no_fragment: "site-fragment",
    a_base_url_has_a_host: "site-host",
    a_base_url_has_no_odd_characters: "site-space",
    a_base_url_has_a_clean_path: "site-slashes",
    a_base_url_names_no_user: "site-user",
    a_base_url_has_its_host_in_ascii: "site-idn",
    a_base_url_is_written_as_browsers_do: "site-case",
    a_base_url_has_a_port_that_there_is: "site-port",
    authors_are_known_by_their_ids: "authors",
    people_and_series_are_checked_with_all_that_they_name: "people",
    an_old_address_leads_to_one_page: "aliases",
    links_lead_somewhere: "links",
    images_are_there_and_have_a_text: "images",
    html_that_a_browser_would_mend_is_refused: "html",
    markdown_has_rules_too: "markdown",
    what_is_no_markdown_is_told_from_it: "strays",
    charts_have_data_that_can_be_drawn: "charts",
    timelines_are_in_order: "timelines",
    traces_are_what_exporters_write: "traces",
    flame_graphs_are_made_of_folded_stacks: "flames",
    excerpts_of_logs_are_short: "logs",
    diagrams_are_read_to_the_end: "diagrams",
    what_the_finished_site_would_be_refused_for_is_refused_in_its_line: "unbuildable",
    a_folder_has_to_be_there: "nowhere",
}

#[test]
fn what_another_generator_would_replace_is_named() {
    let content = load_good("tests/content/constructs");
    let of_import = |fault: &&diagnostics::Diagnostic| fault.path.ends_with("imported.md");
    let warnings: Vec<String> =
        content.warnings.iter().filter(of_import).map(ToString::to_string).collect();
    assert_answer!("warnings-imported", warnings.join("\n"));
}

#[test]
fn texts_of_other_generators_are_read_as_they_are() {
    let content = load_good("tests/content/foreign");
    let mut answer = String::new();
    for post in content.library.posts() {
        let summary = &post.summary;
        let authors: Vec<_> = post.authors.iter().map(|author| &*author.name).collect();
        let tags: Vec<_> = summary.tags.iter().map(|tag| tag.as_str()).collect();
        let _ = writeln!(
            answer,
            "/posts/{}/ {} {} by {} {tags:?} {}\n{}\n",
            summary.slug,
            summary.title,
            summary.date,
            authors.join(", "),
            summary.description,
            post.prose.html,
        );
    }
    let routes = &content.library.site().routes;
    for redirect in content.library.redirects() {
        let _ = writeln!(answer, "{} -> {}", redirect.from, routes.address(&redirect.to));
    }
    let warnings: Vec<String> = content.warnings.iter().map(ToString::to_string).collect();
    let _ = write!(answer, "\n{}", warnings.join("\n"));
    assert_answer!("foreign", answer);
    assert_eq!(content.left_out.drafts, 2);
}

#[test]
fn what_looks_like_more_than_text_is_named() {
    let content = load_good("tests/content/strays");
    let warnings: Vec<String> = content.warnings.iter().map(ToString::to_string).collect();
    assert_answer!("warnings-strays", warnings.join("\n"));
}

#[test]
fn a_site_may_allow_scripts_and_styles() {
    let content = load_good("tests/content/allowed-html");
    assert!(content.warnings.is_empty(), "{:?}", content.warnings);
    let texts = content.library.posts().iter().map(|post| &post.prose);
    let runs: Vec<_> = texts.map(|prose| (prose.scripts, prose.html.text())).collect();
    assert_answer!("allowed-html", format!("{runs:#?}"));
}

#[test]
fn all_posts_keep_addresses_that_follow_a_pattern() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    };
    let site = |from: &str| {
        let head = "title = \"Site\"\nbase_url = \"https://example.org\"\n[permalinks]\n";
        write("site.toml", &format!("{head}from = [{from}]\n"));
    };
    let post =
        |head: &str| format!("+++\ntitle = \"T\"\n{head}\n+++\n\n[two](/2025/02/03/two.html)\n");
    write("posts/guides/2026-01-02-one.md", &post("slug = \"uno\""));
    write("posts/two.md", &post("date = 2025-02-03\naliases = [\"/two/\"]"));
    write("posts/three/index.md", &post("date = 2025-02-04\ndraft = true"));
    site("\"/:year/:month/:day/:name.html\", \"/:section/:slug/\", \"/posts/:slug/\"");
    let content = load(folder.path()).unwrap_or_else(|report| panic!("{report}"));
    let routes = &content.library.site().routes;
    let redirects = content.library.redirects().iter();
    let redirects: Vec<_> = redirects.map(|to| (to.from.clone(), routes.address(&to.to))).collect();
    let redirects: Vec<_> = redirects.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        redirects,
        [
            ("/2025/02/03/two.html", "/posts/two/"),
            ("/2026/01/02/one.html", "/posts/uno/"),
            ("/guides/uno/", "/posts/uno/"),
            ("/two/", "/posts/two/"),
        ]
    );
    write("posts/four.md", &post("date = 2025-02-03\naliases = [\"/2026/01/02/one.html\"]"));
    site("\"/:year/:month/:day/:name.html\", \"/:year/\", \"/:slgu/\"");
    let report = load(folder.path()).expect_err("faults").to_string();
    for message in [
        "one.html` is an alias of",
        "`/:year/` is one address for many posts",
        "did you mean `slug`?",
    ] {
        assert!(report.contains(message), "{report}");
    }
}

#[test]
fn a_fault_is_told_again_as_long_as_it_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    };
    let post = |text: &str| format!("+++\ntitle = \"T\"\ndate = 2026-01-01\n+++\n\n{text}\n");
    write("site.toml", "title = \"Site\"\nbase_url = \"https://example.org\"\n");
    write("posts/one.md", &post("[two](two.md) and [again](/posts/two/)"));
    write("posts/two.md", &post("Text."));
    let mut memory = content::RenderCache::default();
    let mut faults = || {
        let content = content::load_again(folder.path(), &options(), &mut memory);
        content.map_or_else(|report| report.to_string().matches("error:").count(), |_| 0)
    };
    assert_eq!([faults(), faults()], [0, 0]);
    fs::remove_file(folder.path().join("posts/two.md")).expect("removed");
    assert_eq!([faults(), faults()], [2, 2]);
    write("posts/two.md", &post("Another text."));
    assert_eq!([faults(), faults()], [0, 0]);
}

#[test]
fn a_post_has_a_drawing_of_what_it_is_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("created");
        fs::write(file, text).expect("written");
    };
    write(
        "site.toml",
        "title = \"Blog\"\ntagline = \"T\"\nintroduction = \"I\"\nauthor = \"A\"\nlanguage = \"en\"\n\
         base_url = \"https://example.org\"\n",
    );
    let chart = "```chart\ntype = \"bar\"\ntitle = \"T\"\n\nx,a\none,1\ntwo,4\n```\n";
    let timeline =
        "```timeline\n10:00 started A\n10:15 detected B\n11:00 resolved C\n12:00 D\n```\n";
    let sections = "Words.\n\n## One\n\nMore of them, and more.\n\n## Two\n\nFew.\n";
    for (name, text) in [
        ("chart", format!("{sections}\n{timeline}\n{chart}")),
        ("timeline", format!("{sections}\n{timeline}")),
        ("sections", sections.to_owned()),
        ("paragraphs", "One.\n\nTwo, which is longer.\n".to_owned()),
        ("nothing", "<img src=\"a.svg\" alt=\"\">\n".to_owned()),
    ] {
        let head =
            format!("+++\ntitle = \"{name}\"\ndescription = \"D\"\ndate = 2026-01-01\n+++\n\n");
        write(&format!("posts/{name}/index.md"), &(head + &text));
    }
    write(
        "posts/nothing/a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9\"/></svg>",
    );
    let content =
        content::load(folder.path(), &options()).unwrap_or_else(|report| panic!("{report}"));
    let drawing = |slug: &str| {
        let posts = content.library.posts();
        let post = posts.iter().find(|post| post.summary.slug.as_str() == slug).expect("a post");
        let drawing = post.summary.sparkline.as_ref();
        drawing.map(|drawing| format!("{} {} {}", drawing.kind.name(), drawing.soft, drawing.red))
    };
    assert_eq!(drawing("chart").as_deref(), Some("bars M86 54h28v18h-28z M126 0h28v72h-28z"));
    assert_eq!(
        drawing("timeline").as_deref(),
        Some(
            "moments M0 46h240v4h-240zM0 16h6v26h-6zM29 16h6v26h-6zM117 16h6v26h-6zM234 16h6v26h-6z \
             M0 42h120v12h-120z"
        )
    );
    // The middle one is the longest.
    let trace = drawing("sections").expect("a drawing");
    assert!(trace.starts_with("trace M0 19h") && trace.matches('M').count() == 3, "{trace}");
    assert!(trace.rsplit(' ').nth(1).is_some_and(|start| start.starts_with('M')), "{trace}");
    assert!(drawing("paragraphs").is_some_and(|trace| trace.matches('M').count() == 2));
    assert_eq!(drawing("nothing"), None);
}
