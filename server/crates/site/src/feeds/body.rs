//! The text of a post, made to stand alone: away from its page, its style sheet and its script.
//!
//! What the page says by a class alone is said by an element here: an alert is a quotation under its
//! name, a line that was added is `<ins>`, a task that is done has a mark.

use std::convert::Infallible;

use html5gum::{
    Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};
use url::Url;

/// Elements that mean nothing without the page.
const OF_PAGE: [&str; 4] = ["button", "script", "style", "template"];

/// Rewrites the text of a page for readers elsewhere: addresses are absolute, and what only the
/// page's style sheet and script understand is left out or said otherwise.
///
/// What needs no change is copied byte by byte.
pub(crate) fn standalone(html: &str, page: &Url) -> String {
    let mut text = Alone {
        html,
        page,
        out: String::with_capacity(html.len()),
        tag: StartTag::default(),
        left_out: None,
        ends: Ends::default(),
    };
    let callback = |event: CallbackEvent<'_>, at: Span<usize>| -> Option<Infallible> {
        text.event(event, at);
        None
    };
    let mut emitter = CallbackEmitter::<_, Infallible, usize>::new(callback);
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    text.out
}

/// A tag as it stands in the HTML. Names are as they are written: drawings have capitals in theirs.
#[derive(Default)]
struct StartTag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
}

impl StartTag<'_> {
    fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    fn has_class(&self, name: &str) -> bool {
        self.value("class").is_some_and(|class| class.split(' ').any(|class| class == name))
    }

    fn is_of_page(&self) -> bool {
        OF_PAGE.contains(&self.name)
            || (self.name == "a" && self.has_class("anchor"))
            // Nothing is folded there.
            || (self.name == "summary" && self.has_class("fold"))
            // What the page shows in its place on some screens.
            || (self.value("hidden").is_some() && matches!(self.name, "div" | "p" | "section"))
    }
}

/// What to end the open elements with, where it is not simply their end tag.
#[derive(Default)]
struct Ends {
    divs: Vec<Option<&'static str>>,
    details: Vec<Option<&'static str>>,
    spans: Vec<Option<&'static str>>,
    paragraphs: Vec<Option<&'static str>>,
}

impl Ends {
    fn of(&mut self, name: &str) -> Option<&mut Vec<Option<&'static str>>> {
        match name {
            "div" => Some(&mut self.divs),
            "details" => Some(&mut self.details),
            "span" => Some(&mut self.spans),
            "p" => Some(&mut self.paragraphs),
            _ => None,
        }
    }
}

struct Alone<'a> {
    html: &'a str,
    page: &'a Url,
    out: String,
    /// The tag that is being read.
    tag: StartTag<'a>,
    /// The element that is being left out, and how many of its name are open.
    left_out: Option<(&'a str, usize)>,
    ends: Ends,
}

