//! What a page is: the model of a blog, its site map, and the views.
//!
//! Compiles twice: natively (`ssr`), where the server renders every page ahead of time, and for the
//! browser (`hydrate`), which adopts the markup and goes on from there. The modules in reading
//! order: [`model`], [`routes`], then what shows them.

pub mod model;
pub mod routes;
