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
    let (mut words, mut term, mut slug) = (String::new(), String::new(), String::new());
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
                    let domain = start.try_get_attribute("domain").ok().flatten();
                    term = domain.map(|domain| domain.value.to_string()).unwrap_or_default();
                    let called = start.try_get_attribute("nicename").ok().flatten();
                    slug = called.map(|called| called.value.to_string()).unwrap_or_default();
                }
                path.push(name);
                words.clear();
            }
            Event::Text(text) => words.push_str(&text),
            Event::CData(text) => words.push_str(&text),
            Event::GeneralRef(name) => {
                let name = name.to_string();
                let known = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];
                match known.iter().find(|(entity, _)| *entity == name) {
                    Some((_, text)) => words.push_str(text),
                    None => words.push_str(&format!("&{name};")),
                }
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
                let into = match &mut item {
                    Some(item) if THINGS.contains(&parent) => item,
                    Some(item) if parent == "wp:postmeta" => {
                        match &*name {
                            "wp:meta_key" => item.notes.push((text, String::new())),
                            _ => {
                                if let Some((_, value)) = item.notes.last_mut() {
                                    *value = text;
                                }
                            }
                        }
                        continue;
                    }
                    None if parent == "channel" => &mut *channel,
                    _ => continue,
                };
                if name == "category" {
                    into.terms.push((text.trim().to_owned(), term.clone(), slug.clone()));
                } else {
                    into.texts.entry(name).or_insert(text);
                }
            }
            Event::Eof => return Ok(()),
            // Entities of a document type could stand for anything, and are not looked at.
            _ => {}
        }
    }
}
