//! Lists and feeds of Jekyll's: pages of HTML, and what plugins make.

use std::collections::BTreeSet;

use super::{address_of_page, defaults, headed};
use crate::{
    blog::{Blog, ListOf},
    generators::common::{self, dated, join},
    names::{Date, slugify},
    source::Source,
    value::{Value, at, first_text, texts},
};

/// A page of HTML that lists posts: all, or those of the category or the tag that its head names. Returns
/// whether it does.
pub(super) fn in_html(
    source: &Source,
    blog: &mut Blog,
    data: &Value,
    root: &str,
    file: &str,
) -> bool {
    let Some((content, mut raw)) = headed(source, blog, file) else { return false };
    let marks = ["site.posts", "paginator", "site.categories", "site.tags"];
    if !marks.iter().any(|mark| content.contains(mark)) {
        return false;
    }
    let below = file[root.len()..].trim_start_matches('/');
    defaults(data, below, "pages", &mut raw);
    let mut addresses = raw.aliases();
    addresses.push(address_of_page(&raw, data, below));
    let of = match raw.get("category").or_else(|| raw.get("tag")) {
        Some(term) => ListOf::Tag(term),
        None => ListOf::Posts,
    };
    for address in addresses.into_iter().filter(|address| address != "/") {
        blog.list(address, of.clone());
    }
    true
}

/// Lists that plugins make: `jekyll-paginate`, `jekyll-archives`, and those of the blog's own, to which its
/// layouts lead.
pub(super) fn of_plugins(source: &Source, blog: &mut Blog, data: &Value, root: &str) {
    let size = first_text(data, &["paginate", "pagination.per_page"]).and_then(|n| n.parse().ok());
    if let Some(size) = size {
        let path = first_text(data, &["paginate_path", "pagination.permalink"]);
        let path = path.unwrap_or_else(|| "/page:num/".into());
        if let Some((before, "" | "/")) = path.trim_start_matches('/').split_once(":num") {
            blog.numbered("/", before, (blog.published(), size), &ListOf::Posts);
        }
    }
    linked(source, blog, root);
    archives(blog, data);
}

/// `jekyll-archives`.
fn archives(blog: &mut Blog, data: &Value) {
    let Some(settings) = at(data, "jekyll-archives") else { return };
    let enabled = settings.get("enabled").map(texts).unwrap_or_default();
    let is_on = |kind: &str| enabled.iter().any(|of| of == kind || of == "all");
    let pattern = |kind: &str, usual: &str| {
        let given = first_text(settings, &[&format!("permalinks.{kind}")]);
        given.unwrap_or_else(|| usual.to_owned())
    };
    for (key, alone, kind) in [("tags", "tag", "tag"), ("categories", "category", "category")] {
        if is_on(key) {
            let pattern = pattern(kind, &format!("/{kind}/:name/"));
            for term in blog.terms(&[key, alone]).into_keys() {
                blog.list(pattern.replace(":name", &slugify(&term)), ListOf::Tag(term));
            }
        }
    }
    let dates: Vec<Date> = blog.texts.iter().filter_map(|text| text.date).collect();
    for (kind, usual) in
        [("year", "/:year/"), ("month", "/:year/:month/"), ("day", "/:year/:month/:day/")]
    {
        if is_on(kind) {
            let pattern = pattern(kind, usual);
            for date in &dates {
                blog.list(dated(&pattern, *date), ListOf::Posts);
            }
        }
    }
}

/// Lists to which layouts lead from each of their posts, `href="/author/{{ key }}"`: who makes them is a program.
fn linked(source: &Source, blog: &mut Blog, root: &str) {
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    for folder in ["_layouts", "_includes"] {
        for file in source.below(&join(root, folder)).filter(|file| file.ends_with(".html")) {
            let Ok(text) = source.read(file) else { continue };
            let links = text.split("href=").skip(1).filter_map(|rest| {
                let quote = rest.chars().next().filter(|c| ['"', '\''].contains(c))?;
                rest[1..].split(quote).next()
            });
            found.extend(links.filter_map(prefixed));
        }
    }
    for (before, after) in found {
        let kind = before.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let (keys, of): (&[&str], fn(String) -> ListOf) = match kind {
            "author" | "authors" => (&["author", "authors"], ListOf::Author),
            "tag" | "tags" => (&["tag", "tags"], ListOf::Tag),
            "category" | "categories" | "topic" | "topics" => {
                (&["category", "categories"], ListOf::Tag)
            }
            _ => continue,
        };
        for term in blog.terms(keys).into_keys() {
            blog.list(format!("{before}{}{after}", slugify(&term)), of(term));
        }
        blog.list(before, if keys[0] == "author" { ListOf::Posts } else { ListOf::Tags });
    }
}

/// What stands before and behind the one name that an address of this site has in it.
fn prefixed(link: &str) -> Option<(String, String)> {
    let mut path = link.trim();
    for own in ["{{ site.url }}", "{{site.url}}", "{{ site.baseurl }}", "{{site.baseurl}}"] {
        path = path.strip_prefix(own).unwrap_or(path);
    }
    let (before, rest) = path.split_once("{{")?;
    let (_, after) = rest.split_once("}}")?;
    let is_plain = |part: &str| !part.contains(['{', '#', '?', ':', ' ']);
    let is_one = before.starts_with('/') && before.ends_with('/') && before.len() > 1;
    let is_end = after.is_empty() || after == "/" || after == ".html";
    let end = if after == ".html" { after } else { "/" };
    (is_one && is_end && is_plain(before)).then(|| (before.to_owned(), end.to_owned()))
}

/// Feeds: those of `jekyll-feed`, and that of each category which Octopress' plugin makes.
pub(super) fn feeds(blog: &mut Blog, data: &Value, root: &str, source: &Source) {
    // Where the plugin is told nothing, the feed is where ours is.
    blog.feeds.extend(first_text(data, &["feed.path"]).map(common::path));
    if at(data, "feed.categories").is_some() {
        blog.feeds_of_tags.push("/feed/:slug.xml".into());
    }
    if let Some(tags) = at(data, "feed.tags").filter(|tags| **tags != Value::Bool(false)) {
        let path = first_text(tags, &["path"]).unwrap_or_else(|| "/feed/by_tag/".into());
        blog.feeds_of_tags.push(format!("/{}/:slug.xml", path.trim_matches('/')));
    }
    if source.has(&join(root, "_layouts/category_index.html")) {
        let folder = first_text(data, &["category_dir"]).unwrap_or_else(|| "categories".into());
        let folder = folder.trim_matches('/');
        blog.feeds_of_tags.push(format!("/{folder}/:slug/atom.xml"));
        for term in blog.terms(&["categories", "category"]).into_keys() {
            blog.list(format!("/{folder}/{}/", slugify(&term)), ListOf::Tag(term));
        }
        blog.list(format!("/{folder}/"), ListOf::Tags);
    }
}
