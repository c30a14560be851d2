//! Diagrams in Mermaid's language, drawn ahead of time.
//!
//! The drawing is a library's. It ignores much that it does not understand, so `check` looks for
//! that first; `words` says in a sentence what the picture shows; `paint` puts the colours of the
//! site in the place of those that the library chose, and leaves nothing in the picture that is
//! not a shape or a text.

mod check;
mod paint;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

use mermaid_rs_renderer::{
    Graph, LayoutConfig, ParseError, Theme, compute_layout, parse_mermaid_strict, render_svg,
};

use super::{
    super::writer::Writer,
    Fault,
    block::{Block, Origin, lines},
};
use crate::{
    cache::Key,
    content::{escape, suggest},
};

/// Everything that a picture is made by, beside its text: a new number for each change.
const VERSION: &[u8] = b"diagram 1";

/// Wider pictures scroll where narrower ones shrink, as far as their text can be read.
const WIDE: f64 = 840.0;

impl Writer<'_> {
    /// Writes the diagram that a block describes.
    pub(super) fn diagram(&mut self, block: &Block<'_>) {
        self.figures += 1;
        let text = block.lines.text();
        let faults = check::check(text);
        if !faults.is_empty() {
            // Of an empty block there is no line to show.
            let origin = Origin::Block(block.lines);
            return match text.trim().is_empty() {
                true => faults.into_iter().for_each(|fault| {
                    self.error(block.head.clone(), fault.message, Some(fault.help));
                }),
                false => self.figure_faults(origin, faults),
            };
        }
        let graph = match parsed(text) {
            Ok(graph) => graph,
            Err(fault) => return self.figure_faults(Origin::Block(block.lines), vec![fault]),
        };
        let drawn = self.text.cache.get_or_make(Key::of([VERSION, text.as_bytes()]), || {
            draw(&graph).map(String::into_bytes).ok_or(())
        });
        let svg = drawn.ok().and_then(|svg| String::from_utf8(svg).ok());
        let id = self.figure_id("part");
        let Some(picture) = svg.and_then(|svg| paint::paint(&svg, &id)) else {
            let line = lines(text).find(|line| !line.text.trim().is_empty());
            let place = line.map_or(0..0, |line| line.whole());
            let help = "make it simpler, or put a picture in its place: ![…](diagram.svg)";
            let fault = Fault::new(place, "this diagram can't be drawn", help);
            return self.figure_faults(Origin::Block(block.lines), vec![fault]);
        };
        self.diagram_figure(block, &graph, &picture);
    }

    fn diagram_figure(&mut self, block: &Block<'_>, graph: &Graph, picture: &paint::Picture) {
        let said = words::said(block.lines.text(), graph, &picture.texts);
        let caption = block.info.title.clone().or(said.caption);
        let kind = words::kind(graph);
        let title = said.title.or(caption.clone()).unwrap_or_else(|| kind.to_owned());
        let description = said.description;
        let (title_id, text_id) = (self.figure_id("title"), self.figure_id("text"));

        self.enter("figure", "<figure class=\"diagram\">");
        if let Some(caption) = &caption {
            self.html.push_str("<figcaption>");
            escape::text(&mut self.html, caption);
            self.html.push_str("</figcaption>\n");
            self.plain.push_str(caption);
            self.plain.push('\n');
        }
        let fits = if picture.width <= WIDE { " diagram-fits" } else { "" };
        let html = &mut self.html;
        html.push_str(&format!(
            "<div class=\"diagram-scroll{fits}\" tabindex=\"0\" role=\"region\" aria-label=\""
        ));
        // Regions of a page have to have different names.
        escape::attribute(html, &format!("{title}, diagram {}", self.figures));
        html.push_str(&format!(
            "\">\n<svg {} role=\"img\" aria-labelledby=\"{title_id}\" aria-describedby=\"{text_id}\" \
             font-family=\"Georgia, serif\" fill=\"currentColor\"><title id=\"{title_id}\">",
            picture.size
        ));
        escape::text(html, &title);
        html.push_str(&format!("</title><desc id=\"{text_id}\">"));
        escape::text(html, &description);
        html.push_str("</desc>");
        html.push_str(&picture.shapes);
        html.push_str("</svg>\n</div>");
        self.leave("figure");
        self.html.push('\n');
    }
}

/// What the library understands.
fn parsed(text: &str) -> Result<Graph, Fault> {
    let parsed = catch_unwind(|| parse_mermaid_strict(text)).map_err(|_| {
        let help = "make it simpler, or put a picture in its place: ![…](diagram.svg)";
        Fault::new(
            0..text.lines().next().unwrap_or_default().len(),
            "this diagram can't be read",
            help,
        )
    })?;
    parsed.map(|parsed| parsed.graph).map_err(|error| fault(text, &error))
}

