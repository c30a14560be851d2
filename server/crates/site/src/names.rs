//! Files that others have to know by their names.

/// The file that hosts show for an address that leads nowhere.
pub(super) const MISSING: &str = "/404.html";

/// The drawing itself, as a path on the site.
pub(super) const DRAWING: &str = "/favicon.svg";
