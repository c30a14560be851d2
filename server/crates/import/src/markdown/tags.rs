//! HTML in texts: what a browser would mend is mended, what no text may bring is taken out.

mod paragraphs;
mod removed;
mod strays;

use std::collections::{BTreeMap, BTreeSet};

use html::{ends_paragraph, has_implied_end, is_for_texts, is_inline, is_void};

use super::{
    calls::{Call, known},
    common::{Code, Context, in_sentence},
    unwritten::{self, Place},
    weave::{Attribute, RawTag, Value, tags},
};
use crate::doc::{Doc, Edit};
use paragraphs::Paragraphs;
use removed::removed;
use strays::{preformatted, strays};

/// Mends the HTML of a text; `braces` tells that attributes may hold expressions.
pub(super) fn convert(doc: &mut Doc, context: &mut Context<'_>, braces: bool) {
    preformatted(doc);
    strays(doc);
    removed(doc, context);
    let text = doc.text();
    let code = Code::of(text);
    let found = tags(text, |at| code.has(at));
    let mut edits: Vec<Edit> = Vec::new();
    let paragraphs = Paragraphs::of(text);
    let mut walk = Walk {
        context,
        doc,
        paragraphs,
        edits: &mut edits,
        open: Vec::new(),
        ids: BTreeSet::new(),
        pairs: pairs(&found),
    };
    for tag in &found {
        walk.tag(tag, braces);
    }
    walk.end();
    doc.apply(edits);
}

/// The names of elements of which as many end as begin.
fn pairs(found: &[RawTag]) -> BTreeSet<String> {
    let mut open: BTreeMap<&str, isize> = BTreeMap::new();
    for tag in found.iter().filter(|tag| !tag.self_closing) {
        *open.entry(&tag.name).or_default() += if tag.closes { -1 } else { 1 };
    }
    open.into_iter().filter(|(_, left)| *left == 0).map(|(name, _)| name.to_owned()).collect()
}

/// Whether an element stands apart from what is before and behind it. Paragraphs, and the parts of lists,
/// are among others like them.
fn is_block(name: &str) -> bool {
    ends_paragraph(name) && !matches!(name, "p" | "li" | "dd" | "dt" | "summary")
}

/// An element that is open.
struct Open<'t> {
    name: String,
    tag: &'t RawTag,
}

struct Walk<'w, 'a, 't> {
    context: &'w mut Context<'a>,
    doc: &'t Doc,
    paragraphs: Paragraphs,
    edits: &'w mut Vec<Edit>,
    open: Vec<Open<'t>>,
    ids: BTreeSet<String>,
    /// Components of which every one that begins also ends.
    pairs: BTreeSet<String>,
}

impl<'t> Walk<'_, '_, 't> {
    fn tag(&mut self, tag: &'t RawTag, braces: bool) {
        let name = tag.name.to_ascii_lowercase();
        let line = self.doc.line(tag.range.start);
        let in_drawing = self.open.iter().any(|open| matches!(&*open.name, "svg" | "math"));
        let is_known = is_for_texts(&name);
        if !is_known && !in_drawing {
            if braces && tag.name.starts_with(|c: char| c.is_ascii_uppercase()) {
                let made = self.component(tag, line);
                self.edits.push((tag.range.clone(), made.unwrap_or_default()));
            } else if matches!(&*name, "html" | "body" | "link" | "meta" | "base") {
                self.context.became(format!("`<{name}>`: taken out"), line);
                self.edits.push((tag.range.clone(), String::new()));
            } else {
                self.context.became("what only looks like a tag: shown as it is written", line);
                self.edits.push((tag.range.start..tag.range.start + 1, "&lt;".into()));
            }
            return;
        }
        if tag.closes {
            return self.close(tag, &name, line);
        }
        self.imply(&name, tag.range.start);
        if ends_paragraph(&name)
            && let Some(at) = self.open.iter().rposition(|open| open.name == "p")
        {
            // A browser ends the paragraph here.
            let opened = self.open.remove(at);
            self.edits.push((opened.tag.range.clone(), String::new()));
        }
        if is_block(&name) {
            self.paragraphs.set_apart(self.doc.text(), &tag.range, self.edits);
        }
        if let Some(made) = self.written(tag, &name, in_drawing, braces, line) {
            self.edits.push((tag.range.clone(), made));
        }
        if !is_void(&name) && !tag.self_closing {
            self.open.push(Open { name, tag });
        }
    }

