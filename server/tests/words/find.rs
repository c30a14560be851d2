//! Finds the words of a file that are neither in brackets nor in the letters of the blog.

use html::{StartTag, Token, tokens};
use serde_json::Value;

/// Reads text, and finds the words in it that are neither in brackets nor in the letters of the blog.
#[derive(Default)]
struct Finder {
    depth: usize,
    found: Vec<String>,
}

impl Finder {
    fn read(&mut self, place: &str, text: &str) {
        let mut bare = String::new();
        for c in text.chars() {
            match c {
                '⟦' => self.depth += 1,
                '⟧' => self.depth = self.depth.saturating_sub(1),
                c if self.depth == 0 => bare.push(c),
                _ => {}
            }
        }
        if bare.chars().any(|c| c.is_ascii_alphabetic()) {
            self.found.push(format!("{place}: “{}”", bare.trim()));
        }
    }

    /// A text that is whole in itself.
    fn whole(place: &str, text: &str) -> Vec<String> {
        let mut finder = Self::default();
        finder.read(place, text);
        if finder.depth != 0 {
            finder.found.push(format!("{place}: “{text}” has a bracket too many"));
        }
        finder.found
    }
}

/// The attributes that are read to somebody, or shown.
const SAID: [&str; 5] = ["alt", "aria-label", "label", "placeholder", "title"];

/// The words of a page that are not from the table.
pub fn in_html(place: &str, html: &str) -> Vec<String> {
    let mut finder = Finder::default();
    // What somebody types, and what scripts and styles are made of, is in no language.
    let mut skipped: Option<String> = None;
    for token in tokens(html) {
        match token {
            Token::Start(tag) if skipped.is_none() => {
                in_attributes(place, &tag, &mut finder.found);
                if matches!(&*tag.name, "script" | "style" | "code") {
                    skipped = Some(tag.name);
                }
            }
            Token::End { name, .. } if skipped.as_ref() == Some(&name) => skipped = None,
            Token::Text { text, .. } if skipped.is_none() => finder.read(place, &text),
            _ => {}
        }
    }
    finder.found
}

fn in_attributes(place: &str, tag: &StartTag, found: &mut Vec<String>) {
    for attribute in &tag.attributes {
        let (name, value) = (&*attribute.name, &*attribute.value);
        let is_proper = value == "Markdown";
        let is_meta = name == "content" && tag.name == "meta" && is_sentence(tag);
        if (SAID.contains(&name) || is_meta) && !is_proper {
            found.extend(Finder::whole(&format!("{place} {name}"), value));
        }
        if name == "data-words" {
            let said: Value = serde_json::from_str(value).expect("JSON");
            in_json(&format!("{place} {name}"), &said, found);
        }
    }
}

/// Whether an element in the head says something to people.
fn is_sentence(tag: &StartTag) -> bool {
    const SENTENCES: [&str; 5] =
        ["og:description", "og:title", "og:site_name", "og:image:alt", "article:author"];
    tag.value("property").is_some_and(|property| SENTENCES.contains(&property))
}

/// Every text in some data.
pub fn in_json(place: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.extend(Finder::whole(place, text)),
        Value::Array(items) => items.iter().for_each(|item| in_json(place, item, found)),
        Value::Object(fields) => fields.values().for_each(|field| in_json(place, field, found)),
        _ => {}
    }
}

/// The words of a feed that are not from the table.
pub fn in_feed(place: &str, xml: &str) -> Vec<String> {
    const SAID: [&str; 5] = ["description", "name", "subtitle", "summary", "title"];
    let feed = roxmltree::Document::parse(xml).expect("well-formed");
    let mut found = Vec::new();
    for node in feed.descendants().filter(roxmltree::Node::is_element) {
        let text = || node.text().unwrap_or_default();
        match node.tag_name().name() {
            // The note for browsers has a link in it.
            "p" => {
                let mut finder = Finder::default();
                node.descendants()
                    .filter(roxmltree::Node::is_text)
                    .for_each(|text| finder.read(place, text.text().unwrap_or_default()));
                found.extend(finder.found);
            }
            "content" | "encoded" => found.extend(in_html(place, text())),
            name if SAID.contains(&name) => found.extend(Finder::whole(place, text())),
            _ => {}
        }
    }
    found
}

/// The words of a text for language models: without addresses, and without the one heading that its form
/// prescribes.
pub fn in_text(place: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().filter(|line| *line != "## Optional") {
        let words = line.split([' ', '(', ')']).filter(|word| !word.contains("https://"));
        found.extend(Finder::whole(place, &words.collect::<Vec<_>>().join(" ")));
    }
    found
}

/// The texts in a script that begin a word with a capital and are not from the table.
pub fn in_script(place: &str, script: &str) -> Vec<String> {
    // Events and keys.
    const NAMES: [&str; 6] =
        ["Arrow", "ArrowLeft", "ArrowRight", "DOMContentLoaded", "End", "Escape"];
    // No text goes over the end of a line, so one that is read wrongly spoils no other line.
    let quoted = |line: &str| {
        let texts = line.split(['"', '`']).skip(1).step_by(2);
        texts.map(str::to_owned).collect::<Vec<_>>()
    };
    let is_word = |text: &str| {
        let pairs = text.as_bytes().windows(2);
        let begins = |at: usize| at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric();
        pairs.enumerate().any(|(at, pair)| {
            begins(at) && pair[0].is_ascii_uppercase() && pair[1].is_ascii_lowercase()
        })
    };
    let texts = script.lines().flat_map(quoted);
    texts
        .filter(|text| !NAMES.contains(&&**text) && is_word(text))
        .flat_map(|text| Finder::whole(place, &text))
        .collect()
}

/// What the data of a page shows: markup, and what the filter says.
pub fn in_document(place: &str, json: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(json).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (app, finder) = (&document["app"], &document["app"]["finder"]);
    let mut found = Vec::new();
    for said in [&document["title"], &document["description"], &app["title"]] {
        found.extend(Finder::whole(place, &text(said)));
    }
    let markup = [&app["before"], &document["html"], &app["after"]].map(text).concat();
    for html in [&markup, &text(&app["head"]), &text(&finder["html"])] {
        found.extend(in_html(place, html));
    }
    in_json(place, &finder["filter"]["words"], &mut found);
    found
}
