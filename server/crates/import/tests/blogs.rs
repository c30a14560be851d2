//! A small blog of each generator, imported: every file and the whole report.
//!
//! To see what a change does to them, run the tests with `INSTA_UPDATE=always` and read the
//! difference.

use std::{fs, path::Path};

use import::{Generator, ImportJob, Imported, NewFile, import};

fn blog(source: &str, from: Option<Generator>) -> Imported {
    let source = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/blogs")).join(source);
    import(&ImportJob { source, from }).expect("a blog")
}

/// Everything that comes of a blog, as one text.
fn shown(imported: &Imported) -> String {
    let mut shown = format!("{}\n", imported.report);
    shown.push_str(&format!("\n==== addresses\n{}\n", imported.report.addresses.join("\n")));
    for (path, file) in &imported.files {
        match file {
            NewFile::Text(text) => shown.push_str(&format!("\n==== {path}\n{text}")),
            NewFile::Copy(from) => {
                let name = from.file_name().unwrap_or_default().to_string_lossy();
                shown.push_str(&format!("\n==== {path}: a copy of {name}\n"));
            }
        }
    }
    shown
}

#[test]
fn each_generator_moves_in() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        for generator in Generator::ALL {
            let source = match generator {
                Generator::Ghost => "ghost.json".to_owned(),
                Generator::WordPress => "wordpress.xml".to_owned(),
                other => other.key().to_owned(),
            };
            let imported = blog(&source, None);
            assert_eq!(imported.report.generator, generator);
            insta::assert_snapshot!(generator.key(), shown(&imported));
        }
    });
}

#[test]
fn the_same_source_gives_the_same_files() {
    for source in ["jekyll", "hugo", "docusaurus"] {
        assert_eq!(shown(&blog(source, None)), shown(&blog(source, None)));
    }
}

#[test]
fn whose_blog_it_is_can_be_said_and_must_be_known() {
    assert_eq!(blog("zola", Some(Generator::Zola)).report.generator, Generator::Zola);
    let temp = tempfile::tempdir().expect("a folder");
    let job = ImportJob { source: temp.path().to_owned(), from: None };
    let refused = import(&job).expect_err("nobody's").to_string();
    assert!(refused.contains("say whose it is with `--from`"), "{refused}");
    let job = ImportJob { source: temp.path().join("gone"), from: None };
    assert!(import(&job).is_err());
}

#[test]
fn what_somebody_changed_is_kept_and_what_is_gone_goes() {
    let temp = tempfile::tempdir().expect("a folder");
    let (source, target) = (temp.path().join("old"), temp.path().join("new"));
    let post = |name: &str, title: &str| {
        fs::create_dir_all(source.join("_posts")).expect("a folder");
        let text = format!("---\ntitle: {title}\n---\nText.\n");
        fs::write(source.join(format!("_posts/2020-01-0{name}.md")), text).expect("written");
    };
    fs::create_dir_all(&source).expect("a folder");
    fs::write(source.join("_config.yml"), "title: Old\nurl: https://old.example\n")
        .expect("written");
    for name in ["1-a", "2-b", "3-c"] {
        post(name, "First");
    }
    let job = ImportJob { source: source.clone(), from: None };
    let write = || {
        let mut imported = import(&job).expect("a blog");
        imported.write(&target).expect("written");
        imported.report
    };
    assert!(write().kept.is_empty());
    let read = |name: &str| fs::read_to_string(target.join(name)).expect(name);
    fs::write(target.join("posts/a.md"), "mine").expect("written");
    fs::write(target.join("posts/own.md"), "own").expect("written");
    post("1-a", "Second");
    post("2-b", "Second");
    fs::remove_file(source.join("_posts/2020-01-03-c.md")).expect("removed");
    for _ in 0..2 {
        assert_eq!(write().kept, ["posts/a.md"]);
        assert_eq!((&*read("posts/a.md"), &*read("posts/own.md")), ("mine", "own"));
        assert!(read("posts/b.md").contains("title = \"Second\""));
        assert!(!target.join("posts/c.md").exists());
    }
    // A record that somebody wrote leads to nothing outside.
    let outside = temp.path().join("outside");
    fs::write(&outside, "x").expect("written");
    let hash = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    let record = format!("{{\"../outside\": [\"{hash}\"]}}");
    fs::write(target.join(".imported.json"), record).expect("written");
    write();
    assert!(outside.exists());
}

#[cfg(unix)]
#[test]
fn a_hostile_source_is_bounded_and_said() {
    use std::os::unix::fs::symlink;
    let temp = tempfile::tempdir().expect("a folder");
    let source = temp.path().join("old");
    let posts = source.join("_posts");
    fs::create_dir_all(&posts).expect("a folder");
    fs::write(source.join("_config.yml"), "title: Old\nurl: https://old.example\n")
        .expect("written");
    fs::write(temp.path().join("secret"), "---\ntitle: Secret\n---\n").expect("written");
    symlink(temp.path().join("secret"), posts.join("2020-01-01-secret.md")).expect("a link");
    symlink(temp.path(), source.join("above")).expect("a link");
    fs::write(posts.join("2020-01-02-good.md"), "---\ntitle: Good\n---\n![x](../../secret)\n")
        .expect("written");
    fs::write(posts.join("2020-01-03-large.md"), vec![b'x'; (4 << 20) + 1]).expect("written");
    let mut bomb = String::from("---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for at in 1..12 {
        bomb.push_str(&format!(
            "a{at}: &a{at} [{}]\n",
            vec![format!("*a{}", at - 1); 9].join(", ")
        ));
    }
    fs::write(posts.join("2020-01-04-bomb.md"), bomb + "---\n").expect("written");
    let tags = "{% if x %}{{< a >}}<b>".repeat(50_000);
    fs::write(posts.join("2020-01-05-tags.md"), format!("---\ntitle: T\n---\n{tags}"))
        .expect("written");
    let mut deep = source.clone();
    for _ in 0..40 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).expect("folders");
    let imported = import(&ImportJob { source, from: None }).expect("a blog");
    let report = imported.report.to_string();
    for said in [
        "a link that leads out of the source\n      _posts/2020-01-01-secret.md",
        "a link that leads out of the source",
        "it is larger than 4 MiB\n      _posts/2020-01-03-large.md",
        "there are more than 200000 values\n      _posts/2020-01-04-bomb.md",
        "more tags than any text has",
        "folders lie too deep in each other",
    ] {
        assert!(report.contains(said), "{said}\n{report}");
    }
    assert_eq!(imported.report.posts, 2);
    assert!(!shown(&imported).contains("Secret"));
}
