//! Answers as JSON.

use alloc::string::String;

use search::{Hit, SearchOutcome, SearchResults, SectionMatch, Snippet, format::decimal};

/// An answer.
pub(crate) fn answer(answer: &SearchOutcome<'_>) -> String {
    let mut json = Json(String::new());
    json.open('{');
    match answer {
        SearchOutcome::Lacking(files) => json.key("lacking").texts(files),
        SearchOutcome::Unreadable => json.key("unreadable").truth(true),
        SearchOutcome::Found(found) => json.found(found),
    }
    json.0.push('}');
    json.0
}

struct Json(String);

impl Json {
    /// Begins what has parts; a part that is not the first one begins with a comma.
    fn open(&mut self, bracket: char) {
        self.part();
        self.0.push(bracket);
    }

    fn part(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }

    fn key(&mut self, name: &str) -> &mut Self {
        self.text(name);
        self.0.push(':');
        self
    }

    fn texts<T: AsRef<str>>(&mut self, texts: &[T]) {
        self.open('[');
        texts.iter().for_each(|text| self.text(text.as_ref()));
        self.0.push(']');
    }

    fn pairs<T: AsRef<str>>(&mut self, pairs: &[(T, T)]) {
        self.open('[');
        pairs.iter().for_each(|(a, b)| self.texts(&[a.as_ref(), b.as_ref()]));
        self.0.push(']');
    }

    fn text(&mut self, text: &str) {
        self.part();
        self.0.push('"');
        for c in text.chars() {
            if matches!(c, '"' | '\\') {
                self.0.push('\\');
            }
            self.0.push(if c < ' ' { ' ' } else { c });
        }
        self.0.push('"');
    }

    fn truth(&mut self, truth: bool) {
        self.0.push_str(if truth { "true" } else { "false" });
    }

    fn found(&mut self, found: &SearchResults<'_>) {
        self.key("hits").open('[');
        found.hits.iter().for_each(|hit| self.hit(hit));
        self.0.push(']');
        decimal(found.total as u32, &mut self.key("total").0);
        self.key("more").truth(found.more);
        self.key("partial").truth(found.partial);
        self.key("meant").pairs(&found.meant);
        self.key("unknown").texts(&found.unknown);
        self.key("marks").texts(&found.marks);
        self.key("snippets").texts(&found.snippets);
    }

    fn hit(&mut self, hit: &Hit<'_>) {
        let Hit { record, title: Snippet(title), places } = hit;
        self.open('{');
        self.key("title").texts(title);
        self.key("path").text(record.path);
        self.key("date").text(record.date);
        self.key("tags").texts(&record.tags);
        self.key("authors").pairs(&record.authors);
        self.key("series").pairs(&record.series);
        self.key("places").open('[');
        places.iter().for_each(|place| self.place(place));
        self.0.push_str("]}");
    }

    fn place(&mut self, place: &SectionMatch) {
        self.open('{');
        self.key("heading").texts(&place.heading.0);
        self.key("anchor").text(&place.anchor);
        match &place.snippet {
            Some(Snippet(parts)) => self.key("snippet").texts(parts),
            None => self.key("snippet").0.push_str("null"),
        }
        self.0.push('}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_json() {
        let found = SearchResults {
            hits: vec![Hit {
                record: Default::default(),
                title: Snippet(vec!["a \"b\" \\ \n".into(), "c".into(), String::new()]),
                places: vec![SectionMatch {
                    heading: Snippet::default(),
                    anchor: "x".into(),
                    snippet: None,
                }],
            }],
            total: 12,
            meant: vec![("a".into(), "b".into())],
            ..SearchResults::default()
        };
        assert_eq!(
            answer(&SearchOutcome::Found(Box::new(found))),
            concat!(
                r#"{"hits":[{"title":["a \"b\" \\  ","c",""],"path":"","date":"","tags":[],"#,
                r#""authors":[],"series":[],"places":[{"heading":[],"anchor":"x","snippet":null}]}],"#,
                r#""total":12,"more":false,"partial":false,"meant":[["a","b"]],"unknown":[],"#,
                r#""marks":[],"snippets":[]}"#
            )
        );
    }
}
