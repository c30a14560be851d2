//! Astro: content collections, and Markdown below `src/pages`.

mod expression;
mod languages;
mod routes;

use std::collections::BTreeSet;

use self::{
    expression::Entry,
    languages::Languages,
    routes::{Address, Route},
};
use super::common::{self, authors_from, authors_of, join, raw, values};
use crate::{
    Generator, Refused,
    addresses::key,
    blog::{Blog, ImportedKind, ImportedText, ListOf, Site},
    names::{Date, github, slugify},
    script,
    source::{Source, file_name, folder, is_markdown, stem},
    value::Value,
};

/// Reads a blog of Astro.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Astro, config);
    let text =
        source.read(config).map_err(|why| Refused::new(format!("can't read {config}: {why}")))?;
    site(source, &mut blog, root, &text);
    blog.roots = vec![join(root, "public"), join(root, "src"), root.to_owned()];
    for name in ["authors", "author"] {
        for place in ["src/content", "src/data"] {
            people(source, &mut blog, &join(root, &format!("{place}/{name}")));
            let list = values(source, &mut blog, &join(root, &format!("{place}/{name}.json")));
            authors_from(&mut blog, list);
        }
    }
    blog.site.math = common::has_math(source, root);
    common::components(source, &mut blog, root);
    let reader = Reader {
        routes: routes::routes(source, root),
        languages: Languages::of(&text, &blog.site.language),
    };
    for place in ["src/content", "src/data", "content", "data"] {
        reader.collections(source, &mut blog, &join(root, place));
    }
    pages(source, &mut blog, root);
    of_starlight(&mut blog);
    moved(&mut blog, &text);
    // A feed is a program of the blog's own, named as its file is: `src/pages/blog/rss.xml.js`.
    let place = join(root, "src/pages");
    let made = source.below(&place).filter_map(|file| {
        let (path, ending) = file[place.len()..].rsplit_once('.')?;
        matches!(ending, "js" | "ts" | "mjs").then_some(path).filter(|path| common::is_feed(path))
    });
    blog.feeds.extend(made.map(str::to_owned));
    lists(source, &mut blog, &place);
    Ok(blog)
}

/// Lists are programs whose names tell what they list: `tags/[tag].astro`, `blog/[...page].astro`, and
/// `blog/index.astro` where posts lie below.
fn lists(source: &Source, blog: &mut Blog, pages: &str) {
    let files: Vec<String> =
        source.below(pages).filter(|file| file.ends_with(".astro")).map(str::to_owned).collect();
    for file in files {
        let below = file[pages.len()..].trim_end_matches(".astro").trim_start_matches('/');
        let (folder, name) = below.split_once('[').unwrap_or((below, ""));
        let folder = folder.trim_end_matches("index").trim_matches('/');
        let last = file_name(folder);
        let is_of_tags = crate::head::is_of_tags(last) && !last.is_empty();
        let word = name.trim_start_matches("...").split(']').next().unwrap_or_default();
        if is_of_tags && matches!(word, "tag" | "category" | "topic" | "slug" | "id" | "keyword") {
            blog.list(format!("/{folder}/"), ListOf::Tags);
            for term in blog.terms(&["tags", "categories", "category"]).into_keys() {
                blog.list(format!("/{folder}/{}/", slugify(&term)), ListOf::Tag(term));
            }
        } else if word.is_empty() && is_of_tags {
            blog.list(format!("/{folder}/"), ListOf::Tags);
        } else if word == "page" || word.is_empty() {
            let start = format!("/{folder}/").replace("//", "/");
            let holds = |text: &ImportedText| {
                text.kind == ImportedKind::Post
                    && text.addresses.first().is_some_and(|own| own.starts_with(&start))
            };
            if blog.texts.iter().any(holds) || matches!(last, "archive" | "archives") {
                blog.list(start, ListOf::Posts);
            }
        }
    }
}

