//! Blocks of code as they stand in a text.

/// Lines as a block of code at a place of a text: in a list or a quotation they go on in it.
pub fn fenced(text: &str, at: usize, info: &str, lines: &str) -> String {
    let indent = indent(text, at);
    let most = lines.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(most.max(2) + 1);
    let lines: String =
        lines.lines().map(|line| format!("{}\n", format!("{indent}{line}").trim_end())).collect();
    format!("{fence}{info}\n{lines}{indent}{fence}")
}

/// What stands before the lines of a block that begins at a place.
pub fn indent(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    line.chars().map(|c| if c == '>' { c } else { ' ' }).collect()
}
