//! The work on this project as commands.
fn main() {}
