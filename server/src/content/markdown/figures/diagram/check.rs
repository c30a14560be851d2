//! What is surely wrong in a diagram, and would be left out of the picture without a word.

use super::super::{
    Fault,
    block::{Line, lines},
};
use crate::content::suggest;

/// The first words of diagrams.
const KINDS: [&str; 33] = [
    "flowchart",
    "graph",
    "sequenceDiagram",
    "classDiagram",
    "classDiagram-v2",
    "stateDiagram",
    "stateDiagram-v2",
    "erDiagram",
    "pie",
    "gantt",
    "journey",
    "timeline",
    "mindmap",
    "gitGraph",
    "quadrantChart",
    "xychart",
    "xychart-beta",
    "sankey",
    "sankey-beta",
    "requirementDiagram",
    "C4Context",
    "C4Container",
    "C4Component",
    "C4Dynamic",
    "C4Deployment",
    "zenuml",
    "block",
    "block-beta",
    "packet",
    "packet-beta",
    "kanban",
    "architecture-beta",
    "radar-beta",
];
/// More of those; they are seldom mistyped.
const RARE: [&str; 6] =
    ["flowchart-elk", "architecture", "radar", "treemap", "treemap-beta", "requirement"];

/// Everything in a diagram that says nothing.
pub(super) fn check(text: &str) -> Vec<Fault> {
    let mut lines = content(text).into_iter();
    let Some(head) = lines.next() else {
        let help = "say what to draw: flowchart LR, and in the next line A --> B";
        return vec![Fault::new(0..0, "this diagram says nothing", help)];
    };
    let word = first_word(head.text);
    let is_known = |known: &&str| word.eq_ignore_ascii_case(known);
    if !KINDS.iter().chain(&RARE).any(is_known) {
        let help = suggest::did_you_mean(word, KINDS)
            .unwrap_or_else(|| "begin with its kind: flowchart LR, sequenceDiagram, …".to_owned());
        let place = head.span(0..word.len());
        return vec![Fault::new(place, format!("there is no kind of diagram `{word}`"), help)];
    }
    let rest: Vec<Line<'_>> = lines.collect();
    if rest.is_empty() && !head.text.contains([';', '"']) {
        let help = "write below it what it shows";
        return vec![Fault::new(head.whole(), "this diagram is empty", help)];
    }
    let check: fn(Line<'_>) -> Option<Fault> = match word {
        "flowchart" | "graph" => flowchart,
        "sequenceDiagram" => sequence,
        "erDiagram" => entities,
        "pie" => pie,
        _ => return Vec::new(),
    };
    let mut faults = Vec::new();
    let mut depth = 0_usize;
    let mut open_quote = false;
    for line in rest {
        // A text in quotes, and the inside of braces, may take several lines.
        let quotes = line.text.matches('"').count() % 2 == 1;
        let was_inside = depth > 0 || open_quote;
        open_quote ^= quotes;
        let block = line.text.ends_with('{') || line.text == "}";
        if block || was_inside || quotes {
            if line.text.ends_with('{') {
                depth += 1;
            } else if line.text.ends_with('}') {
                depth = depth.saturating_sub(1);
            }
            continue;
        }
        faults.extend(check(line));
    }
    faults
}

/// The lines that say something: without comments, directives, and what stands between `---`.
fn content(text: &str) -> Vec<Line<'_>> {
    let mut head = false;
    let mut content = Vec::new();
    for line in lines(text) {
        let lead = line.text.len() - line.text.trim_start().len();
        let line = Line { text: line.text.trim(), start: line.start + lead };
        let is_fence = line.text == "---" && (head || content.is_empty());
        if is_fence {
            head = !head;
        } else if !head && !line.text.is_empty() && !line.text.starts_with("%%") {
            content.push(line);
        }
    }
    content
}

fn first_word(text: &str) -> &str {
    text.split([' ', '\t', ':', ';', '{']).next().unwrap_or_default()
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

fn flowchart(line: Line<'_>) -> Option<Fault> {
    const KEYWORDS: [&str; 11] = [
        "subgraph",
        "end",
        "style",
        "classDef",
        "class",
        "click",
        "linkStyle",
        "direction",
        "accTitle",
        "accDescr",
        "title",
    ];
    if is_one_of(first_word(line.text), &KEYWORDS) {
        return None;
    }
    if let Some(at) = open_bracket(line.text) {
        let bracket = &line.text[at..=at];
        let help = "close it on the same line; a label with brackets in it stands in quotes: \
                    A[\"f(x)\"]";
        let message = format!("`{bracket}` is not closed");
        return Some(Fault::new(line.span(at..at + 1), message, help));
    }
    if let Some(arrow) =
        ["-->", "---", "==>", "-.->"].into_iter().find(|a| line.text.starts_with(a))
    {
        let help = "write before it where it comes from, on the same line: A --> B";
        let place = line.span(0..arrow.len());
        return Some(Fault::new(place, "this arrow comes from nowhere", help));
    }
    let statement = line.text.trim_end_matches(';').trim_end();
    const ARROWS: [&str; 8] = ["-->", "---", "==>", "===", "-.->", "-.-", "~~~", "--"];
    if let Some(arrow) = ARROWS.iter().find(|arrow| statement.ends_with(*arrow)) {
        let at = statement.len() - arrow.len();
        let help = "write behind it where it leads, on the same line: A --> B";
        return Some(Fault::new(line.span(at..statement.len()), "this arrow leads nowhere", help));
    }
    let is_prose = statement.contains(' ')
        && statement.chars().all(|c| c.is_alphanumeric() || " _.,!?'".contains(c));
    is_prose.then(|| {
        let help = "write `A --> B`, or put a label in brackets: A[a label]";
        Fault::new(line.whole(), "this line is no part of a flowchart", help)
    })
}

/// The first bracket outside quotes that nothing closes.
fn open_bracket(text: &str) -> Option<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quoted = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' | '(' | '{' if before != '@' => open.push((at, c)),
            ']' | ')' | '}' => {
                let partner = match c {
                    ']' => '[',
                    ')' => '(',
                    _ => '{',
                };
                if let Some(last) = open.iter().rposition(|(_, opening)| *opening == partner) {
                    open.remove(last);
                }
            }
            _ => {}
        }
        before = c;
    }
    open.first().map(|(at, _)| *at)
}

