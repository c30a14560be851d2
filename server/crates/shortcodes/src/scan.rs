//! The calls in a text, each with what ends it.

use std::collections::BTreeSet;

use diagnostics::Span;

use crate::{
    call::Call,
    data::TemplateValue,
    tag::{BRACES, Family, Tag, read},
    templates::Takes,
};

/// How many calls a text may have: each is a template to be filled in.
pub const MOST: usize = 1_000;

/// What was found in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calls {
    /// In the order in which they begin.
    pub calls: Vec<Call>,
    /// The marks around tags that are to be shown: `/*` and `*/`.
    pub marks: Vec<Span>,
    /// The first call that is one too many.
    pub too_many: Option<Span>,
}

/// Finds the calls in a text. `is_code` tells where nothing is one; `shortcode` knows which names have
/// templates, as these are called, and what such a template does with what stands in a call.
pub fn scan(
    text: &str,
    is_code: impl Fn(usize) -> bool,
    shortcode: impl Fn(&str) -> Option<(String, Takes)>,
) -> Calls {
    let mut scanner =
        Scanner { text, found: Calls::default(), open: Vec::new(), endless: BTreeSet::new() };
    // Where the tag before ends.
    let mut end = 0;
    let mut from = 0;
    while let Some(at) = next(text, from) {
        from = at + 1;
        let Some((tag, length)) = read(&text[at..]) else { continue };
        let mut place = at..at + length;
        from = match tag {
            Tag::Shown { first, last } => {
                let marks = [first, last].map(|(start, end)| at + start..at + end);
                scanner.found.marks.extend(marks);
                place.end
            }
            _ if is_code(at) => continue,
            Tag::End { family, name } => {
                scanner.end(family, name.as_deref(), place.clone());
                place.end
            }
            Tag::Begin { family, name, mut arguments, ends } => {
                let Some((template, takes)) = shortcode(&name) else { continue };
                if family == Family::Braces {
                    if text[..at].ends_with('\\') {
                        continue;
                    }
                    // The number that they are about is a part of them.
                    place.start = number(&text[..at], end);
                    let number = text[place.start..at].to_owned();
                    arguments.named.insert("text".to_owned(), TemplateValue::Text(number));
                }
                if scanner.found.calls.len() == MOST {
                    scanner.found.too_many = Some(place);
                    break;
                }
                let call =
                    Call { name: template, arguments, open: place, close: None, inner: None };
                let takes = if ends { None } else { Some(takes) };
                scanner.begin(family, name, takes, call)
            }
        };
        end = from;
    }
    scanner.found
}

/// Where the number begins that stands before braces, behind another tag and on their line.
fn number(before: &str, from: usize) -> usize {
    let line = before[from..].rfind('\n').map_or(from, |at| from + at + 1);
    line + numbers::before(&before[line..]).unwrap_or(before.len() - line)
}

/// Where the next thing begins that may be a tag.
fn next(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len().saturating_sub(1)).find(|&at| match (bytes[at], bytes[at + 1]) {
        (b'{', b'{' | b'%') => true,
        (b'{', b'd') => text[at..].starts_with(BRACES),
        (b'<', next) => next.is_ascii_uppercase() || next == b'/',
        _ => false,
    })
}

/// The tag that ends a call whose content is no Markdown.
fn end_of(text: &str, from: usize, family: Family, name: &str) -> Option<Span> {
    let mut from = from;
    while let Some(at) = next(text, from) {
        match read(&text[at..]) {
            Some((Tag::End { family: of, name: ended }, length))
                if of == family && ended.as_deref().is_none_or(|ended| ended == name) =>
            {
                return Some(at..at + length);
            }
            _ => from = at + 1,
        }
    }
    None
}

struct Scanner<'a> {
    text: &'a str,
    found: Calls,
    /// The calls that may have an end: whose they are, as which name they are written, which they are.
    open: Vec<(Family, String, usize)>,
    /// The names for which nothing more ends a call.
    endless: BTreeSet<String>,
}

