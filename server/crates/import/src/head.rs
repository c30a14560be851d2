//! The head of a text: finding it in a file, and saying it with our keys.

use std::fmt::Write;

use values::quoted;

use crate::{
    blog::{ImportedKind, ImportedText},
    names::{Date, nearest},
    value::{self, Table, Unreadable, Value},
};

/// How many bytes of a file its head has at most.
const LONGEST: usize = 256 << 10;

/// The head of a file, the text below it, and the line that this begins on. A file without a head is
/// all text.
pub(crate) fn split(text: &str) -> Result<(Table, &str, usize), Unreadable> {
    let first = text.split('\n').next().unwrap_or_default();
    let fence = first.trim_end();
    let read: fn(&str) -> Result<Value, Unreadable> = match fence {
        "---" | "---yaml" => value::yaml,
        "+++" | "---toml" => value::toml,
        "---json" => value::json,
        "{" => return split_json(text),
        _ => return Ok((Table::new(), text, 1)),
    };
    let start = (first.len() + 1).min(text.len());
    let mut at = start;
    for (line, content) in text[start..].split_inclusive('\n').enumerate() {
        let end = content.trim_end();
        // Hugo ends it at a longer line, too.
        let is_longer = fence == "---" && end.len() > 3 && end.bytes().all(|byte| byte == b'-');
        if end == &fence[..3] || is_longer || (fence == "---" && end == "...") {
            let head = read(&text[start..at])
                .map_err(|fault| Unreadable { line: fault.line + 1, ..fault })?;
            return match head {
                Value::Object(table) => Ok((table, &text[at + content.len()..], line + 3)),
                Value::Null => Ok((Table::new(), &text[at + content.len()..], line + 3)),
                _ => Err(Unreadable { line: 2, message: "the front matter is no table".into() }),
            };
        }
        at += content.len();
        if at - start > LONGEST {
            break;
        }
    }
    match fence {
        // A line between two parts of a text.
        "---" => Ok((Table::new(), text, 1)),
        _ => Err(Unreadable { line: 1, message: "the front matter does not end".into() }),
    }
}

/// A head in JSON, as Hugo reads it: from the first brace to the one that closes it.
fn split_json(text: &str) -> Result<(Table, &str, usize), Unreadable> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    match values.next() {
        Some(Ok(Value::Object(table))) => {
            let end = values.byte_offset();
            let line = text[..end].matches('\n').count() + 1;
            Ok((table, &text[end..], line))
        }
        _ => Ok((Table::new(), text, 1)),
    }
}

/// What a text says of itself, with our keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) title: String,
    /// What it is called in its address, where the name of its file does not say.
    pub(crate) slug: String,
    pub(crate) description: String,
    pub(crate) updated: Option<Date>,
    pub(crate) tags: Vec<String>,
    /// As they are written: ids or names.
    pub(crate) authors: Vec<String>,
    pub(crate) series: String,
    pub(crate) image: String,
    pub(crate) image_alt: String,
    pub(crate) canonical: String,
    pub(crate) no_toc: bool,
    pub(crate) math: bool,
    /// The file with what stands at the end of its page.
    pub(crate) body_end: String,
    /// Keys that mean nothing here, as they are written.
    pub(crate) idle: Vec<String>,
    /// Keys that nobody knows: they are the writer's own.
    pub(crate) extra: Table,
}

const DESCRIPTION: &str = " description summary excerpt abstract subtitle teaser lead intro tagline \
    metadescription seodescription customexcerpt shortdescription desc ";
const UPDATED: &str = " updated lastmod lastmodified lastmodifiedat modified modifieddate moddate \
    moddatetime updateddate updatedat dateupdated datemodified lastupdated lastupdate ";
const TAGS: &str = " tags tag categories category keywords topics topic labels ";
const SERIES: &str = " series seriestitle seriesname collection ";
const IMAGE: &str = " image cover heroimage hero images featuredimage featureimage thumbnail banner \
    coverimage ogimage socialimage header img featureimg cardimage imagelocation ";
const IMAGE_ALT: &str =
    " imagealt alt heroimagealt coveralt coverimagealt featureimagealt thumbnailalt ";
const CANONICAL: &str = " canonical canonicalurl originalurl canonicallink externalurl ";
const MATH: &str = " math katex mathjax usemath latex ";
const TOC: &str = " toc tableofcontents showtoc hidetableofcontents hidetoc ";
/// What the reading of a generator has used by now.
const USED: &str = " title date draft slug url permalink path aliases redirectfrom redirects published \
    pubdate pubdatetime publishdate publishedat publisheddate datepublished createdat \
    created publishtime unlisted hidden private isdraft postslug taxonomies extra params \
    renderwithliquid ";
