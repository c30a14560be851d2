//! What a trace shows, read from the page: its table says what is known of each span, its pictures have a row for
//! each.

use web_sys::Element;

use crate::{page, said::number};

/// A span that is drawn.
pub(super) struct Span {
    /// How many spans are above it.
    pub(super) depth: usize,
    /// Its row in the table.
    pub(super) row: Element,
    /// What that says.
    pub(super) cells: Vec<String>,
}

/// The spans of a trace that are drawn, each behind the one that caused it.
pub(super) struct Trace {
    pub(super) spans: Vec<Span>,
    /// What the table calls its columns.
    head: Vec<String>,
    /// When it began and ended, in seconds since 1970.
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Trace {
    /// The trace that a place belongs to, if all of it can be read.
    pub(super) fn beside(place: &Element, figure: &Element) -> Option<Self> {
        let moment = |name: &str| number(&place.get_attribute(name)?);
        let numbers = |name: &str| {
            let text = place.get_attribute(name)?;
            text.split(' ').map(|number| number.parse().ok()).collect::<Option<Vec<usize>>>()
        };
        let depths = numbers("data-depths")?;
        let at = numbers("data-rows").unwrap_or_else(|| (0..depths.len()).collect());
        let rows = page::all(figure, "tbody tr");
        let span = |(depth, at): (usize, usize)| {
            let row = rows.get(at)?.clone();
            Some(Span { depth, cells: page::texts(&row, "th, td"), row })
        };
        let spans = depths.into_iter().zip(at).map(span).collect::<Option<_>>()?;
        let head = page::texts(figure, "thead th");
        Some(Self { spans, head, from: moment("data-from")?, to: moment("data-to")? })
    }

    /// The spans that one caused, and what these caused, behind it.
    pub(super) fn below(&self, at: usize) -> std::ops::Range<usize> {
        let Some(span) = self.spans.get(at) else { return 0..0 };
        let mut behind = self.spans[at + 1..].iter();
        let count = behind.position(|other| other.depth <= span.depth);
        at + 1..count.map_or(self.spans.len(), |count| at + 1 + count)
    }

    /// The span that caused one.
    pub(super) fn above(&self, at: usize) -> Option<usize> {
        let depth = self.spans.get(at)?.depth;
        (0..at).rev().find(|above| self.spans[*above].depth < depth)
    }

    /// What is known of a span, by the names of the columns.
    pub(super) fn said(&self, at: usize) -> Vec<(String, String)> {
        let cells = self.spans.get(at).map_or(&[][..], |span| &span.cells);
        let cells = self.head.iter().zip(cells).filter(|(_, value)| !value.is_empty());
        cells.map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

/// One of the two pictures of a trace.
#[derive(Clone)]
pub(super) struct Picture {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) font: String,
    /// From where to where the whole of the trace is.
    pub(super) left: f64,
    pub(super) right: f64,
    /// Where the first row begins, and how high each is.
    pub(super) top: f64,
    pub(super) row: f64,
    /// What is drawn of each span, and which part of the trace is before it.
    pub(super) drawn: Vec<String>,
    pub(super) starts: Vec<f64>,
}

impl Picture {
    /// The picture in an element, whose place says where in it the rows are.
    pub(super) fn of(around: &Element, measures: &str) -> Option<Self> {
        let svg = around.query_selector("svg").ok()??;
        let read = |text: &str| text.split(' ').map(number).collect::<Option<Vec<f64>>>();
        let (view_box, measures) = (read(&svg.get_attribute("viewBox")?)?, read(measures)?);
        let (&[_, _, width, height], &[left, right, top, row]) = (&view_box[..], &measures[..])
        else {
            return None;
        };
        let rows = page::all(&svg, "[data-drawn] > g");
        let start = |row: &Element| {
            let x = number(&row.query_selector("rect").ok()??.get_attribute("x")?)?;
            Some(((x - left) / (right - left)).clamp(0.0, 1.0))
        };
        let starts = rows.iter().map(start).collect::<Option<_>>()?;
        let drawn = rows.iter().map(Element::outer_html).collect();
        let font = svg.get_attribute("font-size")?;
        Some(Self { width, height, font, left, right, top, row, drawn, starts })
    }
}
