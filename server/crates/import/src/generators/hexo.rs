//! Hexo: `source/_posts`, `source/_drafts`, pages beside them, and its patterns of permalinks.

use super::common::{self, Raw, authors_from, authors_of, dated, join, raw, values};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind, ImportedText, ListOf},
    names::{Date, is_tag},
    permalink::{Facts, expand},
    source::{Source, file_name, folder, is_markdown, stem},
    value::{self, Table, Value, first_text, texts},
};

/// Keys that only its configuration has: Jekyll's has the same name.
const KEYS: [&str; 5] =
    ["new_post_name", "source_dir", "post_asset_folder", "skip_render", "archive_dir"];

/// Whether a configuration is one of Hexo.
pub(super) fn is_own(config: &Value) -> bool {
    KEYS.iter().any(|key| value::at(config, key).is_some())
}

/// Reads a blog of Hexo.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Hexo, config);
    let data = values(source, &mut blog, config).unwrap_or_default();
    let find =
        |key: &str, usual: &str| first_text(&data, &[key]).unwrap_or_else(|| usual.to_owned());
    let place = join(root, &find("source_dir", "source"));
    site(&mut blog, &data);
    blog.roots =
        vec![place.clone(), join(root, &format!("themes/{}/source", find("theme", "landscape")))];
    blog.data = data.clone();
    for name in ["authors.yml", "authors.json"] {
        let list = values(source, &mut blog, &join(&place, &format!("_data/{name}")));
        authors_from(&mut blog, list);
    }
    let reader = Reader {
        place,
        permalink: find("permalink", ":year/:month/:day/:title/"),
        names: find("new_post_name", ":title.md"),
        category: find("default_category", "uncategorized"),
        languages: data
            .get("language")
            .filter(|list| list.is_array())
            .map(texts)
            .unwrap_or_default(),
    };
    blog.site.math = common::has_math(source, root);
    let code = join(&reader.place, &find("code_dir", "downloads/code"));
    common::code(source, &mut blog, &code);
    let files: Vec<String> = source.below(&reader.place).map(str::to_owned).collect();
    for file in files {
        reader.file(source, &mut blog, &file);
    }
    blog.feeds.extend(first_text(&data, &["feed.path"]).map(common::path));
    blog.feeds.extend(
        data.get("feed")
            .and_then(|feed| feed.get("path"))
            .map(texts)
            .unwrap_or_default()
            .into_iter()
            .map(common::path),
    );
    lists(&mut blog, &data, find);
    Ok(blog)
}

fn site(blog: &mut Blog, data: &Value) {
    let find = |keys: &[&str]| first_text(data, keys).unwrap_or_default();
    let site = &mut blog.site;
    site.title = find(&["title"]);
    site.description = find(&["description", "subtitle"]);
    site.author = find(&["author"]);
    site.language = data
        .get("language")
        .map(texts)
        .and_then(|list| list.into_iter().next())
        .unwrap_or_default();
    let url = find(&["url"]);
    let base = find(&["root"]).trim_matches('/').to_owned();
    if url.starts_with("http") {
        let url = url.trim_end_matches('/');
        let base = if url.ends_with(&format!("/{base}")) { "" } else { &*base };
        site.base_url = format!("{url}/{base}").trim_end_matches('/').to_owned();
    }
}

/// What the configuration says of texts.
struct Reader {
    place: String,
    permalink: String,
    /// How files of posts are called.
    names: String,
    category: String,
    /// The languages of the site, the first one among them.
    languages: Vec<String>,
}

impl Reader {
    fn file(&self, source: &Source, blog: &mut Blog, file: &str) {
        if !is_markdown(file) {
            return;
        }
        let below = file[self.place.len()..].trim_start_matches('/');
        let (first, inside) = below.split_once('/').unwrap_or(("", below));
        match first {
            "_posts" => self.post(source, blog, file, inside, false),
            "_drafts" => self.post(source, blog, file, inside, true),
            _ if below.split('/').any(|part| part.starts_with('_')) => {}
            _ => self.page(source, blog, file, below),
        }
    }

