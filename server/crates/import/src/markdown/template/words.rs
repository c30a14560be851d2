//! Expressions of templates, cut into words.

/// A part of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Text(String),
    Number(String),
    /// A name, with the `$` before it that a variable of Go has.
    Name(String),
    /// A text with values in it, `` `a ${b}` ``: what is plain, and what is an expression.
    Filled(Vec<(String, String)>, String),
    Mark(&'static str),
}

/// Marks, the longest first.
const MARKS: [&str; 38] = [
    "...", "===", "!==", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "=>", ":=", "**", "//",
    "+", "-", "*", "/", "%", "~", "|", ".", ",", ":", ";", "(", ")", "[", "]", "{", "}", "?", "!",
    "<", ">", "=", "&",
];

/// The words of an expression; why it has none, as the rest of a sentence.
pub(super) fn words(text: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, length) = match first {
            '"' | '\'' => quoted(rest, first)?,
            '`' => filled(rest)?,
            c if c.is_ascii_digit() => number(rest),
            c if c.is_alphabetic() || c == '_' || c == '$' => name(rest),
            '.' if is_head(text, rest) => {
                let is_alone = rest[1..].starts_with(char::is_whitespace) || rest.len() == 1;
                (Word::Mark(if is_alone { ALONE } else { HEAD }), 1)
            }
            _ => {
                let mark = MARKS.iter().find(|mark| rest.starts_with(**mark));
                let mark = mark.ok_or_else(|| format!("`{first}` stands in it"))?;
                (Word::Mark(mark), mark.len())
            }
        };
        words.push(word);
        rest = rest[length..].trim_start();
    }
    Ok(words)
}

/// A point that begins a value, as in Go: one with a name behind it, and one that stands alone.
pub(super) const HEAD: &str = " .";
pub(super) const ALONE: &str = " . ";

/// Whether a point does not belong to what stands before it.
fn is_head(text: &str, rest: &str) -> bool {
    let before = text[..text.len() - rest.len()].chars().next_back();
    let is_more = rest.starts_with("...");
    !is_more && before.is_none_or(|c| c.is_whitespace() || c == '(')
}

fn quoted(text: &str, quote: char) -> Result<(Word, usize), String> {
    let mut made = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((at, c)) = letters.next() {
        match c {
            c if c == quote => return Ok((Word::Text(made), at + 1)),
            '\\' => match letters.next() {
                Some((_, 'n')) => made.push('\n'),
                Some((_, 't')) => made.push('\t'),
                Some((_, c)) => made.push(c),
                None => break,
            },
            c => made.push(c),
        }
    }
    Err("a text in it has no end".to_owned())
}

/// A text between backticks, in which a script may have values.
fn filled(text: &str) -> Result<(Word, usize), String> {
    let no_end = || "a text in it has no end".to_owned();
    let (mut parts, mut plain, mut at) = (Vec::new(), String::new(), 1);
    loop {
        let rest = &text[at..];
        let c = rest.chars().next().ok_or_else(no_end)?;
        if c == '`' {
            let word = match parts.is_empty() {
                true => Word::Text(plain),
                false => Word::Filled(parts, plain),
            };
            return Ok((word, at + 1));
        }
        if let Some(inner) = rest.strip_prefix("${") {
            let end = closing(inner).ok_or_else(no_end)?;
            parts.push((std::mem::take(&mut plain), inner[..end].to_owned()));
            at += "${".len() + end + 1;
            continue;
        }
        plain.push(c);
        at += c.len_utf8();
    }
}

/// Where the brace closes that stands before a text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn number(text: &str) -> (Word, usize) {
    let is_part = |(at, c): &(usize, char)| {
        let after = text[at + c.len_utf8()..].chars().next();
        c.is_ascii_digit() || (*c == '.' && after.is_some_and(|c| c.is_ascii_digit()))
    };
    let length = text.char_indices().take_while(is_part).map(|(_, c)| c.len_utf8()).sum();
    (Word::Number(text[..length].to_owned()), length)
}

fn name(text: &str) -> (Word, usize) {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let length = text.find(|c| !is_part(c)).unwrap_or(text.len());
    (Word::Name(text[..length].to_owned()), length)
}

/// A text as a template of ours has it.
pub(super) fn literal(text: &str) -> String {
    let mut made = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => made.extend(['\\', c]),
            '\n' => made.push_str("\\n"),
            c => made.push(c),
        }
    }
    made.push('"');
    // What would end what it stands in.
    made.replace("}}", "}\\u007d").replace("%}", "%\\u007d").replace("#}", "#\\u007d")
}

/// Whether a word is a name that a template can have without brackets.
pub(super) fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !KEYWORDS.contains(&word)
}

/// Words of the language itself.
const KEYWORDS: [&str; 18] = [
    "and", "else", "false", "for", "if", "in", "is", "loop", "macro", "none", "not", "null", "or",
    "set", "true", "None", "True", "False",
];

/// Names that a template of ours is given beside the arguments of its call.
const GIVEN: [&str; 15] = [
    "args", "body", "code", "data", "fail", "first", "inner", "markdown", "name", "named",
    "number", "ordinal", "page", "read", "site",
];

/// An argument of the call, by its name.
pub(super) fn argument(name: &str) -> String {
    let plain = name.replace('-', "_");
    if is_name(&plain) && !GIVEN.contains(&&*plain) {
        plain
    } else {
        format!("named[{}]", literal(name))
    }
}

/// What belongs to something, by its name.
pub(super) fn member(of: &str, name: &str) -> String {
    if is_name(name) { format!("{of}.{name}") } else { format!("{of}[{}]", literal(name)) }
}

/// An expression without the brackets around all of it.
pub(super) fn bare(expression: &str) -> &str {
    let Some(inner) = expression.strip_prefix('(').and_then(|e| e.strip_suffix(')')) else {
        return expression;
    };
    let (mut depth, mut in_text, mut escaped) = (0_i32, false, false);
    for c in inner.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            '(' if !in_text => depth += 1,
            ')' if !in_text => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return expression;
        }
    }
    inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_has_words() {
        let name = |name: &str| Word::Name(name.into());
        let text = |text: &str| Word::Text(text.into());
        let made = words("a.b|default(value='x\\'') === `y` 1.5").expect("words");
        let wanted = vec![
            name("a"),
            Word::Mark("."),
            name("b"),
            Word::Mark("|"),
            name("default"),
            Word::Mark("("),
            name("value"),
            Word::Mark("="),
            text("x'"),
            Word::Mark(")"),
            Word::Mark("==="),
            text("y"),
            Word::Number("1.5".into()),
        ];
        assert_eq!(made, wanted);
        let made = words("`a ${b + `${c}`} d`").expect("words");
        assert_eq!(made, [Word::Filled(vec![("a ".into(), "b + `${c}`".into())], " d".into())]);
        for none in ["'a", "`a", "`${a`", "a § b"] {
            assert!(words(none).is_err(), "{none}");
        }
    }

    #[test]
    fn what_a_template_names_can_be_read_by_ours() {
        assert_eq!(argument("data-id"), "data_id");
        assert_eq!(argument("page"), "named[\"page\"]");
        assert_eq!(argument("for"), "named[\"for\"]");
        assert_eq!(member("a", "b-c"), "a[\"b-c\"]");
        assert_eq!(literal("a\"b\n%}"), "\"a\\\"b\\n%\\u007d\"");
        assert_eq!((bare("(a or b)"), bare("(a) or (b)")), ("a or b", "(a) or (b)"));
    }
}
