//! What the readers of several generators do.

use crate::{
    blog::{Author, Blog, ImportedKind, ImportedText, MarkupFormat, Template},
    head,
    names::Date,
    source::{Source, file_name, folder, is_markdown, stem},
    value::{self, Table, Value, first_text},
};

/// Joins a folder of the source and a path in it.
pub(super) fn join(root: &str, path: &str) -> String {
    crate::source::normal(&format!("{root}/{path}")).unwrap_or_default()
}

/// The values in a file, if there is one; what is wrong with it is said.
pub(super) fn values(source: &Source, blog: &mut Blog, file: &str) -> Option<Value> {
    if !source.has(file) {
        return None;
    }
    let read = source.read(file).map_err(|why| (1, why));
    let read = read
        .and_then(|text| value::by_name(file, &text).map_err(|fault| (fault.line, fault.message)));
    match read {
        Ok(value) => Some(value),
        Err((line, what)) => {
            blog.broken.push((file.to_owned(), line, format!("not read: {what}")));
            None
        }
    }
}

/// A file with its head read, before its generator has said what it is.
pub(super) struct Raw {
    pub(super) head: Table,
    pub(super) body: String,
    pub(super) line: usize,
}

/// Reads a text; what is wrong with it is said.
pub(super) fn raw(source: &Source, blog: &mut Blog, file: &str) -> Option<Raw> {
    let text = match source.read(file) {
        Ok(text) => text,
        Err(why) => {
            blog.broken.push((file.to_owned(), 0, format!("not taken: {why}")));
            return None;
        }
    };
    match head::split(&text) {
        Ok((head, body, line)) => Some(Raw { head, body: body.to_owned(), line }),
        Err(fault) => {
            let what = format!("not taken: {}", fault.message);
            blog.broken.push((file.to_owned(), fault.line, what));
            None
        }
    }
}

impl Raw {
    /// The text that it is.
    pub(super) fn text(self, kind: ImportedKind, file: &str, name: &str) -> ImportedText {
        let hidden = ["draft", "isDraft", "unlisted", "hidden", "private"];
        let draft = hidden.iter().any(|key| self.head.get(*key) == Some(&Value::Bool(true)))
            || self.head.get("published") == Some(&Value::Bool(false));
        let form = if is_markdown(file) { MarkupFormat::Markdown } else { MarkupFormat::Html };
        let is_folder = stem(file) == "index";
        ImportedText {
            kind,
            form,
            date: self.date(),
            draft,
            name: name.to_owned(),
            addresses: Vec::new(),
            language: String::new(),
            common: String::new(),
            folder: is_folder.then(|| folder(file).to_owned()),
            file: file.to_owned(),
            head: self.head,
            body: self.body,
            line: self.line,
        }
    }

    /// The day in the head.
    pub(super) fn date(&self) -> Option<Date> {
        const KEYS: [&str; 12] = [
            "date",
            "pubDate",
            "pubDatetime",
            "publishDate",
            "published",
            "publishedAt",
            "published_at",
            "publishedDate",
            "datePublished",
            "created",
            "createdAt",
            "created_at",
        ];
        KEYS.iter().find_map(|key| {
            let value = self.head.get(*key).or_else(|| {
                let like = |name: &&String| {
                    name.replace(['_', '-'], "").eq_ignore_ascii_case(&key.replace('_', ""))
                };
                self.head.iter().find(|(name, _)| like(name)).map(|(_, value)| value)
            });
            Date::read(&value.and_then(value::text)?)
        })
    }

    /// A text of the head.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        self.head.get(key).and_then(value::text).filter(|text| !text.is_empty())
    }

    /// Old addresses that the head names.
    pub(super) fn aliases(&self) -> Vec<String> {
        const KEYS: [&str; 5] =
            ["aliases", "redirect_from", "redirects", "oldUrls", "wordpress_url"];
        let named = KEYS.iter().filter_map(|key| self.head.get(*key)).flat_map(value::texts);
        // What came from WordPress once keeps the number that it had there.
        let number =
            self.get("wordpress_id").filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
        named.map(path).chain(number.map(|id| format!("/?p={id}"))).collect()
    }
}

