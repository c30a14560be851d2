//! Templates of Go, as Hugo has them for shortcodes.

mod functions;
mod pipeline;

use std::collections::BTreeMap;

use super::{
    infix::Made,
    known::Known,
    words::{argument, literal, member},
    writer::Writer,
};

/// Reads a template.
pub(super) fn translate(text: &str, known: Known<'_>) -> (String, Vec<(usize, String)>) {
    let mut reader = Reader {
        writer: Writer::default(),
        known,
        dots: vec![None],
        opened: Vec::new(),
        names: BTreeMap::new(),
        element: String::new(),
    };
    let mut rest = text;
    reader.writer.line = 1;
    while let Some((before, behind)) = rest.split_once("{{") {
        reader.text(before);
        let Some(end) = end(behind) else {
            reader.writer.lose("a tag has no end: what is behind it is left out");
            return reader.writer.finish();
        };
        let inner = &behind[..end];
        rest = &behind[end + 2..];
        let (inner, trims) = match inner.strip_prefix("- ").or(inner.strip_prefix("-\n")) {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        if trims {
            reader.writer.trim();
        }
        let (inner, trims) = match inner.strip_suffix('-') {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        reader.action(inner.trim());
        reader.writer.line += behind[..end].matches('\n').count();
        if trims {
            rest = reader.writer.trim_behind(rest);
        }
    }
    reader.text(rest);
    reader.writer.finish()
}

/// Where an action ends: not in a text or a comment of it.
fn end(text: &str) -> Option<usize> {
    if text.trim_start_matches(['-', ' ', '\n']).starts_with("/*") {
        let comment = text.find("*/")?;
        return Some(comment + text[comment..].find("}}")?);
    }
    let (mut quote, mut escaped) = (None, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some('"'), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '`') => quote = Some(c),
            (None, '}') if text[at..].starts_with("}}") => return Some(at),
            _ => {}
        }
    }
    text.find("}}")
}

struct Reader<'a> {
    writer: Writer,
    known: Known<'a>,
    /// What a point stands for, innermost last; `None` for the shortcode itself.
    dots: Vec<Option<String>>,
    /// For each block that is open, whether a point is another thing in it.
    opened: Vec<bool>,
    /// What variables stand for where that is not their name.
    names: BTreeMap<String, String>,
    /// The element around this place whose text is shown as it is, if any.
    element: String,
}

