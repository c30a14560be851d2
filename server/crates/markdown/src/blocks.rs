//! Blocks that other generators have and CommonMark has not: notes, folded parts, groups of code.
//!
//! ```text
//! :::tip Title        > [!NOTE] Title        !!! note "Title"
//! Text.               > Text.                    Text.
//! :::
//! ```
//!
//! The line that begins one, and the line that ends it, are hidden from the parser under a rule as
//! long as they are. So nothing moves, and the parser tells what stands between them; then the rules
//! make way for the block. What no rule comes of is text, as it is written.

mod attributes;
pub(super) mod block;
mod expressions;
mod gather;
pub(crate) mod hidden;
mod marks;
pub(super) mod write;

use std::collections::{BTreeMap, BTreeSet};

use diagnostics::Span;
use pulldown_cmark::{Event, Options, Parser, Tag};
use shortcodes::Shape;

pub(crate) use attributes::{below, without_lists};
pub(crate) use gather::{Gathered, gather};

use crate::calls::hide::{Calls, may_have};
use expressions::expressions;
use hidden::Hidden;
use marks::{MarkedLine, marks};

/// How often a text is read to find out which lines are code. One that needs more is not meant for
/// readers.
const ROUNDS: usize = 8;

/// Hides what begins and ends blocks in a text, and calls of shortcodes, given what is hidden of it
/// already.
pub(super) fn hide(
    text: &str,
    masked: String,
    options: Options,
    shortcode: impl Fn(&str) -> Option<(String, Shape)>,
) -> Hidden {
    let unhidden = |text| Hidden {
        text,
        calls: Calls::default(),
        marks: BTreeMap::new(),
        expressions: Vec::new(),
    };
    let (has_marks, has_calls) = (marks::may_have(text), may_have(text));
    if !has_marks && !has_calls {
        return unhidden(masked);
    }
    let plain = masked.clone();
    let mut hidden = unhidden(masked);
    let mut refused = BTreeSet::new();
    for _ in 0..ROUNDS {
        let found = ParsedSpans::of(&hidden.text, options);
        let lost = |mark: &&MarkedLine| mark.rule().is_some_and(|at| !found.rules.contains(&at));
        refused.extend(hidden.marks.values().filter(lost).map(|mark| mark.line.start));
        refused.extend(hidden.calls.rules().difference(&found.rules));
        let is_code = |at| found.code.has(at);
        let calls = match has_calls {
            true => Calls::of(text, is_code, &shortcode, &refused),
            false => Calls::default(),
        };
        let no_markdown = |at| is_code(at) || found.html.has(at) || calls.has(at);
        let marks = marks(text, |at| no_markdown(at) || refused.contains(&at));
        let expressions = expressions(text, |at| is_code(at) || calls.has(at));
        if marks == hidden.marks && expressions == hidden.expressions && calls == hidden.calls {
            return hidden;
        }
        let text = under_rules(&plain, &marks, &expressions, &calls);
        hidden = Hidden { text, calls, marks, expressions };
    }
    unhidden(plain)
}

