//! What a text describes and a reader sees drawn: charts, incident timelines, traces, flame graphs, log
//! excerpts, diagrams, formulas.
//!
//! Each has a module that reads its text into data, with every fault at its place, and one that
//! draws the data. What a reader gets is markup (HTML, SVG, MathML); nothing of it needs a script.

mod block;
mod chart;
mod diagram;
mod fields;
mod flame;
pub mod formula;
mod json;
mod log;
mod moment;
mod page;
mod picture;
mod scale;
mod svg;
mod table;
mod tex;
mod timeline;
mod trace;

use block::{Artist, Fault};
use model::{Sparkline, Times};

pub use block::Block;
pub use moment::instant;
pub use page::{DataFile, FigureContext, Page};
pub use table::wrapper;

/// The kinds of figures, by the language that their blocks name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// Data over axes.
    Chart,
    /// What happened when.
    Timeline,
    /// Which part of a request waited for which.
    Trace,
    /// Which functions a program spent its time in.
    Flame,
    /// What a program wrote while it ran.
    Log,
    /// Boxes and arrows, in Mermaid's language.
    Diagram,
}

impl FigureKind {
    /// The kind of figure that a language means, if it means one.
    pub fn of(language: &str) -> Option<Self> {
        Some(match language {
            "chart" => Self::Chart,
            "timeline" => Self::Timeline,
            "trace" => Self::Trace,
            "flame" => Self::Flame,
            "log-excerpt" => Self::Log,
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
    /// How many that are no timelines: the parts of each have names of their own.
    named: usize,
    /// What the first chart looks like from far away, and the first timeline.
    chart: Option<Sparkline>,
    timeline: Option<Sparkline>,
    /// When what happened, as the first timeline tells it.
    times: Option<Times>,
}

impl Figures {
    /// Writes a figure into a page, in the place of the block that describes it.
    pub fn draw(
        &mut self,
        kind: FigureKind,
        block: Block<'_>,
        around: FigureContext<'_>,
        page: &mut dyn Page,
    ) {
        self.blocks += 1;
        if self.blocks > BLOCKS {
            let message = format!("a text has {BLOCKS} figures at most");
            let help = "make it several texts";
            return page.error(block.head, message, Some(help.into()));
        }
        self.named += usize::from(kind != FigureKind::Timeline);
        let mut artist = Artist { around, number: self.named, page, sparkline: None, times: None };
        match kind {
            FigureKind::Chart => artist.chart(&block),
            FigureKind::Timeline => artist.timeline(&block),
            FigureKind::Trace => artist.trace(&block),
            FigureKind::Flame => artist.flame(&block),
            FigureKind::Log => artist.log(&block),
            FigureKind::Diagram => artist.diagram(&block),
        }
        self.times = self.times.take().or(artist.times);
        let first = match kind {
            FigureKind::Chart => &mut self.chart,
            FigureKind::Timeline => &mut self.timeline,
            _ => return,
        };
        *first = first.take().or(artist.sparkline);
    }

    /// When what happened, as the first timeline tells it.
    pub fn times(&self) -> Option<&Times> {
        self.times.as_ref()
    }

    /// The first chart from far away, else the first timeline.
    pub fn sparkline(&self) -> Option<&Sparkline> {
        self.chart.as_ref().or(self.timeline.as_ref())
    }
}
