//! What stands between marks of others.

/// A text as it stands between tags of HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A fence that the text between does not end.
pub(crate) fn fence(text: &str) -> String {
    let longest = text
        .lines()
        .filter_map(|line| {
            let line = line.trim_start();
            let ticks = line.bytes().take_while(|&byte| byte == b'`').count();
            (ticks >= 3).then_some(ticks)
        })
        .max();
    "`".repeat(longest.map_or(3, |longest| longest + 1))
}
