//! The pen: shapes and texts of a picture as SVG.
//!
//! Colours come from the style sheet; what stands in attributes is for readers elsewhere, where
//! there is none.

use unicode_width::UnicodeWidthStr;

pub(super) use axes::coordinate as number;

/// How wide a character of a monospaced font is, in units of its size: a little more than any.
const ADVANCE: f64 = 0.61;

/// The colours of series where no style sheet is: each can be seen on white and on black.
const COLOURS: [&str; 6] = ["#3b7dbd", "#c9503c", "#3f8f56", "#a8741a", "#2a8f87", "#86749c"];

/// How large a picture is. Each is drawn twice, so that its text can be read on a phone too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) width: f64,
    /// The height between the axes of a chart.
    pub(super) plot: f64,
    pub(super) font: f64,
}

impl Size {
    pub(super) const WIDE: Self = Self { width: 704.0, plot: 300.0, font: 13.0 };
    pub(super) const NARROW: Self = Self { width: 344.0, plot: 230.0, font: 12.5 };

    pub(super) fn is_wide(self) -> bool {
        self.width > 500.0
    }
}

/// The highest that a line of text is.
pub(super) const LINE: f64 = 20.0;
/// Between a text and what it stands beside.
pub(super) const GAP: f64 = 8.0;

/// What names and describes a picture: ids and texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct PictureNames<'a> {
    pub(super) title: (&'a str, &'a str),
    pub(super) description: (&'a str, &'a str),
}

/// How text stands to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

#[derive(Debug)]
pub(super) struct Pen {
    out: String,
    /// The size of its text.
    pub(super) font: f64,
}

impl Pen {
    pub(super) fn new(font: f64) -> Self {
        Self { out: String::new(), font }
    }

    /// How wide a text is drawn.
    pub(super) fn width(&self, text: &str) -> f64 {
        text.width() as f64 * self.font * ADVANCE
    }

    /// The longest beginning of a text that has room.
    pub(super) fn fitting(&self, text: &str, room: f64) -> String {
        if self.width(text) <= room {
            return text.to_owned();
        }
        let mut cut = String::new();
        for c in text.chars() {
            cut.push(c);
            if self.width(&cut) + self.font * ADVANCE > room {
                cut.pop();
                break;
            }
        }
        cut.truncate(cut.trim_end().len());
        cut.push('…');
        cut
    }

    /// Writes a text whose middle is at a height.
    pub(super) fn text(&mut self, x: f64, y: f64, anchor: Anchor, class: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let y = y + self.font * 0.35;
        self.out.push_str(&format!("<text x=\"{}\" y=\"{}\"{anchor}", number(x), number(y)));
        if !class.is_empty() {
            self.out.push_str(&format!(" class=\"{class}\""));
        }
        self.out.push_str(" stroke=\"none\">");
        html_escape::encode_text_to_string(text, &mut self.out);
        self.out.push_str("</text>");
    }

    /// A line that belongs to the axes.
    pub(super) fn rule(&mut self, class: &str, opacity: &str, path: &str) {
        self.out.push_str(&format!(
            "<path class=\"{class}\" d=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"{opacity}\"/>"
        ));
    }

    /// Draws what belongs to a series, counted from 0.
    pub(super) fn series(&mut self, series: usize, draw: impl FnOnce(&mut Self)) {
        let at = series % COLOURS.len();
        let (colour, number) = (COLOURS[at], at + 1);
        self.out.push_str(&format!(
            "<g class=\"series-{number}\" fill=\"{colour}\" stroke=\"{colour}\">"
        ));
        draw(self);
        self.out.push_str("</g>");
    }

    /// Begins what changes when a reader looks closer, and is hidden then, until [`Pen::close`].
    pub(super) fn open(&mut self) {
        self.out.push_str("<g data-drawn>");
    }

    /// Begins what belongs together, until [`Pen::close`].
    pub(super) fn begin(&mut self) {
        self.out.push_str("<g>");
    }

    /// Ends it.
    pub(super) fn close(&mut self) {
        self.out.push_str("</g>");
    }

    /// Draws fields that the island of a chart takes from here when a reader looks closer.
    pub(super) fn fields(&mut self, draw: impl FnOnce(&mut Self)) {
        self.out.push_str("<g data-fields>");
        draw(self);
        self.out.push_str("</g>");
    }

