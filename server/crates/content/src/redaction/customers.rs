//! Names of customers: a list that no repository holds.

use std::{
    env,
    path::{Path, PathBuf},
};

use diagnostics::{Diagnostic, LARGEST, Source, Spanned, read_bounded};

/// Reads the list that `site.toml` names: a name a line, where `#` begins a comment. A list that is not there is
/// said, for without it nobody looks for customers.
pub(super) fn read(
    root: &Path,
    source: &Source,
    Spanned { value, span }: Spanned<String>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let file = match value.strip_prefix('$') {
        None => Some(root.join(&value)),
        Some(variable) => env::var_os(variable).filter(|file| !file.is_empty()).map(PathBuf::from),
    };
    let Some(file) = file else {
        let message = format!("nobody looks for names of customers: `{value}` is not set");
        let help = "set the variable to the path of the file with the names";
        faults.push(source.warning(span, message).help(help));
        return Vec::new();
    };
    let is_within = || Some(file.canonicalize().ok()?.starts_with(root.canonicalize().ok()?));
    if is_within() == Some(true) {
        let message = "the names of customers lie in the content folder";
        let help = "keep them where no repository has them, and name that place: \"../../customers.txt\", or \
            \"$CUSTOMERS\" for a variable with the path";
        faults.push(source.error(span, message).help(help));
        return Vec::new();
    }
    let reason = match read_bounded(&file, LARGEST).map(String::from_utf8) {
        Ok(Ok(text)) => return names(&text),
        Ok(Err(_)) => "it is not valid UTF-8".to_owned(),
        Err(reason) => reason.to_string(),
    };
    let message = format!("nobody looks for names of customers: `{value}` can't be read: {reason}");
    let help = "write a file with a name a line, or take this out";
    faults.push(source.warning(span, message).help(help));
    Vec::new()
}

fn names(text: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_name() {
        let text =
            "\u{feff}# Those of the year\nGlobex # since May\n\n  Initech Holding  \r\nC# Works\n";
        assert_eq!(names(text), ["Globex", "Initech Holding", "C# Works"]);
    }
}
