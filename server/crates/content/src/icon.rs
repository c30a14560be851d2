//! The drawing that stands for the blog: `content/icon.svg`, if it has one of its own.

use std::path::Path;

use diagnostics::Diagnostic;
use images::Icon;

use super::ids;

const FILE: &str = "icon.svg";

/// Reads the file, if it is there.
pub(super) fn read(root: &Path, shown: &Path, faults: &mut Vec<Diagnostic>) -> Option<Icon> {
    let source = ids::read_file(root, shown, FILE, faults)?;
    match Icon::parse(source.text()) {
        Ok(icon) => {
            if let Some(at) = source.text().find("var(") {
                let message = "icons are black where a variable of CSS names the colour";
                let fault = source.warning(at..at + "var(".len(), message);
                faults.push(fault.help("write the colour itself, such as #18211c"));
            }
            Some(icon)
        }
        Err(broken) => {
            let fault = source.error(broken.at..broken.at + 1, broken.message);
            faults.push(fault.help("draw it as an SVG with a square viewBox, such as 0 0 32 32"));
            None
        }
    }
}