fn sequence(line: Line<'_>) -> Option<Fault> {
    const KEYWORDS: [&str; 28] = [
        "participant",
        "actor",
        "create",
        "destroy",
        "activate",
        "deactivate",
        "note",
        "loop",
        "alt",
        "else",
        "opt",
        "par",
        "par_over",
        "and",
        "critical",
        "option",
        "break",
        "rect",
        "box",
        "end",
        "autonumber",
        "title",
        "accTitle",
        "accDescr",
        "link",
        "links",
        "properties",
        "details",
    ];
    if is_one_of(first_word(line.text), &KEYWORDS) {
        return None;
    }
    const ARROWS: [&str; 8] = ["->>", "-->", "->", "--x", "-x", "--)", "-)", "-"];
    let arrow = ARROWS.iter().filter_map(|arrow| line.text.find(arrow)).min();
    let colon = line.text.find(':');
    match (arrow, colon) {
        (Some(arrow), Some(colon)) if arrow < colon => None,
        (Some(_), None) => {
            let end = line.text.len();
            let help = "write it behind a colon: A->>B: text";
            Some(Fault::new(line.span(0..end), "this message has no text", help))
        }
        _ => {
            let help = suggest::did_you_mean(first_word(line.text), KEYWORDS)
                .unwrap_or_else(|| "write a message as `A->>B: text`".to_owned());
            Some(Fault::new(line.whole(), "this line is no part of a sequence diagram", help))
        }
    }
}

fn entities(line: Line<'_>) -> Option<Fault> {
    const KEYWORDS: [&str; 8] =
        ["accTitle", "accDescr", "title", "direction", "style", "classDef", "class", "end"];
    let is_plain = line.text.chars().all(|c| c.is_alphanumeric() || " _-".contains(c));
    let is_relation = line.text.contains("--") || line.text.contains(" to ");
    let is_prose = is_plain && line.text.contains(' ') && !is_relation;
    (is_prose && !is_one_of(first_word(line.text), &KEYWORDS)).then(|| {
        let help = "write `A ||--o{ B : relates`, or attributes in braces: A { string name }";
        Fault::new(line.whole(), "this line is no part of an entity relationship diagram", help)
    })
}

fn pie(line: Line<'_>) -> Option<Fault> {
    if is_one_of(first_word(line.text), &["title", "showData", "accTitle", "accDescr"]) {
        return None;
    }
    let slice = line.text.rsplit_once(':');
    let is_label = |label: &str| label.trim().len() > 1 && label.trim().starts_with(['"', '\'']);
    let help = "write a label in quotes and a number above zero: \"Waiting\" : 12";
    match slice {
        Some((label, value)) if is_label(label) => {
            let number = value.trim().parse::<f64>().ok();
            let is_number = number.is_some_and(|number| number.is_finite() && number > 0.0);
            let from = line.text.len() - value.trim_start().len();
            (!is_number).then(|| {
                let place = line.span(from.min(line.text.len())..line.text.len());
                Fault::new(place, format!("`{}` is not a number above zero", value.trim()), help)
            })
        }
        _ => Some(Fault::new(line.whole(), "this line is no part of a pie chart", help)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_has_its_place() {
        for (text, places) in [
            ("flowchrt LR\n A --> B", vec!["flowchrt"]),
            (
                "flowchart LR\n  A[unclosed --> B\n  A -->\n  this says nothing\n",
                vec!["[", "-->", "this says nothing"],
            ),
            (
                "sequenceDiagram\n  A->>B\n  what is this\n  partcipant A\n",
                vec!["A->>B", "what is this", "partcipant A"],
            ),
            ("erDiagram\n  FOO BAR baz\n", vec!["FOO BAR baz"]),
            ("pie\n \"a\" : b\n c\n \"d\" : -1", vec!["b", "c", "-1"]),
        ] {
            let found: Vec<_> = check(text).into_iter().map(|fault| &text[fault.span]).collect();
            assert_eq!(found, places, "{text}");
        }
    }

    #[test]
    fn what_mermaid_takes_is_taken() {
        for text in [
            "---\ntitle: A -->\n---\n%% [comment\nflowchart TD;\n A[\"a (b\"]-->B{x}; B --> C([y]) & D>z];\n \
             subgraph one two three\n direction LR\n end\n A@{ shape: rect }\n E[/x\\] -.->|why| F((g))\n \
             accDescr {\n some words here\n }\n G[\"`several\n lines of it`\"]\n H:::hot",
            "sequenceDiagram\n autonumber\n actor A\n A->>+B: x\n B-->>-A: y: z\n Note over A,B: t\n \
             loop every day\n A-)B: z\n end\n par a\n A-xB: c\n and b\n B<<->>A: d\n end",
            "erDiagram\n A ||--o{ B : has\n A {\n string name PK\n }\n B one to many C : has\n D",
            "pie showData title x\n \"a: b\" : 12.5\n",
            "stateDiagram-v2\n [*] --> A\n A : some words here",
            "mindmap\n  root\n    some words here",
        ] {
            assert_eq!(check(text), [], "{text}");
        }
    }
}
