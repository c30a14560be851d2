//! Pipelines of Go: commands, each with what it is given, and what one hands to the next.

use super::{
    super::{
        infix::Made,
        words::{ALONE, HEAD, Word, argument, literal, member, words},
    },
    Reader,
    functions::function,
};

/// How deep brackets may lie in each other.
const DEPTH: usize = 24;

/// The expression of ours for a pipeline.
pub(super) fn read(text: &str, reader: &Reader<'_>) -> Made {
    let words = words(text)?;
    let mut pipeline = Pipeline { words: &words, at: 0, depth: 0, reader };
    let made = pipeline.whole()?;
    match pipeline.peek() {
        None => Ok(made),
        Some(_) => Err("more stands behind it than one expression".to_owned()),
    }
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
            Word::Mark(HEAD | ALONE) => return self.point(),
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

    /// What a point stands for, or what belongs to that.
    fn point(&mut self) -> Made {
        let dot = self.reader.dots.last().cloned().flatten();
        let Some(dot) = dot else {
            return self.of_call(None)?.ok_or_else(|| "it is no value".to_owned());
        };
        let path = self.path(true);
        self.at += usize::from(path.is_empty());
        // A file of ours is named by its address.
        let is_address = path.iter().any(|name| matches!(&**name, "RelPermalink" | "Permalink"));
        let path = if is_address { &[] } else { &path[..] };
        Ok(path.iter().fold(dot, |of, name| member(&of, name)))
    }
}
