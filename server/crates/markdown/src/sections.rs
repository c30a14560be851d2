//! How long the parts of a text are.

use model::Sparkline;

/// Where parts begin and end, in bytes of the words of the text.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// Where each section begins.
    sections: Vec<usize>,
    /// Where each paragraph ends that stands in nothing else.
    paragraphs: Vec<usize>,
}

impl Sections {
    /// A section begins.
    pub(super) fn section(&mut self, at: usize) {
        self.sections.push(at);
    }

    /// A paragraph ends.
    pub(super) fn paragraph(&mut self, at: usize) {
        self.paragraphs.push(at);
    }

    /// A drawing of them, of a text without sections that of its paragraphs.
    pub(super) fn trace(&self, end: usize) -> Option<Sparkline> {
        let places = if self.sections.is_empty() { &self.paragraphs } else { &self.sections };
        let bounds: Vec<usize> =
            [0].into_iter().chain(places.iter().copied()).chain([end]).collect();
        let lengths = bounds.windows(2).map(|bounds| bounds[1].saturating_sub(bounds[0]));
        // What begins with a section has nothing before it.
        Sparkline::trace(&lengths.filter(|length| *length > 1).collect::<Vec<_>>())
    }
}
