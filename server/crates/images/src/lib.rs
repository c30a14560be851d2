//! Pictures: from the file that a writer puts beside a text to the files that a reader is sent.
//!
//! What is made of a picture is a pure function of its bytes ([`Treatment`] says which): upright,
//! without metadata, each file named by its content below [`MEDIA`](model::routes::MEDIA). Every result goes through the
//! cache, so a picture is decoded once in its life; in memory is only what is being made.
//!
//! | In | Out |
//! |---|---|
//! | JPEG, PNG, GIF, WebP | `src`: the original without metadata; scaled down if it is wider than 1440 pixels. `srcset`: WebP of 360 to 1440 pixels, each smaller in bytes than the next |
//! | animations | the original without metadata |
//! | SVG | drawn by elements that are known to be safe |
//! | AVIF | as it is; refused when it holds metadata |

mod asset;
mod avif;
mod error;
mod files;
mod format;
mod gate;
mod icon;
mod pictures;
mod raster;
mod record;
mod strip;
mod svg;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use asset::{Asset, AssetForm};
pub use error::PictureError;
pub use format::is_called_picture;
pub use icon::{BrokenIcon, Icon};
pub use pictures::Pictures;
pub use svg::{acts, is_drawn_in_html, is_silent};

/// How much is done for pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// Their size is read. Nothing can be published.
    Measured,
    /// They are seen to be whole, and published in their own size.
    Checked,
    /// They are published in every size that serves a reader.
    Finished,
}

/// What is made of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Treatment {
    /// The picture in its own size, without metadata.
    Clean,
    /// The sizes that serve readers.
    Responsive,
}

impl Treatment {
    fn name(self) -> &'static [u8] {
        match self {
            Self::Clean => b"clean",
            Self::Responsive => b"responsive",
        }
    }
}

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
