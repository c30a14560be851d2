//! Incident timelines.
//!
//! ```text
//! title: What happened
//! 2026-03-01 14:02 UTC started  A deploy goes out.
//! 14:25 detected  The first alert, on `checkout`.
//! +15m mitigated  Rolled back.
//! ```
//!
//! Each entry is a time, perhaps a mark, and a text in Markdown; lines that are indented go on with
//! the text.

mod entry;
mod read;

use ::words::{Message, Words};
use entry::{EntryMark, TimelineEntry};
use model::{Sparkline, Stage, Times, duration};

use super::block::{Artist, Block, SpanBase};

/// What a block says.
#[derive(Debug, Default)]
pub(super) struct Timeline {
    title: Option<String>,
    entries: Vec<TimelineEntry>,
}

impl Artist<'_> {
    /// Writes the timeline that a block describes.
    pub(super) fn timeline(&mut self, block: &Block<'_>) {
        let mut faults = Vec::new();
        let mut timeline = read::read(block.lines.text(), &mut faults);
        if timeline.entries.is_empty() && faults.is_empty() {
            let help = "write an entry in each line: 2026-03-01 14:02 detected The first alert.";
            let message = "this timeline has no entries";
            self.error(block.head.clone(), message, help);
        }
        self.figure_faults(SpanBase::Block(block.lines), faults);
        timeline.title = timeline.title.or_else(|| block.title.map(str::to_owned));

        self.sparkline = sparkline(&timeline.entries);
        self.times = Some(times(&timeline.entries));

        self.page.enter("figure", "<figure class=\"timeline\" data-moments=\"list\">");
        let mut html = String::new();
        let name = match &timeline.title {
            Some(title) => {
                html.push_str("<figcaption>");
                html_escape::encode_text_to_string(title, &mut html);
                html.push_str("</figcaption>\n");
                self.page.count_words(&format!("{title}\n"));
                title
            }
            None => self.around.words.say(Message::Timeline),
        };
        html.push_str(&summary(&timeline.entries, self.around.words));
        self.page.markup(&html);
        let mut list = String::from("<ol aria-label=\"");
        html_escape::encode_double_quoted_attribute_to_string(name, &mut list);
        list.push_str("\">\n");
        self.page.enter("ol", &list);
        let mut before: Option<&TimelineEntry> = None;
        for entry in &timeline.entries {
            self.entry(block, entry, before);
            before = Some(entry);
        }
        self.page.leave("ol");
        self.page.leave("figure");
        self.page.markup("\n");
    }

    fn entry(&mut self, block: &Block<'_>, entry: &TimelineEntry, before: Option<&TimelineEntry>) {
        let class = match entry.mark {
            Some(mark) => format!(" class=\"mark-{}\"", mark.name()),
            None => String::new(),
        };
        let words = self.around.words;
        self.page.enter("li", &format!("<li{class}>"));
        let mut html = format!("<p class=\"timeline-when\">{}", entry.time(before));
        let since = before.map_or(0.0, |before| entry.at - before.at);
        if since > 0.0 {
            let (since, machine) = (duration::in_words(since, words), duration::machine(since));
            let since = words.fill(Message::TimeAfter, &[("time", &since)]);
            let since = html_escape::encode_text(&since);
            html.push_str(&format!(" <time datetime=\"{machine}\">{since}</time>"));
        }
        if let Some(mark) = entry.mark {
            let title = words.say(mark.message());
            html.push_str(&format!(" <strong>{}</strong>", html_escape::encode_text(title)));
            self.page.count_words(&format!("{title} "));
        }
        html.push_str("</p>");
        self.page.markup(&html);
        if !entry.text.is_empty() {
            self.page.enter("p", "<p>");
            for (at, part) in entry.text.iter().enumerate() {
                if at > 0 {
                    self.page.words("\n");
                }
                self.page.inline(block.lines.place(part.clone()));
            }
            self.page.leave("p");
        }
        self.page.leave("li");
        self.page.markup("\n");
        self.page.count_words("\n");
    }
}

