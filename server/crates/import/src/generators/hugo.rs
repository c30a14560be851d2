//! Hugo: sections, bundles, permalinks, and texts in several languages.

mod lists;
mod templates;
mod translations;

use super::common::{self, Raw, authors_from, authors_of, join, raw, values};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind, ImportedText, Series},
    names::{Date, nearest, urlize},
    permalink::{Facts, expand},
    source::{Source, file_name, folder, is_markdown, stem},
    value::{self, Table, Value, at, first_text, texts},
};

/// Names of sections that hold posts, where the configuration says nothing.
const SECTIONS: [&str; 9] =
    ["blog", "posts", "post", "articles", "article", "news", "blogs", "writing", "entries"];

/// Reads a blog of Hugo.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Hugo, config);
    let data = configuration(source, &mut blog, root, config);
    let hugo = Hugo::new(source, &data, root);
    site(&mut blog, &data, &hugo.language);
    blog.data = data.clone();
    templates::words(source, &mut blog, root, &hugo.language);
    blog.roots = vec![
        join(root, "static"),
        join(root, "assets"),
        hugo.content.clone(),
        join(root, "public"),
    ];
    for theme in source.below(&join(root, "themes")).filter(|file| file.contains("/static/")) {
        let at = theme.find("/static/").unwrap_or_default() + "/static".len();
        if !blog.roots.contains(&theme[..at].to_owned()) {
            blog.roots.push(theme[..at].to_owned());
        }
    }
    templates::read(source, &mut blog, root);
    for name in ["authors", "author", "people"] {
        for ending in ["yaml", "yml", "toml", "json"] {
            let list = values(source, &mut blog, &join(root, &format!("data/{name}.{ending}")));
            authors_from(&mut blog, list);
        }
    }
    hugo.texts(source, &mut blog);
    hugo.translations(source, &mut blog);
    hugo.lists(source, &mut blog);
    blog.feeds.push("/index.xml".into());
    blog.feeds
        .extend(hugo.sections.iter().map(|section| format!("/{}/index.xml", urlize(section))));
    let given = at(&data, "taxonomies").and_then(Value::as_object);
    let names = given.map(|table| table.values().filter_map(value::text).collect());
    let names: Vec<String> = names.unwrap_or_else(|| vec!["tags".into(), "categories".into()]);
    // The list of a taxonomy has a feed of its own, and so has each of its terms.
    blog.feeds.extend(names.iter().map(|name| format!("/{}/index.xml", urlize(name))));
    for list in ["tags", "categories"] {
        if blog.texts.iter().any(|text| text.head.contains_key(list)) {
            blog.feeds_of_tags.push(format!("/{list}/:slug/index.xml"));
        }
    }
    Ok(blog)
}

/// The configuration, be it in one file or in several.
fn configuration(source: &Source, blog: &mut Blog, root: &str, config: &str) -> Value {
    let mut data = values(source, blog, config).unwrap_or_default();
    let folder = join(root, "config/_default");
    let files: Vec<String> = source.below(&folder).map(str::to_owned).collect();
    for file in files.iter().filter(|file| *file != config) {
        let Some(value) = values(source, blog, file) else { continue };
        let name = stem(file);
        let Some(table) = data.as_object_mut() else { continue };
        match name {
            "hugo" | "config" => {
                for (key, value) in value.as_object().into_iter().flatten() {
                    table.entry(key.clone()).or_insert_with(|| value.clone());
                }
            }
            name => match name.split_once('.') {
                None => {
                    table.entry(name.to_owned()).or_insert(value);
                }
                // `languages.de.toml` and `params.de.toml` are for one language.
                Some(("languages", tag)) => of_language(table, tag, None, value),
                Some((key, tag)) => of_language(table, tag, Some(key), value),
            },
        }
    }
    data
}

