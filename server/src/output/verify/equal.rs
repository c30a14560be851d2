//! Whether a text says the same wherever it is published: as a page, as data, in Markdown and in a
//! feed.
//!
//! Each form is read as its readers read it, with other code than wrote it, to what matters: the
//! words, the links and the images, in their order. The page and its data hold the text letter by
//! letter, so those two are simply looked for.

use std::{collections::BTreeMap, convert::Infallible, ops::Range};

use dialect::{Attributes, braces, dialect, mask};
use html5gum::{
    Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd, html::push_html,
};
use url::Url;

/// Languages of code in whose place the page has a drawing, and the class of that.
const DRAWN: [(&str, &str); 4] =
    [("chart", "chart"), ("math", "math"), ("mermaid", "diagram"), ("timeline", "timeline")];

/// How much of a difference is told, in characters.
const TOLD: usize = 40;

/// The text of a page as its files have it.
pub(super) struct Page<'a> {
    /// Its address.
    pub(super) url: &'a Url,
    /// The text, as HTML.
    pub(super) text: &'a str,
    /// The whole HTML file.
    pub(super) page: &'a str,
    /// The whole data file.
    pub(super) data: &'a str,
    /// The whole Markdown file.
    pub(super) markdown: &'a str,
}

/// What differs between a page, its data and its Markdown.
pub(super) fn differences(page: &Page<'_>) -> Vec<String> {
    let mut found = Vec::new();
    if !page.page.contains(page.text) {
        found.push("the page does not have the text as it was rendered".to_owned());
    }
    // There it stands among the other markup of the page, in one string.
    let quoted = serde_json::Value::from(page.text).to_string();
    if !page.data.contains(&quoted[1..quoted.len() - 1]) {
        found.push("the data does not have the text as it was rendered".to_owned());
    }
    let html = Reading::of_html(page.text, page.url, Drawings::Skip);
    let math = page.text.contains("<math");
    let read = |math| Reading::of_markdown(page.markdown, page.url, math);
    let markdown = read(math);
    // Whether dollars are dollars, the file does not say, and the page only where it has formulas.
    if markdown != html && read(!math) != html {
        found.push(markdown.difference(&html, "the Markdown"));
    }
    found
}

/// What differs between a page and its text in a feed.
pub(super) fn difference_in_feed(url: &Url, text: &str, body: &str) -> Option<String> {
    let page = Reading::of_html(text, url, Drawings::Read);
    // Nothing in a feed is read from where the page is.
    let feed = Reading::read(body, None, Drawings::Read);
    (feed != page).then(|| feed.difference(&page, "the feed"))
}

/// Whether what is drawn counts: Markdown has the source of it instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawings {
    Read,
    Skip,
}

/// What a reader finds in a text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Reading {
    /// Without white space, in plain quotes and dashes.
    words: String,
    links: Vec<String>,
    /// Address and alternative text of each.
    images: Vec<(String, String)>,
}

impl Reading {
    fn of_html(html: &str, url: &Url, drawings: Drawings) -> Self {
        Self::read(html, Some(url), drawings)
    }

    fn of_markdown(file: &str, url: &Url, math: bool) -> Self {
        let body = body(file);
        let masked = mask::masked(body, math);
        let mut html = String::new();
        push_html(&mut html, arranged(&with_braces(body, &masked, dialect(math))).into_iter());
        Self::of_html(&html, url, Drawings::Skip)
    }

