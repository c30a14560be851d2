//! Shortcodes: calls in a text, as Hugo, Zola, Jekyll and MDX write them, and the templates that say
//! what comes of each.
//!
//! ```text
//! {{< figure src="a.png" alt="…" >}}      {{ youtube(id="…") }}      {% details(title="…") %}…{% end %}
//! ```
//!
//! A number with braces behind it, `112 ms{data="…"}`, is a call as well: of `value`.
//!
//! A template is a file of the owner's, `content/shortcodes/<name>.html`, or one that comes along. It is
//! given what the call says, what is known of the page, and the files that it asks for; nothing else.

mod call;
mod claim;
mod data;
mod fault;
mod file_name;
mod outcome;
mod read;
mod render;
mod scan;
mod tag;
mod templates;

pub use call::{Arguments, Call, TemplateContext};
pub use claim::{Bound, Claim};
pub use data::TemplateValue;
pub use outcome::{Failure, Segment, Unasked};
pub use render::{Host, render};
pub use scan::{Calls, MOST, scan};
pub use templates::{Shape, Shortcode, Takes, Templates, built_in};
