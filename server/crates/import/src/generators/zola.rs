//! Zola: sections and pages below `content`, with `path`, `slug` and aliases.

use super::{authors_of, join, raw, values};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind},
    names::{Date, slugify},
    source::{Source, file_name, folder, is_markdown, stem},
    value::{Value, first_text, texts},
};

/// Reads a blog of Zola.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Zola, config);
    let data = values(source, &mut blog, config).unwrap_or_default();
    let site = &mut blog.site;
    site.title = first_text(&data, &["title"]).unwrap_or_default();
    site.description = first_text(&data, &["description"]).unwrap_or_default();
    let url = first_text(&data, &["base_url"]).unwrap_or_default();
    if url.starts_with("http") {
        site.base_url = url.trim_end_matches('/').to_owned();
    }
    site.language = first_text(&data, &["default_language"]).unwrap_or_default();
    site.author = first_text(&data, &["author", "extra.author"]).unwrap_or_default();
    let feeds = Feeds::of(&data);
    if feeds.is_wanted(&data) {
        blog.feeds.extend(feeds.at(""));
    }
    blog.feeds_of_tags = feeds.of_tags(&data);
    blog.data = data.clone();
    let content = join(root, "content");
    blog.roots = vec![join(root, "static"), content.clone()];
    let templates = join(root, "templates/shortcodes");
    for file in source.below(&templates) {
        if let Ok(text) = source.read(file) {
            let name =
                file[templates.len() + 1..].trim_end_matches(".html").trim_end_matches(".md");
            blog.templates.insert(name.to_owned(), text);
        }
    }
    let files: Vec<String> =
        source.below(&content).filter(|file| is_markdown(file)).map(str::to_owned).collect();
    for file in files {
        let name = stem(&file);
        if name == "_index" {
            let place = folder(&file)[content.len()..].to_owned();
            let head = raw(source, &mut blog, &file).map(|raw| Value::Object(raw.head));
            if head.is_some_and(|head| feeds.is_wanted(&head)) {
                blog.feeds.extend(feeds.at(&place));
            }
            continue;
        }
        // `post.fr.md` is a translation.
        let language = name.rsplit_once('.').map(|(_, language)| language);
        let is_other = language.is_some_and(|code| {
            let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
            is_code && first_text(&data, &["default_language"]).as_deref() != Some(code)
        });
        if is_other {
            blog.leave("texts in another language than the first one", 1);
            continue;
        }
        text(source, &mut blog, &content, &file);
    }
    Ok(blog)
}

/// The names of the files of feeds.
struct Feeds(Vec<String>);

impl Feeds {
    fn of(data: &Value) -> Self {
        let names = data.get("feed_filenames").or(data.get("feed_filename"));
        Self(names.map_or_else(|| vec!["atom.xml".into()], texts))
    }

    /// Whether a table asks for them.
    fn is_wanted(&self, table: &Value) -> bool {
        ["generate_feeds", "generate_feed"]
            .iter()
            .any(|key| table.get(*key) == Some(&Value::Bool(true)))
    }

    /// Their addresses in a folder.
    fn at<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = String> + 'a {
        let folder = folder.trim_matches('/');
        let slash = if folder.is_empty() { "" } else { "/" };
        self.0.iter().map(move |name| format!("/{folder}{slash}{name}"))
    }

    fn of_tags(&self, data: &Value) -> Vec<String> {
        let lists = data.get("taxonomies").and_then(Value::as_array).into_iter().flatten();
        let with_feed = lists.filter(|list| list.get("feed") == Some(&Value::Bool(true)));
        let names = with_feed.filter_map(|list| first_text(list, &["name"]));
        names
            .filter(|name| matches!(&**name, "tags" | "categories"))
            .flat_map(|name| self.at(&format!("{name}/:slug")).collect::<Vec<_>>())
            .collect()
    }
}

fn text(source: &Source, blog: &mut Blog, content: &str, file: &str) {
    let Some(mut raw) = raw(source, blog, file) else { return };
    authors_of(&mut raw.head, blog);
    if let Some(extra) = raw.head.get_mut("extra").and_then(Value::as_object_mut) {
        authors_of(extra, blog);
    }
    let below = file[content.len()..].trim_start_matches('/');
    let is_folder = stem(file) == "index";
    let (word, place) = match is_folder {
        true => (file_name(folder(below)), folder(folder(below))),
        false => (stem(file), folder(below)),
    };
    let (of_name, word) = match Date::of_name(word) {
        Some((date, rest)) if !rest.is_empty() => (Some(date), rest),
        _ => (None, word),
    };
    let slug = raw.get("slug").map_or_else(|| slugify(word), |slug| slugify(&slug));
    let address = match raw.get("path") {
        Some(path) => format!("/{}/", path.trim_matches('/')),
        None => {
            let place: Vec<String> = place.split('/').map(slugify).collect();
            format!("/{}/{slug}/", place.join("/")).replace("//", "/")
        }
    };
    let mut aliases = raw.aliases();
    let date = raw.date().or(of_name).or(Date::of_path(&address));
    let kind = if date.is_some() { ImportedKind::Post } else { ImportedKind::Page };
    if kind == ImportedKind::Page && place.contains('/') {
        let section = place.split('/').next().unwrap_or_default();
        blog.leave(format!("texts without a date in the section `{section}`"), 1);
        return;
    }
    if let Some(list) = raw.head.get("taxonomies").and_then(|value| value.get("series")) {
        let first = texts(list).into_iter().next().unwrap_or_default();
        raw.head.insert("series".into(), Value::String(first));
    }
    let name = file_name(address.trim_end_matches('/')).to_owned();
    let mut text = raw.text(kind, file, if name.is_empty() { word } else { &name });
    text.date = date;
    text.addresses.push(address);
    text.addresses.append(&mut aliases);
    blog.texts.push(text);
}
