//! Docusaurus: the blog plugin, with its dated names, `authors.yml` and `tags.yml`.

use super::common::{self, authors_from, authors_of, join, raw, values};
use crate::{
    Generator, Refused,
    addresses::key,
    blog::{Author, Blog, ImportedKind, ImportedText, ListOf},
    names::{Date, nearest, slugify},
    script,
    source::{Source, file_name, folder, is_markdown, stem},
    value::{Table, Value, first_text},
};

/// Reads a blog of Docusaurus.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::Docusaurus, config);
    let text =
        source.read(config).map_err(|why| Refused::new(format!("can't read {config}: {why}")))?;
    let site = &mut blog.site;
    site.title = script::text(&text, &["title"]).unwrap_or_default();
    site.description = script::text(&text, &["tagline"]).unwrap_or_default();
    site.language = script::text(&text, &["defaultLocale"]).unwrap_or_default();
    let url = script::text_that(&text, &["url"], |url| url.starts_with("http"));
    // Others call addresses of their own so.
    let base = script::text_that(&text, &["baseUrl"], |path| path.starts_with('/'));
    let base = base.unwrap_or_default();
    if let Some(url) = url {
        site.base_url =
            format!("{url}/{}", base.trim_matches('/')).trim_end_matches('/').to_owned();
    }
    blog.roots = vec![join(root, "static"), root.to_owned()];
    let parts = blogs(&text);
    for (folder, route) in parts {
        let place = join(root, &folder);
        let at = route.trim_matches('/');
        blog.feeds
            .extend(["rss.xml", "atom.xml"].map(|name| format!("/{at}/{name}").replace("//", "/")));
        let list = ["authors.yml", "authors.yaml", "authors.json"]
            .iter()
            .find_map(|name| values(source, &mut blog, &format!("{place}/{name}")));
        authors_from(&mut blog, list);
        let files: Vec<String> =
            source.below(&place).filter(|file| is_markdown(file)).map(str::to_owned).collect();
        for file in files {
            let below = &file[place.len() + 1..];
            // What begins so is a part that others import.
            if below.split('/').any(|part| part.starts_with('_')) {
                continue;
            }
            post(source, &mut blog, &place, &route, &file);
        }
        translations(source, &mut blog, root, (&folder, &route), &text);
        lists(source, &mut blog, &text, (&place, at));
    }
    blog.site.math = common::has_math(source, root);
    common::components(source, &mut blog, root);
    pages(source, &mut blog, root);
    moved(&mut blog, &text);
    Ok(blog)
}

/// Old addresses of texts that the plugin for redirects knows: `{ to: '/blog/a', from: ['/a'] }`.
fn moved(blog: &mut Blog, config: &str) {
    let Some((_, rest)) = config.split_once("plugin-client-redirects") else { return };
    for entry in rest.split('{').skip(1) {
        let entry = entry.split('}').next().unwrap_or_default();
        let Some(to) = script::text(entry, &["to"]) else { continue };
        let is_it = |text: &&mut ImportedText| {
            text.addresses.first().is_some_and(|address| key(address) == key(&to))
        };
        let Some(text) = blog.texts.iter_mut().find(is_it) else { continue };
        let Some((_, from)) = entry.split_once("from") else { continue };
        let list = from.trim_start_matches(['\'', '"', ':', ' ']);
        let from = match list.strip_prefix('[') {
            Some(list) => list.split(']').next().unwrap_or_default(),
            None => from.split(',').next().unwrap_or_default(),
        };
        let paths = from.split(['\'', '"', '`']).filter(|part| part.starts_with('/'));
        text.addresses.extend(paths.map(|path| common::path(path.to_owned())));
    }
}