/// The timeline from far away: what happened when, and from its beginning to its end.
fn sparkline(entries: &[TimelineEntry]) -> Option<Sparkline> {
    let [first, .., last] = entries else { return None };
    let (from, whole) = (first.at, last.at - first.at);
    // One that goes backwards is a fault already.
    if whole <= 0.0 {
        return None;
    }
    let place = |at: f64| ((at - from) / whole).clamp(0.0, 1.0);
    let end =
        last_of(entries, EntryMark::Resolved).or_else(|| last_of(entries, EntryMark::Mitigated));
    let stretch = start(entries).or(first_of(entries, EntryMark::Detected)).zip(end);
    let stretch = stretch.map(|(start, end)| (start.at, end.at)).filter(|(start, end)| start < end);
    let stretch = stretch.map(|(start, end)| place(start)..place(end));
    let moments: Vec<f64> = entries.iter().map(|entry| place(entry.at)).collect();
    Some(Sparkline::moments(&moments, stretch))
}

/// When what happened, as far as the days are known.
fn times(entries: &[TimelineEntry]) -> Times {
    let entry = |stage| match stage {
        Stage::Started => start(entries),
        Stage::Detected => first_of(entries, EntryMark::Detected),
        Stage::Acknowledged => first_of(entries, EntryMark::Acknowledged),
        Stage::Mitigated => last_of(entries, EntryMark::Mitigated),
        Stage::Resolved => last_of(entries, EntryMark::Resolved),
    };
    Times::new(|stage| entry(stage)?.moment.clone())
}

fn first_of(entries: &[TimelineEntry], mark: EntryMark) -> Option<&TimelineEntry> {
    entries.iter().find(|entry| entry.mark == Some(mark))
}

fn last_of(entries: &[TimelineEntry], mark: EntryMark) -> Option<&TimelineEntry> {
    entries.iter().rfind(|entry| entry.mark == Some(mark))
}

/// When it began. Without a mark, what comes first began it, unless that is its detection.
fn start(entries: &[TimelineEntry]) -> Option<&TimelineEntry> {
    let detected = first_of(entries, EntryMark::Detected).map(|entry| entry.at);
    let first = || entries.first().filter(|entry| Some(entry.at) != detected);
    first_of(entries, EntryMark::Started).or_else(first)
}

/// How long things took, as a list of definitions.
fn summary(entries: &[TimelineEntry], words: &Words) -> String {
    let first = |mark| first_of(entries, mark).map(|entry| entry.at);
    let last = |mark| last_of(entries, mark).map(|entry| entry.at);
    let detected = first(EntryMark::Detected);
    let started = start(entries).map(|entry| entry.at);
    let from_start = started.map(|at| (at, Message::FromStart));
    let from_detection = detected.map(|at| (at, Message::FromDetection));
    let start = from_start.or(from_detection);
    let rows = [
        (Message::TimeToDetect, from_start, detected),
        (Message::TimeToAcknowledge, from_detection.or(start), first(EntryMark::Acknowledged)),
        (Message::TimeToMitigate, start, last(EntryMark::Mitigated)),
        (Message::TimeToResolve, start, last(EntryMark::Resolved)),
    ];
    let mut html = String::new();
    for (name, from, to) in rows {
        let (Some((from, since)), Some(to)) = (from, to) else { continue };
        if to < from {
            continue;
        }
        let (time, machine) = (duration::in_words(to - from, words), duration::machine(to - from));
        let say = |message| html_escape::encode_text(words.say(message));
        let (name, since, time) = (say(name), say(since), html_escape::encode_text(&time));
        html.push_str(&format!(
            "<div><dt>{name}</dt><dd><time datetime=\"{machine}\">{time}</time> <small>{since}</small></dd></div>\n"
        ));
    }
    if html.is_empty() { html } else { format!("<dl>\n{html}</dl>\n") }
}
