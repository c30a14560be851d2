//! What a card looks like: the head of a page as on the site, large enough to be read in a chat.

use std::fmt::Write;

use diagnostics::{Error, Result};
use images::Icon;
use model::{Colour, Drawn, Palette, Sparkline};
use resvg::tiny_skia::{Color, LineCap, LineJoin, Path, PathBuilder, Pixmap, Stroke, Transform};
use svgtypes::{SimplePathSegment, SimplifyingPathParser};

use super::{
    canvas::{Canvas, Cover, HEIGHT, Ink, WIDTH, mixed},
    fonts::{Fonts, Region, Weight},
    letters::GlyphRun,
    png,
    setting::{Lines, Paragraph, TextBox},
};

const MARGIN: f32 = 72.0;
/// Between the margins.
const INSIDE: f32 = WIDTH as f32 - 2.0 * MARGIN;
/// The side of the site's drawing, and the place of its upper edge.
const MARK: (f32, f32) = (56.0, 52.0);
/// Where the scale below the site's name stands.
const SCALE: f32 = 146.0;
/// The upper edge of the title, and how much room it has.
const TITLE: (f32, f32) = (186.0, 282.0);
/// What size the title has: the first in which it fits.
const TITLE_SIZES: [f32; 10] = [100.0, 92.0, 84.0, 76.0, 68.0, 62.0, 56.0, 52.0, 48.0, 44.0];
/// The base lines of the two lines at the foot, and their size.
const FOOT: (f32, f32, f32) = (530.0, 576.0, 34.0);
/// The spans of the trace at the foot: how wide they are together, where the first lies, how high
/// each is, and how far the next is below.
const TRACE: (f32, usize, usize, usize) = (224.0, 490, 8, 18);
/// The upper edge of a drawing at the foot, and how much larger it is than on a page.
const SPARKLINE: (f32, f32) = (488.0, 1.3);

/// What a card says. What is empty isn't there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CardText {
    /// The name of the site, above all else.
    pub(super) site: String,
    pub(super) title: String,
    /// When it was written, and by whom.
    pub(super) byline: String,
    /// As many as there is room for.
    pub(super) tags: Vec<String>,
    /// Below the title, of what has neither authors nor tags.
    pub(super) sentence: String,
    /// What a post is about, in the place of the trace.
    pub(super) sparkline: Option<Sparkline>,
}

/// What all cards have: the paper, the scale, and the site's drawing, at the left and at the right.
pub(super) struct Ground {
    canvases: [Canvas; 2],
    palette: png::Palette,
    ink: Ink,
    soft: Ink,
    line: Ink,
    rule: Ink,
    red: Ink,
    /// The site's drawing, if it has more colours than a palette.
    icon: Option<Icon>,
}

/// What cards are drawn on, one after the other: megabytes are not asked for anew for each.
pub(super) struct CardCanvas {
    canvas: Canvas,
    /// For those that need all colours.
    picture: Option<Pixmap>,
}

/// A card, and what is still to be drawn over it.
pub(super) struct CardSheet<'a> {
    pub(super) fonts: &'a Fonts,
    canvas: &'a mut Canvas,
    /// What needs more than a palette and letters of the fonts that are known.
    pub(super) svg: &'a mut String,
}

impl Ground {
    /// Draws it in the colours of the day.
    pub(super) fn of(icon: &Icon, colours: &Palette, fonts: &Fonts) -> Result<Self> {
        let mut paper = picture()?;
        let Colour([red, green, blue]) = colours.paper.light;
        paper.fill(Color::from_rgba8(red, green, blue, 255));
        let scale = fonts.tree(&document(&scale(colours)))?;
        resvg::render(&scale, Transform::identity(), &mut paper.as_mut());
        let with_icon = [false, true].map(|at_right| {
            let mut ground = paper.clone();
            place_icon(icon, at_right, &mut ground);
            ground
        });
        let inks = [&colours.ink, &colours.soft, &colours.line, &colours.rule, &colours.red];
        let palette = |grounds: &[Pixmap; 2]| {
            let drawn = grounds.iter().flat_map(png::colours).map(|colour| (colour, 1));
            let kept = usize::from(u16::MAX);
            let kept = inks.map(|pair| (mixed(pair.light, pair.light, 255), kept));
            // What letters are at their edges; of the few other forms some steps do.
            let edges = inks.into_iter().zip([8, 8, 64, 255, 64]).flat_map(|(pair, step)| {
                let edge = |cover| (mixed(pair.light, colours.paper.light, cover), 1);
                (0..=u8::MAX).step_by(step).map(edge)
            });
            png::Palette::of(drawn.chain(kept).chain(edges))
        };
        let (grounds, palette, icon) = match palette(&with_icon) {
            Some(palette) => (with_icon, Some(palette), None),
            None => {
                let without = [paper.clone(), paper];
                let palette = palette(&without);
                (without, palette, Some(icon.clone()))
            }
        };
        let palette =
            palette.ok_or_else(|| Error::new("the colours of a share preview are too many"))?;
        let [ink, soft, line, rule, red] =
            inks.map(|pair| Ink::of(pair.light, colours.paper.light, &palette));
        let canvases = grounds.map(|ground| Canvas::of(&ground, &palette));
        Ok(Self { canvases, palette, ink, soft, line, rule, red, icon })
    }

