//! What to think of an answer.

use percent_encoding::percent_decode_str;
use url::Url;

use super::{
    ask::Response,
    policy::allows,
    report::{Aspect, Finding, Verdict},
};
use crate::{FOR_EVER, Security};

const DAY: u64 = 24 * 60 * 60;
/// How long a page may be out of date before readers notice, in seconds.
const SHORT: u64 = 10 * 60;

fn finding(
    answer: &Response,
    what: Aspect,
    expected: impl Into<String>,
    got: impl Into<String>,
    verdict: Verdict,
) -> Finding {
    let address = answer.url.path().to_owned();
    Finding { address, what, expected: expected.into(), got: got.into(), verdict }
}

fn when(good: bool) -> Verdict {
    if good { Verdict::Ok } else { Verdict::Fail }
}

/// Whether a site lies under the path that its pages were made for.
pub(super) fn base_path(base: &Url, published: &Url) -> Finding {
    let verdict = when(base.path() == published.path());
    Finding {
        address: base.path().to_owned(),
        what: Aspect::Status,
        expected: format!("a site made for {}", base.path()),
        got: match verdict {
            Verdict::Ok => format!("one made for {}", published.path()),
            _ => format!("one made for {}: build with --base-url {base}", published.path()),
        },
        verdict,
    }
}

pub(super) fn status(answer: &Response, expected: u16) -> Finding {
    let verdict = when(answer.status == expected);
    finding(answer, Aspect::Status, expected.to_string(), answer.status.to_string(), verdict)
}

/// Whether a file that is not for readers is kept from them. Nothing in this one is a secret.
pub(super) fn hidden(answer: &Response) -> Finding {
    let verdict = if answer.status == 200 { Verdict::Note } else { Verdict::Ok };
    let got = match verdict {
        Verdict::Note => "200: files whose names begin with a dot are served".to_owned(),
        _ => answer.status.to_string(),
    };
    finding(answer, Aspect::Status, "404", got, verdict)
}

/// Names for one type that browsers and feed readers take for the same, the usual one first.
const SAME: [&[&str]; 4] = [
    &["text/javascript", "application/javascript"],
    &["application/xml", "text/xml"],
    &["text/xsl", "application/xslt+xml", "text/xml", "application/xml"],
    &["image/x-icon", "image/vnd.microsoft.icon"],
];
/// Types in whose place others work, but less well: they tell less, or browsers don't show them.
const LESSER: [(&str, &[&str]); 3] = [
    ("application/xml", &["application/atom+xml", "application/rss+xml"]),
    ("application/feed+json", &["application/json"]),
    ("application/manifest+json", &["application/json"]),
];

/// The type; `expected` says the encoding too where it has one.
pub(super) fn kind(answer: &Response, expected: &str) -> Finding {
    let got = answer.header("content-type").unwrap_or("none");
    let essence =
        |kind: &str| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (wanted, came) = (essence(expected), essence(got));
    let alike = SAME.iter().any(|same| same[0] == wanted && same.contains(&&*came));
    let works = LESSER.iter().any(|(kind, lesser)| *kind == wanted && lesser.contains(&&*came));
    let says_utf8 = got.to_ascii_lowercase().replace(['"', ' '], "").contains("charset=utf-8");
    // Without that word these are read in an encoding of the reader's country.
    let needs_to = matches!(&*wanted, "text/plain" | "text/markdown" | "text/html");
    let verdict = match wanted == came || alike {
        true if needs_to && !says_utf8 => Verdict::Fail,
        true => Verdict::Ok,
        false if works => Verdict::Note,
        false => Verdict::Fail,
    };
    finding(answer, Aspect::Type, expected, got, verdict)
}

/// The seconds that a browser takes an answer for good, and whether it never asks again.
struct Holds {
    seconds: Option<u64>,
    asks_always: bool,
    never_changes: bool,
}

fn holds(answer: &Response) -> Holds {
    let mut holds = Holds { seconds: None, asks_always: false, never_changes: false };
    for directive in answer.header("cache-control").unwrap_or_default().split(',') {
        let directive = directive.trim().to_ascii_lowercase();
        match &*directive {
            "no-cache" | "no-store" => holds.asks_always = true,
            "immutable" => holds.never_changes = true,
            _ => {
                let seconds = directive.strip_prefix("max-age=").and_then(|age| age.parse().ok());
                holds.seconds = seconds.or(holds.seconds);
            }
        }
    }
    holds
}

fn cache_control(answer: &Response) -> &str {
    answer.header("cache-control").unwrap_or("none")
}

