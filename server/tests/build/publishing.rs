//! What becomes of a site that is there: what is kept, replaced, and left alone.

use std::fs;

use crate::common::{Blog, program, tree};

#[test]
fn a_build_that_fails_keeps_the_last_good_site_and_leaves_nothing_beside() {
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let good = tree(&blog.site());

    blog.post("third", "2026-13-01", "No such day.");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.out), (Some(1), ""));
    assert!(ran.err.contains("third.md:4:"), "{}", ran.err);
    assert_eq!(tree(&blog.site()), good);

    // Found out only when the site is written.
    fs::remove_file(blog.path("content/posts/third.md")).expect("removed");
    blog.write("front/pkg/blog.css", "body { background: url(/nowhere.svg) }\n");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("links to /nowhere.svg, which does not exist"), "{}", ran.err);
    assert_eq!(tree(&blog.site()), good);

    let beside = fs::read_dir(blog.path("")).expect("a folder");
    let mut names: Vec<_> = beside.map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["cache", "content", "front", "site"]);
}

#[test]
fn what_is_not_whole_is_not_published() {
    let blog = Blog::at("https://example.org");
    blog.write("front/pkg/blog.css", "@font-face { src: url(/fonts/none.woff2) }\n");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.starts_with("error: the site that was rendered is not whole: 1 fault\n"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains(" links to /fonts/none.woff2, which does not exist\n"), "{}", ran.err);
    assert!(!blog.site().exists());
}

#[test]
fn of_the_front_end_only_what_its_build_leaves_is_published() {
    let blog = Blog::at("https://example.org");
    blog.write("front/.rustc_info.json", "{}");
    blog.write("front/browser/deps/app.d", "app.rs");
    blog.write("front/fonts/other.woff2", "wOF2");
    blog.write("front/pkg/notes.txt", "mine");
    fs::remove_file(blog.path("front/fonts/brygada-roman.woff2")).expect("removed");
    let ran = blog.build(&["--no-compress"]);
    let expected = format!(
        "error: {} is not the front end as its build leaves it; there is\n  \
         no /fonts/brygada-roman.woff2\n  /.rustc_info.json\n  /browser/\n  \
         /fonts/other.woff2\n  /pkg/notes.txt\n\
         `cargo leptos build --release` empties the folder and makes it anew; \
         what is to be published as it is belongs into public\n",
        blog.front().display()
    );
    assert_eq!((ran.code, ran.err), (Some(1), expected));
    assert!(!blog.site().exists());
}

#[test]
fn without_a_front_end_the_message_says_how_to_get_one() {
    let blog = Blog::at("https://example.org");
    fs::remove_dir_all(blog.front()).expect("removed");
    let ran = blog.build(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("run `cargo leptos build --release`"), "{}", ran.err);
}

#[test]
fn a_folder_that_is_no_site_is_left_alone() {
    let blog = Blog::at("https://example.org");
    blog.write("site/letters.txt", "dear");
    let ran = blog.build(&[]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("is left alone"), "{}", ran.err);
    assert_eq!(tree(&blog.site()).len(), 1);
}

#[test]
fn what_somebody_adds_to_a_site_is_kept_until_it_shall_go() {
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    blog.write("site/CNAME", "blog.example.org");
    blog.write("site/.git/config", "mine");
    blog.write("site/posts/first/mine.txt", "mine");
    let warning = format!(
        "warning: no build made what lies here, and it is kept: `CNAME`, `posts/first/mine.txt`\n  \
         --> {}:1:1\n   = help: what belongs to the site goes into `public`; `--prune` takes the rest \
         out\n\n",
        blog.site().display()
    );
    // With a cache and without one.
    for (round, more) in
        [&["--no-compress"][..], &["--no-compress", "--no-cache"]].iter().enumerate()
    {
        blog.post("first", "2026-01-01", &format!("Round {round}."));
        let ran = blog.build(more);
        assert_eq!((ran.code, &*ran.err), (Some(0), &*warning));
        assert_eq!(blog.read("CNAME") + &blog.read("posts/first/mine.txt"), "blog.example.orgmine");
        assert_eq!(blog.read(".git/config"), "mine");
        assert!(blog.read("posts/first/index.html").contains(&format!("Round {round}.")));
    }
    let ran = blog.build(&["--no-compress", "--prune"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    assert!(!blog.path("site/CNAME").exists() && !blog.path("site/posts/first/mine.txt").exists());
    assert_eq!(blog.read(".git/config"), "mine");
}

#[test]
fn a_page_of_yesterday_keeps_its_style_for_a_while() {
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let style = |blog: &Blog| {
        let page = blog.read("index.html");
        let mut names = page.split('"').filter(|name| name.starts_with("/pkg/blog."));
        names.find(|name| name.ends_with(".css")).expect("a style")[1..].to_owned()
    };
    let old = style(&blog);
    blog.write("front/pkg/blog.css", "body { color: navy }\n");
    let ran = blog.build(&["--no-compress"]);
    assert!(ran.out.ends_with("\nKept for pages of earlier builds: 1 file\n"), "{}", ran.out);
    assert_ne!(style(&blog), old);
    assert!(blog.site().join(&old).exists());
    assert!(blog.read(".inventory").contains(&format!("/{old}\t")), "{}", blog.read(".inventory"));
    assert_eq!(blog.build(&["--no-compress", "--grace", "0"]).code, Some(0));
    assert!(!blog.site().join(&old).exists());
}

#[test]
fn a_cache_is_marked_and_a_folder_of_somebody_is_none() {
    let blog = Blog::at("https://example.org");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let tag = fs::read_to_string(blog.path("cache/CACHEDIR.TAG")).expect("a mark");
    assert!(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55\n"), "{tag}");
    let content = blog.content();
    let content = content.to_str().expect("a path");
    for command in [&["check", "--content", content][..], &["dev", "--content", content]] {
        let ran = program::blog(&[command, &["--cache", content]].concat());
        let fault = format!(
            "error: {content} holds something else than a cache that this program made, such as \
             `pages`, and is left alone\nchoose another folder with --cache\n"
        );
        assert_eq!((ran.code, &*ran.err), (Some(1), &*fault));
    }
    let ran = blog.build(&["--no-compress", "--cache", content]);
    assert_eq!(ran.code, Some(1));
}

#[test]
fn a_cache_that_cannot_be_kept_costs_time_and_not_the_build() {
    let blog = Blog::at("https://example.org");
    blog.write("nothing", "no folder");
    let file = blog.path("nothing");
    let file = file.to_str().expect("a path");
    for round in 0..2 {
        blog.post("first", "2026-01-01", &format!("Round {round}."));
        let ran = blog.build(&["--no-compress", "--cache", file]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert_eq!(ran.err.matches("warning: the cache can't be kept").count(), 1, "{}", ran.err);
        assert!(blog.read("posts/first/index.html").contains(&format!("Round {round}.")));
    }
    // Whatever of it can't be written.
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    for about in fs::read_dir(blog.path("cache/about")).expect("a folder").flatten() {
        for name in ["record", "texts", "texts.bodies"] {
            let file = about.path().join(name);
            let _ = fs::remove_file(&file);
            fs::create_dir_all(file.join("in the way")).expect("a folder");
        }
    }
    blog.post("first", "2026-01-01", "Damaged.");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.err.matches("warning: the cache can't be kept").count(), 1, "{}", ran.err);
    assert!(blog.read("posts/first/index.html").contains("Damaged."));
}
