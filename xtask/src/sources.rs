//! What the server and the browser half are built from.

/// Files and folders of the repository. The image and the workflow of Pages name the same, each in
/// its own words; `recipes` compares.
pub(crate) const SOURCES: [&str; 10] = [
    "app",
    "frontend",
    "server",
    "style",
    "public",
    "docs/document.schema.json",
    "budgets.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
];