/// Components that texts may have: what they show is read when one does.
pub(super) fn components(source: &Source, blog: &mut Blog, root: &str) {
    let is_component = |file: &&str| {
        let (_, ending) = file.rsplit_once('.').unwrap_or_default();
        let is_named_so = stem(file).starts_with(|c: char| c.is_ascii_uppercase());
        match ending {
            "astro" | "vue" => true,
            "jsx" | "tsx" => is_named_so || stem(file) == "index",
            "js" | "ts" => is_named_so && file.contains("components/"),
            "mdx" | "md" => {
                let parts = ["partials", "fragments", "components", "snippets", "includes"];
                stem(file).starts_with('_') || parts.iter().any(|part| file.contains(part))
            }
            _ => false,
        }
    };
    for file in source.below(root).filter(is_component).take(COMPONENTS) {
        if let Ok(text) = source.read(file) {
            blog.templates.insert(file.to_owned(), Template { file: file.to_owned(), text });
        }
    }
}

/// How many components a blog has at most.
const COMPONENTS: usize = 5_000;

/// Whether a path is that of a feed, as far as its name tells: not that of a site map.
pub(super) fn is_feed(path: &str) -> bool {
    let name = file_name(path);
    let is_called = ["feed", "rss", "atom", "index"].iter().any(|word| name.contains(word));
    let is_one = match name.rsplit_once('.') {
        Some((_, "xml" | "json")) => is_called,
        Some((_, ending)) => matches!(ending, "atom" | "rss"),
        None => false,
    };
    is_one && !name.contains("sitemap") && !path.contains(['{', '['])
}

/// The address of a list of the posts of a year, a month or a day.
pub(super) fn dated(pattern: &str, date: Date) -> String {
    pattern
        .replace(":year", &format!("{:04}", date.year))
        .replace(":month", &format!("{:02}", date.month))
        .replace(":day", &format!("{:02}", date.day))
}

/// The path of an address, whole or not.
pub(super) fn path(address: String) -> String {
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/".into(), |at| rest[at..].to_owned()),
        None if address.starts_with('/') => address,
        None => format!("/{address}"),
    }
}

/// An author from a table that says more than the name.
pub(super) fn author(value: &Value, id: &str) -> Author {
    if let Some(name) = value::text(value) {
        return Author { name, ..Author::default() };
    }
    let social = first_text(value, &["socials.github", "github", "socials.x", "twitter"]);
    let profile = social.filter(|name| !name.contains('/')).map(|name| {
        let host = if value::at(value, "socials.github").or(value::at(value, "github")).is_some() {
            "github.com"
        } else {
            "x.com"
        };
        format!("https://{host}/{}", name.trim_start_matches('@'))
    });
    let url = first_text(value, &["url", "web", "website", "site", "link", "uri", "homepage"]);
    Author {
        name: first_text(value, &["name", "title", "display_name", "full_name"])
            .unwrap_or_else(|| id.to_owned()),
        bio: first_text(value, &["bio", "description", "about", "title"])
            .filter(|_| value::at(value, "name").is_some())
            .unwrap_or_default(),
        url: url.or(profile).unwrap_or_default(),
        picture: first_text(
            value,
            &["picture", "avatar", "image_url", "imageURL", "image", "photo"],
        )
        .unwrap_or_default(),
    }
}

/// Reads the authors of a text that its head describes in tables, and leaves their ids there.
pub(super) fn authors_of(head: &mut Table, blog: &mut Blog) {
    for key in ["authors", "author"] {
        let Some(value) = head.get_mut(key) else { continue };
        let items = match value.take() {
            Value::Array(items) => items,
            other => vec![other],
        };
        let mut ids = Vec::new();
        for item in items {
            match &item {
                Value::Object(table) => {
                    let id = first_text(&item, &["key", "id", "slug", "name", "title"]);
                    let Some(id) = id else { continue };
                    // A key of the list of authors, with something else for this post.
                    let is_key = table.contains_key("key") && blog.authors.contains_key(&id);
                    if !is_key {
                        let author = author(&item, &id);
                        blog.authors.entry(id.clone()).or_insert(author);
                    }
                    ids.push(Value::String(id));
                }
                Value::String(_) => ids.push(item),
                _ => {}
            }
        }
        *value = Value::Array(ids);
    }
}

/// Takes the authors of a file with a table for each.
pub(super) fn authors_from(blog: &mut Blog, value: Option<Value>) {
    match value {
        Some(Value::Object(table)) => {
            for (id, value) in &table {
                if value.is_object() {
                    blog.authors.insert(id.clone(), author(value, id));
                }
            }
        }
        Some(Value::Array(items)) => {
            for item in &items {
                if let Some(id) = first_text(item, &["id", "key", "slug", "username", "name"]) {
                    blog.authors.insert(id.clone(), author(item, &id));
                }
            }
        }
        _ => {}
    }
}
