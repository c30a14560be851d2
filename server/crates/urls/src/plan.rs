//! Which files a site will have, as far as its texts do not decide it: known before any is made.
//!
//! So a link to such a file can be told from one that leads nowhere, and whoever wants an address
//! for a file of their own learns that it is taken, both while the line is known that asks for it.

use std::collections::BTreeSet;

use model::routes::{FEED, JSON_FEED, RSS, Route, Routes, SEARCH_ROOT};

/// Files that every site has, beside those of each of its languages.
const EVERYWHERE: [&str; 17] = [
    "/.nojekyll",
    "/_headers",
    "/_redirects",
    "/apple-touch-icon.png",
    "/build.json",
    "/favicon.ico",
    "/favicon.svg",
    "/feed.css",
    "/icon-192.png",
    "/icon-512.png",
    "/icon-maskable-512.png",
    "/manifest.webmanifest",
    "/offline.js",
    "/robots.txt",
    "/schema/document.json",
    "/sitemap.xml",
    "/vercel.json",
];

/// Files that each language of a site has.
const EACH: [&str; 7] =
    ["/404.html", JSON_FEED, FEED, "/llms-full.txt", "/llms.txt", RSS, SEARCH_ROOT];

/// The files of the folder `public` when this program was compiled, as paths on the site.
pub const PUBLIC: &[&str] = include!(concat!(env!("OUT_DIR"), "/public.rs"));

/// Folders in which files have names that their content decides: nobody else can have a place there.
const OWN: [&str; 3] = ["/lists/", "/media/", "/pkg/"];

/// The one file that is there only where `site.toml` asks for it.
pub const SECURITY: &str = "/.well-known/security.txt";

/// How long a part of an address may be in bytes: file systems hold names of 255, and what is made
/// beside a file has a longer one.
const LONGEST: usize = 200;

/// What is wrong with a name that no file can have, and a remedy.
pub fn too_long(name: &str) -> Option<(String, Option<String>)> {
    let start: String = name.chars().take(20).collect();
    (name.len() > LONGEST).then(|| {
        let message = format!("`{start}…` is too long for an address");
        (message, Some(format!("give it a name of at most {LONGEST} bytes")))
    })
}

/// How many posts a feed has, the newest ones, and each of its archives.
pub const IN_FEED: usize = 50;

/// How many archives the feed of a list has.
pub fn archives(posts: usize) -> usize {
    posts.saturating_sub(IN_FEED).div_ceil(IN_FEED)
}

/// The files of a site by their paths, not encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Plan {
    files: BTreeSet<String>,
    /// Where the languages are that come behind the first.
    prefixes: BTreeSet<String>,
}

/// Why no file can be written at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is the address of a file.
    File,
    /// A part of it is the address of a file, in which no other can lie.
    Below(String),
    /// It is a folder with files in it.
    Folder,
    /// It lies where the site keeps files that it names itself.
    Own(&'static str),
}

