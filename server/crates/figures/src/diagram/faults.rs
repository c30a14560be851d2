//! What to say of a diagram that can't be drawn, or of which something is left out.

use diagnostics::{Span, suggest};

use super::{
    super::{
        Fault,
        block::{Line, lines},
    },
    draw::{DrawnDiagram, Reason, Refusal, misread},
};

/// The first words of diagrams.
const KINDS: [&str; 33] = [
    "architecture-beta",
    "block",
    "block-beta",
    "C4Component",
    "C4Container",
    "C4Context",
    "C4Deployment",
    "C4Dynamic",
    "classDiagram",
    "classDiagram-v2",
    "erDiagram",
    "flowchart",
    "gantt",
    "gitGraph",
    "graph",
    "journey",
    "kanban",
    "mindmap",
    "packet",
    "packet-beta",
    "pie",
    "quadrantChart",
    "radar-beta",
    "requirementDiagram",
    "sankey",
    "sankey-beta",
    "sequenceDiagram",
    "stateDiagram",
    "stateDiagram-v2",
    "timeline",
    "treemap-beta",
    "xychart",
    "xychart-beta",
];

const SYNTAX: &str =
    "see how Mermaid writes it: https://mermaid.js.org/intro/syntax-reference.html";

/// How many lines that can't be read are told of a diagram.
const TOLD: usize = 10;

/// The words of lines that begin, part or end what other lines are in.
const BLOCKS: [&str; 20] = [
    "---",
    "alt",
    "and",
    "block",
    "box",
    "break",
    "class",
    "critical",
    "else",
    "end",
    "group",
    "loop",
    "namespace",
    "note",
    "opt",
    "option",
    "par",
    "rect",
    "state",
    "subgraph",
];

/// What a line ends or begins with that goes on in the next one.
const JOINTS: [char; 7] = ['-', '=', '~', '<', '>', '&', '|'];

/// Everything that stands in the way of a drawing, each at its place.
///
/// The library breaks off at the first line that it can't read. With that one left out it comes to the
/// next, as long as the line was alone: what is wrong above it then was not so before.
pub(super) fn faults(text: &str, refusals: Vec<Refusal>) -> Vec<Fault> {
    let is_unreadable = |refusal: &Refusal| matches!(refusal.reason, Reason::Unreadable(_));
    let goes_on = refusals.iter().all(is_unreadable);
    let mut faults: Vec<Fault> = refusals.into_iter().map(|refusal| fault(text, refusal)).collect();
    let mut rest = text.to_owned();
    while goes_on && faults.len() < TOLD {
        let Some(at) = faults.last().map(|fault| fault.span.start) else { break };
        let Some(end) = leave_out(&mut rest, at) else { break };
        let Some(refusal) = misread(&rest).filter(is_unreadable) else { break };
        let next = fault(&rest, refusal);
        if next.span.start < end {
            break;
        }
        faults.push(next);
    }
    faults
}

/// Puts blanks in the place of the line at a place, and says where it ends; of one that others depend
/// on, nothing.
fn leave_out(text: &mut String, at: usize) -> Option<usize> {
    let said: Vec<Line<'_>> = lines(text).filter(|line| !line.text.trim().is_empty()).collect();
    let index = said.partition_point(|line| line.start <= at).checked_sub(1)?;
    let line = said[index];
    let is_head = head(text).is_none_or(|head| line.start <= head.start);
    let word = line.text.split_whitespace().next().unwrap_or_default();
    let opens = line.text.matches('{').count() != line.text.matches('}').count();
    let goes_on = said[..index].last().is_some_and(|above| above.text.trim_end().ends_with(JOINTS));
    let joined =
        said.get(index + 1).is_some_and(|below| below.text.trim_start().starts_with(JOINTS));
    if is_head || opens || goes_on || joined || BLOCKS.contains(&word) {
        return None;
    }
    let (start, end) = (line.start, line.start + line.text.len());
    text.replace_range(start..end, &" ".repeat(end - start));
    Some(end)
}

