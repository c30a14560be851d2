//! Expressions of languages that write operators between what they work on: Jinja's relatives, Liquid, and
//! JavaScript. They become expressions of ours as they are read.

use super::words::{HEAD, Word, bare, is_name, literal, member, words};

/// How deep expressions may lie in each other.
const DEPTH: usize = 24;

/// What a call or a filter is given, by name or by place.
pub(super) type Given = Vec<(Option<String>, String)>;

/// What is an expression of ours; why there is none, as the rest of a sentence.
pub(super) type Made = Result<String, String>;

/// What a language calls things.
pub(super) trait Language {
    /// A name, with those behind its points.
    fn name(&self, path: &[String]) -> Made;

    /// A call of a function, or of what belongs to something: then that comes first, already as ours.
    fn call(&self, of: Option<&str>, name: &str, given: &Given) -> Made;

    /// What a filter makes of something.
    fn filter(&self, value: &str, name: &str, given: &Given) -> Made;

    /// Whether bars are filters, and what a colon behind one is: what JavaScript has for neither.
    fn has_filters(&self) -> bool {
        true
    }
}

/// The expression of ours for one of a language.
pub(super) fn expression(text: &str, language: &dyn Language) -> Made {
    nested(text, language, 0)
}

fn nested(text: &str, language: &dyn Language, depth: usize) -> Made {
    let words = words(text)?;
    let mut reader = Reader { words: &words, at: 0, language, depth };
    let made = reader.whole()?;
    match reader.peek() {
        None => Ok(bare(&made).to_owned()),
        Some(_) => Err("more stands behind it than one expression".to_owned()),
    }
}

struct Reader<'a> {
    words: &'a [Word],
    at: usize,
    language: &'a dyn Language,
    depth: usize,
}

/// Operators, the loosest first: as they are written, and as ours.
const OPERATORS: [&[(&str, &str)]; 6] = [
    &[("or", "or"), ("||", "or"), ("??", "or")],
    &[("and", "and"), ("&&", "and")],
    &[
        ("==", "=="),
        ("===", "=="),
        ("!=", "!="),
        ("!==", "!="),
        ("<=", "<="),
        (">=", ">="),
        ("<", "<"),
        (">", ">"),
        ("contains", "in"),
        ("in", "in"),
        ("is", "is"),
    ],
    &[("~", "~")],
    &[("+", "+"), ("-", "-")],
    &[("*", "*"), ("//", "//"), ("/", "/"), ("%", "%")],
];

/// What stands for nothing at all.
const NOTHING: [&str; 8] = ["nil", "null", "none", "None", "undefined", "blank", "empty", "NaN"];