impl Plan {
    /// The files that a site of these pages has.
    pub fn of<'a>(patterns: &Routes, routes: impl IntoIterator<Item = &'a Route>) -> Self {
        let mut plan = Self::of_language(patterns, routes);
        plan.files.extend(EVERYWHERE.iter().chain(PUBLIC).map(|&file| file.to_owned()));
        plan
    }

    /// The files that these pages bring to a site in one language more, as paths below its own.
    pub fn of_language<'a>(patterns: &Routes, routes: impl IntoIterator<Item = &'a Route>) -> Self {
        let mut plan = Self::default();
        plan.files.extend(EACH.map(str::to_owned));
        for route in routes {
            let folder = patterns.folder(route);
            plan.add(patterns.file(route));
            plan.add(folder.clone() + "index.json");
            if patterns.markdown_path(route).is_some() {
                plan.add(folder.clone() + "index.md");
            }
            if patterns.feed_path(route).is_some() {
                plan.add(folder + &FEED[1..]);
            }
        }
        plan
    }

    /// Notes the feed of a list with so many posts.
    pub fn add_archives(&mut self, patterns: &Routes, list: &Route, posts: usize) {
        let folder = patterns.folder(list);
        self.files.extend((1..=archives(posts)).map(|number| format!("{folder}feed/{number}.xml")));
    }

    /// Notes the files of one language more, and where they are.
    pub fn add_language(&mut self, prefix: &str, language: &Self) {
        self.files.extend(language.files.iter().map(|file| format!("{prefix}{file}")));
        self.prefixes.insert(prefix.to_owned());
    }

    /// Notes one more file.
    pub fn add(&mut self, file: impl Into<String>) {
        self.files.insert(file.into());
    }

    /// Whether there will be a file at a path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// All of them, sorted.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// Why a file can't be written at a path; `None` when it can.
    pub fn conflict_at(&self, path: &str) -> Option<Taken> {
        // What a host sends to browsers that unpack it lies beside the file itself.
        let path =
            [".br", ".gz"].iter().find_map(|packed| path.strip_suffix(packed)).unwrap_or(path);
        let below = self.prefixes.iter().find_map(|prefix| path.strip_prefix(&**prefix));
        let is_own = |folder: &&&str| {
            path.starts_with(**folder) || below.is_some_and(|below| below.starts_with(**folder))
        };
        if let Some(folder) = OWN.iter().find(is_own) {
            return Some(Taken::Own(folder));
        }
        if self.has(path) {
            return Some(Taken::File);
        }
        let above = path.match_indices('/').map(|(at, _)| &path[..at]);
        if let Some(file) = above.into_iter().find(|above| self.has(above)) {
            return Some(Taken::Below(file.to_owned()));
        }
        let folder = format!("{path}/");
        let first = self.files.range(folder.clone()..).next();
        let is_folder = first.is_some_and(|file| file.starts_with(&folder))
            || OWN.iter().any(|own| *own == folder);
        is_folder.then_some(Taken::Folder)
    }
}

impl Taken {
    /// What there is at a path that is taken, as words that follow `is` or `lies`.
    pub fn reason(&self) -> String {
        match self {
            Self::File => "is the address of a file that the site has already".to_owned(),
            Self::Below(file) => format!("lies below `{file}`, which is a file of the site"),
            Self::Folder => "is a folder of the site".to_owned(),
            Self::Own(folder) => {
                format!("lies in `{folder}`, where the site keeps files of its own")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        let patterns = Routes::default();
        let routes = ["/", "/posts/b/", "/tags/x/"].map(|p| patterns.parse(p).expect("a page"));
        let mut plan = Plan::of(&patterns, &routes);
        plan.add_archives(&patterns, &routes[0], 101);
        plan.add("/old.html");
        plan
    }

    #[test]
    fn what_every_site_has_and_what_its_pages_bring_is_there() {
        let plan = plan();
        for (path, is_there) in [
            ("/feed.xml", true),
            ("/posts/b/index.md", true),
            ("/tags/x/index.json", true),
            ("/tags/x/feed.xml", true),
            ("/posts/b/feed.xml", false),
            ("/tags/x/index.md", false),
            ("/feed/2.xml", true),
            ("/feed/3.xml", false),
            ("/fonts/OFL.txt", true),
            ("/assets/nope.pdf", false),
        ] {
            assert_eq!(plan.has(path), is_there, "{path}");
        }
        assert_eq!([0, 50, 51, 100, 101].map(archives), [0, 0, 1, 1, 2]);
    }

    #[test]
    fn a_path_is_taken_by_a_file_below_one_or_above_one() {
        let plan = plan();
        for (path, taken) in [
            ("/posts/b/index.md", Some(Taken::File)),
            ("/robots.txt", Some(Taken::File)),
            ("/robots.txt.gz", Some(Taken::File)),
            ("/feed.xml/index.html", Some(Taken::Below("/feed.xml".into()))),
            ("/_headers/index.html", Some(Taken::Below("/_headers".into()))),
            ("/old.html/x/index.html", Some(Taken::Below("/old.html".into()))),
            ("/posts", Some(Taken::Folder)),
            ("/posts/b", Some(Taken::Folder)),
            ("/media", Some(Taken::Folder)),
            ("/pkg/x/index.html", Some(Taken::Own("/pkg/"))),
            ("/posts/bb", None),
            ("/packages/index.html", None),
            ("/posts/b/data.csv", None),
        ] {
            assert_eq!(plan.conflict_at(path), taken, "{path}");
        }
    }
}