    fn read(html: &str, base: Option<&Url>, drawings: Drawings) -> Self {
        let mut reader = Reader {
            base,
            drawings,
            reading: Self::default(),
            tag: Element::default(),
            skipped: None,
            link: None,
            caption: None,
        };
        let callback = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            reader.event(event);
            None
        };
        let mut emitter = CallbackEmitter::<_, Infallible>::new(callback);
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
        let mut reading = reader.reading;
        if reading.words.contains('&') {
            // An address is taken as it was typed, references and all.
            reading.words = html_escape::decode_html_entities(&reading.words).into_owned();
        }
        reading
    }

    /// How this one differs from that of the page.
    fn difference(&self, page: &Self, name: &str) -> String {
        if self.words != page.words {
            let same = self.words.chars().zip(page.words.chars()).take_while(|(a, b)| a == b);
            let at = same.count().saturating_sub(TOLD / 2);
            let part = |words: &str| words.chars().skip(at).take(TOLD).collect::<String>();
            return format!(
                "{name} says “{}” where the page says “{}”",
                part(&self.words),
                part(&page.words)
            );
        }
        let (what, own, of_page) = match self.links != page.links {
            true => (
                "links to",
                first_other(&self.links, &page.links),
                first_other(&page.links, &self.links),
            ),
            false => {
                let images = |reading: &Self| -> Vec<String> {
                    reading.images.iter().map(|(src, alt)| format!("{src} “{alt}”")).collect()
                };
                let (own, of_page) = (images(self), images(page));
                ("shows", first_other(&own, &of_page), first_other(&of_page, &own))
            }
        };
        format!("{name} {what} {own} where the page has {of_page}")
    }
}

/// The first of some that the others do not have at the same place.
fn first_other(these: &[String], others: &[String]) -> String {
    let at = these.iter().zip(others).take_while(|(a, b)| a == b).count();
    these.get(at).cloned().unwrap_or_else(|| "nothing more".to_owned())
}

/// A Markdown file without its front matter.
fn body(file: &str) -> &str {
    let head = file.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
    head.map_or(file, |(_, body)| body)
}

/// The events of a text, with the words in braces that the parser takes from headings.
fn with_braces<'a>(body: &str, masked: &'a str, options: Options) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    // Where what was said last ends.
    let mut said = 0;
    for (event, span) in Parser::new_ext(masked, options).into_offset_iter() {
        match &event {
            Event::Start(Tag::Heading { .. }) => said = span.start,
            Event::End(TagEnd::Heading(_)) => {
                let words = braces(&body[span.clone()])
                    .map(|braces| span.start + braces.start..span.start + braces.end)
                    .filter(|braces| said <= braces.start)
                    .map(|braces| &masked[braces])
                    .filter(|words| Attributes::of(words).is_none());
                let inner = words.into_iter().flat_map(|words| Parser::new_ext(words, options));
                let is_block = |event: &Event<'_>| {
                    matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
                };
                events.extend(inner.filter(|event| !is_block(event)));
            }
            _ => said = said.max(span.end),
        }
        events.push(mask::unmasked((event, span)).0);
    }
    events
}

/// The events of a text in the order in which a page shows them: footnotes at the end, alerts under
/// their names, without what is drawn.
fn arranged<'a>(all: &[Event<'a>]) -> Vec<Event<'a>> {
    // The text, and each footnote that is open.
    let mut open: Vec<Vec<Event<'a>>> = vec![Vec::new()];
    let mut labels = Vec::new();
    let mut notes: BTreeMap<String, Vec<Event<'a>>> = BTreeMap::new();
    let mut used: Vec<(String, usize)> = Vec::new();
    let (mut images, mut drawn) = (0_usize, false);
    for event in all.iter().cloned() {
        let push = match event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                labels.push(label.to_string());
                open.push(Vec::new());
                None
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                if let (Some(label), Some(note)) = (labels.pop(), open.pop()) {
                    notes.entry(label).or_insert(note);
                }
                None
            }
            Event::FootnoteReference(_) | Event::InlineHtml(_) if images > 0 => None,
            Event::FootnoteReference(label) => {
                let at =
                    used.iter().position(|(known, _)| **known == *label).unwrap_or_else(|| {
                        used.push((label.to_string(), 0));
                        used.len() - 1
                    });
                used[at].1 += 1;
                let number = at + 1;
                Some(Event::Html(format!("<a href=\"#fn-{number}\">{number}</a>").into()))
            }
            // In the text that stands for an image there is no formula, but its source.
            Event::InlineMath(latex) | Event::DisplayMath(latex) => {
                (images > 0).then_some(Event::Text(latex))
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(ref info))) if is_drawn(info) => {
                drawn = true;
                None
            }
            Event::End(TagEnd::CodeBlock) if drawn => {
                drawn = false;
                None
            }
            Event::Text(_) if drawn => None,
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                let name = Event::Html(format!("<p>{}</p>", name(kind)).into());
                if let Some(events) = open.last_mut() {
                    events.extend([Event::Start(Tag::BlockQuote(None)), name]);
                }
                None
            }
            Event::End(TagEnd::BlockQuote(_)) => Some(Event::End(TagEnd::BlockQuote(None))),
            event => {
                match event {
                    Event::Start(Tag::Image { .. }) => images += 1,
                    Event::End(TagEnd::Image) => images -= 1,
                    _ => {}
                }
                Some(event)
            }
        };
        if let Some(events) = open.last_mut() {
            events.extend(push);
        }
    }
    let mut events = open.into_iter().next().unwrap_or_default();
    for (at, (label, uses)) in used.into_iter().enumerate() {
        events.extend(notes.remove(&label).unwrap_or_default());
        let number = at + 1;
        events.extend((1..=uses).map(|place| {
            let place = if place == 1 { String::new() } else { format!("-{place}") };
            Event::Html(format!("<a href=\"#fnref-{number}{place}\">↩</a>").into())
        }));
    }
    events
}

