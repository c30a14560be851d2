//! What concerns the blog as a whole: `site.toml`, `authors.toml` and `series.toml`.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    addresses::{Addresses, Target},
    blog::{Author, Blog},
    head::{bare, quoted},
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
    rest: &BTreeSet<String>,
    addresses: &[String],
    files: &BTreeMap<String, String>,
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
    let others = others(rest, addresses, files);
    if !others.is_empty() {
        let paths: Vec<String> =
            others.iter().map(|path| format!("  {},\n", quoted(path))).collect();
        toml.push_str(&format!("external_paths = [\n{}]\n", paths.concat()));
    }
    if let Some(style) = blog.generator.anchors() {
        toml.push_str(&format!("\n[anchors]\nstyle = \"{style}\"\n"));
    }
    toml
}

/// The parts of the host that are not imported, each folder once.
fn others(
    rest: &BTreeSet<String>,
    addresses: &[String],
    files: &BTreeMap<String, String>,
) -> BTreeSet<String> {
    let first =
        |path: &str| path.trim_start_matches('/').split('/').next().unwrap_or("").to_owned();
    let ours: BTreeSet<String> = addresses
        .iter()
        .map(|path| first(path))
        .chain(files.keys().map(|path| first(path)))
        .chain(["posts", "tags", "authors", "series"].map(str::to_owned))
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
