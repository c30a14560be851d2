//! What looks as if it should have become something, and is text.

use diagnostics::{Faults, Severity, Source, Span};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{events::Located, writer::Writer};

/// How what other generators replace begins, and whose it is.
const SHORTCODES: [(&str, &str); 6] = [
    ("{{<", "a shortcode of Hugo"),
    ("{{%", "a shortcode of Hugo"),
    ("{% ", "a tag of Jekyll or Zola"),
    ("{%-", "a tag of Jekyll or Zola"),
    ("{{ ", "an expression of a template"),
    (COMMENT, "a comment of MDX"),
];

const COMMENT: &str = "{/*";

/// Lines that begin what other generators have and CommonMark has not: what, and what to write.
const LINES: [(&str, &str, &str); 6] = [
    ("!!! ", "an admonition of this kind", KINDS),
    ("??? ", "an admonition of this kind", KINDS),
    (":::", "a container of this kind", KINDS),
    ("import ", "a line of MDX", MDX),
    ("export ", "a line of MDX", MDX),
    ("+--", "a grid table", "write `| a | b |`, below it `|---|---|`, and a line for each row"),
];

const KINDS: &str =
    "write `note`, `tip`, `important`, `warning`, `caution` or `details`, and `:::` below it";
const MDX: &str =
    "a post is Markdown, and no program: take the line out, and write HTML for the component";