fn site(source: &Source, blog: &mut Blog, root: &str, config: &str) {
    // What pages show is in a file of constants, as the starters have it.
    let constants: Vec<String> =
        ["consts", "config", "site.config", "constants", "data/site", "site"]
            .iter()
            .flat_map(|name| {
                ["ts", "js", "mjs"].map(|ending| join(root, &format!("src/{name}.{ending}")))
            })
            .filter_map(|file| source.read(&file).ok())
            .collect();
    let find = |keys: &[&str]| {
        constants.iter().chain([&config.to_owned()]).find_map(|text| script::text(text, keys))
    };
    let site = &mut blog.site;
    site.title = find(&["SITE_TITLE", "siteTitle", "title", "name"]).unwrap_or_default();
    site.description =
        find(&["SITE_DESCRIPTION", "siteDescription", "description", "desc"]).unwrap_or_default();
    // At the root of the site Starlight has a language that says for itself which one it is.
    let at_root = script::part(config, "root").and_then(|root| script::text(root, &["lang"]));
    let language = find(&["defaultLocale", "lang", "locale"]).filter(|tag| tag != "root");
    site.language = language.or(at_root).unwrap_or_default();
    site.author = find(&["SITE_AUTHOR", "author"]).unwrap_or_default();
    let url = script::text(config, &["site"])
        .or_else(|| find(&["SITE_URL", "website", "siteUrl", "url"]))
        .filter(|url| url.starts_with("http"));
    let base = script::text(config, &["base"]).unwrap_or_default();
    if let Some(url) = url {
        let url = url.trim_end_matches('/');
        site.base_url =
            format!("{url}/{}", base.trim_matches('/')).trim_end_matches('/').to_owned();
    }
}

/// A collection of authors: a file for each.
fn people(source: &Source, blog: &mut Blog, place: &str) {
    let files: Vec<String> = source.below(place).map(str::to_owned).collect();
    for file in files {
        let value = if is_markdown(&file) {
            raw(source, blog, &file).map(|raw| Value::Object(raw.head))
        } else {
            values(source, blog, &file)
        };
        if let Some(value) = value.filter(Value::is_object) {
            let id = stem(&file).to_owned();
            blog.authors.insert(id.clone(), common::author(&value, &id));
        }
    }
}

/// Old addresses of texts, as the configuration has them: `redirects: { "/old": "/new" }`.
fn moved(blog: &mut Blog, config: &str) {
    let table = script::part(config, "redirects").unwrap_or_default();
    let mut rest = table;
    while let Some((from, behind)) = quoted(rest) {
        rest = behind;
        let Some((to, behind)) = behind.trim_start().strip_prefix(':').and_then(quoted) else {
            continue;
        };
        rest = behind;
        let is_it = |text: &&mut ImportedText| {
            text.addresses.first().is_some_and(|address| key(address) == key(to))
        };
        if let Some(text) = blog.texts.iter_mut().find(is_it) {
            text.addresses.push(common::path(from.to_owned()));
        }
    }
}

/// The first text in quotes, and what stands behind it.
fn quoted(script: &str) -> Option<(&str, &str)> {
    let at = script.find(['"', '\'', '`'])?;
    let quote = &script[at..=at];
    script[at + 1..].split_once(quote)
}

/// Where Starlight has posts, in its texts and in their addresses, unless somebody says otherwise.
const STARLIGHT_BLOG: &str = "blog/";

/// How many posts it lists on a page.
const STARLIGHT_PAGE: usize = 5;

/// The lists and the feed of the blog of Starlight.
fn of_starlight(blog: &mut Blog) {
    let is_its = |text: &ImportedText| text.file.contains("/docs/blog/");
    // Its front page is a list of the posts.
    blog.texts.retain(|text| !is_its(text) || text.kind == ImportedKind::Post);
    if !blog.texts.iter().any(is_its) {
        return;
    }
    blog.feeds.push("/blog/rss.xml".into());
    blog.numbered("/blog/", "", (blog.published(), STARLIGHT_PAGE), &ListOf::Posts);
    for (term, posts) in blog.terms(&["tags"]) {
        let address = format!("/blog/tags/{}/", slugify(&term));
        blog.numbered(&address, "", (posts, STARLIGHT_PAGE), &ListOf::Tag(term));
    }
}

