//! What the app looks for in the markup of a page, each as a selector.
//!
//! A view marks it with an attribute that is there for this alone. Classes belong to the style: who
//! designs may call them otherwise.

/// The markup of the page, which never changes while the page is shown (`app.rs`).
pub const PAGE: &str = "main > [data-page]";

/// The links to sections in the header, of which one may be the current one (`pages/partials/header.rs`).
pub const SECTIONS: &str = "[data-sections] a";

/// The links that filter, and the one for more of what is found (`components/post_filter.rs`).
pub const FILTERS: &str = "[data-filters]";

/// What is listed while no filter is set (`components/post_filter.rs`).
pub const LISTED: &str = "[data-listed]";

/// The links of posts that are listed as rows (`components/rows.rs`).
pub const ROWS: &str = "[data-rows] a";
