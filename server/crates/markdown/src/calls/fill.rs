//! Templates are filled in, in the order of their calls.

use std::{collections::BTreeMap, path::PathBuf};

use ::words::Message;
use diagnostics::{Diagnostic, Faults, Severity, Span};
use html_escape::decode_html_entities;
use numbers::{NumberError, NumberFormat};
use shortcodes::{
    Bound, Call, Claim, Failure, Host, MOST, Segment, Takes, TemplateContext, TemplateValue,
    Unasked, render,
};

use super::{hide::Calls, number::NumberData};
use crate::{MarkdownText, Target};

/// A call with what its template writes; places are those in the file.
#[derive(Debug)]
pub(crate) struct Filled {
    /// The tag that begins it, and the one that ends it.
    pub(super) tags: [Option<Span>; 2],
    /// What is written for each.
    pub(super) segments: [Vec<Segment>; 2],
    /// The shortcode, as whoever reads a fault of it knows it.
    pub(super) origin: String,
}

impl Filled {
    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        self.tags[0].as_ref().map_or(0, |tag| tag.start)
    }

    /// What it writes where only text can stand.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for segment in self.segments.iter().flatten() {
            match segment {
                Segment::Html(html) => text.push_str(&decode_html_entities(html)),
                Segment::Number(bound) => text.push_str(&bound.text),
                _ => {}
            }
        }
        text
    }
}

/// Fills in the templates of the calls in a text; the files that they read go to `used`.
pub(crate) fn fill(
    text: MarkdownText<'_>,
    calls: &Calls,
    used: &mut Vec<PathBuf>,
    faults: &mut Faults<'_>,
) -> Vec<Filled> {
    let moved = |span: &Span| span.start + text.start..span.end + text.start;
    if let Some(place) = &calls.found.too_many {
        let message = format!("a text has at most {} calls", grouped(MOST));
        let fault = text.source.error(moved(place), message);
        faults.push(fault.help("part it, or write what they do as Markdown"));
    }
    let mut about = BTreeMap::new();
    if !calls.found.calls.is_empty() {
        about = text.resolver.template_variables();
        about.insert("words".to_owned(), words(text));
    }
    let marks = NumberFormat::of(text.words);
    let host = Beside { text, marks, used: Default::default(), numbers: NumberData::default() };
    let fill = |(ordinal, call): (usize, &Call)| {
        let tags = [Some(moved(&call.open)), call.close.as_ref().map(moved)];
        let mut filled = Filled { tags, segments: Default::default(), origin: String::new() };
        let Some(shortcode) = text.resolver.shortcode(&call.name) else { return filled };
        filled.origin = match shortcode.file() {
            Some(file) => file.display().to_string(),
            None => format!("the shortcode `{}`", call.name),
        };
        let body = &text.source.text()[text.start..];
        let given = TemplateContext {
            about: about.clone(),
            inner: call.inner.clone().map(|inner| body[inner].to_owned()),
            has_body: call.close.is_some(),
            ordinal,
        };
        match render(shortcode, call, &given, &host) {
            Ok((segments, unasked)) => {
                warn_of_unasked(text, call, shortcode.shape.takes, unasked, faults);
                let end = segments.iter().position(|segment| *segment == Segment::Body);
                let mut before = segments;
                let behind = end.map(|end| before.split_off(end)).unwrap_or_default();
                filled.segments = [before, behind];
            }
            Err(failure) => faults.push(fault(text, moved(&call.open), failure)),
        }
        filled
    };
    let filled = calls.found.calls.iter().enumerate().map(fill).collect();
    used.append(&mut host.used.into_inner());
    filled
}

/// The words of the interface that those templates use which come along.
fn words(text: MarkdownText<'_>) -> TemplateValue {
    let word = |message| TemplateValue::from(text.words.say(message));
    TemplateValue::table([
        ("video", word(Message::EmbedVideo)),
        ("recording", word(Message::EmbedRecording)),
        ("code", word(Message::EmbedCode)),
        ("loads_from", word(Message::EmbedFrom)),
        ("details", word(Message::Details)),
    ])
}

/// Warns of what a call says and its template does not ask for.
fn warn_of_unasked(
    text: MarkdownText<'_>,
    call: &Call,
    takes: Takes,
    unasked: Vec<Unasked>,
    faults: &mut Faults<'_>,
) {
    let place = call.open.start + text.start..call.open.end + text.start;
    let mut warn = |message: String, help: String| {
        faults.add(Severity::Warning, message, |message| {
            text.source.warning(place.clone(), message).help(help)
        });
    };
    for (name, meant) in unasked {
        let message = format!("`{}` does not ask for `{name}`", call.name);
        warn(message, meant.unwrap_or_else(|| "take it out".to_owned()));
    }
    if takes == Takes::Nothing && call.close.is_some() {
        let message = format!("`{}` has no place for what stands in this call", call.name);
        warn(message, "it follows what the call shows; take out the end of the call".to_owned());
    }
}

fn fault(text: MarkdownText<'_>, place: Span, failure: Failure) -> Diagnostic {
    match failure {
        Failure::OfCall { message, help } => text.source.error(place, message).maybe_help(help),
        Failure::OfTemplate(fault) => {
            let call = text.source.error(place, "");
            let called =
                format!("it is called at {}:{}:{}", call.path.display(), call.line, call.column);
            let help =
                fault.help.as_ref().map(|help| format!("{called}; {help}")).unwrap_or(called);
            fault.help(help)
        }
    }
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    match (number / 1_000, number % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}

/// The files and pages that templates ask for.
struct Beside<'a> {
    text: MarkdownText<'a>,
    /// How the language of the text writes numbers.
    marks: NumberFormat,
    used: std::cell::RefCell<Vec<PathBuf>>,
    numbers: NumberData,
}

impl Host for Beside<'_> {
    fn read(&self, name: &str) -> Result<String, (String, Option<String>)> {
        match self.text.resolver.resolve(name) {
            Ok(Target::File { file, .. }) => match self.text.resolver.source(&file) {
                Ok(source) => {
                    self.used.borrow_mut().push(file);
                    Ok(source.text().to_owned())
                }
                Err(fault) => Err((format!("`{name}`: {}", fault.message), fault.help)),
            },
            Ok(_) => {
                let help = "name a file as it lies from this text; one of Markdown begins with `_`";
                Err((format!("`{name}` is not a file"), Some(help.to_owned())))
            }
            Err(broken) => Err((broken.message, broken.help)),
        }
    }

    fn first(&self, links: &[String]) -> Option<String> {
        links.iter().find(|link| self.text.resolver.resolve(link).is_ok()).cloned()
    }

    fn number(&self, claim: &Claim) -> Result<Bound, NumberError> {
        self.numbers.number(claim, &self.marks, &|name| {
            self.read(name).map_err(|(message, help)| {
                let help = help.unwrap_or_else(|| "put the file beside the text".to_owned());
                NumberError { message, help }
            })
        })
    }
}