/// What is known of the site while its collections are read.
struct Reader {
    routes: Vec<Route>,
    languages: Languages,
}

impl Reader {
    /// Reads the collections of a folder. Of one that holds no posts what lies deeper is documentation.
    fn collections(&self, source: &Source, blog: &mut Blog, place: &str) {
        let files: Vec<String> =
            source.below(place).filter(|file| is_markdown(file)).map(str::to_owned).collect();
        let mut with_posts = BTreeSet::new();
        let mut deep = Vec::new();
        let start = blog.texts.len();
        for file in files {
            let below = file[place.len() + 1..].to_owned();
            let Some((collection, inside)) = below.split_once('/') else { continue };
            if inside.split('/').any(|part| part.starts_with('_')) {
                continue;
            }
            let before = blog.texts.len();
            self.text(source, blog, &file, collection, inside);
            let Some(text) = blog.texts.get(before) else { continue };
            if text.kind == ImportedKind::Post {
                with_posts.insert(collection.to_owned());
            }
            let (_, inside) = self.languages.split(inside).unwrap_or(("", inside));
            let inside = inside.rsplit_once("/index.").map_or(inside, |(folder, _)| folder);
            deep.push(inside.contains('/').then(|| collection.to_owned()));
        }
        let mut deep = deep.into_iter();
        let mut left = 0;
        let mut at = 0;
        blog.texts.retain(|_| {
            at += 1;
            let of = if at > start { deep.next().flatten() } else { None };
            let is_kept = of.is_none_or(|collection| with_posts.contains(&collection));
            left += usize::from(!is_kept);
            is_kept
        });
        if left > 0 {
            blog.leave(DOCUMENTATION, left);
        }
    }

    /// Reads a text of a collection.
    fn text(&self, source: &Source, blog: &mut Blog, file: &str, collection: &str, inside: &str) {
        match collection {
            "authors" | "author" => {}
            "docs" => {
                // The blog of a site of documentation: <https://starlight-blog-docs.vercel.app>.
                let (tag, own) = self.languages.split(inside).unwrap_or(("", inside));
                match own.strip_prefix(STARLIGHT_BLOG) {
                    Some(inside) => {
                        let text = Text {
                            file,
                            collection,
                            inside,
                            tag,
                            place: Place::Below(STARLIGHT_BLOG),
                        };
                        self.post(source, blog, &text);
                    }
                    None => blog.leave(DOCUMENTATION, 1),
                }
            }
            _ => {
                let place = match routes::of(&self.routes, collection) {
                    Some(route) => Place::Of(route),
                    None if self.routes.is_empty() => Place::Below(collection),
                    None => Place::Nowhere(collection),
                };
                let tag = self.languages.split(inside).map_or("", |(tag, _)| tag);
                self.post(source, blog, &Text { file, collection, inside, tag, place });
            }
        }
    }

    fn post(&self, source: &Source, blog: &mut Blog, text: &Text<'_>) {
        let Some(mut raw) = raw(source, blog, text.file) else { return };
        authors_of(&mut raw.head, blog);
        let inside = text.inside;
        let bare = inside.rsplit_once('.').map_or(inside, |(bare, _)| bare);
        let bare = bare.strip_suffix("/index").unwrap_or(bare);
        let slug = raw.get("slug").or_else(|| raw.get("postSlug")).or_else(|| raw.get("permalink"));
        let id: Vec<String> = bare.split('/').map(github).collect();
        let path = slug.map_or_else(|| id.join("/"), |slug| slug.trim_matches('/').to_owned());
        let below = |base: &str| format!("/{}/{path}/", base.trim_matches('/'));
        let address = match text.place {
            Place::Of(route) => {
                let tag = if text.tag.is_empty() { self.languages.first() } else { text.tag };
                let entry = Entry { name: "", id: &path, tag, head: &raw.head, date: raw.date() };
                match route.address(entry) {
                    Address::Made(address) => address,
                    Address::Named => below(&route.below),
                    Address::Unknown => {
                        unknown(blog, route);
                        below(&route.below)
                    }
                }
            }
            Place::Below(base) if base == STARLIGHT_BLOG && !text.tag.is_empty() => {
                format!("/{}{}", text.tag, below(base))
            }
            Place::Below(base) => below(base),
            Place::Nowhere(_)
                if raw.date().is_none() && Date::of_name(file_name(bare)).is_none() =>
            {
                return blog.leave("texts of collections that no page shows by themselves", 1);
            }
            Place::Nowhere(base) => below(base),
        };
        let address = address.replace("//", "/");
        let before = blog.texts.len();
        finish(blog, raw, text.file, file_name(address.trim_matches('/')), &address);
        if let Some(made) = blog.texts.get_mut(before) {
            self.localized(&mut blog.site, made, text, &address);
        }
    }

