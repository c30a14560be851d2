//! The drawing that stands for a site, from which all icons are made.

use std::sync::Arc;

use resvg::{
    tiny_skia::{Color, Pixmap, PixmapMut, Transform},
    usvg::{self, Options, Tree, roxmltree},
};

use super::svg::{MOST, is_dear};

/// A square drawing.
#[derive(Clone, Debug)]
pub struct Icon {
    /// As it was written.
    svg: String,
    tree: Arc<Tree>,
}

/// Why a text is no [`Icon`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenIcon {
    /// Where in the text, in bytes.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
}

impl Icon {
    /// Reads a drawing.
    ///
    /// # Errors
    ///
    /// When it is no SVG, or not square.
    pub fn parse(svg: &str) -> Result<Self, BrokenIcon> {
        let whole = |message: &str| BrokenIcon { at: 0, message: message.to_owned() };
        if is_dear(svg) {
            return Err(whole(&format!("an element has more than {MOST} attributes")));
        }
        let document = roxmltree::Document::parse(svg).map_err(|reason| BrokenIcon {
            at: offset(svg, reason.pos()),
            message: format!("this is no SVG: {reason}"),
        })?;
        let tree = Tree::from_xmltree(&document, &Options::default())
            .map_err(|reason| whole(&format!("this is no SVG: {reason}")))?;
        let (width, height) = (tree.size().width(), tree.size().height());
        if (width - height).abs() > width / 100.0 {
            return Err(whole(&format!("an icon is square, and this is {width} by {height}")));
        }
        Ok(Self { svg: svg.to_owned(), tree: Arc::new(tree) })
    }

    /// The drawing as it was written.
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// Draws it into a picture, as a square of a width and with its corner at a place.
    pub fn draw(&self, onto: &mut PixmapMut<'_>, (x, y): (f32, f32), width: f32) {
        let scale = width / self.tree.size().width();
        let place = Transform::from_translate(x, y).pre_scale(scale, scale);
        resvg::render(&self.tree, place, onto);
    }

    /// A picture of a width, of which the drawing takes a share; with a ground, if there is one.
    ///
    /// `None` for a width of no pixels.
    pub fn picture(&self, width: u32, share: f32, ground: Option<Color>) -> Option<Pixmap> {
        let mut picture = Pixmap::new(width, width)?;
        if let Some(ground) = ground {
            picture.fill(ground);
        }
        let drawn = width as f32 * share;
        let margin = (width as f32 - drawn) / 2.0;
        self.draw(&mut picture.as_mut(), (margin, margin), drawn);
        Some(picture)
    }
}

/// The place that the parser of XML names by line and column, in bytes.
fn offset(text: &str, at: usvg::roxmltree::TextPos) -> usize {
    let line = text.split_inclusive('\n').take(at.row.saturating_sub(1) as usize);
    let start: usize = line.map(str::len).sum();
    let column = text[start..].chars().take(at.col.saturating_sub(1) as usize);
    start + column.map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_is_a_square_drawing() {
        let square = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">\n\
            <path d=\"M0 0h8v8z\" fill=\"#f00\"/></svg>";
        let icon = Icon::parse(square).expect("a drawing");
        let picture = icon.picture(16, 1.0, None).expect("a picture");
        let at = |x, y| picture.pixel(x, y).expect("inside").demultiply();
        assert_eq!((at(14, 2).red(), at(14, 2).alpha(), at(2, 14).alpha()), (255, 255, 0));

        let wide = Icon::parse(&square.replace("0 0 8 8", "0 0 16 8")).expect_err("wide");
        assert_eq!(wide.message, "an icon is square, and this is 16 by 8");
        let torn = Icon::parse(&square.replace("/></svg>", "</svg>")).expect_err("torn");
        assert!(torn.at > 50 && torn.message.starts_with("this is no SVG"), "{torn:?}");
    }
}
