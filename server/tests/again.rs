//! A build that knows the last one makes the same site as one that knows nothing.

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Read,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, Instant, UNIX_EPOCH},
};

use common::{Blog, tree};
use flate2::read::GzDecoder;
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
    /// A template of a shortcode that some posts call, or of one that it includes.
    Shortcode {
        text: u8,
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
        1 => any::<u8>().prop_map(|text| Edit::Shortcode { text }),
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
        writer.write("content/shortcodes/sign.html", "{% include 'inner.html' %}");
        writer.write("content/shortcodes/inner.html", "<mark>{{ page.title }}</mark>");
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
        let call = if text % 2 == 0 { "{{< sign >}}" } else { "No call." };
        self.write(
            &path,
            &format!(
                "+++\ntitle = \"Post {at}\"\ndate = 2026-01-{day:02}\ntags = [\"t{tag}\"]\n\
                 authors = [\"ann\"]\ndraft = {draft}\n+++\n\nWords {text}, {link}.\n\n\
                 ## Part {at}\n\n{call}\n\n```rust\nlet x = {text};\n```\n\n![A drawing](drawing.svg)\n"
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
            Edit::Shortcode { text } => {
                let template = format!("<mark>{text} {{{{ page.title }}}}</mark>");
                self.write("content/shortcodes/inner.html", &template);
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
    // What makes the folder a site has to stay, and what tells which files of it are ours.
    let is_ours = |path: &&String| *path != "build.json" && *path != ".inventory";
    let files: Vec<_> = files.iter().filter(is_ours).collect();
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
            prop_assert_eq!(again.code, Some(0), "{}", again.err);
            let of_strangers = again.err.starts_with("warning: no build made what lies here");
            prop_assert!(again.err.is_empty() || of_strangers, "{}", again.err);
            let anew = writer.blog.build_at("anew", &[more, &["--no-cache", "--grace", "0"]].concat());
            prop_assert_eq!((anew.code, &*anew.err), (Some(0), ""));
            let differences = differences(&writer.blog);
            prop_assert!(differences.is_empty(), "{:?}", differences);
        }
    }
}

/// What a site has that one made anew has not, and the other way round; but for what a site may have
/// beside its files: what somebody put there, and assets of earlier builds.
fn differences(blog: &Blog) -> Vec<String> {
    let is_beside = |path: &str| {
        path.ends_with("mine") || path.starts_with("pkg/") || path.starts_with("media/")
    };
    let anew: BTreeMap<_, _> = tree(&blog.path("anew")).into_iter().collect();
    let mut site: BTreeMap<_, _> = tree(&blog.site()).into_iter().collect();
    site.retain(|path, _| anew.contains_key(path) || !is_beside(path));
    // It names what stays for a while.
    let inventory =
        site.get_mut(".inventory").map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let current: Vec<String> = inventory
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.contains('\t'))
        .map(|line| format!("{line}\n"))
        .collect();
    site.insert(".inventory".into(), current.concat().into_bytes());
    let paths = site.keys().chain(anew.keys());
    let differing = paths.filter(|path| site.get(*path) != anew.get(*path));
    differing.cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

/// The files that a page needs to be of use and that are not there.
fn missing(site: &Path) -> Vec<String> {
    let mut missing = Vec::new();
    for (path, bytes) in if site.exists() { tree(site) } else { Vec::new() } {
        let mut html = String::new();
        let read = match &*path {
            _ if path.starts_with('.') => continue,
            _ if path.ends_with(".html") => bytes.as_slice().read_to_string(&mut html),
            _ if path.ends_with(".html.gz") => GzDecoder::new(&*bytes).read_to_string(&mut html),
            _ => continue,
        };
        read.expect("a page");
        for folder in ["/below/pkg/", "/below/media/"] {
            for (at, _) in html.match_indices(folder) {
                let rest = &html[at + "/below/".len()..];
                let name = rest.split(['"', ' ', ',', '&']).next().expect("a name");
                if !site.join(name).is_file() {
                    missing.push(format!("{path} needs {name}"));
                }
            }
        }
    }
    missing
}

#[cfg(unix)]
#[test]
fn a_build_that_is_killed_is_mended_by_the_next_wherever_it_was() {
    const ROUNDS: u32 = 8;
    let writer = Writer::new();
    writer.blog.write("content/authors.toml", "[ann]\nname = \"Ann\"\n");
    let started = Instant::now();
    assert_eq!(writer.blog.build(&[]).code, Some(0));
    let whole = started.elapsed();
    for round in 0..ROUNDS {
        let colour = format!("body {{ color: #0{round:02} }}\n");
        writer.write("front/pkg/blog.css", &colour.repeat(8));
        for post in 0..6 {
            let text = "+++\ntitle = \"Post\"\ndate = 2026-01-01\nauthors = [\"ann\"]\n+++\n\n";
            let path = format!("content/posts/killed-{}.md", post * (round % 3 + 1));
            writer.write(&path, &format!("{text}Round {round}.\n"));
        }
        if round % 4 == 3 {
            // As on a machine that keeps nothing: the whole site changes places.
            fs::remove_dir_all(writer.blog.path("cache")).expect("removed");
        }
        let mut build = writer.blog.start_build(&[]);
        // Most of what is done to the site is done at the end.
        thread::sleep(whole * (ROUNDS / 2 + round) / (ROUNDS + ROUNDS / 4));
        build.kill().expect("killed");
        build.wait().expect("an end");
        assert_eq!(missing(&writer.blog.site()), [""; 0], "round {round}");
        if round % 2 == 0 {
            continue;
        }
        // What is not well is not published, and keeps nothing from being published later.
        writer.write("content/posts/faulty.md", "no head\n");
        assert_eq!(writer.blog.build(&[]).code, Some(1));
        assert_eq!(missing(&writer.blog.site()), [""; 0], "round {round}");
        fs::remove_file(writer.blog.path("content/posts/faulty.md")).expect("removed");
        let mended = writer.blog.build(&[]);
        assert_eq!((mended.code, &*mended.err), (Some(0), ""));
        assert_eq!(writer.blog.build_at("anew", &["--no-cache", "--grace", "0"]).code, Some(0));
        assert_eq!(differences(&writer.blog), [""; 0], "round {round}");
        let beside = fs::read_dir(writer.blog.path("")).expect("a folder").flatten();
        let rooms = beside.filter(|entry| entry.file_name().to_string_lossy().ends_with(".tmp"));
        assert_eq!(rooms.count(), 0);
    }
}