impl Reader<'_> {
    fn text(&mut self, text: &str) {
        for name in ["pre", "code", "script", "style"] {
            let (open, close) = (text.rfind(&format!("<{name}")), text.rfind(&format!("</{name}")));
            if open > close {
                self.element = name.to_owned();
            } else if close.is_some() && self.element == name {
                self.element.clear();
            }
        }
        self.writer.literal(text);
        self.writer.line += text.matches('\n').count();
    }

    fn action(&mut self, action: &str) {
        if action.is_empty() || action.starts_with("/*") || action.starts_with("$_hugo_config") {
            return;
        }
        let (word, rest) = action.split_once(char::is_whitespace).unwrap_or((action, ""));
        match word {
            "if" => {
                let made = self.pipeline(rest);
                self.writer.open_if(action, made);
                self.opened.push(false);
            }
            "with" => self.with(action, rest, false),
            "range" => self.range(action, rest),
            "else" => self.or_else(action, rest.trim()),
            "end" => {
                if self.opened.pop() == Some(true) {
                    self.dots.pop();
                }
                self.writer.end();
            }
            "define" | "block" => {
                self.writer.lose(format!("`{action}` is left out"));
                self.writer.open_plain(true);
                self.opened.push(false);
            }
            "break" | "continue" | "return" => {
                self.writer.lose(format!("`{action}` is left out"));
            }
            _ => match assigned(action) {
                Some((name, value)) => self.assign(action, name, value),
                None => {
                    let made = self.pipeline(action);
                    self.writer.output(action, made);
                }
            },
        }
    }

    fn assign(&mut self, action: &str, name: &str, value: &str) {
        let made = self.pipeline(value);
        let own = format!("v_{}", name.trim_start_matches('$'));
        // Whatever is made of what is not known would be wrong.
        match made {
            Ok(_) => self.names.insert(name.to_owned(), own.clone()),
            Err(_) => self.names.remove(name),
        };
        self.writer.set(&own, action, made);
    }

    /// `with $x := .Get "x"`
    fn with(&mut self, action: &str, rest: &str, is_else: bool) {
        let (name, value) =
            assigned(rest).map_or((None, rest), |(name, value)| (Some(name), value));
        let made = self.pipeline(value);
        let dot = made.clone().unwrap_or_else(|_| "\"\"".to_owned());
        if let Some(name) = name {
            self.names.insert(name.to_owned(), dot.clone());
        }
        if is_else {
            self.writer.or_if(action, made);
        } else {
            self.writer.open_if(action, made);
        }
        self.dots.push(Some(dot));
        self.opened.push(true);
    }

    /// `range $at, $each := .Params`
    fn range(&mut self, action: &str, rest: &str) {
        let (names, value) = assigned(rest).map_or(("", rest), |(names, value)| (names, value));
        let made = self.pipeline(value);
        let each = format!("each{}", self.writer.depth());
        let mut names = names.split(',').map(str::trim).filter(|name| !name.is_empty()).rev();
        if let Some(name) = names.next() {
            self.names.insert(name.to_owned(), each.clone());
        }
        if let Some(name) = names.next() {
            self.names.insert(name.to_owned(), "loop.index0".to_owned());
        }
        let over = made.map(|list| format!("{each} in {list}"));
        self.writer.open_for(action, over);
        self.dots.push(Some(each));
        self.opened.push(true);
    }

    fn or_else(&mut self, action: &str, rest: &str) {
        if self.opened.pop() == Some(true) {
            self.dots.pop();
        }
        match rest.split_once(char::is_whitespace) {
            Some(("if", condition)) => {
                let made = self.pipeline(condition);
                self.writer.or_if(action, made);
                self.opened.push(false);
            }
            Some(("with", value)) => self.with(action, value, true),
            _ => {
                self.writer.or_else();
                self.opened.push(false);
            }
        }
    }

    fn pipeline(&self, text: &str) -> Made {
        pipeline::read(text, self)
    }

    /// What stands between the tags of the call: as it is written where the page shows it so.
    fn inner(&self) -> &'static str {
        if matches!(&*self.element, "pre" | "code") { "inner" } else { "body" }
    }

    /// What belongs to the shortcode: `.Page.Title`.
    fn of_shortcode(&self, path: &[String]) -> Made {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        Ok(match names[..] {
            ["Inner" | "InnerDeindent"] => self.inner().to_owned(),
            ["Params"] => "named".to_owned(),
            ["Params", name] => argument(name),
            ["Ordinal"] => "ordinal".to_owned(),
            ["IsNamedParams"] => "(not args)".to_owned(),
            ["Page", "Title" | "LinkTitle"] => "page.title".to_owned(),
            ["Page", "Description" | "Summary"] => "page.description".to_owned(),
            ["Page", "Date" | "PublishDate"] => "page.date".to_owned(),
            ["Page", "Lastmod"] => "page.updated".to_owned(),
            ["Page", "Permalink" | "RelPermalink"] => "page.path".to_owned(),
            ["Page", "Slug"] => "page.slug".to_owned(),
            ["Page", "Params", ref below @ ..] => of_page(below),
            ["Page", "Site", ref below @ ..] | ["Site", ref below @ ..] => self.of_site(below)?,
            ["Page", "Language" | "Lang", ..] | ["Lang" | "Language", ..] => {
                "site.language".to_owned()
            }
            ["Page", "Kind" | "Type"] => "\"page\"".to_owned(),
            ["Page", "File", "Ext"] => "\"md\"".to_owned(),
            _ => return Err(format!("`.{}` is not known here", names.join("."))),
        })
    }

    fn of_site(&self, path: &[&str]) -> Made {
        match path {
            ["Title"] => Ok("site.title".to_owned()),
            ["BaseURL"] => Ok("site.base_url".to_owned()),
            ["LanguageCode" | "Language", ..] => Ok("site.language".to_owned()),
            _ => {
                let name = format!("site.{}", path.join("."));
                let value =
                    (self.known)(&name.to_ascii_lowercase()).or_else(|| (self.known)(&name));
                value.map(|value| literal(&value)).ok_or(format!("`{name}` says nothing"))
            }
        }
    }
}

/// What a page has of its own: `title`, or under `extra`.
fn of_page(path: &[&str]) -> String {
    match path {
        [] => "page.extra".to_owned(),
        [name @ ("title" | "description" | "date" | "tags" | "authors")] => format!("page.{name}"),
        path => path.iter().fold("page.extra".to_owned(), |of, name| member(&of, name)),
    }
}

/// `$name := value` or `$name = value`.
fn assigned(action: &str) -> Option<(&str, &str)> {
    if !action.starts_with('$') {
        return None;
    }
    let (name, value) = action.split_once(":=").or_else(|| action.split_once('='))?;
    let is_name = |c: char| c.is_alphanumeric() || "_$, ".contains(c);
    name.trim().chars().all(is_name).then(|| (name.trim(), value.trim()))
}
