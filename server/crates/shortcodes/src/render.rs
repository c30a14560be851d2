//! A call and a template become a part of a text.

mod fault;
mod files;
mod functions;
mod state;
#[cfg(test)]
mod tests;

use std::{
    io,
    sync::{Arc, Mutex},
};

use diagnostics::{count, suggest};
use minijinja::Error;
use numbers::NumberError;

use crate::{
    call::{Call, TemplateContext},
    claim::{Bound, Claim},
    file_name::file,
    outcome::{Failure, Segment, Unasked},
    templates::Shortcode,
};
use fault::failure;
use functions::context;
use state::{Answers, CallState, MARK, Question, Shared, take, with};

/// How many bytes one call may write.
const LONGEST: usize = 256 << 10;

/// How many files one call may read.
const FILES: usize = 16;

/// Answers what a template asks for while it is filled in.
pub trait Host {
    /// The text of a file beside the text.
    ///
    /// # Errors
    ///
    /// When there is none, with what is wrong and how to mend it.
    fn read(&self, name: &str) -> Result<String, (String, Option<String>)>;

    /// The address of the first of some pages or files that there is.
    fn first(&self, links: &[String]) -> Option<String>;

    /// The number that is claimed.
    ///
    /// # Errors
    ///
    /// When it can't be had, or is another one than stands in the text.
    fn number(&self, claim: &Claim) -> Result<Bound, NumberError>;
}

/// What comes of a call, in order; also the names that it gives and nobody asks for.
///
/// # Errors
///
/// When the template can't be filled in.
pub fn render(
    shortcode: Shortcode<'_>,
    call: &Call,
    given: &TemplateContext,
    host: &dyn Host,
) -> Result<(Vec<Segment>, Vec<Unasked>), Failure> {
    let mut answers = Answers::default();
    for _ in 0..=FILES {
        let state = Arc::new(Mutex::new(CallState { answers, ..CallState::default() }));
        let filled = fill(shortcode, call, given, &state);
        let mut state = take(&state);
        answers = std::mem::take(&mut state.answers);
        match (state.wanted.take(), state.failed.take(), filled) {
            // It is asked, and begun again.
            (Some(Question::File(name)), ..) => {
                let answer = host.read(&name);
                answers.files.insert(name, answer);
            }
            (Some(Question::First(links)), ..) => {
                let answer = host.first(&links);
                answers.first.insert(links, answer);
            }
            (Some(Question::Number(claim)), ..) => {
                let answer = host.number(&claim);
                answers.numbers.insert(claim, answer);
            }
            (None, Some((message, help)), _) => return Err(Failure::OfCall { message, help }),
            (None, None, Ok(written)) => {
                let segments = segments(&written, &state.made, given)?;
                return Ok((segments, unasked(shortcode, call)));
            }
            (None, None, Err(error)) => return Err(failure(&error, shortcode)),
        }
    }
    let message = format!("a call reads at most {}", count(FILES, "file"));
    Err(Failure::OfCall { message, help: Some("make several calls of it".to_owned()) })
}

fn fill(
    shortcode: Shortcode<'_>,
    call: &Call,
    given: &TemplateContext,
    shared: &Shared,
) -> Result<String, Error> {
    let template = shortcode.templates.environment.get_template(&file(shortcode.name))?;
    let mut out = Bounded::default();
    let filled = template.render_captured_to(context(call, given, shared), &mut out).map(|_| ());
    if out.is_full {
        let message = format!("a call writes at most {} KiB", LONGEST >> 10);
        with(shared, |state| state.failed.get_or_insert((message, None)).clone());
    }
    filled?;
    Ok(String::from_utf8_lossy(&out.bytes).into_owned())
}

/// Takes what a template writes, up to a bound.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    is_full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full |= self.bytes.len() + bytes.len() > LONGEST;
        if self.is_full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What was written, with what is no markup in it in its place.
fn segments(
    written: &str,
    made: &[Segment],
    given: &TemplateContext,
) -> Result<Vec<Segment>, Failure> {
    let mut segments = Vec::new();
    let mut has_body = false;
    for (at, part) in written.trim().split(MARK).enumerate() {
        if at % 2 == 0 {
            if !part.is_empty() {
                segments.push(Segment::Html(part.to_owned()));
            }
            continue;
        }
        match part.parse::<usize>().ok().and_then(|number| made.get(number)) {
            Some(segment) => segments.push(segment.clone()),
            None if has_body => {
                let message = "the template shows twice what stands in this call".to_owned();
                let help = "write `{{ body }}` once in it".to_owned();
                return Err(Failure::OfCall { message, help: Some(help) });
            }
            None => {
                has_body = true;
                segments.push(Segment::Body);
            }
        }
    }
    // What stands in a call is shown, whatever its template forgets.
    if given.has_body && !has_body {
        segments.push(Segment::Body);
    }
    Ok(segments)
}

/// The names that a call gives and its template does not ask for, each with the one that was meant.
fn unasked(shortcode: Shortcode<'_>, call: &Call) -> Vec<Unasked> {
    let asked = |name: &String| shortcode.asks_for(&name.replace('-', "_"));
    let names = call.arguments.named.keys().filter(|name| !asked(name));
    names.map(|name| (name.clone(), suggest::did_you_mean(name, shortcode.variables()))).collect()
}
