//! What a request asks for beside an address: <https://www.rfc-editor.org/rfc/rfc9110>.

use std::ops::Range;

use axum::http::{HeaderMap, HeaderName, header};
use jiff::fmt::rfc2822::DateTimeParser;

use super::store::{File, Packing};

/// How an answer may be packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Packings {
    brotli: bool,
    gzip: bool,
}

impl Packings {
    /// Those that a request accepts.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let accepts = |name: &str| {
            let mut any = false;
            for value in headers.get_all(header::ACCEPT_ENCODING) {
                for coding in value.to_str().unwrap_or_default().split(',') {
                    let (coding, weight) = coding.split_once(';').unwrap_or((coding, ""));
                    let weight = weight.trim().strip_prefix("q=");
                    let weight = weight.and_then(|weight| weight.trim().parse().ok());
                    let wanted = weight.is_none_or(|weight: f32| weight > 0.0);
                    let coding = coding.trim();
                    if coding.eq_ignore_ascii_case(name) {
                        return wanted;
                    }
                    any |= coding == "*" && wanted;
                }
            }
            any
        };
        Self { brotli: accepts("br"), gzip: accepts("gzip") }
    }

    /// The best first.
    pub(super) fn in_turn(self) -> impl Iterator<Item = Packing> {
        let brotli = self.brotli.then_some(Packing::Brotli);
        let gzip = self.gzip.then_some(Packing::Gzip);
        brotli.into_iter().chain(gzip).chain([Packing::None])
    }
}

/// What a request wants of a file that is there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wants {
    Whole,
    Part(Range<usize>),
    /// It has the file already.
    Nothing,
    /// It takes the file for another.
    Another,
    /// A part that the file hasn't got.
    Beyond,
}

/// Weighs the conditions of a request, in the order that section 13.2.2 gives.
pub(super) fn wants(headers: &HeaderMap, file: &File) -> Wants {
    let tag = file.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default();
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let since = |name| Some(file.modified? <= seconds(text(name)?)?);

    if let Some(tags) = text(header::IF_MATCH) {
        if !names(tags, tag, false) {
            return Wants::Another;
        }
    } else if since(header::IF_UNMODIFIED_SINCE) == Some(false) {
        return Wants::Another;
    }
    if let Some(tags) = text(header::IF_NONE_MATCH) {
        if names(tags, tag, true) {
            return Wants::Nothing;
        }
    } else if since(header::IF_MODIFIED_SINCE) == Some(true) {
        return Wants::Nothing;
    }
    let same = text(header::IF_RANGE).is_none_or(|if_range| {
        if_range == tag || (file.modified.is_some() && seconds(if_range) == file.modified)
    });
    match text(header::RANGE).filter(|_| same) {
        Some(range) => part(range, file.bytes.len()),
        None => Wants::Whole,
    }
}

/// Whether a list of tags names one.
fn names(list: &str, tag: &str, weakly: bool) -> bool {
    list.split(',').map(str::trim).any(|other| {
        let other = if weakly { other.strip_prefix("W/").unwrap_or(other) } else { other };
        other == "*" || other == tag
    })
}

/// A date in whole seconds.
fn seconds(date: &str) -> Option<i64> {
    Some(DateTimeParser::new().parse_timestamp(date).ok()?.as_second())
}

/// The part that a range names. Several at once, and what can't be understood, may be answered with
/// the whole.
fn part(range: &str, size: usize) -> Wants {
    let Some((start, end)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-'))
    else {
        return Wants::Whole;
    };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let range = match (start.trim(), end.trim()) {
        ("", "") => return Wants::Whole,
        ("", last) => number(last).map(|last| size.saturating_sub(last)..size),
        (start, "") => number(start).map(|start| start..size),
        (start, end) => number(start).zip(number(end)).and_then(|(start, end)| {
            (start <= end).then(|| start..end.saturating_add(1).min(size))
        }),
    };
    match range {
        None => Wants::Whole,
        Some(range) if range.start >= range.end => Wants::Beyond,
        Some(range) => Wants::Part(range),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_best_packing_is_the_one_that_the_browser_takes() {
        use Packing::{Brotli, Gzip, None};
        for (accepts, expected) in [
            ("gzip, deflate, br, zstd", &[Brotli, Gzip, None][..]),
            ("GZIP", &[Gzip, None]),
            ("br;q=0, *", &[Gzip, None]),
            ("br; q=0.5, gzip; q=0.000", &[Brotli, None]),
            ("identity", &[None]),
            ("", &[None]),
        ] {
            let value = HeaderValue::from_static(accepts);
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, value)]);
            assert_eq!(Packings::of(&headers).in_turn().collect::<Vec<_>>(), expected, "{accepts}");
        }
        assert_eq!(Packings::of(&HeaderMap::new()).in_turn().collect::<Vec<_>>(), [None]);
    }

    #[test]
    fn a_range_names_a_part() {
        for (range, expected) in [
            ("bytes=0-14", Wants::Part(0..15)),
            ("bytes=90-", Wants::Part(90..100)),
            ("bytes=-10", Wants::Part(90..100)),
            ("bytes=-1000", Wants::Part(0..100)),
            ("bytes=50-1000", Wants::Part(50..100)),
            ("bytes=50-18446744073709551615", Wants::Part(50..100)),
            ("bytes=100-", Wants::Beyond),
            ("bytes=-0", Wants::Beyond),
            ("bytes=200-300", Wants::Beyond),
            ("bytes=9-1", Wants::Whole),
            ("bytes=0-1,3-4", Wants::Whole),
            ("bytes=-", Wants::Whole),
            ("lines=0-1", Wants::Whole),
        ] {
            assert_eq!(part(range, 100), expected, "{range}");
        }
    }

    #[test]
    fn tags_are_compared_as_the_condition_asks() {
        assert!(names("\"a\", W/\"b\"", "\"b\"", true));
        assert!(!names("\"a\", W/\"b\"", "\"b\"", false));
        assert!(names("*", "\"b\"", false));
        assert!(!names("\"a\"", "\"b\"", true));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
    }
}