pub(super) fn caching(answer: &Response, expected: &str) -> Finding {
    let Holds { seconds, asks_always, never_changes } = holds(answer);
    let seconds = seconds.filter(|_| !asks_always);
    let verdict = if expected == FOR_EVER {
        match seconds {
            Some(seconds) if seconds >= 365 * DAY && never_changes => Verdict::Ok,
            Some(seconds) if seconds >= DAY => Verdict::Note,
            _ => Verdict::Fail,
        }
    } else {
        match seconds {
            _ if asks_always => Verdict::Ok,
            Some(0) => Verdict::Ok,
            Some(seconds) if seconds <= SHORT => Verdict::Note,
            // Without a word a browser guesses, and may be wrong for weeks.
            _ => Verdict::Fail,
        }
    };
    finding(answer, Aspect::Caching, expected, cache_control(answer), verdict)
}

/// What isn't there now may be there in a moment, while a site is being published.
pub(super) fn caching_of_nothing(answer: &Response) -> Finding {
    let Holds { seconds, asks_always, .. } = holds(answer);
    let short = asks_always || seconds.is_none_or(|seconds| seconds <= SHORT);
    let expected = "at most some minutes";
    finding(answer, Aspect::Caching, expected, cache_control(answer), when(short))
}

/// Whether a browser that has the page is told so.
pub(super) fn unchanged(answer: &Response, again: Option<&Response>) -> Finding {
    let (got, verdict) = match again {
        None => ("neither ETag nor Last-Modified".to_owned(), Verdict::Fail),
        Some(again) => (again.status.to_string(), when(again.status == 304)),
    };
    finding(answer, Aspect::Caching, "304 when it has not changed", got, verdict)
}

/// Whether a text comes packed in both ways, unpacks to the same, and caches can tell.
pub(super) fn compression(plain: &Response, brotli: &Response, gzip: &Response) -> Finding {
    let expected = "br and gzip, with Vary";
    let judged = |got: String, verdict| finding(plain, Aspect::Compression, expected, got, verdict);
    if plain.encoding() != "none" {
        let got = format!("{} for who asked for none", plain.encoding());
        return judged(got, Verdict::Fail);
    }
    let mut offered = Vec::new();
    for (answer, name) in [(brotli, "br"), (gzip, "gzip")] {
        if answer.encoding() != name {
            continue;
        }
        offered.push(name);
        if answer.body != plain.body {
            return judged(format!("{name} of something else"), Verdict::Fail);
        }
        let vary = answer.header("vary").unwrap_or_default().to_ascii_lowercase();
        if !vary.contains("accept-encoding") && vary.trim() != "*" {
            return judged(format!("{name} without Vary: Accept-Encoding"), Verdict::Fail);
        }
    }
    match &*offered {
        [] => judged("neither".to_owned(), Verdict::Fail),
        [one] => judged(format!("{one} only"), Verdict::Note),
        _ => judged("both".to_owned(), Verdict::Ok),
    }
}

/// The headers that keep a page safe.
pub(super) fn security(answer: &Response, security: &Security) -> impl Iterator<Item = Finding> {
    security.headers().into_iter().map(|(name, value)| {
        let got = answer.header(name);
        // A policy is long; that it is ours is what counts.
        let short = |text: &str| match text.char_indices().nth(60) {
            Some((end, _)) => format!("{name}: {}…", &text[..end]),
            None => format!("{name}: {text}"),
        };
        // What other pages embed, the policy of all files allows, and that of the page does not.
        let is_enough = match name {
            "Content-Security-Policy" => got.is_some_and(|got| allows(got, &value)),
            _ => got == Some(&*value),
        };
        let verdict = when(is_enough);
        let got = got.map_or(format!("no {name}"), short);
        finding(answer, Aspect::Headers, short(&value), got, verdict)
    })
}

/// Whether the page for addresses at which nothing is came.
pub(super) fn missing_page(answer: &Response) -> Finding {
    let ours = answer.text().contains("noindex");
    let got = if ours { "it" } else { "another" };
    finding(answer, Aspect::Status, "the page in 404.html", got, when(ours))
}

/// Whether an address leads to where a page is. Where an old one `has_page`, that sends readers on.
pub(super) fn redirect(answer: &Response, to: &Url, has_page: bool) -> Finding {
    let location = answer.header("location").and_then(|path| answer.url.join(path).ok());
    // A host behind a proxy may name a scheme or port of its own.
    let decoded = |url: &Url| percent_decode_str(url.path()).decode_utf8_lossy().into_owned();
    let leads_there = location.as_ref().is_some_and(|location| decoded(location) == decoded(to));
    let sends_on = has_page && answer.text().contains(to.path());
    let (got, verdict) = match answer.status {
        301 | 308 if leads_there => (String::new(), Verdict::Ok),
        302 | 303 | 307 if leads_there => (", for the time being".to_owned(), Verdict::Note),
        200 if sends_on => (" with a page that leads there".to_owned(), Verdict::Note),
        200 if !has_page => (" with a page".to_owned(), Verdict::Note),
        _ => (String::new(), Verdict::Fail),
    };
    let location = location.map(|location| format!(" to {}", location.path())).unwrap_or_default();
    finding(
        answer,
        Aspect::Redirects,
        format!("301 or 308 to {}", to.path()),
        format!("{}{location}{got}", answer.status),
        verdict,
    )
}
