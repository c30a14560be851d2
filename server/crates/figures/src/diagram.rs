//! Diagrams in Mermaid's language, drawn ahead of time.
//!
//! Reading and drawing are a library's, which takes Mermaid's own drawings for its measure (`draw`).
//! `paint` makes of its picture one of shapes and texts in the colours of the site (`colour`), by
//! what style sheet and attributes say there (`style`); what is HTML in it becomes lines of text
//! (`label`), for which there is room because `letters` measures them. `words` says in a sentence
//! what the picture shows, `faults` what can't be drawn or is left out.

mod colour;
mod draw;
mod faults;
mod label;
mod letters;
mod paint;
mod style;
mod words;

use draw::DrawnDiagram;
use store::Key;

use super::{
    Fault, FigureContext,
    block::{Artist, Block, SpanBase},
};

/// Everything that a picture is made by, beside its text: a new number for each change.
const VERSION: &[u8] = b"diagram 5";

/// What names in a picture begin with until its place in the page is known.
const NAME: &str = "\u{1}";

/// Wider pictures scroll where narrower ones shrink, as far as their text can be read.
const WIDE: f64 = 840.0;

impl Artist<'_> {
    /// Writes the diagram that a block describes.
    pub(super) fn diagram(&mut self, block: &Block<'_>) {
        let text = block.lines.text();
        match drawing(self.around, text) {
            Ok(drawing) => {
                for Fault { span, message, help } in faults::left_out(text, &drawing) {
                    self.page.warning(block.lines.place(span), message, Some(help));
                }
                self.diagram_figure(block, &drawing);
            }
            // Of an empty block there is no line to show.
            Err(faults) if text.trim().is_empty() => {
                for Fault { message, help, .. } in faults {
                    self.error(block.head.clone(), message, help);
                }
            }
            Err(faults) => self.figure_faults(SpanBase::Block(block.lines), faults),
        }
    }

    fn diagram_figure(&mut self, block: &Block<'_>, drawing: &DrawnDiagram) {
        let caption = block.title;
        let title = drawing.title.as_deref().or(caption).unwrap_or(&drawing.kind);
        let name = self.figure_id("part");
        let (title_id, text_id) = (self.figure_id("title"), self.figure_id("text"));

        self.page.enter("figure", "<figure class=\"diagram\" data-graphic>");
        let mut html = String::new();
        if let Some(caption) = caption {
            html.push_str("<figcaption>");
            html_escape::encode_text_to_string(caption, &mut html);
            html.push_str("</figcaption>\n");
            self.page.count_words(&format!("{caption}\n"));
        }
        let fits = if drawing.width <= WIDE { " diagram-fits" } else { "" };
        html.push_str(&format!(
            "<div class=\"diagram-scroll{fits}\" data-scrolls role=\"group\" aria-label=\""
        ));
        html_escape::encode_double_quoted_attribute_to_string(title, &mut html);
        html.push_str(&format!(
            "\">\n<svg {} role=\"img\" aria-labelledby=\"{title_id}\" aria-describedby=\"{text_id}\" \
             font-family=\"Georgia, serif\" font-size=\"{}\" fill=\"currentColor\">\
             <title id=\"{title_id}\">",
            drawing.size,
            style::FONT,
        ));
        html_escape::encode_text_to_string(title, &mut html);
        html.push_str(&format!("</title><desc id=\"{text_id}\">"));
        html_escape::encode_text_to_string(&drawing.description, &mut html);
        html.push_str("</desc>");
        html.push_str(&drawing.shapes.replace(NAME, &name));
        html.push_str("</svg>\n</div>");
        self.page.markup(&html);
        self.page.leave("figure");
        self.page.markup("\n");
    }
}

/// The drawing of a text: a known one, or a new one.
fn drawing(around: FigureContext<'_>, text: &str) -> Result<DrawnDiagram, Vec<Fault>> {
    let FigureContext { words, typeface, cache, .. } = around;
    let parts = [words.name().as_bytes(), typeface.name().as_bytes(), text.as_bytes()];
    let key = Key::of([VERSION].into_iter().chain(parts));
    let known = cache.get(key).and_then(|bytes| postcard::from_bytes(&bytes).ok());
    if let Some(known) = known {
        return Ok(known);
    }
    let drawn = draw::draw(text, NAME, words, typeface);
    let drawing = drawn.map_err(|refusals| faults::faults(text, refusals))?;
    if let Ok(bytes) = postcard::to_stdvec(&drawing) {
        cache.put(key, &bytes);
    }
    Ok(drawing)
}
