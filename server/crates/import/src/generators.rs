//! Whose blog it is, and how each generator has its texts, addresses and authors.

mod astro;
mod common;
mod docusaurus;
mod eleventy;
mod export;
mod gatsby;
mod ghost;
mod hexo;
mod hugo;
mod jekyll;
mod next;
mod pelican;
mod vitepress;
mod wordpress;
mod zola;

use crate::{
    Generator, Refused,
    blog::{Blog, ImportedKind},
    source::{self, Source, file_name, folder},
    value,
};

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
            folder if vitepress::is_own(folder) => source::folder(folder),
            folder if folder.ends_with("config/_default") => {
                folder.trim_end_matches("config/_default").trim_end_matches('/')
            }
            folder => folder,
        };
        let mut blog = match generator {
            Generator::Hugo => hugo::read(source, root, &file)?,
            Generator::Zola => zola::read(source, root, &file)?,
            Generator::Jekyll => jekyll::read(source, root, &file)?,
            Generator::Astro => astro::read(source, root, &file)?,
            Generator::Docusaurus => docusaurus::read(source, root, &file)?,
            Generator::VitePress => vitepress::read(source, root, &file)?,
            Generator::Eleventy => eleventy::read(source, root, &file)?,
            Generator::Next => next::read(source, root, &file)?,
            Generator::Gatsby => gatsby::read(source, root, &file)?,
            Generator::Hexo => hexo::read(source, root, &file)?,
            Generator::Pelican => pelican::read(source, root, &file)?,
            Generator::Ghost | Generator::WordPress => return read_export(source, &file, from),
        };
        if blog.site.base_url.is_empty() {
            blog.site.base_url = own_domain(source, &blog, root).unwrap_or_default();
        }
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

/// The address of a blog that GitHub Pages publishes at a domain of its own, as the file for that has it.
fn own_domain(source: &Source, blog: &Blog, root: &str) -> Option<String> {
    let places = blog.roots.iter().map(String::as_str).chain([root, ""]);
    let mut texts = places.filter_map(|place| {
        let file = if place.is_empty() { "CNAME".to_owned() } else { format!("{place}/CNAME") };
        source.has(&file).then(|| source.read(&file).ok())?
    });
    let text = texts.next()?;
    let host = text.trim();
    let is_host = host.contains('.')
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    is_host.then(|| format!("https://{host}"))
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
            "_config" if data && is_of_hexo(source, file) => Generator::Hexo,
            "_config" if data => Generator::Jekyll,
            "gatsby-config" if program => Generator::Gatsby,
            "pelicanconf" if ending == "py" => Generator::Pelican,
            "config" if data && has_config(source, file, "base_url") => Generator::Zola,
            "zola" if ending == "toml" => Generator::Zola,
            "config" if data && has_config(source, file, "baseURL") => Generator::Hugo,
            "astro.config" if program => Generator::Astro,
            "docusaurus.config" if program => Generator::Docusaurus,
            "config" if program && vitepress::is_own(root) => Generator::VitePress,
            "next.config" if program => Generator::Next,
            "eleventy.config" | ".eleventy" if program => Generator::Eleventy,
            _ => return None,
        };
        Some(Sign { generator, file: file.to_owned() })
    };
    source.below("").filter_map(sign).collect()
}

/// Whether a configuration that Jekyll's is called like is one of Hexo.
fn is_of_hexo(source: &Source, file: &str) -> bool {
    let text = source.read(file).unwrap_or_default();
    value::by_name(file, &text).is_ok_and(|config| hexo::is_own(&config))
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
