//! VitePress, and VuePress before it: Markdown files in folders of posts, with or without clean addresses.

use super::common::{self, authors_of, join, raw};
use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind, OtherLanguage},
    names::{Date, is_tag},
    script,
    source::{Source, file_name, folder, is_markdown, stem},
};

/// Names of folders that hold posts.
const FOLDERS: [&str; 6] = ["blog", "posts", "post", "articles", "news", "blogs"];

/// Whether a folder has a configuration of VitePress, or of VuePress, which it follows.
pub(super) fn is_own(folder: &str) -> bool {
    matches!(file_name(folder), ".vitepress" | ".vuepress")
}

/// Reads a blog of VitePress or VuePress.
pub(super) fn read(source: &Source, root: &str, config: &str) -> Result<Blog, Refused> {
    let mut blog = Blog::new(Generator::VitePress, config);
    let text =
        source.read(config).map_err(|why| Refused::new(format!("can't read {config}: {why}")))?;
    site(source, &mut blog, config, &text);
    let place = match script::text(&text, &["srcDir"]) {
        Some(below) => join(root, &below),
        None => root.to_owned(),
    };
    blog.roots = vec![join(&place, "public"), join(root, ".vuepress/public"), place.clone()];
    blog.site.math = common::has_math(source, root);
    common::components(source, &mut blog, root);
    let known = script::part(&text, "locales").unwrap_or_default().to_owned();
    let pages = Pages {
        locales: locales(source, &place, &known),
        place,
        known,
        clean: script::truth(&text, "cleanUrls"),
    };
    let files: Vec<String> =
        source.below(&pages.place).filter(|file| is_markdown(file)).map(str::to_owned).collect();
    for file in files {
        pages.text(source, &mut blog, &file);
    }
    Ok(blog)
}

/// What the configuration says of the site, or what it imports does.
fn site(source: &Source, blog: &mut Blog, config: &str, text: &str) {
    let site = &mut blog.site;
    site.title = script::text(text, &["title"]).unwrap_or_default();
    site.description = script::text(text, &["description"]).unwrap_or_default();
    site.language = script::text(text, &["lang"]).unwrap_or_default();
    // What it imports lies beside it.
    let is_script =
        |file: &&str| [".ts", ".mts", ".js", ".mjs"].iter().any(|end| file.ends_with(end));
    let beside = source.below(folder(config)).filter(is_script).filter(|file| *file != config);
    let beside = beside.filter(|file| folder(file) == folder(config));
    let of = |text: &str| {
        let keys = ["hostname", "ogUrl", "siteUrl", "url"];
        script::text_that(text, &keys, |url| url.starts_with("http"))
    };
    let mut others = beside.filter_map(|file| of(&source.read(file).ok()?));
    let url = of(text).or_else(|| others.next());
    let base = script::text(text, &["base"]).unwrap_or_default();
    if let Some(url) = url {
        let url = url.trim_end_matches('/');
        site.base_url =
            format!("{url}/{}", base.trim_matches('/')).trim_end_matches('/').to_owned();
    }
}

/// The languages that have a folder of their own.
fn locales(source: &Source, place: &str, known: &str) -> Vec<String> {
    let is_locale = |tag: &&str| is_tag(tag) && script::part(known, tag).is_some();
    let folders = source.below(place);
    let folders =
        folders.filter_map(|file| file[place.len()..].trim_start_matches('/').split_once('/'));
    folders.map(|(tag, _)| tag).filter(is_locale).map(str::to_owned).collect()
}

/// Where the texts are, and how they are found.
struct Pages {
    place: String,
    locales: Vec<String>,
    /// What the configuration says of the languages.
    known: String,
    /// Whether addresses have no ending.
    clean: bool,
}

impl Pages {
    fn text(&self, source: &Source, blog: &mut Blog, file: &str) {
        let below = file[self.place.len()..].trim_start_matches('/');
        let parts: Vec<&str> = below.split('/').collect();
        if parts.iter().any(|part| part.starts_with(['.', '_'])) || stem(file) == "README" {
            return;
        }
        // A language has a folder of its own.
        let tag = parts.first().filter(|tag| parts.len() > 1 && self.has_locale(tag));
        let tag = tag.copied().unwrap_or_default().to_owned();
        let in_posts = parts[..parts.len() - 1].iter().any(|part| FOLDERS.contains(part));
        let Some(mut raw) = raw(source, blog, file) else { return };
        authors_of(&mut raw.head, blog);
        let word = if stem(file) == "index" { file_name(folder(below)) } else { stem(file) };
        let (of_name, rest) = match Date::of_name(word) {
            Some((date, rest)) if !rest.is_empty() => (Some(date), rest.to_owned()),
            _ => (None, word.to_owned()),
        };
        let date = raw.date().or(of_name);
        let layout = raw.get("layout").unwrap_or_default();
        let is_home = matches!(&*layout, "home" | "page") || parts == ["index.md"];
        let depth = parts.len() - usize::from(!tag.is_empty());
        let kind = match (date, depth) {
            (Some(_), _) => ImportedKind::Post,
            (None, 1) if !is_home && stem(file) != "index" => ImportedKind::Page,
            (None, _) => {
                let why = if in_posts { "lists of posts" } else { "documentation" };
                return blog.leave(format!("texts without a date: {why}"), 1);
            }
        };
        let mut addresses = self.addresses(below);
        addresses.extend(raw.aliases());
        let mut text = raw.text(kind, file, &rest);
        text.date = date;
        text.addresses = addresses;
        text.common = below.strip_prefix(&*tag).unwrap_or(below).trim_start_matches('/').to_owned();
        if !tag.is_empty() {
            let own = script::part(&self.known, &tag).unwrap_or_default();
            let find = |key: &str| script::text(own, &[key]).unwrap_or_default();
            let other = OtherLanguage { title: find("title"), description: find("description") };
            blog.site.languages.insert(tag.clone(), other);
        }
        text.language = tag;
        if parts.len() == 1 {
            text.folder = None;
        }
        blog.texts.push(text);
    }

    fn has_locale(&self, tag: &str) -> bool {
        self.locales.iter().any(|known| known == tag)
    }

    fn addresses(&self, below: &str) -> Vec<String> {
        let bare = below.rsplit_once('.').map_or(below, |(bare, _)| bare);
        let is_folder = bare == "index" || bare.ends_with("/index");
        let bare = bare.strip_suffix("index").filter(|_| is_folder).unwrap_or(bare);
        match (is_folder, self.clean) {
            (true, _) => vec![format!("/{bare}")],
            // Both lead there, whichever is written.
            (false, true) => vec![format!("/{bare}"), format!("/{bare}.html")],
            (false, false) => vec![format!("/{bare}.html")],
        }
    }
}
