use std::{collections::BTreeMap, path::Path};

use model::Theme;
use store::Cache;
use urls::plan::{PUBLIC, Plan};

use super::*;
use crate::{Folder, FrontEndFiles, FrontEndSource, icons, site_files};

/// The files of a site by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// A rendered site, and the check of it after a change.
fn faults_after(base_url: &str, change: impl Fn(&mut Files)) -> Vec<String> {
    let temp = tempfile::tempdir().expect("a folder");
    let front = Folder::at(temp.path().join("front"));
    let public = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../public"));
    for path in PUBLIC {
        front.copy(&public.join(&path[1..]), path).expect("copied");
    }
    for file in [
        "/pkg/blog.js",
        "/pkg/blog.wasm",
        "/pkg/incidents.js",
        "/pkg/incidents.wasm",
        "/pkg/islands.js",
        "/pkg/islands.wasm",
        "/pkg/search.wasm",
    ] {
        front.write(file, file).expect("written");
    }
    front.write("/pkg/blog.css", "@layer frame { a { top: 0 } }").expect("written");
    let mut front =
        FrontEndFiles::read(&FrontEndSource::Folder(front.root().into())).expect("a front end");
    let icon = front.take_icon(None, &Theme::default()).expect("a drawing");
    let library = fixtures::library(base_url);
    front.place(&library, None);
    let rendered = Folder::at(temp.path().join("rendered"));
    front.write(&rendered).expect("written");
    let mut editions = Edition::all(vec![library], &front, &rendered);
    editions[0].write(&rendered, &Cache::temporary()).expect("written");
    site_files::write(&editions, &[], &rendered).expect("written");
    let library = &editions[0].library;
    icons::write(&icon, library, &front, &rendered).expect("written");
    let paths = rendered.paths().into_iter();
    let mut files: Files =
        paths.map(|path| (path.clone(), rendered.read(&path).expect("there"))).collect();
    change(&mut files);
    let site = Folder::at(temp.path().join("site")).looked_at(library.site()).expect("an address");
    for (path, bytes) in files {
        site.write(&path, bytes).expect("written");
    }
    editions[0].site = site.below("");
    match verify(&editions, &site) {
        Ok(different) => different.into_iter().flatten().map(|found| found.message).collect(),
        Err(error) => {
            error.to_string().lines().skip(1).map(|line| line.trim().to_owned()).collect()
        }
    }
}

#[test]
fn every_file_of_a_site_was_planned_and_nothing_else() {
    let library = fixtures::library("https://example.org");
    let mut plan = Plan::of(&library.site().routes, &library.routes());
    plan.add_archives(&library.site().routes, &Route::Home, library.posts().len());
    // The only file that comes later: it says what was built.
    let planned: Vec<String> =
        plan.files().filter(|file| *file != "/build.json").map(str::to_owned).collect();
    assert_eq!(
        faults_after("https://example.org", |files| {
            // What is named by its content nobody plans by its name.
            let named = |file: &&String| {
                !["/lists/", "/pkg/"].iter().any(|folder| file.starts_with(folder))
            };
            assert_eq!(files.keys().filter(named).cloned().collect::<Vec<_>>(), planned);
        }),
        [""; 0]
    );
}

fn remove(files: &mut Files, path: &str) {
    files.remove(path).expect("there");
}

fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    let file = files.get_mut(path).expect("there");
    let text = String::from_utf8(file.clone()).expect("text");
    assert!(text.contains(from), "{path} has no {from}");
    *file = text.replace(from, to).into();
}

#[test]
fn a_site_as_it_is_rendered_is_whole() {
    assert_eq!(faults_after("https://example.org", |_| {}), [""; 0]);
    assert_eq!(faults_after("https://example.org/blog", |_| {}), [""; 0]);
}

#[test]
fn a_missing_file_is_named_with_every_page_that_leads_to_it() {
    let faults = faults_after("https://example.org", |site| {
        remove(site, "/tags/b/index.html");
        remove(site, "/about/index.json");
        remove(site, "/404.html");
    });
    assert!(faults.contains(&"/tags/b/index.html: the file is missing".into()), "{faults:?}");
    assert!(faults.contains(&"/about/index.json: the file is missing".into()), "{faults:?}");
    assert!(faults.contains(&"/404.html: the file is missing".into()), "{faults:?}");
    let link = "/posts/größe/index.html: links to /tags/b/, which does not exist".into();
    assert!(faults.contains(&link), "{faults:?}");
}