    fn post(&self, source: &Source, blog: &mut Blog, file: &str, inside: &str, is_draft: bool) {
        let Some(mut raw) = raw(source, blog, file) else { return };
        authors_of(&mut raw.head, blog);
        let bare = inside.rsplit_once('.').map_or(inside, |(bare, _)| bare);
        let of_name = Date::of_name(file_name(bare)).filter(|_| self.names.contains(":year"));
        let slug = match of_name {
            Some((_, rest)) if !rest.is_empty() => join(folder(bare), rest),
            _ => bare.to_owned(),
        };
        let date = raw.date().or(of_name.map(|(date, _)| date));
        let categories = categories(&mut raw.head);
        let title = raw.get("title").unwrap_or_default();
        let language = raw.get("lang").or_else(|| raw.get("language")).unwrap_or_default();
        let in_path = if categories.is_empty() { vec![self.category.clone()] } else { categories };
        let facts = Facts {
            date,
            title: &slug,
            slug: &title.split_whitespace().collect::<Vec<_>>().join("-"),
            slug_or_title: "",
            file: file_name(&slug),
            sections: &in_path,
            collection: "posts",
        };
        let own =
            raw.get("permalink").map(|path| common::path(path.trim_start_matches('/').to_owned()));
        let pattern =
            self.permalink.replace(":category", ":categories").replace(":post_title", ":slug");
        // What has no date has no address yet.
        let asks = [":year", ":month", ":day"].iter().any(|part| pattern.contains(part));
        let made =
            (date.is_some() || !asks).then(|| expand(&pattern.replace(":lang", &language), &facts));
        let aliases = raw.aliases();
        let name = file_name(&slug).to_owned();
        let mut text = raw.text(ImportedKind::Post, file, &name);
        text.date = date;
        text.draft |= is_draft;
        // Files of a post lie in a folder of its name.
        let assets = file.rsplit_once('.').map_or(file, |(bare, _)| bare);
        if text.folder.is_none() && source.below(assets).next().is_some() {
            text.folder = Some(assets.to_owned());
        }
        text.addresses.extend(own.or(made).map(with_end));
        text.addresses.extend(aliases);
        self.localized(blog, &mut text, &language, inside);
        blog.texts.push(text);
    }

    fn page(&self, source: &Source, blog: &mut Blog, file: &str, below: &str) {
        let Some(raw) = raw(source, blog, file) else { return };
        let tag = below.split('/').next().filter(|tag| below.contains('/') && self.knows(tag));
        let tag = tag.unwrap_or_default().to_owned();
        let own = below.strip_prefix(&*tag).unwrap_or(below).trim_start_matches('/');
        if is_list(&raw) || raw.body.trim().is_empty() || own == "index.md" {
            return blog.leave("pages of lists, or of a layout only", 1);
        }
        let is_index = stem(file) == "index";
        let parent = if is_index { folder(folder(own)) } else { folder(own) };
        if !parent.is_empty() {
            return blog.leave("the documentation, which is no part of the blog", 1);
        }
        let bare = below.rsplit_once('.').map_or(below, |(bare, _)| bare);
        let address = raw.get("permalink").map(common::path).unwrap_or_else(|| match is_index {
            true => format!("/{}/", folder(below)),
            false => format!("/{bare}.html"),
        });
        let name = file_name(address.trim_end_matches('/')).trim_end_matches(".html").to_owned();
        let aliases = raw.aliases();
        let mut text = raw.text(ImportedKind::Page, file, &name);
        text.addresses.push(with_end(address));
        text.addresses.extend(aliases);
        if !is_index {
            text.folder = None;
        }
        self.localized(blog, &mut text, &tag, own);
        blog.texts.push(text);
    }

    fn knows(&self, tag: &str) -> bool {
        is_tag(tag) && self.languages.iter().any(|known| known.eq_ignore_ascii_case(tag))
    }

