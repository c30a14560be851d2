//! Excerpts of logs.
//!
//! ```text
//! title: What the gateway wrote
//!
//! 2026-03-01T14:02:03Z ERROR upstream timed out
//! level=warn ts=2026-03-01T14:02:04Z msg="retrying" attempt=2
//! {"time":"2026-03-01T14:02:05Z","level":"info","msg":"up again"}
//! ```
//!
//! Each line is read by itself, whichever program wrote it: time and level are found where they are
//! usual, and a line in which there is none is shown as it is. Lines that are indented go on with the
//! one above, lines that say the same one after the other are folded. The fields need not be there.

mod entry;
mod level;
mod pairs;
mod plain;

use diagnostics::{LARGEST_RECORD, Spanned};
use entry::LogEntry;
use level::Level;
use values::Fields;
use words::{Message, MessagePart};

use super::{
    block::{Artist, Block, lines},
    fields::{self, COMMON, Common},
};

/// How many lines an excerpt has at most: more nobody reads.
const LINES: usize = 400;

/// Of no more than so many a reader sees at a glance what there is.
const FEW: usize = 4;

/// Names after each other, of those that are the same one and how many: `info*3 error  warn`.
fn runs(names: &[&str]) -> String {
    let run = |run: &[&str]| match run.len() {
        1 => run[0].to_owned(),
        count => format!("{}*{count}", run[0]),
    };
    names.chunk_by(|a, b| a == b).map(run).collect::<Vec<_>>().join(" ")
}

