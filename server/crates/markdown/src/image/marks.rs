//! What a writer says of images beside what they show: in braces behind them, and by where they stand.

use diagnostics::Span;
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::events::Located;

/// What a writer says of an image in braces right behind it: `![…](a.png){dark="a-dark.png"}`.
#[derive(Debug, Default, PartialEq)]
pub(super) struct ImageAttributes {
    /// The picture for the dark theme, and where it is named.
    pub(super) dark: Option<(String, Span)>,
    /// Whether this one and those that follow stand side by side.
    beside: bool,
    /// The same, and a reader can lay them over each other.
    compare: bool,
    /// Where they end.
    pub(super) end: usize,
}

/// How many bytes they may have.
const MARKS: usize = 1_000;

impl ImageAttributes {
    /// Those at a place of a text; none where anything else stands in the braces.
    pub(super) fn at(source: &str, at: usize) -> Option<Self> {
        let text = source.get(at..source.floor_char_boundary(at + MARKS).max(at))?;
        let inner = text.strip_prefix('{')?;
        let inner = &inner[..inner.find(['}', '\n'])?];
        if !text[1 + inner.len()..].starts_with('}') {
            return None;
        }
        let mut marks = Self { end: at + inner.len() + 2, ..Self::default() };
        let mut rest = inner.trim_start();
        while !rest.is_empty() {
            let start = at + 1 + inner.len() - rest.len();
            rest = if let Some(quoted) = rest.strip_prefix("dark=\"") {
                let (file, rest) = quoted.split_once('"')?;
                let start = start + "dark=\"".len();
                marks.dark = Some((file.to_owned(), start..start + file.len()));
                rest
            } else if let Some(rest) = rest.strip_prefix("compare") {
                marks.compare = true;
                rest
            } else {
                marks.beside = true;
                rest.strip_prefix("beside")?
            };
            if !rest.is_empty() && !rest.starts_with(' ') {
                return None;
            }
            rest = rest.trim_start();
        }
        (marks.dark.is_some() || marks.beside || marks.compare).then_some(marks)
    }
}

/// Whether a paragraph holds one image with a caption and nothing else but what is said of it.
pub(crate) fn is_captioned_image(source: &str, rest: &[Located<'_>]) -> bool {
    let Some((Event::Start(Tag::Image { title, .. }), image)) = rest.first() else {
        return false;
    };
    // An image in this one ends before it and elsewhere: the first end with the same place is it.
    let end =
        rest.iter().position(|(event, span)| *event == Event::End(TagEnd::Image) && span == image);
    let marks = ImageAttributes::at(source, image.end).map_or(image.end, |marks| marks.end);
    let is_mark = |(event, span): &&Located<'_>| {
        matches!(event, Event::Text(_)) && span.start >= image.end && span.end <= marks
    };
    let last = end.and_then(|end| rest[end + 1..].iter().find(|located| !is_mark(located)));
    !title.is_empty() && matches!(last, Some((Event::End(TagEnd::Paragraph), _)))
}