impl Writer<'_> {
    /// Warns of what stands in a run of text and is more than text to others.
    pub(super) fn strays(&mut self, run: &Span) {
        self.shortcodes(run);
        self.stray_lines(run);
        self.stray_links(run);
        self.stray_braces(run);
        self.stray_marks(run);
    }

    /// The part of a run behind a place, which may be none.
    fn run_text(&self, run: &Span) -> &str {
        self.text.source.text().get(run.clone()).unwrap_or_default()
    }

    /// Warns of what another generator would replace.
    fn shortcodes(&mut self, run: &Span) {
        let text = self.text.source.text();
        for (mark, what) in SHORTCODES {
            // The text may end where the mark goes on as what looks like a tag.
            let end = text.len().min(run.end + mark.len() - 1);
            let Some(stretch) = text.get(run.start..end) else { continue };
            let found: Vec<usize> =
                stretch.match_indices(mark).map(|(at, _)| run.start + at).collect();
            for at in found {
                let line = line_at(text, at);
                // It is meant to be shown.
                if line[mark.len()..].starts_with("/*") {
                    continue;
                }
                let len = line.find('}').map_or(line.len(), |end| {
                    end + line[end..].chars().take_while(|&c| c == '}').count()
                });
                let name = line[mark.len()..].trim_start().split([' ', '>', '%', '}']).next();
                let help = match mark {
                    COMMENT => "put it on lines of its own, or take it out".to_owned(),
                    _ => instead(name.unwrap_or_default().trim_start_matches('/')),
                };
                let message = format!("{what} is only text here");
                self.warning(at..at + len, message, Some(help));
            }
        }
    }

    /// Warns of lines that begin something elsewhere.
    fn stray_lines(&mut self, run: &Span) {
        let text = self.text.source.text();
        // Only a run that begins its line can hold the beginning of one.
        let before = text[..run.start].trim_end_matches([' ', '>']);
        if !before.is_empty() && !before.ends_with('\n') {
            return;
        }
        let line = line_at(text, run.start);
        // In the middle of a paragraph it is a word.
        let begins = before.is_empty() || before.ends_with("\n\n");
        for (mark, what, help) in LINES {
            let is_code = match mark {
                "import " | "export " if !begins => false,
                "import " => line.contains(" from ") || line.contains(['\'', '"']),
                "export " => ["const ", "default ", "let ", "function "]
                    .iter()
                    .any(|word| line.strip_prefix(mark).is_some_and(|rest| rest.starts_with(word))),
                "+--" => line.trim_end().ends_with('+'),
                _ => true,
            };
            if line.starts_with(mark) && is_code {
                let message = format!("{what} is only text here");
                let span = run.start..run.start + line.len();
                self.warning(span, message, Some(help.into()));
            }
        }
        // Blanks that are none to Markdown: the mark before them begins nothing.
        let marker = line.trim_start_matches(|c: char| c == '#' || c.is_ascii_digit());
        let marker = marker.strip_prefix(['-', '*', '+', '.', ')']).unwrap_or(marker);
        let blank =
            marker.chars().next().filter(|c| matches!(c, '\u{a0}' | '\u{202f}' | '\u{3000}'));
        if let Some(blank) = blank.filter(|_| marker.len() < line.len()) {
            let len = line.len() - marker.len() + blank.len_utf8();
            let message = "this begins neither a heading nor a list";
            let help = "put a plain space behind the mark";
            self.warning(run.start..run.start + len, message, Some(help.into()));
        }
    }

    /// Warns of links and images that are none: those with a blank in the address, and those of
    /// wikis.
    fn stray_links(&mut self, run: &Span) {
        let text = self.run_text(run);
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = text[from..].find("](").map(|at| from + at) {
            from = at + 2;
            let line = line_at(text, from);
            let Some(end) = line.find([')', '[']).filter(|&end| line[end..].starts_with(')'))
            else {
                continue;
            };
            let address = &line[..end];
            let label =
                text[..at].rfind(['[', '\n', ']']).filter(|&at| text[at..].starts_with('['));
            if let Some(start) = label
                && address.trim().contains(char::is_whitespace)
                && !text[..start].ends_with('\\')
            {
                let words = &text[start..=at];
                let image = text[..start].ends_with('!');
                let start = start - usize::from(image);
                found.push((
                    run.start + start..run.start + from + end + 1,
                    format!(
                        "this is no {}: there is a blank in its address",
                        if image { "image" } else { "link" }
                    ),
                    format!(
                        "write `{}{words}(<{}>)`, or `%20` for each blank",
                        if image { "!" } else { "" },
                        address.trim()
                    ),
                ));
            }
        }
        for (at, _) in text.match_indices("[[") {
            let line = line_at(text, at);
            let Some(end) = line.find("]]").filter(|&end| end > 2) else { continue };
            let name = &line[2..end];
            if name.contains(['[', ']', '"']) || name.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let (file, words) = name.split_once('|').unwrap_or((name, name));
            let file = format!("{}.md", file.trim());
            let address = if file.contains(' ') { format!("<{file}>") } else { file };
            let help = format!("write [{}]({address}), or `\\[[` if it is no link", words.trim());
            let message = "the link of a wiki is only text here".to_owned();
            found.push((run.start + at..run.start + at + end + 2, message, help));
        }
        for (span, message, help) in found {
            self.warning(span, message, Some(help));
        }
    }

    /// Warns of attributes in braces behind an image, a link or code, or on a line of their own.
    fn stray_braces(&mut self, run: &Span) {
        let text = self.text.source.text();
        let line = line_at(text, run.start);
        let behind =
            text[..run.start].ends_with([')', ']', '`', '\n']) || run.start == self.text.start;
        let Some(inner) = line.strip_prefix('{').and_then(|rest| rest.split('}').next()) else {
            return;
        };
        // Those of kramdown are left out, and told of as that.
        if inner.starts_with(':') {
            return;
        }
        let says = inner.starts_with(['.', '#'])
            || inner.split_whitespace().all(|word| word.contains('=') && !word.starts_with('='))
                && !inner.trim().is_empty();
        if behind && says && line[1 + inner.len()..].starts_with('}') {
            let span = run.start..run.start + inner.len() + 2;
            let message = "attributes in braces are only text here";
            let help = "take them out; a heading can have {#anchor .class}, and an image that says \
                        how wide it is stands in HTML: <img src=\"…\" alt=\"…\" width=\"300\">";
            self.warning(span, message, Some(help.into()));
        }
    }

    /// Warns of marks of strong words that touch a letter and a bracket: then they mark nothing.
    fn stray_marks(&mut self, run: &Span) {
        let text = self.run_text(run);
        let mut found = Vec::new();
        for (at, _) in text.match_indices("**") {
            let before = self.text.source.text()[..run.start + at].chars().next_back();
            let after = text[at + 2..].chars().next();
            let (Some(before), Some(after)) = (before, after) else { continue };
            let sign = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace();
            if (sign(before) && after.is_alphanumeric())
                || (before.is_alphanumeric() && sign(after))
            {
                found.push(run.start + at..run.start + at + 2);
            }
        }
        for span in found {
            let message = "these asterisks are only text: a sign and a letter touch them";
            let help = "put them inside of the signs, as in 「**…**」, or write <strong>…</strong>";
            self.warning(span, message, Some(help.into()));
        }
    }

    /// Reports what spans several events: formulas that are none, tables without the right line.
    pub(super) fn stray_blocks(&mut self, events: &[Located<'_>]) {
        let mut dollars = Vec::new();
        for (event, span) in events {
            match event {
                Event::Text(text) if self.text.math && &**text != "\\" => {
                    self.dollars(span, &mut dollars);
                }
                Event::InlineMath(_) | Event::DisplayMath(_) => dollars.push((span.start, false)),
                Event::Start(Tag::CodeBlock(_)) => dollars.clear(),
                Event::End(TagEnd::CodeBlock) => dollars.clear(),
                Event::Start(Tag::Paragraph) => self.stray_table(span),
                _ => {}
            }
            let ends = match event {
                Event::End(tag) => !matches!(
                    tag,
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link
                ),
                _ => false,
            };
            if ends {
                self.stray_formulas(&std::mem::take(&mut dollars), span.end);
            }
        }
    }

    /// Where dollars stand in a text that were not escaped.
    fn dollars(&self, span: &Span, dollars: &mut Vec<(usize, bool)>) {
        let text = self.text.source.text();
        let found = text.get(span.clone()).unwrap_or_default().match_indices('$');
        let found = found.map(|(at, _)| span.start + at);
        let found = found.filter(|&at| !text[..at].ends_with('\\'));
        dollars.extend(found.map(|at| (at, true)));
    }

    /// Reports pairs of dollars that would be around a formula, were that one. Among them stand the
    /// formulas that are: there it is not the dollar that is astray.
    fn stray_formulas(&mut self, dollars: &[(usize, bool)], end: usize) {
        let text = self.text.source.text();
        let mut next = 0;
        while next < dollars.len() {
            let (start, is_stray) = dollars[next];
            let behind = dollars.get(next + 1).copied();
            let following = behind.filter(|(_, is_stray)| *is_stray).map(|(at, _)| at);
            if !is_stray {
                next += 1;
                continue;
            }
            if following == Some(start + 1) {
                let message = "a formula begins or ends here that is not whole";
                let help = "write `$$` on both sides of it, with no empty line between";
                self.error(start..start + 2, message, Some(help.into()));
                return;
            }
            let close = behind.map_or(end, |(at, _)| at).max(start + 1);
            let inner = text.get(start + 1..close).unwrap_or_default();
            let opens = inner.starts_with(|c: char| !c.is_whitespace());
            let closes = following.is_some()
                && inner.ends_with(|c: char| !c.is_whitespace())
                && !text[close + 1..].starts_with(|c: char| c.is_ascii_digit());
            // A price holds no command.
            let says = inner
                .split('\\')
                .skip(1)
                .any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
            if opens && (closes || says && following.is_none()) {
                let message = match closes {
                    true => "this formula is faulty: its braces don't belong together",
                    false => "this formula does not end before the next empty line",
                };
                let span = start..if closes { close + 1 } else { start + 1 };
                let help = "mend it, or write `\\$` where a dollar is meant";
                self.error(span, message, Some(help.into()));
                next += 1;
            }
            next += 1;
        }
    }

    /// Warns of a line that would make the lines around it a table, if it had as many cells.
    fn stray_table(&mut self, paragraph: &Span) {
        let text = self.text.source.text().get(paragraph.clone()).unwrap_or_default();
        let mut start = paragraph.start;
        let mut above: Option<&str> = None;
        for line in text.split_inclusive('\n') {
            let rule = line.trim();
            let is_rule = rule.contains('|')
                && rule.contains("--")
                && rule.bytes().all(|byte| b"|:-+ \t".contains(&byte));
            if let Some(head) = above.filter(|head| is_rule && head.contains('|')) {
                let (is, has) = (cells(rule), cells(head));
                let message = match is == has {
                    false => {
                        format!("this is no table: its columns are {has} in the head and {is} here")
                    }
                    true => {
                        "this is no table: its line of hyphens has something else in it".to_owned()
                    }
                };
                let at = start + line.len() - line.trim_start().len();
                let help = format!("write `|{}`", "---|".repeat(has.min(20)));
                return self.warning(at..at + rule.len(), message, Some(help));
            }
            start += line.len();
            above = Some(line);
        }
    }
}

