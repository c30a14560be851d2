//! What a trace shows, in words and as a table.

use ::words::{Message, Words};

use super::{super::scale::plain, spans::Trace};

/// The unit that durations up to one of so many nanoseconds are told in: how many nanoseconds it has.
pub(super) fn unit(longest: u64) -> (f64, Message) {
    match longest {
        0..1_000 => (1.0, Message::TimeNanoseconds),
        1_000..1_000_000 => (1e3, Message::TimeMicroseconds),
        1_000_000..1_000_000_000 => (1e6, Message::TimeMilliseconds),
        _ => (1e9, Message::TimeSeconds),
    }
}

/// A duration of so many nanoseconds, in its own unit.
pub(super) fn duration(nanoseconds: u64, words: &Words) -> String {
    let (size, unit) = unit(nanoseconds);
    words.fill(unit, &[("time", &plain(nanoseconds as f64 / size, words))])
}

/// How many names a sentence has at most.
const NAMES: usize = 5;

/// A trace in words.
pub(super) fn describe(trace: &Trace, words: &Words) -> String {
    let list = |names: &mut dyn Iterator<Item = String>| words.list(names.take(NAMES));
    let name = |at: usize| trace.spans[at].name.clone();
    let time = duration(trace.to - trace.from, words);
    let services = list(&mut trace.services.iter().cloned());
    let about = [("services", &*services), ("time", &time)];
    let mut sentences = vec![words.count(Message::TraceAbout, trace.spans.len(), &about)];
    let failed: Vec<usize> = trace.tree.rows().map(|row| row.span).collect();
    let failed: Vec<usize> =
        failed.into_iter().filter(|&at| trace.spans[at].error.is_some()).collect();
    if !failed.is_empty() {
        let names = list(&mut failed.iter().map(|&at| name(at)));
        sentences.push(words.count(Message::TraceErrors, failed.len(), &[("names", &names)]));
    }
    let mut on_path: Vec<usize> =
        (0..trace.spans.len()).filter(|&at| trace.path.share[at] > 0).collect();
    on_path.sort_by_key(|&at| (std::cmp::Reverse(trace.path.share[at]), at));
    if !on_path.is_empty() {
        let part = |&at: &usize| format!("{} {}", name(at), duration(trace.path.share[at], words));
        let names = list(&mut on_path.iter().map(part));
        sentences.push(words.fill(Message::TracePath, &[("names", &names)]));
    }
    sentences.join(" ")
}

/// The spans that are listed: the names of the columns, and the rows.
pub(super) fn table(
    trace: &Trace,
    listed: &[bool],
    words: &Words,
) -> (Vec<String>, Vec<Vec<String>>) {
    let mut columns = vec![
        Message::TraceSpan,
        Message::TraceService,
        Message::TraceParent,
        Message::TraceStart,
        Message::TraceDuration,
        Message::TraceSelf,
        Message::TraceCritical,
    ];
    let has_errors = trace.spans.iter().any(|span| span.error.is_some());
    columns.extend(has_errors.then_some(Message::TraceError));
    let row = |at: usize| {
        let span = &trace.spans[at];
        let parent = trace.tree.parent(at).map(|parent| trace.spans[parent].name.clone());
        let share = Some(trace.path.share[at]).filter(|share| *share > 0);
        let error = span.error.as_ref().map(|error| match &**error {
            "" => words.say(Message::TraceError).to_owned(),
            error => error.to_owned(),
        });
        let mut row = vec![
            span.name.clone(),
            span.service.clone(),
            parent.unwrap_or_default(),
            duration(span.start - trace.from, words),
            duration(span.end - span.start, words),
            duration(trace.own(at), words),
            share.map(|share| duration(share, words)).unwrap_or_default(),
        ];
        row.extend(has_errors.then(|| error.unwrap_or_default()));
        row
    };
    let head = columns.into_iter().map(|column| words.say(column).to_owned()).collect();
    let rows = trace.tree.rows().filter(|at| listed[at.span]);
    (head, rows.map(|at| row(at.span)).collect())
}
