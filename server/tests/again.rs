//! A build that knows the last one makes the same site as one that knows nothing.

mod common;

use std::{
    fs,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, UNIX_EPOCH},
};

use common::{Blog, tree};
use proptest::prelude::*;

/// What a writer does between two builds. Numbers pick texts, tags and words.
#[derive(Clone, Debug)]
enum Edit {
    Write {
        post: u8,
        text: u8,
    },
    Tag {
        post: u8,
        tag: u8,
    },
    Date {
        post: u8,
        day: u8,
    },
    Draft {
        post: u8,
    },
    Delete {
        post: u8,
    },
    Rename {
        post: u8,
        to: u8,
    },
    Page {
        text: u8,
    },
    Drawing {
        size: u8,
    },
    Site {
        tagline: u8,
    },
    Author {
        name: u8,
    },
    Style {
        colour: u8,
    },
    Damage {
        file: u8,
    },
    /// A file of the cache rots.
    Rot {
        file: u8,
    },
    /// The cache is gone.
    Forget,
    Build,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        6 => (0..6_u8, any::<u8>()).prop_map(|(post, text)| Edit::Write { post, text }),
        2 => (0..6_u8, 0..4_u8).prop_map(|(post, tag)| Edit::Tag { post, tag }),
        2 => (0..6_u8, 1..29_u8).prop_map(|(post, day)| Edit::Date { post, day }),
        1 => (0..6_u8).prop_map(|post| Edit::Draft { post }),
        2 => (0..6_u8).prop_map(|post| Edit::Delete { post }),
        2 => (0..6_u8, 0..6_u8).prop_map(|(post, to)| Edit::Rename { post, to }),
        1 => any::<u8>().prop_map(|text| Edit::Page { text }),
        1 => (1..9_u8).prop_map(|size| Edit::Drawing { size }),
        1 => (0..3_u8).prop_map(|tagline| Edit::Site { tagline }),
        1 => (0..3_u8).prop_map(|name| Edit::Author { name }),
        1 => (0..3_u8).prop_map(|colour| Edit::Style { colour }),
        1 => any::<u8>().prop_map(|file| Edit::Damage { file }),
        1 => any::<u8>().prop_map(|file| Edit::Rot { file }),
        1 => Just(Edit::Forget),
    ];
    prop::collection::vec(prop::collection::vec(edit, 1..4), 1..6).prop_map(|rounds| {
        rounds.into_iter().flat_map(|round| round.into_iter().chain([Edit::Build])).collect()
    })
}

/// A post as a test knows it.
#[derive(Clone, Debug)]
struct Post {
    text: u8,
    tag: u8,
    day: u8,
    draft: bool,
}

/// A blog with what it takes to write its files.
struct Writer {
    blog: Blog,
    posts: [Option<Post>; 6],
}

impl Writer {
    fn new() -> Self {
        let blog = Blog::at("https://example.org/below");
        let post = |day| Some(Post { text: day, tag: day % 3, day, draft: false });
        let posts = [post(1), post(2), post(3), post(4), None, None];
        let writer = Self { blog, posts };
        (0..6).for_each(|at| writer.save(at));
        writer
    }

    /// Writes a file if it changes. It looks as if it had been there for long, so that nobody reads
    /// it to see whether it is what it was.
    fn write(&self, path: &str, text: &str) {
        static SECONDS: AtomicU64 = AtomicU64::new(1_000_000_000);
        let file = self.blog.path(path);
        if fs::read_to_string(&file).is_ok_and(|there| there == text) {
            return;
        }
        self.blog.write(path, text);
        let second = SECONDS.fetch_add(1, Ordering::Relaxed);
        let file = fs::File::options().append(true).open(file).expect("there");
        file.set_modified(UNIX_EPOCH + Duration::from_secs(second)).expect("set");
    }

    fn save(&self, at: usize) {
        let path = format!("content/posts/post-{at}.md");
        let Some(Post { text, tag, day, draft }) = &self.posts[at] else {
            let _ = fs::remove_file(self.blog.path(&path));
            return;
        };
        // A link to another post, which may be there or not; a link and an anchor that always hold.
        let other = usize::from(*text) % 6;
        let link = match &self.posts[other] {
            Some(Post { draft: false, .. }) => format!("[other](post-{other}.md#part-{other})"),
            _ => "[second](second.md#part)".to_owned(),
        };
        self.write(
            &path,
            &format!(
                "+++\ntitle = \"Post {at}\"\ndate = 2026-01-{day:02}\ntags = [\"t{tag}\"]\n\
                 authors = [\"ann\"]\ndraft = {draft}\n+++\n\nWords {text}, {link}.\n\n\
                 ## Part {at}\n\n```rust\nlet x = {text};\n```\n\n![A drawing](drawing.svg)\n"
            ),
        );
    }