/// What stands in the way of a drawing, at its place.
fn fault(text: &str, refusal: Refusal) -> Fault {
    let head = || head(text).map_or(0..0, |line| line.whole());
    let span = match (refusal.span, &refusal.reason) {
        (Some(span), _) => visible(text, span),
        // Its head can't be read, which stands above what says the kind.
        (None, Reason::Unreadable(why)) if why.contains("ront-matter") => first(text),
        (None, Reason::Unreadable(why)) => quoted(text, why).unwrap_or_else(head),
        (None, _) => head(),
    };
    let instead = "make it simpler, or put a picture in its place: ![…](diagram.svg)";
    let (message, help) = match refusal.reason {
        Reason::Empty if text.trim().is_empty() => (
            "this diagram says nothing".to_owned(),
            "say what to draw: flowchart LR, and in the next line A --> B".to_owned(),
        ),
        Reason::Empty => {
            ("this diagram is empty".to_owned(), "write below it what it shows".to_owned())
        }
        Reason::Unknown => return unknown(text),
        Reason::Unreadable(why) => {
            let help = remedy(&why);
            (format!("this diagram can't be read here: {}", sentence(&why)), help.to_owned())
        }
        Reason::TooLarge => (
            "this diagram is too large to be drawn".to_owned(),
            "make two of it, or put a picture in its place: ![…](diagram.svg)".to_owned(),
        ),
        Reason::Undrawable(why) => {
            (format!("this diagram can't be drawn: {}", sentence(&why)), instead.to_owned())
        }
    };
    Fault::new(span, message, help)
}

/// What is read, and not drawn: the colours and the letters are the site's, and a picture has no
/// parts to follow.
pub(super) fn left_out(text: &str, drawing: &DrawnDiagram) -> Vec<Fault> {
    let mut faults = Vec::new();
    for setting in &drawing.ignored {
        let place = text.find(&setting[..]).map_or(0..0, |at| at..at + setting.len());
        faults.push(Fault::new(
            place,
            format!("`{setting}` is left out: how diagrams look is the site's"),
            "take it out; `classDef` and `style` colour single parts",
        ));
    }
    if drawing.has_links {
        let is_link = |line: &Line<'_>| {
            let word = line.text.split_whitespace().next().unwrap_or_default();
            matches!(word, "click" | "link" | "callback")
        };
        let place = lines(text).find(is_link).or_else(|| head(text)).map_or(0..0, |l| l.whole());
        let help = "take it out, and put the link into the text beside the diagram";
        faults.push(Fault::new(place, "a diagram has no links: this one is left out", help));
    }
    faults
}

/// A text that begins with no kind of diagram.
fn unknown(text: &str) -> Fault {
    let Some(line) = head(text) else {
        return Fault::new(0..0, "this diagram says nothing", SYNTAX);
    };
    if line.text.trim_start().starts_with("%%{") {
        return Fault::new(line.whole(), "this directive has no end", "close it: %%{init: {…}}%%");
    }
    let word = line.text.split_whitespace().next().unwrap_or_default();
    let start = line.text.len() - line.text.trim_start().len();
    let help = match suggest::nearest(word, KINDS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("begin with one of {}", KINDS.join(", ")),
    };
    let message = format!("there is no kind of diagram `{word}`");
    Fault::new(line.span(start..start + word.len()), message, help)
}

/// The line that says what kind of diagram it is, or the first that says something.
fn head(text: &str) -> Option<Line<'_>> {
    let is_said = |line: &Line<'_>| {
        let line = line.text.trim();
        !line.is_empty() && (!line.starts_with("%%") || line.starts_with("%%{"))
    };
    let mut said = lines(text).filter(is_said);
    let first = said.next()?;
    if first.text.trim() != "---" {
        return Some(first);
    }
    said.find(|line| line.text.trim() == "---").and_then(|_| said.next()).or(Some(first))
}

/// The first line that is not empty.
fn first(text: &str) -> Span {
    let mut lines = lines(text).filter(|line| !line.text.trim().is_empty());
    lines.next().map_or(0..0, |line| line.whole())
}

/// The part of a place that can be shown: what is missing at the end of a line is missing behind
/// what stands there.
fn visible(text: &str, span: Span) -> Span {
    let found = text.get(span.clone()).unwrap_or_default();
    if let Some(line) = lines(found).find(|line| !line.text.trim().is_empty()) {
        let whole = line.whole();
        return span.start + whole.start..span.start + whole.end;
    }
    let before = lines(text).take_while(|line| line.start <= span.start);
    let line = before.filter(|line| !line.text.trim().is_empty()).last();
    line.map_or(0..0, |line| line.whole())
}

