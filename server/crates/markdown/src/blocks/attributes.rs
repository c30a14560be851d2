//! Lists of attributes as kramdown has them: `{: #anchor .class key="value"}`, on a line of their own
//! below what they are about, or right behind it.

use diagnostics::Span;
use pulldown_cmark::{CowStr, Event, TagEnd};

use crate::events::Located;

/// How long one is at most.
const LONGEST: usize = 1_000;

/// What a line of its own says, in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// Anchor and classes, which a heading may have.
    OfHeading,
    /// The item above it stands for a table of contents: `{:toc}`.
    Contents,
    /// Anything else.
    Other,
}

/// Reads a line, blanks around it aside; `None` when it is words: `{:ok, value}`.
pub(crate) fn list(line: &str) -> Option<List> {
    let inner = line.strip_prefix("{:")?.strip_suffix('}')?;
    // What switches how kramdown reads goes without a word here.
    let is_switch =
        inner.starts_with(":options") || inner.trim_start_matches([':', '/']).is_empty();
    if is_switch || matches!(inner, ":nomarkdown" | "/nomarkdown") {
        return Some(List::Other);
    }
    let mut rest = inner.trim();
    if matches!(rest, "toc" | "TOC") {
        return Some(List::Contents);
    }
    let mut found = None;
    while !rest.is_empty() {
        let end = match rest.chars().next()? {
            '#' | '.' => {
                found = found.or(Some(List::OfHeading));
                rest.find(char::is_whitespace).unwrap_or(rest.len())
            }
            _ => {
                found = Some(List::Other);
                pair(rest)?
            }
        };
        // A mark alone names nothing.
        if end < 2 {
            return None;
        }
        rest = rest[end..].trim_start();
    }
    found
}

/// Where a pair ends that a text begins with: `key="value"`, `key=value`.
fn pair(text: &str) -> Option<usize> {
    let (key, value) = text.split_once('=')?;
    let is_key = !key.is_empty()
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'));
    let length = match value.chars().next().filter(|_| is_key)? {
        quote @ ('"' | '\'') => value[1..].find(quote)? + 2,
        c if c.is_whitespace() => return None,
        _ => value.find(char::is_whitespace).unwrap_or(value.len()),
    };
    Some(key.len() + 1 + length)
}

/// The list for a heading on the line below a place: the end of a line, or what follows one.
pub(crate) fn below(text: &str, at: usize) -> Option<&str> {
    let behind = text.get(at..)?;
    let below = match text[..at].ends_with('\n') {
        true => behind,
        false => behind.strip_prefix("\r\n").or(behind.strip_prefix('\n'))?,
    };
    let line = below.split('\n').next()?.trim_start_matches([' ', '\t', '>']).trim_end();
    (list(line) == Some(List::OfHeading)).then_some(line)
}

/// Takes the lists out that stand right behind a link, a picture, words with a mark, or code, and tells
/// where they are in a text.
pub(crate) fn without_lists<'a>(
    events: Vec<Located<'a>>,
    text: &str,
) -> (Vec<Located<'a>>, Vec<Span>) {
    let mut lists: Vec<Span> = Vec::new();
    if !text.contains("{:") {
        return (events, lists);
    }
    let mut kept = Vec::with_capacity(events.len());
    let mut at = 0;
    while let Some((event, span)) = events.get(at) {
        at += 1;
        kept.push((event.clone(), span.clone()));
        let Some(list) = behind(event, span, text) else { continue };
        let is_in =
            |(event, span): &&Located<'a>| matches!(event, Event::Text(_)) && span.start < list.end;
        let inside: Vec<_> = events[at..].iter().take_while(is_in).collect();
        let Some((_, last)) = inside.last().filter(|(_, last)| last.end >= list.end) else {
            continue;
        };
        at += inside.len();
        // A text holds what the file has at its place.
        if let Some(rest) = text.get(list.end..last.end).filter(|rest| !rest.is_empty()) {
            kept.push((Event::Text(CowStr::from(rest.to_owned())), list.end..last.end));
        }
        lists.push(list);
    }
    (kept, lists)
}