    /// A link that broke is mended as a writer would mend it.
    fn save_all(&self) {
        (0..6).for_each(|at| self.save(at));
    }

    fn apply(&mut self, edit: &Edit) {
        let post = |posts: &mut [Option<Post>; 6], at: u8, change: &dyn Fn(&mut Post)| {
            if let Some(post) = &mut posts[usize::from(at)] {
                change(post);
            }
        };
        match *edit {
            Edit::Write { post: at, text } => {
                let new = || Post { text, tag: 0, day: 9, draft: false };
                self.posts[usize::from(at)].get_or_insert_with(new).text = text;
            }
            Edit::Tag { post: at, tag } => post(&mut self.posts, at, &|post| post.tag = tag),
            Edit::Date { post: at, day } => post(&mut self.posts, at, &|post| post.day = day),
            Edit::Draft { post: at } => {
                post(&mut self.posts, at, &|post| post.draft = !post.draft);
            }
            Edit::Delete { post: at } => self.posts[usize::from(at)] = None,
            Edit::Rename { post: at, to } => {
                if self.posts[usize::from(to)].is_none() {
                    self.posts[usize::from(to)] = self.posts[usize::from(at)].take();
                }
            }
            Edit::Page { text } => self.write(
                "content/pages/about.md",
                &format!("+++\ntitle = \"About\"\n+++\n\nHello {text}.\n"),
            ),
            Edit::Drawing { size } => self.write(
                "content/posts/drawing.svg",
                &format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} 9\"/>"),
            ),
            Edit::Site { tagline } => {
                let file = self.blog.path("content/site.toml");
                let text = fs::read_to_string(&file).expect("there");
                let (head, tail) = text.split_once("tagline = ").expect("a tagline");
                let (_, tail) = tail.split_once('\n').expect("a line");
                let text = format!("{head}tagline = \"On {tagline}.\"\n{tail}");
                fs::write(file, text).expect("written");
            }
            Edit::Author { name } => {
                self.write("content/authors.toml", &format!("[ann]\nname = \"Ann {name}\"\n"));
            }
            Edit::Style { colour } => {
                self.write("front/pkg/blog.css", &format!("body {{ color: #00{colour} }}\n"));
            }
            Edit::Damage { file } => damage(&self.blog.site(), usize::from(file)),
            Edit::Rot { file } => rot(&self.blog.path("cache"), usize::from(file)),
            Edit::Forget => {
                let _ = fs::remove_dir_all(self.blog.path("cache"));
            }
            Edit::Build => {}
        }
        self.save_all();
    }
}

/// What somebody else may do to a site: change a file, take one away, put one in.
fn damage(site: &Path, number: usize) {
    let files: Vec<String> = match site.exists() {
        true => tree(site).into_iter().map(|(path, _)| path).collect(),
        false => return,
    };
    // What makes the folder a site has to stay.
    let files: Vec<_> = files.iter().filter(|path| *path != "build.json").collect();
    let file = site.join(files[number % files.len()]);
    match number % 3 {
        0 => fs::write(file, "mine").expect("written"),
        1 => fs::remove_file(file).expect("removed"),
        _ => fs::write(file.with_extension("mine"), "mine").expect("written"),
    }
}

/// What a disk may do to what is kept: a file is as long as before, and holds something else.
fn rot(cache: &Path, number: usize) {
    if cache.exists() {
        let files = tree(cache);
        let (path, bytes) = &files[number % files.len()];
        fs::write(cache.join(path), vec![b'x'; bytes.len()]).expect("written");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn a_build_after_another_makes_what_a_first_one_makes(edits in edits()) {
        let mut writer = Writer::new();
        writer.blog.write("content/authors.toml", "[ann]\nname = \"Ann\"\n");
        // Compressing takes longest.
        let more: &[&str] = if edits.len() % 4 == 0 { &[] } else { &["--no-compress"] };
        for edit in &edits {
            writer.apply(edit);
            if !matches!(edit, Edit::Build) {
                continue;
            }
            let again = writer.blog.build(more);
            prop_assert_eq!((again.code, &*again.err), (Some(0), ""));
            let site = tree(&writer.blog.site());
            let anew = writer.blog.build_at("anew", &[more, &["--no-cache"]].concat());
            prop_assert_eq!((anew.code, &*anew.err), (Some(0), ""));
            let expected = tree(&writer.blog.path("anew"));
            let paths = |tree: &[(String, Vec<u8>)]| -> Vec<String> {
                tree.iter().map(|(path, _)| path.clone()).collect()
            };
            prop_assert_eq!(paths(&site), paths(&expected));
            for ((path, bytes), (_, wanted)) in site.iter().zip(&expected) {
                prop_assert!(bytes == wanted, "{} differs", path);
            }
        }
    }
}
