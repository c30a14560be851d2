//! Requests for files, and which answers to them are right.

use proptest::prelude::*;

use crate::{SECRET, Site, common::http::Answer};

/// A request for a file, as browsers and others write them.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: &'static str,
    path: &'static str,
    packing: Option<&'static str>,
    range: Option<String>,
    conditions: Vec<&'static str>,
}

impl Asked {
    pub fn any() -> impl Strategy<Value = Self> {
        let number = prop_oneof![0..12_u64, 990..1_010_u64, Just(2 << 20), Just(u64::MAX)];
        let range = (prop::sample::select(RANGES), prop::collection::vec(number, 4)).prop_map(
            |(range, numbers)| {
                numbers.iter().fold(range.to_owned(), |r, n| r.replacen('%', &n.to_string(), 1))
            },
        );
        (
            prop::sample::select(&["GET", "GET", "GET", "HEAD"][..]),
            prop::sample::select(PATHS),
            prop::option::of(prop::sample::select(PACKINGS)),
            prop::option::of(range),
            prop::collection::vec(prop::sample::select(CONDITIONS), 0..3),
        )
            .prop_map(|(method, path, packing, range, conditions)| Self {
                method,
                path,
                packing,
                range,
                conditions,
            })
    }

    /// The same without a range and without conditions.
    pub fn plain(&self) -> Self {
        Self { range: None, conditions: Vec::new(), ..self.clone() }
    }

    pub fn text(&self, plain: Option<&Answer>) -> String {
        let said = |name| plain.and_then(|plain| plain.header(name)).unwrap_or("\"none\"");
        let mut text = format!("{} {} HTTP/1.1\r\nHost: a\r\n", self.method, self.path);
        if let Some(packing) = self.packing {
            text.push_str(&format!("Accept-Encoding: {packing}\r\n"));
        }
        if let Some(range) = &self.range {
            text.push_str(&format!("Range: {range}\r\n"));
        }
        for condition in &self.conditions {
            let condition = condition.replace('@', said("etag"));
            text.push_str(&condition.replace('&', said("last-modified")));
            text.push_str("\r\n");
        }
        text + "\r\n"
    }

    /// The file that the whole of an answer is.
    fn file<'a>(&self, site: &'a Site, answer: &Answer) -> Option<&'a [u8]> {
        let path = self.path.split('?').next().unwrap_or_default().replace("%70", "p");
        let path = if path.ends_with('/') { path + "index.html" } else { path };
        let extension = match answer.header("content-encoding") {
            Some("br") => ".br",
            Some("gzip") => ".gz",
            Some(_) => return None,
            None => "",
        };
        site.files.get(&format!("{path}{extension}")).map(Vec::as_slice)
    }

    pub fn judge(&self, site: &Site, answer: &Answer) -> Result<(), TestCaseError> {
        let length: Option<usize> =
            answer.header("content-length").and_then(|length| length.parse().ok());
        let whole = self.file(site, answer);
        prop_assert!(!String::from_utf8_lossy(&answer.body).contains(SECRET));
        let part = match answer.status {
            200 => whole,
            206 => {
                prop_assert!(self.range.is_some() && self.method == "GET");
                let whole = whole.unwrap_or_default();
                let place = answer.header("content-range").unwrap_or_default();
                let numbers: Vec<usize> = place
                    .trim_start_matches("bytes ")
                    .split(['-', '/'])
                    .filter_map(|number| number.parse().ok())
                    .collect();
                prop_assert_eq!(numbers.len(), 3, "{}", place);
                prop_assert_eq!(numbers[2], whole.len());
                whole.get(numbers[0]..=numbers[1])
            }
            304 | 412 => {
                prop_assert!(!self.conditions.is_empty());
                prop_assert!(answer.body.is_empty());
                return Ok(());
            }
            416 => {
                prop_assert!(self.range.is_some() && answer.body.is_empty());
                return Ok(());
            }
            406 => {
                prop_assert!(self.packing.is_some_and(|packing| packing.contains("q=0")));
                return Ok(());
            }
            404 => {
                prop_assert_eq!(self.path, "/nowhere");
                return Ok(());
            }
            other => return Err(TestCaseError::fail(format!("{other}"))),
        };
        prop_assert!(part.is_some(), "no such file: {:?}", answer.headers);
        let part = part.unwrap_or_default();
        prop_assert_eq!(length, Some(part.len()));
        prop_assert!(self.method == "HEAD" || part == answer.body, "another content");
        Ok(())
    }
}

/// A range of one kind or another; `%` stands for a number.
const RANGES: &[&str] = &[
    "bytes=%-%",
    "bytes=%-",
    "bytes=-%",
    "bytes=%-%,%-%",
    "bytes=",
    "bytes=%",
    "BYTES=%-",
    "a=%-",
];

const PACKINGS: &[&str] = &[
    "br",
    "gzip",
    "identity",
    "gzip, br;q=0.5",
    "br;q=0, *",
    "*;q=0",
    "identity;q=0",
    "gzip;q=0.001 , identity;q=0",
    "deflate",
    "",
    "br;q=2, gzip;q=x",
];

/// Conditions; `@` stands for the tag that the file has, `&` for its date.
const CONDITIONS: &[&str] = &[
    "If-None-Match: @",
    "If-None-Match: W/@, \"other\"",
    "If-None-Match: *",
    "If-None-Match: \"other\"",
    "If-Match: @",
    "If-Match: W/@",
    "If-Match: \"other\"",
    "If-Match: *",
    "If-Modified-Since: &",
    "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
    "If-Modified-Since: soon",
    "If-Unmodified-Since: &",
    "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
    "If-Range: @",
    "If-Range: &",
    "If-Range: \"other\"",
];

const PATHS: &[&str] = &[
    "/",
    "/index.html",
    "/index.html.gz",
    "/posts/first/",
    "/%70osts/first/",
    "/posts/first/?a=b",
    "/index.json",
    "/robots.txt",
    "/small.bin",
    "/large.bin",
    "/empty.bin",
    "/apple-touch-icon.png",
    "/nowhere",
];
