//! One walk over the Markdown of a text: its HTML, its sections, its words, its links and files.

mod alone;
mod anchors;
#[cfg(test)]
mod as_a_browser;
mod blocked;
mod blocks;
mod bound;
mod calls;
mod code;
#[cfg(test)]
mod commonmark;
mod copy;
mod elements;
mod events;
mod figure;
mod fitting;
mod footnotes;
mod heading;
mod hidden;
mod highlight;
mod ids;
mod image;
mod info;
mod inline;
mod link;
mod math;
mod nesting;
mod not_html;
mod omitted;
#[cfg(test)]
mod properties;
mod raw_html;
mod render;
mod rendered;
mod resolver;
mod sections;
mod setting;
mod strays;
mod table;
mod terminal;
mod text;
mod tools;
mod typography;
mod unbound;
mod words;
mod writer;

pub use alone::{NoBlog, render_alone};
pub use anchors::Style;
pub use code::{Output, Ran, Runnable, fenced, indent, printed};
pub use omitted::Omitted;
pub use render::render;
pub use rendered::{AnchorLink, Forms, Rendered};
pub use resolver::{Broken, Resolver, Target};
pub use text::{MarkdownText, SectionNote};
pub use typography::{QuoteMarks, Typography};
pub use unbound::unbound;
