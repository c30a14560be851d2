//! What comes of a picture.

use super::{Asset, PictureError};

/// A picture ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessedPicture {
    /// How wide the original is, in CSS pixels, when it stands upright.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// Whether what is behind it shows through: then it was drawn for paper.
    pub clear: bool,
    /// The file that every program can show, as a path on the site.
    pub src: String,
    /// How wide that file is.
    pub src_width: u32,
    /// How high that file is.
    pub src_height: u32,
    /// Files to choose from by their width, narrowest first; none where there is no choice.
    pub srcset: Vec<(u32, String)>,
    /// All of these files.
    pub assets: Vec<Asset>,
    /// What the writer should know.
    pub notes: Vec<PictureError>,
}

impl ProcessedPicture {
    /// The values of `srcset` and `sizes` for a place that is so many CSS pixels wide at most, and
    /// else as wide as the window; empty where they are not needed.
    pub fn choice(&self, room: u32, href: impl Fn(&str) -> String) -> (String, String) {
        if let [(_, only)] = &*self.srcset {
            return (href(only), String::new());
        }
        if self.srcset.is_empty() {
            return Default::default();
        }
        let offers = self.srcset.iter().map(|(width, path)| format!("{} {width}w", href(path)));
        let room = room.min(self.width);
        let sizes = format!("(min-width: {room}px) {room}px, 100vw");
        (offers.collect::<Vec<_>>().join(", "), sizes)
    }
}