/// How many cells a line of a table has.
fn cells(line: &str) -> usize {
    let line = line.trim();
    let inner = line.strip_prefix('|').unwrap_or(line);
    inner.strip_suffix('|').unwrap_or(inner).split('|').count()
}

/// How far a line is looked at: each mark of a long one looks.
const FAR: usize = 1_000;

/// What stands behind a place on its line, as far as anybody looks.
fn line_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest.char_indices().enumerate().find(|(count, (_, c))| *count == FAR || *c == '\n');
    end.map_or(rest, |(_, (end, _))| &rest[..end])
}

/// What does here what a shortcode does elsewhere.
fn instead(shortcode: &str) -> String {
    let name = shortcode.split('(').next().unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    match name {
        "link" | "post_url" => "link to the file: [text](other.md#section)".to_owned(),
        "raw" | "endraw" => "take it out: nothing here needs it".to_owned(),
        name if shortcodes::built_in().get(name).is_some() => {
            "write what it is given as `name=\"value\"`, and end what it has begun".to_owned()
        }
        name if !name.is_empty() && name.chars().all(is_name) => {
            format!(
                "write content/shortcodes/{name}.html, or what it would show in Markdown or HTML"
            )
        }
        _ => "write it in Markdown or HTML".to_owned(),
    }
}

/// A link to a reference that the text does not have.
pub(super) struct Dangling {
    pub(super) span: Span,
    pub(super) reference: String,
}

impl Dangling {
    /// Warns of it.
    pub(super) fn warn(self, source: &Source, faults: &mut Faults<'_>) {
        let Self { span, reference } = self;
        let message = format!("nothing says where `[{reference}]` leads, so this is only text");
        faults.add(Severity::Warning, message, |message| {
            let help =
                format!("add a line `[{reference}]: https://…`, or write `\\[` if it is no link");
            source.warning(span, message).help(help)
        });
    }
}
