//! Functions of Eleventy's configuration that write a shortcode: `addShortcode("x", (a) => `<b>${a}</b>`)`. What
//! they return is a template, what they return early a condition. Nothing is run.

use super::{
    super::{
        infix::expression,
        known::Known,
        words::{argument, is_name},
        writer::Writer,
    },
    Framework,
    names::Names,
};

/// How much may lie in each other.
const DEPTH: usize = 16;

/// What stands before the function of a shortcode around something, which is what it is given first.
pub(crate) const PAIRED: &str = "paired ";

/// Reads a function; `None` where it is none.
pub(in super::super) fn translate(
    text: &str,
    known: Known<'_>,
) -> Option<(String, Vec<(usize, String)>)> {
    let first = text.trim_start_matches('\n');
    let line = 1 + text.len() - first.len();
    let function = first.strip_prefix(PAIRED);
    let is_paired = function.is_some();
    let function = function.unwrap_or(first);
    let open = function.find('(')?;
    let end = open + closing(&function[open..])?;
    let names = Names::new(Framework::React, known);
    let mut walk =
        Walk { writer: Writer::default(), names: &names, whole: function, line, open: 0 };
    walk.writer.line = line;
    walk.parameters(&function[open + 1..end], is_paired);
    let behind = function[end + 1..].trim_start();
    let body = behind.strip_prefix("=>").map_or(behind, str::trim_start);
    match body.starts_with('{') {
        true => {
            walk.block(&body[1..closing(body)?], 0);
        }
        false => walk.shown(value(body), 0),
    }
    for _ in 0..walk.open {
        walk.writer.end();
    }
    Some(walk.writer.finish())
}

struct Walk<'a> {
    writer: Writer,
    names: &'a Names<'a>,
    whole: &'a str,
    /// The line that the function begins on.
    line: usize,
    /// Conditions behind which all that follows stands.
    open: usize,
}