/// The list behind what an event ends.
fn behind(event: &Event<'_>, span: &Span, text: &str) -> Option<Span> {
    let ends = matches!(
        event,
        Event::End(TagEnd::Link | TagEnd::Image | TagEnd::Emphasis | TagEnd::Strong)
            | Event::Code(_)
    );
    let rest = text.get(span.end..).filter(|rest| ends && rest.starts_with("{:"))?;
    let rest = &rest[..rest.floor_char_boundary(LONGEST)];
    let length = rest.find('}')? + 1;
    list(&rest[..length]).map(|_| span.end..span.end + length)
}

#[cfg(test)]
mod tests {
    use super::{List, list};
    use crate::{
        Omitted,
        alone::{NoBlog, render_whole},
        render_alone,
    };

    #[test]
    fn a_list_is_no_words() {
        for (line, read) in [
            ("{: #a .b }", Some(List::OfHeading)),
            ("{:#a}", Some(List::OfHeading)),
            ("{:.a style=\"b: c\"}", Some(List::Other)),
            ("{: width='3' data-x=y}", Some(List::Other)),
            ("{:toc}", Some(List::Contents)),
            ("{::options parse_block_html=\"true\" /}", Some(List::Other)),
            ("{:/}", Some(List::Other)),
            ("{:ok, value}", None),
            ("{:error}", None),
            ("{:}", Some(List::Other)),
            ("{: # }", None),
            ("{: a=\"b}", None),
            ("{: =b}", None),
            ("{#a}", None),
        ] {
            assert_eq!(list(line), read, "{line}");
        }
    }

    #[test]
    fn a_heading_has_what_stands_behind_it_and_below_it() {
        for markdown in
            ["## A {:#b}", "## A {: #b }", "## A\n{:#b}", "A\n---\n{: #b .c }\n", "> ## A\n> {:#b}"]
        {
            let (html, faults) = render_alone(markdown);
            assert!(faults.is_empty(), "{markdown}: {faults:?}");
            assert!(html.contains("id=\"b\"") && html.contains(">A</h2>"), "{markdown}: {html}");
            assert!(!html.contains("{:"), "{html}");
        }
        let (html, _) = render_alone("## {:ok, a}\n\n{:ok, a}\n\n## A\n\n{:#b}");
        assert!(html.contains("{:ok, a}</h2>") && html.contains("<p>{:ok, a}</p>"), "{html}");
        assert!(html.contains("id=\"a\""), "{html}");
    }

    #[test]
    fn what_only_a_layout_needs_is_left_out_and_counted() {
        for (markdown, html) in [
            ("A\n{: .b}", "<p>A</p>"),
            ("a [b](https://c.org){:target=\"_blank\"}, d", ">b</a>, d</p>"),
            ("**b**{: .c}d `e`{:.language-ruby}", "<strong>b</strong>d <code>e</code></p>"),
            ("* TOC\n{:toc}\n\na", "<p>a</p>"),
        ] {
            let (rendered, forms, faults) = render_whole(markdown, &NoBlog, false);
            assert!(faults.is_empty(), "{markdown}: {faults:?}");
            assert!(forms.html.contains(html) && !forms.html.contains("{:"), "{}", forms.html);
            assert!(!forms.markdown.contains("{:"), "{}", forms.markdown);
            let counted: usize = rendered.omitted.values().map(|(_, count)| count).sum();
            let lists = markdown.matches("{:").count();
            assert_eq!(counted, lists, "{markdown}: {:?}", rendered.omitted);
            assert!(rendered.omitted.contains_key(&Omitted::Attributes), "{markdown}");
        }
        let (html, _) = render_alone("`{:.a}` and\n\n```\n{: .b}\n```");
        assert!(html.contains("{:.a}") && html.contains("{: .b}"), "{html}");
    }
}
