//! Ghost's export: a file of JSON with posts, tags, authors and settings.

use std::collections::BTreeMap;

use super::{
    common::dated,
    export::{lexical, list, mobiledoc, put, text},
};
use crate::{
    Generator, Refused,
    blog::{Author, Blog, ImportedKind, ListOf, MarkupFormat},
    names::Date,
    value::{self, Value, first_text},
};

/// What stands for the address of the blog in an export.
const PLACEHOLDER: &str = "__GHOST_URL__";

/// As many posts as Ghost has on a page unless a theme says otherwise.
const ON_A_PAGE: usize = 5;

/// Reads an export.
pub(super) fn read(json: &str, file: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Ghost, file);
    let value = value::json(json)
        .map_err(|fault| Refused::new(format!("{file}:{}: {}", fault.line, fault.message)))?;
    let data = value.pointer("/db/0/data").or(value.get("data"));
    let Some(data) = data else {
        return Err(Refused::new(format!("{file} is no export of Ghost: it has no `db`")));
    };
    let (mut permalinks, mut on_a_page) = ("/:slug/".to_owned(), ON_A_PAGE);
    let rows = |name: &str| data.get(name).and_then(Value::as_array).into_iter().flatten();
    for row in rows("settings") {
        let value = first_text(row, &["value"]).unwrap_or_default();
        match first_text(row, &["key"]).as_deref() {
            Some("title") => blog.site.title = value,
            Some("description") => blog.site.description = value,
            Some("locale" | "default_locale" | "lang") => blog.site.language = value,
            Some("url") => blog.site.base_url = value.trim_end_matches('/').to_owned(),
            // Of versions before 2.
            Some("permalinks") if value.contains(":slug") => permalinks = value,
            Some("posts_per_page" | "postsPerPage") => {
                on_a_page = value.parse().unwrap_or(on_a_page);
            }
            _ => {}
        }
    }
    for end in ["rss", "feed"] {
        blog.feeds.push(format!("/{end}/"));
        blog.feeds_of_tags.push(format!("/tag/:slug/{end}/"));
        blog.feeds_of_authors.push(format!("/author/:slug/{end}/"));
    }
    let id = |row: &Value, key: &str| first_text(row, &[key]).unwrap_or_default();
    let mut people: BTreeMap<String, String> = BTreeMap::new();
    for row in rows("users") {
        let slug = id(row, "slug");
        people.insert(id(row, "id"), slug.clone());
        let author = Author {
            name: id(row, "name"),
            bio: id(row, "bio"),
            url: id(row, "website"),
            picture: String::new(),
        };
        blog.authors.insert(slug, author);
    }
    // Those that begin so are for the owner alone.
    let public = || rows("tags").filter(|row| !id(row, "name").starts_with('#'));
    let tags: BTreeMap<String, String> =
        public().map(|row| (id(row, "id"), id(row, "name"))).collect();
    let lines = lines(json);
    let of = |name: &str, key: &str, post: &str, names: &BTreeMap<String, String>| {
        let mut found: Vec<(u64, String)> = rows(name)
            .filter(|row| id(row, "post_id") == post)
            .filter_map(|row| {
                let order = row.get("sort_order").and_then(Value::as_u64).unwrap_or(0);
                Some((order, names.get(&id(row, key))?.clone()))
            })
            .collect();
        found.sort();
        found.into_iter().map(|(_, name)| Value::String(name)).collect::<Vec<_>>()
    };
    let meta: BTreeMap<String, &Value> =
        rows("posts_meta").map(|row| (id(row, "post_id"), row)).collect();
    for row in rows("posts") {
        let (number, slug) = (id(row, "id"), id(row, "slug"));
        let is_page = id(row, "type") == "page" || row.get("page").is_some_and(is_true);
        let date = ["published_at", "created_at"].iter().find_map(|key| Date::read(&id(row, key)));
        let kind = if is_page { ImportedKind::Page } else { ImportedKind::Post };
        let line = lines.get(&slug).copied().unwrap_or(1);
        let mut made = text(kind, file, line, &slug, date);
        made.draft = !matches!(&*id(row, "status"), "published" | "scheduled")
            || matches!(&*id(row, "visibility"), "members" | "paid");
        let mut unknown = Vec::new();
        (made.body, made.form) = body(row, &mut unknown);
        made.body = made.body.replace(PLACEHOLDER, &blog.site.base_url);
        for card in unknown {
            let what = format!("the card `{card}` is not known here: left out");
            blog.broken.push((file.to_owned(), line, what));
        }
        put(&mut made.head, "title", first_text(row, &["title"]));
        let more = meta.get(&number).copied();
        let summary = first_text(row, &["custom_excerpt"])
            .or_else(|| first_text(more?, &["meta_description"]));
        put(&mut made.head, "description", summary);
        put(&mut made.head, "canonical", first_text(row, &["canonical_url"]));
        made.head.insert("tags".into(), of("posts_tags", "tag_id", &number, &tags).into());
        let mut authors = of("posts_authors", "author_id", &number, &people);
        if authors.is_empty()
            && let Some(slug) = people.get(&id(row, "author_id"))
        {
            authors.push(Value::String(slug.clone()));
        }
        made.head.insert("authors".into(), authors.into());
        if let Some(image) = first_text(row, &["feature_image"]) {
            let image = image.replace(PLACEHOLDER, &blog.site.base_url);
            blog.to_fetch.push((image, format!("{file}:{line}")));
        }
        let pattern = if is_page { "/:slug/" } else { &permalinks };
        let path = pattern.replace(":slug", &slug);
        made.addresses.push(date.map_or(path.clone(), |date| dated(&path, date)));
        blog.texts.push(made);
    }
    let (of_tags, of_authors) = (blog.terms(&["tags"]), blog.terms(&["authors"]));
    for row in public() {
        let (name, address) = (id(row, "name"), format!("/tag/{}/", id(row, "slug")));
        let posts = of_tags.get(&name).copied().unwrap_or(0);
        list(&mut blog, &address, (posts, on_a_page), &ListOf::Tag(name));
    }
    for slug in people.values() {
        let (address, of) = (format!("/author/{slug}/"), ListOf::Author(slug.clone()));
        let posts = of_authors.get(slug).copied().unwrap_or(0);
        list(&mut blog, &address, (posts, on_a_page), &of);
    }
    let posts = blog.published();
    list(&mut blog, "/", (posts, on_a_page), &ListOf::Posts);
    Ok(blog)
}

fn is_true(value: &Value) -> bool {
    value == &Value::Bool(true) || value.as_u64() == Some(1)
}

/// The text of a post, in whichever form it is.
fn body(row: &Value, unknown: &mut Vec<String>) -> (String, MarkupFormat) {
    let get = |key: &str| row.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    if let Some(html) = get("html") {
        return (html.to_owned(), MarkupFormat::Html);
    }
    if let Some(html) = get("lexical").and_then(|json| lexical(json, unknown)) {
        return (html, MarkupFormat::Html);
    }
    if let Some(made) = get("mobiledoc").and_then(|json| mobiledoc(json, unknown)) {
        return made;
    }
    let markdown = get("markdown").unwrap_or_default().to_owned();
    (markdown, MarkupFormat::Markdown)
}

/// The line on which each slug stands first.
fn lines(json: &str) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::new();
    for (at, line) in json.lines().enumerate() {
        for part in line.split("\"slug\"").skip(1) {
            let value = part.trim_start_matches([':', ' ']).trim_start_matches('"');
            let slug = value.split('"').next().unwrap_or_default();
            lines.entry(slug.to_owned()).or_insert(at + 1);
        }
    }
    lines
}
