//! What a text allows itself: `<!-- allow: private-address "the lab is gone" -->`.
//!
//! A comment behind something allows it on its line. One that stands alone allows it in what follows: in
//! Markdown that is a paragraph, a list, a table or a block of code, in other files a line.

use std::{mem, ops::Range, sync::LazyLock};

use regex::Regex;

use crate::Rule;

/// How many a text has at most.
const MOST: usize = 1_000;

static COMMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(<!--|/\*|//|#|--|;|%)[ \t]*allow:[ \t]*([A-Za-z0-9_-]+)(?:[ \t]+"([^"\n]*)")?[ \t]*(?:-->|\*/)?"#).ok()
});

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSyntax {
    /// Markdown.
    Markdown,
    /// Anything else that has lines.
    Lines,
}

/// Something that a text allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// What it names; `None` when there is no such rule.
    pub rule: Option<Rule>,
    /// Where the name of the rule stands.
    pub name: Range<usize>,
    /// Why.
    pub reason: Option<String>,
    /// Where it holds.
    pub covers: Range<usize>,
}

/// All that a text allows, in the order of the text.
pub fn allowances(text: &str, form: TextSyntax) -> Vec<Allowance> {
    let mut reader = Reader {
        form,
        found: Vec::new(),
        waiting: Vec::new(),
        open: Vec::new(),
        fence: None,
        end: 0,
    };
    if text.contains("allow:") {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            reader.line(line.trim_end(), at);
            at += line.len();
        }
        reader.close();
    }
    reader.found
}

/// The characters that a block of code begins with, and how many.
type Fence = (char, usize);

struct Reader {
    form: TextSyntax,
    found: Vec<Allowance>,
    /// Those that hold for what follows, which has not begun yet, by their places among those found; and whether
    /// that is more than a line.
    waiting: Vec<(usize, bool)>,
    /// Those that hold for what has begun.
    open: Vec<usize>,
    /// The block of code that is read.
    fence: Option<Fence>,
    /// Where the last line ended.
    end: usize,
}

impl Reader {
    fn line(&mut self, line: &str, at: usize) {
        let was_code = self.fence.is_some();
        self.follow_fence(line);
        let is_alone = self.comments(line, at, was_code);
        let is_blank = line.trim().is_empty();
        if !is_alone && !is_blank && !self.waiting.is_empty() {
            self.close();
            for (waiting, is_block) in mem::take(&mut self.waiting) {
                match is_block {
                    true => self.open.push(waiting),
                    false => self.found[waiting].covers.end = at + line.len(),
                }
            }
        } else if is_blank && self.fence.is_none() {
            self.close();
        }
        self.end = at + line.len();
        if was_code && self.fence.is_none() {
            self.close();
        }
    }

    /// Notes the comments of a line; tells whether it has nothing else.
    fn comments(&mut self, line: &str, at: usize, is_code: bool) -> bool {
        let mut rest = line.trim().len();
        let before = self.found.len();
        let mut is_block = self.form == TextSyntax::Markdown && !is_code;
        for captures in COMMENT.iter().flat_map(|comment| comment.captures_iter(line)) {
            let (Some(whole), Some(mark), Some(name)) =
                (captures.get(0), captures.get(1), captures.get(2))
            else {
                continue;
            };
            let rule = Rule::of_key(name.as_str());
            let is_html = mark.as_str() == "<!--";
            // Other comments may say this of anything.
            if rule.is_none() && !is_html || self.found.len() == MOST {
                continue;
            }
            is_block &= is_html;
            rest -= whole.as_str().trim().len().min(rest);
            let reason = captures.get(3).map(|reason| reason.as_str().trim().to_owned());
            let reason = reason.filter(|reason| !reason.is_empty());
            let name = at + name.start()..at + name.end();
            self.found.push(Allowance { rule, name, reason, covers: at..at + line.len() });
        }
        let is_alone = before < self.found.len() && rest == 0;
        if is_alone {
            self.waiting.extend((before..self.found.len()).map(|found| (found, is_block)));
        }
        is_alone
    }

    fn follow_fence(&mut self, line: &str) {
        let line = line.trim_start_matches([' ', '\t', '>']);
        let Some(mark) = line
            .chars()
            .next()
            .filter(|c| self.form == TextSyntax::Markdown && matches!(c, '`' | '~'))
        else {
            return;
        };
        let length = line.len() - line.trim_start_matches(mark).len();
        match self.fence {
            None if length >= 3 => self.fence = Some((mark, length)),
            Some((open, least))
                if mark == open && length >= least && line[length..].trim().is_empty() =>
            {
                self.fence = None;
            }
            _ => {}
        }
    }

    /// What has begun ends with the last line.
    fn close(&mut self) {
        for open in mem::take(&mut self.open) {
            self.found[open].covers.end = self.end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each allowance covers.
    fn covered(text: &str, form: TextSyntax) -> Vec<(Option<Rule>, Option<String>, &str)> {
        let all = allowances(text, form).into_iter();
        all.map(|one| (one.rule, one.reason, &text[one.covers])).collect()
    }

    #[test]
    fn a_comment_behind_something_holds_for_its_line() {
        let text = "one\ntwo <!-- allow: email \"theirs\" -->\nthree\n";
        let expected =
            (Some(Rule::Email), Some("theirs".into()), "two <!-- allow: email \"theirs\" -->");
        assert_eq!(covered(text, TextSyntax::Markdown), [expected]);
    }

    #[test]
    fn one_that_stands_alone_holds_for_the_block_behind_it() {
        let comments = "<!-- allow: email \"a\" -->\n<!-- allow: phone \"b\" -->\n";
        for (block, rest) in [
            ("one\ntwo", "\n\nthree\n"),
            ("```sh\none\n\n# two\n```", "\nthree\n"),
            ("~~~~\n~~~\n\n~~~~", "\n"),
            ("one", ""),
        ] {
            let text = format!("zero\n\n{comments}\n{block}{rest}");
            let found = covered(&text, TextSyntax::Markdown);
            assert_eq!(found.len(), 2, "{text}");
            assert!(found.iter().all(|(.., covers)| covers.ends_with(block)), "{text}: {found:?}");
        }
    }

    #[test]
    fn in_code_and_other_files_it_holds_for_a_line() {
        let code = "```sh\n# allow: private-address \"a lab\"\nping 10.2.3.7\nping 10.2.3.8\n```\n";
        let [(_, _, covers)] = &covered(code, TextSyntax::Markdown)[..] else { panic!("one") };
        assert!(covers.ends_with("10.2.3.7"), "{covers}");
        let svg = "<svg>\n<!-- allow: internal-host \"gone\" -->\n<text>a</text>\n<text>b</text>";
        let [(_, _, covers)] = &covered(svg, TextSyntax::Lines)[..] else { panic!("one") };
        assert!(covers.ends_with("<text>a</text>"), "{covers}");
    }

    #[test]
    fn what_is_wrong_is_seen() {
        let reasons = |text| {
            covered(text, TextSyntax::Markdown)
                .into_iter()
                .map(|(rule, why, _)| (rule, why.is_some()))
        };
        assert!(reasons("<!-- allow: emails \"x\" -->").eq([(None, true)]));
        assert!(reasons("x <!-- allow: email -->").eq([(Some(Rule::Email), false)]));
        assert!(reasons("x <!-- allow: email \" \" -->").eq([(Some(Rule::Email), false)]));
        assert!(reasons("    # allow: GET").eq([]));
    }
}