impl Walk<'_> {
    /// `title, heading = "Filename"`, `{ title, kind }`
    fn parameters(&mut self, list: &str, is_paired: bool) {
        if let Some(inner) = list.trim().strip_prefix('{') {
            for entry in split(inner.trim_end().trim_end_matches('}'), ',') {
                let name = entry.split(['=', ':']).next().unwrap_or_default().trim();
                if is_name(name) {
                    self.names.give(name, argument(name));
                }
            }
            return;
        }
        for (at, entry) in split(list, ',').into_iter().enumerate() {
            let (name, usual) = entry.split_once('=').unwrap_or((entry, ""));
            let name = name.trim();
            if at == 0 && is_paired {
                self.names.give(name, "body");
            } else if is_name(name) {
                let given = format!("args[{}]", at - usize::from(is_paired));
                let usual = expression(usual.trim(), self.names).ok();
                self.names.give(
                    name,
                    match usual.filter(|usual| !usual.is_empty()) {
                        Some(usual) => format!("({given} if {given} is defined else {usual})"),
                        None => given,
                    },
                );
            }
        }
    }

    /// Notes the line of a part of the function.
    fn at(&mut self, part: &str) {
        let place = part.as_ptr() as usize - self.whole.as_ptr() as usize;
        let before = self.whole.get(..place).unwrap_or_default();
        self.writer.line = self.line + before.matches('\n').count();
    }

    /// Reads statements; whether they end with what is returned.
    fn block(&mut self, body: &str, depth: usize) -> bool {
        let mut rest = body.trim_start();
        while !rest.is_empty() {
            self.at(rest);
            if rest.starts_with("//") {
                rest = rest.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
                continue;
            }
            if let Some(behind) = word(rest, "return") {
                self.shown(value(behind), depth);
                return true;
            }
            if let Some(behind) = word(rest, "if")
                && let Some(end) = closing(behind)
            {
                rest = self.condition(&behind[1..end], behind[end + 1..].trim_start(), depth);
                continue;
            }
            let statement = value(rest);
            let declared = ["const", "let", "var"].iter().find_map(|kind| word(statement, kind));
            match declared.and_then(|declared| declared.split_once('=')) {
                // What it is not understood to be only counts where it is shown.
                Some((name, made)) => {
                    if let Ok(made) = expression(made.trim(), self.names) {
                        self.names.give(name.trim(), format!("({made})"));
                    }
                }
                None => self.writer.lose(format!("`{statement}` is left out")),
            }
            rest = rest[statement.len()..].trim_start_matches([';', ' ', '\t', '\n']);
        }
        false
    }

    /// `if (…) { return …; }`: what follows stands behind `else` then. Returns what is left.
    fn condition<'t>(&mut self, condition: &str, behind: &'t str, depth: usize) -> &'t str {
        if depth == DEPTH {
            self.writer.lose("conditions lie too deep in each other");
            return "";
        }
        let part = |behind: &'t str| match behind.starts_with('{') {
            true => {
                let end = closing(behind).unwrap_or(behind.len() - 1);
                (&behind[1..end], behind.get(end + 1..).unwrap_or_default().trim_start())
            }
            false => {
                let one = value(behind);
                (one, behind[one.len()..].trim_start_matches([';', ' ', '\t', '\n']))
            }
        };
        let (inner, rest) = part(behind);
        let made = expression(condition, self.names);
        self.writer.open_if(condition, made);
        let returns = self.block(inner, depth + 1);
        if let Some(other) = word(rest, "else") {
            let (inner, rest) = part(other);
            self.writer.or_else();
            self.block(inner, depth + 1);
            self.writer.end();
            return rest;
        }
        if returns {
            self.writer.or_else();
            self.open += 1;
        } else {
            self.writer.end();
        }
        rest
    }

    /// What an expression shows: texts with values in them, joined, or one of two.
    fn shown(&mut self, text: &str, depth: usize) {
        let text = text.trim();
        if depth >= DEPTH {
            return self.writer.lose("expressions lie too deep in each other");
        }
        if text.starts_with('(') && closing(text) == Some(text.len() - 1) {
            return self.shown(&text[1..text.len() - 1], depth + 1);
        }
        let parts = split(text, '+');
        if parts.len() > 1 {
            return parts.into_iter().for_each(|part| self.shown(part, depth + 1));
        }
        if let [condition, rest] = split(text, '?')[..]
            && !rest.starts_with(['?', '.'])
        {
            let sides = split(rest, ':');
            self.writer.open_if(condition, expression(condition, self.names));
            self.shown(sides[0], depth + 1);
            self.writer.or_else();
            self.shown(sides.get(1).unwrap_or(&""), depth + 1);
            self.writer.end();
            return;
        }
        let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else {
            if !text.is_empty() {
                self.writer.output(text, expression(text, self.names));
            }
            return;
        };
        let mut inner = text[1..].strip_suffix(quote).unwrap_or(&text[1..]);
        while let Some((before, rest)) = inner.split_once("${").filter(|_| quote == '`') {
            self.literal(before);
            let Some(end) = closing(&inner[before.len() + 1..]) else {
                return self.writer.lose("a brace has no end");
            };
            self.shown(&rest[..end - 1], depth + 1);
            inner = &rest[end..];
        }
        self.literal(inner);
    }

    /// Text, whose lines are not indented: to Markdown they would be code.
    fn literal(&mut self, text: &str) {
        let text =
            text.replace("\\n", "\n").replace("\\`", "`").replace("\\\"", "\"").replace("\\'", "'");
        let lines: Vec<&str> = text
            .split('\n')
            .enumerate()
            .map(|(at, line)| if at > 0 { line.trim_start() } else { line })
            .collect();
        self.writer.literal(&lines.join("\n"));
    }
}

/// What stands behind a word, if a text begins with it.
fn word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    rest.starts_with(|c: char| !c.is_alphanumeric() && c != '_').then(|| rest.trim_start())
}