/// The tag around images that a paragraph holds and nothing else, where the first of them says that they
/// are to stand side by side.
pub(crate) fn pictures_beside(source: &str, rest: &[Located<'_>]) -> Option<&'static str> {
    let (mut depth, mut count, mut behind) = (0_usize, 0, 0);
    let mut first: Option<ImageAttributes> = None;
    for (event, span) in rest {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => {
                depth -= 1;
                if depth == 0 {
                    count += 1;
                    let marks = ImageAttributes::at(source, span.end);
                    behind = marks.as_ref().map_or(span.end, |marks| marks.end);
                    if count == 1 {
                        first = Some(marks.filter(|marks| marks.beside || marks.compare)?);
                    }
                }
            }
            Event::End(TagEnd::Paragraph) => break,
            Event::SoftBreak => {}
            Event::Text(_) => {
                let text = source.get(span.start.max(behind)..span.end).unwrap_or_default();
                if depth == 0 && !text.trim().is_empty() {
                    return None;
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    let compare = first?.compare && count == 2;
    (count > 1).then_some(match compare {
        true => "<div class=\"beside\" data-compare>",
        false => "<div class=\"beside\">",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_in_braces_is_said_of_an_image() {
        let dark = |file: &str, start: usize| Some((file.to_owned(), start..start + file.len()));
        for (text, marks) in [
            (
                "{dark=\"a b.png\"}",
                Some(ImageAttributes {
                    dark: dark("a b.png", 7),
                    end: 16,
                    ..ImageAttributes::default()
                }),
            ),
            (
                "{beside}",
                Some(ImageAttributes { beside: true, end: 8, ..ImageAttributes::default() }),
            ),
            (
                "{ compare dark=\"c.png\" } and more",
                Some(ImageAttributes {
                    dark: dark("c.png", 16),
                    compare: true,
                    end: 24,
                    ..ImageAttributes::default()
                }),
            ),
            ("{}", None),
            ("{dark=a.png}", None),
            ("{dark=\"a.png}", None),
            ("{dark=\"a.png\" width=3}", None),
            ("{besides}", None),
            ("{dark=\"a\nb\"}", None),
            ("", None),
        ] {
            assert_eq!(ImageAttributes::at(text, 0), marks, "{text}");
        }
    }
    fn rendered(markdown: &str) -> String {
        let (html, faults) = crate::render_alone(markdown);
        assert!(faults.is_empty(), "{markdown}: {faults:?}");
        html
    }

    #[test]
    fn a_picture_has_another_one_for_the_dark() {
        let later = " loading=\"lazy\" decoding=\"async\"";
        let both = format!(
            "<img alt=\"A\" src=\"a.png\" class=\"by-day\"{later}>\
             <img alt=\"A\" src=\"b.png\" class=\"by-night\"{later}>"
        );
        for (markdown, html) in [
            ("x ![A](a.png){dark=\"b.png\"} -- y", format!("<p>x {both} – y</p>\n")),
            (
                "![A](a.png \"On \\\"it\\\"\"){dark=\"b.png\"}",
                format!("<figure>{both}<figcaption>On \"it\"</figcaption></figure>\n"),
            ),
            ("![A][a]{dark=\"b.png\"}\n\n[a]: a.png", format!("<p>{both}</p>\n")),
        ] {
            assert_eq!(rendered(markdown), html, "{markdown}");
        }
    }

    #[test]
    fn pictures_stand_side_by_side_where_the_first_says_so() {
        let image =
            |file: &str, rest: &str| format!("<img alt=\"{file}\" src=\"{file}.png\"{rest}>");
        let later = " loading=\"lazy\" decoding=\"async\"";
        let (a, b) = (image("A", " fetchpriority=\"high\""), image("B", later));
        let first = "![A](A.png){beside}";
        for (markdown, html) in [
            (format!("{first}\n![B](B.png)"), format!("<div class=\"beside\">{a}\n{b}</div>\n")),
            (format!("{first} ![B](B.png)"), format!("<div class=\"beside\">{a} {b}</div>\n")),
            (
                "![A](A.png){compare}\n![B](B.png \"C\")".to_owned(),
                format!(
                    "<div class=\"beside\" data-compare>{a}\n\
                     <figure>{b}<figcaption>C</figcaption></figure></div>\n"
                ),
            ),
            (format!("{first}\n![B](B.png) and"), format!("<p>{a}\n{b} and</p>\n")),
            (first.to_owned(), format!("<p>{a}</p>\n")),
        ] {
            assert_eq!(rendered(&markdown), html, "{markdown}");
        }
    }

    #[test]
    fn what_is_not_known_stays_text() {
        let html = crate::render_alone("![A](A.png){wide} and `![A](A.png){beside}`").0;
        assert!(html.contains("{wide}") && html.contains("{beside}"), "{html}");
    }
}