/// The part of a text that a reason ends with.
fn quoted(text: &str, why: &str) -> Option<Span> {
    let why = why.trim_end_matches(['.', ')']);
    let found =
        why.rsplit_once("(").or_else(|| why.split_once(':')).map(|(_, found)| found.trim())?;
    text.rfind(found).filter(|_| !found.is_empty()).map(|at| at..at + found.len())
}

/// The library's reason in the words of a writer.
fn sentence(why: &str) -> String {
    let why = why
        .replace("unexpected end of input", "it ends too early")
        .replace("unexpected statement separator", "the line ends too early")
        .replace("; expected ", "; here may stand ");
    let mut short: String = why.chars().take(200).collect();
    if short.len() < why.len() {
        short.push('…');
    }
    short
}

fn remedy(why: &str) -> &'static str {
    match why {
        why if why.contains("node label (") || why.contains("quote it") => {
            "close it on the same line; a label with brackets in it stands in quotes: A[\"f(x)\"]"
        }
        why if why.ends_with("expected text") => "write the text behind a colon: A->>B: text",
        why if why.contains("\"end\"") => "add a line `end` behind its last one",
        why if why.contains("ront-matter") => {
            "its head stands between two lines `---`, as YAML: title: A title"
        }
        _ => SYNTAX,
    }
}

#[cfg(test)]
mod tests {
    use typeface::Typeface;

    use super::{super::draw::draw, *};

    #[test]
    fn what_is_left_out_is_said_at_its_place() {
        let said = |text: &str| -> Vec<String> {
            let drawing =
                draw(text, "p", &languages::english(), &Typeface::own()).expect("a drawing");
            let left_out = left_out(text, &drawing).into_iter();
            left_out.map(|fault| format!("{}: {}", &text[fault.span], fault.message)).collect()
        };
        assert_eq!(said("flowchart LR\nA --> B"), [""; 0]);
        assert_eq!(
            said("---\nconfig:\n  theme: dark\n  layout: elk\n---\nflowchart LR\nA --> B"),
            [
                "theme: `theme` is left out: how diagrams look is the site's",
                "layout: `layout` is left out: how diagrams look is the site's",
            ]
        );
        assert_eq!(
            said("flowchart LR\nA --> B\nclick A \"https://example.org\""),
            ["click A \"https://example.org\": a diagram has no links: this one is left out"]
        );
    }

    #[test]
    fn every_line_that_cant_be_read_is_told() {
        let places = |text: &str| -> Vec<usize> {
            let faults = faults(
                text,
                draw(text, "p", &languages::english(), &Typeface::own()).expect_err(text),
            );
            faults.iter().map(|fault| text[..fault.span.start].matches('\n').count() + 1).collect()
        };
        for (text, lines) in [
            ("flowchart LR\nA[a --> B\nB --> C\nC(c --> D\nD --> E", &[2, 4][..]),
            ("sequenceDiagram\nA->>B\nA->>B: x\npartcipant C\nB->>A: y\nB->>A", &[2, 4, 6]),
            ("classDiagram\nA <|--\nB <|-- C\nC <|--", &[2, 4]),
            ("pie\n\"a\" : x\n\"b\" : 1\n\"c\" : y", &[2, 4]),
            ("flowchart LR\nsubgraph a\nA[a --> B\nC(c --> D\nend", &[3, 4]),
            // What is wrong behind a line that goes on may come of that one.
            ("flowchart LR\nA -->\nthis is nonsense\n--> C", &[3]),
            ("flowchrt LR\nA[a", &[1]),
        ] {
            assert_eq!(places(text), lines, "{text}");
        }
        let many = format!("sequenceDiagram\n{}", "A->>B\n".repeat(50));
        assert_eq!(places(&many).len(), TOLD);
    }

    #[test]
    fn what_is_missing_is_missing_behind_what_stands_there() {
        let text = "flowchart LR\n  A -->\n\n";
        assert_eq!(&text[visible(text, text.len()..text.len())], "A -->");
        assert_eq!(&text[visible(text, 20..21)], "A -->");
        assert_eq!(&text[visible(text, 12..17)], "A");
    }
}
