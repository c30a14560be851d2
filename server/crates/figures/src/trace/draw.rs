//! The waterfall: a span a row.

use ::words::{Message, Words};

use super::{
    super::{
        scale::{Scale, ScaleKind},
        svg::{Anchor, GAP, LINE, Pen, PictureNames, Size, number},
    },
    say::{duration, unit},
    spans::Trace,
    tree::SpanRow,
};

/// How many services have a look of their own: the sixth look is that of all others.
const SERVICES: usize = 5;

/// How high a bar is.
const BAR: f64 = 10.0;
/// How much further right a name stands than that of what caused it.
const INDENT: f64 = 9.0;
/// So deep they go on moving to the right.
const DEEPEST: usize = 8;

/// Where a picture has its rows, and from where to where the whole of the trace is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    left: f64,
    right: f64,
    top: f64,
    /// How high a row is.
    row: f64,
}

impl Frame {
    /// All of it as a page has it.
    pub(super) fn written(self) -> String {
        [self.left, self.right, self.top, self.row].map(number).join(" ")
    }
}

/// Draws the spans that are marked.
pub(super) fn draw(
    trace: &Trace,
    drawn: &[bool],
    words: &Words,
    size: Size,
    names: PictureNames<'_>,
) -> (String, Frame) {
    let pen = Pen::new(size.font);
    let rows: Vec<SpanRow> = trace.tree.rows().filter(|row| drawn[row.span]).collect();
    let frame = Frame::default();
    let mut waterfall = Waterfall { trace, words, size, pen, rows, y: 4.0, frame };
    waterfall.legend();
    waterfall.rows();
    (waterfall.pen.finish(size.width, waterfall.y, names), waterfall.frame)
}

struct Waterfall<'a> {
    trace: &'a Trace,
    words: &'a Words,
    size: Size,
    pen: Pen,
    /// The spans that are drawn.
    rows: Vec<SpanRow>,
    /// What is drawn so far ends here.
    y: f64,
    frame: Frame,
}

/// What a sign in the legend is.
#[derive(Clone, Copy)]
enum Sign {
    Service(usize),
    Critical,
    Error,
}

