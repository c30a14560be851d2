//! Which Markdown the texts are written in.

pub mod mask;

use std::ops::Range;

use pulldown_cmark::Options;

/// CommonMark, and what GitHub adds to it; with `math`, dollars are around formulas.
pub fn dialect(math: bool) -> Options {
    let common = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    if math { common | Options::ENABLE_MATH } else { common }
}

/// What stands in braces at the end of a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes<'a> {
    /// The anchor.
    pub id: Option<&'a str>,
    /// The classes.
    pub classes: Vec<&'a str>,
    /// What is neither, if there is anything.
    pub other: Option<&'a str>,
}

/// Where the braces are that the parser takes from the end of a heading, given the whole of it as it
/// is written. It takes any, be they meant or words: `## {verb} {object}`.
pub fn braces(heading: &str) -> Option<Range<usize>> {
    let hashes = heading.bytes().take_while(|&byte| byte == b'#').count();
    let is_atx = (1..=6).contains(&hashes)
        && matches!(heading.as_bytes().get(hashes), None | Some(b' ' | b'\t' | b'\n' | b'\r'));
    let text = match is_atx {
        true => heading.trim_end(),
        // Without the line below.
        false => heading.trim_end().rsplit_once('\n')?.0.trim_end(),
    };
    let inner = text.strip_suffix('}')?;
    let open = inner.rfind(['{', '}', '<', '>', '\\', '\n', '\r'])?;
    inner[open..].starts_with('{').then_some(open..text.len())
}

impl<'a> Attributes<'a> {
    /// Reads braces; `None` when they are words, which they are unless something in them is an
    /// anchor or a class for sure.
    pub fn of(braces: &'a str) -> Option<Self> {
        let inside = braces.strip_prefix('{')?.strip_suffix('}')?;
        // As kramdown has it: `{:#anchor}`.
        let inside = inside.strip_prefix(':').unwrap_or(inside).trim();
        // As Docusaurus has it, whose texts are programs: `{/*anchor*/}`, `{/* #anchor */}`.
        let comment = inside.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/"));
        if let Some(comment) = comment {
            let id = comment.trim();
            let id = id.strip_prefix('#').unwrap_or(id);
            let is_one = !id.is_empty() && !id.contains(char::is_whitespace);
            return is_one.then(|| Self { id: Some(id), ..Self::default() });
        }
        let mut attributes = Self::default();
        let mut sure = false;
        for part in inside.split_ascii_whitespace() {
            match part.split_at(part.chars().next().map_or(0, char::len_utf8)) {
                ("#", id) if !id.is_empty() => (attributes.id, sure) = (Some(id), true),
                (".", class) if !class.is_empty() => {
                    attributes.classes.push(class);
                    sure = true;
                }
                _ => attributes.other = attributes.other.or(Some(part)),
            }
        }
        sure.then_some(attributes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(heading: &str) -> Option<Attributes<'_>> {
        Attributes::of(&heading[braces(heading)?])
    }

    #[test]
    fn braces_are_words_unless_they_are_sure_to_be_none() {
        let of_id = |id| Some(Attributes { id: Some(id), ..Attributes::default() });
        for (heading, attributes) in [
            ("## Title {#id}\n", of_id("id")),
            ("## Title {#id}  ", of_id("id")),
            ("Title {#id}\n-----\n", of_id("id")),
            ("## Title {:#id}", of_id("id")),
            ("## Title {: #id }", of_id("id")),
            ("## Title {:id, x}", None),
            ("## Title {/*id*/}", of_id("id")),
            ("## Title {/* #id */}", of_id("id")),
            ("## Title {/* two words */}", None),
            ("## {verb} {object}", None),
            ("## {x}", None),
            ("## Title {}", None),
            ("## Title {#}", None),
            ("## Title {width=3}", None),
            ("## Title", None),
            ("## Title {#id} ##", None),
        ] {
            assert_eq!(read(heading), attributes, "{heading}");
        }
        let all = Attributes { id: Some("b"), classes: vec!["a", "é"], other: Some("x=y") };
        assert_eq!(read("# T {.a #b .é x=y z}"), Some(all));
    }

    #[test]
    fn the_parser_takes_the_same_braces() {
        use pulldown_cmark::{Event, Parser, Tag};
        for heading in [
            "## A {b}\n",
            "## {b}\n",
            "## A {b} ##\n",
            "## A {<b>}\n",
            "## A {b}c\n",
            "A {b}\n---\n",
            "A\nb {c}\n===\n",
            "## A \\{b}\n",
            "## A {b\\}\n",
            "## A {}\n",
            "####### A {b}\n",
            "## A {b {c}\n",
        ] {
            let parsed: Vec<_> =
                Parser::new_ext(heading, dialect(false)).into_offset_iter().collect();
            let Some((Event::Start(Tag::Heading { .. }), whole)) = parsed.first().cloned() else {
                continue;
            };
            let words = parsed.iter().rev().find(|(event, _)| matches!(event, Event::Text(_)));
            let end = words.map_or(whole.start, |(_, span)| span.end);
            let taken =
                !heading[end..].trim_end_matches(['-', '=', '\n', ' ', '#']).trim().is_empty()
                    && heading[end..].contains('{');
            assert_eq!(braces(&heading[whole]).is_some(), taken, "{heading}");
        }
    }
}
