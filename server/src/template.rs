//! Filling in the files that `blog init` and `blog new` write.

/// A template with what belongs in its places, such as `{title}`. Other braces are its own.
pub(crate) fn filled(template: &str, values: &[(String, String)]) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let place = behind.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(key, _)| key == name)?;
            Some((value, after))
        });
        match place {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = behind;
            }
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_known_is_filled_in() {
        let values = [("a", "{b}"), ("b", "c")].map(|(key, value)| (key.into(), value.into()));
        for (template, made) in [
            ("{a} ${{ a }} {x = \"{b}\"} {", "{b} ${{ a }} {x = \"c\"} {"),
            ("{b}{b}", "cc"),
            ("}{", "}{"),
        ] {
            assert_eq!(filled(template, &values), made);
        }
    }
}
