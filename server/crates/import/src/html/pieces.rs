//! Elements that become something on their own, and what is found in them.

use html5ever::{serialize::SerializeOpts, serialize::TraversalScope};
use markup5ever_rcdom::{Handle, NodeData, SerializableHandle};

use super::{address, attribute, escaped, name};
use crate::escape::fence;

/// A picture; one without words and caption is an ornament, for which Markdown has no way.
pub(super) fn picture(node: &Handle, caption: &str) -> String {
    let Some(source) = attribute(node, "src").filter(|source| !source.is_empty()) else {
        return String::new();
    };
    let alt = attribute(node, "alt").unwrap_or_default();
    let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ").replace(['[', ']'], "");
    let alt = if alt.is_empty() { caption.replace(['[', ']', '\\'], "") } else { alt };
    if alt.is_empty() {
        return format!("<img src=\"{}\" alt=\"\">", escaped(&source));
    }
    let title = match caption {
        "" => String::new(),
        caption => format!(" \"{}\"", caption.replace('"', "\\\"")),
    };
    format!("![{alt}]({}{title})", address(&source))
}

/// What a frame shows: a call where the site is known, else a link.
pub(super) fn embedded(source: &str, title: &str) -> String {
    let source =
        source.strip_prefix("//").map_or(source.to_owned(), |rest| format!("https://{rest}"));
    if let Some(made) = crate::markdown::embeds::of_address(&source, title) {
        return made;
    }
    let host = source.split_once("://").map_or(&*source, |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or(host).trim_start_matches("www.");
    format!("[Embedded from {host}]({})", address(&source))
}

/// A block of code, with its language where a class names it.
pub(super) fn code_block(node: &Handle) -> String {
    let mut code = String::new();
    text_of(node, &mut code);
    let inner = child(node, "code");
    let classes = [Some(node.clone()), inner].into_iter().flatten().filter_map(|node| {
        let class = attribute(&node, "class")?;
        let language = class.split_whitespace().find_map(|class| {
            class.strip_prefix("language-").or(class.strip_prefix("lang-")).map(str::to_owned)
        });
        language.or_else(|| {
            class.split_once("brush:").map(|(_, rest)| {
                rest.trim().split([';', ' ']).next().unwrap_or_default().to_owned()
            })
        })
    });
    let language = attribute(node, "data-lang").or(attribute(node, "lang")).or(classes.last());
    let code = code.trim_matches('\n');
    let fence = fence(code);
    format!("{fence}{}\n{code}\n{fence}", language.unwrap_or_default())
}

/// The rows of a table with their cells; whether it is as Markdown can have it.
pub(super) fn table_rows(node: &Handle, rows: &mut Vec<Vec<Handle>>) -> bool {
    let mut simple = true;
    for child in node.children.borrow().iter() {
        match name(child) {
            "thead" | "tbody" | "tfoot" => simple &= table_rows(child, rows),
            "tr" => {
                let cells = child.children.borrow();
                let cells: Vec<Handle> = cells
                    .iter()
                    .filter(|cell| matches!(name(cell), "td" | "th"))
                    .cloned()
                    .collect();
                for cell in &cells {
                    let spans = ["rowspan", "colspan"];
                    simple &= spans
                        .iter()
                        .all(|span| attribute(cell, span).is_none_or(|number| number == "1"));
                    simple &= ["ul", "ol", "pre", "table", "blockquote"]
                        .iter()
                        .all(|block| find(cell, block).is_none());
                }
                rows.push(cells);
            }
            "caption" => simple = false,
            _ => {}
        }
    }
    simple
}

pub(super) fn child(node: &Handle, wanted: &str) -> Option<Handle> {
    node.children.borrow().iter().find(|child| name(child) == wanted).cloned()
}

/// The first element of a name below a node.
pub(super) fn find(node: &Handle, wanted: &str) -> Option<Handle> {
    let mut open: Vec<Handle> = node.children.borrow().iter().rev().cloned().collect();
    while let Some(node) = open.pop() {
        if name(&node) == wanted {
            return Some(node);
        }
        open.extend(node.children.borrow().iter().rev().cloned());
    }
    None
}

pub(super) fn text_of(node: &Handle, text: &mut String) {
    let mut open: Vec<Handle> = vec![node.clone()];
    while let Some(node) = open.pop() {
        match &node.data {
            NodeData::Text { contents } => text.push_str(&contents.borrow()),
            NodeData::Element { .. } if name(&node) == "br" => text.push('\n'),
            _ => {}
        }
        open.extend(node.children.borrow().iter().rev().cloned());
    }
}

/// An element as HTML, without empty lines, which would end it in Markdown.
pub(super) fn raw(node: &Handle) -> String {
    let mut bytes = Vec::new();
    let options =
        SerializeOpts { traversal_scope: TraversalScope::IncludeNode, ..SerializeOpts::default() };
    let handle: SerializableHandle = node.clone().into();
    // Writing to memory can't fail.
    let _ = html5ever::serialize(&mut bytes, &handle, options);
    let html = String::from_utf8_lossy(&bytes).into_owned();
    html.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}