/// Adds what the configuration says of one language, as a whole or for a part of it.
fn of_language(data: &mut Table, tag: &str, part: Option<&str>, value: Value) {
    let mut place = data;
    for key in ["languages", tag].into_iter().chain(part) {
        let below = place.entry(key.to_owned()).or_insert_with(|| Value::Object(Table::new()));
        let Some(below) = below.as_object_mut() else { return };
        place = below;
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        place.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

fn site(blog: &mut Blog, data: &Value, language: &str) {
    let own = |key: &str| format!("languages.{language}.{key}");
    let first = |keys: &[&str]| {
        keys.iter().find_map(|key| first_text(data, &[&own(key), key])).unwrap_or_default()
    };
    let site = &mut blog.site;
    site.title = first(&["title"]);
    site.description = first(&["params.description", "params.subtitle", "params.tagline"]);
    let url = first(&["baseURL"]);
    if url.starts_with("http") {
        site.base_url = url.trim_end_matches('/').to_owned();
    }
    site.language = first(&["languageCode", "locale"]);
    if site.language.is_empty() {
        site.language = language.to_owned();
    }
    site.author = first(&["params.author.name", "params.author", "author.name", "author"]);
    site.math = first_text(data, &["params.math", "params.katex", "params.mathjax"])
        .is_some_and(|value| value != "false");
}

#[derive(Clone)]
struct Hugo {
    data: Value,
    /// The folder of the configuration.
    root: String,
    /// Where the texts are.
    content: String,
    language: String,
    languages: Vec<String>,
    sections: Vec<String>,
}

impl Hugo {
    fn new(source: &Source, data: &Value, root: &str) -> Self {
        let language = first_text(data, &["defaultContentLanguage"]).unwrap_or_else(|| "en".into());
        let languages: Vec<String> = at(data, "languages")
            .and_then(Value::as_object)
            .map(|languages| languages.keys().cloned().collect())
            .unwrap_or_default();
        let own = format!("languages.{language}.contentDir");
        let content = first_text(data, &[&own])
            .or_else(|| mounted(data, &language))
            .or_else(|| first_text(data, &["contentDir"]))
            .unwrap_or_else(|| "content".into());
        let mut content = join(root, &content);
        if source.below(&content).next().is_none() {
            content = elsewhere(source).unwrap_or(content);
        }
        let main = at(data, "params.mainSections").or(at(data, "mainSections"));
        let sections = main.map(texts).unwrap_or_default();
        let mut hugo = Self {
            data: data.clone(),
            root: root.to_owned(),
            content,
            language,
            languages,
            sections,
        };
        if hugo.sections.is_empty() {
            hugo.sections = hugo.guessed(source);
        }
        hugo
    }

    /// The sections that hold posts: those with a usual name, else the one with most texts.
    fn guessed(&self, source: &Source) -> Vec<String> {
        let mut counts: Vec<(String, usize)> = Vec::new();
        for file in source.below(&self.content).filter(|file| is_markdown(file)) {
            let Some((section, _)) = self.below(file).split_once('/') else { continue };
            match counts.iter_mut().find(|(known, _)| known == section) {
                Some((_, count)) => *count += 1,
                None => counts.push((section.to_owned(), 1)),
            }
        }
        let usual: Vec<String> = counts
            .iter()
            .filter(|(section, _)| SECTIONS.contains(&&*section.to_lowercase()))
            .map(|(section, _)| section.clone())
            .collect();
        if !usual.is_empty() {
            return usual;
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.into_iter().next().map(|(section, _)| section).into_iter().collect()
    }

    fn below<'f>(&self, file: &'f str) -> &'f str {
        file[self.content.len()..].trim_start_matches('/')
    }

    fn texts(&self, source: &Source, blog: &mut Blog) {
        let files: Vec<String> = source
            .below(&self.content)
            .filter(|file| is_markdown(file) || file.ends_with(".html"))
            .map(str::to_owned)
            .collect();
        let bundles: Vec<String> = files
            .iter()
            .filter(|file| self.name(file).is_some_and(|name| name == "index"))
            .map(|file| folder(file).to_owned())
            .collect();
        for file in &files {
            // `post.de.md` is a translation.
            let Some(name) = self.name(file) else {
                self.translation(source, blog, file, &self.content);
                continue;
            };
            let is_inside = bundles.iter().any(|bundle| {
                file.strip_prefix(&**bundle).is_some_and(|rest| {
                    rest.starts_with('/') && (name != "index" || rest[1..].contains('/'))
                })
            });
            if is_inside {
                continue;
            }
            if name == "_index" {
                self.list(source, blog, file);
                continue;
            }
            let section = self.below(file).split_once('/').map(|(section, _)| section);
            match section {
                Some(section) if self.sections.iter().any(|main| main == section) => {
                    self.text(source, blog, file, &name, ImportedKind::Post);
                }
                Some(section) if name == "index" && folder(self.below(file)) == section => {
                    self.text(source, blog, file, &name, ImportedKind::Page);
                }
                None => self.text(source, blog, file, &name, ImportedKind::Page),
                Some(section) => {
                    blog.leave(format!("the section `{section}`, which is no part of the blog"), 1);
                }
            }
        }
    }

    fn is_ugly(&self) -> bool {
        at(&self.data, "uglyURLs").and_then(Value::as_bool).unwrap_or(false)
    }

    /// A file's name without ending and language; `None` when that is another language.
    fn name(&self, file: &str) -> Option<String> {
        let stem = stem(file);
        match stem.rsplit_once('.') {
            Some((name, language)) if language == self.language => Some(name.to_owned()),
            Some((_, language)) if self.languages.iter().any(|known| known == language) => None,
            _ => Some(stem.to_owned()),
        }
    }

    /// What the file of a list says of an author or a series.
    fn list(&self, source: &Source, blog: &mut Blog, file: &str) {
        let below = self.below(file).to_owned();
        let parts: Vec<&str> = below.split('/').collect();
        let [kind @ ("authors" | "author" | "series"), id, _] = parts[..] else { return };
        let Some(raw) = raw(source, blog, file) else { return };
        let value = Value::Object(raw.head.clone());
        let title = raw.get("title").unwrap_or_else(|| id.to_owned());
        if kind == "series" {
            let description = raw.get("description").unwrap_or_default();
            blog.series.insert(nearest(id), Series { title, description });
        } else {
            let mut author = common::author(&value, id);
            author.name = first_text(&value, &["name"]).unwrap_or(title);
            blog.authors.insert(id.to_owned(), author);
        }
    }

    fn text(&self, source: &Source, blog: &mut Blog, file: &str, name: &str, kind: ImportedKind) {
        let Some(mut raw) = raw(source, blog, file) else { return };
        if raw.head.get("headless") == Some(&Value::Bool(true)) {
            return;
        }
        lower(&mut raw.head);
        authors_of(&mut raw.head, blog);
        let name_of_file = name;
        let is_bundle = name == "index";
        let file_word = if is_bundle { file_name(folder(file)) } else { name };
        let (of_name, undated) = match Date::of_name(file_word) {
            Some((date, rest)) if !rest.is_empty() => (Some(date), rest),
            _ => (None, file_word),
        };
        let reads_names = at(&self.data, "frontmatter.date")
            .is_some_and(|value| texts(value).iter().any(|key| key == ":filename"));
        let word = if reads_names { undated } else { file_word };
        let (address, aliases) = self.address(&raw, file, word, of_name, is_bundle, kind);
        let name = file_name(address.trim_end_matches('/')).trim_end_matches(".html").to_owned();
        let name = if name.is_empty() { undated.to_owned() } else { name };
        let name = Date::of_name(&name).map_or(name.clone(), |(_, rest)| rest.to_owned());
        let mut text: ImportedText = raw.text(kind, file, &name);
        text.date = text.date.or(of_name);
        text.folder = is_bundle.then(|| folder(file).to_owned());
        text.common = self.common(file, if is_bundle { "index" } else { name_of_file });
        if kind == ImportedKind::Post && text.date.is_none() && !text.draft {
            let what = "not taken: neither its head nor its name has a date".to_owned();
            blog.broken.push((file.to_owned(), 1, what));
            return;
        }
        text.addresses.push(address);
        text.addresses.extend(aliases);
        blog.texts.push(text);
    }

    /// Where a text is found, and where it was before.
    fn address(
        &self,
        raw: &Raw,
        file: &str,
        word: &str,
        of_name: Option<Date>,
        is_bundle: bool,
        kind: ImportedKind,
    ) -> (String, Vec<String>) {
        let below = self.below(file);
        let place = if is_bundle { folder(folder(below)) } else { folder(below) };
        let sections: Vec<String> =
            place.split('/').filter(|part| !part.is_empty()).map(urlize).collect();
        let given = raw.get("slug").map(|slug| urlize(&slug));
        let slug = given.clone().unwrap_or_else(|| urlize(word));
        let ugly = self.is_ugly();
        let section = sections.first().cloned().unwrap_or_default();
        let pattern = [format!("permalinks.page.{section}"), format!("permalinks.{section}")]
            .iter()
            .find_map(|key| first_text(&self.data, &[key]));
        let title = raw.get("title").map(|title| urlize(&title)).unwrap_or_default();
        let mut address = match (raw.get("url"), pattern) {
            (Some(url), _) => common::path(url),
            (None, Some(pattern)) if kind == ImportedKind::Post => {
                let facts = Facts {
                    date: raw.date().or(of_name),
                    title: &title,
                    slug: &slug,
                    slug_or_title: given.as_ref().unwrap_or(&title),
                    file: &urlize(word),
                    sections: &sections,
                    collection: &section,
                };
                expand(&pattern, &facts)
            }
            _ => format!("/{place}/{slug}", place = sections.join("/")).replace("//", "/"),
        };
        let is_file = address.rsplit('/').next().is_some_and(|last| last.ends_with(".html"));
        if !is_file && !address.ends_with('/') {
            address.push_str(if ugly { ".html" } else { "/" });
        }
        let home = if address.ends_with('/') { address.trim_end_matches('/') } else { &*address };
        let home = folder(home).to_owned();
        let aliases = raw.head.get("aliases").map(texts).unwrap_or_default();
        let aliases = aliases.into_iter().map(|alias| match alias.starts_with('/') {
            true => alias,
            false if alias.contains("://") => common::path(alias),
            false => format!("{home}/{alias}"),
        });
        let aliases = aliases.map(|alias| {
            let bare = alias.trim_end_matches('/');
            match ugly && !bare.is_empty() && !bare.ends_with(".html") {
                true => format!("{bare}.html"),
                false => alias,
            }
        });
        (address, aliases.collect())
    }
}

/// The folder that is mounted where texts are, in the first language.
fn mounted(data: &Value, language: &str) -> Option<String> {
    let mounts = at(data, "module.mounts")?.as_array()?;
    let is_it = |mount: &&Value| {
        let of = |key: &str| mount.get(key).and_then(value::text);
        of("target").is_some_and(|target| target.trim_matches('/') == "content")
            && of("lang").is_none_or(|tag| tag == language)
    };
    first_text(mounts.iter().find(is_it)?, &["source"])
}

/// Hugo does not tell keys by their case.
fn lower(head: &mut Table) {
    for key in ["title", "date", "slug", "url", "aliases", "draft", "tags", "categories", "authors"]
    {
        if !head.contains_key(key)
            && let Some(found) = head.keys().find(|name| name.eq_ignore_ascii_case(key)).cloned()
            && let Some(value) = head.remove(&found)
        {
            head.insert(key.into(), value);
        }
    }
}

/// The folder that has a folder of posts, when the one of the configuration is not there: it may be
/// made by a script from elsewhere in the source.
fn elsewhere(source: &Source) -> Option<String> {
    let posts = source.below("").find(|file| {
        is_markdown(file) && SECTIONS[..2].contains(&file_name(folder(file))) && file.contains('/')
    })?;
    Some(folder(folder(posts)).to_owned())
}
