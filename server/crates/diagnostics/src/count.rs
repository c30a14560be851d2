//! Numbers and names within a sentence.

/// `1 post`, `2 posts`, `21,000 posts`.
pub fn count(number: usize, noun: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {noun}{}", if number == 1 { "" } else { "s" })
}

/// As many of some names as a reader of a message takes in.
pub fn first_names(names: impl ExactSizeIterator<Item = String>) -> String {
    const NAMED: usize = 8;
    let more = names.len().saturating_sub(NAMED);
    let mut named: Vec<String> = names.take(NAMED).collect();
    if more > 0 {
        named.push(count(more, "other"));
    }
    named.join(", ")
}
