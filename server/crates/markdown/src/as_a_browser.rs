//! Tests only: whether HTML survives a parse by the rules of the HTML standard.

use html::{Token, tokens};
use html5ever::{
    LocalName, QualName, local_name, ns, parse_fragment,
    tendril::{StrTendril, TendrilSink},
};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::elements::is_void;

/// What a parser is told by HTML: the beginnings and ends of elements, and the text between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HtmlToken {
    Start(String, Vec<(String, String)>),
    End(String),
    Text(String),
}

/// The steps as they are written.
pub(super) fn as_written(html: &str) -> Vec<HtmlToken> {
    let mut steps = Vec::new();
    for token in tokens(html) {
        match token {
            Token::Start(tag) => {
                let attributes = tag.attributes.into_iter().map(|a| (a.name, a.value)).collect();
                steps.push(start(&tag.name, attributes));
                if is_void(&tag.name) || tag.self_closing {
                    steps.push(HtmlToken::End(tag.name));
                }
            }
            Token::End { name, .. } => steps.push(HtmlToken::End(name)),
            Token::Text { text, .. } => {
                let text = without_first_break(&steps, &text).to_owned();
                push_text(&mut steps, &text);
            }
            Token::Doctype { .. } | Token::TooMany { .. } | Token::Fault { .. } => {}
        }
    }
    steps
}

/// The steps as a browser takes them, who may add, leave out and move some.
pub(super) fn as_a_browser_reads(html: &str) -> Vec<HtmlToken> {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), Default::default(), context, Vec::new(), false)
        .one(StrTendril::from(html));
    let mut steps = Vec::new();
    // The root holds one element, in which the fragment is.
    for root in dom.document.children.borrow().iter() {
        for node in root.children.borrow().iter() {
            walk(node, &mut steps);
        }
    }
    steps
}

fn walk(node: &Handle, steps: &mut Vec<HtmlToken>) {
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            let lower = |name: &LocalName| name.to_ascii_lowercase().to_string();
            let attributes = attrs.borrow();
            let attributes = attributes.iter().map(|attribute| {
                let prefix = attribute.name.prefix.as_ref().map(|p| format!("{p}:"));
                let name =
                    format!("{}{}", prefix.unwrap_or_default(), lower(&attribute.name.local));
                (name, attribute.value.to_string())
            });
            steps.push(start(&lower(&name.local), attributes.collect()));
            for child in node.children.borrow().iter() {
                walk(child, steps);
            }
            steps.push(HtmlToken::End(lower(&name.local)));
        }
        NodeData::Text { contents } => push_text(steps, &contents.borrow()),
        _ => {}
    }
}

fn start(name: &str, mut attributes: Vec<(String, String)>) -> HtmlToken {
    attributes.sort();
    HtmlToken::Start(name.to_owned(), attributes)
}

/// Neighbouring texts are one.
fn push_text(steps: &mut Vec<HtmlToken>, text: &str) {
    match steps.last_mut() {
        Some(HtmlToken::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => steps.push(HtmlToken::Text(text.to_owned())),
    }
}

/// Text without the line break that means nothing at the head of some elements.
fn without_first_break<'a>(steps: &[HtmlToken], text: &'a str) -> &'a str {
    match steps.last() {
        Some(HtmlToken::Start(name, _)) if matches!(&**name, "pre" | "textarea" | "listing") => {
            text.strip_prefix('\n').unwrap_or(text)
        }
        _ => text,
    }
}
