//! What is known of the old blog while a template of it is read.

/// The value behind a name, such as `site.title`, as text.
pub(crate) type Known<'a> = &'a dyn Fn(&str) -> Option<String>;
