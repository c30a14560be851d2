//! `blog init`: what it writes is a blog, and it writes over nothing.

mod common;

use std::{collections::BTreeSet, fs, path::Path};

use common::{
    Blog,
    program::{Ran, blog},
    tree,
};

fn init(folder: &Path) -> Ran {
    let folder = folder.to_string_lossy();
    blog(&["init", &folder, "--title", "On \"call\"", "--base-url", "https://example.org/below"])
}

fn check(folder: &Path) -> Ran {
    let content = folder.join("content");
    blog(&["check", "--strict", "--no-cache", "--content", &content.to_string_lossy()])
}

#[test]
fn a_started_blog_is_without_fault_and_becomes_a_site() {
    let other = Blog::at("https://example.org");
    let folder = other.path("a/new/folder");
    let ran = init(&folder);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let paths: Vec<String> = tree(&folder).into_iter().map(|(path, _)| path).collect();
    assert_eq!(
        paths,
        [
            ".github/workflows/pages.yml",
            ".gitignore",
            "content/pages/about.md",
            "content/posts/the-first-post.md",
            "content/site.toml",
            "content/style.css",
        ]
    );
    for path in &paths {
        assert!(ran.out.contains(&*folder.join(path).to_string_lossy()), "{}", ran.out);
    }
    let checked = check(&folder);
    assert_eq!((checked.code, &*checked.err), (Some(0), ""));

    let (content, front, site) = (folder.join("content"), other.front(), folder.join("site"));
    let [content, front, site] = [&content, &front, &site].map(|path| path.to_string_lossy());
    let places = ["--content", &content, "--front", &front, "--site", &site];
    let ran = blog(&[&["build", "--no-cache", "--no-compress"], &places[..]].concat());
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let page = fs::read_to_string(folder.join("site/index.html")).expect("a home page");
    assert!(
        page.contains("On \u{201c}call\u{201d}") && page.contains("/below/posts/the-first-post/")
    );
}

#[test]
fn every_setting_that_is_explained_can_be_written_as_it_stands_there() {
    let other = Blog::at("https://example.org");
    let folder = other.path("started");
    assert_eq!(init(&folder).code, Some(0));
    let file = folder.join("content/site.toml");
    let explained = fs::read_to_string(&file).expect("there");
    let is_setting = |line: &str| line.starts_with('[') || line.contains(" = ");
    let written: Vec<&str> = explained
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| is_setting(rest)).unwrap_or(line))
        .collect();
    assert!(written.iter().filter(|line| line.starts_with('[')).count() >= 7, "{written:?}");
    fs::write(&file, written.join("\n")).expect("written");
    // A language with no text is a warning.
    let post = fs::read_to_string(folder.join("content/posts/the-first-post.md")).expect("there");
    fs::write(folder.join("content/posts/the-first-post.de.md"), post).expect("written");
    let checked = check(&folder);
    assert_eq!((checked.code, &*checked.err), (Some(0), ""));
}

#[test]
fn every_setting_that_can_be_written_is_explained() {
    let other = Blog::at("https://example.org");
    let folder = other.path("started");
    assert_eq!(init(&folder).code, Some(0));
    let explained = fs::read_to_string(folder.join("content/site.toml")).expect("there");
    let is_word = |c: char| c.is_alphanumeric() || ['-', '_'].contains(&c);
    let words: BTreeSet<&str> = explained.split(|c| !is_word(c)).collect();

    // What is no key has the program name those that it knows.
    let keys_of = |table: &str| -> Vec<String> {
        let settings =
            format!("title = \"x\"\nbase_url = \"https://example.org\"\n{table}\nnokey = 1\n");
        other.write("content/site.toml", &settings);
        let ran = check(&other.path(""));
        let help = ran.err.split("unknown key `nokey`").nth(1).unwrap_or_default();
        let keys = help.split("the keys are ").nth(1).unwrap_or_default();
        let keys = keys.lines().next().unwrap_or_default().split(", ");
        keys.map(str::to_owned).filter(|key| !key.is_empty()).collect()
    };
    let top = keys_of("");
    assert!(top.len() > 30, "{top:?}");
    let mut looked = 0;
    for (table, keys) in
        top.iter().map(|key| (&**key, keys_of(&format!("[{key}]")))).chain([("", top.clone())])
    {
        looked += keys.len();
        for key in keys {
            assert!(words.contains(&*key), "nothing is said of `{key}` of [{table}]");
        }
    }
    assert!(looked > 100, "{looked} keys");
}