fn is_drawn(info: &str) -> bool {
    let language = info.split([' ', '{', ',', '\t']).next().unwrap_or_default();
    DRAWN.iter().any(|(drawn, _)| *drawn == language)
}

fn name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    }
}

/// What is needed of a tag.
#[derive(Default)]
struct Element {
    name: Vec<u8>,
    /// The attribute that is being read.
    attribute: Vec<u8>,
    values: Vec<(&'static str, String)>,
}

/// The attributes that say something.
const ATTRIBUTES: [&str; 8] = ["alt", "checked", "class", "hidden", "href", "src", "title", "type"];

impl Element {
    fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    fn has_class(&self, name: &str) -> bool {
        self.value("class").is_some_and(|class| class.split(' ').any(|class| class == name))
    }
}

/// A link that has not ended.
struct OpenLink {
    address: String,
    /// Where its words begin.
    start: usize,
}

/// Reads HTML.
struct Reader<'a> {
    base: Option<&'a Url>,
    drawings: Drawings,
    reading: Reading,
    tag: Element,
    /// The element that is not read, and how many of its name are open.
    skipped: Option<(Vec<u8>, usize)>,
    link: Option<OpenLink>,
    /// Where the words of a figure's caption begin and end: over code, they are no part of the text
    /// but of the line above the code.
    caption: Option<(usize, usize)>,
}

