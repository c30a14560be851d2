//! One tag of a call, as each generator writes it.

use crate::{call::Arguments, data::TemplateValue, read::Cursor};

/// How long a tag is at most.
pub(crate) const LONGEST: usize = 4096;

/// How braces begin that say what a number is bound to.
pub(crate) const BRACES: &str = "{data=";
/// The shortcode that they are a call of.
pub(crate) const VALUE: &str = "value";

/// The generator whose form of tags it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// `{{< name >}}`, `{{% name %}}`
    Hugo,
    /// `{{ name() }}`
    Expression,
    /// `{% name %}`
    Statement,
    /// `<Name />`
    Jsx,
    /// `{data="…"}`
    Braces,
}

/// A tag.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tag {
    /// It begins a call, and may end it too.
    Begin { family: Family, name: String, arguments: Arguments, ends: bool },
    /// It ends the call of this name; without a name the last one.
    End { family: Family, name: Option<String> },
    /// It is to be shown: these are the marks in it that are not, as places in the tag.
    Shown { first: (usize, usize), last: (usize, usize) },
}

/// Reads the tag that a text begins with; returns how long it is, too.
pub(crate) fn read(text: &str) -> Option<(Tag, usize)> {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let mut reader = Cursor::new(text);
    let tag = if reader.take("{{<") {
        of_hugo(&mut reader, &["/>}}", ">}}"])
    } else if reader.take("{{%") {
        of_hugo(&mut reader, &["/%}}", "%}}"])
    } else if reader.take("{{") {
        of_expression(&mut reader)
    } else if reader.take("{%") {
        of_statement(&mut reader)
    } else if reader.take("{") {
        of_braces(&mut reader)
    } else if reader.take("<") {
        of_jsx(&mut reader)
    } else {
        None
    };
    Some((tag?, reader.at()))
}

/// `/* … */` and the end of the tag: it is shown, without these marks.
fn shown(reader: &mut Cursor<'_>, end: &str) -> Option<Tag> {
    let start = reader.at();
    reader.take("/*").then_some(())?;
    let mark = format!("*/{end}");
    let at = reader.rest().find(&mark).map(|at| reader.at() + at)?;
    reader.skip_bytes(at - reader.at() + mark.len());
    Some(Tag::Shown { first: (start, start + 2), last: (at, at + 2) })
}

fn of_hugo(reader: &mut Cursor<'_>, ends: &[&str]) -> Option<Tag> {
    let end = ends[1];
    if let Some(tag) = shown(reader, end) {
        return Some(tag);
    }
    reader.skip(char::is_whitespace);
    if reader.take("/") {
        reader.skip(char::is_whitespace);
        let name = reader.name()?.to_owned();
        reader.skip(char::is_whitespace);
        return reader.take(end).then_some(Tag::End { family: Family::Hugo, name: Some(name) });
    }
    let name = reader.name()?.to_owned();
    let arguments = reader.arguments(ends, false)?;
    let ends = reader.read().ends_with(ends[0]);
    Some(Tag::Begin { family: Family::Hugo, name, arguments, ends })
}

fn of_expression(reader: &mut Cursor<'_>) -> Option<Tag> {
    if let Some(tag) = shown(reader, "}}") {
        return Some(tag);
    }
    reader.take("-");
    reader.skip(char::is_whitespace);
    let name = reader.name()?.to_owned();
    reader.skip(char::is_whitespace);
    reader.take("(").then_some(())?;
    let arguments = reader.arguments(&[")"], true)?;
    reader.skip(char::is_whitespace);
    reader.take("-");
    let tag = Tag::Begin { family: Family::Expression, name, arguments, ends: true };
    reader.take("}}").then_some(tag)
}

fn of_statement(reader: &mut Cursor<'_>) -> Option<Tag> {
    if let Some(tag) = shown(reader, "%}") {
        return Some(tag);
    }
    reader.take("-");
    reader.skip(char::is_whitespace);
    let mut name = reader.name()?.to_owned();
    reader.skip(|c| c == ' ');
    let mut arguments = if reader.take("(") {
        let arguments = reader.arguments(&[")"], true)?;
        reader.skip(char::is_whitespace);
        reader.take("-");
        reader.take("%}").then_some(arguments)?
    } else {
        reader.arguments(&["-%}", "%}"], false)?
    };
    // Jekyll has its templates in a folder of includes: `{% include video.html id="…" %}`.
    if name == "include"
        && let Some(TemplateValue::Text(file)) = arguments.positional.first()
        && let Some(template) = file.strip_suffix(".html")
    {
        name = template.to_owned();
        arguments.positional.remove(0);
    }
    Some(match name.strip_prefix("end") {
        Some(ended) => {
            let name = (!ended.is_empty()).then(|| ended.to_owned());
            Tag::End { family: Family::Statement, name }
        }
        None => Tag::Begin { family: Family::Statement, name, arguments, ends: false },
    })
}

