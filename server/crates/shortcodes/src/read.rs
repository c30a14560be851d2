//! What stands in a tag behind the name: `a "b" c=1 d=[1, 2]`.

use crate::{call::Arguments, data::TemplateValue};

/// How deep lists may lie in each other.
const DEPTH: usize = 4;

/// Reads a text from its beginning.
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(crate) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// What was read.
    pub(crate) fn read(&self) -> &'a str {
        &self.text[..self.at]
    }

    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn skip_bytes(&mut self, count: usize) {
        self.at += count;
    }

    pub(crate) fn skip(&mut self, is_idle: impl Fn(char) -> bool) {
        self.at = self.text.len() - self.rest().trim_start_matches(is_idle).len();
    }

    pub(crate) fn take(&mut self, mark: &str) -> bool {
        let is_there = self.rest().starts_with(mark);
        self.at += if is_there { mark.len() } else { 0 };
        is_there
    }

    /// A name such as `my-video`, which may lie in folders: `media/video`.
    pub(crate) fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
        let name = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        // The slash of a tag that ends itself is none of a name.
        let name = name.trim_end_matches('/');
        // The mark of blanks to be cut is none either: `{%- name -%}`.
        let name = name.trim_end_matches('-');
        self.at += name.len();
        name.starts_with(|c: char| c.is_ascii_alphanumeric()).then_some(name)
    }

    /// Everything up to one of some ends, which is taken too; blanks and commas part what is given.
    pub(crate) fn arguments(&mut self, ends: &[&str], is_listed: bool) -> Option<Arguments> {
        let mut arguments = Arguments::default();
        loop {
            self.skip(|c| c.is_whitespace() || (is_listed && c == ','));
            if self.rest().is_empty() {
                return None;
            }
            if ends.iter().any(|end| self.take(end)) {
                return Some(arguments);
            }
            match self.key(is_listed) {
                Some(key) => {
                    let value = self.value(ends, is_listed, 0)?;
                    arguments.named.insert(key.to_owned(), value);
                }
                None => arguments.positional.push(self.value(ends, is_listed, 0)?),
            }
        }
    }

    /// `name=`
    pub(crate) fn key(&mut self, is_listed: bool) -> Option<&'a str> {
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let key = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        if !key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return None;
        }
        let behind = &rest[key.len()..];
        let behind = if is_listed { behind.trim_start() } else { behind };
        let value = behind.strip_prefix('=').filter(|value| !value.starts_with('='))?;
        let value = if is_listed { value.trim_start() } else { value };
        self.at = self.text.len() - value.len();
        Some(key)
    }

    fn value(&mut self, ends: &[&str], is_listed: bool, depth: usize) -> Option<TemplateValue> {
        let rest = self.rest();
        match rest.chars().next()? {
            quote @ ('"' | '\'' | '`') => self.quoted(quote).map(TemplateValue::Text),
            '[' if is_listed && depth < DEPTH => {
                self.at += 1;
                let mut list = Vec::new();
                loop {
                    self.skip(|c| c.is_whitespace() || c == ',');
                    if self.take("]") {
                        return Some(TemplateValue::List(list));
                    }
                    list.push(self.value(&["]"], true, depth + 1)?);
                }
            }
            _ => {
                let ends_word = |at: usize| {
                    let behind = &rest[at..];
                    behind.starts_with(|c: char| c.is_whitespace() || (is_listed && c == ','))
                        || ends.iter().any(|end| behind.starts_with(end))
                };
                let end = rest.char_indices().map(|(at, _)| at).find(|&at| ends_word(at))?;
                self.at += end;
                (end > 0).then(|| TemplateValue::of_word(&rest[..end]))
            }
        }
    }

    /// A text in quotes. Behind a backslash a quote is one of the text; between backticks nothing is.
    pub(crate) fn quoted(&mut self, quote: char) -> Option<String> {
        let mut text = String::new();
        let mut chars = self.rest()[1..].char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                _ if c == quote => {
                    self.at += 1 + at + 1;
                    return Some(text);
                }
                '\\' if quote != '`' => match chars.next()?.1 {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    escaped if escaped == quote || escaped == '\\' => text.push(escaped),
                    other => text.extend(['\\', other]),
                },
                _ => text.push(c),
            }
        }
        None
    }
}
