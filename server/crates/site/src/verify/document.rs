//! What the check needs to know of an HTML file.
//!
//! Every page is looked at in every build, so this is no whole parser: it finds tags and their
//! attributes, and skips comments and what stands in scripts.

use std::{borrow::Cow, collections::HashSet};

use html::srcset;
use html_escape::decode_html_entities;
use urls::Link;

/// Width and height of a picture, in pixels.
pub(super) type Size = (u32, u32);

/// Title, headings, anchors and addresses of an HTML file.
#[derive(Debug, Default)]
pub(super) struct Html<'a> {
    /// Each title of the document, with its text.
    titles: Vec<String>,
    /// How many headings of the first level there are.
    headings: usize,
    pub(super) ids: Vec<Cow<'a, str>>,
    /// Anchors as they were written before there were ids.
    names: Vec<Cow<'a, str>>,
    pub(super) links: Vec<Link<'a>>,
    /// What the head says for previews, in its order.
    pub(super) previews: Vec<(&'a str, &'a str)>,
}

/// Elements in which nothing is markup, up to their end.
const TEXT: [&str; 5] = ["script", "style", "title", "textarea", "iframe"];

impl<'a> Html<'a> {
    pub(super) fn read(html: &'a str) -> Self {
        let mut facts = Self::default();
        let mut in_head = true;
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
            } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (name, attributes) = rest.split_at(rest.find(ends_name).unwrap_or(rest.len()));
                rest = facts.attributes(name, attributes);
                in_head &= !name.eq_ignore_ascii_case("body");
                facts.headings += usize::from(name.eq_ignore_ascii_case("h1"));
                if TEXT.iter().any(|element| element.eq_ignore_ascii_case(name)) {
                    let (text, after) = up_to_end(rest, name);
                    // A drawing in the text may have a title too.
                    if in_head && name.eq_ignore_ascii_case("title") {
                        facts.titles.push(decode_html_entities(text).into_owned());
                    }
                    rest = after;
                }
            }
        }
        // An element may have both, and an anchor of old the name of a heading.
        let mut seen: HashSet<_> = facts.ids.iter().cloned().collect();
        let names = std::mem::take(&mut facts.names);
        facts.ids.extend(names.into_iter().filter(|name| seen.insert(name.clone())));
        facts
    }

    /// Reads the attributes of a tag, and gives back what follows it.
    fn attributes(&mut self, element: &str, tag: &'a str) -> &'a str {
        let mut rest = tag;
        let mut property = "";
        loop {
            rest = rest.trim_start_matches(|c: char| c == '/' || c.is_ascii_whitespace());
            if let Some(after) = rest.strip_prefix('>') {
                return after;
            }
            if rest.is_empty() {
                return rest;
            }
            // At least a character long, so that this comes to an end.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let end = rest[first..].find(|c| c == '=' || ends_name(c));
            let (name, after) = rest.split_at(end.map_or(rest.len(), |end| first + end));
            let (value, after) = match after.trim_ascii_start().strip_prefix('=') {
                Some(value) => split_value(value.trim_ascii_start()),
                None => ("", after),
            };
            rest = after;
            self.attribute(element, name, value);
            match name {
                "property" => property = value,
                "content" if property.starts_with("og:image") => self.preview(property, value),
                _ => {}
            }
        }
    }

    fn preview(&mut self, property: &'a str, value: &'a str) {
        if property == "og:image" {
            self.links.push(Link { to: decode_html_entities(value), of_head: true });
        }
        self.previews.push((property, value));
    }

    /// The picture that previews show, as the head names it, and its width and height.
    pub(super) fn share(&self) -> Option<(Link<'a>, Size)> {
        let of = |wanted: &str| {
            self.previews.iter().find(|(property, _)| *property == wanted).map(|(_, value)| *value)
        };
        let number = |wanted: &str| of(wanted).and_then(|value| value.parse().ok());
        let link = Link { to: decode_html_entities(of("og:image")?), of_head: true };
        let size = number("og:image:width").zip(number("og:image:height"));
        Some((link, size.unwrap_or_default()))
    }

    fn attribute(&mut self, element: &str, name: &str, value: &'a str) {
        let of_head = element.eq_ignore_ascii_case("link");
        // Nearly all are in lower case already, and there are hundreds on a page.
        let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
        let name = if is_lower { name.into() } else { Cow::Owned(name.to_ascii_lowercase()) };
        match &*name {
            "id" => self.ids.push(decode_html_entities(value)),
            "name" if element.eq_ignore_ascii_case("a") => {
                self.names.push(decode_html_entities(value));
            }
            "data-start" | "data-script" | "data-wasm"
                if !element.eq_ignore_ascii_case("script") => {}
            "href" | "src" | "poster" | "data-start" | "data-script" | "data-wasm" => {
                self.links.push(Link { to: decode_html_entities(value), of_head });
            }
            "srcset" => {
                let addresses = srcset::candidates(value).into_iter().map(|(address, _)| address);
                self.links.extend(addresses.map(|to| Link::of_body(decode_html_entities(to))));
            }
            _ => {}
        }
    }

    /// What is wrong with it as a page of the site.
    pub(super) fn page_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        match &*self.titles {
            [title] if !title.trim().is_empty() => {}
            [_] => faults.push("the title is empty".to_owned()),
            titles => faults.push(format!("has {} titles, not one", titles.len())),
        }
        if self.headings != 1 {
            faults.push(format!("has {} headings of the first level, not one", self.headings));
        }
        let mut seen = HashSet::new();
        let repeated = self.ids.iter().filter(|id| !seen.insert(&***id));
        faults.extend(repeated.map(|id| format!("has the id {id} more than once")));
        faults
    }
}