#[test]
fn a_folder_with_something_in_it_stays_as_it_is() {
    let other = Blog::at("https://example.org");
    let before = tree(&other.path(""));
    let ran = init(&other.path(""));
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("is not empty: content, front\n"), "{}", ran.err);
    assert_eq!(tree(&other.path("")), before);

    // A repository that nothing was committed to is as good as empty.
    let repository = other.path("repository");
    fs::create_dir_all(repository.join(".git")).expect("a folder");
    assert_eq!(init(&repository).code, Some(0));
}

#[test]
fn without_a_terminal_the_options_are_needed() {
    let other = Blog::at("https://example.org");
    let folder = other.path("started");
    let started = folder.to_string_lossy();
    for (arguments, said) in [
        (&["--title", "A"][..], "give --base-url"),
        (&["--base-url", "https://example.org"], "give --title"),
        (&["--title", " ", "--base-url", "https://example.org"], "--title is empty"),
        (&["--title", "A", "--base-url", "example.org"], "write `https://example.org`"),
        (
            &["--title", "A", "--base-url", "https://example.org", "--language", "de_AT"],
            "`de_AT` is not the tag of a language",
        ),
    ] {
        let ran = common::program::without_input(&[&["init", &*started], arguments].concat());
        assert_eq!(ran.code, Some(1), "{arguments:?}");
        assert!(ran.err.contains(said), "{}", ran.err);
        assert!(!folder.exists());
    }
}

/// Starts a blog in a language.
fn init_in(folder: &Path, language: &str) {
    let folder = folder.to_string_lossy();
    let arguments = ["init", &folder, "--title", "A", "--base-url", "https://example.org"];
    let ran = blog(&[&arguments[..], &["--language", language]].concat());
    assert_eq!(ran.code, Some(0), "{language}: {}", ran.err);
}

#[test]
fn a_blog_starts_in_its_language() {
    let other = Blog::at("https://example.org");
    let folder = other.path("started");
    init_in(&folder, "de-AT");
    let settings = fs::read_to_string(folder.join("content/site.toml")).expect("settings");
    for line in ["language = \"de-AT\"", "links = [{ name = \"Über uns\", url = \"/about/\" }]"] {
        assert!(settings.contains(&format!("\n{line}\n")), "{settings}");
    }
    let post =
        fs::read_to_string(folder.join("content/posts/der-erste-beitrag.md")).expect("a post");
    assert!(post.starts_with("+++\ntitle = \"Der erste Beitrag\"\n"), "{post}");
    assert!(settings.contains("# pinned = \"der-erste-beitrag\"\n"), "{settings}");
    let checked = check(&folder);
    assert_eq!((checked.code, &*checked.err), (Some(0), ""));
}

#[test]
fn a_blog_in_any_language_with_words_builds_without_a_warning_and_says_nothing_in_english() {
    let other = Blog::at("https://example.org");
    let english = languages::starter("en");
    for language in languages::known() {
        let folder = other.path(language);
        init_in(&folder, language);
        // Which letters can be drawn on a picture depends on the fonts of the machine.
        let file = folder.join("content/site.toml");
        let settings = fs::read_to_string(&file).expect("settings");
        fs::write(&file, format!("{settings}\n[share]\ncards = false\n")).expect("written");
        let (content, front, site) = (folder.join("content"), other.front(), folder.join("site"));
        let [content, front, site] = [&content, &front, &site].map(|path| path.to_string_lossy());
        let places = ["--content", &content, "--front", &front, "--site", &site];
        let ran = blog(&[&["build", "--no-cache", "--no-compress"], &places[..]].concat());
        assert_eq!((ran.code, &*ran.err), (Some(0), ""), "{language}");

        let written = tree(&folder.join("content")).into_iter().map(|(_, bytes)| bytes);
        let written: Vec<String> =
            written.map(|bytes| String::from_utf8_lossy(&bytes).into()).collect();
        let written = written.concat();
        for ((key, text), (_, in_english)) in languages::starter(language).iter().zip(&english) {
            assert!(written.contains(text.as_str()), "{language} does not say {key}");
            // A few words may stand in the explanations of settings, or be some of another language.
            let is_left = text != in_english && in_english.split(' ').count() > 3;
            assert!(!is_left || !written.contains(in_english.as_str()), "{language}: {in_english}");
        }
    }
}
