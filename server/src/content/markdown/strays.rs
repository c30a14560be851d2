//! What looks as if it should have become something, and is text.

use super::writer::Writer;
use crate::content::Diagnostic;
use crate::content::source::{Source, Span};

/// How the shortcodes of other generators begin.
const SHORTCODES: [(&str, &str); 3] = [("{{<", "Hugo"), ("{{%", "Hugo"), ("{% ", "Jekyll or Zola")];

impl Writer<'_> {
    /// Warns of what another generator would replace.
    pub(super) fn shortcodes(&mut self, run: &Span) {
        let text = self.text.source.text();
        for (mark, generator) in SHORTCODES {
            // The text may end where the mark goes on as what looks like a tag.
            let end = text.len().min(run.end + mark.len() - 1);
            let Some(stretch) = text.get(run.start..end) else { continue };
            let found: Vec<usize> =
                stretch.match_indices(mark).map(|(at, _)| run.start + at).collect();
            for at in found {
                let line = text[at..].split('\n').next().unwrap_or_default();
                let len = line.find('}').map_or(line.len(), |end| {
                    end + line[end..].chars().take_while(|&c| c == '}').count()
                });
                let name = line[mark.len()..].trim_start().split([' ', '>', '%', '}']).next();
                let message = format!("a shortcode of {generator} is only text here");
                self.warning(at..at + len, message, Some(instead(name.unwrap_or_default()).into()));
            }
        }
    }
}

/// What does here what a shortcode does elsewhere.
fn instead(shortcode: &str) -> &'static str {
    match shortcode {
        "figure" | "image" | "img" => "write ![what it shows](file.png \"its caption\")",
        "ref" | "relref" | "link" | "post_url" => "link to the file: [text](other.md#section)",
        "highlight" | "endhighlight" => "write the code between lines with ```",
        "youtube" | "vimeo" => "link to the video, or write an <iframe> with a `title`",
        "raw" | "endraw" => "take it out: nothing here needs it",
        _ => "write it in Markdown or HTML",
    }
}

/// A link to a reference that the text does not have.
pub(super) struct Dangling {
    pub(super) span: Span,
    pub(super) reference: String,
}

impl Dangling {
    /// The warning of it.
    pub(super) fn warning(self, source: &Source) -> Diagnostic {
        let Self { span, reference } = self;
        source
            .warning(
                span,
                format!("nothing says where `[{reference}]` leads, so this is only text"),
            )
            .help(format!("add a line `[{reference}]: https://…`, or write `\\[` if it is no link"))
    }
}
