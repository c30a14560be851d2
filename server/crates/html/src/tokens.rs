//! Raw HTML as tags and text, each with its place.

use std::{cell::Cell, convert::Infallible};

use diagnostics::Span;
use html5gum::{
    Error, Readable, Reader, Span as GumSpan, StringReader, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};

/// A piece of HTML; places are bytes of the text that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// `<name …>`
    Start(StartTag),
    /// `</name>`
    End {
        /// In lower case.
        name: String,
        /// The whole tag.
        span: Span,
    },
    /// Text, its references replaced.
    Text {
        /// What a reader sees.
        text: String,
        /// Where it is written.
        span: Span,
    },
    /// `<!DOCTYPE …>`
    Doctype {
        /// All of it.
        span: Span,
    },
    /// A tag with more attributes than are read; what follows is not read either.
    TooMany {
        /// The tag, up to there.
        span: Span,
    },
    /// Something that is not HTML.
    Fault {
        /// The parse error, as the HTML standard names it.
        what: Error,
        /// Where it is.
        span: Span,
    },
}

impl Token {
    /// Where it is.
    pub fn span(&self) -> &Span {
        match self {
            Self::Start(tag) => &tag.span,
            Self::End { span, .. }
            | Self::Text { span, .. }
            | Self::Doctype { span }
            | Self::TooMany { span }
            | Self::Fault { span, .. } => span,
        }
    }
}

/// A tag that begins an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartTag {
    /// In lower case.
    pub name: String,
    /// In the order in which they are written.
    pub attributes: Vec<Attribute>,
    /// Whether it ends with `/>`.
    pub self_closing: bool,
    /// The whole tag.
    pub span: Span,
}

impl StartTag {
    /// The value of an attribute.
    pub fn value(&self, name: &str) -> Option<&str> {
        let attribute = self.attributes.iter().find(|attribute| attribute.name == name)?;
        Some(&attribute.value)
    }
}

/// An attribute; one without a value has an empty one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// In lower case.
    pub name: String,
    /// Where the name is written.
    pub name_span: Span,
    /// Its references replaced.
    pub value: String,
    /// Without the quotes.
    pub value_span: Span,
}

/// How many attributes a tag may have: to the tokenizer each is a call in a call.
pub const ATTRIBUTES: usize = 100;

/// Text that ends where a tag has too many attributes.
struct Bounded<'a> {
    text: StringReader<'a>,
    /// How many the tag has that is being read.
    attributes: &'a Cell<usize>,
}

impl Bounded<'_> {
    fn is_over(&self) -> bool {
        self.attributes.get() > ATTRIBUTES
    }
}

impl Reader for Bounded<'_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        if self.is_over() { Ok(None) } else { self.text.read_byte() }
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        if self.is_over() { Ok(None) } else { self.text.read_until(needle, buffer) }
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        if self.is_over() { Ok(false) } else { self.text.try_read_string(text, case_sensitive) }
    }
}