    /// What can be drawn on, again and again.
    pub(super) fn desk(&self) -> CardCanvas {
        CardCanvas { canvas: self.canvases[0].clone(), picture: None }
    }
}

impl CardSheet<'_> {
    /// Puts letters onto it, which begin at a place.
    pub(super) fn put(&mut self, run: &GlyphRun, size: f32, place: (f32, f32), ink: &Ink) {
        let put = |letter: &Cover, at| self.canvas.put(letter, at, ink);
        self.fonts.letters().draw(run, size, place, put);
    }
}

/// Draws a card in the colours of the day, over whatever was on the desk; `seed` decides what its trace
/// looks like.
pub(super) fn draw(
    words: &CardText,
    seed: &[u8],
    language: &str,
    ground: &Ground,
    fonts: &Fonts,
    CardCanvas { canvas, picture: all_colours }: &mut CardCanvas,
) -> Result<Vec<u8>> {
    let card = Card { language, fonts, ground };
    let at_right = card.paragraph(&words.title, Weight::Semibold)?.is_rtl();
    canvas.copy_from(&ground.canvases[usize::from(at_right)]);
    let mut svg = String::new();
    card.write(words, seed, at_right, &mut CardSheet { fonts, canvas, svg: &mut svg })?;
    if svg.is_empty() && ground.icon.is_none() {
        return canvas.encode(&ground.palette);
    }
    let picture = match all_colours {
        Some(picture) => picture,
        None => all_colours.insert(picture()?),
    };
    canvas.paint(&ground.palette, picture);
    if let Some(icon) = &ground.icon {
        place_icon(icon, at_right, picture);
    }
    resvg::render(&fonts.tree(&document(&svg))?, Transform::identity(), &mut picture.as_mut());
    png::encode(picture)
}

/// A picture of the size of a card.
fn picture() -> Result<Pixmap> {
    Pixmap::new(WIDTH, HEIGHT)
        .ok_or_else(|| Error::new("a share preview without pixels can't be drawn"))
}

fn place_icon(icon: &Icon, at_right: bool, picture: &mut Pixmap) {
    let x = if at_right { MARGIN + INSIDE - MARK.0 } else { MARGIN };
    icon.draw(&mut picture.as_mut(), (x, MARK.1), MARK.0);
}

/// A drawing of the size of a card.
fn document(inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\">{inside}</svg>"
    )
}

struct Card<'a> {
    language: &'a str,
    fonts: &'a Fonts,
    ground: &'a Ground,
}

