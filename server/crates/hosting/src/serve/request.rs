//! What a request asks for beside an address: <https://www.rfc-editor.org/rfc/rfc9110>.

use std::{cmp::Reverse, ops::Range, time::UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName, Method, header};

use super::store::{Encoding, ServedFile};

/// How an answer may be packed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Encodings([Option<Encoding>; 3]);

impl Encodings {
    /// Those that a request accepts (section 12.5.3); of two that it likes as much, the smaller.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut all = [
            (weight(headers, &["br"]).unwrap_or(0), Encoding::Brotli),
            (weight(headers, &["gzip", "x-gzip"]).unwrap_or(0), Encoding::Gzip),
            // Acceptable unless it is refused, and the last where it is not asked for.
            (weight(headers, &["identity"]).unwrap_or(1), Encoding::None),
        ];
        all.sort_by_key(|(weight, _)| Reverse(*weight));
        Self(all.map(|(weight, encoding)| (weight > 0).then_some(encoding)))
    }

    /// The best first.
    pub(super) fn in_turn(self) -> impl Iterator<Item = Encoding> {
        self.0.into_iter().flatten()
    }
}

/// How much a request wants a coding of these names, in thousandths, if it speaks of it.
fn weight(headers: &HeaderMap, names: &[&str]) -> Option<u16> {
    let mut of_any = None;
    for coding in lines(headers, header::ACCEPT_ENCODING).flat_map(|line| line.split(',')) {
        let (name, parameters) = coding.split_once(';').unwrap_or((coding, ""));
        let name = name.trim();
        if names.iter().any(|other| other.eq_ignore_ascii_case(name)) {
            return Some(quality(parameters));
        }
        if name == "*" {
            of_any = Some(quality(parameters));
        }
    }
    of_any
}

/// The `q` among some parameters, in thousandths. One that can't be read is a no: what nobody asked
/// for is not sent.
fn quality(parameters: &str) -> u16 {
    let weight = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then_some(value.trim())
    });
    let Some(weight) = weight else { return 1000 };
    let weight = weight.parse().ok().filter(|weight| (0.0..=1.0).contains(weight));
    weight.map_or(0, |weight: f32| (weight * 1000.0).round() as u16)
}

/// What a request wants of a file that is there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Conditional {
    Whole,
    Part(Range<u64>),
    /// It has the file already.
    Nothing,
    /// It takes the file for another.
    Another,
    /// A part that the file hasn't got.
    Beyond,
}

/// Weighs the conditions of a request, in the order that section 13.2.2 gives.
pub(super) fn conditional(method: &Method, headers: &HeaderMap, file: &ServedFile) -> Conditional {
    let tag = file.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
    let since = |name| Some(file.modified? <= seconds(single(headers, name)?)?);

    if headers.contains_key(header::IF_MATCH) {
        if !names(lines(headers, header::IF_MATCH), tag, false) {
            return Conditional::Another;
        }
    } else if since(header::IF_UNMODIFIED_SINCE) == Some(false) {
        return Conditional::Another;
    }
    if headers.contains_key(header::IF_NONE_MATCH) {
        if names(lines(headers, header::IF_NONE_MATCH), tag, true) {
            return Conditional::Nothing;
        }
    } else if since(header::IF_MODIFIED_SINCE) == Some(true) {
        return Conditional::Nothing;
    }
    // Section 14.2: no other method knows of parts.
    match single(headers, header::RANGE) {
        Some(range) if *method == Method::GET && is_same(headers, tag, file) => {
            part(range, file.size)
        }
        _ => Conditional::Whole,
    }
}

/// Whether the file is the one of which a part is wanted (section 13.1.5).
fn is_same(headers: &HeaderMap, tag: Option<&str>, file: &ServedFile) -> bool {
    if !headers.contains_key(header::IF_RANGE) {
        return true;
    }
    let Some(wanted) = single(headers, header::IF_RANGE) else { return false };
    // A date of this second could be that of two contents.
    let has_date = || file.modified.is_some() && seconds(wanted) == file.modified;
    tag == Some(wanted) || (has_date() && file.is_settled)
}

