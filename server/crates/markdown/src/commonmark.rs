//! Tests only: the examples of the CommonMark specification, through our own renderer.
//!
//! They come with the npm package `commonmark-spec`, which the set-up of the tests installs.
//! What we do differently on purpose is listed below with its reason; anything else that differs,
//! and anything listed that does not differ, fails.

use std::{collections::BTreeMap, fs, path::Path};

use diagnostics::Severity;

use super::{
    as_a_browser::{HtmlToken, as_a_browser_reads},
    render_alone,
};

const SPEC: &str = "../../../end2end/node_modules/commonmark-spec/spec.txt";

/// Why an example comes out differently, and which ones do.
const DIFFERENT: &[(&str, &[usize])] = &[
    (
        "HTML that a browser would mend is refused: elements that are not closed or close nothing",
        &[
            21, 31, 148, 150, 151, 155, 156, 157, 158, 165, 173, 174, 175, 184, 187, 191, 201, 344,
            476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623, 630, 631, 642, 643,
        ],
    ),
    ("elements that HTML does not have are refused", &[163]),
    ("HTML that says nothing to a browser is refused", &[180, 181, 182, 626, 627, 628, 629]),
    ("scripts and styles are refused unless the site allows them", &[170, 172, 176, 178]),
    ("an image without a text for those who can't see it is refused", &[475, 581]),
    ("bare addresses become links, as on GitHub", &[606, 608, 611, 612]),
    ("brackets in an address are not encoded: browsers take them as they are", &[526, 538, 603]),
];

/// An example: Markdown, and the HTML that it means.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// The examples in the text of the specification.
fn examples(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut rest = spec;
    while let Some((_, after)) = rest.split_once(&format!("\n{fence} example\n")) {
        let Some((example, after)) = after.split_once(&format!("\n{fence}\n")) else { break };
        rest = after;
        // Without HTML the line with the dot is the last one.
        let (markdown, html) = example
            .split_once("\n.\n")
            .or_else(|| example.strip_suffix("\n.").map(|markdown| (markdown, "")))
            .unwrap_or((example, ""));
        let text = |text: &str| format!("{}\n", text.replace('→', "\t"));
        let markdown = text(markdown.strip_prefix(".\n").map_or(markdown, |_| ""));
        examples.push(Example { number: examples.len() + 1, markdown, html: text(html) });
    }
    examples
}

/// Makes a caption the title of the image before it, as CommonMark does.
fn add_title(said: &mut [HtmlToken], caption: &str) {
    let image = said.iter_mut().rev().find_map(|step| match step {
        HtmlToken::Start(name, attributes) if name == "img" => Some(attributes),
        _ => None,
    });
    if let Some(attributes) = image {
        attributes.push(("title".into(), straight(caption)));
        attributes.sort();
    }
}

/// HTML as far as it says something: without what every page of ours adds, in straight quotes, and
/// with white space only where it shows.
fn said(html: &str) -> Vec<HtmlToken> {
    let steps = as_a_browser_reads(html);
    let top = steps.iter().any(|step| matches!(step, HtmlToken::Start(name, _) if name == "h1"));
    let lowered = |name: String| match name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok()) {
        Some(level) if top => format!("h{}", (level + 1).min(6)),
        _ => name,
    };
    let mut said: Vec<HtmlToken> = Vec::new();
    let mut in_pre = false;
    // Elements that are left out, innermost last: whether their content is, too.
    let mut open: Vec<Left> = Vec::new();
    for step in steps {
        let hidden = open.contains(&Left::All) || open.contains(&Left::Caption);
        match step {
            HtmlToken::Start(name, attributes) => {
                let class = value(&attributes, "class");
                let left = if hidden { Left::All } else { Left::of(&name, class, in_pre) };
                in_pre |= name == "pre";
                match left {
                    Left::Nothing => {
                        let attributes = kept(&name, attributes);
                        said.push(HtmlToken::Start(lowered(name), attributes));
                    }
                    Left::Renamed => said.push(HtmlToken::Start("p".into(), Vec::new())),
                    Left::All | Left::Tags | Left::Caption => {}
                }
                open.push(left);
            }
            HtmlToken::End(name) => {
                in_pre &= name != "pre";
                match open.pop() {
                    Some(Left::Nothing) => said.push(HtmlToken::End(lowered(name))),
                    Some(Left::Renamed) => said.push(HtmlToken::End("p".into())),
                    _ => {}
                }
            }
            HtmlToken::Text(text) if open.last() == Some(&Left::Caption) => {
                add_title(&mut said, &text);
            }
            HtmlToken::Text(_) if hidden => {}
            HtmlToken::Text(text) if in_pre => match said.last_mut() {
                // What the highlighter took apart.
                Some(HtmlToken::Text(before)) => before.push_str(&text),
                _ => said.push(HtmlToken::Text(text)),
            },
            HtmlToken::Text(text) => {
                let words: Vec<&str> = text.split_whitespace().collect();
                if !words.is_empty() {
                    said.push(HtmlToken::Text(straight(&words.join(" "))));
                }
            }
        }
    }
    said
}

