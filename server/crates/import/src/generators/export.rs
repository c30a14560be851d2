//! What the export files of Ghost and WordPress have in common, and Ghost's two forms of a text.

use crate::{
    blog::{Blog, ImportedKind, ImportedText, ListOf, MarkupFormat},
    escape::escaped,
    lists::pages,
    names::Date,
    value::{Table, Value, first_text},
};

/// A text of an export, which stands on a line of it.
pub(super) fn text(
    kind: ImportedKind,
    file: &str,
    line: usize,
    name: &str,
    date: Option<Date>,
) -> ImportedText {
    ImportedText {
        kind,
        form: MarkupFormat::Html,
        file: file.to_owned(),
        head: Table::new(),
        body: String::new(),
        line,
        date,
        draft: false,
        name: name.to_owned(),
        addresses: Vec::new(),
        language: String::new(),
        common: String::new(),
        folder: None,
    }
}

/// Notes a list and those of its pages that have a number: the first one has none.
pub(super) fn list(blog: &mut Blog, address: &str, (posts, size): (usize, usize), of: &ListOf) {
    blog.list(address, of.clone());
    for number in 2..=pages(posts, size) {
        blog.list(format!("{address}page/{number}/"), of.clone());
    }
}

/// Adds a text to a head, unless it is empty.
pub(super) fn put(head: &mut Table, key: &str, value: Option<String>) {
    if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
        head.insert(key.to_owned(), Value::String(value));
    }
}

/// How deep what Lexical has may lie in each other.
const DEPTH: usize = 60;

/// The HTML of a text in Ghost's newer form, Lexical; kinds of cards that are not known go to
/// `unknown`.
pub(super) fn lexical(json: &str, unknown: &mut Vec<String>) -> Option<String> {
    let value: Value = serde_json::from_str(json).ok()?;
    let mut html = String::new();
    node(value.get("root")?, &mut html, unknown, 0);
    Some(html)
}