impl Reader<'_> {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.at)
    }

    fn take(&mut self, mark: &str) -> bool {
        let is_there = match self.peek() {
            // A chain may go on behind blanks.
            Some(Word::Mark(word)) => *word == mark || (mark == "." && *word == HEAD),
            Some(Word::Name(word)) => word == mark,
            _ => false,
        };
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, mark: &str) -> Result<(), String> {
        if self.take(mark) { Ok(()) } else { Err(format!("`{mark}` is missing in it")) }
    }

    /// With filters behind all of it, and a choice around that.
    fn whole(&mut self) -> Made {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("expressions lie too deep in each other".to_owned());
        }
        let mut made = self.operators(0)?;
        if self.language.has_filters() {
            made = self.filters(made)?;
        }
        if self.take("?") {
            let yes = self.whole()?;
            self.expect(":")?;
            let no = self.whole()?;
            made = format!("({} if {made} else {})", yes, no);
        } else if self.language.has_filters() && self.take("if") {
            let condition = self.operators(0)?;
            let no = if self.take("else") { self.whole()? } else { "\"\"".to_owned() };
            made = format!("({made} if {condition} else {no})");
        }
        self.depth -= 1;
        Ok(made)
    }

    fn operators(&mut self, level: usize) -> Made {
        let Some(operators) = OPERATORS.get(level) else { return self.unary() };
        if level == 1 && self.take("not") {
            let of = self.operators(level)?;
            return Ok(format!("(not {of})"));
        }
        let mut left = self.operators(level + 1)?;
        loop {
            let negated = level == 2 && self.not_in();
            let Some((_, ours)) = operators.iter().find(|(written, _)| self.take(written)) else {
                return Ok(left);
            };
            left = match *ours {
                "is" => self.test(&left)?,
                ours => {
                    let is_nothing = matches!(
                        self.peek(), Some(Word::Name(name)) if NOTHING.contains(&&**name));
                    let contains = matches!(
                        &self.words[self.at - 1], Word::Name(name) if name == "contains");
                    let right = self.operators(level + 1)?;
                    match ours {
                        "==" if is_nothing => format!("(not {left})"),
                        "!=" if is_nothing => left,
                        "in" if contains => format!("({right} in {left})"),
                        "in" if negated => format!("({left} not in {right})"),
                        "+" => sum(&left, &right),
                        ours => format!("({left} {ours} {right})"),
                    }
                }
            };
        }
    }

    /// `a not in b`
    fn not_in(&mut self) -> bool {
        let is = |at: usize, name: &str| matches!(self.words.get(at), Some(Word::Name(word)) if word == name);
        let found = is(self.at, "not") && is(self.at + 1, "in");
        self.at += usize::from(found);
        found
    }

    /// What stands behind `is`.
    fn test(&mut self, value: &str) -> Made {
        let is_not = self.take("not");
        let Some(Word::Name(name)) = self.peek().cloned() else {
            return Err("nothing stands behind `is`".to_owned());
        };
        self.at += 1;
        let given = if self.take("(") { self.given(")")? } else { Given::new() };
        let of = given.first().map_or("\"\"", |(_, value)| value);
        let made = match &*name {
            "containing" => format!("({of} in {value})"),
            "starting_with" => format!("({value} is startingwith({of}))"),
            "ending_with" => format!("({value} is endingwith({of}))"),
            "divisibleby" => format!("({value} % {of} == 0)"),
            "defined" | "undefined" | "string" | "number" | "odd" | "even" | "iterable"
            | "mapping" | "none" => format!("({value} is {name})"),
            _ => return Err(format!("`is {name}` is not known here")),
        };
        Ok(if is_not { format!("(not {made})") } else { made })
    }

    fn unary(&mut self) -> Made {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("expressions lie too deep in each other".to_owned());
        }
        let made = if self.take("!") {
            format!("(not {})", self.unary()?)
        } else if self.take("-") {
            format!("(-{})", self.unary()?)
        } else if self.take("new") {
            self.unary()?
        } else {
            let first = self.first()?;
            self.behind(first)?
        };
        self.depth -= 1;
        Ok(made)
    }

    fn first(&mut self) -> Made {
        let word = self.peek().cloned().ok_or("something is missing in it")?;
        self.at += 1;
        match word {
            Word::Text(text) => Ok(literal(&text)),
            Word::Number(number) => Ok(number),
            Word::Filled(parts, rest) => self.filled(&parts, &rest),
            Word::Name(name) => self.name(name),
            Word::Mark("(") => {
                let made = self.whole()?;
                self.expect(")")?;
                Ok(made)
            }
            Word::Mark("[") => {
                let list = self.given("]")?;
                let items: Vec<String> = list.into_iter().map(|(_, value)| value).collect();
                Ok(format!("[{}]", items.join(", ")))
            }
            Word::Mark("{") => self.table(),
            Word::Mark(mark) => Err(format!("`{mark}` stands where a value is expected")),
        }
    }

    fn filled(&mut self, parts: &[(String, String)], rest: &str) -> Made {
        let mut all = Vec::new();
        for (plain, inner) in parts {
            if !plain.is_empty() {
                all.push(literal(plain));
            }
            all.push(nested_in(inner, self.language, self.depth)?);
        }
        if !rest.is_empty() {
            all.push(literal(rest));
        }
        Ok(format!("({})", all.join(" ~ ")))
    }

    /// A name with all that belongs to it, or a call.
    fn name(&mut self, name: String) -> Made {
        match &*name {
            "true" | "false" => return Ok(name),
            "True" | "False" => return Ok(name.to_ascii_lowercase()),
            other if NOTHING.contains(&other) => return Ok("none".to_owned()),
            _ => {}
        }
        let mut path = vec![name];
        loop {
            if self.take("(") {
                let given = self.given(")")?;
                let name = path.pop().unwrap_or_default();
                if path.is_empty() {
                    return self.language.call(None, &name, &given);
                }
                let of = self.language.name(&path)?;
                return self.language.call(Some(&of), &name, &given);
            }
            let is_point = self.take(".") || self.take("?.");
            match self.peek() {
                Some(Word::Name(name)) if is_point => {
                    path.push(name.clone());
                    self.at += 1;
                }
                _ if is_point => return Err("a name is missing in it".to_owned()),
                _ => return self.language.name(&path),
            }
        }
    }

    /// What stands behind a value: `.name`, `.call()`, `[item]`.
    fn behind(&mut self, mut made: String) -> Made {
        loop {
            if self.take("[") {
                let item = self.whole()?;
                self.expect("]")?;
                made = format!("{made}[{}]", bare(&item));
            } else if self.take(".") || self.take("?.") {
                let Some(Word::Name(name)) = self.peek().cloned() else {
                    return Err("a name is missing in it".to_owned());
                };
                self.at += 1;
                made = if self.take("(") {
                    let given = self.given(")")?;
                    self.language.call(Some(&made), &name, &given)?
                } else {
                    member(&made, &name)
                };
            } else if self.language.has_filters() && matches!(self.peek(), Some(Word::Mark("|"))) {
                return self.filters(made);
            } else {
                return Ok(made);
            }
        }
    }

    fn filters(&mut self, mut made: String) -> Made {
        while self.take("|") {
            let Some(Word::Name(name)) = self.peek().cloned() else {
                return Err("a filter has no name".to_owned());
            };
            self.at += 1;
            let given = if self.take("(") {
                self.given(")")?
            } else if self.take(":") {
                self.listed()?
            } else {
                Given::new()
            };
            made = self.language.filter(&made, &name, &given)?;
        }
        Ok(made)
    }

    /// What a filter of Liquid is given: `: a, b`.
    fn listed(&mut self) -> Result<Given, String> {
        let mut given = Given::new();
        loop {
            let first = self.first()?;
            given.push((None, first));
            if !self.take(",") {
                return Ok(given);
            }
        }
    }

    /// Values up to an end, some with names before them.
    fn given(&mut self, end: &str) -> Result<Given, String> {
        let mut given = Given::new();
        loop {
            if self.take(end) {
                return Ok(given);
            }
            let name = match (self.peek(), self.words.get(self.at + 1)) {
                (Some(Word::Name(name)), Some(Word::Mark("="))) => Some(name.clone()),
                _ => None,
            };
            self.at += if name.is_some() { 2 } else { 0 };
            let value = self.whole()?;
            given.push((name, bare(&value).to_owned()));
            if !self.take(",") {
                self.expect(end)?;
                return Ok(given);
            }
        }
    }

    /// `{a: 1, "b": 2, c}`
    fn table(&mut self) -> Made {
        let mut entries = Vec::new();
        while !self.take("}") {
            let key = match self.peek().cloned() {
                Some(Word::Name(name) | Word::Text(name) | Word::Number(name)) => name,
                _ => return Err("a key is missing in it".to_owned()),
            };
            self.at += 1;
            let value = match self.take(":") {
                true => self.whole()?,
                false => self.language.name(std::slice::from_ref(&key))?,
            };
            entries.push(format!("{}: {}", literal(&key), bare(&value)));
            if !self.take(",") {
                self.expect("}")?;
                break;
            }
        }
        Ok(format!("{{{}}}", entries.join(", ")))
    }
}

fn nested_in(text: &str, language: &dyn Language, depth: usize) -> Made {
    let made = nested(text, language, depth)?;
    Ok(if is_name(&made) { made } else { format!("({made})") })
}

/// Texts are joined by another mark than numbers are added with.
fn sum(left: &str, right: &str) -> String {
    let is_text = |part: &str| part.starts_with('"') || part.contains(" ~ ");
    let mark = if is_text(left) || is_text(right) { "~" } else { "+" };
    format!("({left} {mark} {right})")
}