    /// What stands in the place of a tag of a component: what it shows, or a tag of a call.
    fn component(&mut self, tag: &RawTag, line: usize) -> Option<String> {
        let is_pair = self.pairs.contains(&tag.name);
        if tag.closes {
            return unwritten::end(&tag.name, self.context).filter(|_| is_pair);
        }
        let given = |attribute: &Attribute| match &attribute.value {
            Value::Text(text) => Some((Some(attribute.name.clone()), text.clone())),
            _ => None,
        };
        let arguments = tag.attributes.iter().filter_map(given).collect();
        let mut call = Call { name: tag.name.clone(), arguments, inner: None };
        if let Some(made) = known(&call, self.context, line) {
            return Some(made);
        }
        // Vue has a program in the value of `:name`.
        let given = |attribute: &Attribute| {
            let text = match &attribute.value {
                Value::Text(text) | Value::Expression(text) => text.clone(),
                Value::Nothing => "true".to_owned(),
            };
            (Some(attribute.name.trim_start_matches(':').to_owned()), text)
        };
        call.arguments = tag.attributes.iter().map(given).collect();
        // What stands in it is not known yet, and may be blocks.
        call.inner = (is_pair && !tag.self_closing).then(|| "\n".to_owned());
        let place = Place { line, in_sentence: in_sentence(self.doc.text(), &tag.range) };
        let shown = format!("`{}`", tag.name);
        unwritten::tags(&call, &shown, self.context, place).map(|(open, _)| open)
    }

    /// Ends what a browser would end where an element begins.
    fn imply(&mut self, name: &str, at: usize) {
        let ends = |open: &str| match name {
            "li" => open == "li",
            "dt" | "dd" => matches!(open, "dt" | "dd"),
            "tr" => matches!(open, "tr" | "td" | "th"),
            "td" | "th" => matches!(open, "td" | "th"),
            "p" => open == "p",
            "tbody" | "tfoot" => matches!(open, "thead" | "tbody" | "tr" | "td" | "th"),
            _ => false,
        };
        while let Some(open) = self.open.last().filter(|open| ends(&open.name)) {
            self.edits.push((at..at, format!("</{}>", open.name)));
            self.open.pop();
        }
    }