    /// Says which language a text is in, and what its translations have in common with it.
    fn localized(&self, blog: &mut Blog, text: &mut ImportedText, tag: &str, common: &str) {
        if self.languages.len() < 2 {
            return;
        }
        text.common = common.to_owned();
        if self.knows(tag) && self.languages.first().is_some_and(|first| first != tag) {
            blog.site.languages.entry(tag.to_owned()).or_default();
            text.language = tag.to_owned();
        }
    }
}

/// Whether a page is one of the lists that a theme makes.
fn is_list(raw: &Raw) -> bool {
    let kinds = ["tags", "tag", "categories", "category", "archive", "archives", "link", "links"];
    ["type", "layout"].iter().any(|key| raw.get(key).is_some_and(|kind| kinds.contains(&&*kind)))
}

/// An address without what stands for its folder.
fn with_end(address: String) -> String {
    crate::source::without_index(&address).to_owned()
}

/// The categories of a post, each in the one before it; of several such lists, all are tags and the first one
/// is the address.
fn categories(head: &mut Table) -> Vec<String> {
    let Some(value) = head.get("categories").or(head.get("category")).cloned() else {
        return Vec::new();
    };
    let Value::Array(items) = &value else { return texts(&value) };
    let lists: Vec<Vec<String>> = items.iter().filter(|item| item.is_array()).map(texts).collect();
    if lists.is_empty() {
        return texts(&value);
    }
    let alone = items.iter().filter_map(value::text).map(|name| vec![name]);
    let all: Vec<Vec<String>> = lists.into_iter().chain(alone).collect();
    let mut names: Vec<String> = all.iter().flatten().cloned().collect();
    names.sort();
    names.dedup();
    head.insert("categories".into(), names.into_iter().map(Value::String).collect());
    all.into_iter().next().unwrap_or_default()
}

/// A name as it stands in the addresses of lists: what is no letter or digit is a hyphen.
fn plain(name: &str) -> String {
    let parts = name.split(|c: char| !(c.is_alphanumeric() || "._".contains(c)));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// The lists that come along: archives by year and month, tags, categories, and numbered pages.
fn lists(blog: &mut Blog, data: &Value, find: impl Fn(&str, &str) -> String) {
    let number = |path: &str| first_text(data, &[path]).and_then(|number| number.parse().ok());
    let size = number("per_page").unwrap_or(10);
    let infix = format!("{}/", find("pagination_dir", "page"));
    let all = blog.published();
    if size > 0 {
        blog.numbered("/", &infix, (all, size), &ListOf::Posts);
    }
    let archive = format!("/{}/", find("archive_dir", "archives").trim_matches('/'));
    let of_archive = number("archive_generator.per_page").unwrap_or(size);
    if of_archive > 0 {
        blog.numbered(&archive, &infix, (all, of_archive), &ListOf::Posts);
    } else {
        blog.list(archive.clone(), ListOf::Posts);
    }
    let dates: Vec<Date> = blog.texts.iter().filter_map(|text| text.date).collect();
    for date in dates {
        for pattern in [":year/", ":year/:month/"] {
            blog.list(dated(&format!("{archive}{pattern}"), date), ListOf::Posts);
        }
    }
    for (key, keys, usual) in [
        ("tag_dir", ["tags", "tag"], "tags"),
        ("category_dir", ["categories", "category"], "categories"),
    ] {
        let place = format!("/{}/", find(key, usual).trim_matches('/'));
        blog.list(place.clone(), ListOf::Tags);
        for (term, posts) in blog.terms(&keys) {
            let map = key.replace("_dir", "_map");
            let named =
                first_text(data, &[&format!("{map}.{term}")]).unwrap_or_else(|| plain(&term));
            let address = format!("{place}{named}/");
            match size {
                0 => blog.list(address, ListOf::Tag(term)),
                size => blog.numbered(&address, &infix, (posts, size), &ListOf::Tag(term)),
            }
        }
    }
}
