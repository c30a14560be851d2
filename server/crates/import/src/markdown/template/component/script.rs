//! The program of a component: the names that it gives to what it is given, and to what follows of that.

use super::{
    super::{
        infix::expression,
        words::{argument, is_name},
        writer::Writer,
    },
    Framework,
    names::Names,
};

/// Reads a program. What of it is not known here only counts where something is made of it.
pub(super) fn read(script: &str, framework: Framework, names: &Names<'_>, writer: &mut Writer) {
    if framework == Framework::React
        && let Some((_, given)) = script.split_once("({")
        && let Some((given, _)) = given.split_once('}')
    {
        taken_apart(given, names, writer);
    }
    for statement in statements(script) {
        let Some(rest) = ["const ", "let ", "var "].iter().find_map(|w| statement.strip_prefix(w))
        else {
            continue;
        };
        let Some((name, value)) = split(rest, '=') else { continue };
        let (name, value) = (name.trim(), value.trim());
        let is_given = ["Astro.props", "props", "defineProps", "$props"]
            .iter()
            .any(|props| value.starts_with(props));
        if let Some(inner) = name.strip_prefix('{') {
            if is_given {
                taken_apart(inner.split('}').next().unwrap_or(inner), names, writer);
            }
            continue;
        }
        let name = name.split(':').next().unwrap_or(name).trim();
        if !is_name(name) || value.starts_with("defineProps") {
            continue;
        }
        if let Ok(made) = expression(uncast(value), names) {
            let own = format!("v_{name}");
            writer.set(&own, statement, Ok(made));
            names.give(name, own);
        }
    }
}

/// `{ title, kind = 'note', class: className, ...rest }`
fn taken_apart(list: &str, names: &Names<'_>, writer: &mut Writer) {
    let mut rest = list;
    while !rest.trim().is_empty() {
        let (entry, behind) = split(rest, ',').unwrap_or((rest, ""));
        rest = behind;
        let (name, usual) =
            split(entry, '=').map_or((entry, None), |(name, usual)| (name, Some(usual)));
        let (name, own) = name.split_once(':').unwrap_or((name, name));
        let (name, own) = (name.trim(), own.trim());
        if !is_name(own) || name == "children" {
            continue;
        }
        let given = argument(name);
        match usual.map(|usual| expression(usual, names)) {
            Some(Ok(usual)) => {
                let made = format!("v_{own}");
                writer.set(&made, entry, Ok(format!("{given} if {given} is defined else {usual}")));
                names.give(own, made);
            }
            _ => names.give(own, given),
        }
    }
}

/// The statements of a program, without what stands in its functions.
fn statements(script: &str) -> Vec<&str> {
    let (mut found, mut from, mut depth, mut quote) = (Vec::new(), 0, 0_i32, None);
    for (at, c) in script.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => continue,
            (None, '`') => quote = Some(c),
            (None, '{' | '(' | '[') => depth += 1,
            (None, '}' | ')' | ']') => depth -= 1,
            _ => {}
        }
        let ends = c == ';' || (c == '\n' && starts(&script[at + 1..]));
        if ends && depth <= 1 && quote.is_none() {
            found.push(script[from..at].trim());
            from = at + 1;
        }
    }
    found.push(script[from..].trim());
    found
}

/// Whether a statement begins here.
fn starts(script: &str) -> bool {
    let line = script.trim_start();
    ["const ", "let ", "var ", "import ", "export ", "if ", "function ", "interface ", "type "]
        .iter()
        .any(|word| line.starts_with(word))
}

/// What stands before and behind a mark that is in no brackets and no text.
fn split(text: &str, mark: char) -> Option<(&str, &str)> {
    let (mut depth, mut quote) = (0_i32, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, c) if c == mark && depth == 0 => {
                let behind = &text[at + c.len_utf8()..];
                if mark == '=' && behind.starts_with(['>', '=']) {
                    return None;
                }
                return Some((&text[..at], behind));
            }
            (None, '{' | '(' | '[') => depth += 1,
            (None, '}' | ')' | ']') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// A value without what TypeScript calls it.
fn uncast(value: &str) -> &str {
    value.split(" as ").next().unwrap_or(value).trim_end_matches('!')
}
