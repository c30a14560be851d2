//! Configurations that are programs: what they say of a key in plain text. Nothing is run.

use crate::value::Table;

/// The text behind a key, `title: "…"`, or that a constant has, `export const TITLE = '…'`.
pub(crate) fn text(script: &str, keys: &[&str]) -> Option<String> {
    text_that(script, keys, |_| true)
}

/// The same, of several such texts the first that is accepted.
pub(crate) fn text_that(
    script: &str,
    keys: &[&str],
    accepts: impl Fn(&str) -> bool,
) -> Option<String> {
    keys.iter().find_map(|key| {
        let mut from = 0;
        loop {
            let at = from + script[from..].find(key)?;
            from = at + key.len();
            let before = script[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || "_$.".contains(c)) {
                continue;
            }
            let line = script[..at].rsplit('\n').next().unwrap_or_default();
            if line.trim_start().starts_with("//") || line.trim_start().starts_with('*') {
                continue;
            }
            let rest = script[from..].trim_start_matches(['\'', '"']).trim_start();
            let Some(value) = rest.strip_prefix([':', '=']) else { continue };
            let value = value.trim_start();
            let value = value.strip_prefix("new URL(").unwrap_or(value);
            if let Some(text) = quoted(value).filter(|text| accepts(text)) {
                return Some(text).filter(|text| !text.is_empty());
            }
        }
    })
}

/// The text between the quotation marks that a script begins with.
fn quoted(script: &str) -> Option<String> {
    let quote = script.chars().next().filter(|c| "'\"`".contains(*c))?;
    let mut text = String::new();
    let mut letters = script[1..].chars();
    loop {
        match letters.next()? {
            '\\' => text.push(letters.next()?),
            '\n' if quote != '`' => return None,
            '$' if quote == '`' => return None,
            c if c == quote => return Some(text.trim().to_owned()),
            c => text.push(c),
        }
    }
}

/// Every key that has a text on a line of its own: `key: "…",`.
pub(crate) fn texts(script: &str) -> Table {
    let mut found = Table::new();
    for line in script.lines() {
        let Some((key, rest)) = line.trim().split_once(':') else { continue };
        let key = key.trim_matches(['"', '\'']);
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| is_key && "\"'`".contains(*c));
        let text = quote.and_then(|quote| rest[1..].split_once(quote));
        if let Some((text, _)) = text {
            found.entry(key.to_owned()).or_insert_with(|| text.into());
        }
    }
    found
}

/// Whether a key is `true`.
pub(crate) fn truth(script: &str, key: &str) -> bool {
    let plain: String = script.split_whitespace().collect();
    plain.contains(&format!("{key}:true"))
}

/// The part of a script between the braces behind a key: `blog: {…}`.
pub(crate) fn part<'a>(script: &'a str, key: &str) -> Option<&'a str> {
    let mut from = 0;
    loop {
        let at = from + script[from..].find(key)?;
        from = at + key.len();
        let rest = script[from..].trim_start_matches(['\'', '"']).trim_start();
        let Some(rest) = rest.strip_prefix(':').map(str::trim_start) else { continue };
        if !rest.starts_with('{') {
            continue;
        }
        let mut depth = 0_usize;
        for (end, c) in rest.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(&rest[..=end]);
            }
        }
        return Some(rest);
    }
}

/// The keys of a part, not those of parts in it.
pub(crate) fn keys(part: &str) -> Vec<&str> {
    let (mut depth, mut from, mut keys) = (0_usize, 0, Vec::new());
    for (at, c) in part.char_indices() {
        match c {
            '{' | '[' | '(' => depth += 1,
            '}' | ']' | ')' => depth = depth.saturating_sub(1),
            ':' if depth == 1 => keys.push(part[from..at].trim().trim_matches(['"', '\''])),
            _ => {}
        }
        if depth == 1 && matches!(c, '{' | ',' | '}' | ']') {
            from = at + 1;
        }
    }
    keys
}

/// The texts in the list behind a key: `locales: ["de", "en"]`.
pub(crate) fn list<'a>(script: &'a str, key: &str) -> Vec<&'a str> {
    let lists = script.match_indices(key).filter_map(|(at, _)| {
        let rest = script[at + key.len()..].trim_start_matches(['\'', '"']).trim_start();
        let rest = rest.strip_prefix([':', '='])?.trim_start();
        let inner = rest.strip_prefix('[')?;
        Some(&inner[..inner.find(']')?])
    });
    let Some(mut rest) = lists.into_iter().next() else { return Vec::new() };
    let mut texts = Vec::new();
    while let Some(at) = rest.find(['"', '\'', '`']) {
        let Some((text, behind)) = rest[at + 1..].split_once(&rest[at..=at]) else { break };
        texts.push(text);
        rest = behind;
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_are_found_and_nothing_is_run() {
        let script = "// title: 'no'\nexport default {\n  title: 'It\\'s',\n  'url': `https://x.org`,\n\
            \x20 subtitle: 'no', base: `/${b}/`, blog: { path: 'b', on: true, n: {} },\n}";
        assert_eq!(text(script, &["title"]).as_deref(), Some("It's"));
        assert_eq!(text(script, &["url"]).as_deref(), Some("https://x.org"));
        assert_eq!(text(script, &["base"]), None);
        assert_eq!(part(script, "blog"), Some("{ path: 'b', on: true, n: {} }"));
        assert!(truth(script, "on"));
        let locales = "locales: { root: { lang: 'en' }, 'pt-br': {\n label: 'x' }, de: 'de' }";
        let part = part(locales, "locales").expect("a part");
        assert_eq!(keys(part), ["root", "pt-br", "de"]);
        assert_eq!(list("i18n: { locales: ['en', \"de\"] }", "locales"), ["en", "de"]);
        assert!(list("locales: {}", "locales").is_empty());
    }
}
