//! The elements of an export, one after the other.

use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};

/// How deep elements may lie in each other.
const DEPTH: usize = 32;

/// What tells of one thing, by the names of these elements.
const THINGS: [&str; 3] = ["item", "wp:author", "wp:category"];

/// An item, an author or a category while it is read: texts by the names of their elements.
#[derive(Default)]
pub(super) struct Item {
    pub(super) line: usize,
    texts: BTreeMap<String, String>,
    /// Categories and tags: the name, which of them it is, and what it is called in its address.
    pub(super) terms: Vec<(String, String, String)>,
    /// What extensions and WordPress itself note beside it, each with its key.
    pub(super) notes: Vec<(String, String)>,
}

impl Item {
    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.texts.get(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Takes the text of an element; of several of a name the first one counts.
    fn take(&mut self, name: String, text: String, [domain, slug]: &[String; 2]) {
        if name == "category" {
            self.terms.push((text.trim().to_owned(), domain.clone(), slug.clone()));
        } else {
            self.texts.entry(name).or_insert(text);
        }
    }

    /// Takes a part of a note: its key, then its value.
    fn note(&mut self, name: &str, text: String) {
        if name == "wp:meta_key" {
            self.notes.push((text, String::new()));
        } else if let Some((_, value)) = self.notes.last_mut() {
            *value = text;
        }
    }
}

/// Reads the elements of a feed, and gives each of the things to `found`; what stands outside of them goes to
/// `channel`.
pub(super) fn for_each(
    xml: &str,
    channel: &mut Item,
    mut found: impl FnMut(&str, &Item),
) -> Result<(), (usize, String)> {
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    let mut item: Option<Item> = None;
    let mut words = String::new();
    // Which kind of term a category is, and what it is called in its address.
    let mut term = <[String; 2]>::default();
    let (mut seen, mut line) = (0, 1);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(xml.len()).min(xml.len());
        line += xml.as_bytes()[seen..at].iter().filter(|&&byte| byte == b'\n').count();
        seen = at;
        let event = reader
            .read_event()
            .map_err(|reason| (line, format!("this is not valid XML: {reason}")))?;
        match event {
            Event::Start(start) => {
                let name = start.name().as_ref().to_string();
                if path.len() == DEPTH {
                    return Err((line, "elements lie too deep in each other".into()));
                }
                if THINGS.contains(&&*name) {
                    item = Some(Item { line, ..Item::default() });
                }
                if name == "category" {
                    term = ["domain", "nicename"].map(|key| {
                        let value = start.try_get_attribute(key).ok().flatten();
                        value.map(|value| value.value.to_string()).unwrap_or_default()
                    });
                }
                path.push(name);
                words.clear();
            }
            Event::Text(text) => words.push_str(&text),
            Event::CData(text) => words.push_str(&text),
            Event::GeneralRef(name) => {
                words.push_str(&entity(&name));
            }
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                let text = std::mem::take(&mut words);
                if THINGS.contains(&&*name) {
                    if let Some(item) = item.take() {
                        found(&name, &item);
                    }
                    continue;
                }
                let parent = path.last().map_or("", String::as_str);
                match &mut item {
                    Some(item) if parent == "wp:postmeta" => item.note(&name, text),
                    Some(item) if THINGS.contains(&parent) => item.take(name, text, &term),
                    None if parent == "channel" => channel.take(name, text, &term),
                    _ => {}
                }
            }
            Event::Eof => return Ok(()),
            // Entities of a document type could stand for anything, and are not looked at.
            _ => {}
        }
    }
}

/// What an entity of XML stands for; one of HTML stays as it is written.
fn entity(name: &str) -> String {
    match name {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        name => format!("&{name};"),
    }
}
