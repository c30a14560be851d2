//! Ghost's export: a file of JSON with posts, tags, authors and settings.

use std::collections::BTreeMap;

use super::{
    common::dated,
    export::{lexical, list, mobiledoc, put, text},
};
use crate::{
    Generator, Refused,
    blog::{Author, Blog, ImportedKind, ImportedText, ListOf, MarkupFormat},
    names::Date,
    value::{self, Value, first_text},
};

/// What stands for the address of the blog in an export.
const PLACEHOLDER: &str = "__GHOST_URL__";

/// As many posts as Ghost has on a page unless a theme says otherwise.
const ON_A_PAGE: usize = 5;

/// Reads an export.
pub(super) fn read(json: &str, file: &str) -> Result<Blog, Refused> {
    let value = value::json(json)
        .map_err(|fault| Refused::new(format!("{file}:{}: {}", fault.line, fault.message)))?;
    let data = value.pointer("/db/0/data").or(value.get("data"));
    let Some(data) = data else {
        return Err(Refused::new(format!("{file} is no export of Ghost: it has no `db`")));
    };
    let blog = Blog::new(Generator::Ghost, file);
    let mut export =
        Export { data, file, blog, permalinks: "/:slug/".to_owned(), on_a_page: ON_A_PAGE };
    export.settings();
    export.feeds();
    let people = export.people();
    export.posts(&people, &lines(json));
    export.lists(&people);
    Ok(export.blog)
}

/// An export while it is read: tables of rows, which name each other by their ids.
struct Export<'a> {
    data: &'a Value,
    file: &'a str,
    blog: Blog,
    /// The pattern of the addresses of posts.
    permalinks: String,
    /// How many posts a page of a list has.
    on_a_page: usize,
}

/// A field of a row, as text; empty where there is none.
fn field(row: &Value, key: &str) -> String {
    first_text(row, &[key]).unwrap_or_default()
}

impl<'a> Export<'a> {
    fn rows(&self, table: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
        self.data.get(table).and_then(Value::as_array).into_iter().flatten()
    }

    /// The tags that readers see: those that begin with `#` are for the owner alone.
    fn tags(&self) -> impl Iterator<Item = &'a Value> + use<'a> {
        self.rows("tags").filter(|row| !field(row, "name").starts_with('#'))
    }

    fn settings(&mut self) {
        for row in self.rows("settings") {
            let value = field(row, "value");
            match first_text(row, &["key"]).as_deref() {
                Some("title") => self.blog.site.title = value,
                Some("description") => self.blog.site.description = value,
                Some("locale" | "default_locale" | "lang") => self.blog.site.language = value,
                Some("url") => {
                    self.blog.site.base_url = value.trim_end_matches('/').to_owned();
                }
                // Of versions before 2.
                Some("permalinks") if value.contains(":slug") => self.permalinks = value,
                Some("posts_per_page" | "postsPerPage") => {
                    self.on_a_page = value.parse().unwrap_or(self.on_a_page);
                }
                _ => {}
            }
        }
    }

    fn feeds(&mut self) {
        for end in ["rss", "feed"] {
            self.blog.feeds.push(format!("/{end}/"));
            self.blog.feeds_of_tags.push(format!("/tag/:slug/{end}/"));
            self.blog.feeds_of_authors.push(format!("/author/:slug/{end}/"));
        }
    }

    /// The authors, whose names in addresses are given back by their ids.
    fn people(&mut self) -> BTreeMap<String, String> {
        let mut people = BTreeMap::new();
        for row in self.rows("users") {
            let slug = field(row, "slug");
            people.insert(field(row, "id"), slug.clone());
            let author = Author {
                name: field(row, "name"),
                bio: field(row, "bio"),
                url: field(row, "website"),
                picture: String::new(),
            };
            self.blog.authors.insert(slug, author);
        }
        people
    }

