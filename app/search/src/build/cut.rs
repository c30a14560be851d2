//! A text in passages: what is shown of it, and what words have to stand together in.

use std::collections::HashMap;

use crate::{
    format::{self, Passage},
    plain::{is_fence, plain},
    words,
};

/// A passage is complete once it has so many bytes.
const ENOUGH: usize = 400;
/// No passage has more.
const MOST: usize = 700;

/// A text, cut.
pub(super) struct Cut {
    /// Heading and anchor of each section.
    pub(super) sections: Vec<(String, String)>,
    /// The sections that each is a part of, the innermost first.
    pub(super) above: Vec<Vec<usize>>,
    pub(super) passages: Vec<CutPassage>,
}

pub(super) struct CutPassage {
    pub(super) passage: Passage,
    pub(super) is_code: bool,
}

struct Cutter<'a> {
    text: &'a str,
    cut: Cut,
    /// Where the passage begins that is being read, if one is.
    start: Option<usize>,
    end: usize,
    is_code: bool,
    /// Whether the section has a passage.
    has_passage: bool,
    /// The sections that are being read, each with its level.
    open: Vec<(usize, usize)>,
}

/// Cuts a text from a place on, given text and anchor of its headings.
pub(super) fn cut(text: &str, start: usize, headings: &[(String, String)]) -> Cut {
    let sections = vec![(String::new(), String::new())];
    let cut = Cut { sections, above: vec![Vec::new()], passages: Vec::new() };
    let mut cutter = Cutter {
        text,
        cut,
        start: None,
        end: start,
        is_code: false,
        has_passage: true,
        open: Vec::new(),
    };
    let mut headings = Headings::of(headings);
    let mut at = start;
    let mut fence: Option<&str> = None;
    let mut lines = text.get(start..).unwrap_or_default().split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let (begin, trimmed) = (at, line.trim());
        at += line.len();
        if let Some(open) = fence {
            cutter.take(begin, at);
            if trimmed.starts_with(open) {
                fence = None;
                cutter.close();
            }
        } else if is_fence(trimmed) {
            cutter.close();
            cutter.is_code = true;
            cutter.take(begin, at);
            fence = trimmed.get(..3);
        } else if let Some(heading) = headings.next_in(trimmed, lines.peek().copied()) {
            cutter.section(heading, level(trimmed));
            if !trimmed.starts_with('#') {
                // What underlines it belongs to it.
                at += lines.next().map_or(0, str::len);
            }
        } else if trimmed.is_empty() {
            if cutter.is_enough() {
                cutter.close();
            }
        } else {
            cutter.take(begin, at);
        }
    }
    cutter.close();
    cutter.cut
}

impl Cutter<'_> {
    /// Adds a line to the passage.
    fn take(&mut self, begin: usize, end: usize) {
        let start = *self.start.get_or_insert(begin);
        if end - start > MOST && begin > start {
            // The line does not fit any more.
            self.end_at(begin);
            return self.take(begin, end);
        }
        self.end = end;
        while let Some(start) = self.start.filter(|start| self.end - start > MOST) {
            // A line that is too long for itself.
            let (end, cut) = (self.end, break_in(self.text, start, start + MOST));
            self.end_at(cut);
            (self.start, self.end) = (Some(cut), end);
        }
    }

    fn is_enough(&self) -> bool {
        self.start.is_some_and(|start| self.end - start >= ENOUGH)
    }

    /// Ends the passage at a place, and begins the next one in the same block.
    fn end_at(&mut self, end: usize) {
        let is_code = self.is_code;
        self.end = end;
        self.close();
        self.is_code = is_code;
    }

    fn close(&mut self) {
        if let Some(start) = self.start.take() {
            self.push(start, self.end);
        }
        self.is_code = false;
    }

    fn section(&mut self, (heading, anchor): &(String, String), level: usize) {
        self.close();
        self.without_text();
        self.open.retain(|(_, above)| *above < level);
        self.cut.above.push(self.open.iter().rev().map(|(section, _)| *section).collect());
        self.open.push((self.cut.sections.len(), level));
        self.cut.sections.push((heading.clone(), anchor.clone()));
        self.has_passage = false;
    }

    /// A section without a text is found by its heading too.
    fn without_text(&mut self) {
        if !self.has_passage {
            self.push(self.end, self.end);
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        let section = (self.cut.sections.len() - 1) as u32;
        let check = format::check(&self.text.as_bytes()[start..end]);
        let passage = Passage { section, start: start as u32, end: end as u32, check };
        self.cut.passages.push(CutPassage { passage, is_code: self.is_code });
        self.has_passage = true;
    }
}

