//! What plugins of Gatsby make of code in a sentence of its own: `` `youtube: dQw4w9WgXcQ` ``.

use super::{
    common::{Code, Context},
    embeds,
};
use crate::doc::Doc;

/// Replaces these.
pub(super) fn convert(doc: &mut Doc, context: &mut Context<'_>) {
    let code = Code::of(doc.text());
    let mut edits = Vec::new();
    let mut at = 0;
    for line in doc.text().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let plain = line.trim();
        let inner = plain.strip_prefix('`').and_then(|line| line.strip_suffix('`'));
        // A block of code is no word, and begins before its line.
        let is_inline =
            code.has(start + line.len() - line.trim_start().len()) && !code.has(start + line.len());
        let Some((name, value)) =
            inner.filter(|_| is_inline).and_then(|inner| inner.split_once(':'))
        else {
            continue;
        };
        if let Some(made) = shown(name.trim(), value.trim()) {
            context.became(
                format!("`{}: …`: the shortcode that comes along", name.trim()),
                doc.line(start),
            );
            edits.push((start..start + line.trim_end().len(), made));
        }
    }
    doc.apply(edits);
}

fn shown(name: &str, value: &str) -> Option<String> {
    if value.is_empty() || value.contains(['`', ' ']) {
        return None;
    }
    if matches!(name, "youtube" | "video" | "vimeo" | "oembed" | "embed" | "gist" | "twitter")
        && let Some(made) = embeds::of_address(value, "")
    {
        return Some(made);
    }
    match name {
        "youtube" | "vimeo" if !value.contains('/') => Some(embeds::call(name, &[("id", value)])),
        "gist" => {
            let (path, file) = value.split_once(['#', '?']).unwrap_or((value, ""));
            let (user, id) = path.split_once('/').unwrap_or(("", path));
            let file = file.trim_start_matches("file=");
            Some(embeds::call("gist", &[("user", user), ("id", id), ("file", file)]))
        }
        "oembed" | "embed" | "twitter" if value.starts_with("https://") => {
            Some(format!("<{value}>"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_code_are_embeds() {
        for (name, value, made) in [
            ("youtube", "abc", "{{< youtube id=\"abc\" >}}"),
            ("youtube", "https://www.youtube.com/embed/abc", "{{< youtube id=\"abc\" >}}"),
            ("gist", "ana/12#a.rs", "{{< gist user=\"ana\" id=\"12\" file=\"a.rs\" >}}"),
            ("oembed", "https://a.example/x", "<https://a.example/x>"),
        ] {
            assert_eq!(shown(name, value).as_deref(), Some(made), "{name}: {value}");
        }
        assert_eq!(shown("js", "x"), None);
    }
}
