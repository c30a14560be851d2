//! Answers as JSON.

use alloc::string::String;

use search::{Found, Hit, SearchOutcome, SectionMatch, Snippet, format::decimal};

/// An answer.
pub(crate) fn answer(answer: &SearchOutcome) -> String {
    let mut json = Json(String::new());
    match answer {
        SearchOutcome::Lacking(files) => json.object([("lacking", &|json| json.texts(files))]),
        SearchOutcome::Unreadable => json.object([("unreadable", &|json| json.0.push_str("true"))]),
        SearchOutcome::Found(found) => json.found(found),
    }
    json.0
}

struct Json(String);

type Write<'a> = &'a dyn Fn(&mut Json);

impl Json {
    fn object<const N: usize>(&mut self, fields: [(&str, Write<'_>); N]) {
        self.0.push('{');
        for (at, (name, write)) in fields.into_iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            self.text(name);
            self.0.push(':');
            write(self);
        }
        self.0.push('}');
    }

    fn list<T>(&mut self, items: &[T], write: impl Fn(&mut Self, &T)) {
        self.0.push('[');
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            write(self, item);
        }
        self.0.push(']');
    }

    fn texts(&mut self, texts: &[String]) {
        self.list(texts, |json, text| json.text(text));
    }

    fn pairs(&mut self, pairs: &[(String, String)]) {
        self.list(pairs, |json, (a, b)| json.list(&[a, b], |json, text| json.text(text)));
    }

    fn text(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.0.extend(['\\', c]),
                '\0'..='\x1f' => self.0.push(' '),
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    fn truth(&mut self, truth: bool) {
        self.0.push_str(if truth { "true" } else { "false" });
    }

    fn found(&mut self, found: &Found) {
        self.object([
            ("hits", &|json| json.list(&found.hits, Self::hit)),
            ("total", &|json| decimal(found.total as u32, &mut json.0)),
            ("more", &|json| json.truth(found.more)),
            ("partial", &|json| json.truth(found.partial)),
            ("meant", &|json| json.pairs(&found.meant)),
            ("unknown", &|json| json.texts(&found.unknown)),
            ("marks", &|json| json.texts(&found.marks)),
            ("snippets", &|json| json.texts(&found.snippets)),
        ]);
    }

    fn hit(&mut self, hit: &Hit) {
        let record = &hit.record;
        self.object([
            ("title", &|json| json.snippet(&hit.title)),
            ("path", &|json| json.text(&record.path)),
            ("date", &|json| json.text(&record.date)),
            ("tags", &|json| json.texts(&record.tags)),
            ("authors", &|json| json.pairs(&record.authors)),
            ("series", &|json| json.pairs(&record.series)),
            ("places", &|json| json.list(&hit.places, Self::place)),
        ]);
    }

    fn place(&mut self, place: &SectionMatch) {
        self.object([
            ("heading", &|json| json.snippet(&place.heading)),
            ("anchor", &|json| json.text(&place.anchor)),
            ("snippet", &|json| match &place.snippet {
                Some(snippet) => json.snippet(snippet),
                None => json.0.push_str("null"),
            }),
        ]);
    }

    fn snippet(&mut self, Snippet(parts): &Snippet) {
        self.texts(parts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_json() {
        let found = Found {
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
            ..Found::default()
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
