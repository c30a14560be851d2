//! What the owner adds to every page, `content/head.html` and `content/body-end.html`, and to those
//! whose front matter names a file of the same kind as `head` or `body_end`.
//!
//! A few elements may stand there, and the policy of the pages grows by exactly their origins. What the
//! policy would block is a fault here, not a silence in the browser.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    path::Path,
};

use diagnostics::{Diagnostic, Source, Span, Spanned};
use html::{ATTRIBUTES, Attribute, StartTag, Token, tokens};
use model::{Outside, Sources};
use urls::link::origin;

use super::{
    addresses::Addresses, front_matter::FrontMatter, ids, own_files::OwnFiles, render::RenderedText,
};

const HEAD: &str = "head.html";
const END: &str = "body-end.html";
/// Elements in which there is nothing.
const VOID: [&str; 6] = ["base", "br", "hr", "img", "link", "meta"];

/// Reads both files, as far as they are there; scripts in the content folder that they name go to
/// `files`.
pub(super) fn read(
    root: &Path,
    shown: &Path,
    (addresses, files): (&Addresses, &mut OwnFiles),
    faults: &mut Vec<Diagnostic>,
) -> Outside {
    let mut sources = Sources::default();
    let mut part = |name: &str| {
        let Some(source) = ids::read_file(root, shown, name, faults) else { return String::new() };
        let part =
            InsertedFile { source: &source, addresses, files, sources: &mut sources, faults };
        part.read()
    };
    let (head, end) = (part(HEAD), part(END));
    Outside { head, end, sources }
}

/// What texts add to their own pages.
#[derive(Debug, Default)]
pub(super) struct OfTexts(BTreeMap<String, (String, Sources)>);

impl OfTexts {
    /// Reads the files that the heads of texts name, each once.
    pub(super) fn read(
        root: &Path,
        shown: &Path,
        texts: &[RenderedText],
        (addresses, files): (&Addresses, &mut OwnFiles),
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut known = BTreeMap::new();
        for RenderedText { draft, .. } in texts {
            for Spanned { value: name, span } in
                draft.front.head.iter().chain(&draft.front.body_end)
            {
                let entry = match known.entry(name.clone()) {
                    Entry::Occupied(_) => continue,
                    Entry::Vacant(entry) => entry,
                };
                let source = files.find(name).map(|_| ids::read_file(root, shown, name, faults));
                match source {
                    Ok(Some(source)) => {
                        let mut sources = Sources::default();
                        let source = &source;
                        let sources_of = &mut sources;
                        let part =
                            InsertedFile { source, addresses, files, sources: sources_of, faults };
                        let html = part.read();
                        entry.insert((html, sources));
                    }
                    // That it can't be read is told.
                    Ok(None) => {}
                    Err((message, help)) => {
                        faults.push(draft.source.error(span.clone(), message).maybe_help(help));
                    }
                }
            }
        }
        Self(known)
    }

    /// What one text adds.
    pub(super) fn of(&self, front: &FrontMatter) -> Outside {
        let mut outside = Outside::default();
        let known = |name: &Spanned<String>| self.0.get(&name.value).cloned().unwrap_or_default();
        for (html, sources) in front.head.iter().map(known) {
            outside.extend(Outside { head: html, sources, ..Outside::default() });
        }
        for (html, sources) in front.body_end.iter().map(known) {
            outside.extend(Outside { end: html, sources, ..Outside::default() });
        }
        outside
    }
}

/// One of the files while it is read.
struct InsertedFile<'a> {
    source: &'a Source,
    addresses: &'a Addresses,
    files: &'a mut OwnFiles,
    sources: &'a mut Sources,
    faults: &'a mut Vec<Diagnostic>,
}

