//! How the file of a template is called.

/// How the file of a template ends.
pub(crate) const ENDING: &str = ".html";

/// The file of a template.
pub(crate) fn file(name: &str) -> String {
    format!("{name}{ENDING}")
}