fn node(value: &Value, html: &mut String, unknown: &mut Vec<String>, depth: usize) {
    if depth > DEPTH {
        return;
    }
    let get = |key: &str| first_text(value, &[key]).unwrap_or_default();
    let children = |html: &mut String, unknown: &mut Vec<String>| {
        for child in value.get("children").and_then(Value::as_array).into_iter().flatten() {
            node(child, html, unknown, depth + 1);
        }
    };
    let kind = get("type");
    let around = |tag: &str, open: &str, html: &mut String, unknown: &mut Vec<String>| {
        html.push_str(&format!("<{tag}{open}>"));
        children(html, unknown);
        html.push_str(&format!("</{tag}>"));
    };
    match &*kind {
        "root" => children(html, unknown),
        "paragraph" | "extended-paragraph" => around("p", "", html, unknown),
        "heading" | "extended-heading" => {
            let tag = get("tag");
            around(if tag.is_empty() { "h2" } else { &tag }, "", html, unknown);
        }
        "quote" | "extended-quote" | "aside" => around("blockquote", "", html, unknown),
        "list" => {
            let tag = if get("listType") == "number" { "ol" } else { "ul" };
            around(tag, "", html, unknown);
        }
        "listitem" => around("li", "", html, unknown),
        "link" | "autolink" => {
            let open = format!(" href=\"{}\"", escaped(&get("url")));
            around("a", &open, html, unknown);
        }
        "linebreak" => html.push_str("<br>"),
        "text" | "extended-text" | "code-highlight" => {
            let format = value.get("format").and_then(Value::as_u64).unwrap_or(0);
            let text = value.get("text").and_then(Value::as_str).unwrap_or_default();
            let tags = [(1, "strong"), (2, "em"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup")];
            let mut made = escaped(text);
            for (_, tag) in tags.iter().filter(|(bit, _)| format & bit != 0) {
                made = format!("<{tag}>{made}</{tag}>");
            }
            html.push_str(&made);
        }
        _ => html.push_str(&card(&kind, value, unknown)),
    }
}

/// A card of Ghost as HTML.
fn card(kind: &str, value: &Value, unknown: &mut Vec<String>) -> String {
    let get = |key: &str| first_text(value, &[key]).unwrap_or_default();
    let raw = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let picture = || {
        let caption = get("caption");
        let caption = match &*caption {
            "" => String::new(),
            caption => format!("<figcaption>{caption}</figcaption>"),
        };
        let alt = escaped(&get("alt"));
        format!("<figure><img src=\"{}\" alt=\"{alt}\">{caption}</figure>", escaped(&get("src")))
    };
    match kind {
        "image" => picture(),
        "gallery" => {
            let images = value.get("images").and_then(Value::as_array).into_iter().flatten();
            images.map(|image| card("image", image, &mut Vec::new())).collect()
        }
        "codeblock" | "code" => {
            let class = format!("language-{}", get("language"));
            format!("<pre><code class=\"{class}\">{}</code></pre>", escaped(raw("code")))
        }
        "horizontalrule" | "hr" => "<hr>".into(),
        "html" | "markdown" if !raw("html").is_empty() => raw("html").to_owned(),
        "callout" => format!("<blockquote>{}</blockquote>", raw("calloutText")),
        "toggle" => {
            format!("<details><summary>{}</summary>{}</details>", raw("heading"), raw("content"))
        }
        "bookmark" | "embed" => {
            let title = first_text(value, &["metadata.title", "title", "url"]).unwrap_or_default();
            format!("<p><a href=\"{}\">{}</a></p>", escaped(&get("url")), escaped(&title))
        }
        "button" => {
            let (url, words) = (escaped(&get("buttonUrl")), escaped(&get("buttonText")));
            format!("<p><a href=\"{url}\">{words}</a></p>")
        }
        "video" | "audio" => format!("<{kind} src=\"{}\" controls></{kind}>", escaped(&get("src"))),
        "file" => {
            let (url, name) = (escaped(&get("src")), escaped(&get("fileName")));
            format!("<p><a href=\"{url}\">{name}</a></p>")
        }
        "paywall" | "email" | "email-cta" | "signup" | "tab" => String::new(),
        other => {
            unknown.push(other.to_owned());
            String::new()
        }
    }
}

/// The HTML of a text in Ghost's older form, Mobiledoc; or its Markdown, when it is one such card.
pub(super) fn mobiledoc(json: &str, unknown: &mut Vec<String>) -> Option<(String, MarkupFormat)> {
    let value: Value = serde_json::from_str(json).ok()?;
    let list = |key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let (cards, markups, sections) = (list("cards"), list("markups"), list("sections"));
    if let ([card], 0..=1) = (&cards[..], sections.len())
        && matches!(card[0].as_str(), Some("markdown" | "card-markdown"))
    {
        let markdown = card[1].get("markdown").and_then(Value::as_str)?;
        return Some((markdown.to_owned(), MarkupFormat::Markdown));
    }
    let mut html = String::new();
    for section in &sections {
        match section[0].as_u64() {
            Some(1) => {
                let tag = section[1].as_str().unwrap_or("p").to_lowercase();
                let tag = if tag == "aside" { "blockquote" } else { &tag };
                html.push_str(&format!("<{tag}>{}</{tag}>", markers(&section[2], &markups)));
            }
            Some(3) => {
                let tag = section[1].as_str().unwrap_or("ul");
                html.push_str(&format!("<{tag}>"));
                for item in section[2].as_array().into_iter().flatten() {
                    html.push_str(&format!("<li>{}</li>", markers(item, &markups)));
                }
                html.push_str(&format!("</{tag}>"));
            }
            Some(10) => {
                let at = section[1].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
                if let Some(found) = cards.get(at) {
                    html.push_str(&card(found[0].as_str().unwrap_or_default(), &found[1], unknown));
                }
            }
            _ => {}
        }
    }
    Some((html, MarkupFormat::Html))
}

/// The words of a section, each with the marks that begin and end there.
fn markers(value: &Value, markups: &[Value]) -> String {
    let mut html = String::new();
    let mut open: Vec<String> = Vec::new();
    for marker in value.as_array().into_iter().flatten() {
        for at in marker[1].as_array().into_iter().flatten() {
            let at = at.as_u64().and_then(|at| usize::try_from(at).ok());
            let Some(markup) = at.and_then(|at| markups.get(at)) else { continue };
            let tag = markup[0].as_str().unwrap_or("span").to_lowercase();
            let attributes: Vec<&str> =
                markup[1].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            html.push_str(&format!("<{tag}"));
            for pair in attributes.as_chunks::<2>().0 {
                html.push_str(&format!(" {}=\"{}\"", pair[0], escaped(pair[1])));
            }
            html.push('>');
            open.push(tag);
        }
        match (marker[0].as_u64(), marker[3].as_str()) {
            (Some(0), Some(text)) => html.push_str(&escaped(text)),
            // An atom: a line that is broken.
            _ => html.push_str("<br>"),
        }
        for _ in 0..marker[2].as_u64().unwrap_or(0) {
            if let Some(tag) = open.pop() {
                html.push_str(&format!("</{tag}>"));
            }
        }
    }
    html
}