/// Posts in other languages: `i18n/de/docusaurus-plugin-content-blog/…`.
fn translations(
    source: &Source,
    blog: &mut Blog,
    root: &str,
    (of, route): (&str, &str),
    config: &str,
) {
    let place = join(root, "i18n");
    let plugin = if of == "blog" { String::new() } else { format!("-{of}") };
    let files: Vec<String> =
        source.below(&place).filter(|file| is_markdown(file)).map(str::to_owned).collect();
    let locales = config.split_once("locales").map_or("", |(_, rest)| {
        rest.find('[').zip(rest.find(']')).map_or("", |(from, to)| rest.get(from..to).unwrap_or(""))
    });
    for file in files {
        let Some((tag, below)) = file[place.len() + 1..].split_once('/') else { continue };
        let folder = format!("docusaurus-plugin-content-blog{plugin}/");
        if !below.starts_with(&folder) || tag == blog.site.language {
            continue;
        }
        let is_listed =
            ['\'', '"'].iter().any(|quote| locales.contains(&format!("{quote}{tag}{quote}")));
        if !is_listed {
            blog.leave(format!("texts in `{tag}`, which the configuration does not have"), 1);
            continue;
        }
        let here = join(&place, &format!("{tag}/{}", folder.trim_end_matches('/')));
        let before = blog.texts.len();
        post(source, blog, &here, route, &file);
        let Some(text) = blog.texts.get_mut(before) else { continue };
        for address in &mut text.addresses {
            *address = format!("/{tag}{address}");
        }
        text.language = tag.to_owned();
        blog.site.languages.entry(tag.to_owned()).or_default();
    }
}

/// Where Docusaurus lists the posts of a blog: the archive, its numbered pages, and tags.
fn lists(source: &Source, blog: &mut Blog, config: &str, (place, route): (&str, &str)) {
    let size = config.split_once("postsPerPage").and_then(|(_, rest)| {
        let rest = rest.trim_start_matches([':', ' ', '\'', '"']);
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    });
    let home = format!("/{route}/").replace("//", "/");
    blog.numbered(&home, "page/", (blog.published(), size.unwrap_or(10)), &ListOf::Posts);
    blog.list(format!("{home}archive/"), ListOf::Posts);
    let listed = ["tags.yml", "tags.yaml"]
        .iter()
        .find_map(|name| values(source, blog, &format!("{place}/{name}")))
        .unwrap_or_default();
    let terms = blog.terms(&["tags"]);
    if !terms.is_empty() {
        blog.list(format!("{home}tags/"), ListOf::Tags);
    }
    for term in terms.into_keys() {
        let called = first_text(&listed, &[&format!("{term}.permalink")]);
        let called =
            called.map_or_else(|| slugify(&term), |path| path.trim_matches('/').to_owned());
        blog.list(format!("{home}tags/{called}/"), ListOf::Tag(term));
    }
}

/// The folders of blogs, each with the path that it is found at.
fn blogs(config: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let main = script::part(config, "blog");
    let of = |part: &str| {
        let folder = script::text(part, &["path"]).unwrap_or_else(|| "blog".into());
        let route = script::text(part, &["routeBasePath"]).unwrap_or_else(|| "blog".into());
        (folder, route)
    };
    found.push(main.map_or_else(|| ("blog".into(), "blog".into()), of));
    // A second blog is a plugin of its own.
    for part in config.split("plugin-content-blog").skip(1) {
        let end = part.char_indices().nth(1_500).map_or(part.len(), |(at, _)| at);
        let more = of(&part[..end]);
        if !found.contains(&more) {
            found.push(more);
        }
    }
    found
}

