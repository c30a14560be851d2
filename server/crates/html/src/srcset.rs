//! The addresses of an attribute `srcset`.

/// Each address with what says when to choose it (`2x`, `720w`), read as a browser reads them: a
/// comma can be part of an address.
pub fn candidates(srcset: &str) -> Vec<(&str, &str)> {
    let is_between = |c: char| c == ',' || c.is_ascii_whitespace();
    let mut candidates = Vec::new();
    let mut rest = srcset.trim_start_matches(is_between);
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let alone = address.trim_end_matches(',');
        if alone.len() < address.len() {
            candidates.push((alone, ""));
            rest = after.trim_start_matches(is_between);
        } else {
            let (density, after) = after.split_once(',').unwrap_or((after, ""));
            candidates.push((address, density.trim()));
            rest = after.trim_start_matches(is_between);
        }
    }
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_a_browser_ends_it() {
        for (srcset, found) in [
            ("a.png", &[("a.png", "")][..]),
            (" a.png 1x,\n b.png  2x ", &[("a.png", "1x"), ("b.png", "2x")]),
            ("a,b.png 360w, c.png,d.png 2x", &[("a,b.png", "360w"), ("c.png,d.png", "2x")]),
            ("a.png, b.png", &[("a.png", ""), ("b.png", "")]),
            (",, a.png,", &[("a.png", "")]),
            ("", &[]),
        ] {
            assert_eq!(candidates(srcset), found, "{srcset}");
        }
    }
}
