//! What the text of an incident ends with: its impact, what contributed to it and what is done about it, as its
//! head says it. It is Markdown like the text itself, so it stands wherever that does.

use std::{collections::BTreeSet, fmt::Write};

use model::{Action, Impact, Incident};
use words::{Message, Words};

/// The sections in Markdown, each if there is something in it; `ids` are the anchors that the text has.
pub(in super::super) fn sections(
    incident: &Incident,
    ids: &BTreeSet<String>,
    words: &Words,
) -> String {
    let Incident { impact, causes, actions, .. } = incident;
    let mut text = String::new();
    if !impact.is_empty() {
        heading(&mut text, words.say(Message::Impact), "impact", ids);
        impact.iter().for_each(|impact| list_impact(&mut text, impact, words));
    }
    if !causes.is_empty() {
        heading(&mut text, words.say(Message::Causes), "contributing-factors", ids);
        for cause in causes {
            // Writing to a string can't fail.
            let _ = writeln!(text, "- {}", plain(cause));
        }
    }
    if !actions.is_empty() {
        heading(&mut text, words.say(Message::Actions), "actions", ids);
        let head = [Message::Action, Message::Owner, Message::Due, Message::State];
        row(&mut text, &head.map(|name| plain(words.say(name))));
        row(&mut text, &head.map(|_| "---".to_owned()));
        actions.iter().for_each(|action| row(&mut text, &cells(action, words)));
    }
    text
}

fn heading(text: &mut String, title: &str, anchor: &str, ids: &BTreeSet<String>) {
    let numbered = (2..).map(|number| format!("{anchor}-{number}"));
    let mut free = [anchor.to_owned()].into_iter().chain(numbered).filter(|id| !ids.contains(id));
    let _ = write!(text, "\n## {} {{#{}}}\n\n", plain(title), free.next().unwrap_or_default());
}

fn list_impact(text: &mut String, impact: &Impact, words: &Words) {
    let Impact { what, value, unit } = impact;
    let value = match value.parse() {
        Ok(count) => words.number(count),
        Err(_) => words.decimal(value),
    };
    let unit = unit.as_deref().map(|unit| format!("\u{a0}{}", plain(unit))).unwrap_or_default();
    let _ = writeln!(text, "- {}: **{}**{unit}", plain(what), plain(&value));
}

fn cells(action: &Action, words: &Words) -> [String; 4] {
    let Action { what, owner, due, state, link } = action;
    let what = match link {
        Some(link) => format!("[{}](<{}>)", plain(what), link.replace('|', "%7C")),
        None => plain(what),
    };
    let unknown = || "–".to_owned();
    [
        what,
        owner.as_deref().map_or_else(unknown, plain),
        due.map_or_else(unknown, |due| due.in_words(words)),
        plain(words.say(state.message())),
    ]
}

/// A row of a table.
pub(super) fn row(text: &mut String, cells: &[String]) {
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

/// Plain text as Markdown that says the same, as an item of a list, in a link or in a table.
pub(in super::super) fn plain(text: &str) -> String {
    const NEVER_MARKS: &str = ",;/%?'\"()+-.";
    let mut plain = String::new();
    for (at, c) in text.char_indices() {
        let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
        let begins_a_list = match c {
            '-' | '+' => before.is_empty(),
            '.' | ')' if behind.is_empty() || behind.starts_with(' ') => {
                at > 0 && before.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        };
        let is_in_an_address = c == '.'
            && before.ends_with(char::is_alphabetic)
            && behind.starts_with(char::is_alphanumeric);
        let is_mark = c.is_ascii_punctuation() && !NEVER_MARKS.contains(c);
        if is_mark || begins_a_list || is_in_an_address {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

#[cfg(test)]
mod tests {
    use model::{ActionState, Times};

    use super::*;

    #[test]
    fn plain_text_stays_what_it_is() {
        for (text, markdown) in [
            ("It re-tried (often), 7.5 % more.", "It re-tried (often), 7.5 % more."),
            ("1. first", "1\\. first"),
            ("- first", "\\- first"),
            ("www.example.org", "www\\.example\\.org"),
            ("a_b <c> `d` & :e: {{f}}", "a\\_b \\<c\\> \\`d\\` \\& \\:e\\: \\{\\{f\\}\\}"),
        ] {
            assert_eq!(plain(text), markdown);
        }
    }

    #[test]
    fn each_section_stands_where_there_is_something_in_it() {
        let mut incident = Incident {
            severity: "SEV-1".into(),
            services: vec!["api".into()],
            times: Times::default(),
            detection: None,
            impact: Vec::new(),
            causes: Vec::new(),
            actions: Vec::new(),
        };
        let words = languages::english();
        let ids = BTreeSet::from(["impact".to_owned(), "impact-2".to_owned()]);
        assert_eq!(sections(&incident, &ids, &words), "");
        let impact = |what: &str, value: &str, unit: Option<&str>| Impact {
            what: what.into(),
            value: value.into(),
            unit: unit.map(str::to_owned),
        };
        incident.impact =
            vec![impact("Failed orders", "1240", None), impact("Errors", "4.5", Some("%"))];
        incident.causes = vec!["A *lock*".into()];
        incident.actions = vec![Action {
            what: "Watch | locks".into(),
            owner: Some("Ada".into()),
            due: "2026-04-01".parse().ok(),
            state: ActionState::InProgress,
            link: Some("https://example.org/1".into()),
        }];
        assert_eq!(
            sections(&incident, &ids, &words),
            "\n## Impact {#impact-3}\n\n\
             - Failed orders: **1,240**\n- Errors: **4.5**\u{a0}%\n\
             \n## Contributing factors {#contributing-factors}\n\n- A \\*lock\\*\n\
             \n## Actions {#actions}\n\n\
             | Action | Owner | Due | State |\n| --- | --- | --- | --- |\n\
             | [Watch \\| locks](<https://example.org/1>) | Ada | 1 Apr 2026 | In progress |\n"
        );
    }
}