impl Waterfall<'_> {
    fn look(&self, span: usize) -> usize {
        let service = self.trace.service[span];
        if self.trace.services.len() > SERVICES + 1 { service.min(SERVICES) } else { service }
    }

    /// What each sign means.
    fn legend(&mut self) {
        let services = &self.trace.services;
        let mut signs: Vec<(Sign, String)> = match services.len() > SERVICES + 1 {
            true => {
                let own = services[..SERVICES].iter().cloned();
                let others = self.words.say(Message::TraceOthers).to_owned();
                own.chain([others]).enumerate().map(|(at, s)| (Sign::Service(at), s)).collect()
            }
            false => {
                services.iter().cloned().enumerate().map(|(at, s)| (Sign::Service(at), s)).collect()
            }
        };
        signs.push((Sign::Critical, self.words.say(Message::TraceCritical).to_owned()));
        if self.rows.iter().any(|row| self.trace.spans[row.span].error.is_some()) {
            signs.push((Sign::Error, self.words.say(Message::TraceError).to_owned()));
        }
        let swatch = 24.0;
        let mut x = 0.0;
        for (sign, name) in signs {
            let name = self.pen.fitting(&name, self.size.width - swatch);
            let width = swatch + self.pen.width(&name);
            if x > 0.0 && x + width > self.size.width {
                x = 0.0;
                self.y += LINE;
            }
            let y = self.y + LINE / 2.0;
            match sign {
                Sign::Service(at) => {
                    self.pen.series(at, |pen| pen.bar(at, x + 2.0, y - 5.0, 14.0, BAR));
                }
                Sign::Critical => self.critical(x + 1.0, x + 17.0, y),
                Sign::Error => self.cross(x + 9.0, y),
            }
            self.pen.text(x + swatch, y, Anchor::Start, "", &name);
            x += width + 18.0;
        }
        self.y += LINE + 6.0;
    }

    fn critical(&mut self, from: f64, to: f64, y: f64) {
        let path = format!("M{} {}H{}", number(from), number(y), number(to));
        self.pen.rule("trace-critical", "1", &path);
    }

    fn cross(&mut self, x: f64, y: f64) {
        let path = format!("M{} {}l8 8m0-8l-8 8", number(x - 4.0), number(y - 4.0));
        self.pen.rule("trace-error", "1", &path);
    }

    /// The place of a moment.
    fn x(&self, at: u64) -> f64 {
        let whole = (self.trace.to - self.trace.from).max(1) as f64;
        let part = at.saturating_sub(self.trace.from) as f64 / whole;
        self.frame.left + part.clamp(0.0, 1.0) * (self.frame.right - self.frame.left)
    }

    /// The rows, over the marks of the axis above them.
    fn rows(&mut self) {
        let times: Vec<String> = self
            .rows
            .iter()
            .map(|row| &self.trace.spans[row.span])
            .map(|span| duration(span.end - span.start, self.words))
            .collect();
        let widest = times.iter().map(|time| self.pen.width(time)).fold(0.0, f64::max);
        let beside = self.size.is_wide();
        let (left, right) = match beside {
            true => (self.size.width * 0.42, self.size.width - widest - GAP),
            false => (0.0, self.size.width),
        };
        let height = if beside { LINE } else { LINE + BAR + 8.0 };
        let top = self.y + LINE;
        self.frame = Frame { left, right, top, row: height };
        let count = self.rows.len() as f64;
        // Where names stand above the bars, no mark runs through them.
        let parts: Vec<(f64, f64)> = match beside {
            true => vec![(top, top + height * count)],
            false => (0..self.rows.len())
                .map(|at| top + height * at as f64 + LINE)
                .map(|bar| (bar - 2.0, bar + BAR + 4.0))
                .collect(),
        };
        self.axis(top, &parts);
        let stretches = self.stretches();
        self.pen.open();
        for (at, (row, time)) in self.rows.clone().into_iter().zip(&times).enumerate() {
            let y = top + height * at as f64;
            let room = if beside { left - GAP } else { self.size.width - widest - GAP };
            self.pen.begin();
            self.row((row, time), (y, room), &stretches[row.span]);
            self.pen.close();
        }
        self.pen.close();
        self.y = top + height * count + 4.0;
    }

    /// A span from some height on: its name with so much room, how long it took, and its bar.
    fn row(
        &mut self,
        (row, time): (SpanRow, &str),
        (y, room): (f64, f64),
        stretches: &[(u64, u64)],
    ) {
        let middle = y + LINE / 2.0;
        self.label(row, middle, room);
        self.pen.text(self.size.width, middle, Anchor::End, "chart-value", time);
        let bar = if self.size.is_wide() { middle - BAR / 2.0 - 1.0 } else { y + LINE };
        let span = &self.trace.spans[row.span];
        let (from, to, look) = (self.x(span.start), self.x(span.end), self.look(row.span));
        let width = (to - from).max(1.5);
        let right = self.frame.right;
        let from = from.min(right - width);
        self.pen.series(look, |pen| pen.bar(look, from, bar, width, BAR));
        for &(from, to) in stretches {
            let (from, to) = (self.x(from), self.x(to));
            self.critical(from.min(right - 1.0), to.max(from + 1.0), bar + BAR + 2.0);
        }
    }

    /// The stretches of the critical path that are each span's.
    fn stretches(&self) -> Vec<Vec<(u64, u64)>> {
        let mut stretches = vec![Vec::new(); self.trace.spans.len()];
        for stretch in &self.trace.path.stretches {
            stretches[stretch.span].push((stretch.from, stretch.to));
        }
        stretches
    }

    /// The name of a span, and that of its service where it is another than what is above it says.
    fn label(&mut self, row: SpanRow, y: f64, room: f64) {
        let span = &self.trace.spans[row.span];
        let mut x = row.depth.min(DEEPEST) as f64 * INDENT;
        if span.error.is_some() {
            self.cross(x + 5.0, y);
            x += 14.0;
        }
        let name = self.pen.fitting(&span.name, room - x);
        self.pen.text(x, y, Anchor::Start, "", &name);
        x += self.pen.width(&name) + GAP;
        let above = self.trace.tree.parent(row.span).map(|above| &self.trace.spans[above]);
        if above.is_none_or(|above| above.service != span.service)
            && room - x >= self.pen.width("1234")
        {
            let service = self.pen.fitting(&span.service, room - x);
            self.pen.text(x, y, Anchor::Start, "chart-tick", &service);
        }
    }

    /// The axis above the rows, and its marks through some parts of the height.
    fn axis(&mut self, top: f64, parts: &[(f64, f64)]) {
        let whole = self.trace.to - self.trace.from;
        let (size, unit) = unit(whole);
        let scale = Scale::around(ScaleKind::Linear, [0.0, whole.max(1) as f64 / size]);
        let Frame { left, right, .. } = self.frame;
        let width = right - left;
        let mut wanted = 6;
        let marks = loop {
            let marks: Vec<(f64, String)> = scale
                .ticks(wanted, self.words)
                .into_iter()
                .map(|tick| (tick.value, self.words.fill(unit, &[("time", &tick.label)])))
                .collect();
            let room: f64 = marks.iter().map(|(_, label)| self.pen.width(label) + 2.0 * GAP).sum();
            if room <= width || wanted == 1 {
                break marks;
            }
            wanted -= 1;
        };
        let mut grid = String::new();
        for (value, label) in &marks {
            let x = left + scale.position(*value) * width;
            for (from, to) in parts {
                grid.push_str(&format!("M{} {}V{}", number(x), number(*from), number(*to)));
            }
            let half = self.pen.width(label) / 2.0;
            let x = x.clamp(left.max(half), self.size.width - half);
            self.pen.text(x, top - LINE / 2.0, Anchor::Middle, "chart-tick", label);
        }
        self.pen.rule("chart-grid", ".18", &grid);
    }
}
