//! Texts with places left open: `{count} articles`.

/// A piece of such a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessagePart<'a> {
    /// Words.
    Words(&'a str),
    /// The name of what belongs here.
    Place(&'a str),
}

/// The pieces of a text, in their order.
pub fn parts(text: &str) -> impl Iterator<Item = MessagePart<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let start = rest.find('{').unwrap_or(rest.len());
        let end = rest[start..].find('}').map(|end| start + end);
        let (part, behind) = match end {
            Some(end) if start == 0 => (MessagePart::Place(&rest[1..end]), end + 1),
            Some(_) => (MessagePart::Words(&rest[..start]), start),
            None => (MessagePart::Words(rest), rest.len()),
        };
        rest = &rest[behind..];
        Some(part)
    })
}

/// A text with what belongs in its places.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    debug_assert!(
        text.is_empty() || values.iter().all(|(name, _)| *name == "count" || has(text, name)),
        "“{text}” has no place for one of {values:?}"
    );
    fill_some(text, values)
}

fn has(text: &str, name: &str) -> bool {
    parts(text).any(|part| part == MessagePart::Place(name))
}

/// The same, of a text that need not have a place for each of them.
pub(super) fn fill_some(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    for part in parts(text) {
        filled.push_str(match part {
            MessagePart::Words(words) => words,
            MessagePart::Place(name) => {
                let value = values.iter().find(|(known, _)| *known == name);
                debug_assert!(value.is_some(), "nothing belongs into {{{name}}} of “{text}”");
                value.map_or("", |(_, value)| value)
            }
        });
    }
    filled
}

/// Digits with a separator before every three; where there are four, with one of their own.
pub fn grouped(digits: &str, group: &str, of_four: &str) -> String {
    let separator = if digits.len() == 4 { of_four } else { group };
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_filled_where_it_is_open() {
        let values = [("a", "1"), ("b", "{a}")];
        for (text, filled) in [("{a} of {b}.", "1 of {a}."), ("{b}{a}", "{a}1"), ("a {b", "a {b")] {
            assert_eq!(fill_some(text, &values), filled, "{text}");
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        for (digits, shown) in
            [("1", "1"), ("123", "123"), ("12345", "12.345"), ("1234567", "1.234.567")]
        {
            assert_eq!(grouped(digits, ".", ""), shown);
        }
        assert_eq!(grouped("1234", ".", ""), "1234");
        assert_eq!(grouped("1234", ",", ","), "1,234");
    }
}
