//! Front matter of other generators: what their keys are called here, what their values mean, and
//! which of them nothing here needs.

mod forms;
mod keys;
#[cfg(test)]
mod tests;
pub(super) mod unread;

use diagnostics::{Span, Spanned, suggest};
use model::Layout;
use serde::{Deserialize, Serialize};
use values::{Table, Value};

use forms::{Node, add_new, first, inner, is_bare, of_tables, plain, tags, text, text_of, texts};
use keys::{Meaning, meaning};

/// Something to be told once of all texts that have it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ForeignNote {
    key: Spanned<String>,
    about: About,
}

/// What is to be told of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum About {
    /// Nothing here needs it.
    Idle,
    /// It makes the text a draft.
    Hides,
    /// It names a picture, and nothing says what that shows.
    Wordless,
}

/// A table whose keys are ours as far as their meaning is clear, and what was noted on the way. What
/// may be one of `ours` mistyped stays, to be reported as an unknown key.
///
/// `listed` tells that authors are known by their ids: then the address in a byline adds nothing.
pub(super) fn adopt(
    table: Table,
    ours: &[&'static str],
    listed: bool,
) -> (Table, Vec<ForeignNote>) {
    let mut adopter = Adopter { listed, ..Adopter::default() };
    let (own, others): (Vec<_>, Vec<_>) =
        table.entries.into_iter().partition(|(key, _)| ours.contains(&&*key.value));
    // What is written with our keys comes first.
    for (key, value) in own {
        adopter.own(key, value);
    }
    for (key, value) in others {
        adopter.other(key, value, ours);
    }
    adopter.finish()
}

#[derive(Default)]
struct Adopter {
    table: Table,
    notes: Vec<ForeignNote>,
    /// The key that names the cover, if it does so as others do.
    cover: Option<Key>,
    /// What says elsewhere what the cover shows.
    alt: Option<(Key, Node)>,
    listed: bool,
}

type Key = Spanned<String>;

impl Adopter {
    /// Takes a key of ours, whose value may have the form that it has elsewhere.
    fn own(&mut self, key: Key, node: Node) {
        match (&*key.value, &node.value) {
            ("title" | "description", Value::Number(text) | Value::Date(text)) => {
                let value = Spanned { value: Value::Text(text.clone()), span: node.span };
                self.table.entries.push((key, value));
            }
            // Elsewhere a template of the theme.
            ("layout", Value::Text(text)) if !is_layout(text) => self.note(key, About::Idle),
            // Elsewhere elements of the head themselves, and no files of them.
            ("head", Value::List(items)) if items.iter().any(is_element) => {
                self.note(key, About::Idle);
            }
            ("tags", Value::Text(text)) if text.contains(',') => self.put("tags", key, node),
            ("tags", Value::List(items)) if items.iter().any(is_bare) => {
                self.put("tags", key, node)
            }
            ("author", Value::List(_) | Value::Table(_)) => self.put("authors", key, node),
            ("authors", _) if of_tables(&node.value) => self.put("authors", key, node),
            ("series" | "image", Value::List(_)) | ("image" | "updated", Value::Table(_)) => {
                let ours = match &*key.value {
                    "series" => "series",
                    "image" => "image",
                    _ => "updated",
                };
                self.put(ours, key, node);
            }
            _ => self.table.entries.push((key, node)),
        }
    }

    /// Takes a key that is not ours as it is written.
    fn other(&mut self, key: Key, node: Node, ours: &[&'static str]) {
        let plain = plain(&key.value);
        if let Some(name) = ours.iter().find(|name| **name == plain && !self.has(name)) {
            // `Title`: elsewhere capitals make no difference.
            return self.own(Spanned { value: (*name).to_owned(), ..key }, node);
        }
        match meaning(&plain) {
            Some(Meaning::Ours(ours)) => self.put(ours, key, node),
            Some(Meaning::Of(read, _)) => read(self, key, node),
            Some(Meaning::Idle(_)) => self.note(key, About::Idle),
            None if suggest::nearest(&key.value, ours.iter().copied()).is_some() => {
                self.table.entries.push((key, node));
            }
            None => self.note(key, About::Idle),
        }
    }

    /// Puts a value behind one of our keys if it is of use there.
    fn put(&mut self, ours: &'static str, key: Key, node: Node) {
        let Node { value, span } = node;
        let value = match ours {
            "tags" => return self.put_all(ours, tags(&key.value, value, &span), key, span),
            "authors" => {
                let authors = self.authors(value, &span);
                return self.put_all(ours, authors, key, span);
            }
            "aliases" => {
                let paths = texts(value, &span);
                return self.put_all(ours, paths, key, span);
            }
            "image" => return self.cover(key, value, span),
            "image_alt" => {
                let text = text(value).map(Value::Text);
                return match text.filter(|_| self.alt.is_none() && !self.has("image_alt")) {
                    Some(value) => self.alt = Some((key, Spanned { value, span })),
                    None => self.note(key, About::Idle),
                };
            }
            "updated" => inner(value, &["date"]),
            "series" => first(value),
            "math" | "toc" => Some(value).filter(|value| matches!(value, Value::Boolean(_))),
            "description" | "canonical" => {
                Some(value).filter(|value| matches!(value, Value::Text(text) if !text.is_empty()))
            }
            _ => Some(value).filter(|value| *value != Value::Nothing),
        };
        match value.filter(|_| !self.has(ours)) {
            Some(value) => self.set(ours, &key, Spanned { value, span }),
            None => self.note(key, About::Idle),
        }
    }

    /// Adds to the list behind one of our keys what is not in it yet.
    fn put_all(&mut self, ours: &'static str, texts: Vec<Node>, key: Key, span: Span) {
        let of_tags = ours == "tags";
        if texts.is_empty() {
            return self.note(key, About::Idle);
        }
        let at = self.table.entries.iter().position(|(name, _)| name.value == ours);
        let Some(at) = at else {
            let mut all = Vec::new();
            add_new(&mut all, texts, of_tags);
            return self.set(ours, &key, Spanned { value: Value::List(all), span });
        };
        let there = &mut self.table.entries[at].1;
        match std::mem::replace(&mut there.value, Value::Nothing) {
            Value::List(mut all) => {
                add_new(&mut all, texts, of_tags);
                there.value = Value::List(all);
            }
            text @ Value::Text(_) => {
                let mut all = vec![Spanned { value: text, span: there.span.clone() }];
                add_new(&mut all, texts, of_tags);
                there.value = Value::List(all);
            }
            Value::Nothing => there.value = Value::List(texts),
            // A fault of the key that is ours, told when it is read.
            other => there.value = other,
        }
    }

    /// The names of authors, each with a link around it where there is an address.
    fn authors(&self, value: Value, span: &Span) -> Vec<Node> {
        let items = match value {
            Value::List(items) => items,
            other => vec![Spanned { value: other, span: span.clone() }],
        };
        let name = |Node { value, span }| {
            let name = match value {
                Value::Table(table) => {
                    let name = text_of(&table, &["name", "title", "id"])?;
                    let url = text_of(&table, &["url", "link", "website", "homepage"]);
                    match url.filter(|url| !self.listed && url.starts_with("http")) {
                        Some(url) => format!("[{name}](<{url}>)"),
                        None => name,
                    }
                }
                other => text(other)?,
            };
            Some(Spanned { value: Value::Text(name), span })
        };
        items.into_iter().filter_map(name).collect()
    }

    /// A picture, as its address or in a table that may say what it shows.
    fn cover(&mut self, key: Key, value: Value, span: Span) {
        let alt = match &value {
            Value::Table(table) => text_of(table, &["alt", "caption"]),
            _ => None,
        };
        let paths = ["image", "src", "url", "path", "feature", "teaser", "filename"];
        let address = first(value).and_then(|value| inner(value, &paths)).and_then(text);
        // Elsewhere a number, or `true`, may choose among pictures of a layout.
        let Some(address) = address.filter(|text| text.contains('.') && !self.has("image")) else {
            return self.note(key, About::Idle);
        };
        if let Some(alt) = alt.filter(|_| !self.has("image_alt")) {
            self.set("image_alt", &key, Spanned { value: Value::Text(alt), span: span.clone() });
        }
        self.cover = Some(key.clone());
        self.set("image", &key, Spanned { value: Value::Text(address), span });
    }

    fn set(&mut self, ours: &'static str, key: &Key, node: Node) {
        self.table.entries.push((Spanned { value: ours.to_owned(), span: key.span.clone() }, node));
    }

    fn has(&self, ours: &str) -> bool {
        self.table.entries.iter().any(|(key, _)| key.value == ours)
    }

    fn note(&mut self, key: Key, about: About) {
        self.notes.push(ForeignNote { key, about });
    }

    /// `published: false`, or when it was.
    fn published(&mut self, key: Key, node: Node) {
        match node.value {
            Value::Boolean(true) => {}
            Value::Boolean(false) => self.hide(key, node.span),
            _ => self.put("date", key, node),
        }
    }

    /// A key that keeps a text from being seen when it is true.
    fn hidden(&mut self, key: Key, node: Node) {
        match node.value {
            Value::Boolean(false) => {}
            Value::Boolean(true) => {
                self.note(key.clone(), About::Hides);
                self.hide(key, node.span);
            }
            _ => self.note(key, About::Idle),
        }
    }

    fn status(&mut self, key: Key, node: Node) {
        let status = text(node.value).unwrap_or_default().to_lowercase();
        match &*status {
            "publish" | "published" | "public" => {}
            "draft" | "private" | "pending" => {
                self.note(key.clone(), About::Hides);
                self.hide(key, node.span);
            }
            _ => self.note(key, About::Idle),
        }
    }

    fn hide(&mut self, key: Key, span: Span) {
        self.table.entries.retain(|(name, _)| name.value != "draft");
        self.set("draft", &key, Spanned { value: Value::Boolean(true), span });
    }

    /// `hide_table_of_contents: true`
    fn without_contents(&mut self, key: Key, node: Node) {
        match node.value {
            Value::Boolean(hides) if !self.has("toc") => {
                self.set("toc", &key, Spanned { value: Value::Boolean(!hides), span: node.span });
            }
            _ => self.note(key, About::Idle),
        }
    }

    /// An address of this text alone: there it goes on leading to it. A pattern for all texts, or the
    /// name of one, is none.
    fn permalink(&mut self, key: Key, node: Node) {
        let address = text(node.value).filter(|text| {
            text.contains(['/', '.']) && !text.contains([':', '{', '?', '#']) && text != "/"
        });
        match address {
            Some(address) => {
                let node = Spanned { value: Value::Text(address), span: node.span };
                self.put("aliases", key, node);
            }
            None => self.note(key, About::Idle),
        }
    }

    /// Zola's lists of lists.
    fn taxonomies(&mut self, key: Key, node: Node) {
        let Value::Table(table) = node.value else { return self.note(key, About::Idle) };
        for (name, node) in table.entries {
            let ours = match &*plain(&name.value) {
                "series" => "series",
                "author" | "authors" => "authors",
                _ => "tags",
            };
            self.put(ours, name, node);
        }
    }

    fn finish(mut self) -> (Table, Vec<ForeignNote>) {
        match self.alt.take() {
            Some((key, node)) if self.has("image") && !self.has("image_alt") => {
                self.set("image_alt", &key, node);
            }
            Some((key, _)) => self.note(key, About::Idle),
            None => {}
        }
        if let Some(cover) = self.cover.take().filter(|_| !self.has("image_alt")) {
            let nothing = Spanned { value: Value::Text(String::new()), span: cover.span.clone() };
            self.set("image_alt", &cover, nothing);
            self.note(cover, About::Wordless);
        }
        (self.table, self.notes)
    }
}

/// Whether it is an element with its attributes: `[meta, { name: …, content: … }]`, or a table of both.
fn is_element(item: &Node) -> bool {
    matches!(item.value, Value::List(_) | Value::Table(_))
}

/// Whether it is one of ours, or meant to be.
fn is_layout(text: &str) -> bool {
    let names = Layout::NAMES.map(|(name, _)| name);
    names.contains(&text) || suggest::nearest(text, names).is_some()
}