impl Artist<'_> {
    /// Writes the log that a block shows.
    pub(super) fn log(&mut self, block: &Block<'_>) {
        let keys = [&COMMON[..], &["lines"]].concat();
        let (head, body) = fields::split_any(block.lines.text(), &keys);
        let read = |fields: &mut Fields<'_>| (Common::read(fields), fields.filled("lines"));
        let Some((common, chosen)) = self.fields(block, head, read) else { return };
        let below = "write its lines as the program did";
        let kind = ("log", below, LARGEST_RECORD);
        let Some(given) = self.given(block, common.data.as_ref(), body, kind) else { return };
        let origin = given.origin(block);
        let part = origin.text().get(given.part.clone()).unwrap_or_default();
        // The line behind the fields is none of the log.
        let part = if given.file.is_some() { part } else { part.trim_matches('\n') };
        let Some(chosen) = self.chosen_lines(chosen.as_ref()) else { return };
        let wanted = |at: &usize| chosen.as_ref().is_none_or(|chosen| chosen.contains(at));
        let all = part.lines().count();
        let count = (1..=all).filter(wanted).count();
        if count == 0 || count > LINES {
            let message = match count {
                0 => format!("the log has the lines 1 to {all}"),
                _ => format!("an excerpt of a log has {LINES} lines at most, and this one {count}"),
            };
            let help = "choose those that matter, such as lines = \"120-160\"";
            return self.error(block.head.clone(), message, help);
        }
        let numbered = lines(part).enumerate().map(|(at, line)| (at + 1, line.text));
        let entries = entry::read(numbered.filter(|(at, _)| wanted(at)));
        self.log_figure(block, &common, &entry::folded(entries));
        if let Some(file) = &given.file {
            let words = self.around.words;
            let mut html = String::from("<p><a href=\"");
            html_escape::encode_double_quoted_attribute_to_string(&file.href, &mut html);
            html.push_str("\" rel=\"external\">");
            html_escape::encode_text_to_string(words.say(Message::DataFile), &mut html);
            html.push_str("</a></p>\n");
            self.page.markup(&html);
        }
        self.page.leave("figure");
        self.page.markup("\n");
    }

    /// The lines that are asked for, `None` within for all; `None` if that can't be read.
    fn chosen_lines(
        &mut self,
        chosen: Option<&Spanned<String>>,
    ) -> Option<Option<std::ops::RangeInclusive<usize>>> {
        let Some(Spanned { value, span }) = chosen else { return Some(None) };
        let (first, last) = value.split_once('-').unwrap_or((value, value));
        match (first.trim().parse::<usize>(), last.trim().parse::<usize>()) {
            (Ok(first), Ok(last)) if 0 < first && first <= last => Some(Some(first..=last)),
            _ => {
                let message = format!("`{value}` names no lines");
                self.error(span.clone(), message, "write the first and the last: \"120-160\"");
                None
            }
        }
    }

    fn log_figure(&mut self, block: &Block<'_>, common: &Common, entries: &[Vec<LogEntry>]) {
        self.page.enter("figure", "<figure class=\"log\" data-moments>");
        let words = self.around.words;
        let title = common.title.as_deref().or(block.title);
        let mut html = String::new();
        if title.is_some() || common.description.is_some() {
            html.push_str("<figcaption>");
            if let Some(title) = title {
                html.push_str("<strong>");
                html_escape::encode_text_to_string(title, &mut html);
                html.push_str("</strong>");
                self.page.count_words(&format!("{title}\n"));
            }
            if let Some(description) = &common.description {
                html.push(' ');
                html_escape::encode_text_to_string(description, &mut html);
                self.page.count_words(&format!("{description}\n"));
            }
            html.push_str("</figcaption>\n");
        }
        html.push_str("<ol aria-label=\"");
        let name = title.unwrap_or(words.say(Message::Log));
        html_escape::encode_double_quoted_attribute_to_string(name, &mut html);
        html.push_str("\">\n");
        for group in entries {
            self.log_entry(group, &mut html);
        }
        html.push_str("</ol>\n");
        if entries.len() > FEW {
            let level = |group: &Vec<LogEntry>| group.first().and_then(|entry| entry.level);
            let levels = entries.iter().map(level);
            let levels: Vec<_> = levels.map(|level| level.map_or("", Level::name)).collect();
            html.push_str(&format!(
                "<div data-island=\"log\" data-levels=\"{}\"></div>\n",
                runs(&levels)
            ));
        }
        self.page.markup(&html);
    }

    /// Writes lines that say the same.
    fn log_entry(&mut self, group: &[LogEntry], html: &mut String) {
        let [first, again @ ..] = group else { return };
        self.page.count_words(&format!("{}\n", first.message));
        let level =
            first.level.map_or(String::new(), |level| format!(" class=\"log-{}\"", level.name()));
        self.log_line(first, &level, html);
        html.push_str("<div>");
        first.write(html);
        if let Some(last) = again.last() {
            let words = self.around.words;
            let times = words.count(Message::LogTimes, group.len(), &[]);
            // The words go as their language does, the time as programs write it.
            html.push_str("<details><summary dir=\"auto\">");
            html_escape::encode_text_to_string(&times, html);
            if let Some(time) = &last.time {
                html.push_str(words.say(Message::ListComma));
                for part in words.parts(Message::LogUntil) {
                    match part {
                        MessagePart::Words(said) => {
                            html_escape::encode_text_to_string(said, html);
                        }
                        MessagePart::Place(_) => {
                            html.push_str("<bdi>");
                            html_escape::encode_text_to_string(&time.shown, html);
                            html.push_str("</bdi>");
                        }
                    }
                }
            }
            html.push_str("</summary>\n<ol>\n");
            for entry in again {
                self.log_line(entry, "", html);
                if let Some(time) = &entry.time {
                    html.push_str(&time.html());
                }
                html.push_str("</li>\n");
            }
            html.push_str("</ol></details>");
        }
        html.push_str("</div></li>\n");
    }

    /// Opens the element of a line, and writes the link that leads there.
    fn log_line(&mut self, entry: &LogEntry, class: &str, html: &mut String) {
        let id = self.figure_id(&format!("L{}", entry.line));
        let number = entry.line.to_string();
        let name = self.around.words.fill(Message::LogLine, &[("number", &number)]);
        let name = html_escape::encode_double_quoted_attribute(&name);
        html.push_str(&format!(
            "<li{class} id=\"{id}\"><a href=\"#{id}\" aria-label=\"{name}\">{number}</a> "
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn levels_that_follow_each_other_are_counted() {
        assert_eq!(runs(&["info", "info", "info", "error", "", "warn"]), "info*3 error  warn");
        assert_eq!(runs(&[]), "");
    }
}
