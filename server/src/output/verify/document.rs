//! What the check needs to know of an HTML file.

use std::collections::HashSet;

use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};

/// An address that a page names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Link {
    /// As it stands in the page.
    pub(super) to: String,
    /// Whether it stands in the head's `<link>`: such an address is ours even when it is absolute.
    pub(super) of_head: bool,
}

/// Title, headings, anchors and addresses of an HTML file.
#[derive(Debug, Default)]
pub(super) struct Html {
    /// Each title of the document, with its text.
    titles: Vec<String>,
    /// How many headings of the first level there are.
    headings: usize,
    repeated_ids: Vec<String>,
    pub(super) ids: HashSet<String>,
    pub(super) links: HashSet<Link>,
}

impl Html {
    pub(super) fn read(html: &[u8]) -> Self {
        let mut facts = Self::default();
        let mut in_head = true;
        let mut in_title = false;
        let mut emitter = DefaultEmitter::default();
        // What stands in a script is no markup, and the data of a page is full of it.
        emitter.naively_switch_states(true);
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => {
                    match tag.name.as_slice() {
                        b"body" => in_head = false,
                        // A drawing in the text may have a title too.
                        b"title" if in_head => {
                            in_title = true;
                            facts.titles.push(String::new());
                        }
                        b"h1" => facts.headings += 1,
                        _ => {}
                    }
                    facts.attributes(&tag);
                }
                Token::EndTag(tag) if tag.name.as_slice() == b"title" => in_title = false,
                Token::String(words) if in_title => {
                    if let Some(title) = facts.titles.last_mut() {
                        title.push_str(&text(&words));
                    }
                }
                _ => {}
            }
        }
        facts
    }

    fn attributes(&mut self, tag: &StartTag<()>) {
        for (name, value) in &tag.attributes {
            match name.as_slice() {
                b"id" => {
                    let id = text(value);
                    if !self.ids.insert(id.clone()) {
                        self.repeated_ids.push(id);
                    }
                }
                b"href" | b"src" | b"poster" | b"data-script" | b"data-wasm" => {
                    let of_head = tag.name.as_slice() == b"link";
                    self.links.insert(Link { to: text(value), of_head });
                }
                _ => {}
            }
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
        faults.extend(self.repeated_ids.iter().map(|id| format!("has the id {id} more than once")));
        faults
    }
}

fn text(bytes: &HtmlString) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_title_one_first_heading_and_each_id_once() {
        let good = "<!DOCTYPE html><head><title>T &amp; U</title></head>\
            <body><svg><title>Drawing</title></svg><h1 id=a>T</h1>\
            <script type=application/json>{\"html\": \"<h1>no heading</h1>\"}</script></body>";
        let html = Html::read(good.as_bytes());
        assert_eq!(html.titles, ["T & U"]);
        assert_eq!(html.page_faults(), Vec::<String>::new());

        let bad = "<head><title> </title></head><body><h1>1</h1><h1 id=a>2</h1><p id=a></p>";
        assert_eq!(
            Html::read(bad.as_bytes()).page_faults(),
            [
                "the title is empty",
                "has 2 headings of the first level, not one",
                "has the id a more than once",
            ]
        );
        assert_eq!(
            Html::read(b"").page_faults(),
            ["has 0 titles, not one", "has 0 headings of the first level, not one"]
        );
    }
}
