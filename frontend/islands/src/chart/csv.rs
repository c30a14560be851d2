//! CSV as the build reads it, which has found no fault in it. A test of `server/crates/numbers` holds both to
//! the same: what the build reads it with is made for speed and would be much to send to a browser.

/// The rows of some CSV whose values are parted by commas, semicolons or tabs.
pub(super) fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mark = [',', ';', '\t'].into_iter().find(|mark| head.contains(*mark)).unwrap_or(',');
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut has_begun, mut is_quoted) = (false, false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            // Only what begins with quotes is in quotes.
            '"' if !has_begun => (has_begun, is_quoted) = (true, true),
            '"' if is_quoted => match characters.next_if_eq(&'"') {
                Some(quote) => cell.push(quote),
                None => is_quoted = false,
            },
            c if is_quoted => cell.push(c),
            c if c == mark => {
                row.push(take(&mut cell));
                has_begun = false;
            }
            '\n' | '\r' => {
                if has_begun || !row.is_empty() {
                    row.push(take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                has_begun = false;
            }
            c => {
                cell.push(c);
                has_begun = true;
            }
        }
    }
    if has_begun || !row.is_empty() {
        row.push(take(&mut cell));
        rows.push(row);
    }
    // A line of white space is no row.
    rows.retain(|row| row.len() > 1 || row.iter().any(|cell| !cell.is_empty()));
    rows
}

fn take(cell: &mut String) -> String {
    std::mem::take(cell).trim().to_owned()
}