/// The lines of a header that may have several.
fn lines(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok())
}

/// The value of a header that has one; with several nobody knows which is meant.
fn single(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut lines = headers.get_all(name).into_iter();
    let line = lines.next()?;
    lines.next().is_none().then(|| line.to_str().ok())?
}

/// Whether lists of tags name the one that a file has. `*` stands for any file that is there.
fn names<'a>(mut lists: impl Iterator<Item = &'a str>, tag: Option<&str>, weakly: bool) -> bool {
    lists.any(|list| {
        list.trim() == "*"
            || tags(list).any(|(weak, other)| (weakly || !weak) && tag == Some(other))
    })
}

/// The tags in a list, in quotes, and whether each is a weak one. A comma may be part of a tag.
fn tags(list: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = list;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let weak = rest.strip_prefix("W/");
        let tag = weak.unwrap_or(rest);
        let end = tag.strip_prefix('"')?.find('"')? + 2;
        let (tag, after) = tag.split_at(end);
        rest = after;
        Some((weak.is_some(), tag))
    })
}

/// A date in whole seconds.
fn seconds(date: &str) -> Option<u64> {
    let date = httpdate::parse_http_date(date).ok()?;
    Some(date.duration_since(UNIX_EPOCH).ok()?.as_secs())
}

/// The part of `size` bytes that a range names (section 14.1.2). Several parts at once, and what
/// can't be understood, are answered with the whole, as section 14.2 allows.
fn part(range: &str, size: u64) -> Conditional {
    // An empty file has no parts.
    let Some(ranges) = of_bytes(range).filter(|_| size > 0) else { return Conditional::Whole };
    let ranges = ranges.split(',').map(str::trim).filter(|range| !range.is_empty());
    let Some(ranges) = ranges.map(|range| one(range, size)).collect::<Option<Vec<_>>>() else {
        return Conditional::Whole;
    };
    let mut there = ranges.iter().filter(|range| range.start < range.end);
    match (there.next(), there.next()) {
        (Some(range), None) => Conditional::Part(range.clone()),
        (None, _) if !ranges.is_empty() => Conditional::Beyond,
        _ => Conditional::Whole,
    }
}

fn of_bytes(range: &str) -> Option<&str> {
    let (unit, ranges) = range.split_once('=')?;
    unit.eq_ignore_ascii_case("bytes").then_some(ranges)
}

/// One range; it is empty if the file ends before it.
fn one(range: &str, size: u64) -> Option<Range<u64>> {
    let (start, end) = range.split_once('-')?;
    if start.is_empty() {
        return Some(size.saturating_sub(number(end)?)..size);
    }
    let start = number(start)?;
    let last = if end.is_empty() { u64::MAX } else { number(end)? };
    (start <= last).then(|| start..last.saturating_add(1).min(size))
}

