//! What a program of Astro's makes of a text for its address: `entry.id.split('/').pop()`. Nothing is
//! run: a few functions of texts are known, and anything else is not understood.

use crate::{
    names::Date,
    value::{self, Table},
};

/// How much may lie in each other.
const DEPTH: usize = 16;

/// A text of a collection, as such programs see it.
pub(super) struct Entry<'a> {
    /// What the program calls it.
    pub(super) name: &'a str,
    pub(super) id: &'a str,
    /// The language that it is in.
    pub(super) tag: &'a str,
    pub(super) head: &'a Table,
    pub(super) date: Option<Date>,
}

#[derive(Clone, Debug, PartialEq)]
enum Made {
    Nothing,
    Text(String),
    Number(i64),
    List(Vec<String>),
    Date(Date),
    /// The text itself, and its head.
    Entry,
    Head,
}

/// What comes of an expression; `None` when it is not understood, or nothing comes of it.
pub(super) fn evaluate(script: &str, entry: &Entry<'_>) -> Option<String> {
    let mut reader = Reader { rest: script.trim(), entry, depth: 0 };
    let made = reader.either()?;
    let text = as_text(&made)?;
    (reader.rest.is_empty() && !text.is_empty()).then_some(text)
}

fn as_text(made: &Made) -> Option<String> {
    match made {
        Made::Text(text) => Some(text.clone()),
        Made::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

struct Reader<'a> {
    rest: &'a str,
    entry: &'a Entry<'a>,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn takes(&mut self, mark: &str) -> bool {
        self.skip();
        let rest = self.rest.strip_prefix(mark);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self) -> Option<&'a str> {
        self.skip();
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let end = self.rest.find(|c: char| !is_letter(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// `a ?? b`, `a || b`
    fn either(&mut self) -> Option<Made> {
        self.depth += 1;
        if self.depth > DEPTH {
            return None;
        }
        let mut made = self.sum()?;
        while self.takes("??") || self.takes("||") {
            let other = self.sum()?;
            if matches!(&made, Made::Nothing) || made == Made::Text(String::new()) {
                made = other;
            }
        }
        self.depth -= 1;
        Some(made)
    }

    /// `a + b`, of texts and of numbers.
    fn sum(&mut self) -> Option<Made> {
        let mut made = self.chain()?;
        while self.takes("+") {
            let other = self.chain()?;
            made = match (&made, &other) {
                (Made::Number(a), Made::Number(b)) => Made::Number(a.checked_add(*b)?),
                (a, b) => Made::Text(as_text(a)? + &as_text(b)?),
            };
        }
        Some(made)
    }

    /// `a.b.c(d)[0]`
    fn chain(&mut self) -> Option<Made> {
        let mut made = self.value()?;
        loop {
            if self.takes("?.") || self.takes(".") {
                let name = self.word()?;
                made = match self.takes("(") {
                    true => self.call(&made, name)?,
                    false => self.field(&made, name)?,
                };
            } else if self.takes("[") {
                let at = self.either()?;
                let Made::Number(at) = at else { return None };
                made = item(&made, usize::try_from(at).ok()?)?;
                self.takes("]").then_some(())?;
            } else {
                return Some(made);
            }
        }
    }

    fn value(&mut self) -> Option<Made> {
        self.skip();
        match self.rest.chars().next()? {
            '(' => {
                self.takes("(");
                let made = self.either()?;
                self.takes(")").then_some(made)
            }
            quote @ ('"' | '\'') => self.quoted(quote).map(Made::Text),
            '0'..='9' => self.word()?.parse().ok().map(Made::Number),
            _ => match self.word()? {
                "new" => {
                    (self.word()? == "Date" && self.takes("(")).then_some(())?;
                    let made = match self.either()? {
                        Made::Text(text) => Made::Date(Date::read(&text)?),
                        Made::Date(date) => Made::Date(date),
                        _ => return None,
                    };
                    self.takes(")").then_some(made)
                }
                "String" if self.takes("(") => {
                    let made = as_text(&self.either()?)?;
                    self.takes(")").then_some(Made::Text(made))
                }
                "undefined" | "null" => Some(Made::Nothing),
                name => (name == self.entry.name).then_some(Made::Entry),
            },
        }
    }

    fn quoted(&mut self, quote: char) -> Option<String> {
        let (text, rest) = self.rest[1..].split_once(quote)?;
        self.rest = rest;
        (!text.contains(['\\', '\n'])).then(|| text.to_owned())
    }

    fn field(&self, of: &Made, name: &str) -> Option<Made> {
        match (of, name) {
            (Made::Entry, "id" | "slug") => Some(Made::Text(self.entry.id.to_owned())),
            (Made::Entry, "data") => Some(Made::Head),
            (Made::Head, key) => match self.entry.head.get(key).and_then(value::text) {
                // Its schema makes a date of it.
                Some(text) => match Date::read(&text) {
                    Some(date) if self.entry.date == Some(date) => Some(Made::Date(date)),
                    _ => Some(Made::Text(text)),
                },
                None => Some(Made::Nothing),
            },
            _ => None,
        }
    }

    fn call(&mut self, of: &Made, name: &str) -> Option<Made> {
        let mut given = Vec::new();
        while !self.takes(")") {
            given.push(self.either()?);
            self.takes(",");
        }
        match (of, given.as_slice()) {
            (Made::Text(text), given) => of_text(text, name, given),
            (Made::List(items), given) => of_list(items, name, given),
            (Made::Number(number), []) if name == "toString" => {
                Some(Made::Text(number.to_string()))
            }
            (Made::Date(date), []) => Some(match name {
                "getFullYear" | "getUTCFullYear" => Made::Number(date.year.into()),
                // Months are counted from zero there.
                "getMonth" | "getUTCMonth" => Made::Number(i64::from(date.month) - 1),
                "getDate" | "getUTCDate" => Made::Number(date.day.into()),
                _ => return None,
            }),
            _ => None,
        }
    }
}

fn item(of: &Made, at: usize) -> Option<Made> {
    match of {
        Made::List(items) => Some(items.get(at).cloned().map_or(Made::Nothing, Made::Text)),
        _ => None,
    }
}

fn of_text(text: &str, name: &str, given: &[Made]) -> Option<Made> {
    let made = match (name, given) {
        ("split", [Made::Text(mark)]) if !mark.is_empty() => {
            return Some(Made::List(text.split(mark.as_str()).map(str::to_owned).collect()));
        }
        ("replace", [Made::Text(from), Made::Text(to)]) => text.replacen(from, to, 1),
        ("replaceAll", [Made::Text(from), Made::Text(to)]) => text.replace(from, to),
        ("padStart", [Made::Number(length), Made::Text(with)]) if with.chars().count() == 1 => {
            let missing = usize::try_from(*length).ok()?.min(64).saturating_sub(text.len());
            format!("{}{text}", with.repeat(missing))
        }
        ("slice" | "substring", [Made::Number(from)]) => {
            text.get(usize::try_from(*from).ok()?..)?.to_owned()
        }
        ("toLowerCase", []) => text.to_lowercase(),
        ("trim", []) => text.trim().to_owned(),
        ("toString", []) => text.to_owned(),
        _ => return None,
    };
    Some(Made::Text(made))
}

fn of_list(items: &[String], name: &str, given: &[Made]) -> Option<Made> {
    let one = |item: Option<&String>| item.cloned().map_or(Made::Nothing, Made::Text);
    Some(match (name, given) {
        ("pop", []) => one(items.last()),
        ("shift", []) => one(items.first()),
        ("slice", [Made::Number(from)]) => {
            Made::List(items.get(usize::try_from(*from).ok()?..).unwrap_or_default().to_vec())
        }
        ("join", [Made::Text(mark)]) => Made::Text(items.join(mark)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_of_texts_are_understood_and_no_others() {
        let head: Table = [("date", "2024-03-05"), ("lang", "en"), ("slug", "own")]
            .map(|(key, value)| (key.to_owned(), value.into()))
            .into_iter()
            .collect();
        let date = Date::new(2024, 3, 5);
        let entry =
            Entry { name: "post", id: "news/2024-03-05_first", tag: "en", head: &head, date };
        for (script, made) in [
            ("post.id", Some("news/2024-03-05_first")),
            ("post.id.split('/')[0]", Some("news")),
            ("post.id.split('/').pop().split('_').pop()", Some("first")),
            ("post.id.split(\"/\")[7] ?? post.data.lang", Some("en")),
            ("post.data.none || post.slug.slice(5)", Some("2024-03-05_first")),
            ("new Date(post.data.date).getFullYear().toString()", Some("2024")),
            ("String(post.data.date.getMonth() + 1).padStart(2, '0')", Some("03")),
            (
                "post.id.split('/').slice(1).join('-') + '-' + post.data.slug",
                Some("2024-03-05_first-own"),
            ),
            ("post.data.none", None),
            ("other.id", None),
            ("slugify(post.id)", None),
            ("post.id.replace(/_/, '')", None),
            ("post.id.split('/').map((x) => x)", None),
            ("post.id extra", None),
            ("post.id[", None),
        ] {
            assert_eq!(evaluate(script, &entry).as_deref(), made, "{script}");
        }
        for nested in ["(".repeat(100_000), "post.id.split(".repeat(100_000)] {
            assert_eq!(evaluate(&nested, &entry), None);
        }
    }
}