    /// Says which language a text is in, and where it is found without that.
    fn localized(&self, site: &mut Site, made: &mut ImportedText, text: &Text<'_>, address: &str) {
        let own = address.trim_start_matches('/');
        match self.languages.other(text.tag) {
            Some(tag) if !text.tag.is_empty() => {
                let (_, common) = self.languages.split(text.inside).unwrap_or(("", text.inside));
                made.common = format!("{}/{common}", text.collection);
                made.language = tag.to_owned();
                site.languages.entry(tag.to_owned()).or_default();
            }
            _ => {
                if let Some((tag, rest)) = own.split_once('/')
                    && tag == self.languages.first()
                    && self.routes.iter().any(|route| route.leads_on(text.collection))
                {
                    made.addresses.push(format!("/{rest}"));
                }
                if !text.tag.is_empty() {
                    let (_, common) = self.languages.split(text.inside).unwrap_or_default();
                    made.common = format!("{}/{common}", text.collection);
                }
            }
        }
    }
}

/// What is left out of a site that has more than a blog.
const DOCUMENTATION: &str = "the documentation, which is no part of the blog";

/// A text of a collection before it is read.
struct Text<'a> {
    file: &'a str,
    collection: &'a str,
    /// Its path in the collection.
    inside: &'a str,
    /// The language whose folder it is in.
    tag: &'a str,
    place: Place<'a>,
}

/// Where the texts of a collection are.
#[derive(Clone, Copy)]
enum Place<'a> {
    Of(&'a Route),
    Below(&'a str),
    /// No page asks for the collection: parts of pages are kept so, too.
    Nowhere(&'a str),
}

/// Tells of a program that makes addresses in a way that is not understood.
fn unknown(blog: &mut Blog, route: &Route) {
    let what = "makes addresses by a program: they are taken from the names of the texts";
    if blog.broken.iter().all(|(file, ..)| *file != route.file) {
        blog.broken.push((route.file.clone(), 1, what.into()));
    }
}

fn finish(blog: &mut Blog, raw: common::Raw, file: &str, name: &str, address: &str) {
    let (of_name, rest) = match Date::of_name(name) {
        Some((date, rest)) if !rest.is_empty() => (Some(date), rest),
        _ => (None, name),
    };
    let date = raw.date().or(of_name);
    let kind = if date.is_some() { ImportedKind::Post } else { ImportedKind::Page };
    let aliases = raw.aliases();
    let mut text: ImportedText = raw.text(kind, file, rest);
    text.date = date;
    text.addresses.push(address.to_owned());
    text.addresses.extend(aliases);
    blog.texts.push(text);
}

/// Markdown that is a page itself.
fn pages(source: &Source, blog: &mut Blog, root: &str) {
    let place = join(root, "src/pages");
    let files: Vec<String> =
        source.below(&place).filter(|file| is_markdown(file)).map(str::to_owned).collect();
    for file in files {
        let Some(mut raw) = raw(source, blog, &file) else { continue };
        authors_of(&mut raw.head, blog);
        let below = file[place.len() + 1..].rsplit_once('.').map_or("", |(below, _)| below);
        let below = below.strip_suffix("/index").unwrap_or(below);
        if below == "index" || file_name(below).starts_with('_') || folder(below).contains('[') {
            continue;
        }
        finish(blog, raw, &file, file_name(below), &format!("/{below}/"));
    }
}
