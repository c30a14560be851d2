//! HTML as its readers read it: the words, the links and the images.

use std::{convert::Infallible, ops::Range};

use html5gum::{
    Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};
use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, Parser};
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use super::{DRAWN, Drawings, Reading};

/// Reads some HTML; without `base`, every address in it has to be whole.
pub(super) fn read(html: &str, base: Option<&Url>, drawings: Drawings) -> Reading {
    let mut reader = Reader {
        base,
        drawings,
        reading: Reading::default(),
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
    // A name may begin in one piece of text and end in another.
    reading.words = with_emoji(&reading.words);
    for (_, alt) in &mut reading.images {
        *alt = with_emoji(alt);
    }
    reading
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
    /// The words as they stand there.
    words: String,
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
                let text = String::from_utf8_lossy(value);
                plain(&text, &mut self.reading.words);
                if let Some(link) = &mut self.link {
                    link.words.push_str(&text);
                }
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
            // Where a number comes from, the page says and no other form.
            b"a" if tag.has_class("value") => {}
            b"a" => {
                let start = self.reading.words.len();
                let address = tag.value("href").map(|href| self.absolute(href));
                self.link =
                    address.map(|address| OpenLink { address, start, words: String::new() });
            }
            b"area" => {
                let address = tag.value("href").map(|href| self.absolute(href));
                self.reading.links.extend(address);
            }
            // The same for another theme.
            b"img" if tag.has_class("by-night") => {}
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
            // What unfolds a block of code.
            b"summary" => tag.has_class("fold"),
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
                let Some(OpenLink { address, start, words }) = self.link.take() else { return };
                let said = self.reading.words.get(start..).unwrap_or_default();
                // One that says its own address says nothing that the words do not say.
                if !says(said, &address) && !leads_to(&words, &address) {
                    self.reading.links.push(address);
                } else if words.contains('&') {
                    // A bare address is taken as it was typed, references and all, and is text to
                    // those who know no such addresses.
                    self.reading.words.truncate(start);
                    plain(&referred(&words), &mut self.reading.words);
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
        url.map_or_else(|_| encoded(address), |url| encoded(url.as_str()))
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

/// A text with the characters that it refers to, as Markdown has them: `&amp;`.
fn referred(text: &str) -> String {
    /// How long the longest name of a character is.
    const NAME: usize = 40;
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        let is_escaped = before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        let end = reference.char_indices().take(NAME).find(|(_, c)| *c == ';').map(|(end, _)| end);
        let length = end.filter(|_| !is_escaped).map_or(1, |end| end + 1);
        for event in Parser::new(&reference[..length]) {
            if let Event::Text(text) = event {
                out.push_str(&text);
            }
        }
        rest = &reference[length..];
    }
    out + rest
}

/// A text in which every name of an emoji is the emoji itself: one reader sets them, another leaves them
/// as they were typed. Each is a name first, so that both find the same where names touch: `:x:tada:`.
fn with_emoji(text: &str) -> String {
    let named = if text.contains(':') { with_names(text) } else { text.to_owned() };
    let text = named.as_str();
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    while let Some((name, emoji)) = emoji(text, from) {
        out.push_str(&text[from..name.start]);
        plain(emoji, &mut out);
        from = name.end;
    }
    out + &text[from..]
}

fn with_names(text: &str) -> String {
    // What is written in fewer characters than an emoji has may be no emoji, such as the mark of a task.
    let whole =
        |character: &str| emojis::get(character).filter(|emoji| emoji.as_str() == character);
    let name = |character: &str| whole(character)?.shortcode();
    let mut named = String::with_capacity(text.len());
    // No emoji reaches over a space, and none is in ASCII.
    for word in text.split_inclusive(' ') {
        if word.is_ascii() {
            named.push_str(word);
            continue;
        }
        for character in word.graphemes(true) {
            match name(character).filter(|_| !character.is_ascii()) {
                Some(name) => named.extend([":", name, ":"]),
                None => named.push_str(character),
            }
        }
    }
    named
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

/// Whether the words of a link are an address that browsers write otherwise: `https://münchen.example`.
/// What one writes as it is another encodes.
fn leads_to(words: &str, address: &str) -> bool {
    let whole = ["", "https://"].map(|start| Url::parse(&format!("{start}{}", words.trim())));
    whole
        .iter()
        .flatten()
        .any(|url| percent_decode_str(url.as_str()).eq(percent_decode_str(address)))
}

/// An address without brackets: one writes them as they are, another encodes them.
fn encoded(address: &str) -> String {
    address.replace('[', "%5B").replace(']', "%5D")
}

/// Appends a text without what its form may change: white space, and the shapes of quotes and dashes.
fn plain(text: &str, out: &mut String) {
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
