//! Which versions of a text were published, and what is in them.

use diagnostics::Source;
use model::Date;
use revisions::{Head, Version};
use values::{Fields, Value};

use super::super::front_matter;

/// A version, and what is in it.
pub(super) type Read<'a> = (&'a Version, &'a str);

/// Those that readers had, the oldest first: what was a draft is none of them, nor is what was written before
/// the day of the text. Of several of a day the last counts.
pub(super) fn published<'a>(versions: Vec<Read<'a>>, date: Date) -> Vec<Read<'a>> {
    let mut found: Vec<Read<'a>> = Vec::new();
    for (version, content) in versions.into_iter().filter(|(_, content)| !is_draft(content)) {
        // The last that there was on the day of the text is the one that was published.
        let replaces = |last: &Read<'_>| last.0.date == version.date || version.date <= date;
        if found.last().is_some_and(replaces) {
            found.pop();
        }
        found.push((version, content));
    }
    found
}

/// Whether a file was a text of the blog already while it was at a path: one that came from elsewhere in the
/// folder was not.
pub(super) fn was_text(path: &str, now: &str) -> bool {
    let first = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    let is_of_posts = |path: &str| ["posts", "incidents"].contains(&&*first(path));
    first(path) == first(now) || is_of_posts(path) && is_of_posts(now)
}

/// Whether a version says that it is a draft; one whose head can't be read is taken for one.
fn is_draft(content: &str) -> bool {
    let Some(table) = front_matter::table(&Source::new("", content)) else { return true };
    let draft = table.entries.iter().find(|(key, _)| key.value == "draft");
    draft.is_some_and(|(_, value)| !matches!(value.value, Value::Boolean(false)))
}

/// What readers see of the head of a version.
pub(super) fn head(content: &str) -> Head {
    let source = Source::new("", content);
    let Some(table) = front_matter::table(&source) else { return Head::default() };
    // What is wrong in a version of long ago is nobody's to mend.
    let mut faults = Vec::new();
    let mut fields = Fields::new(&source, table, &mut faults);
    let tags = front_matter::tags(&source, &mut fields);
    Head {
        title: fields.filled("title").map(|title| title.value),
        description: fields.filled("description").map(|text| text.value),
        tags: tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
    }
}

/// The text of a version, without its head.
pub(super) fn body(content: &str) -> String {
    let source = Source::new("", content);
    source.text().get(front_matter::body(&source)..).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(versions: &[(&str, &str)], of: &str) -> Vec<String> {
        let date = |text: &str| text.parse::<Date>().expect("a day");
        let all: Vec<Version> = versions
            .iter()
            .map(|(day, _)| Version {
                commit: String::new(),
                date: date(day),
                path: String::new(),
                blob: String::new(),
            })
            .collect();
        let read = all.iter().zip(versions).map(|(version, (_, content))| (version, *content));
        let found = published(read.collect(), date(of));
        found
            .into_iter()
            .map(|(version, content)| format!("{} {}", version.date, body(content)))
            .collect()
    }

    #[test]
    fn what_was_no_text_was_not_published() {
        assert!(
            was_text("posts/a.md", "posts/b/index.md") && was_text("posts/a.md", "incidents/a.md")
        );
        assert!(!was_text("notes/a.md", "posts/a.md") && !was_text("pages/a.md", "posts/a.md"));
    }

    #[test]
    fn a_head_is_read_in_each_of_its_forms() {
        let read =
            head("+++\ntitle = \"A\"\ndescription = \"B.\"\ntags = [\"Tail Latency\"]\n+++\n");
        assert_eq!(read.text(), "A\nB.\ntail-latency");
        assert_eq!(head("---\nTitle: A\nsummary: B.\ntags: tail latency, x\n---\n").tags.len(), 2);
        assert_eq!(head("no head"), Head::default());
    }

    #[test]
    fn what_readers_never_had_is_left_out() {
        let draft = "+++\ndraft = true\n+++\nsecret";
        let text = |words: &'static str| -> &'static str {
            Box::leak(format!("+++\ntitle = \"A\"\n+++\n{words}").into_boxed_str())
        };
        let versions = [
            ("2026-01-01", draft),
            ("2026-01-02", text("too early")),
            ("2026-01-05", text("first")),
            ("2026-01-05", text("published")),
            ("2026-01-06", "no head"),
            ("2026-01-06", "+++\ntitle = \"A\"\ndraft = treu\n+++\nmistyped"),
            ("2026-01-07", draft),
            ("2026-01-07", "---\ntitle: A\npublished: false\n---\nelsewhere"),
            ("2026-01-08", text("typo")),
            ("2026-01-08", text("mended")),
        ];
        let expected = ["2026-01-05 published", "2026-01-08 mended"];
        assert_eq!(told(&versions, "2026-01-05"), expected);
        // What was committed later than its day is published as it was then.
        let late = ["2026-01-02 too early", "2026-01-05 published", "2026-01-08 mended"];
        assert_eq!(told(&versions, "2025-12-01"), late);
        assert_eq!(told(&versions[..1], "2026-01-01"), [""; 0]);
    }
}