impl<'a> Alone<'a> {
    fn event(&mut self, event: CallbackEvent<'_>, at: Span<usize>) {
        let written = self.html.get(at.start..at.end).unwrap_or_default();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let name = self.html.get(at.start + 1..at.start + 1 + name.len());
                self.tag = StartTag { name: name.unwrap_or_default(), attributes: Vec::new() };
            }
            CallbackEvent::AttributeName { .. } => {
                self.tag.attributes.push((written, String::new()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = self.tag.attributes.last_mut() {
                    *last = String::from_utf8_lossy(value).into_owned();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing),
            CallbackEvent::EndTag { name } => {
                let name = self.html.get(at.start + 2..at.start + 2 + name.len());
                self.end(name.unwrap_or_default());
            }
            CallbackEvent::String { .. } if self.left_out.is_none() => self.out.push_str(written),
            _ => {}
        }
    }

    fn start(&mut self, self_closing: bool) {
        let tag = std::mem::take(&mut self.tag);
        if let Some((name, depth)) = &mut self.left_out {
            *depth += usize::from(*name == tag.name && !self_closing);
            return;
        }
        if tag.is_of_page() {
            if !self_closing {
                self.left_out = Some((tag.name, 1));
            }
            return;
        }
        let (instead, end) = match tag.name {
            "input" if tag.value("type") == Some("checkbox") => {
                let mark = if tag.value("checked").is_some() { "☑" } else { "☐" };
                self.out.push_str(mark);
                return;
            }
            // One of several that the page's style would have chosen among.
            "img" if tag.has_class("by-night") => return,
            "source" if tag.value("src").is_none() => return,
            "div" if tag.has_class("heading") => (Some(""), Some("")),
            // Where a number comes from, the page says.
            "a" if tag.has_class("value") => (Some(""), Some("")),
            "data" => (Some(""), Some("")),
            "details" if tag.has_class("fold") => (Some(""), Some("")),
            "section" if tag.has_class("footnotes") => (Some("<hr>\n<section>"), None),
            "div" if tag.has_class("markdown-alert") => {
                (Some("<blockquote>"), Some("</blockquote>"))
            }
            "p" if tag.has_class("markdown-alert-title") => {
                (Some("<p><strong>"), Some("</strong></p>"))
            }
            "span" if tag.has_class("added") => (Some("<ins>"), Some("</ins>")),
            "span" if tag.has_class("removed") => (Some("<del>"), Some("</del>")),
            "span" if tag.has_class("marked") => (Some("<mark>"), Some("</mark>")),
            "span" if tag.has_class("line") => (Some(""), Some("")),
            // All that the colours of code leave behind.
            "span" if !tag.attributes.iter().any(is_understood) => (Some(""), Some("")),
            _ => (None, None),
        };
        if !self_closing && let Some(ends) = self.ends.of(tag.name) {
            ends.push(end);
        }
        match instead {
            Some(instead) => self.out.push_str(instead),
            None => self.copy(&tag, self_closing),
        }
    }

    /// Writes a tag with what is understood of it.
    fn copy(&mut self, tag: &StartTag<'_>, self_closing: bool) {
        self.out.push('<');
        self.out.push_str(tag.name);
        for (name, value) in tag.attributes.iter().filter(|attribute| is_understood(attribute)) {
            let whole =
                if is_address(tag.name, name) { self.absolute(tag.name, value) } else { None };
            let value = whole.as_deref().unwrap_or(value);
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.out.push_str(&html_escape::encode_double_quoted_attribute(value));
            self.out.push('"');
        }
        self.out.push_str(if self_closing { "/>" } else { ">" });
    }

    fn end(&mut self, name: &str) {
        if let Some((left_out, depth)) = &mut self.left_out {
            *depth -= usize::from(*left_out == name);
            if *depth == 0 {
                self.left_out = None;
            }
            return;
        }
        match self.ends.of(name).and_then(Vec::pop).flatten() {
            Some(end) => self.out.push_str(end),
            None => {
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
            }
        }
    }

    /// An address as it is from anywhere; `None` for one that is so already.
    fn absolute(&self, element: &str, address: &str) -> Option<String> {
        // A drawing that uses a part of itself goes on doing so.
        let is_own_part = address.starts_with('#') && !matches!(element, "a" | "area");
        if is_own_part || Url::parse(address).is_ok() {
            return None;
        }
        self.page.join(address).ok().map(String::from)
    }
}

/// Whether an attribute means something to those who have nothing but the text.
fn is_understood((attribute, value): &(&str, String)) -> bool {
    match *attribute {
        // Some readers colour code themselves.
        "class" => value.starts_with("language-"),
        // Of the files of an image, the one that every browser shows is kept.
        "srcset" | "sizes" => false,
        "tabindex" | "loading" | "decoding" | "fetchpriority" | "style" => false,
        _ => !attribute.starts_with("data-") && !attribute.starts_with("on"),
    }
}

fn is_address(element: &str, attribute: &str) -> bool {
    matches!(attribute, "href" | "src" | "poster" | "cite" | "xlink:href")
        || (element == "object" && attribute == "data")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(html: &str) -> String {
        let page = Url::parse("https://example.org/blog/posts/gr%C3%B6%C3%9Fe/").expect("a URL");
        standalone(html, &page)
    }

    #[test]
    fn every_address_is_absolute() {
        for (html, alone) in [
            (
                "<a href=\"/blog/tags/?a=1&amp;b=2#x\">t</a>",
                "<a href=\"https://example.org/blog/tags/?a=1&amp;b=2#x\">t</a>",
            ),
            (
                "<a href=\"#fn-1\">1</a>",
                "<a href=\"https://example.org/blog/posts/gr%C3%B6%C3%9Fe/#fn-1\">1</a>",
            ),
            (
                "<img alt='\"' src=/blog/a%20b.png loading=lazy decoding=async>",
                "<img alt=\"&quot;\" src=\"https://example.org/blog/a%20b.png\">",
            ),
            (
                "<video poster=\"//example.net/p.png\"></video>",
                "<video poster=\"https://example.net/p.png\"></video>",
            ),
            ("<a href=\"mailto:a@b.c\">m</a>", "<a href=\"mailto:a@b.c\">m</a>"),
            ("<a href=\"https://example.net\">e</a>", "<a href=\"https://example.net\">e</a>"),
            (
                "<svg viewBox=\"0 0 1 1\"><use href=\"#dot\"/></svg>",
                "<svg viewBox=\"0 0 1 1\"><use href=\"#dot\"/></svg>",
            ),
        ] {
            assert_eq!(rewritten(html), alone);
        }
    }

    #[test]
    fn what_needs_the_page_is_left_out() {
        for (html, alone) in [
            (
                "<div class=\"heading\"><h2 id=\"a\">A</h2><a class=\"anchor\" href=\"#a\">#</a></div>",
                "<h2 id=\"a\">A</h2>",
            ),
            (
                "<pre data-scrolls><code class=\"language-rust\"><span class=\"hl-keyword\">fn</span> \
                 a&lt;T&gt;() &amp; <span title=\"b\">c</span>\n</code></pre>",
                "<pre><code class=\"language-rust\">fn a&lt;T&gt;() &amp; <span title=\"b\">c</span>\n</code></pre>",
            ),
            ("a<div class=\"chart-narrow\" hidden>b<div>c</div></div>d", "ad"),
            ("a<button data-copy>Copy<b>!</b></button><!-- c -->b", "ab"),
            ("<script>if (a < b) {}</script>é&nbsp;c", "é&nbsp;c"),
            (
                "<p onclick=\"a()\" style='x'>b<svg><style>c</style></svg></p>",
                "<p>b<svg></svg></p>",
            ),
            ("<br><hr/>", "<br><hr/>"),
        ] {
            assert_eq!(rewritten(html), alone);
        }
    }

    #[test]
    fn what_a_class_says_is_said_by_an_element() {
        for (html, alone) in [
            (
                "<div class=\"markdown-alert markdown-alert-note\">\
                 <p class=\"markdown-alert-title\">Note</p>\n<div><p>a</p></div></div>",
                "<blockquote><p><strong>Note</strong></p>\n<div><p>a</p></div></blockquote>",
            ),
            (
                "<span class=\"line\" id=\"L1\" data-gutter=\"1 \">a</span>\
                 <span class=\"line added\" data-gutter=\"+\"><span class=\"hl-x\">b</span></span>\
                 <span class=\"line removed\">c</span><span class=\"line marked\">d</span>",
                "a<ins>b</ins><del>c</del><mark>d</mark>",
            ),
            (
                "<details class=\"fold\"><summary class=\"fold\">All 99 lines</summary>\
                 <pre>a</pre></details><details><summary>b</summary></details>",
                "<pre>a</pre><details><summary>b</summary></details>",
            ),
            (
                "<li class=\"task\"><input type=\"checkbox\" disabled checked> a</li>\
                 <li class=\"task\"><input type=\"checkbox\" disabled> b</li>",
                "<li>☑ a</li><li>☐ b</li>",
            ),
            (
                "<section class=\"footnotes\" aria-label=\"Footnotes\"><ol></ol></section>",
                "<hr>\n<section><ol></ol></section>",
            ),
            (
                "<picture><source srcset=\"/a.webp 1x\"><img src=\"/a.png\" alt></picture>",
                "<picture><img src=\"https://example.org/a.png\" alt=\"\"></picture>",
            ),
        ] {
            assert_eq!(rewritten(html), alone);
        }
    }
}
