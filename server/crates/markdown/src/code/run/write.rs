//! Noting blocks that are run, and finding what they print.

use diagnostics::Span;
use figures::{FigureKind, formula::LANGUAGE};
use pulldown_cmark::{CodeBlockKind, Event, Tag};
use words::Message;

use super::{Output, Ran, Runnable};
use crate::{code::Caption, events::Located, info::Info, writer::Writer};

impl Writer<'_> {
    /// Notes that a block is run, and finds out what the lines above it and its output say of that.
    pub(in crate::code) fn runs(
        &mut self,
        info: &Info,
        code: &str,
        (head, span): (&Span, &Span),
        behind: &[Located<'_>],
    ) -> Caption {
        if !info.run {
            return Caption::default();
        }
        if self.origin.is_some() || self.parts_open > 0 {
            let help = "write the block where it is shown";
            let message = "only blocks that stand in the text itself are run";
            self.warning(head.clone(), message, Some(help.into()));
            return Caption::default();
        }
        let runnable = Runnable {
            language: info.language.clone(),
            code: code.to_owned(),
            head: head.clone(),
            block: span.clone(),
            output: output(behind, info),
        };
        let ran = self.text.resolver.recorded_run(&runnable.key());
        if ran.is_none() {
            let message = "this block has not been run as it stands here";
            let help = "run `blog test`; it records what ran in `runs.toml`";
            self.warning(head.clone(), message, Some(help.into()));
        }
        let ran = ran.map(|Ran { tool, date }| {
            let words = self.text.words;
            words.fill(Message::RanWith, &[("tool", &tool), ("date", &date.in_words(words))])
        });
        let has_output = runnable.output.is_some();
        self.rendered.runnables.push(runnable);
        if has_output {
            self.output = Some(Caption { is_output: true, ran });
            return Caption::default();
        }
        Caption { is_output: false, ran }
    }
}

/// The block right behind one that is run, if it can be what that prints: neither more code, nor a figure.
fn output(behind: &[Located<'_>], of: &Info) -> Option<Output> {
    let [(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))), block), rest @ ..] = behind
    else {
        return None;
    };
    let read = Info::parse(info);
    let is_code = read.run || read.file.is_some() || read.language == of.language;
    if is_code || read.language == LANGUAGE || FigureKind::of(&read.language).is_some() {
        return None;
    }
    let lines = rest.iter().map_while(|(event, _)| match event {
        Event::Text(text) => Some(&**text),
        _ => None,
    });
    Some(Output { info: info.to_string(), block: block.clone(), text: lines.collect() })
}
