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
mod processed;
mod raster;
mod record;
mod strip;
mod svg;
mod treatment;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use asset::{Asset, AssetForm};
pub use error::PictureError;
pub use format::is_called_picture;
pub use icon::{BrokenIcon, Icon};
pub use pictures::Pictures;
pub use processed::ProcessedPicture;
pub use svg::{acts, is_drawn_in_html, is_silent};
pub use treatment::{Effort, Treatment};