/// How much of an element is left out.
#[derive(Clone, Copy, PartialEq)]
enum Left {
    Nothing,
    Renamed,
    Tags,
    Caption,
    All,
}

impl Left {
    /// What is left out of an element that nothing around it leaves out.
    fn of(name: &str, class: Option<&str>, in_pre: bool) -> Self {
        match name {
            "a" if class == Some("anchor") => Self::All,
            "div" if class == Some("heading") => Self::Tags,
            "figcaption" => Self::Caption,
            "figure" if class == Some("code") => Self::Tags,
            "span" if in_pre => Self::Tags,
            "figure" => Self::Renamed,
            _ => Self::Nothing,
        }
    }
}

fn value<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(other, _)| other == name).map(|(_, value)| &**value)
}

/// The attributes that come from the Markdown.
fn kept(name: &str, attributes: Vec<(String, String)>) -> Vec<(String, String)> {
    let ours = |attribute: &str| match name {
        "a" => attribute == "rel",
        "img" => !matches!(attribute, "src" | "alt" | "title"),
        "pre" => attribute == "data-scrolls",
        "code" => attribute == "class",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => attribute == "id",
        _ => false,
    };
    let kept = attributes.into_iter().filter(|(attribute, _)| !ours(attribute));
    kept.map(|(name, value)| (name, straight(&value))).collect()
}

/// Typographic punctuation as it was typed.
fn straight(text: &str) -> String {
    text.replace(['“', '”', '″'], "\"")
        .replace(['‘', '’', '′'], "'")
        .replace('…', "...")
        .replace('—', "---")
        .replace('–', "--")
}

#[test]
fn every_example_of_commonmark_is_rendered_as_it_says() {
    let Ok(spec) = fs::read_to_string(Path::new(SPEC)) else {
        assert!(std::env::var_os("CI").is_none(), "{SPEC} is missing: run `npm ci` in end2end");
        eprintln!("skipped: {SPEC} is missing; `cargo xtask setup --browser` installs it");
        return;
    };
    let examples = examples(&spec);
    assert!(examples.len() > 600, "{} examples", examples.len());
    let reasons: BTreeMap<usize, &str> = DIFFERENT
        .iter()
        .flat_map(|(reason, numbers)| numbers.iter().map(move |number| (*number, *reason)))
        .collect();
    let mut surprises = String::new();
    for Example { number, markdown, html } in &examples {
        let (ours, faults) = render_alone(markdown);
        let refused: Vec<String> = faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error)
            .map(|fault| fault.message.clone())
            .collect();
        let same = refused.is_empty() && said(&ours) == said(html);
        match (same, reasons.get(number)) {
            (true, None) | (false, Some(_)) => {}
            (true, Some(reason)) => {
                surprises.push_str(&format!("{number} is no different: {reason}\n\n"));
            }
            (false, None) => surprises.push_str(&format!(
                "{number} differs:\n{markdown}should be\n{html}and is\n{ours}{refused:?}\n\n"
            )),
        }
    }
    assert!(surprises.is_empty(), "{surprises}");
}