/// How deep a heading is: one that is underlined stands near the top.
fn level(line: &str) -> usize {
    match line.bytes().take_while(|byte| *byte == b'#').count() {
        0 => 2,
        level => level.min(6),
    }
}

/// Where a long line is cut best: behind a sentence, else behind a word, else anywhere.
fn break_in(text: &str, start: usize, end: usize) -> usize {
    let end = (start..=end).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(start);
    let part = &text[start..end];
    let half = part.len() / 2;
    let behind = |mark: &str| part.rfind(mark).map(|at| at + mark.len()).filter(|at| *at > half);
    let cut = [". ", "。", "? ", "! ", "; ", " "].into_iter().find_map(behind);
    start + cut.unwrap_or(part.len()).max(1)
}

/// The headings that are still to come.
struct Headings<'a> {
    headings: &'a [(String, String)],
    /// Where those of the same words are, in order.
    places: HashMap<Vec<String>, Vec<usize>>,
    at: usize,
}

impl<'a> Headings<'a> {
    fn of(headings: &'a [(String, String)]) -> Self {
        let mut places: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, (heading, _)) in headings.iter().enumerate() {
            places.entry(words_of(heading)).or_default().push(at);
        }
        Self { headings, places, at: 0 }
    }

    /// The heading that a line is.
    fn next_in(&mut self, line: &str, below: Option<&str>) -> Option<&'a (String, String)> {
        let is_underlined = || {
            below.map(str::trim).is_some_and(|below| {
                !below.is_empty()
                    && (below.bytes().all(|b| b == b'=') || below.bytes().all(|b| b == b'-'))
            })
        };
        if line.is_empty() || !(line.starts_with('#') || is_underlined()) {
            return None;
        }
        let places = self.places.get(&words_of(&plain(line)))?;
        let found = *places.get(places.partition_point(|place| *place < self.at))?;
        self.at = found + 1;
        self.headings.get(found)
    }
}

fn words_of(text: &str) -> Vec<String> {
    words::all(text).into_iter().map(|word| word.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_into(text: &str, headings: &[(&str, &str)]) -> Vec<(u32, String, bool)> {
        let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
        let headings: Vec<_> = headings.iter().map(owned).collect();
        let cut = cut(text, 0, &headings);
        let part = |part: CutPassage| {
            let Passage { section, start, end, .. } = part.passage;
            (section, text[start as usize..end as usize].to_owned(), part.is_code)
        };
        cut.passages.into_iter().map(part).collect()
    }

    #[test]
    fn sections_and_code_are_passages_of_their_own() {
        let text = "Above.\n\n## One `x`\n\nText.\n\n```sh\nls\n\n# no heading\n```\n\n## Two\nThree\n-----\nEnd.";
        let headings = [("One x", "one-x"), ("Two", "two"), ("Three", "three")];
        assert_eq!(
            cut_into(text, &headings),
            [
                (0, "Above.\n".into(), false),
                (1, "Text.\n".into(), false),
                (1, "```sh\nls\n\n# no heading\n```\n".into(), true),
                (2, String::new(), false),
                (3, "End.".into(), false),
            ]
        );
    }

    #[test]
    fn a_section_knows_what_it_is_a_part_of() {
        let text = "## A\n\n#### B\n\n### C\n\n#### D\n\n## E\n\nF\n---\n";
        let headings: Vec<(String, String)> = ["A", "B", "C", "D", "E", "F"]
            .map(|name| (name.to_owned(), name.to_lowercase()))
            .into();
        let above = cut(text, 0, &headings).above;
        assert_eq!(above, [vec![], vec![], vec![1], vec![1], vec![3, 1], vec![], vec![]]);
    }

    #[test]
    fn however_many_headings_there_are_each_is_found_once() {
        let headings: Vec<(String, String)> =
            (0..20_000).map(|at| (format!("Part {}", at % 100), format!("part-{at}"))).collect();
        let text: String =
            headings.iter().map(|(heading, _)| format!("#tag\n## {heading}\n\nText.\n")).collect();
        let sections = cut(&text, 0, &headings).sections;
        assert_eq!(sections[1..], headings);
    }

    #[test]
    fn passages_are_bounded_whatever_a_text_is() {
        for text in ["word. ".repeat(500), "桶".repeat(900), "x\n\n".repeat(900), "a".repeat(5_000)]
        {
            let passages = cut_into(&text, &[]);
            assert!(passages.iter().all(|(_, part, _)| part.len() <= MOST), "{}", &text[..3]);
            assert!(passages.len() < text.len() / (ENOUGH / 2), "{}", passages.len());
        }
    }
}
