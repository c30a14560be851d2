//! What a page is: the model of a blog, its site map, and the views.
//!
//! Compiles twice: natively (`ssr`), where the server renders every page ahead of time, and for the
//! browser (`hydrate`), which adopts that markup and goes on from there. In reading order:
//! [`model`] says what a blog is made of, [`routes`] where it stands, [`app`] what is on the
//! screen (`pages` and `components` draw it), [`head`] and [`shell`] make a file of it, and
//! `browser` sets it in motion.

pub mod app;
mod components;
pub mod model;
pub mod routes;

#[cfg(feature = "ssr")]
pub mod head;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod shell;

#[cfg(feature = "hydrate")]
pub mod browser;
