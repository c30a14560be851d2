//! Templates of Go, as Hugo has them for shortcodes.

mod functions;

use std::collections::BTreeMap;

use super::{
    infix::Made,
    known::Known,
    words::{ALONE, HEAD, Word, argument, literal, member, words},
    writer::Writer,
};
use functions::function;

/// How deep brackets may lie in each other.
const DEPTH: usize = 24;

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
            let trimmed = rest.trim_start();
            reader.writer.line += rest[..rest.len() - trimmed.len()].matches('\n').count();
            rest = trimmed;
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
        let words = words(text)?;
        let mut parser = Pipeline { words: &words, at: 0, depth: 0, reader: self };
        let made = parser.whole()?;
        match parser.words.get(parser.at) {
            None => Ok(made),
            Some(_) => Err("more stands behind it than one expression".to_owned()),
        }
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

/// Commands that are given what stands before their bars.
struct Pipeline<'p, 'r> {
    words: &'p [Word],
    at: usize,
    depth: usize,
    reader: &'p Reader<'r>,
}

impl Pipeline<'_, '_> {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.at)
    }

    fn take(&mut self, mark: &str) -> bool {
        let is_there = matches!(self.peek(), Some(Word::Mark(word)) if *word == mark);
        self.at += usize::from(is_there);
        is_there
    }

    fn whole(&mut self) -> Made {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("brackets lie too deep in each other".to_owned());
        }
        let mut made = self.command(None)?;
        while self.take("|") {
            made = self.command(Some(made))?;
        }
        self.depth -= 1;
        Ok(made)
    }

    /// A function with what it is given, or a value.
    fn command(&mut self, piped: Option<String>) -> Made {
        let name = match self.peek() {
            Some(Word::Name(name)) if !name.starts_with('$') => name.clone(),
            _ => return self.first(piped),
        };
        if matches!(&*name, "true" | "false" | "nil") {
            self.at += 1;
            return Ok(if name == "nil" { "none".to_owned() } else { name });
        }
        self.at += 1;
        let mut path = vec![name];
        while self.take(".") {
            let Some(Word::Name(name)) = self.peek().cloned() else { break };
            self.at += 1;
            path.push(name);
        }
        // `site` and `page` are what `.Site` and `.Page` are.
        if let [first @ ("site" | "page"), ..] =
            &*path.iter().map(String::as_str).collect::<Vec<_>>()
        {
            let first = if *first == "site" { "Site" } else { "Page" };
            let path: Vec<String> =
                std::iter::once(first.to_owned()).chain(path[1..].iter().cloned()).collect();
            return self.reader.of_shortcode(&path);
        }
        let mut given = self.given()?;
        given.extend(piped);
        let name = path.join(".");
        if matches!(&*name, "i18n" | "T" | "lang.Translate") {
            let key = given.first().map_or("", |key| key.trim_matches('"'));
            let words = (self.reader.known)(&format!("i18n.{key}"));
            return words.map(|words| literal(&words)).ok_or(format!("nothing says `{key}`"));
        }
        function(&name, &given)
    }

    /// A value at the head of a command, which may be a call: `.Get "x"`.
    fn first(&mut self, piped: Option<String>) -> Made {
        let is_dot = matches!(self.peek(), Some(Word::Mark(HEAD | ALONE)));
        let is_root = matches!(self.peek(), Some(Word::Name(name)) if name == "$");
        let at_top = self.reader.dots.last().is_some_and(Option::is_none);
        if is_root || (is_dot && at_top) {
            self.at += usize::from(is_root);
            if let Some(made) = self.of_call(piped.as_deref())? {
                return Ok(made);
            }
        }
        self.value()
    }

    /// `.Get`, where that stands here.
    fn of_call(&mut self, piped: Option<&str>) -> Result<Option<String>, String> {
        let is_get = matches!(
            (self.peek(), self.words.get(self.at + 1)),
            (Some(Word::Mark("." | HEAD)), Some(Word::Name(name))) if name == "Get");
        if !is_get {
            let path = self.path(true);
            if path.is_empty() {
                return Err("the shortcode itself is no value".to_owned());
            }
            return self.reader.of_shortcode(&path).map(Some);
        }
        self.at += 2;
        let key = match piped {
            Some(piped) => piped.to_owned(),
            None => self.value()?,
        };
        let is_number = key.bytes().all(|byte| byte.is_ascii_digit());
        let name = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
        Ok(Some(match name {
            _ if is_number => format!("args[{key}]"),
            Some(name) => argument(name),
            None => format!("named[{key}]"),
        }))
    }

    /// Names behind points, of which the first may begin a value.
    fn path(&mut self, is_head: bool) -> Vec<String> {
        let mut path = Vec::new();
        while let (Some(Word::Mark(mark)), Some(Word::Name(name))) =
            (self.peek(), self.words.get(self.at + 1))
        {
            if *mark != "." && !(is_head && path.is_empty() && *mark == HEAD) {
                break;
            }
            path.push(name.clone());
            self.at += 2;
        }
        path
    }

    /// What a function is given.
    fn given(&mut self) -> Result<Vec<String>, String> {
        let mut given = Vec::new();
        while let Some(word) = self.peek() {
            if matches!(word, Word::Mark("|" | ")" | ",")) {
                break;
            }
            given.push(self.value()?);
        }
        Ok(given)
    }

    fn value(&mut self) -> Made {
        let word = self.peek().cloned().ok_or("something is missing in it")?;
        let made = match word {
            Word::Text(text) => literal(&text),
            Word::Number(number) => number,
            Word::Mark("-") => {
                self.at += 1;
                let number = self.value()?;
                return Ok(format!("(-{number})"));
            }
            Word::Mark("(") => {
                self.at += 1;
                let made = self.whole()?;
                if !self.take(")") {
                    return Err("`)` is missing in it".to_owned());
                }
                self.at -= 1;
                let is_whole = made.starts_with('(') || !made.contains([' ', '|']);
                if is_whole { made } else { format!("({made})") }
            }
            Word::Name(name) if name == "$" => {
                self.at += 1;
                return self.of_call(None)?.ok_or_else(|| "it is no value".to_owned());
            }
            Word::Name(name) if name.starts_with('$') => match self.reader.names.get(&name) {
                Some(known) => known.clone(),
                None => return Err(format!("`{name}` is not known here")),
            },
            Word::Name(name) if matches!(&*name, "true" | "false") => name,
            Word::Name(name) if name == "nil" => "none".to_owned(),
            Word::Name(name) if matches!(&*name, "site" | "page" | "hugo") => {
                self.at += 1;
                let first = if name == "site" { "Site" } else { "Page" };
                let path =
                    std::iter::once(first.to_owned()).chain(self.path(false)).collect::<Vec<_>>();
                return self.reader.of_shortcode(&path);
            }
            // A function that is given nothing.
            Word::Name(name) => {
                self.at += 1;
                return function(&name, &[]);
            }
            Word::Mark(HEAD | ALONE) => {
                let dot = self.reader.dots.last().cloned().flatten();
                let Some(dot) = dot else {
                    return self.of_call(None)?.ok_or_else(|| "it is no value".to_owned());
                };
                let path = self.path(true);
                if path.is_empty() {
                    self.at += 1;
                    return Ok(dot);
                }
                if path.iter().any(|name| matches!(&**name, "RelPermalink" | "Permalink")) {
                    return Ok(dot);
                }
                return Ok(path.iter().fold(dot, |of, name| member(&of, name)));
            }
            Word::Mark(mark) => return Err(format!("`{mark}` stands where a value is expected")),
            Word::Filled(..) => return Err("a text with values is no text of Go's".to_owned()),
        };
        self.at += 1;
        let path = self.path(false);
        if path.iter().any(|name| matches!(&**name, "RelPermalink" | "Permalink")) {
            // A file of ours is named by its address.
            return Ok(made);
        }
        Ok(path.iter().fold(made, |of, name| member(&of, name)))
    }
}