/// What only the layouts of a generator need.
const IDLE: &str = " layout template pagetemplate theme type kind view weight order position sortorder \
    sidebarposition comments disqus commentid menu menus sitemap outputs cascade \
    resources headless markup linktitle shorttitle featured pinned pin sticky lang \
    language locale insearchindex readingtime readtime minutestoread robots noindex \
    excerptseparator sharebuttons socialshare twitter license id uid iscjklanguage \
    translationkey anchors generatefeed github status visibility sidebar aside outline \
    head editlink sidebarlabel navigation eleventynavigation \
    eleventyexcludefromcollections mediasubpath mermaid tocopen version classes \
    tocsticky showdate showauthor sidebartitle pagestyle pagination next prev \
    lastupdatedby socialcard alwaysopen footer ";

/// Whether a key holds what are tags here.
pub(crate) fn is_of_tags(key: &str) -> bool {
    TAGS.contains(&format!(" {} ", plain(key)))
}

/// A key without what joins its words.
fn plain(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Reads the head of a text.
pub(crate) fn read(text: &ImportedText) -> Head {
    let mut head = Head { title: title(text), ..Head::default() };
    let extra = text.head.get("extra").and_then(Value::as_object);
    let params = text.head.get("params").and_then(Value::as_object);
    let inner = extra.into_iter().chain(params).flatten().map(|entry| (entry, true));
    for ((key, value), inner) in text.head.iter().map(|entry| (entry, false)).chain(inner) {
        take(&mut head, key, value, inner);
    }
    if let Some(taxonomies) = text.head.get("taxonomies").and_then(Value::as_object) {
        for (name, value) in taxonomies {
            match &*plain(name) {
                "series" => {
                    head.series = value::texts(value).into_iter().next().unwrap_or_default()
                }
                "authors" | "author" => head.authors.extend(value::texts(value)),
                _ => head.tags.extend(tags(value)),
            }
        }
    }
    let mut seen: Vec<String> = Vec::new();
    for tag in head.tags.drain(..) {
        let tag = nearest(&tag);
        if !tag.is_empty() && tag.len() <= 100 && !seen.contains(&tag) {
            seen.push(tag);
        }
    }
    head.tags = seen;
    let mut known: Vec<String> = Vec::new();
    head.authors.retain(|author| {
        let new = !known.contains(author) && !author.is_empty();
        known.push(author.clone());
        new
    });
    head
}

/// The title: that of the head, else the first heading, else what the name of the file says.
fn title(text: &ImportedText) -> String {
    let given = text.head.get("title").and_then(value::text).filter(|title| !title.is_empty());
    let heading = || {
        let line = text.body.lines().find_map(|line| line.strip_prefix("# "))?;
        let line = line.split("{#").next().unwrap_or(line).trim();
        Some(line.replace(['`', '*'], "")).filter(|title| !title.is_empty())
    };
    let named = || {
        let words = text.name.replace(['-', '_'], " ");
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    given.or_else(heading).or_else(named).unwrap_or_else(|| "Untitled".into())
}

fn tags(value: &Value) -> Vec<String> {
    match value {
        // Some write several into one text.
        Value::String(text) if text.contains(',') => {
            text.split(',').map(|tag| tag.trim().to_owned()).collect()
        }
        other => value::texts(other),
    }
}

/// Takes one key; in a table of their own, `tags` and `categories` are not those of the post.
fn take(head: &mut Head, key: &str, value: &Value, inner: bool) {
    let name = plain(key);
    let is = |keys: &str| keys.contains(&format!(" {name} "));
    let text = value::text(value).filter(|text| !text.is_empty());
    if is(DESCRIPTION) {
        if let Some(text) = text.filter(|_| head.description.is_empty() || name == "description") {
            head.description = text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    } else if is(UPDATED) {
        let date = value::first_text(value, &["date"]).or(text);
        head.updated = head.updated.or(date.as_deref().and_then(Date::read));
    } else if is(TAGS) && !inner {
        head.tags.extend(tags(value));
    } else if matches!(&*name, "author" | "authors" | "byline" | "creator" | "writer") {
        // They were read with the authors of the blog.
        head.authors.extend(value::texts(value));
    } else if is(SERIES) {
        head.series = value::texts(value).into_iter().next().unwrap_or_default();
    } else if is(IMAGE) {
        let image = text.or_else(|| {
            let paths = ["image", "src", "url", "path", "feature", "teaser", "filename"];
            value::first_text(value, &paths).or_else(|| value::texts(value).into_iter().next())
        });
        if head.image.is_empty()
            && let Some(image) = image.filter(|image| image.contains('.'))
        {
            head.image = image;
            head.image_alt =
                value::first_text(value, &["alt", "caption"]).unwrap_or(head.image_alt.clone());
        }
    } else if is(IMAGE_ALT) {
        head.image_alt = text.unwrap_or_default();
    } else if is(CANONICAL) {
        // A path is that of the text itself.
        head.canonical = text.filter(|address| address.contains("://")).unwrap_or_default();
    } else if is(MATH) {
        head.math |= value != &Value::Bool(false) && !value.is_null();
    } else if is(TOC) {
        let shown = value.as_bool().unwrap_or(true);
        head.no_toc |= if name.starts_with("hide") { shown } else { !shown };
    } else if is(IDLE) || name.starts_with("author") {
        head.idle.push(key.to_owned());
    } else if !is(USED) && !value.is_null() {
        head.extra.insert(key.to_owned(), value.clone());
    }
}

/// The head in TOML, with its fences. `lines` are said in it before anything else.
pub(crate) fn write(
    head: &Head,
    text: &ImportedText,
    aliases: &[String],
    lines: &[String],
) -> String {
    let mut toml = String::from("+++\n");
    for line in lines {
        let _ = writeln!(toml, "# {line}");
    }
    let mut key = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(toml, "{name} = {}", quoted(value));
        }
    };
    key("title", &head.title);
    key("slug", &head.slug);
    key("description", &head.description);
    if let Some(date) = text.date.filter(|_| text.kind == ImportedKind::Post) {
        let _ = writeln!(toml, "date = {date}");
    }
    if let Some(updated) = head.updated {
        let _ = writeln!(toml, "updated = {updated}");
    }
    list(&mut toml, "tags", &head.tags);
    list(&mut toml, "authors", &head.authors);
    let mut key = |name: &str, value: &str, shown: bool| {
        if shown {
            let _ = writeln!(toml, "{name} = {}", quoted(value));
        }
    };
    key("series", &head.series, !head.series.is_empty());
    key("image", &head.image, !head.image.is_empty());
    key("image_alt", &head.image_alt, !head.image.is_empty());
    key("canonical", &head.canonical, !head.canonical.is_empty());
    key("body_end", &head.body_end, !head.body_end.is_empty());
    list(&mut toml, "aliases", aliases);
    for (name, value) in
        [("toc = false", head.no_toc), ("math = true", head.math), ("draft = true", text.draft)]
    {
        if value {
            let _ = writeln!(toml, "{name}");
        }
    }
    if !head.extra.is_empty() {
        toml.push_str("\n[extra]\n");
        for (name, value) in &head.extra {
            let _ = writeln!(toml, "{} = {}", bare(name), of_value(value));
        }
    }
    toml.push_str("+++\n");
    toml
}

fn list(toml: &mut String, name: &str, items: &[String]) {
    if !items.is_empty() {
        let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
        let _ = writeln!(toml, "{name} = [{}]", items.join(", "));
    }
}

/// A key of TOML.
pub(crate) fn bare(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(plain) { key.to_owned() } else { quoted(key) }
}

fn of_value(value: &Value) -> String {
    match value {
        Value::Null => "\"\"".into(),
        Value::String(text) => quoted(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(of_value).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(table) => {
            let entries: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{} = {}", bare(key), of_value(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_found_in_every_language() {
        for text in [
            "---\ntitle: A\n---\nbody\n",
            "+++\ntitle = \"A\"\n+++\nbody\n",
            "---json\n{\"title\": \"A\"}\n---\nbody\n",
            "---\ntitle: A\n...\nbody\n",
        ] {
            let (head, body, line) = split(text).expect(text);
            assert_eq!((&head["title"], body, line), (&"A".into(), "body\n", 4), "{text}");
        }
        let (head, body, line) = split("{\n\"title\": \"A\"}\nbody").expect("JSON");
        assert_eq!((&head["title"], body, line), (&"A".into(), "\nbody", 2));
        assert_eq!(split("---\n\ntext").expect("no head").1, "---\n\ntext");
        assert!(split("+++\ntitle = \"A\"\n").is_err());
        assert_eq!(split("---\na: 1\nb: [\n---\n").expect_err("a fault").line, 4);
    }
}
