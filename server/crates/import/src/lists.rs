//! The lists that a generator made: of a tag, of a category, of all posts, in numbered pages. Where ours is
//! at another address, the old one leads to it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    addresses::key,
    blog::{Blog, ImportedKind, ImportedText, ListOf, OldList},
    names::nearest,
    patterns::Patterns,
    value::{self, Value},
};

/// How many pages of one list are counted at most.
const PAGES: usize = 1_000;

impl Blog {
    /// Notes the address of a list in the first language.
    pub(crate) fn list(&mut self, address: impl Into<String>, of: ListOf) {
        self.list_in("", address, of);
    }

    /// Notes the address of a list in a language.
    pub(crate) fn list_in(&mut self, language: &str, address: impl Into<String>, of: ListOf) {
        self.lists.push(OldList { address: address.into(), of, language: language.to_owned() });
    }

    /// Notes a list of so many posts, and those of its pages that have a number: `path` stands between the
    /// address and the number, and `size` is how many posts a page has.
    pub(crate) fn numbered(
        &mut self,
        address: &str,
        path: &str,
        (posts, size): (usize, usize),
        of: &ListOf,
    ) {
        self.list(address, of.clone());
        for number in 1..=pages(posts, size) {
            self.list(format!("{address}{path}{number}/"), of.clone());
        }
    }

    /// How many posts are published in the first language.
    pub(crate) fn published(&self) -> usize {
        self.published_in("").count()
    }

    /// The posts that are published in a language.
    pub(crate) fn published_in(&self, language: &str) -> impl Iterator<Item = &ImportedText> {
        let is_post = |text: &&ImportedText| text.kind == ImportedKind::Post && !text.draft;
        self.texts.iter().filter(is_post).filter(move |text| text.language == language)
    }

    /// The terms that published posts have under some keys of their heads, each with the number of posts.
    /// A key may be a path: `taxonomies.tags`.
    pub(crate) fn terms(&self, keys: &[&str]) -> BTreeMap<String, usize> {
        self.terms_in("", keys)
    }

    /// The same of the posts in a language.
    pub(crate) fn terms_in(&self, language: &str, keys: &[&str]) -> BTreeMap<String, usize> {
        let mut terms: BTreeMap<String, usize> = BTreeMap::new();
        for text in self.published_in(language) {
            let head = Value::Object(text.head.clone());
            let values = keys.iter().filter_map(|key| value::at(&head, key));
            let named: BTreeSet<String> = values.flat_map(value::texts).collect();
            for term in named {
                *terms.entry(term).or_default() += 1;
            }
        }
        terms
    }
}

/// How many pages a list of so many posts has.
pub(crate) fn pages(posts: usize, size: usize) -> usize {
    posts.div_ceil(size.max(1)).min(PAGES)
}

/// Old addresses of lists, each with the one of ours that has the same posts. `own` are those of our lists,
/// `taken` says which addresses texts have.
pub(crate) fn redirects(
    blog: &Blog,
    patterns: &Patterns,
    own: &BTreeSet<String>,
    taken: impl Fn(&str) -> bool,
) -> BTreeMap<String, String> {
    let [all_tags, _, archive, _] = patterns.folders();
    let mut redirects: BTreeMap<String, String> = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for OldList { address, of, language } in &blog.lists {
        let prefix = if language.is_empty() { String::new() } else { format!("/{language}") };
        let to = match of {
            ListOf::Tag(name) => Some(format!("{prefix}{}", patterns.of_tag(&nearest(name)))),
            ListOf::Tags => Some(format!("{prefix}{all_tags}")),
            ListOf::Author(id) => Some(format!("{prefix}{}", patterns.of_author(&nearest(id)))),
            ListOf::Home => Some(prefix.clone()),
            ListOf::Posts => None,
        };
        let to = to.filter(|to| to.is_empty() || own.contains(to));
        let to = to.unwrap_or_else(|| format!("{prefix}{archive}"));
        let bare = if address.contains('?') { address.clone() } else { key(address) };
        let is_file = ["/media", "/pkg", "/404", "/search"].contains(&&*bare);
        let is_ours = own.contains(&bare) && !address.ends_with(".html");
        let is_new = seen.insert(written(address).to_lowercase());
        if bare == "/" || is_file || is_ours || taken(&bare) || !is_new {
            continue;
        }
        redirects.insert(written(address), format!("{to}/"));
    }
    redirects
}

/// Old addresses of feeds of tags and of authors that are called otherwise here, so that no pattern has them. The feed of
/// all posts is there.
pub(crate) fn feeds(blog: &Blog) -> Vec<String> {
    let mut feeds = Vec::new();
    for OldList { address, of, .. } in blog.lists.iter().filter(|list| list.language.is_empty()) {
        for pattern in blog.feeds_of_tags.iter().chain(&blog.feeds_of_authors) {
            let Some((before, after)) = pattern.split_once(":slug") else { continue };
            let Some(slug) = address.strip_prefix(before).map(|rest| rest.trim_end_matches('/'))
            else {
                continue;
            };
            let ours = match of {
                ListOf::Tag(name) | ListOf::Author(name) => nearest(name),
                _ => String::new(),
            };
            let slug = slug.trim_end_matches(".html");
            // A list may lie in another one; its numbered pages have no feeds.
            let number = slug.rsplit('/').next().unwrap_or_default();
            let is_page = slug.contains('/') && number.bytes().all(|byte| byte.is_ascii_digit());
            if !slug.is_empty() && !is_page && slug != ours {
                feeds.push(format!("{before}{slug}{after}"));
            }
        }
    }
    feeds
}

/// An address as `[redirects]` has it.
fn written(address: &str) -> String {
    if address.contains('?') {
        return address.to_owned();
    }
    let is_file = address.ends_with(".html");
    let path = address.trim_matches('/');
    if is_file { format!("/{path}") } else { format!("/{path}/") }
}
