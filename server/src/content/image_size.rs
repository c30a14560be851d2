//! How wide and high a picture is.

use std::{fs, path::Path};

/// The size of a picture in CSS pixels; else why it can't be told.
pub(super) fn of(file: &Path) -> Result<(usize, usize), String> {
    if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg")) {
        let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
        return of_svg(&text)
            .ok_or_else(|| "this SVG has no width and height, and no viewBox".into());
    }
    let size = imagesize::size(file).map_err(|error| error.to_string())?;
    Ok((size.width, size.height))
}

/// From the attributes `width` and `height`, else from the `viewBox`.
fn of_svg(text: &str) -> Option<(usize, usize)> {
    let tag = &text[text.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    let pixels = |name: &str| -> Option<usize> {
        let value = attribute(tag, name)?;
        rounded(value.strip_suffix("px").unwrap_or(value))
    };
    pixels("width").zip(pixels("height")).or_else(|| {
        let numbers: Vec<&str> = attribute(tag, "viewBox")?
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|number| !number.is_empty())
            .collect();
        let [_, _, width, height] = numbers[..] else {
            return None;
        };
        rounded(width).zip(rounded(height))
    })
}

/// The value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let at = rest.find(name)?;
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        if before.is_some_and(char::is_whitespace)
            && let Some(value) = after.strip_prefix('=').map(str::trim_start)
            && let Some(quote @ ('"' | '\'')) = value.chars().next()
        {
            return value[1..].split(quote).next();
        }
    }
}

fn rounded(number: &str) -> Option<usize> {
    let number: f64 = number.trim().parse().ok()?;
    // Finite and small enough to be exact as an integer.
    (1.0..1e6).contains(&number).then(|| number.round() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_is_as_large_as_it_says() {
        for (svg, size) in [
            (r#"<svg width="10" height="20px">"#, Some((10, 20))),
            (r#"<?xml version="1.0"?><svg viewBox="0 0 30.4 40">"#, Some((30, 40))),
            (r#"<svg stroke-width="3" width="100%" viewBox="0,0,5,6">"#, Some((5, 6))),
            ("<svg>", None),
            ("<p>", None),
        ] {
            assert_eq!(of_svg(svg), size, "{svg}");
        }
    }
}
