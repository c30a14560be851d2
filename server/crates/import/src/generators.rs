//! Whose blog it is, and how each generator has its texts, addresses and authors.

mod astro;
mod docusaurus;
mod eleventy;
mod export;
mod ghost;
mod hugo;
mod jekyll;
mod vitepress;
mod wordpress;
mod zola;

use std::{fmt, str::FromStr};

use crate::{
    Refused,
    blog::{Author, Blog, Form, ImportedKind, ImportedText},
    head,
    names::Date,
    source::{Source, file_name, folder, is_markdown, stem},
    value::{self, Table, Value, first_text},
};

/// A program that makes a blog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generator {
    /// <https://gohugo.io>
    Hugo,
    /// <https://www.getzola.org>
    Zola,
    /// <https://jekyllrb.com>
    Jekyll,
    /// <https://astro.build>
    Astro,
    /// <https://docusaurus.io>
    Docusaurus,
    /// <https://vitepress.dev>
    VitePress,
    /// <https://www.11ty.dev>
    Eleventy,
    /// <https://ghost.org>
    Ghost,
    /// <https://wordpress.org>
    WordPress,
}

impl Generator {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Hugo,
        Self::Zola,
        Self::Jekyll,
        Self::Astro,
        Self::Docusaurus,
        Self::VitePress,
        Self::Eleventy,
        Self::Ghost,
        Self::WordPress,
    ];

    /// Its name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Hugo => "hugo",
            Self::Zola => "zola",
            Self::Jekyll => "jekyll",
            Self::Astro => "astro",
            Self::Docusaurus => "docusaurus",
            Self::VitePress => "vitepress",
            Self::Eleventy => "eleventy",
            Self::Ghost => "ghost",
            Self::WordPress => "wordpress",
        }
    }

    /// The value of `[anchors] style` with which headings keep their anchors; `None` where that is
    /// the usual one.
    pub(crate) fn anchors(self) -> Option<&'static str> {
        match self {
            Self::Hugo => Some("hugo"),
            Self::Zola => Some("zola"),
            Self::Jekyll => Some("jekyll"),
            Self::Docusaurus => Some("docusaurus"),
            _ => None,
        }
    }
}

impl fmt::Display for Generator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hugo => "Hugo",
            Self::Zola => "Zola",
            Self::Jekyll => "Jekyll",
            Self::Astro => "Astro",
            Self::Docusaurus => "Docusaurus",
            Self::VitePress => "VitePress",
            Self::Eleventy => "Eleventy",
            Self::Ghost => "Ghost",
            Self::WordPress => "WordPress",
        })
    }
}

impl FromStr for Generator {
    type Err = String;

    fn from_str(key: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|known| known.key() == key.to_ascii_lowercase());
        found.ok_or_else(|| format!("it is one of {}", Self::ALL.map(Self::key).join(", ")))
    }
}

/// The file that tells whose blog a folder holds.
struct Sign {
    generator: Generator,
    file: String,
}

/// Reads the blog in a folder.
pub(crate) fn read(source: &Source, from: Option<Generator>) -> Result<Blog, Refused> {
    let mut signs = signs(source);
    if let Some(from) = from {
        signs.retain(|sign| sign.generator == from);
    }
    signs.sort_by_key(|sign| sign.file.matches('/').count());
    // A folder may hold several: the one with texts is meant.
    let mut last = None;
    for Sign { generator, file } in signs {
        let root = match folder(&file) {
            folder if folder.ends_with(".vitepress") => {
                folder.trim_end_matches(".vitepress").trim_end_matches('/')
            }
            folder if folder.ends_with("config/_default") => {
                folder.trim_end_matches("config/_default").trim_end_matches('/')
            }
            folder => folder,
        };
        let blog = match generator {
            Generator::Hugo => hugo::read(source, root, &file)?,
            Generator::Zola => zola::read(source, root, &file)?,
            Generator::Jekyll => jekyll::read(source, root, &file)?,
            Generator::Astro => astro::read(source, root, &file)?,
            Generator::Docusaurus => docusaurus::read(source, root, &file)?,
            Generator::VitePress => vitepress::read(source, root, &file)?,
            Generator::Eleventy => eleventy::read(source, root, &file)?,
            Generator::Ghost | Generator::WordPress => return read_export(source, &file, from),
        };
        if blog.texts.iter().any(|text| text.kind == ImportedKind::Post) {
            return Ok(blog);
        }
        last = Some(blog);
    }
    last.ok_or_else(|| match from {
        Some(from) => Refused::new(format!(
            "nothing here is of {from}: name the folder that has its configuration"
        )),
        None => Refused::new(
            "nothing tells whose blog this is: name the folder that has the generator's \
             configuration, or the export file, and say whose it is with `--from`",
        ),
    })
}

