//! Zola: sections and pages below `content`, with `path`, `slug` and aliases.

use std::collections::BTreeSet;

use super::common::{authors_of, join, raw, values};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind, ImportedText, ListOf, OtherLanguage, Template},
    names::{Date, slugify},
    source::{Source, file_name, folder, is_markdown, stem},
    value::{Value, at, first_text, texts},
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
            let template = Template { file: file.to_owned(), text };
            blog.templates.insert(name.to_owned(), template);
        }
    }
    let files: Vec<String> =
        source.below(&content).filter(|file| is_markdown(file)).map(str::to_owned).collect();
    for file in files {
        let (name, language) = split(stem(&file), &data);
        if !language.is_empty() && !is_known(&data, language) {
            blog.leave(format!("texts in `{language}`, which the configuration does not have"), 1);
            continue;
        }
        if name == "_index" {
            let place = folder(&file)[content.len()..].to_owned();
            let head = raw(source, &mut blog, &file).map(|raw| Value::Object(raw.head));
            if language.is_empty() && head.is_some_and(|head| feeds.is_wanted(&head)) {
                blog.feeds.extend(feeds.at(&place));
            }
            continue;
        }
        let language = language.to_owned();
        let before = blog.texts.len();
        text(source, &mut blog, &content, &file, &language);
        if let (Some(_), false) = (blog.texts.get(before), language.is_empty()) {
            let own = |key: &str| {
                first_text(&data, &[&format!("languages.{language}.{key}")]).unwrap_or_default()
            };
            let other = OtherLanguage { title: own("title"), description: own("description") };
            blog.site.languages.insert(language, other);
        }
    }
    without_other_sections(&mut blog, &content);
    lists(source, &mut blog, &data, &content);
    Ok(blog)
}

/// A file's name and its language, if that is another one than the first: `post.fr.md` is a translation.
fn split<'f>(stem: &'f str, data: &Value) -> (&'f str, &'f str) {
    let Some((name, code)) = stem.rsplit_once('.') else { return (stem, "") };
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if first_text(data, &["default_language"]).as_deref() == Some(code) {
        return (name, "");
    }
    if is_code || is_known(data, code) { (name, code) } else { (stem, "") }
}

fn is_known(data: &Value, language: &str) -> bool {
    at(data, "languages").is_some_and(|of| of.get(language).is_some())
}

/// Leaves out what lies deep in a section that has no posts: it is a book, or documentation.
fn without_other_sections(blog: &mut Blog, content: &str) {
    let section = |text: &ImportedText| {
        let below = text.file[content.len()..].trim_start_matches('/');
        let is_folder = text.folder.is_some();
        let place = if is_folder { folder(folder(below)) } else { folder(below) };
        let (section, _) = place.split_once('/')?;
        Some(section.to_owned())
    };
    let of_posts: BTreeSet<String> = blog
        .texts
        .iter()
        .filter(|text| text.kind == ImportedKind::Post)
        .filter_map(|text| text.file[content.len()..].trim_start_matches('/').split('/').next())
        .map(str::to_owned)
        .collect();
    let is_other = |text: &ImportedText| {
        let is_page = text.kind == ImportedKind::Page;
        section(text).filter(|section| is_page && !of_posts.contains(section))
    };
    let others: Vec<Option<String>> = blog.texts.iter().map(is_other).collect();
    let mut kept = others.iter().map(Option::is_none);
    blog.texts.retain(|_| kept.next() == Some(true));
    for section in others.into_iter().flatten() {
        blog.leave(format!("texts without a date in the section `{section}`"), 1);
    }
}

