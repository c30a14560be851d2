//! What a page is: its views, natively and in the browser.
//!
//! Compiles twice: natively (`ssr`), where the server renders every page ahead of time, and for the
//! browser (`hydrate`), which adopts that markup and goes on from there. What a blog is made of, and
//! where it stands, is the crate [`model`]. In reading order: [`app`] says what is on the screen
//! (`pages` and `components` draw it), `head` and `shell` make a file of it, and `browser` sets it in
//! motion.

#[cfg(all(erase_components, feature = "hydrate"))]
compile_error!(
    "with the types of components erased, adopting a page sets its empty `inner_html` and so empties \
     it: leave `disable-erase-components` in Cargo.toml as it is"
);

pub mod app;
mod components;
pub mod marks;
pub mod state;

#[cfg(feature = "ssr")]
pub mod head;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod shell;

#[cfg(feature = "hydrate")]
pub mod browser;