    /// A line of a series.
    pub(super) fn line(&mut self, series: usize, path: &str) {
        let dash = axes::DASHES[series % axes::DASHES.len()];
        self.out.push_str(&format!(
            "<path d=\"{path}\" fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\""
        ));
        if !dash.is_empty() {
            self.out.push_str(&format!(" stroke-dasharray=\"{dash}\""));
        }
        self.out.push_str("/>");
    }

    /// What a series fills, if it is anything.
    pub(super) fn area(&mut self, path: &str, opacity: &str) {
        if !path.is_empty() {
            self.out.push_str(&format!(
                "<path d=\"{path}\" fill-opacity=\"{opacity}\" stroke=\"none\"/>"
            ));
        }
    }

    /// From where to where values may lie, upright or lying, each with a bar at both ends.
    pub(super) fn whiskers(
        &mut self,
        is_upright: bool,
        pairs: impl IntoIterator<Item = ((f64, f64), (f64, f64))>,
    ) {
        let path = axes::whiskers(is_upright, pairs);
        if !path.is_empty() {
            self.out.push_str(&format!(
                "<path class=\"chart-whisker\" d=\"{path}\" fill=\"none\" stroke-width=\"1.5\"/>"
            ));
        }
    }

    /// The marks of a series at some places: each series has a shape of its own.
    pub(super) fn marks(&mut self, series: usize, places: impl IntoIterator<Item = (f64, f64)>) {
        let path: String = places.into_iter().map(|place| axes::mark(series, place)).collect();
        if !path.is_empty() {
            let fill = if axes::is_hollow(series) {
                " class=\"chart-hollow\" fill=\"none\" stroke-width=\"1.75\""
            } else {
                ""
            };
            self.out.push_str(&format!("<path d=\"{path}\"{fill}/>"));
        }
    }

    /// A bar of a series.
    pub(super) fn bar(&mut self, series: usize, x: f64, y: f64, width: f64, height: f64) {
        let fill = ["", " fill-opacity=\".25\"", " fill-opacity=\".6\""][series % 3];
        let dash = if series >= 3 { " stroke-dasharray=\"3 2\"" } else { "" };
        self.out.push_str(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{fill}{dash}/>",
            number(x),
            number(y),
            number(width.max(0.0)),
            number(height.max(0.0))
        ));
    }

    /// Draws what says something to whoever points at it.
    pub(super) fn titled(&mut self, title: Option<&str>, draw: impl FnOnce(&mut Self)) {
        let Some(title) = title else { return draw(self) };
        self.out.push_str("<g><title>");
        html_escape::encode_text_to_string(title, &mut self.out);
        self.out.push_str("</title>");
        draw(self);
        self.out.push_str("</g>");
    }

    /// Fields in one of four shades, from 1 for the faintest.
    pub(super) fn shaded(&mut self, class: &str, shade: usize, path: &str) {
        let opacity = [".15", ".3", ".45", ".6"][(shade.max(1) - 1) % 4];
        self.out.push_str(&format!(
            "<path class=\"{class}-{shade}\" d=\"{path}\" fill=\"#a8741a\" fill-opacity=\"{opacity}\"/>"
        ));
    }

    /// The picture, complete: so wide, so high.
    pub(super) fn finish(self, width: f64, height: f64, names: PictureNames<'_>) -> String {
        let (title_id, title) = names.title;
        let (description_id, description) = names.description;
        let (width, height) = (number(width), number(height));
        let mut svg = format!(
            "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
             aria-labelledby=\"{title_id}\" aria-describedby=\"{description_id}\" \
             font-family=\"ui-monospace, monospace\" font-size=\"{}\" fill=\"currentColor\">\
             <title id=\"{title_id}\">",
            number(self.font)
        );
        html_escape::encode_text_to_string(title, &mut svg);
        svg.push_str(&format!("</title><desc id=\"{description_id}\">"));
        html_escape::encode_text_to_string(description, &mut svg);
        svg.push_str("</desc>");
        svg.push_str(&self.out);
        svg.push_str("</svg>");
        svg
    }
}

/// A rectangle as a path: where it begins, and how large it is.
pub(super) fn field((x, y): (f64, f64), (width, height): (f64, f64)) -> String {
    let width = number(width.max(0.0));
    format!("M{} {}h{width}v{}h-{width}z", number(x), number(y), number(height.max(0.0)))
}
