//! The shortcodes that WordPress brings along.

/// A text in which they are HTML.
pub(super) fn to_html(body: &str) -> String {
    const KNOWN: [&str; 12] = [
        "caption",
        "wp_caption",
        "embed",
        "youtube",
        "video",
        "audio",
        "code",
        "sourcecode",
        "php",
        "python",
        "bash",
        "javascript",
    ];
    let mut made = String::new();
    let mut rest = body;
    // Those that nothing closes any more: to look for the end again would take for ever.
    let mut open: Vec<&str> = Vec::new();
    while let Some(at) = rest.find('[') {
        made.push_str(&rest[..at]);
        rest = &rest[at..];
        let name = KNOWN.iter().find(|name| {
            let behind = rest[1..].strip_prefix(**name);
            behind.is_some_and(|behind| behind.starts_with([' ', ']']))
        });
        let name = name.copied().filter(|name| !open.contains(name)).unwrap_or_default();
        if name.is_empty() {
            made.push('[');
            rest = &rest[1..];
            continue;
        }
        let end = rest.find(']').map_or(rest.len(), |end| end + 1);
        let close = format!("[/{name}]");
        let found = rest.find(&close);
        if found.is_none() {
            open.push(name);
        }
        let pair = found.map(|close| &rest[end.min(close)..close]);
        let whole = found.map_or(end, |at| at + close.len());
        let Some(inner) = pair else {
            made.push('[');
            rest = &rest[1..];
            continue;
        };
        made.push_str(&html_of(name, &rest[..end], inner));
        rest = &rest[whole..];
    }
    made.push_str(rest);
    made
}

/// The HTML of one, given how it begins and what is in it.
fn html_of(name: &str, beginning: &str, inner: &str) -> String {
    match name {
        "caption" | "wp_caption" => {
            let (picture, words) = inner.rsplit_once('>').unwrap_or(("", inner));
            format!("<figure>{picture}><figcaption>{}</figcaption></figure>", words.trim())
        }
        "embed" | "youtube" | "video" | "audio" => {
            format!("<p><a href=\"{0}\">{0}</a></p>", inner.trim())
        }
        // The others are code, most of them called after its language.
        _ => {
            let language = ["language=", "lang="].iter().find_map(|key| {
                let (_, value) = beginning.split_once(key)?;
                let value = value.trim_start_matches(['"', '\'']);
                Some(value.split(['"', '\'', ' ', ']']).next()?.to_owned())
            });
            let language = language.unwrap_or_else(|| name.replace("sourcecode", "text"));
            let code = inner.replace('<', "&lt;");
            format!("<pre><code class=\"language-{language}\">{code}</code></pre>")
        }
    }
}
