//! Leaving it out.

use diagnostics::{Pieces, Span};
use html::{Attribute, StartTag};
use pulldown_cmark::Event;

use super::Omitted;
use crate::{
    elements::{forbidden, is_void},
    events::Located,
    writer::Writer,
};

impl Writer<'_> {
    pub(crate) fn omit(&mut self, what: Omitted, place: Span) {
        self.rendered.omitted.entry(what).or_insert((place, 0)).1 += 1;
    }

    /// Leaves out an element with what stands in it, if a page has none such and it ends in the same
    /// piece of HTML; returns where that is.
    pub(crate) fn leaves_out(
        &mut self,
        raw: &Pieces,
        tag: &StartTag,
        is_block: bool,
    ) -> Option<usize> {
        let what = sentence_about(&tag.name)?;
        if self.nesting.in_foreign() {
            return None;
        }
        forbidden(&tag.name, self.text.html)?;
        let end = if is_void(&tag.name) { tag.span.end } else { end_of(raw, tag)? };
        // What follows stays HTML in the copy, where it is that: up to the end of the line behind what
        // ends with one, else up to an empty line (CommonMark 0.31.2, 4.6).
        let instead = match what {
            _ if !is_block => "",
            Omitted::Script | Omitted::StyleSheet => "<!-- -->",
            _ => "<div></div>",
        };
        self.omit(what, raw.place(tag.span.clone()));
        self.plainly.push((raw.place(tag.span.start..end), instead.to_owned()));
        Some(end)
    }

    /// Leaves out an element that begins among words, if a page has none such and it ends among the
    /// same words; returns how many of the events that follow its tag belong to it.
    pub(crate) fn leaves_out_inline(&mut self, tag: &str, rest: &[Located<'_>]) -> Option<usize> {
        let name = tag.strip_prefix('<')?;
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric())?];
        let name = name.to_ascii_lowercase();
        let what =
            sentence_about(&name).filter(|_| !self.nesting.in_foreign() && !is_void(&name))?;
        forbidden(&name, self.text.html)?;
        let mut depth = 0_usize;
        for (at, (event, span)) in rest.iter().enumerate() {
            match event {
                Event::InlineHtml(end) if depth == 0 && ends(end, &name) => {
                    let place = self.here.clone();
                    self.plainly.push((place.start..span.end, String::new()));
                    self.omit(what, place);
                    return Some(at + 1);
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.checked_sub(1)?,
                _ => {}
            }
        }
        None
    }

    /// Writes what precedes an attribute, and not the attribute itself.
    pub(crate) fn cut(&mut self, raw: &Pieces, attribute: &Attribute, written: &mut usize) {
        self.html.push_str(raw.text()[*written..attribute.name_span.start].trim_end());
        let quoted = raw.text()[..attribute.value_span.start].ends_with(['"', '\'']);
        *written = attribute.value_span.end + usize::from(quoted);
    }

    /// Leaves out an attribute whose value is an expression of MDX.
    pub(crate) fn cuts_expression(
        &mut self,
        raw: &Pieces,
        attribute: &Attribute,
        written: &mut usize,
    ) -> bool {
        let place = raw.place(attribute.value_span.clone());
        let source = self.text.source.text();
        let hidden = source.get(..place.start).unwrap_or_default().ends_with('{');
        if !hidden && !attribute.value.starts_with('{') {
            return false;
        }
        let name = raw.place(attribute.name_span.clone());
        self.plainly.push((name.start..place.end + usize::from(hidden), String::new()));
        self.omit(Omitted::Expression, name);
        self.cut(raw, attribute, written);
        true
    }
}

/// What is left out with an element of this name.
fn sentence_about(name: &str) -> Option<Omitted> {
    match name {
        "script" => Some(Omitted::Script),
        "style" | "link" => Some(Omitted::StyleSheet),
        "noscript" => Some(Omitted::Noscript),
        _ => None,
    }
}

/// Whether a text begins with the end tag of an element.
fn ends(text: &str, name: &str) -> bool {
    let its = text.strip_prefix("</").and_then(|rest| rest.get(..name.len()));
    its.is_some_and(|its| its.eq_ignore_ascii_case(name))
}

/// Where the element ends that a tag begins and in which everything is text.
fn end_of(raw: &Pieces, tag: &StartTag) -> Option<usize> {
    let rest = raw.text().get(tag.span.end..)?;
    let end = rest.match_indices("</").find(|(at, _)| ends(&rest[*at..], &tag.name))?.0;
    Some(tag.span.end + end + rest[end..].find('>')? + 1)
}

#[cfg(test)]
mod tests {
    use crate::render_alone;

    #[test]
    fn what_a_page_does_not_have_is_left_out_with_all_that_stands_in_it() {
        for (markdown, left) in [
            ("a <script>b()</script>c", "<p>a c</p>\n"),
            ("<noscript><img src=x></noscript>", "<p></p>\n"),
            ("<script src=x></script>\n\na", "\n<p>a</p>\n"),
            ("a <SCRIPT>b</SCRIPT>", "<p>a </p>\n"),
            ("<style>\n\n.a {}\n</style>\n", "\n"),
            ("<link rel=stylesheet href=x>\n", "\n"),
            ("<Steps a={1}>\n\na\n\n</Steps>", "\n<p>a</p>\n"),
            ("a <Term b=\"c\">d</Term>", "<p>a d</p>\n"),
            ("<b className={c} id=\"e\">d</b>", "<p><b id=\"e\">d</b></p>\n"),
            ("a<br style={{a: 1}} />", "<p>a<br /></p>\n"),
        ] {
            let (html, faults) = render_alone(markdown);
            assert!(faults.is_empty(), "{markdown}: {faults:?}");
            assert_eq!(html, left, "{markdown}");
        }
        for markdown in ["a <script>b", "a <noscript>*b</noscript>*", "<template></template>"] {
            assert!(!render_alone(markdown).1.is_empty(), "{markdown}");
        }
    }
}