#[test]
fn links_and_anchors_must_lead_somewhere() {
    let faults = faults_after("https://example.org", |site| {
        let links = "<a href=\"/posts/gr%C3%B6%C3%9Fe/#part\">1</a><a href=\"/posts/new/#gone\">2</a>\
            <img src=\"no.png\"><a href=\"#nowhere\">3</a></body>";
        replace(site, "/about/index.html", "</body>", links);
    });
    assert_eq!(
        faults,
        [
            "/about/index.html: links to /about/index.html#nowhere, where nothing has that id",
            "/about/index.html: links to /about/no.png, which does not exist",
            "/about/index.html: links to /posts/new/index.html#gone, where nothing has that id",
        ]
    );
}

#[test]
fn the_picture_for_previews_must_be_there_and_as_large_as_the_page_says() {
    let faults = faults_after("https://example.org/blog", |site| {
        let share = |picture: &str| {
            format!(
                "<meta property=\"og:image\" content=\"https://example.org/blog{picture}\">\
                 <meta property=\"og:image:width\" content=\"1200\">\
                 <meta property=\"og:image:height\" content=\"630\"></head>"
            )
        };
        let icon = site["/icon-512.png"].clone();
        site.insert("/media/icon.1.png".into(), icon);
        replace(site, "/index.html", "</head>", &share("/media/gone.png"));
        replace(site, "/about/index.html", "</head>", &share("/media/icon.1.png"));
    });
    assert_eq!(
        faults,
        [
            "/about/index.html: says that the picture for previews has 1200×630 pixels, \
             and it has 512×512 pixels",
            "/index.html: links to /media/gone.png, which does not exist",
        ]
    );
}

#[test]
fn the_filter_must_find_the_posts_that_there_are() {
    let faults = faults_after("https://example.org", |site| {
        site.retain(|path, _| !path.starts_with("/lists/") || !path.ends_with("/tags/a.json"));
    });
    let [postings] = &*faults else { panic!("{faults:?}") };
    assert!(postings.ends_with("/tags/a.json: the file is missing"), "{postings}");
}

#[test]
fn a_style_sheet_must_find_its_fonts_and_imports() {
    let faults = faults_after("https://example.org/blog", |site| {
        let style = "@import \"base.css\"; @font-face { src: url(../fonts/no.woff2) }";
        site.insert("/pkg/more.css".into(), style.into());
    });
    assert_eq!(
        faults,
        [
            "/pkg/more.css: links to /fonts/no.woff2, which does not exist",
            "/pkg/more.css: links to /pkg/base.css, which does not exist",
        ]
    );
}

#[test]
fn a_page_has_one_title_and_one_heading() {
    let faults = faults_after("https://example.org", |site| {
        replace(site, "/archive/index.html", "<h1", "<h2");
        replace(site, "/about/index.html", "<title>", "<title></title><title>");
    });
    let expected = [
        "/about/index.html: has 2 titles, not one",
        "/archive/index.html: has 0 headings of the first level, not one",
    ];
    assert_eq!(faults, expected);
}

#[test]
fn a_feed_that_says_something_else_than_a_page_is_told_of() {
    let different = faults_after("https://example.org", |site| {
        replace(site, "/feed.xml", "&lt;h2", "&lt;a href=&quot;/about/&quot;&gt;&lt;/a&gt;&lt;h2");
    });
    assert_eq!(different, ["the feed links to /about/ where the page has nothing more"; 2]);
}

#[test]
fn a_feed_must_have_the_newest_posts_and_lead_to_them_from_anywhere() {
    let faults = faults_after("https://example.org", |site| {
        replace(site, "/feed.json", "posts/new/", "posts/other/");
        replace(site, "/rss.xml", "</channel>", "");
        remove(site, "/tags/a/feed.xml");
    });
    let starts = [
        "/feed.json: has other entries than the newest posts",
        "/rss.xml: no feed: ",
        "/tags/a/feed.xml: the file is missing",
    ];
    // The page of the tag leads to the feed that is gone.
    let of_page = "/tags/a/index.html: links to /tags/a/feed.xml, which does not exist";
    assert!(faults.iter().any(|fault| fault == of_page), "{faults:?}");
    let faults: Vec<_> = faults.into_iter().filter(|fault| fault != of_page).collect();
    assert_eq!(faults.len(), starts.len(), "{faults:?}");
    for (fault, start) in faults.iter().zip(starts) {
        assert!(fault.starts_with(start), "{fault}");
    }
}