/// Where Zola listed posts: sections, taxonomies, and their numbered pages.
fn lists(source: &Source, blog: &mut Blog, data: &Value, content: &str) {
    let number = |table: &Value, key: &str| -> Option<usize> {
        first_text(table, &[key])?.parse().ok().filter(|size| *size > 0)
    };
    let path = |table: &Value| {
        let path = first_text(table, &["paginate_path"]).unwrap_or_else(|| "page".into());
        format!("{path}/")
    };
    let published = blog.published();
    let sections: Vec<String> =
        source.below(content).filter(|file| stem(file) == "_index").map(str::to_owned).collect();
    for file in sections {
        let place = folder(&file)[content.len()..].trim_matches('/').to_owned();
        let has_posts = blog.texts.iter().any(|text| {
            text.kind == ImportedKind::Post && text.file.starts_with(&format!("{}/", folder(&file)))
        });
        let Some(raw) = raw(source, blog, &file).filter(|_| has_posts) else { continue };
        let title = raw.get("title").unwrap_or_default();
        let head = Value::Object(raw.head);
        if place.is_empty() && blog.site.title.is_empty() {
            blog.site.title = title;
        }
        if head.get("render") == Some(&Value::Bool(false)) {
            continue;
        }
        let place: Vec<String> = place.split('/').map(slugify).collect();
        let address = format!("/{}/", place.join("/")).replace("//", "/");
        match number(&head, "paginate_by") {
            Some(size) => {
                blog.numbered(&address, &path(&head), (published, size), &ListOf::Posts);
            }
            None => blog.list(address, ListOf::Posts),
        }
    }
    let taxonomies = data.get("taxonomies").and_then(Value::as_array).into_iter().flatten();
    for taxonomy in taxonomies {
        let Some(name) = first_text(taxonomy, &["name"]) else { continue };
        if matches!(&*name, "authors" | "series")
            || taxonomy.get("render") == Some(&Value::Bool(false))
        {
            continue;
        }
        let terms = blog.terms(&[&format!("taxonomies.{name}"), &name]);
        if terms.is_empty() {
            continue;
        }
        blog.list(format!("/{}/", slugify(&name)), ListOf::Tags);
        for (term, posts) in terms {
            let address = format!("/{}/{}/", slugify(&name), slugify(&term));
            let of = ListOf::Tag(term);
            match number(taxonomy, "paginate_by") {
                Some(size) => blog.numbered(&address, &path(taxonomy), (posts, size), &of),
                None => blog.list(address, of),
            }
        }
    }
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

fn text(source: &Source, blog: &mut Blog, content: &str, file: &str, language: &str) {
    let Some(mut raw) = raw(source, blog, file) else { return };
    authors_of(&mut raw.head, blog);
    if let Some(extra) = raw.head.get_mut("extra").and_then(Value::as_object_mut) {
        authors_of(extra, blog);
    }
    let below = file[content.len()..].trim_start_matches('/');
    let own = stem(file);
    let of_language = own.rsplit_once('.').filter(|(_, code)| *code == language);
    let own = of_language.map_or(own, |(own, _)| own);
    let is_folder = own == "index";
    let (word, place) = match is_folder {
        true => (file_name(folder(below)), folder(folder(below))),
        false => (own, folder(below)),
    };
    let prefix = if language.is_empty() { String::new() } else { format!("/{language}") };
    let (of_name, word) = match Date::of_name(word) {
        Some((date, rest)) if !rest.is_empty() => (Some(date), rest),
        _ => (None, word),
    };
    let slug = raw.get("slug").map_or_else(|| slugify(word), |slug| slugify(&slug));
    let address = match raw.get("path") {
        // It is the whole path, with the language where there is one.
        Some(path) => format!("/{}/", path.trim_matches('/')),
        None => {
            let place: Vec<String> = place.split('/').map(slugify).collect();
            format!("{prefix}/{}/{slug}/", place.join("/")).replace("//", "/")
        }
    };
    let mut aliases = raw.aliases();
    let date = raw.date().or(of_name).or(Date::of_path(&address));
    let kind = if date.is_some() { ImportedKind::Post } else { ImportedKind::Page };
    if let Some(list) = raw.head.get("taxonomies").and_then(|value| value.get("series")) {
        let first = texts(list).into_iter().next().unwrap_or_default();
        raw.head.insert("series".into(), Value::String(first));
    }
    let name = file_name(address.trim_end_matches('/')).to_owned();
    let mut text = raw.text(kind, file, if name.is_empty() { word } else { &name });
    text.date = date;
    text.folder = is_folder.then(|| folder(file).to_owned());
    text.common = format!("{}/{own}", folder(below));
    text.language = language.to_owned();
    text.addresses.push(address);
    text.addresses.append(&mut aliases);
    blog.texts.push(text);
}