impl Card<'_> {
    /// Writes what it has for itself, all of it at the right or at the left.
    fn write(
        &self,
        words: &CardText,
        seed: &[u8],
        at_right: bool,
        sheet: &mut CardSheet<'_>,
    ) -> Result<()> {
        let title = self.fit(&words.title, Weight::Semibold, &TITLE_SIZES, INSIDE, TITLE.1)?;
        let edge = if at_right { MARGIN + INSIDE } else { MARGIN };
        let Ground { ink, soft, .. } = self.ground;

        if !words.site.is_empty() {
            let beside = MARK.0 + 22.0;
            let name = self.fit(&words.site, Weight::Semibold, &[40.0], INSIDE - beside, 40.0)?;
            let x = if at_right { edge - beside } else { edge + beside };
            name.write(sheet, (x, MARK.1 + 41.0), at_right, ink);
        }
        title.write(sheet, (edge, TITLE.0 + title.ascent()), at_right, ink);

        let (first, second, size) = FOOT;
        let drawing = words.sparkline.as_ref();
        let beside = INSIDE - 48.0 - drawing.map_or(TRACE.0, |_| SPARKLINE.1 * Sparkline::SIZE.0);
        if words.sentence.is_empty() {
            let byline = self.fit(&words.byline, Weight::Medium, &[size], beside, size)?;
            byline.write(sheet, (edge, first), at_right, ink);
            let tags =
                self.fit(&self.tags(words, beside / size)?, Weight::Medium, &[size], beside, size)?;
            tags.write(sheet, (edge, second), at_right, soft);
        } else {
            let room = 2.0 * (second - first) + 6.0;
            let sentence = self.fit(&words.sentence, Weight::Medium, &[size], beside, room)?;
            let last = second - sentence.fall();
            sentence.write(sheet, (edge, last), at_right, soft);
        }
        match drawing {
            Some(drawing) => self.sparkline(sheet.canvas, drawing, at_right),
            None => self.trace(sheet.canvas, seed, at_right),
        }
        Ok(())
    }

    /// What a post is about, as lists show it.
    fn sparkline(&self, canvas: &mut Canvas, drawing: &Sparkline, at_right: bool) {
        let (top, scale) = SPARKLINE;
        let width = scale * Sparkline::SIZE.0;
        let x = if at_right { MARGIN } else { MARGIN + INSIDE - width };
        // Time runs as the text does; a chart is the same everywhere.
        let mirrored = at_right && matches!(drawing.kind, Drawn::Moments | Drawn::Trace);
        let (x, across) = if mirrored { (x + width, -scale) } else { (x, scale) };
        let place = Transform::from_row(across, 0.0, 0.0, scale, x, top);
        let Ground { line, red, .. } = self.ground;
        for (path, ink) in [(&drawing.soft, line), (&drawing.red, red)] {
            let outline = outline(path, drawing.kind == Drawn::Lines);
            let outline = outline.and_then(|outline| outline.transform(place));
            if let Some(cover) = outline.as_ref().and_then(Cover::of) {
                canvas.put(&cover, (0, 0), ink);
            }
        }
    }

    /// A trace of a request, as on the home page: spans that begin one after the other, one of them
    /// too long. No two pages have the same.
    fn trace(&self, canvas: &mut Canvas, seed: &[u8], at_right: bool) {
        let (width, top, height, step) = TRACE;
        let part = |at: usize| f32::from(seed.get(at).copied().unwrap_or_default()) / 255.0;
        let slow = 1 + usize::from(seed.first().copied().unwrap_or_default()) % 4;
        let mut start = 0.0_f32;
        for span in 0..6 {
            let room = width - start;
            let length = match span {
                0 => width,
                _ if span == slow => room * (0.5 + 0.4 * part(span)),
                _ => (room * (0.15 + 0.35 * part(span))).max(16.0),
            };
            let x = if at_right { MARGIN + start } else { MARGIN + INSIDE - width + start };
            let (x, length) = (x.round() as usize, length.round() as usize);
            let ink = if span == slow { &self.ground.red } else { &self.ground.rule };
            let top = top + span * step;
            canvas.fill(x..x + length, top..top + height, ink.full());
            start = (start + 6.0 + 36.0 * part(span + 6)).min(width - 24.0);
        }
    }

    /// The tags for which there is room in one line.
    fn tags(&self, words: &CardText, room: f32) -> Result<String> {
        for count in (1..=words.tags.len()).rev() {
            let tags = words.tags[..count].iter().map(|tag| format!("#{tag}"));
            let line = tags.collect::<Vec<_>>().join("\u{a0} ");
            if self.paragraph(&line, Weight::Medium)?.width() <= room {
                return Ok(line);
            }
        }
        Ok(words.tags.first().map_or_else(String::new, |tag| format!("#{tag}")))
    }

    fn paragraph(&self, text: &str, weight: Weight) -> Result<Paragraph> {
        Paragraph::new(text, weight, Region::of(text, self.language), self.fonts)
    }

    fn fit(
        &self,
        text: &str,
        weight: Weight,
        sizes: &[f32],
        width: f32,
        height: f32,
    ) -> Result<Lines> {
        let region = Region::of(text, self.language);
        Paragraph::fit(text, (weight, region), sizes, TextBox { width, height }, self.fonts)
    }
}

/// The scale that runs below the name of the site, as in the header of every page.
fn scale(colours: &Palette) -> String {
    const PARTS: usize = 80;
    let mut ticks = String::new();
    for part in 0..=PARTS {
        // Whole pixels stay sharp.
        let x = (MARGIN + INSIDE * part as f32 / PARTS as f32).round().min(MARGIN + INSIDE - 2.0);
        let height = if part % 10 == 0 { 14 } else { 6 };
        // Writing to a string can't fail.
        let _ = write!(ticks, "M{x} {SCALE}v-{height}h2v{height}z");
    }
    format!(
        "<path fill=\"{}\" d=\"{ticks}M{MARGIN} {SCALE}h{INSIDE}v2h-{INSIDE}z\"/>",
        colours.line.light
    )
}

/// The outline of a path as SVG writes it, of its stroke if it is a line.
fn outline(path: &str, is_line: bool) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for segment in SimplifyingPathParser::from(path) {
        match segment.ok()? {
            SimplePathSegment::MoveTo { x, y } => builder.move_to(x as f32, y as f32),
            SimplePathSegment::LineTo { x, y } => builder.line_to(x as f32, y as f32),
            SimplePathSegment::Quadratic { x1, y1, x, y } => {
                builder.quad_to(x1 as f32, y1 as f32, x as f32, y as f32);
            }
            SimplePathSegment::CurveTo { x1, y1, x2, y2, x, y } => {
                let [x1, y1, x2, y2, x, y] = [x1, y1, x2, y2, x, y].map(|place| place as f32);
                builder.cubic_to(x1, y1, x2, y2, x, y);
            }
            SimplePathSegment::ClosePath => builder.close(),
        }
    }
    let path = builder.finish()?;
    if !is_line {
        return Some(path);
    }
    let (line_cap, line_join) = (LineCap::Round, LineJoin::Round);
    path.stroke(&Stroke { width: 4.0, line_cap, line_join, ..Stroke::default() }, SPARKLINE.1)
}