fn post(source: &Source, blog: &mut Blog, place: &str, route: &str, file: &str) {
    let Some(mut raw) = raw(source, blog, file) else { return };
    old_author(&mut raw.head, blog);
    authors_of(&mut raw.head, blog);
    let below = &file[place.len() + 1..];
    let bare = below.rsplit_once('.').map_or(below, |(bare, _)| bare);
    let bare = bare.strip_suffix("/index").unwrap_or(bare);
    let (of_name, rest) = dated(bare);
    let name = file_name(rest).to_owned();
    let path = match (of_name, raw.get("slug")) {
        (_, Some(slug)) => slug.trim_matches('/').to_owned(),
        (Some(date), None) => {
            let date = date.to_string().replace('-', "/");
            format!("{date}/{rest}")
        }
        (None, None) => bare.to_owned(),
    };
    let route = route.trim_matches('/');
    let mut address = format!("/{route}/{path}").replace("//", "/");
    if raw.get("slug").is_some_and(|slug| slug.ends_with('/')) {
        address.push('/');
    }
    let slug = raw.get("slug").map(|slug| file_name(slug.trim_matches('/')).to_owned());
    let aliases = raw.aliases();
    let name = slug.filter(|slug| !nearest(slug).is_empty()).unwrap_or(name);
    let mut text = raw.text(ImportedKind::Post, file, &name);
    text.date = text.date.or(of_name);
    if stem(file) == "index" {
        text.folder = Some(folder(file).to_owned());
    }
    if text.date.is_none() && !text.draft {
        let what = "not taken: neither its head nor its name has a date".to_owned();
        blog.broken.push((file.to_owned(), 1, what));
        return;
    }
    text.common = bare.to_owned();
    text.addresses.push(address);
    text.addresses.extend(aliases);
    blog.texts.push(text);
}

/// The date in a path such as `2020-01-02-name`, `2020/01/02/name` or `2020/01-02-name`, and what is
/// left.
fn dated(path: &str) -> (Option<Date>, &str) {
    for at in [0].into_iter().chain(path.match_indices('/').map(|(at, _)| at + 1)) {
        let rest = &path[at..];
        let Some(head) = rest.get(..10) else { continue };
        let parts: Vec<&str> = head.split(['-', '/', '_']).collect();
        let [year, month, day] = parts[..] else { continue };
        let date = year.parse().ok().zip(month.parse().ok()).zip(day.parse().ok());
        if let Some(((year, month), day)) = date
            && let Some(date) = Date::new(year, month, day)
        {
            let name = rest[10..].trim_start_matches(['-', '/', '_']);
            return (Some(date), if name.is_empty() { rest } else { name });
        }
    }
    (None, path)
}

/// `author`, `authorURL` and the like, as they were before there was a list.
fn old_author(head: &mut Table, blog: &mut Blog) {
    let get = |keys: &[&str]| first_text(&Value::Object(head.clone()), keys).unwrap_or_default();
    let name = get(&["author"]);
    let (url, picture) =
        (get(&["authorURL", "author_url"]), get(&["authorImageURL", "author_image_url"]));
    if name.is_empty() || head.contains_key("authors") {
        return;
    }
    let known = blog.authors.values().any(|author| author.name == name);
    if !known && !blog.authors.contains_key(&name) {
        let author = Author { name: name.clone(), url, picture, ..Author::default() };
        blog.authors.insert(name, author);
    }
}

/// Markdown pages beside the blog.
fn pages(source: &Source, blog: &mut Blog, root: &str) {
    let place = join(root, "src/pages");
    let files: Vec<String> =
        source.below(&place).filter(|file| is_markdown(file)).map(str::to_owned).collect();
    for file in files {
        let Some(raw) = raw(source, blog, &file) else { continue };
        let below = file[place.len() + 1..].rsplit_once('.').map_or("", |(below, _)| below);
        let below = below.strip_suffix("/index").unwrap_or(below);
        if below == "index" || below.split('/').any(|part| part.starts_with('_')) {
            continue;
        }
        let mut text = raw.text(ImportedKind::Page, &file, file_name(below));
        text.folder = None;
        text.addresses.push(format!("/{below}"));
        blog.texts.push(text);
    }
    let docs = source.below(&join(root, "docs")).filter(|file| is_markdown(file)).count();
    if docs > 0 {
        blog.leave("the documentation, which is no part of the blog", docs);
    }
}