impl Reader<'_> {
    fn event(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Element { name: name.to_vec(), ..Element::default() };
            }
            CallbackEvent::AttributeName { name } => {
                let known = ATTRIBUTES.iter().find(|known| known.as_bytes() == name);
                self.tag.attribute = name.to_vec();
                self.tag.values.extend(known.map(|known| (*known, String::new())));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((name, last)) = self.tag.values.last_mut()
                    && name.as_bytes() == self.tag.attribute
                {
                    *last = String::from_utf8_lossy(value).into_owned();
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::take(&mut self.tag);
                self.start(tag, self_closing);
            }
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } if self.skipped.is_none() => {
                plain(&String::from_utf8_lossy(value), &mut self.reading.words);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Element, self_closing: bool) {
        if let Some((name, depth)) = &mut self.skipped {
            *depth += usize::from(*name == tag.name && !self_closing);
            return;
        }
        if self.is_skipped(&tag) {
            if !self_closing {
                self.skipped = Some((tag.name, 1));
            }
            return;
        }
        match &*tag.name {
            b"a" => {
                let start = self.reading.words.len();
                let address = tag.value("href").map(|href| self.absolute(href));
                self.link = address.map(|address| OpenLink { address, start });
            }
            b"area" => {
                let address = tag.value("href").map(|href| self.absolute(href));
                self.reading.links.extend(address);
            }
            b"img" => {
                if let Some(src) = tag.value("src") {
                    let mut alt = String::new();
                    plain(tag.value("alt").unwrap_or_default(), &mut alt);
                    let image = (self.absolute(src), alt);
                    self.reading.images.push(image);
                }
                plain(tag.value("title").unwrap_or_default(), &mut self.reading.words);
            }
            b"input" if tag.value("type") == Some("checkbox") => {
                let mark = if tag.value("checked").is_some() { "☑" } else { "☐" };
                self.reading.words.push_str(mark);
            }
            b"figcaption" => {
                let start = self.reading.words.len();
                self.caption = Some((start, start));
            }
            b"pre" => {
                if let Some((start, end)) = self.caption.take()
                    && end == self.reading.words.len()
                {
                    self.reading.words.truncate(start);
                }
            }
            _ => {}
        }
    }

    /// Whether an element is not part of what the writer says.
    fn is_skipped(&self, tag: &Element) -> bool {
        match &*tag.name {
            b"div" | b"p" | b"section" if tag.value("hidden").is_some() => true,
            b"button" | b"script" | b"style" | b"template" => true,
            b"a" => tag.has_class("anchor"),
            b"math" => self.drawings == Drawings::Skip,
            b"figure" => {
                self.drawings == Drawings::Skip
                    && DRAWN.iter().any(|(_, class)| tag.has_class(class))
            }
            _ => false,
        }
    }

    fn end(&mut self, name: &[u8]) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth -= usize::from(skipped == name);
            if *depth == 0 {
                self.skipped = None;
            }
            return;
        }
        match name {
            b"a" => {
                // One that says its own address says nothing that the words do not say.
                if let Some(OpenLink { address, start }) = self.link.take()
                    && !self.reading.words.get(start..).is_some_and(|words| says(words, &address))
                {
                    self.reading.links.push(address);
                }
            }
            b"figcaption" => {
                if let Some((_, end)) = &mut self.caption {
                    *end = self.reading.words.len();
                }
            }
            b"figure" => self.caption = None,
            _ => {}
        }
    }

    fn absolute(&self, address: &str) -> String {
        let url = match self.base {
            Some(base) => base.join(address),
            None => Url::parse(address),
        };
        let url = url.map_or_else(|_| address.to_owned(), String::from);
        // One writes brackets as they are, another encodes them.
        url.replace('[', "%5B").replace(']', "%5D")
    }
}

/// Whether the words of a link are its address.
fn says(words: &str, address: &str) -> bool {
    let bare = |text: &str| {
        let text = percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        let mut rest = text.as_str();
        for start in ["mailto:", "https://", "http://"] {
            rest = rest.strip_prefix(start).unwrap_or(rest);
        }
        let rest = rest.strip_suffix("index.html").unwrap_or(rest);
        let mut plain_text = String::new();
        plain(rest.trim_end_matches('/'), &mut plain_text);
        plain_text
    };
    bare(words) == bare(address)
}

/// Appends a text without what its form may change: white space, and the shapes of quotes, dashes
/// and emoji, which one reader sets and another leaves as they were typed.
fn plain(text: &str, out: &mut String) {
    let mut from = 0;
    while let Some((name, emoji)) = emoji(text, from) {
        plain_words(&text[from..name.start], out);
        plain_words(emoji, out);
        from = name.end;
    }
    plain_words(&text[from..], out);
}

/// The next name of an emoji, colons included, and what it names.
fn emoji(text: &str, from: usize) -> Option<(Range<usize>, &'static str)> {
    let mut colons = text[from..].match_indices(':').map(|(at, _)| from + at);
    let mut start = colons.next()?;
    for end in colons {
        if let Some(emoji) = emojis::get_by_shortcode(&text[start + 1..end]) {
            return Some((start..end + 1, emoji.as_str()));
        }
        start = end;
    }
    None
}

