//! The commands in a script, and in a document.

/// The commands of a script: each line is one or several. An alternative such as `[a|b]` is a command each.
pub(super) fn of_script(text: &str) -> Vec<String> {
    let whole = text.replace("\\\n", " ");
    let lines = whole.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let parts = lines.flat_map(|line| line.split(" #").next()).flat_map(|line| {
        // A pipe ends a command where it stands alone.
        line.split("&&").flat_map(|part| part.split(';')).flat_map(|part| part.split(" | "))
    });
    let plain = |part: &str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let skipped = words.iter().take_while(|word| ["exec", "do", "then", "if"].contains(word));
        words[skipped.count()..].join(" ")
    };
    parts.map(plain).filter(|part| !part.is_empty()).flat_map(|part| alternatives(&part)).collect()
}

/// The commands of a document: those in blocks for a shell, and those between backticks in a sentence.
pub(super) fn of_document(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    for (at, part) in text.split("\n```").enumerate() {
        if at % 2 == 1 {
            let script = part.strip_prefix("sh\n").map(of_script);
            commands.extend(script.unwrap_or_default());
            continue;
        }
        let spans = part.split('`').skip(1).step_by(2);
        commands.extend(spans.flat_map(|span| of_script(&span.replace('\n', " "))));
    }
    // What is left open is no command.
    commands.retain(|command| !command.contains('…'));
    commands
}

/// `a [b|c]` as `a b` and `a c`.
fn alternatives(command: &str) -> Vec<String> {
    let parts = command.split_once('[').and_then(|(before, rest)| {
        let (inner, after) = rest.split_once(']')?;
        inner.contains('|').then_some((before, inner, after))
    });
    match parts {
        None => vec![command.to_owned()],
        Some((before, inner, after)) => {
            inner.split('|').map(|one| format!("{before}{one}{after}")).collect()
        }
    }
}

#[test]
fn commands_are_found_in_scripts_and_documents() {
    let script =
        "# a\nexec cargo xtask ci   # b\nfor x in 1 2; do\n  a --b \\\n    c && d | e\ndone\n";
    assert_eq!(of_script(script), ["cargo xtask ci", "for x in 1 2", "a --b c", "d", "e", "done"]);
    let document = "Say `a b\nc`, `d …` or\n`e [f|g]`.\n\n```sh\nh i\n```\n\n```toml\nj = 1\n```\n";
    assert_eq!(of_document(document), ["a b c", "e f", "e g", "h i"]);
}
