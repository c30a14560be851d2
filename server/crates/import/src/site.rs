//! What concerns the blog as a whole: `site.toml`, `authors.toml` and `series.toml`.

use std::collections::{BTreeMap, BTreeSet};

use values::quoted;

use crate::{
    addresses::{Addresses, Target},
    blog::{Author, Blog},
    convert::first,
    head::bare,
    patterns::Patterns,
};

/// The pictures of authors go along.
pub(crate) fn portraits(
    blog: &Blog,
    addresses: &Addresses<'_>,
    authors: Option<&BTreeMap<String, Author>>,
    files: &mut BTreeMap<String, String>,
) {
    let Some(text) = blog.texts.first() else { return };
    for author in authors.into_iter().flat_map(BTreeMap::values) {
        if author.picture.starts_with('/')
            && let Target::File { file, path } = addresses.resolve(&author.picture, text)
        {
            files.insert(path, file);
        }
    }
}

/// `authors.toml`, and how many authors it has.
pub(crate) fn authors_file(
    authors: &BTreeMap<String, Author>,
    files: &BTreeMap<String, String>,
) -> (String, usize) {
    let mut toml = String::new();
    for (id, author) in authors {
        if !toml.is_empty() {
            toml.push('\n');
        }
        let name = if author.name.is_empty() { id } else { &author.name };
        toml.push_str(&format!("[{}]\nname = {}\n", bare(id), quoted(name)));
        if !author.bio.is_empty() {
            toml.push_str(&format!("bio = {}\n", quoted(&author.bio)));
        }
        if ["https://", "http://", "mailto:"].iter().any(|scheme| author.url.starts_with(scheme)) {
            toml.push_str(&format!("url = {}\n", quoted(&author.url)));
        }
        if files.contains_key(&author.picture) {
            toml.push_str(&format!(
                "picture = {}\n",
                quoted(author.picture.trim_start_matches('/'))
            ));
        }
    }
    (toml, authors.len())
}

/// `series.toml`; empty when the source tells nothing of its series.
pub(crate) fn series_file(blog: &Blog) -> String {
    let mut toml = String::new();
    for (id, series) in &blog.series {
        if !toml.is_empty() {
            toml.push('\n');
        }
        toml.push_str(&format!("[{}]\ntitle = {}\n", bare(id), quoted(&series.title)));
        if !series.description.is_empty() {
            toml.push_str(&format!("description = {}\n", quoted(&series.description)));
        }
    }
    toml
}

/// `site.toml`. `rest` are the paths of the host that something leads to and that are not imported.
pub(crate) fn site_file(
    blog: &Blog,
    patterns: &Patterns,
    rest: &BTreeSet<String>,
    addresses: &[String],
    files: &BTreeMap<String, String>,
    redirects: &BTreeMap<String, String>,
) -> String {
    let site = &blog.site;
    let mut toml = String::new();
    let title = if site.title.is_empty() { "Blog" } else { &site.title };
    let base_url =
        if site.base_url.is_empty() { "https://blog.example.org" } else { &site.base_url };
    let language = site.language.replace('_', "-");
    for (key, value) in [
        ("title", title),
        ("tagline", &*site.description),
        ("base_url", base_url),
        ("language", &*language),
        ("author", &*site.author),
    ] {
        if !value.is_empty() {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            toml.push_str(&format!("{key} = {}\n", quoted(&value)));
        }
    }
    let others = others(rest, patterns, addresses, files);
    if !others.is_empty() {
        let paths: Vec<String> =
            others.iter().map(|path| format!("  {},\n", quoted(path))).collect();
        toml.push_str(&format!("external_paths = [\n{}]\n", paths.concat()));
    }
    let lines = patterns.lines();
    if !lines.is_empty() {
        toml.push_str("\n[permalinks]\n");
        for (key, pattern) in lines {
            toml.push_str(&format!("{key} = {}\n", quoted(pattern)));
        }
    }
    add_feeds(&mut toml, blog);
    if !redirects.is_empty() {
        toml.push_str("\n[redirects]\n");
    }
    for (from, to) in redirects {
        toml.push_str(&format!("{} = {}\n", quoted(from), quoted(to)));
    }
    let anchors = blog.generator.anchors();
    if let Some(style) = anchors {
        toml.push_str(&format!("\n[anchors]\nstyle = \"{style}\"\n"));
    }
    toml.push_str(PUBLIC_ALREADY);
    for (tag, other) in &site.languages {
        toml.push_str(&format!("\n[languages.{}]\n", bare(tag)));
        for (key, value) in [("title", &other.title), ("tagline", &other.description)] {
            if !value.is_empty() {
                toml.push_str(&format!("{key} = {}\n", quoted(value)));
            }
        }
    }
    toml
}

/// Writes at which old addresses feeds are to be found.
fn add_feeds(toml: &mut String, blog: &Blog) {
    // Every site has these.
    let own = ["/feed.xml", "/rss.xml", "/feed.json"];
    let blog_feeds = blog.feeds.iter().filter(|path| !own.contains(&&***path)).cloned().collect();
    let feeds: [(&str, &Vec<String>); 3] =
        [("also", &blog_feeds), ("tags", &blog.feeds_of_tags), ("authors", &blog.feeds_of_authors)];
    if feeds.iter().any(|(_, addresses)| !addresses.is_empty()) {
        toml.push_str("\n[feeds]\n");
    }
    for (key, addresses) in feeds {
        if !addresses.is_empty() {
            let addresses: Vec<String> = addresses.iter().map(|path| quoted(path)).collect();
            toml.push_str(&format!("{key} = [{}]\n", addresses.join(", ")));
        }
    }
}

/// What readers had before is told of, and stops no build.
const PUBLIC_ALREADY: &str = "\n[redaction]\nlevel = \"warn\"\n";

/// The parts of the host that are not imported, each folder once.
fn others(
    rest: &BTreeSet<String>,
    patterns: &Patterns,
    addresses: &[String],
    files: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let ours: BTreeSet<String> = addresses
        .iter()
        .map(|path| first(path))
        .chain(files.keys().map(|path| first(path)))
        .chain(["posts", "tags", "authors", "series"].map(str::to_owned))
        .chain(patterns.folders().iter().map(|list| first(list)))
        .collect();
    let other = |path: &String| {
        let folder = first(path);
        let below = path.trim_matches('/').contains('/') || path.ends_with('/');
        match below && !folder.is_empty() && !ours.contains(&folder) {
            true => format!("/{folder}/"),
            false => path.clone(),
        }
    };
    rest.iter().map(other).filter(|path| path != "/").collect()
}