fn ends_name(c: char) -> bool {
    c == '>' || c == '/' || c.is_ascii_whitespace()
}

/// The value of an attribute, and what follows it.
fn split_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = text.find(|c: char| c == '>' || c.is_ascii_whitespace());
    text.split_at(end.unwrap_or(text.len()))
}

/// What stands before the end tag of an element, and what follows the beginning of that tag.
fn up_to_end<'a>(text: &'a str, name: &str) -> (&'a str, &'a str) {
    for (at, _) in text.match_indices("</") {
        let after = &text[at + 2..];
        if after.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return (&text[..at], &after[name.len()..]);
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_title_one_first_heading_and_each_id_once() {
        let good = "<!DOCTYPE html><head><title>T &amp; U</title></head>\
            <body><svg><title>Drawing</title></svg><h1 id=a>T</h1>\
            <script type=application/json>{\"html\": \"<h1>no heading</h1>\"}</script></body>";
        let html = Html::read(good);
        assert_eq!(html.titles, ["T & U"]);
        assert_eq!(html.page_faults(), Vec::<String>::new());

        let bad = "<head><title> </title></head><body><h1>1</h1><h1 id=a>2</h1><p id=a></p>";
        assert_eq!(
            Html::read(bad).page_faults(),
            [
                "the title is empty",
                "has 2 headings of the first level, not one",
                "has the id a more than once",
            ]
        );
        assert_eq!(
            Html::read("").page_faults(),
            ["has 0 titles, not one", "has 0 headings of the first level, not one"]
        );
    }
    #[test]
    fn ids_and_addresses_are_found_however_they_are_written() {
        let html = Html::read(
            "<!-- <a href=no> --><LINK HREF='/a.css'><a\n class=x href = \"/b?c&amp;d\" id=one>\
             <img src=/e.png srcset='/e-1.webp 1x, /e-2.webp 2x' alt=\"a > b < c\"/>\
             <TextArea id=t><a href=no></textarea><p title><a href=/f/>f</a></p> 1 < 2 <3",
        );
        let links: Vec<(&str, bool)> = html.links.iter().map(|l| (&*l.to, l.of_head)).collect();
        let of_text = ["/b?c&d", "/e.png", "/e-1.webp", "/e-2.webp", "/f/"].map(|to| (to, false));
        assert_eq!(links[0], ("/a.css", true));
        assert_eq!(links[1..], of_text);
        assert_eq!(html.ids, ["one", "t"]);
    }

    #[test]
    fn however_many_anchors_there_are_each_counts_once() {
        let anchors: String =
            (0..100_000).map(|at| format!("<a name=n{at}><b id=i{at}></b>")).collect();
        assert_eq!(Html::read(&(anchors.clone() + &anchors)).ids.len(), 300_000);
    }

    #[test]
    fn what_breaks_off_is_read_to_its_end() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href='", "<!--", "<title>", "</", "<a/"]
        {
            assert!(Html::read(html).links.iter().all(|link| link.to.is_empty()), "{html}");
        }
    }
}