/// Takes HTML apart.
pub fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut open: Option<StartTag> = None;
    let attributes = Cell::new(0);
    let callback = |event: CallbackEvent<'_>, at: GumSpan<usize>| -> Option<Infallible> {
        let span = at.start..at.end;
        match event {
            CallbackEvent::OpenStartTag { name } => {
                attributes.set(0);
                open = Some(StartTag {
                    name: text(name),
                    attributes: Vec::new(),
                    self_closing: false,
                    span,
                });
            }
            CallbackEvent::AttributeName { .. } if attributes.get() == ATTRIBUTES => {
                attributes.set(ATTRIBUTES + 1);
                let start = open.as_ref().map_or(span.start, |tag| tag.span.start);
                tokens.push(Token::TooMany { span: start..span.end });
            }
            // All that is wrong behind it is that it ends there.
            _ if attributes.get() > ATTRIBUTES => {}
            CallbackEvent::AttributeName { name } => {
                attributes.set(attributes.get() + 1);
                if let Some(tag) = &mut open {
                    tag.attributes.push(Attribute {
                        name: text(name),
                        name_span: span.clone(),
                        value: String::new(),
                        value_span: span.end..span.end,
                    });
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = open.as_mut().and_then(|tag| tag.attributes.last_mut()) {
                    attribute.value = text(value);
                    attribute.value_span = span;
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(mut tag) = open.take() {
                    tag.self_closing = self_closing;
                    tag.span.end = span.end;
                    tokens.push(Token::Start(tag));
                }
            }
            CallbackEvent::EndTag { name } => tokens.push(Token::End { name: text(name), span }),
            CallbackEvent::String { value } => tokens.push(Token::Text { text: text(value), span }),
            CallbackEvent::Comment { .. } => {}
            CallbackEvent::Doctype { .. } => tokens.push(Token::Doctype { span }),
            CallbackEvent::Error(what) => tokens.push(Token::Fault { what, span }),
        }
        None
    };
    let mut emitter = CallbackEmitter::<_, Infallible, usize>::new(callback);
    emitter.naively_switch_states(true);
    let reader = Bounded { text: html.to_reader(), attributes: &attributes };
    let Ok(()) = Tokenizer::new_with_emitter(reader, emitter).finish();
    tokens
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_tag_has_its_place() {
        let html = "é<DIV class=\"a&amp;b\" id=x hidden data-x='ü'>te&lt;xt</div ><img src=a />";
        let parts: Vec<&str> = tokens(html)
            .iter()
            .flat_map(|token| match token {
                Token::Start(tag) => {
                    let places = |attribute: &Attribute| {
                        [attribute.name_span.clone(), attribute.value_span.clone()]
                    };
                    let attributes = tag.attributes.iter().flat_map(places);
                    attributes.chain([tag.span.clone()]).collect()
                }
                Token::End { span, .. } | Token::Text { span, .. } => vec![span.clone()],
                Token::Doctype { .. } | Token::TooMany { .. } | Token::Fault { .. } => Vec::new(),
            })
            .map(|span: Span| &html[span])
            .collect();
        assert_eq!(
            parts,
            [
                "é",
                "class",
                "a&amp;b",
                "id",
                "x",
                "hidden",
                "",
                "data-x",
                "ü",
                "<DIV class=\"a&amp;b\" id=x hidden data-x='ü'>",
                "te&lt;xt",
                "</div >",
                "src",
                "a",
                "<img src=a />",
            ]
        );
        let Some(Token::Start(tag)) = tokens(html).into_iter().nth(1) else {
            panic!("no tag");
        };
        assert_eq!((&*tag.name, tag.value("class"), tag.self_closing), ("div", Some("a&b"), false));
    }

    #[test]
    fn nothing_that_is_repeated_needs_a_large_stack() {
        // Half of the stack of a thread.
        let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(|| {
            for part in [
                " a=\"1\"",
                " a='1'",
                " a=1",
                " a",
                "/",
                " a=\"",
                "a=\"\"",
                "&amp;",
                "&",
                "<!--",
                "<!-- -->",
                "-",
                "<",
                "</",
                "<a>",
                "<b",
                "<!",
                "<?",
                "<![CDATA[",
                "]",
                "<script>",
                "<title>",
                "<!doctype",
                "\0",
                "\"",
                "=",
            ] {
                for before in ["", "<a", "<!--", "<script><!--", "<title>", "<svg><![CDATA["] {
                    assert!(tokens(&format!("{before}{}", part.repeat(50_000))).len() <= 150_001);
                }
            }
        });
        thread.expect("a thread").join().expect("no overflow");
    }

    #[test]
    fn a_tag_has_no_more_attributes_than_are_read() {
        let tag = |count: usize| -> String {
            let attributes: String = (0..count).map(|at| format!(" a{at}=\"1\"")).collect();
            format!("x<b{attributes}>y")
        };
        let all = tokens(&tag(ATTRIBUTES));
        assert!(matches!(&all[1], Token::Start(tag) if tag.attributes.len() == ATTRIBUTES));
        let end = tag(ATTRIBUTES + 1).len() - "=\"1\">y".len();
        assert_eq!(tokens(&tag(ATTRIBUTES + 1))[1..], [Token::TooMany { span: 1..end }]);
    }

    #[test]
    fn a_tag_without_an_end_is_a_fault() {
        assert_eq!(tokens("<a href="), [Token::Fault { what: Error::EofInTag, span: 8..8 }]);
    }
}