/// What a number before it is bound to: `{data="…"}` is short for a call of `value`.
///
/// All values stand in quotes: what begins many braces and ends none is read once.
fn of_braces(reader: &mut Cursor<'_>) -> Option<Tag> {
    let mut arguments = Arguments::default();
    loop {
        reader.skip(|c| c == ' ');
        if reader.take("}") {
            break;
        }
        let key = reader.key(false)?.to_owned();
        let quote = reader.rest().chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = reader.quoted(quote).filter(|value| !value.contains('\n'))?;
        arguments.named.insert(key, TemplateValue::Text(value));
    }
    arguments.positional.push(arguments.named.remove("data")?);
    Some(Tag::Begin { family: Family::Braces, name: VALUE.to_owned(), arguments, ends: true })
}

/// A component of MDX: its name begins with a capital.
fn of_jsx(reader: &mut Cursor<'_>) -> Option<Tag> {
    let ends = reader.take("/");
    reader.rest().starts_with(|c: char| c.is_ascii_uppercase()).then_some(())?;
    let name = reader.name()?.to_owned();
    if ends {
        reader.skip(char::is_whitespace);
        return reader.take(">").then_some(Tag::End { family: Family::Jsx, name: Some(name) });
    }
    let mut arguments = Arguments::default();
    loop {
        reader.skip(char::is_whitespace);
        if reader.take("/>") {
            return Some(Tag::Begin { family: Family::Jsx, name, arguments, ends: true });
        }
        if reader.take(">") {
            return Some(Tag::Begin { family: Family::Jsx, name, arguments, ends: false });
        }
        let rest = reader.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')?;
        let key = rest[..end].to_owned();
        if key.is_empty() || !reader.take(&key) {
            return None;
        }
        // Docusaurus has the labels of tabs here a second time, as a program.
        if key == "values" && reader.rest().starts_with("={[") {
            let length = bracketed(&reader.rest()[1..])?;
            reader.skip_bytes(1 + length);
            continue;
        }
        let value = if reader.take("=") { jsx_value(reader)? } else { TemplateValue::Truth(true) };
        arguments.named.insert(key, value);
    }
}