    fn close(&mut self, tag: &RawTag, name: &str, line: usize) {
        if is_void(name) {
            let made = if name == "br" { "<br>" } else { "" };
            self.edits.push((tag.range.clone(), made.into()));
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else {
            self.context.became("an HTML tag without its other half: taken out", line);
            self.edits.push((tag.range.clone(), String::new()));
            return;
        };
        let inside: Vec<Open<'t>> = self.open.drain(at + 1..).collect();
        for open in inside.iter().rev() {
            self.unclosed(open, tag.range.start);
        }
        let opened = self.open.pop();
        if let Some(opened) = opened.as_ref().filter(|opened| self.is_around_blocks(opened, tag)) {
            self.context.became("an element of a line around several blocks: taken out", line);
            self.edits.retain(|(range, _)| *range != opened.tag.range);
            let both = [&opened.tag.range, &tag.range];
            self.edits.extend(both.map(|range| (range.clone(), String::new())));
            return;
        }
        if name == "h1" {
            self.edits.push((tag.range.clone(), "</h2>".into()));
        }
        if is_block(name) {
            self.paragraphs.set_apart(self.doc.text(), &tag.range, self.edits);
        }
        if let Some(opened) = opened.filter(|_| name == "p") {
            self.around_paragraphs(opened.tag, tag);
        }
    }

    /// Whether an element that belongs into a line has an empty line in it, which ends that.
    fn is_around_blocks(&self, opened: &Open<'_>, tag: &RawTag) -> bool {
        let inner = &self.doc.text()[opened.tag.range.end..tag.range.start];
        let lines: Vec<&str> = inner.split('\n').collect();
        let between = lines.get(1..lines.len() - 1).unwrap_or_default();
        is_inline(&opened.name)
            && !self.open.iter().any(|open| open.name == "pre")
            && between.iter().any(|line| line.trim().is_empty())
    }

    /// A paragraph around others, which Markdown makes, is no more than a part.
    fn around_paragraphs(&mut self, opened: &RawTag, tag: &RawTag) {
        if !self.paragraphs.begin_in(opened.range.end..tag.range.start) {
            return;
        }
        let written = self.edits.iter_mut().find(|(range, _)| *range == opened.range);
        let text = &self.doc.text()[opened.range.clone()];
        match written {
            Some((_, made)) => *made = format!("<div{}", made.get(2..).unwrap_or(">")),
            None => self.edits.push((opened.range.clone(), format!("<div{}", &text[2..]))),
        }
        self.edits.push((tag.range.clone(), "</div>".into()));
    }

    /// What is open where something around it ends.
    fn unclosed(&mut self, open: &Open<'_>, end: usize) {
        if has_implied_end(&open.name) {
            self.edits.push((end..end, format!("</{}>", open.name)));
        } else {
            let line = self.doc.line(open.tag.range.start);
            self.context.became("an HTML tag without its other half: taken out", line);
            self.edits.retain(|(range, _)| *range != open.tag.range);
            self.edits.push((open.tag.range.clone(), String::new()));
        }
    }

    fn end(&mut self) {
        for open in std::mem::take(&mut self.open) {
            let line = self.doc.line(open.tag.range.start);
            self.context.became("an HTML tag without its other half: taken out", line);
            self.edits.retain(|(range, _)| *range != open.tag.range);
            self.edits.push((open.tag.range.clone(), String::new()));
        }
    }

    /// The tag as it may stand in a text; `None` when it may as it is.
    fn written(
        &mut self,
        tag: &RawTag,
        name: &str,
        in_drawing: bool,
        braces: bool,
        line: usize,
    ) -> Option<String> {
        let shown = if in_drawing || name == "svg" { &*tag.name } else { name };
        let shown = if name == "h1" { "h2" } else { shown };
        let mut made = format!("<{shown}");
        let mut seen: Vec<String> = Vec::new();
        let mut lost_source = false;
        for attribute in &tag.attributes {
            let key = match &*attribute.name {
                "className" => "class".to_owned(),
                "htmlFor" => "for".to_owned(),
                other if in_drawing || name == "svg" => other.to_owned(),
                other => other.to_ascii_lowercase(),
            };
            if seen.contains(&key) || !self.keeps(&key, attribute, braces) {
                continue;
            }
            match &attribute.value {
                Value::Expression(_) => {
                    lost_source |= key == "src";
                    continue;
                }
                Value::Nothing => made.push_str(&format!(" {key}")),
                Value::Text(text) => {
                    let text = match (&*key, in_drawing) {
                        ("href", false) if matches!(name, "a" | "area") => {
                            match self.context.link(text, line) {
                                Some(link) => link,
                                None => continue,
                            }
                        }
                        // Such a file has many drawings, and is none that could be checked.
                        ("href" | "xlink:href", true)
                            if name == "use" && !text.starts_with('#') =>
                        {
                            self.context.became("a drawing out of another file: left out", line);
                            continue;
                        }
                        ("src" | "poster", false) => match self.context.picture(text, line) {
                            // A page that comes over HTTPS shows no other one.
                            Some(link) if name == "iframe" => {
                                link.replacen("http://", "https://", 1)
                            }
                            Some(link) => link,
                            None if key == "src" && matches!(name, "img" | "source") => {
                                return Some(tag.text("alt").unwrap_or_default().to_owned());
                            }
                            None => continue,
                        },
                        _ => text.clone(),
                    };
                    made.push_str(&format!(" {key}=\"{}\"", text.replace('"', "&quot;")));
                }
            }
            seen.push(key);
        }
        let is_inline = |text: &str| text.trim_start().to_ascii_lowercase().starts_with("data:");
        if name == "iframe" && tag.text("src").is_some_and(is_inline) {
            self.context.hand("a frame whose page stands in its address: it is empty", line);
            return Some("<iframe>".into());
        }
        if lost_source && matches!(name, "img" | "source") {
            self.context.hand("a picture that a program chooses: only its words stay", line);
            return Some(tag.text("alt").unwrap_or_default().to_owned());
        }
        if name == "img" && !seen.iter().any(|key| key == "alt") {
            self.context.became("a picture without words: taken for an ornament", line);
            made.push_str(" alt=\"\"");
        }
        made.push_str(match tag.self_closing {
            true if in_drawing => "/>",
            _ => ">",
        });
        if tag.self_closing && !is_void(name) && !in_drawing {
            made.push_str(&format!("</{shown}>"));
        }
        let same = self.doc.text()[tag.range.clone()] == *made;
        (!same).then_some(made)
    }

    /// Whether an attribute stays.
    fn keeps(&mut self, key: &str, attribute: &Attribute, braces: bool) -> bool {
        let is_program = key.starts_with("on") && key.len() > 2;
        let is_of_vue = braces && (key.starts_with([':', '@', '#']) || key.starts_with("v-"));
        if is_program || is_of_vue || matches!(key, "style" | "srcdoc" | "key" | "ref") {
            return false;
        }
        if matches!(key, "action" | "formaction") {
            let line = self.doc.line(attribute.place.start);
            self.context.hand("a form, which no text sends: link to a page that has it", line);
            return false;
        }
        if key == "href"
            && let Value::Text(text) = &attribute.value
            && text.trim_start().to_ascii_lowercase().starts_with("javascript:")
        {
            return false;
        }
        match (&attribute.value, key) {
            (Value::Text(id), "id") => self.ids.insert(id.clone()),
            (_, "srcset" | "sizes") => false,
            _ => true,
        }
    }
}