impl InsertedFile<'_> {
    /// The markup as it is published.
    fn read(mut self) -> String {
        let text = self.source.text();
        let mut html = String::new();
        // The element that is open, and where.
        let mut open: Option<(String, Span)> = None;
        for token in tokens(text) {
            match token {
                Token::Start(tag) => {
                    let within = open.as_ref().map(|(name, _)| name.as_str());
                    let (start, end) = (tag.span.start, tag.span.end);
                    match self.start(&tag, within) {
                        Some((value, other)) => {
                            let before = &text[start..value.start];
                            html.extend([before, &other, &text[value.end..end]]);
                        }
                        None => html.push_str(&text[start..end]),
                    }
                    if open.is_none() && !VOID.contains(&&*tag.name) {
                        open = Some((tag.name, tag.span));
                    }
                }
                Token::End { name, span } => {
                    html.push_str(&text[span.clone()]);
                    match &open {
                        Some((begun, _)) if *begun == name => open = None,
                        // What stands in `noscript` closes what it opens.
                        Some(_) => {}
                        None => {
                            self.fault(span, "there is nothing that this closes", "take it out");
                        }
                    }
                }
                Token::Text { text: words, span } => {
                    html.push_str(&text[span.clone()]);
                    if !words.trim().is_empty() {
                        self.text(open.as_ref().map(|(name, _)| name.as_str()), span);
                    }
                }
                Token::Doctype { span } => {
                    self.fault(span, "the page has a DOCTYPE", "take it out");
                }
                Token::TooMany { span } => {
                    let message = format!("this tag has more than {ATTRIBUTES} attributes");
                    self.fault(span, &message, "take some of them out");
                }
                Token::Fault { span, what } => {
                    let message = format!("this is not HTML: {what}");
                    self.fault(span, &message, "mend it, or take it out");
                }
            }
        }
        if let Some((name, span)) = open {
            let help = format!("write `</{name}>` where it ends");
            self.fault(span, &format!("`<{name}>` does not end"), &help);
        }
        html.trim().to_owned()
    }

    fn text(&mut self, within: Option<&str>, span: Span) {
        match within {
            Some("script") => {
                let help = "put it into a file of the content folder and name that: \
                    <script src=\"scripts/mine.js\" defer></script>";
                self.fault(span, "the policy of the pages blocks a script without a file", help);
            }
            // What can't stand here is told already.
            Some(_) => {}
            None => self.fault(span, "text belongs into posts and pages", "take it out"),
        }
    }

    /// Checks a tag; what is to be written in the place of a value in it, if anything is.
    fn start(&mut self, tag: &StartTag, within: Option<&str>) -> Option<(Span, String)> {
        for attribute in &tag.attributes {
            if attribute.name.starts_with("on") || attribute.name == "style" {
                let message = format!("the policy of the pages blocks `{}`", attribute.name);
                let help = "let a script do it, or a rule in `style.css`";
                self.fault(attribute.name_span.clone(), &message, help);
            }
        }
        match (&*tag.name, within) {
            ("script", None) => return self.script(tag),
            ("meta", _) => self.meta(tag),
            ("link", _) => self.link(tag),
            ("noscript", None) | ("img" | "a" | "p" | "br", Some("noscript")) => {}
            (name, _) => {
                let message = format!("`<{name}>` can't stand here");
                let help = "only `meta`, `link`, `script` with a `src`, and `noscript` can";
                self.fault(tag.span.clone(), &message, help);
            }
        }
        None
    }

    fn script(&mut self, tag: &StartTag) -> Option<(Span, String)> {
        let Some(src) = attribute(tag, "src") else {
            let help = "write <script src=\"…\" defer></script>";
            self.fault(tag.span.clone(), "this script names no file", help);
            return None;
        };
        if src.value.contains("://") || src.value.starts_with("//") {
            let origin = self.origin(src)?;
            // What it measures it tells whoever it comes from, and what it shows in a frame it has from there.
            self.sources.connections.insert(origin.clone());
            self.sources.frames.insert(origin.clone());
            self.sources.scripts.insert(origin);
            return None;
        }
        match self.files.publish_script(&src.value) {
            Ok(path) => Some((src.value_span.clone(), self.addresses.href(&path))),
            Err((message, help)) => {
                let fault = self.source.error(src.value_span.clone(), message);
                self.faults.push(fault.maybe_help(help));
                None
            }
        }
    }

    fn meta(&mut self, tag: &StartTag) {
        let named = |name: &str| tag.value("name").is_some_and(|is| is.eq_ignore_ascii_case(name));
        let own = attribute(tag, "charset").is_some()
            || attribute(tag, "http-equiv").is_some()
            || ["viewport", "description", "color-scheme"].into_iter().any(named);
        if own {
            self.fault(tag.span.clone(), "every page says this itself", "take it out");
        }
    }

    fn link(&mut self, tag: &StartTag) {
        const OWN: [&str; 4] = ["canonical", "icon", "manifest", "apple-touch-icon"];
        let rel = tag.value("rel").unwrap_or_default().to_ascii_lowercase();
        if let Some(own) = OWN.iter().find(|own| rel.split_whitespace().any(|rel| rel == **own)) {
            let message = format!("every page has a link of the kind `{own}` itself");
            self.fault(tag.span.clone(), &message, "take it out; icons are made of `icon.svg`");
        }
        if !rel.split_whitespace().any(|rel| rel == "stylesheet") {
            return;
        }
        let Some(href) = attribute(tag, "href") else { return };
        if !href.value.contains("://") {
            let help = "put its rules into `style.css`";
            self.fault(href.value_span.clone(), "this style sheet is not of the site", help);
        } else if let Some(origin) = self.origin(href) {
            self.sources.styles.insert(origin);
        }
    }

    /// Where a file elsewhere comes from.
    fn origin(&mut self, address: &Attribute) -> Option<String> {
        let origin = origin(&address.value);
        if origin.is_none() {
            let message = format!("nothing is loaded from `{}`", address.value);
            self.fault(address.value_span.clone(), &message, "begin it with https://");
        }
        origin
    }

    fn fault(&mut self, span: Span, message: &str, help: &str) {
        self.faults.push(self.source.error(span, message).help(help));
    }
}

fn attribute<'a>(tag: &'a StartTag, name: &str) -> Option<&'a Attribute> {
    tag.attributes.iter().find(|attribute| attribute.name == name)
}
