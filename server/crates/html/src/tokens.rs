//! Raw HTML as tags and text, each with its place.

use std::convert::Infallible;

use diagnostics::Span;
use html5gum::{
    Error, Span as GumSpan, Tokenizer,
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
    /// Something that is not HTML.
    Fault {
        /// The parse error, as the HTML standard names it.
        what: Error,
        /// Where it is.
        span: Span,
    },
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

/// Takes HTML apart.
pub fn tokens(html: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut open: Option<StartTag> = None;
    let callback = |event: CallbackEvent<'_>, at: GumSpan<usize>| -> Option<Infallible> {
        let span = at.start..at.end;
        match event {
            CallbackEvent::OpenStartTag { name } => {
                open = Some(StartTag {
                    name: text(name),
                    attributes: Vec::new(),
                    self_closing: false,
                    span,
                });
            }
            CallbackEvent::AttributeName { name } => {
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
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
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
                Token::Doctype { .. } | Token::Fault { .. } => Vec::new(),
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
    fn a_tag_without_an_end_is_a_fault() {
        assert_eq!(tokens("<a href="), [Token::Fault { what: Error::EofInTag, span: 8..8 }]);
    }
}