    /// What a table between posts and others names for a post, in its order: `names` has them by their ids,
    /// which stand at `key`.
    fn named(
        &self,
        table: &str,
        key: &str,
        post: &str,
        names: &BTreeMap<String, String>,
    ) -> Vec<Value> {
        let rows = self.rows(table).filter(|row| field(row, "post_id") == post);
        let mut found: Vec<(u64, String)> = rows
            .filter_map(|row| {
                let order = row.get("sort_order").and_then(Value::as_u64).unwrap_or(0);
                Some((order, names.get(&field(row, key))?.clone()))
            })
            .collect();
        found.sort();
        found.into_iter().map(|(_, name)| Value::String(name)).collect()
    }

    fn posts(&mut self, people: &BTreeMap<String, String>, lines: &BTreeMap<String, usize>) {
        let tags: BTreeMap<String, String> =
            self.tags().map(|row| (field(row, "id"), field(row, "name"))).collect();
        let meta: BTreeMap<String, &Value> =
            self.rows("posts_meta").map(|row| (field(row, "post_id"), row)).collect();
        for row in self.rows("posts") {
            let (number, slug) = (field(row, "id"), field(row, "slug"));
            let line = lines.get(&slug).copied().unwrap_or(1);
            let mut made = self.post(row, &slug, line);
            let summary = first_text(row, &["custom_excerpt"])
                .or_else(|| first_text(meta.get(&number).copied()?, &["meta_description"]));
            put(&mut made.head, "title", first_text(row, &["title"]));
            put(&mut made.head, "description", summary);
            put(&mut made.head, "canonical", first_text(row, &["canonical_url"]));
            let tags = self.named("posts_tags", "tag_id", &number, &tags);
            made.head.insert("tags".into(), tags.into());
            let mut authors = self.named("posts_authors", "author_id", &number, people);
            if authors.is_empty()
                && let Some(slug) = people.get(&field(row, "author_id"))
            {
                authors.push(Value::String(slug.clone()));
            }
            made.head.insert("authors".into(), authors.into());
            self.blog.texts.push(made);
        }
    }

    /// A post without its head.
    fn post(&mut self, row: &Value, slug: &str, line: usize) -> ImportedText {
        let is_page = field(row, "type") == "page" || row.get("page").is_some_and(is_true);
        let dates = ["published_at", "created_at"];
        let date = dates.iter().find_map(|key| Date::read(&field(row, key)));
        let kind = if is_page { ImportedKind::Page } else { ImportedKind::Post };
        let mut made = text(kind, self.file, line, slug, date);
        made.draft = !matches!(&*field(row, "status"), "published" | "scheduled")
            || matches!(&*field(row, "visibility"), "members" | "paid");
        let mut unknown = Vec::new();
        (made.body, made.form) = body(row, &mut unknown);
        made.body = made.body.replace(PLACEHOLDER, &self.blog.site.base_url);
        for card in unknown {
            let what = format!("the card `{card}` is not known here: left out");
            self.blog.broken.push((self.file.to_owned(), line, what));
        }
        if let Some(image) = first_text(row, &["feature_image"]) {
            let image = image.replace(PLACEHOLDER, &self.blog.site.base_url);
            self.blog.to_fetch.push((image, format!("{}:{line}", self.file)));
        }
        let pattern = if is_page { "/:slug/" } else { &self.permalinks };
        let path = pattern.replace(":slug", slug);
        made.addresses.push(date.map_or(path.clone(), |date| dated(&path, date)));
        made
    }

    fn lists(&mut self, people: &BTreeMap<String, String>) {
        let (of_tags, of_authors) = (self.blog.terms(&["tags"]), self.blog.terms(&["authors"]));
        let on_a_page = self.on_a_page;
        for row in self.tags() {
            let (name, address) = (field(row, "name"), format!("/tag/{}/", field(row, "slug")));
            let posts = of_tags.get(&name).copied().unwrap_or(0);
            list(&mut self.blog, &address, (posts, on_a_page), &ListOf::Tag(name));
        }
        for slug in people.values() {
            let (address, of) = (format!("/author/{slug}/"), ListOf::Author(slug.clone()));
            let posts = of_authors.get(slug).copied().unwrap_or(0);
            list(&mut self.blog, &address, (posts, on_a_page), &of);
        }
        let posts = self.blog.published();
        list(&mut self.blog, "/", (posts, on_a_page), &ListOf::Posts);
    }
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