/// Reads an export file.
pub(crate) fn read_export(
    source: &Source,
    file: &str,
    from: Option<Generator>,
) -> Result<Blog, Refused> {
    let text = source
        .read_export(file)
        .map_err(|why| Refused::new(format!("can't read {file}: {why}")))?;
    let head: String = text.chars().take(4096).collect();
    let is_xml = head.trim_start().starts_with('<');
    match from.unwrap_or(if is_xml { Generator::WordPress } else { Generator::Ghost }) {
        Generator::WordPress => wordpress::read(&text, file),
        Generator::Ghost => ghost::read(&text, file),
        other => Err(Refused::new(format!("{other} has no export file: name its folder"))),
    }
}

/// Every file that tells of a generator.
fn signs(source: &Source) -> Vec<Sign> {
    let sign = |file: &str| {
        let name = file_name(file);
        let (stem, ending) = name.rsplit_once('.')?;
        let root = folder(file);
        if root.split('/').any(|part| matches!(part, "themes" | "examples" | "test" | "tests")) {
            return None;
        }
        let program = matches!(ending, "js" | "ts" | "mjs" | "mts" | "cjs" | "cts");
        let data = matches!(ending, "toml" | "yaml" | "yml" | "json");
        let generator = match stem {
            "hugo" if data => Generator::Hugo,
            "config" if root.ends_with("config/_default") && data => Generator::Hugo,
            "_config" if data => Generator::Jekyll,
            "config" if data && has_config(source, file, "base_url") => Generator::Zola,
            "zola" if ending == "toml" => Generator::Zola,
            "config" if data && has_config(source, file, "baseURL") => Generator::Hugo,
            "astro.config" if program => Generator::Astro,
            "docusaurus.config" if program => Generator::Docusaurus,
            "config" if program && root.ends_with(".vitepress") => Generator::VitePress,
            "eleventy.config" | ".eleventy" if program => Generator::Eleventy,
            _ => return None,
        };
        Some(Sign { generator, file: file.to_owned() })
    };
    source.below("").filter_map(sign).collect()
}

/// Whether a configuration has a key that only one generator's has.
fn has_config(source: &Source, file: &str, key: &str) -> bool {
    let Ok(text) = source.read(file) else { return false };
    let value = value::by_name(file, &text).unwrap_or_default();
    let table = value.as_object();
    table.is_some_and(|table| {
        table.keys().any(|name| match key {
            "baseURL" => name.eq_ignore_ascii_case(key) || name == "languageCode",
            key => name == key,
        })
    })
}

/// Joins a folder of the source and a path in it.
fn join(root: &str, path: &str) -> String {
    crate::source::normal(&format!("{root}/{path}")).unwrap_or_default()
}

/// The values in a file, if there is one; what is wrong with it is said.
fn values(source: &Source, blog: &mut Blog, file: &str) -> Option<Value> {
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
struct Raw {
    head: Table,
    body: String,
    line: usize,
}

/// Reads a text; what is wrong with it is said.
fn raw(source: &Source, blog: &mut Blog, file: &str) -> Option<Raw> {
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
    fn text(self, kind: ImportedKind, file: &str, name: &str) -> ImportedText {
        let hidden = ["draft", "isDraft", "unlisted", "hidden", "private"];
        let draft = hidden.iter().any(|key| self.head.get(*key) == Some(&Value::Bool(true)))
            || self.head.get("published") == Some(&Value::Bool(false));
        let form = if is_markdown(file) { Form::Markdown } else { Form::Html };
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
    fn date(&self) -> Option<Date> {
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
    fn get(&self, key: &str) -> Option<String> {
        self.head.get(key).and_then(value::text).filter(|text| !text.is_empty())
    }

    /// Old addresses that the head names.
    fn aliases(&self) -> Vec<String> {
        const KEYS: [&str; 4] = ["aliases", "redirect_from", "redirects", "oldUrls"];
        KEYS.iter().filter_map(|key| self.head.get(*key)).flat_map(value::texts).map(path).collect()
    }
}

/// Whether a path is that of a feed, as far as its name tells: not that of a site map.
fn is_feed(path: &str) -> bool {
    let name = file_name(path);
    let is_called = ["feed", "rss", "atom", "index"].iter().any(|word| name.contains(word));
    is_called && (name.ends_with(".xml") || name.ends_with(".json")) && !path.contains(['{', '['])
}

/// The address of a list of the posts of a year, a month or a day.
fn dated(pattern: &str, date: Date) -> String {
    pattern
        .replace(":year", &format!("{:04}", date.year))
        .replace(":month", &format!("{:02}", date.month))
        .replace(":day", &format!("{:02}", date.day))
}

/// The path of an address, whole or not.
fn path(address: String) -> String {
    match address.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/".into(), |at| rest[at..].to_owned()),
        None if address.starts_with('/') => address,
        None => format!("/{address}"),
    }
}

/// An author from a table that says more than the name.
fn author(value: &Value, id: &str) -> Author {
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
fn authors_of(head: &mut Table, blog: &mut Blog) {
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
fn authors_from(blog: &mut Blog, value: Option<Value>) {
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