/// Digits and nothing else; a number that is too large is larger than any file.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn accepting(lines: &[&'static str]) -> Vec<Encoding> {
        let lines = lines.iter().map(|line| HeaderValue::from_static(line));
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::ACCEPT_ENCODING, line);
        }
        Encodings::of(&headers).in_turn().collect()
    }

    #[test]
    fn the_best_packing_is_the_one_that_the_browser_likes_most() {
        use Encoding::{Brotli, Gzip, None};
        for (accepts, expected) in [
            ("gzip, deflate, br, zstd", &[Brotli, Gzip, None][..]),
            ("GZIP", &[Gzip, None]),
            ("x-gzip", &[Gzip, None]),
            ("br;q=0, *", &[Gzip, None]),
            ("br; q=0.5, gzip; q=0.000", &[Brotli, None]),
            ("gzip;q=1, br;q=0.5", &[Gzip, Brotli, None]),
            ("identity;q=0.9, br;q=0.5, gzip;q=0.1", &[None, Brotli, Gzip]),
            ("br;q=0.001, gzip;q=0.002", &[Gzip, Brotli, None]),
            ("gzip;Q=0", &[None]),
            ("gzip ; q = 0, br", &[Brotli, None]),
            ("gzip;\tq\t=\t0.2 ,br ;q= 0.1", &[Gzip, Brotli, None]),
            ("gzip;q=no, br;q=2, *;q=-1", &[]),
            ("identity;q=0, gzip", &[Gzip]),
            ("identity;q=0", &[]),
            ("*;q=0", &[]),
            ("*;q=0, identity", &[None]),
            ("*", &[Brotli, Gzip, None]),
            ("gzip;q=0.5, *;q=0.7", &[Brotli, None, Gzip]),
            ("identity", &[None]),
            ("deflate", &[None]),
            ("", &[None]),
        ] {
            assert_eq!(accepting(&[accepts]), expected, "{accepts}");
        }
        assert_eq!(accepting(&[]), [None]);
        assert_eq!(accepting(&["gzip;q=0.5", "br;q=0.7"]), [Brotli, Gzip, None]);
    }

    #[test]
    fn a_range_names_a_part() {
        for (range, expected) in [
            ("bytes=0-14", Conditional::Part(0..15)),
            ("Bytes=0-14", Conditional::Part(0..15)),
            ("bytes=90-", Conditional::Part(90..100)),
            ("bytes=-10", Conditional::Part(90..100)),
            ("bytes=-1000", Conditional::Part(0..100)),
            ("bytes=-99999999999999999999999999", Conditional::Part(0..100)),
            ("bytes=50-1000", Conditional::Part(50..100)),
            ("bytes=50-18446744073709551615", Conditional::Part(50..100)),
            ("bytes=50-99999999999999999999999999", Conditional::Part(50..100)),
            ("bytes=0-0,", Conditional::Part(0..1)),
            ("bytes= 0-0 , 100-", Conditional::Part(0..1)),
            ("bytes=100-", Conditional::Beyond),
            ("bytes=99999999999999999999999999-", Conditional::Beyond),
            ("bytes=-0", Conditional::Beyond),
            ("bytes=200-300", Conditional::Beyond),
            ("bytes=200-300,-0", Conditional::Beyond),
            ("bytes=9-1", Conditional::Whole),
            ("bytes=0-1,3-4", Conditional::Whole),
            ("bytes=0-0,9-1", Conditional::Whole),
            ("bytes=-", Conditional::Whole),
            ("bytes=", Conditional::Whole),
            ("bytes=,", Conditional::Whole),
            ("bytes=+1-2", Conditional::Whole),
            ("bytes=--2", Conditional::Whole),
            ("bytes=1 -2", Conditional::Whole),
            ("lines=0-1", Conditional::Whole),
        ] {
            assert_eq!(part(range, 100), expected, "{range}");
        }
        assert_eq!(part("bytes=0-", 0), Conditional::Whole);
    }

    #[test]
    fn tags_are_compared_as_the_condition_asks() {
        for (list, weakly, expected) in [
            ("\"a\", W/\"b\"", true, true),
            ("\"a\", W/\"b\"", false, false),
            ("\"a\",\"b\"", false, true),
            ("*", false, true),
            ("\"a\"", true, false),
            ("\"a, \"b\", c\"", true, false),
            ("\"a,b\" , ,\"b\"", true, true),
            ("b", true, false),
            ("\"b", true, false),
            ("", true, false),
        ] {
            assert_eq!(names([list].into_iter(), Some("\"b\""), weakly), expected, "{list}");
        }
        assert!(names(["\"a\"", "\"b\""].into_iter(), Some("\"b\""), false));
        assert!(names(["*"].into_iter(), None, true));
    }

    #[test]
    fn a_date_has_one_of_three_forms() {
        for date in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(seconds(date), Some(784_111_777), "{date}");
        }
        assert_eq!(seconds("yesterday"), None);
    }
}