impl Scanner<'_> {
    /// Takes a call that may have an end if its template takes something; returns where to go on.
    fn begin(
        &mut self,
        family: Family,
        name: String,
        takes: Option<Takes>,
        mut call: Call,
    ) -> usize {
        let start = call.open.end;
        match takes {
            Some(Takes::Text) if !self.endless.contains(&name) => {
                match end_of(self.text, start, family, &name) {
                    Some(end) => {
                        call.inner = Some(start..end.start);
                        call.open.end = end.end;
                    }
                    None => {
                        self.endless.insert(name);
                    }
                }
            }
            Some(_) => self.open.push((family, name, self.found.calls.len())),
            None => {}
        }
        let end = call.open.end;
        self.found.calls.push(call);
        end
    }

    fn end(&mut self, family: Family, name: Option<&str>, place: Span) {
        let matches = |(of, open, _): &(Family, String, usize)| {
            *of == family && name.is_none_or(|name| name == open)
        };
        let Some(at) = self.open.iter().rposition(matches) else { return };
        let (.., call) = self.open[at];
        // What began in it and has no end needs none.
        self.open.truncate(at);
        let call = &mut self.found.calls[call];
        call.inner = Some(call.open.end..place.start);
        call.close = Some(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Option<String>, Option<String>)> {
        let takes = |name: &str| match name {
            "code" => Some(("code".to_owned(), Takes::Text)),
            "a" | "b" => Some((name.to_owned(), Takes::Body)),
            "Box" => Some(("box".to_owned(), Takes::Body)),
            _ => None,
        };
        let part = |span: Span| text[span].to_owned();
        let calls = scan(text, |at| text[..at].matches('`').count() % 2 == 1, takes).calls;
        calls
            .into_iter()
            .map(|call| (part(call.open), call.close.map(part), call.inner.map(part)))
            .collect()
    }

    #[test]
    fn a_call_ends_with_the_next_tag_of_its_name() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            found("{{< a >}}x{{< a >}}y{{< /a >}}z{{< /a >}} {{< b >}}"),
            [
                ("{{< a >}}".into(), some("{{< /a >}}"), some("x{{< a >}}y{{< /a >}}z")),
                ("{{< a >}}".into(), some("{{< /a >}}"), some("y")),
                ("{{< b >}}".into(), None, None),
            ]
        );
        let nested = found("{% a() %}{% b %}c{% end %}{% enda %}<Box>d</Box>{{ a() }}");
        let inner: Vec<_> = nested.iter().map(|call| call.2.as_deref()).collect();
        assert_eq!(inner, [Some("{% b %}c{% end %}"), Some("c"), Some("d"), None]);
        // What has no end of its own ends nothing else's.
        let inner = found("{{< a >}}{{< b >}}{{< /a >}}{{< /b >}}");
        assert_eq!((inner[0].2.as_deref(), inner[1].2.as_deref()), (Some("{{< b >}}"), None));
    }

    #[test]
    fn nothing_in_code_or_in_a_call_for_code_is_a_call() {
        assert!(found("`{{< a >}}` {{< unknown >}} {{ a }} {{</* a */>}}").is_empty());
        let code = found("{{< code go >}}{{< a >}}`{{< /code >}}{{< /a >}}");
        let inner = Some("{{< a >}}`".to_owned());
        assert_eq!(code, [("{{< code go >}}{{< a >}}`{{< /code >}}".to_owned(), None, inner)]);
        assert_eq!(found("{{< code go >}} {{< code >}}").len(), 2);
    }

    #[test]
    fn braces_are_about_the_number_before_them() {
        let text = "of 1,200{data=\"a\"} and \u{2212}3.2 %{data='b' row='2'}, p99{data=\"c\"} `5`{data=\"d\"}\n\
            6\n{data=\"e\"}{data=\"f\"} \\{data=\"g\"}";
        let value = |name: &str| Some((name.to_owned(), Takes::Nothing));
        let calls = scan(text, |at| text[..at].matches('`').count() % 2 == 1, value).calls;
        let found: Vec<(&str, &TemplateValue)> = calls
            .iter()
            .map(|call| (&text[call.open.clone()], &call.arguments.named["text"]))
            .collect();
        let expected = [
            ("1,200{data=\"a\"}", "1,200"),
            ("\u{2212}3.2 %{data='b' row='2'}", "\u{2212}3.2 %"),
            ("{data=\"c\"}", ""),
            ("{data=\"d\"}", ""),
            ("{data=\"e\"}", ""),
            ("{data=\"f\"}", ""),
        ];
        assert_eq!(
            found,
            expected.map(|(tag, number)| (tag, &*Box::leak(Box::new(number.into()))))
        );
    }

    #[test]
    fn of_many_calls_a_bounded_number_is_made() {
        let text = "{{< a >}}".repeat(MOST + 2);
        let found = scan(&text, |_| false, |name| Some((name.to_owned(), Takes::Nothing)));
        assert_eq!(found.calls.len(), MOST);
        assert_eq!(found.too_many, Some(9 * MOST..9 * MOST + 9));
    }
}