/// How long the program is that a text begins with, between braces.
fn bracketed(text: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') if depth == 1 => return Some(at + 1),
            (None, '}') => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `"text"`, `{3}`, `{"text"}`. What else stands in braces is a program, and no value.
fn jsx_value(reader: &mut Cursor<'_>) -> Option<TemplateValue> {
    if let quote @ ('"' | '\'') = reader.rest().chars().next()? {
        let text = &reader.rest()[1..];
        let text = text[..text.find(quote)?].to_owned();
        reader.skip_bytes(text.len() + 2);
        return Some(TemplateValue::Text(text));
    }
    reader.take("{").then_some(())?;
    reader.skip(char::is_whitespace);
    let value = match reader.rest().chars().next()? {
        quote @ ('"' | '\'' | '`') => TemplateValue::Text(reader.quoted(quote)?),
        _ => {
            let rest = reader.rest();
            let word = rest[..rest.find('}')?].trim_end();
            match TemplateValue::of_word(word) {
                TemplateValue::Text(_) => return None,
                value => {
                    reader.skip_bytes(word.len());
                    value
                }
            }
        }
    };
    reader.skip(char::is_whitespace);
    reader.take("}").then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(
        text: &str,
    ) -> (Family, String, Vec<TemplateValue>, Vec<(String, TemplateValue)>, bool) {
        match read(text) {
            Some((Tag::Begin { family, name, arguments, ends }, length)) => {
                assert_eq!(length, text.len(), "{text}");
                let named = arguments.named.into_iter().collect();
                (family, name, arguments.positional, named, ends)
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn every_generator_s_tag_is_one() {
        let src = || vec![("src".to_owned(), TemplateValue::from("a b.png"))];
        for (text, family, ends) in [
            ("{{< figure src=\"a b.png\" >}}", Family::Hugo, false),
            ("{{<figure src=`a b.png`>}}", Family::Hugo, false),
            ("{{% figure\n  src=\"a b.png\"\n%}}", Family::Hugo, false),
            ("{{< figure src=\"a b.png\" />}}", Family::Hugo, true),
            ("{{ figure(src=\"a b.png\") }}", Family::Expression, true),
            ("{{figure(src = 'a b.png',)}}", Family::Expression, true),
            ("{%- figure src='a b.png' -%}", Family::Statement, false),
            ("{% figure(src=\"a b.png\") %}", Family::Statement, false),
            ("{% include figure.html src=\"a b.png\" %}", Family::Statement, false),
        ] {
            assert_eq!(begin(text), (family, "figure".into(), vec![], src(), ends), "{text}");
        }
        let (_, name, positional, named, _) = begin("{{< v/ideo abc \"d\\\"e\" 3 t=true >}}");
        assert_eq!(name, "v/ideo");
        assert_eq!(positional, ["abc".into(), "d\"e".into(), TemplateValue::Integer(3)]);
        assert_eq!(named, [("t".to_owned(), TemplateValue::Truth(true))]);
        let (_, _, _, named, _) = begin("{{ x(a=[1, 'b', [true]], c=1.5) }}");
        let list = vec![
            TemplateValue::Integer(1),
            "b".into(),
            TemplateValue::List(vec![TemplateValue::Truth(true)]),
        ];
        assert_eq!(
            named,
            [
                ("a".to_owned(), TemplateValue::List(list)),
                ("c".to_owned(), TemplateValue::Number(1.5))
            ]
        );
        let (family, name, _, named, ends) = begin("<Tube id=\"a>b\" n={3} s={'t'} on />");
        assert_eq!((family, &*name, ends), (Family::Jsx, "Tube", true));
        let values: Vec<TemplateValue> = named.into_iter().map(|(_, value)| value).collect();
        assert_eq!(
            values,
            ["a>b".into(), TemplateValue::Integer(3), TemplateValue::Truth(true), "t".into()]
        );
        let (family, name, positional, named, ends) = begin("{data=\"a.csv[1][b}]\" row='2'}");
        assert_eq!((family, &*name, ends), (Family::Braces, "value", true));
        assert_eq!(
            (positional, named),
            (vec!["a.csv[1][b}]".into()], vec![("row".to_owned(), "2".into())])
        );
        let (_, name, _, named, _) = begin("<Tabs values={[{label: 'A}', value: \"a\"}]} on>");
        assert_eq!((&*name, named), ("Tabs", vec![("on".to_owned(), TemplateValue::Truth(true))]));
    }

    #[test]
    fn what_ends_a_call_says_which() {
        for (text, family, name) in [
            ("{{< /note >}}", Family::Hugo, Some("note")),
            ("{{%/note%}}", Family::Hugo, Some("note")),
            ("{% end %}", Family::Statement, None),
            ("{%- endnote -%}", Family::Statement, Some("note")),
            ("</Note>", Family::Jsx, Some("Note")),
        ] {
            let end = Tag::End { family, name: name.map(str::to_owned) };
            assert_eq!(read(text), Some((end, text.len())), "{text}");
        }
    }

    #[test]
    fn what_is_no_tag_is_none() {
        for text in [
            "{{ name }}",
            "{{< figure src=\"a.png\" ",
            "{{< figure src=\"a.png >}}",
            "{{<>}}",
            "{{ a(b }}",
            "{% %}",
            "<div>",
            "<A b={() => c}>",
            "{data=\"a.csv\"",
            "{data=\"a.csv\" more}",
            "{data=a.csv}",
            "{data=\"a\nb\"}",
            "{data}",
            "{#data}",
            "{{",
            "{%",
            "<",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_tag_between_marks_of_a_comment_is_shown() {
        for text in ["{{</* figure a */>}}", "{{%/* figure a */%}}", "{{/* figure() */}}"] {
            let Some((Tag::Shown { first, last }, length)) = read(text) else { panic!("{text}") };
            assert_eq!((&text[first.0..first.1], &text[last.0..last.1]), ("/*", "*/"));
            assert_eq!(length, text.len());
        }
    }
}
