//! Text into HTML.

/// Appends text as the content of an element.
pub(super) fn text(out: &mut String, text: &str) {
    push(out, text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    });
}

/// Appends text as the value of an attribute in double quotes.
pub(super) fn attribute(out: &mut String, text: &str) {
    push(out, text, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        _ => None,
    });
}

fn push(out: &mut String, text: &str, reference: impl Fn(char) -> Option<&'static str>) {
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if let Some(reference) = reference(c) {
            out.push_str(&text[from..at]);
            out.push_str(reference);
            from = at + c.len_utf8();
        }
    }
    out.push_str(&text[from..]);
}
