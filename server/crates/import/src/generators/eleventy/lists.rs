//! Lists of Eleventy's: templates with a permalink of their own.

use super::common;
use crate::{
    blog::{Blog, ListOf},
    names::slugify,
    source::{Source, without_index},
    value,
};

/// One for all posts, and one that is filled in for each tag, category or author.
pub(super) fn read(source: &Source, blog: &mut Blog, place: &str) {
    let templates: Vec<String> = source
        .below(place)
        .filter(|file| [".njk", ".liquid", ".html"].iter().any(|ending| file.ends_with(ending)))
        .filter(|file| !file[place.len()..].split('/').any(|part| part.starts_with('_')))
        .map(str::to_owned)
        .collect();
    for file in templates {
        let Ok(text) = source.read(&file) else { continue };
        let head: String = text.lines().take(40).collect::<Vec<_>>().join("\n");
        if !["collections", "pagination"].iter().any(|word| text.contains(word)) {
            continue;
        }
        let below = file[place.len()..].rsplit_once('.').map_or("", |(below, _)| below);
        let below = below.trim_end_matches("index").trim_matches('/');
        let is_it = |line: &&str| line.trim_start_matches([' ', '"']).starts_with("permalink");
        let line = head.lines().find(is_it);
        let given = line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim());
        let path = given.map_or(below, |path| path.trim_matches(['"', '\'', ',', ' ']));
        let path = without_index(path).trim_matches('/');
        if let Some((before, infix)) = numbered(path) {
            let size = head.lines().find_map(|line| line.trim().strip_prefix("size:"));
            let size = size.and_then(|size| size.trim().parse().ok()).unwrap_or(10);
            let address = format!("/{}", before.trim_start_matches('/'));
            blog.numbered(&address, infix, (blog.published(), size), &ListOf::Posts);
            continue;
        }
        match path.split_once("{{") {
            Some((before, rest)) => {
                let (asked, after) = rest.split_once("}}").unwrap_or((rest, ""));
                let Some((keys, of)) = of_each(before, asked) else { continue };
                if after.contains('.') {
                    let feed = format!("/{before}:slug{after}");
                    let is_one = keys == ["tags"] && common::is_feed(&feed);
                    blog.feeds_of_tags.extend(is_one.then_some(feed));
                    continue;
                }
                for term in terms(blog, keys) {
                    blog.list(format!("/{before}{}{after}/", slugify(&term)), of(term));
                }
            }
            None if path.contains("{%") || path.contains('.') || path.is_empty() => {}
            None if text.contains("tag") && path.ends_with("tags") => {
                blog.list(format!("/{path}/"), ListOf::Tags);
            }
            None => blog.list(format!("/{path}/"), ListOf::Posts),
        }
    }
}

/// Where a list that goes on begins, and how its other pages are called there:
/// `blog{% if … %}/page/{{ … }}{% endif %}/`, be it of Liquid or of Nunjucks.
fn numbered(permalink: &str) -> Option<(String, &str)> {
    let (before, rest) = permalink.split_once("{% if")?;
    let (condition, rest) = rest.split_once("%}")?;
    let (infix, _) = rest.split_once("{{")?;
    let is_one = condition.contains("pagination.pageNumber") && !before.contains('{');
    is_one.then(|| (format!("{}/", before.trim_end_matches('/')), infix.trim_start_matches('/')))
}

/// Keys of heads, and what the list of one of their terms is.
type Each = (&'static [&'static str], fn(String) -> ListOf);

/// Of what each list is whose permalink asks for a name, `blog/category/{{ currentCategory.slug }}/`: the name
/// says it, or the folder does.
fn of_each(before: &str, asked: &str) -> Option<Each> {
    let name = asked.split(['|', '.']).next().unwrap_or_default().trim().to_lowercase();
    let folder = before.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    [&*name, folder].into_iter().find_map(|word| -> Option<Each> {
        match word {
            word if word.contains("tag") => Some((&["tags"], ListOf::Tag)),
            word if word.contains("categor") => Some((&["categories", "category"], ListOf::Tag)),
            word if word.contains("author") => Some((&["authors", "author"], ListOf::Author)),
            _ => None,
        }
    })
}

/// Terms of posts, and of pages: a collection has them all.
fn terms(blog: &Blog, keys: &[&str]) -> Vec<String> {
    let texts = blog.texts.iter().filter(|text| !text.draft);
    let values = texts.flat_map(|text| keys.iter().filter_map(|key| text.head.get(*key)));
    let mut terms: Vec<String> = values.flat_map(value::texts).collect();
    terms.sort();
    terms.dedup();
    terms
}
