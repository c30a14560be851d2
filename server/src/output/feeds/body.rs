//! The text of a post, made to stand alone: away from its page, its style sheet and its script.

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};
use url::Url;

/// Elements that mean nothing without the page.
const OF_PAGE: [&str; 4] = ["button", "script", "style", "template"];

/// Rewrites the text of a page for readers elsewhere: addresses are absolute, and what only the
/// page's style sheet and script understand is left out.
pub(super) fn alone(html: &str, page: &Url) -> String {
    let mut out = String::with_capacity(html.len());
    let mut spans = Vec::new();
    let mut left_out: Option<LeftOut> = None;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        if let Some(element) = &mut left_out {
            if element.ends_with(&token) {
                left_out = None;
            }
            continue;
        }
        match token {
            Token::StartTag(tag) if is_of_page(&tag) => {
                left_out = Some(LeftOut { name: text(&tag.name), depth: 1 });
            }
            Token::StartTag(tag) => start(&mut out, &tag, page, &mut spans),
            Token::EndTag(tag) => {
                let is_kept = tag.name.as_slice() != b"span" || spans.pop().unwrap_or(true);
                if is_kept {
                    out.push_str(&format!("</{}>", text(&tag.name)));
                }
            }
            Token::String(words) => out.push_str(&html_escape::encode_text(&text(&words))),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    out
}

/// An element that is being left out, up to its end.
struct LeftOut {
    name: String,
    depth: usize,
}

impl LeftOut {
    fn ends_with(&mut self, token: &Token) -> bool {
        match token {
            Token::StartTag(tag) if tag.name.as_slice() == self.name.as_bytes() => self.depth += 1,
            Token::EndTag(tag) if tag.name.as_slice() == self.name.as_bytes() => self.depth -= 1,
            _ => {}
        }
        self.depth == 0
    }
}

fn is_of_page(tag: &StartTag<()>) -> bool {
    let name = text(&tag.name);
    let is_anchor = || {
        let class = tag.attributes.iter().find(|(name, _)| name.as_slice() == b"class");
        name == "a" && class.is_some_and(|(_, class)| class.as_slice() == b"anchor")
    };
    OF_PAGE.contains(&&*name) || is_anchor()
}

/// Writes a tag; `spans` remembers which of those that are open were worth writing.
fn start(out: &mut String, tag: &StartTag<()>, page: &Url, spans: &mut Vec<bool>) {
    let name = text(&tag.name);
    let attributes: Vec<(String, String)> = tag
        .attributes
        .iter()
        .map(|(attribute, value)| (text(attribute), text(value)))
        .filter(|(attribute, value)| is_understood(attribute, value))
        .collect();
    if name == "span" {
        // All that the colours of code leave behind.
        spans.push(!attributes.is_empty());
        if attributes.is_empty() {
            return;
        }
    }
    out.push('<');
    out.push_str(&name);
    for (attribute, value) in attributes {
        let value = if is_address(&attribute) { absolute(&name, value, page) } else { value };
        let value = html_escape::encode_double_quoted_attribute(&value);
        out.push_str(&format!(" {attribute}=\"{value}\""));
    }
    out.push_str(if tag.self_closing { "/>" } else { ">" });
}

/// Whether an attribute means something to those who have nothing but the text.
fn is_understood(attribute: &str, value: &str) -> bool {
    match attribute {
        // Some readers colour code themselves.
        "class" => value.starts_with("language-"),
        // Of an image there is the one that every browser can show.
        "srcset" | "sizes" => false,
        "tabindex" | "loading" | "decoding" => false,
        _ => !attribute.starts_with("data-"),
    }
}

fn is_address(attribute: &str) -> bool {
    matches!(attribute, "href" | "src" | "poster" | "cite" | "xlink:href")
}

fn absolute(element: &str, address: String, page: &Url) -> String {
    // A drawing that uses a part of itself goes on doing so.
    let is_own_part = address.starts_with('#') && !matches!(element, "a" | "area");
    if is_own_part || Url::parse(&address).is_ok() {
        return address;
    }
    page.join(&address).map_or(address, String::from)
}

fn text(bytes: &HtmlString) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(html: &str) -> String {
        let page = Url::parse("https://example.org/blog/posts/gr%C3%B6%C3%9Fe/").expect("a URL");
        alone(html, &page)
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
                "<svg viewbox=\"0 0 1 1\"><use href=\"#dot\"/></svg>",
            ),
        ] {
            assert_eq!(rewritten(html), alone);
        }
    }

    #[test]
    fn what_needs_the_page_is_left_out() {
        for (html, alone) in [
            (
                "<h2 id=\"a\">A<a class=\"anchor\" href=\"#a\" aria-label=\"Link\">#</a></h2>",
                "<h2 id=\"a\">A</h2>",
            ),
            (
                "<pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"hl-keyword\">fn</span> \
                 a&lt;T&gt;() &amp; <span title=\"b\">c</span>\n</code></pre>",
                "<pre><code class=\"language-rust\">fn a&lt;T&gt;() &amp; <span title=\"b\">c</span>\n</code></pre>",
            ),
            ("a<button data-copy>Copy<b>!</b></button><!-- c -->b", "ab"),
            ("<script>if (a < b) {}</script>é&nbsp;c", "é\u{a0}c"),
            ("<br><hr/>", "<br><hr/>"),
        ] {
            assert_eq!(rewritten(html), alone);
        }
    }
}
