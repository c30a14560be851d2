//! What pages and style sheets need that come along as they are: the pictures, styles and scripts that
//! they name.

use std::collections::BTreeMap;

use crate::{
    blog::Blog,
    source::{Source, file_name, folder, normal},
};

/// Files that name others.
const NAMING: [&str; 3] = ["css", "htm", "html"];

/// Files that are needed where they are named.
const NEEDED: [&str; 18] = [
    "avif",
    "css",
    "gif",
    "ico",
    "jpeg",
    "jpg",
    "js",
    "json",
    "mjs",
    "mp4",
    "png",
    "svg",
    "ttf",
    "webm",
    "webmanifest",
    "webp",
    "woff",
    "woff2",
];

/// Adds to some files, by their paths on the site, what they name, and what that names in its turn.
pub(crate) fn add(files: &mut BTreeMap<String, String>, blog: &Blog, source: &Source) {
    let mut waiting: Vec<(String, String)> = files.clone().into_iter().collect();
    while let Some((path, file)) = waiting.pop() {
        if !NAMING.contains(&ending(&file)) {
            continue;
        }
        let Ok(text) = source.read(&file) else { continue };
        for name in text.split(|c: char| c.is_whitespace() || "\"'()<>,;=`".contains(c)) {
            let name = name.split(['?', '#']).next().unwrap_or_default();
            if !NEEDED.contains(&ending(name)) || name.contains("//") {
                continue;
            }
            let Some((path, file)) = found(name, (&path, &file), blog, source) else { continue };
            if !files.contains_key(&path) {
                files.insert(path.clone(), file.clone());
                waiting.push((path, file));
            }
        }
    }
}

fn ending(path: &str) -> &str {
    file_name(path).rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Where a name in a file leads: its path on the site, and the file of the source.
fn found(
    name: &str,
    (path, file): (&str, &str),
    blog: &Blog,
    source: &Source,
) -> Option<(String, String)> {
    let (path, files) = match name.strip_prefix('/') {
        Some(name) => {
            let places = blog.roots.iter().map(|root| format!("{root}/{name}")).collect();
            (normal(name)?, places)
        }
        None => {
            let beside = |file: &str| format!("{}/{name}", folder(file));
            (normal(&beside(path))?, vec![beside(file)])
        }
    };
    let file = files.iter().filter_map(|file| normal(file)).find(|file| source.has(file))?;
    Some((format!("/{path}"), file))
}