/// The places of a text that are in no brackets and no text in it, with what stands there, and whether that
/// closes a bracket. Between back ticks expressions stand in braces.
fn outside(text: &str) -> impl Iterator<Item = (usize, char, bool)> {
    let mut open: Vec<char> = Vec::new();
    let (mut escaped, mut before) = (false, ' ');
    text.char_indices().filter_map(move |(at, c)| {
        let was = std::mem::replace(&mut before, c);
        if std::mem::take(&mut escaped) {
            return None;
        }
        match (open.last().copied(), c) {
            (Some('"' | '\'' | '`'), '\\') => escaped = true,
            (Some(quote @ ('"' | '\'' | '`')), c) if c == quote => drop(open.pop()),
            (Some('`'), '{') if was == '$' => open.push('{'),
            (Some('"' | '\'' | '`'), _) => {}
            (_, '"' | '\'' | '`' | '(' | '[' | '{') => open.push(c),
            (Some(_), ')' | ']' | '}') => {
                open.pop();
                return open.is_empty().then_some((at, c, true));
            }
            (None, _) => return Some((at, c, false)),
            _ => {}
        }
        None
    })
}

/// Where the bracket that a text begins with is closed.
fn closing(text: &str) -> Option<usize> {
    outside(text).next().filter(|(.., closes)| *closes).map(|(at, ..)| at)
}

/// An expression or a statement, up to its end.
fn value(text: &str) -> &str {
    let goes_on = ['+', '?', ':', '.', '&', '|', '(', '='];
    let end = outside(text).find(|(at, c, closes)| match c {
        ';' => true,
        // What closes a bracket that was opened before.
        ')' | '}' | ',' => !closes,
        '\n' => {
            let (before, next) = (text[..*at].trim_end(), text[at + 1..].trim_start());
            !before.is_empty() && !next.starts_with(goes_on) && !before.ends_with(goes_on)
        }
        _ => false,
    });
    &text[..end.map_or(text.len(), |(at, ..)| at)]
}

/// The parts of a text between marks that are in no brackets and no text in it.
fn split(text: &str, mark: char) -> Vec<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, c, _) in outside(text) {
        if c == mark {
            parts.push(text[from..at].trim());
            from = at + c.len_utf8();
        }
    }
    parts.push(text[from..].trim());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_function_returns_is_a_template() {
        for (function, made) in [
            ("(a) => `<b>${a}</b>`)", "<b>{{ args[0] }}</b>"),
            (
                "function (a, b = \"File\") {\n  return `<i>${b}</i>` + a;\n}",
                "<i>{{ args[1] if args[1] is defined else \"File\" }}</i>{{ args[0] }}",
            ),
            (
                "paired (content, url) => `<a href=\"${url}\">${content}</a>`",
                "<a href=\"{{ args[0] }}\">{{ body }}</a>",
            ),
            (
                "(a, u) {\n if (!u) {\n  return a;\n }\n return `<a href=\"${u}\">${a}</a>`;\n}",
                "{% if not args[1] %}{{ args[0] }}{% else %}<a href=\"{{ args[1] }}\">{{ args[0] }}</a>{% endif %}",
            ),
            (
                "(a) => `<b>` + (a ? `x ${a}` : \"\")",
                "<b>{% if args[0] %}x {{ args[0] }}{% else %}{% endif %}",
            ),
            ("({ src }) => `<img src=\"${src}\">`", "<img src=\"{{ src }}\">"),
        ] {
            let (text, lost) = translate(function, &|_| None).expect(function);
            assert_eq!((&*text, lost), (made, Vec::new()), "{function}");
        }
        let (_, lost) = translate("\n\n(a) => `${fetched(a)}`", &|_| None).expect("a function");
        assert_eq!(lost[0].0, 3);
        assert!(translate("none", &|_| None).is_none());
    }
}