fn plain_words(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\'' | '‘' | '’' | '‚' | '‹' | '›' | '′' => out.push('"'),
            '“' | '”' | '„' | '«' | '»' | '″' | '「' | '」' | '『' | '』' => {
                out.push('"')
            }
            '–' => out.push_str("--"),
            '—' => out.push_str("---"),
            '…' => out.push_str("..."),
            // An address is taken as it was typed, escapes and all.
            '\\' => {}
            c if c.is_whitespace() || c.is_control() => {}
            // No XML can hold them.
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use model::{Date, routes::Route};
    use proptest::prelude::*;
    use store::Cache;

    use super::*;
    use crate::content::{self, Options};

    fn url() -> Url {
        Url::parse("https://example.org/blog/posts/one/").expect("a URL")
    }

    /// What differs between some HTML and some Markdown.
    fn between(html: &str, markdown: &str) -> Vec<String> {
        let data = serde_json::to_string(html).expect("a text");
        let text = Page { url: &url(), text: html, page: html, data: &data, markdown };
        differences(&text)
    }

    #[test]
    fn the_same_in_another_form_is_no_difference() {
        for (html, markdown) in [
            (
                "<div class=\"heading\"><h2 id=\"a\">A “b” – c</h2><a class=\"anchor\" href=\"#a\">#</a></div>",
                "---\ntitle: \"x\"\n---\n\n## A \"b\" -- c {#a}\n",
            ),
            (
                "<p><a href=\"https://example.net/a\">https://example.net/a</a> \
                 <a href=\"/blog/about/\">x</a></p>",
                "https://example.net/a [x](https://example.org/blog/about/)",
            ),
            (
                "<p>a<sup><a href=\"#fn-1\">1</a></sup>b</p><section><ol><li><p>c \
                 <a href=\"#fnref-1\">↩</a></p></li></ol></section>",
                "a[^x]b\n\n[^x]: c",
            ),
            ("<div><p>Note</p><p>a</p></div>", "> [!NOTE]\n> a"),
            (
                "<figure><figcaption>T</figcaption><pre><code>a\n</code></pre></figure>",
                "```rust title=\"T\"\na\n```",
            ),
            ("<p><math><mi>x</mi></math> y</p>", "$x$ y"),
            ("<h2>{verb} {object}</h2><h2>a {b}</h2>", "## {verb} {object}\n\na {`b`}\n---"),
            ("<p><a href=\"http://[::1]/?a[]=1\">a</a></p>", "[a](http://[::1]/?a[]=1)"),
            ("<figure class=\"chart\"><svg></svg>1 2</figure><p>a</p>", "```chart\n1,2\n```\na"),
            (
                "<figure><img alt=\"A\" src=\"/blog/a.png\"><figcaption>B</figcaption></figure>",
                "![A](https://example.org/blog/a.png \"B\")",
            ),
        ] {
            assert_eq!(between(html, markdown), [""; 0], "{markdown}");
        }
    }

    #[test]
    fn another_word_link_or_image_is_told() {
        let html = "<p>One <a href=\"/blog/about/\">two</a> <img alt=\"A\" src=\"a.png\"></p>";
        for (markdown, told) in [
            (
                "One [too](https://example.org/blog/about/) ![A](https://example.org/blog/posts/one/a.png)",
                "the Markdown says “Onetoo” where the page says “Onetwo”",
            ),
            (
                "One [two](https://example.org/about/) ![A](https://example.org/blog/posts/one/a.png)",
                "the Markdown links to https://example.org/about/ \
                 where the page has https://example.org/blog/about/",
            ),
            (
                "One [two](https://example.org/blog/about/)",
                "the Markdown shows nothing more \
                 where the page has https://example.org/blog/posts/one/a.png “A”",
            ),
        ] {
            assert_eq!(between(html, markdown), [told]);
        }
        let other = Page { url: &url(), text: html, page: "", data: "", markdown: "" };
        assert_eq!(differences(&other).len(), 3);
    }

    #[test]
    fn nothing_in_a_feed_is_read_from_where_the_page_is() {
        let html = "<p><a href=\"/blog/about/\">a</a></p>";
        let body = html.replace("/blog", "https://example.org/blog");
        assert_eq!(difference_in_feed(&url(), html, &body), None);
        assert_eq!(
            difference_in_feed(&url(), html, html).as_deref(),
            Some(
                "the feed links to /blog/about/ where the page has https://example.org/blog/about/"
            )
        );
    }

    /// What differs between the page of a text and its copy; `None` when the text has faults.
    fn differs(markdown: &str, math: bool) -> Option<Vec<String>> {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        };
        write("site.toml", "title = \"Site\"\nbase_url = \"https://example.org/blog\"\n");
        let text = |math, text| {
            format!("+++\ntitle = \"T\"\ndate = 2026-01-01\nmath = {math}\n+++\n{text}\n")
        };
        write("posts/one.md", &text(math, markdown));
        write("posts/other.md", &text(false, "## Part"));
        let options = Options {
            drafts: false,
            future: true,
            apart: false,
            today: Date::EPOCH,
            base_url: None,
            cache: Cache::default(),
            pictures: images::Effort::Finished,
        };
        let library = content::load(folder.path(), &options).ok()?.library;
        let slug = "one".parse().expect("a slug");
        let html = library.post(&slug).expect("the post").prose.html.text();
        let markdown = library.markdown(&Route::Post(slug)).expect("its Markdown");
        let mut found = between(&html, &format!("---\ntitle: \"T\"\n---\n\n{markdown}"));
        let body = crate::output::feeds::alone(&html, &url());
        found.extend(difference_in_feed(&url(), &html, &body));
        Some(found)
    }

    #[test]
    fn every_example_of_commonmark_says_the_same_in_every_form() {
        let Ok(spec) =
            fs::read_to_string(Path::new("../end2end/node_modules/commonmark-spec/spec.txt"))
        else {
            println!("skipped: commonmark-spec is not installed");
            return;
        };
        let fence = "`".repeat(32);
        let mut compared = 0;
        for example in spec.split(&format!("\n{fence} example\n")).skip(1) {
            let markdown = example.split("\n.\n").next().unwrap_or_default().replace('→', "\t");
            if let Some(found) = differs(&markdown, false) {
                assert_eq!(found, [""; 0], "{markdown}");
                compared += 1;
            }
        }
        assert!(compared > 300, "{compared}");
    }

    /// Pieces that mean something in Markdown.
    const PIECES: &[&str] = &[
        "[",
        "](other.md)",
        "](other.md#part \"T\")",
        "](<other.md>\n'T')",
        "![",
        "](/blog/posts/other/)",
        "[r]",
        "\n\n[r]: other.md\n\n",
        "](https://example.net/a--b?c=1&d=2)",
        "https://example.net/a_b ",
        "<https://example.net/>",
        "<a href=other.md>",
        "</a>",
        "*",
        "**",
        "_",
        "`",
        "``",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "```\n",
        "~~",
        "\\",
        "[^1]",
        "\n\n[^1]: ",
        "\n\n> [!TIP]\n> ",
        "- [x] ",
        "| a | b |\n|---|---|\n| ",
        " | ",
        "## ",
        "\"",
        "'",
        "--",
        "...",
        "&amp;",
        "&",
        "<",
        "<b>",
        "</b>",
        "$",
        "$x^2$",
        "word ",
        "é ",
        "🎉 ",
        "עברית ",
        "\u{1b}",
        "]]>",
        ": ",
        "\t",
        "***\n",
        "=\n",
        "www.example.net ",
        "me@example.net ",
        "#",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

        #[test]
        fn any_text_says_the_same_in_every_form(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 1..30),
            math: bool,
        ) {
            if let Some(found) = differs(&pieces.concat(), math) {
                prop_assert_eq!(found, [""; 0], "{}", pieces.concat());
            }
        }
    }
}
