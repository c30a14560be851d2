//! What a text describes and a reader sees drawn: charts, incident timelines, diagrams, formulas.
//!
//! Each has a module that reads its text into data, with every fault at its place, and one that
//! draws the data. What a reader gets is markup (HTML, SVG, MathML); nothing of it needs a script.

mod block;
mod chart;
mod diagram;
pub mod formula;
mod moment;
mod page;
mod tex;
mod timeline;

use block::{Artist, Fault};
use model::Sparkline;

pub use block::Block;
pub use chart::wrapper;
pub use page::{Around, DataFile, Page};

/// The kinds of figures, by the language that their blocks name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// Data over axes.
    Chart,
    /// What happened when.
    Timeline,
    /// Boxes and arrows, in Mermaid's language.
    Diagram,
}

impl FigureKind {
    /// The kind of figure that a language means, if it means one.
    pub fn of(language: &str) -> Option<Self> {
        Some(match language {
            "chart" => Self::Chart,
            "timeline" => Self::Timeline,
            "mermaid" => Self::Diagram,
            _ => return None,
        })
    }
}

/// How many figures a text has at most: each may need the whole of the text.
const BLOCKS: usize = 500;

/// The figures of one text.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How many blocks there were that describe one.
    blocks: usize,
    /// How many charts and diagrams: the parts of each have names of their own.
    named: usize,
    /// What the first chart looks like from far away, and the first timeline.
    chart: Option<Sparkline>,
    timeline: Option<Sparkline>,
}

impl Figures {
    /// Writes a figure into a page, in the place of the block that describes it.
    pub fn draw(
        &mut self,
        kind: FigureKind,
        block: Block<'_>,
        around: Around<'_>,
        page: &mut dyn Page,
    ) {
        self.blocks += 1;
        if self.blocks > BLOCKS {
            let message = format!("a text has {BLOCKS} figures at most");
            let help = "make it several texts";
            return page.error(block.head, message, Some(help.into()));
        }
        self.named += usize::from(kind != FigureKind::Timeline);
        let mut artist = Artist { around, number: self.named, page, sparkline: None };
        match kind {
            FigureKind::Chart => artist.chart(&block),
            FigureKind::Timeline => artist.timeline(&block),
            FigureKind::Diagram => artist.diagram(&block),
        }
        let first = match kind {
            FigureKind::Chart => &mut self.chart,
            FigureKind::Timeline => &mut self.timeline,
            FigureKind::Diagram => return,
        };
        *first = first.take().or(artist.sparkline);
    }

    /// The first chart from far away, else the first timeline.
    pub fn sparkline(&self) -> Option<&Sparkline> {
        self.chart.as_ref().or(self.timeline.as_ref())
    }
}
