//! What Pelican reads into Markdown: links that name their kind, `{filename}a.md`, and indented code that begins
//! with its language, `:::python`.

use super::common::{Code, Context};
use crate::{doc::Doc, escape::fence, names::slugify};

/// Replaces these.
pub(super) fn convert(doc: &mut Doc, context: &mut Context<'_>) {
    code(doc);
    links(doc, context);
}

/// Links with a kind before their path; a path that begins with a slash begins at the folder of texts.
fn links(doc: &mut Doc, context: &mut Context<'_>) {
    let text = doc.text();
    let code = Code::of(text);
    let mut edits = Vec::new();
    for open in ['{', '|'] {
        let close = if open == '{' { '}' } else { '|' };
        for (at, _) in text.match_indices(open) {
            let behind = &text[at + 1..];
            let Some((kind, rest)) = behind.split_once(close) else { break };
            let is_link = text[..at].ends_with(['(', '"', '\'', '<']) || text[..at].ends_with(": ");
            if !is_link || code.has(at) {
                continue;
            }
            let end = at + 1 + kind.len() + 1;
            match kind {
                "filename" | "static" | "attach" => {
                    let made = if rest.starts_with('/') { "@" } else { "" };
                    edits.push((at..end, made.to_owned()));
                }
                "index" => edits.push((at..end, "/".to_owned())),
                "tag" | "category" | "author" => {
                    let length = rest.find([')', '"', '\'', '>', '#', ' ']).unwrap_or(rest.len());
                    let address = format!("/{kind}/{}.html", slugify(&rest[..length]));
                    edits.push((at..end + length, address));
                }
                _ => {}
            }
        }
    }
    if !edits.is_empty() {
        context.became("links that name what they lead to", doc.line(edits[0].0.start));
    }
    edits.sort_by_key(|(range, _)| range.start);
    doc.apply(edits);
}

/// Indented code whose first line is its language stands between fences.
fn code(doc: &mut Doc) {
    let text = doc.text();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let mut edits = Vec::new();
    let (mut at, mut next) = (0, 0);
    while next < lines.len() {
        let (start, first) = (at, lines[next]);
        at += first.len();
        next += 1;
        let blanks = indent(first);
        let plain = first.trim();
        let language = plain.strip_prefix(":::").or(plain.strip_prefix("#!"));
        let is_word = |name: &&str| {
            !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "+-#_".contains(c))
        };
        let is_indented = blanks >= 4 || first.starts_with('\t');
        let Some(language) = language.map(str::trim).filter(is_word).filter(|_| is_indented) else {
            continue;
        };
        let mut body: Vec<&str> = Vec::new();
        while let Some(line) =
            lines.get(next).filter(|line| line.trim().is_empty() || indent(line) >= blanks)
        {
            body.push(line);
            at += line.len();
            next += 1;
        }
        while body.last().is_some_and(|line| line.trim().is_empty()) {
            let line = body.pop().unwrap_or_default();
            at -= line.len();
            next -= 1;
        }
        let outer = if first.starts_with('\t') { blanks - 1 } else { blanks - 4 };
        let (outer, inner) = first.split_at(outer);
        let cut = outer.len() + indent(inner);
        let code: String =
            body.iter().map(|line| format!("{outer}{}", line.get(cut..).unwrap_or("\n"))).collect();
        let fence = fence(&code);
        let end = if code.ends_with('\n') { "" } else { "\n" };
        edits.push((start..at, format!("{outer}{fence}{language}\n{code}{end}{outer}{fence}\n")));
    }
    doc.apply(edits);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_that_says_its_language_has_fences() {
        for (text, made) in [
            (
                "A\n\n    :::python\n    if a:\n        b\n\n    c\n\nB\n",
                "A\n\n```python\nif a:\n    b\n\nc\n```\n\nB\n",
            ),
            ("- A\n\n        #!sh\n        ls\n", "- A\n\n    ```sh\n    ls\n    ```\n"),
            ("    plain\n", "    plain\n"),
            ("    :::no word\n", "    :::no word\n"),
        ] {
            let mut doc = Doc::new(text.to_owned(), 1);
            code(&mut doc);
            assert_eq!(doc.text(), made, "{text}");
        }
    }
}
