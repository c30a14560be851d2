//! Who writes: one id for each, by which every text names them.

use std::collections::BTreeMap;

use crate::{
    blog::{Author, Blog},
    head::Head,
    names::nearest,
};

/// Says everywhere by which id an author is known; `None` where posts name their authors in full.
pub(super) fn authors(blog: &mut Blog, heads: &mut [Head]) -> Option<BTreeMap<String, Author>> {
    if blog.authors.is_empty() {
        return None;
    }
    let mut listed: BTreeMap<String, Author> = BTreeMap::new();
    let mut by_name: BTreeMap<String, String> = BTreeMap::new();
    for (key, author) in &blog.authors {
        let id = nearest(key);
        if id.is_empty() {
            continue;
        }
        by_name.insert(key.to_lowercase(), id.clone());
        by_name.entry(author.name.to_lowercase()).or_insert(id.clone());
        listed.insert(id, author.clone());
    }
    for head in heads {
        let mut ids: Vec<String> = Vec::new();
        for written in std::mem::take(&mut head.authors) {
            let (name, url) = byline(&written);
            let known = by_name.get(&name.to_lowercase()).cloned();
            let id = known.unwrap_or_else(|| {
                let id = nearest(&name);
                by_name.insert(name.to_lowercase(), id.clone());
                if !id.is_empty() {
                    let new = Author { name: name.clone(), url, ..Author::default() };
                    listed.entry(id.clone()).or_insert(new);
                }
                id
            });
            if !id.is_empty() && !ids.contains(&id) {
                ids.push(id);
            }
        }
        head.authors = ids;
    }
    Some(listed)
}

/// The name and the address in a byline that may be a link of Markdown.
fn byline(written: &str) -> (String, String) {
    let link = written.strip_prefix('[').and_then(|rest| rest.split_once("]("));
    match link.and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?))) {
        Some((name, url)) => (name.to_owned(), url.to_owned()),
        None => (written.to_owned(), String::new()),
    }
}
