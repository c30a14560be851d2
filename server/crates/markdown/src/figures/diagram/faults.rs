//! What to say of a diagram that can't be drawn, or of which something is left out.

use diagnostics::{Span, suggest};

use super::{
    super::{
        Fault,
        block::{Line, lines},
    },
    draw::{Drawing, Reason, Refusal},
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

/// What stands in the way of a drawing, at its place.
pub(super) fn fault(text: &str, refusal: Refusal) -> Fault {
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
pub(super) fn left_out(text: &str, drawing: &Drawing) -> Vec<Fault> {
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
    use super::{super::draw::draw, *};

    #[test]
    fn what_is_left_out_is_said_at_its_place() {
        let said = |text: &str| -> Vec<String> {
            let drawing = draw(text, "p", &languages::english()).expect("a drawing");
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
    fn what_is_missing_is_missing_behind_what_stands_there() {
        let text = "flowchart LR\n  A -->\n\n";
        assert_eq!(&text[visible(text, text.len()..text.len())], "A -->");
        assert_eq!(&text[visible(text, 20..21)], "A -->");
        assert_eq!(&text[visible(text, 12..17)], "A");
    }
}
