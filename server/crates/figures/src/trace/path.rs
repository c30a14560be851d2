//! The critical path: what a trace would have to do faster to be faster as a whole.
//!
//! From the end of the longest root backwards: a span waited for the last of its children to end, before
//! that for the last one to end before that one began, and in between it worked itself.

use super::{otlp::TraceSpan, tree::Tree};

/// A stretch of the path: a span, and from when to when it was what everything waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) span: usize,
    pub(super) from: u64,
    pub(super) to: u64,
}

#[derive(Debug)]
pub(super) struct CriticalPath {
    /// From the last to the first.
    pub(super) stretches: Vec<Stretch>,
    /// How many nanoseconds of it are each span's.
    pub(super) share: Vec<u64>,
}

/// A span of which a part is looked at already, from its end.
struct OpenSpan {
    span: usize,
    start: u64,
    end: u64,
    /// What is before this is not looked at yet.
    until: u64,
    /// Its children, those that end first at the beginning.
    children: Vec<usize>,
}

impl CriticalPath {
    pub(super) fn of(spans: &[TraceSpan], tree: &Tree) -> Self {
        let mut path = Self { stretches: Vec::new(), share: vec![0; spans.len()] };
        let open = |span: usize, start: u64, end: u64| {
            let mut children = tree.children[span].clone();
            children.sort_by_key(|&at| (spans[at].end, spans[at].start, at));
            OpenSpan { span, start, end, until: end, children }
        };
        let longest = tree.roots.iter().copied().max_by_key(|&at| {
            let span = &spans[at];
            (span.end - span.start, std::cmp::Reverse(at))
        });
        let Some(root) = longest else { return path };
        let mut stack = vec![open(root, spans[root].start, spans[root].end)];
        while let Some(top) = stack.last_mut() {
            let (start, until) = (top.start, top.until);
            let mut next = None;
            while let Some(child) = top.children.pop() {
                // One that goes on behind its cause counts as long as that is there; one that goes on
                // while the next on the path is at work, nothing waited for.
                let (from, to) = (spans[child].start.max(start), spans[child].end.min(top.end));
                if from < to && to <= until {
                    next = Some((child, from, to));
                    break;
                }
            }
            let span = top.span;
            match next {
                Some((child, from, to)) => {
                    path.add(Stretch { span, from: to, to: until });
                    top.until = from;
                    stack.push(open(child, from, to));
                }
                None => {
                    path.add(Stretch { span, from: start, to: until });
                    stack.pop();
                }
            }
        }
        path
    }

    fn add(&mut self, stretch: Stretch) {
        if stretch.from < stretch.to {
            self.share[stretch.span] += stretch.to - stretch.from;
            self.stretches.push(stretch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spans with a cause, a beginning and an end, named by their numbers.
    fn path(spans: &[(Option<usize>, u64, u64)]) -> Vec<(usize, u64, u64)> {
        let span = |(at, (parent, start, end)): (usize, &(Option<usize>, u64, u64))| TraceSpan {
            id: at.to_string(),
            parent: parent.map(|parent| parent.to_string()),
            name: String::new(),
            service: String::new(),
            start: *start,
            end: *end,
            error: None,
            place: 0..0,
            parent_place: 0..0,
        };
        let spans: Vec<TraceSpan> = spans.iter().enumerate().map(span).collect();
        let tree = Tree::of(&spans).expect("a tree");
        let path = CriticalPath::of(&spans, &tree);
        let whole: u64 = path.share.iter().sum();
        let parts: u64 = path.stretches.iter().map(|part| part.to - part.from).sum();
        assert_eq!(whole, parts);
        path.stretches.iter().rev().map(|part| (part.span, part.from, part.to)).collect()
    }

    #[test]
    fn a_span_waits_for_the_last_of_its_children_to_end() {
        // One after the other, with work in between.
        let spans = [(None, 0, 100), (Some(0), 10, 40), (Some(0), 50, 90)];
        assert_eq!(path(&spans), [(0, 0, 10), (1, 10, 40), (0, 40, 50), (2, 50, 90), (0, 90, 100)]);
        // At the same time: only the longer one counts.
        let spans = [(None, 0, 100), (Some(0), 10, 60), (Some(0), 10, 90)];
        assert_eq!(path(&spans), [(0, 0, 10), (2, 10, 90), (0, 90, 100)]);
        // One that goes on behind its cause, and one that begins before it.
        let spans = [(None, 10, 100), (Some(0), 50, 300), (Some(0), 0, 30)];
        assert_eq!(path(&spans), [(2, 10, 30), (0, 30, 50), (1, 50, 100)]);
        // Of several roots the longest.
        assert_eq!(path(&[(None, 0, 5), (None, 5, 30)]), [(1, 5, 30)]);
        assert_eq!(path(&[(None, 7, 7)]), []);
    }

    #[test]
    fn a_long_chain_is_no_trouble() {
        let spans: Vec<_> = (0..20_000_usize)
            .map(|at| (at.checked_sub(1), at as u64, 50_000 - at as u64))
            .collect();
        assert_eq!(path(&spans).len(), 2 * 20_000 - 1);
    }
}
