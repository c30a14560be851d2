//! Expressions of MDX in tags: `style={{ margin: 0 }}`. Hidden under quotes, they leave a tag one of
//! HTML.

use diagnostics::Span;

/// How long a tag is at most, with its expressions: a longer one is a part of a program.
const LONGEST: usize = 2048;

/// The expressions that stand for values of attributes, braces included; `is_text` tells where no tag
/// begins.
pub(super) fn expressions(text: &str, is_text: impl Fn(usize) -> bool) -> Vec<Span> {
    let mut found = Vec::new();
    if !text.contains("={") {
        return found;
    }
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|next| at + next) {
        at = start + 1;
        let begins = text[at..].starts_with(|c: char| c.is_ascii_alphabetic());
        if begins
            && !is_text(start)
            && let Some((end, values)) = tag(&text.as_bytes()[..text.len().min(at + LONGEST)], at)
        {
            found.extend(values);
            at = end;
        }
    }
    found
}

/// Where the tag ends that begins with a name, and the expressions in it; `None` when it is none.
fn tag(text: &[u8], mut at: usize) -> Option<(usize, Vec<Span>)> {
    let mut values = Vec::new();
    while text.get(at).is_some_and(|&byte| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte)) {
        at += 1;
    }
    loop {
        let blank = at;
        while text.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        match *text.get(at)? {
            b'>' => return Some((at + 1, values)),
            b'/' if text.get(at + 1) == Some(&b'>') => return Some((at + 2, values)),
            // Behind an empty line there is no tag any more.
            _ if blank == at || text[blank..at].windows(2).any(|pair| pair == b"\n\n") => {
                return None;
            }
            byte if byte.is_ascii_alphabetic() || b"_:@".contains(&byte) => {}
            _ => return None,
        }
        while text.get(at).is_some_and(|byte| !b" \t\n=>/".contains(byte)) {
            at += 1;
        }
        if text.get(at) != Some(&b'=') {
            continue;
        }
        at += 1;
        match *text.get(at)? {
            quote @ (b'"' | b'\'') => {
                at += 1 + text[at + 1..].iter().position(|&byte| byte == quote)? + 1;
            }
            b'{' => {
                let end = end_of(text, at)?;
                values.push(at..end);
                at = end;
            }
            _ => {
                while text.get(at).is_some_and(|byte| !b" \t\n>".contains(byte)) {
                    at += 1;
                }
            }
        }
    }
}

/// Where an expression ends that begins with a brace.
fn end_of(text: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, &byte) in text.iter().enumerate().skip(start) {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            (None, b'\n') if text.get(at + 1) == Some(&b'\n') => return None,
            _ => {}
        }
    }
    None
}

/// Puts quotes in the place of the braces, and blanks between them.
pub(super) fn hide(bytes: &mut [u8], expressions: &[Span]) {
    for place in expressions {
        let expression = &mut bytes[place.clone()];
        expression.iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        expression[0] = b'"';
        if let Some(last) = expression.last_mut() {
            *last = b'"';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_found_in_a_tag_alone() {
        for (text, found) in [
            ("<div style={{a: 'b}'}}>", &["{{a: 'b}'}}"][..]),
            ("<A b=\"{x}\" c={() => <b />} d />", &["{() => <b />}"]),
            ("<a href={\"x\"}>a</a> <b c={d}>", &["{\"x\"}", "{d}"]),
            ("<A\n  b={[\n    1]}\n/>", &["{[\n    1]}"]),
            ("<A b={c", &[]),
            ("<A\n\nb={c}>", &[]),
            ("a < b c={d}>", &[]),
            ("<A b={{>", &[]),
            ("<A b={\n\n}>", &[]),
            ("<A {...b} c={d}>", &[]),
        ] {
            let places = expressions(text, |_| false);
            let parts: Vec<&str> = places.iter().map(|place| &text[place.clone()]).collect();
            assert_eq!(parts, found, "{text}");
            let mut bytes = text.as_bytes().to_vec();
            hide(&mut bytes, &places);
            assert_eq!(bytes.len(), text.len());
        }
        assert!(expressions("<A b={c}>", |_| true).is_empty());
    }
}
