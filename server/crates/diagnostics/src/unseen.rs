//! Characters that nobody sees, or takes for others.

/// How many bytes a place has at most in which they are looked for: in a whole paragraph they are
/// the writer's.
const PLACE: usize = 200;
/// How many are named.
const NAMED: usize = 3;

/// Which of them are in a text that is at fault, as a sentence.
pub(super) fn note(text: &str) -> Option<String> {
    if text.len() > PLACE || text.is_ascii() {
        return None;
    }
    let mut named: Vec<String> = Vec::new();
    for c in text.chars() {
        let Some(name) = name(c) else { continue };
        let name = format!("{name} (U+{:04X})", u32::from(c));
        if !named.contains(&name) {
            named.push(name);
        }
        if named.len() == NAMED {
            break;
        }
    }
    (!named.is_empty()).then(|| format!("there is {} in it", named.join(" and ")))
}

fn name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{a0}' | '\u{2007}' => "a no-break space",
        '\u{202f}' => "a narrow no-break space",
        '\u{3000}' => "a wide space",
        '\u{2000}'..='\u{200a}' => "a space of another width",
        '\u{ad}' => "a soft hyphen",
        '\u{2010}' => "a hyphen that is not the one of the keyboard",
        '\u{2011}' => "a non-breaking hyphen",
        '\u{2212}' => "a minus sign",
        '\u{200b}' => "a space without width",
        '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' => "a joiner without width",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a mark of direction"
        }
        '\u{300}'..='\u{36f}' => "an accent apart from its letter, as NFD has it",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_be_seen_is_named() {
        for (text, expected) in [
            ("a\u{a0}b", Some("there is a no-break space (U+00A0) in it")),
            ("a\u{2011}b.png", Some("there is a non-breaking hyphen (U+2011) in it")),
            (
                "u\u{308}ber\u{200b}",
                Some(
                    "there is an accent apart from its letter, as NFD has it (U+0308) and a space \
                     without width (U+200B) in it",
                ),
            ),
            ("größe", None),
            ("a b", None),
        ] {
            assert_eq!(note(text).as_deref(), expected, "{text}");
        }
    }
}
