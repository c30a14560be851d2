//! The Markdown of other generators becomes ours, in passes of which each knows one dialect.

mod blocks;
mod calls;
mod common;
pub(crate) mod embeds;
mod gatsby;
mod hugo;
mod jsx;
mod links;
mod liquid;
mod names;
mod pelican;
mod refit;
mod tags;
mod template;
mod unknown;
mod unwritten;
mod variables;
mod weave;
mod written;
mod zola;

use crate::{Generator, doc::Doc};

pub(crate) use common::{Code, Context, unmark};
pub(crate) use liquid::CODE;
pub(crate) use refit::refit;
pub(crate) use template::{PAIRED, Templates};

/// How many marks of templates and tags a text has at most: the end of each is looked for.
const MARKS: usize = 10_000;

/// Converts a text.
pub(crate) fn convert(doc: &mut Doc, context: &mut Context<'_>) {
    let marks = ["{{", "{%", "<"].map(|mark| doc.text().matches(mark).count());
    if marks.iter().sum::<usize>() > MARKS {
        context.hand("more tags than any text has: only its links are converted", 1);
        links::convert(doc, context);
        return;
    }
    let generator = context.blog.generator;
    let is_mdx = context.text.file.ends_with(".mdx")
        || (generator == Generator::Docusaurus && context.text.file.ends_with(".md"));
    match generator {
        Generator::Hugo => hugo::convert(doc, context),
        Generator::Zola => zola::convert(doc, context),
        Generator::Jekyll | Generator::Eleventy | Generator::Hexo => {
            liquid::convert(doc, context);
        }
        Generator::Pelican => {
            pelican::convert(doc, context);
            liquid::convert(doc, context);
        }
        Generator::Gatsby => gatsby::convert(doc, context),
        _ => {}
    }
    if is_mdx {
        jsx::convert(doc, context);
    } else if generator == Generator::VitePress {
        jsx::of_vue(doc, context);
    }
    blocks::convert(doc, context);
    tags::convert(doc, context, is_mdx || generator == Generator::VitePress);
    names::convert(doc, context);
    links::convert(doc, context);
    tidy(doc);
}

/// Whether formulas stand in a text.
pub(crate) fn has_formulas(text: &str) -> bool {
    !common::formulas(text, &Code::of(text)).is_empty()
}

/// Takes out empty lines that follow others, also in quotations, and those that end one.
fn tidy(doc: &mut Doc) {
    let code = Code::of(doc.text());
    let mut edits = Vec::new();
    let mut at = 0;
    // How an empty line before this one is written, if it was empty.
    let mut empty: Option<String> = Some(String::new());
    let mut lines = doc.text().split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let marks: String = line.split_whitespace().collect();
        if marks.bytes().all(|byte| byte == b'>') && !code.has(at) {
            let next: String = lines.peek().unwrap_or(&"").split_whitespace().collect();
            let ends = !marks.is_empty() && !next.starts_with('>');
            if ends || empty.as_ref() == Some(&marks) {
                let left = if ends && empty.is_none() { "\n" } else { "" };
                edits.push((at..at + line.len(), left.to_owned()));
            }
            empty = Some(if ends { String::new() } else { marks });
        } else {
            empty = None;
        }
        at += line.len();
    }
    doc.apply(edits);
}