/// Lays a diagram out and draws it; `None` when the library gives up.
fn draw(graph: &Graph) -> Option<String> {
    let (theme, layout) =
        (theme(), LayoutConfig { fast_text_metrics: true, ..LayoutConfig::default() });
    let draw = || render_svg(&compute_layout(graph, &theme, &layout), &theme, &layout);
    catch_unwind(AssertUnwindSafe(draw)).ok()
}

/// Greys, which `paint` tells from the colours that mean something.
fn theme() -> Theme {
    let grey = |level: &str| format!("#{level}{level}{level}");
    let (ink, line, rule) = (grey("10"), grey("60"), grey("90"));
    let (node, paper) = (grey("f0"), grey("ff"));
    let hues = ["#3b7dbd", "#3f8f56", "#d09a2a", "#2a8f87", "#c9503c", "#808080"];
    let mut theme = Theme::modern();
    // No machine has a font of this name: so texts are as wide as the library's own table says,
    // on every machine. The site's typeface is a little narrower.
    theme.font_family = "none of this name".to_owned();
    theme.font_size = 16.0;
    for colour in [&mut theme.primary_text_color, &mut theme.text_color] {
        colour.clone_from(&ink);
    }
    for colour in [&mut theme.line_color, &mut theme.sequence_actor_line] {
        colour.clone_from(&line);
    }
    for colour in [
        &mut theme.primary_border_color,
        &mut theme.cluster_border,
        &mut theme.sequence_actor_border,
        &mut theme.sequence_note_border,
        &mut theme.sequence_activation_border,
        &mut theme.pie_stroke_color,
        &mut theme.pie_outer_stroke_color,
    ] {
        colour.clone_from(&rule);
    }
    for colour in [
        &mut theme.primary_color,
        &mut theme.secondary_color,
        &mut theme.sequence_actor_fill,
        &mut theme.sequence_note_fill,
        &mut theme.sequence_activation_fill,
    ] {
        colour.clone_from(&node);
    }
    for colour in [
        &mut theme.tertiary_color,
        &mut theme.background,
        &mut theme.cluster_background,
        &mut theme.edge_label_background,
    ] {
        colour.clone_from(&paper);
    }
    for (at, colour) in theme.pie_colors.iter_mut().enumerate() {
        *colour = hues[at % hues.len()].to_owned();
    }
    for (at, colour) in theme.git_colors.iter_mut().enumerate() {
        *colour = hues[at % hues.len()].to_owned();
    }
    for size in [&mut theme.pie_section_text_size, &mut theme.pie_legend_text_size] {
        *size = 16.0;
    }
    theme.pie_title_text_size = 18.0;
    theme
}

/// What the library says is wrong, at its place.
fn fault(text: &str, error: &ParseError) -> Fault {
    let line = |number: u32| lines(text).nth(number.saturating_sub(1) as usize);
    let whole = |number: u32| line(number).map_or(0..0, |line| line.whole());
    // The place of a word on a line.
    let word = |number: u32, word: &str| {
        let found = line(number).and_then(|line| Some((line, line.text.rfind(word)?)));
        found.map_or_else(|| whole(number), |(line, at)| line.span(at..at + word.len()))
    };
    match error {
        ParseError::UnknownParticipant { name, line, candidates } => {
            let declared = text.lines().filter_map(|line| {
                let line = line.trim();
                let rest = line.strip_prefix("participant ").or(line.strip_prefix("actor "))?;
                rest.split_whitespace().next()
            });
            let near = candidates.first().map(String::as_str);
            let help = match near.or_else(|| suggest::nearest(name, declared)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add a line `participant {name}`"),
            };
            Fault::new(word(*line, name), format!("there is no participant `{name}`"), help)
        }
        ParseError::UnclosedSubgraph { opened_at } => {
            Fault::new(whole(*opened_at), "this has no end", "add a line `end` behind its last one")
        }
        ParseError::UnexpectedToken { line, found, expected, .. } => {
            // What it found may be the head, for want of a better place.
            let named = expected.rsplit_once(": ").map(|(_, source)| source.trim());
            let here =
                lines(text).find(|line| named.is_some_and(|named| line.text.trim() == named));
            let place = here.map_or_else(|| word(*line, found), |line| line.whole());
            let message = match here {
                Some(_) => "this line can't be read".to_owned(),
                None => format!("`{found}` can't stand here: {expected} is missing"),
            };
            Fault::new(
                place,
                message,
                "see how Mermaid writes it: https://mermaid.js.org/intro/syntax-reference.html",
            )
        }
        ParseError::InvalidDirective { line, reason, .. } => Fault::new(
            whole(*line),
            format!("this directive can't be read: {reason}"),
            "mend it, or take it out: the colours are the site's",
        ),
        other => Fault::new(
            0..text.lines().next().unwrap_or_default().len(),
            format!("this diagram can't be read: {other}"),
            "mend it, or make it simpler",
        ),
    }
}