/// A text with rules in the place of some lines, quotes in that of expressions, and marks in that of
/// calls.
fn under_rules(
    text: &str,
    marks: &BTreeMap<usize, MarkedLine>,
    expressions: &[Span],
    calls: &Calls,
) -> String {
    let mut bytes = text.as_bytes().to_vec();
    calls.hide(&mut bytes);
    expressions::hide(&mut bytes, expressions);
    for mark in marks.values() {
        let place = &mut bytes[mark.line.clone()];
        place.fill(b' ');
        if let Some(at) = mark.rule() {
            if mark.is_item() {
                place[0] = b'+';
            }
            place[at - mark.line.start..][..RULE.len()].copy_from_slice(RULE);
        }
    }
    // Every line and every tag was replaced as a whole, so no character was cut.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

const RULE: &[u8] = b"***";

/// What the parser found in a text.
#[derive(Default)]
struct ParsedSpans {
    code: Places,
    html: Places,
    /// Where rules begin.
    rules: BTreeSet<usize>,
}

/// Places in their order, none in another.
#[derive(Default)]
struct Places(Vec<Span>);

impl Places {
    fn has(&self, at: usize) -> bool {
        let next = self.0.partition_point(|span| span.start <= at);
        next.checked_sub(1).is_some_and(|before| at < self.0[before].end)
    }
}

impl ParsedSpans {
    fn of(text: &str, options: Options) -> Self {
        let mut found = Self::default();
        for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_)) | Event::Code(_) | Event::DisplayMath(_) => {
                    found.code.0.push(span);
                }
                Event::Start(Tag::HtmlBlock) => found.html.0.push(span),
                Event::Rule => {
                    found.rules.insert(span.start);
                }
                _ => {}
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::render_alone;

    fn html(markdown: &str) -> String {
        let (html, faults) = render_alone(markdown);
        assert!(faults.is_empty(), "{markdown}: {faults:?}");
        html.replace('\n', "")
    }

    const NOTE: &str = "<div class=\"markdown-alert markdown-alert-note\">\
                        <p class=\"markdown-alert-title\">Note</p><p>a</p></div>";

    #[test]
    fn every_spelling_is_one_kind_of_block() {
        for markdown in [
            "> [!NOTE]\n> a",
            "> [!note]\n> a",
            ":::note\na\n:::",
            "::: note\n\na\n\n:::\n",
            ":::note[Note]\na\n:::",
            "::::note Note\na\n::::",
            "!!! note\n    a",
            "!!! note\n\n    a\n",
            "!!! warning inline \"Note\"\n    a",
            "> [!info] Note\n> a",
        ] {
            let note = html(markdown).replace("alert-warning", "alert-note");
            assert_eq!(note, NOTE, "{markdown}");
        }
        let titled = html(":::tip A *b* title\na\n:::");
        assert!(titled.contains("markdown-alert-tip"), "{titled}");
        assert!(titled.contains("-title\">A <em>b</em> title</p>"), "{titled}");
    }

    #[test]
    fn a_block_may_be_folded() {
        let details = "<details><summary>More</summary><p>a</p></details>";
        assert_eq!(html("::: details More\na\n:::"), details);
        assert_eq!(
            html("::: details More {open}\na\n:::"),
            details.replace("<details>", "<details open>")
        );
        let folded = "<details class=\"markdown-alert markdown-alert-note\">\
                      <summary class=\"markdown-alert-title\">More</summary><p>a</p></details>";
        for markdown in ["> [!info]- More\n> a", "??? note \"More\"\n    a"] {
            assert_eq!(html(markdown), folded, "{markdown}");
        }
        for markdown in ["> [!info]+ More\n> a", "???+ note \"More\"\n    a"] {
            assert_eq!(html(markdown), folded.replace("note\"><summary", "note\" open><summary"));
        }
    }

    #[test]
    fn blocks_stand_in_each_other_and_in_lists_and_quotations() {
        let inner = html("::::warning\n:::note\na\n:::\nb\n::::");
        assert!(inner.contains(&format!("Warning</p>{NOTE}<p>b</p></div>")), "{inner}");
        let in_item = html("- b\n\n  :::note\n  a\n  :::\n- c");
        assert_eq!(in_item, format!("<ul><li><p>b</p>{NOTE}</li><li><p>c</p></li></ul>"));
        let in_quote = html("> :::note\n> a\n> :::\n> b");
        assert_eq!(in_quote, format!("<blockquote>{NOTE}<p>b</p></blockquote>"));
        let nested = html("!!! tip\n    !!! note\n        a\n\n    - b\n\nc");
        assert!(nested.contains(&format!("Tip</p>{NOTE}<ul><li>b</li></ul></div><p>c</p>")));
        let split = html("+ x\n\n!!! note\n    a\n\n+ y");
        assert!(split.contains(NOTE) && split.matches("<ul>").count() == 2, "{split}");
    }

    #[test]
    fn a_group_is_a_list_of_blocks_with_names() {
        let group = html("::: code-group\n```js [a.js]\n1\n```\n```ts [a.ts]\n1\n```\n:::");
        assert!(group.starts_with("<div class=\"code-group\" data-tabs><figure"), "{group}");
        assert!(group.contains("<span class=\"code-name\" data-name>a.js</span>"), "{group}");
    }

    #[test]
    fn what_begins_no_block_is_text_as_it_is_written() {
        for markdown in ["```\n:::note\n!!! note\n:::\n```", "    :::note\n\n    :::"] {
            let html = html(markdown);
            assert!(html.contains(":::note") && !html.contains("alert"), "{html}");
        }
        let (html, faults) = render_alone(":::unknown\na\n:::\n\n> [!unknown] b");
        assert!(html.contains(":::unknown\na\n:::") && html.contains("[!unknown] b"), "{html}");
        assert!(!html.contains("<hr>"), "{html}");
        assert_eq!(faults.len(), 2, "{faults:?}");
    }

    #[test]
    fn lines_that_say_nothing_are_left_out() {
        for (markdown, left) in [
            ("{/* a */}\n\nb", "<p>b</p>"),
            ("b\n\n{/* a\n\n:::note\n*/}\n\nc", "<p>b</p><p>c</p>"),
            ("import A from 'a';\nimport 'b'\n\nc", "<p>c</p>"),
            ("## T {/*a*/}", "<div class=\"heading\" data-heading><h2 id=\"a\">T</h2>"),
        ] {
            assert!(html(markdown).starts_with(left), "{markdown}: {}", html(markdown));
        }
        let (html, _) = render_alone("We\nimport goods from 'there'");
        assert!(html.contains("import goods"), "{html}");
        let (html, faults) = render_alone("a {/* b */} c");
        assert!(html.contains("{/* b */}"), "{html}");
        assert_eq!(faults[0].message, "a comment of MDX is only text here");
    }

    #[test]
    fn what_does_not_end_ends_with_what_it_stands_in() {
        let (html, faults) = render_alone("- x\n  :::note\n  a\n- b\n\n:::tip\nc");
        assert!(html.contains("<p>a</p>\n</div>\n</li>"), "{html}");
        let messages: Vec<&str> = faults.iter().map(|fault| &*fault.message).collect();
        assert_eq!(messages, ["this block does not end"; 2], "{faults:?}");
    }
}
