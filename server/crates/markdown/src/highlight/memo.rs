//! Lines of code that were met before.
//!
//! What becomes of a line depends on the line and on where the highlighter stands when it comes to
//! it, and on nothing else. A blog has the same lines over and over, in one block after the other
//! (`}`, `use std::fmt;`, `metadata:`): four of five in the corpus that the benchmarks are run on.
//! Looking one up is a hundred times as fast as matching it against the patterns of its language.
//! Each thread has a memory of its own: the highlighter's states can't be shared.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference};

use super::{LONGEST, SYNTAXES, plain, scopes::Classes, spans::Spans};

/// How many bytes of lines are remembered by all threads; those that are met first are the common
/// ones.
const MOST: usize = 32 << 20;
/// About what remembering a line takes beside its bytes.
const OVERHEAD: usize = 128;
/// Of more places than these nothing is remembered: they are compared one by one.
const PLACES: usize = 1024;

/// Where the highlighter stands between two lines.
pub(super) struct LineState {
    state: ParseState,
    scopes: ScopeStack,
    /// The lines that were met here.
    lines: RefCell<HashMap<Box<str>, Rc<HighlightedLine>>>,
}

/// What became of a line.
pub(super) struct HighlightedLine {
    /// Complete in itself and without its line break.
    pub(super) html: String,
    /// Where the highlighter stands behind it; `None` where the syntax is faulty, and the rest of
    /// the code stays plain.
    pub(super) next: Option<Rc<LineState>>,
}

thread_local! {
    static KNOWN: RefCell<Vec<Rc<LineState>>> = const { RefCell::new(Vec::new()) };
    static REMEMBERED: Cell<usize> = const { Cell::new(0) };
}

impl LineState {
    /// At the beginning of a piece of code.
    pub(super) fn at_start(syntax: &SyntaxReference) -> Rc<Self> {
        Self::of(ParseState::new(syntax), ScopeStack::new())
    }

    /// The one place of this kind that there is.
    fn of(state: ParseState, scopes: ScopeStack) -> Rc<Self> {
        KNOWN.with_borrow_mut(|places| {
            let same = places.iter().find(|place| place.state == state && place.scopes == scopes);
            if let Some(place) = same {
                return place.clone();
            }
            let place = Rc::new(Self { state, scopes, lines: RefCell::default() });
            if places.len() < PLACES {
                places.push(place.clone());
            }
            place
        })
    }

    /// What becomes of the next line, which is given with its line break.
    pub(super) fn line(&self, line: &str) -> Rc<HighlightedLine> {
        if let Some(line) = self.lines.borrow().get(line) {
            return line.clone();
        }
        let made = Rc::new(self.read(line));
        let remembered = REMEMBERED.get() + line.len() + made.html.len() + OVERHEAD;
        if remembered < MOST / rayon::current_num_threads() {
            REMEMBERED.set(remembered);
            self.lines.borrow_mut().insert(line.into(), made.clone());
        }
        made
    }

    fn read(&self, line: &str) -> HighlightedLine {
        let text = line.strip_suffix('\n').unwrap_or(line);
        let (mut state, mut scopes) = (self.state.clone(), self.scopes.clone());
        let marks = match line.len() > LONGEST {
            true => None,
            false => state.parse_line(line, &SYNTAXES).ok(),
        };
        let Some(marks) = marks else {
            return HighlightedLine { html: plain(text), next: None };
        };
        let mut classes = Classes::default();
        let mut spans = Spans::default();
        let mut from = 0;
        let mut broken = false;
        for (at, change) in marks {
            // The line break is part of the line that is parsed, not of the one that is written.
            let at = at.min(text.len());
            if at > from {
                spans.push(classes.of(&scopes), &text[from..at]);
                from = at;
            }
            broken |= scopes.apply(&change).is_err();
        }
        spans.push(classes.of(&scopes), &text[from..]);
        let next = (!broken).then(|| Self::of(state, scopes));
        HighlightedLine { html: spans.finish(), next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_remembered_for_the_place_where_it_stands() {
        let syntax = SYNTAXES.find_syntax_by_token("rust").expect("a language");
        let start = LineState::at_start(syntax);
        let open = start.line("/* open\n").next.clone().expect("a place");
        let inside = open.line("let x = 1;\n");
        let outside = start.line("let x = 1;\n");
        assert_ne!(inside.html, outside.html);
        // The same places come again, and with them what is remembered there.
        assert!(Rc::ptr_eq(&LineState::at_start(syntax), &start));
        let second = outside.next.clone().expect("a place");
        assert!(Rc::ptr_eq(&second.line("let x = 1;\n").next.clone().expect("a place"), &second));
        assert!(Rc::ptr_eq(&open.line("let x = 1;\n"), &inside));
        assert_eq!(open.read("let x = 1;\n").html, inside.html);
    }
}
