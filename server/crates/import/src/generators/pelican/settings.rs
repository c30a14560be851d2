//! `pelicanconf.py`, of which plain values are read. Nothing is run.

use crate::names::Date;

/// Settings that are texts, numbers, truths, or lists and tables of texts.
pub(super) struct Settings(Vec<String>);

impl Settings {
    /// Of two files that say something, the second one counts.
    pub(super) fn of(config: &str, published: &str) -> Self {
        Self(vec![published.to_owned(), config.to_owned()])
    }

    /// What stands behind the name of a setting, up to the next one; an empty text where it is `None`.
    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find_map(|text| {
            let mut at = 0;
            text.split_inclusive('\n').find_map(|line| {
                let start = at;
                at += line.len();
                let rest = line.strip_prefix(name)?.trim_start().strip_prefix('=')?;
                (!rest.starts_with('='))
                    .then(|| text[start + line.len() - rest.len()..].trim_start())
            })
        })
    }

    /// A text, a number or a truth; the usual one where nothing is said.
    pub(super) fn text(&self, name: &str, usual: &str) -> String {
        let Some(value) = self.value(name) else { return usual.to_owned() };
        if let Some((text, _)) = quoted(value) {
            return text;
        }
        let word = value.split(['\n', '#']).next().unwrap_or_default().trim();
        let is_word = word.chars().all(|c| c.is_ascii_alphanumeric());
        if is_word && word != "None" { word.to_owned() } else { String::new() }
    }

    /// A list of folders, which older settings have as one text.
    pub(super) fn list(&self, name: &str, older: &str, usual: &str) -> Vec<String> {
        let Some(value) = self.value(name).or_else(|| self.value(older)) else {
            return vec![usual.to_owned()];
        };
        let end =
            if value.starts_with(['[', '(']) { value.find([']', ')']) } else { value.find('\n') };
        let all = texts(&value[..end.unwrap_or(value.len())]);
        all.into_iter().map(|path| path.trim_matches(['/', '.']).to_owned()).collect()
    }

    /// The files of a table, each with its path on the site: `{"a/b.ico": {"path": "b.ico"}}`.
    pub(super) fn paths(&self, name: &str) -> Vec<(String, String)> {
        let Some(value) = self.value(name).filter(|value| value.starts_with('{')) else {
            return Vec::new();
        };
        let mut depth = 0_usize;
        let end = value.char_indices().find_map(|(at, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(at)
        });
        let all = texts(&value[..end.unwrap_or(value.len())]);
        let mut all = all.into_iter();
        let mut found = Vec::new();
        while let (Some(from), Some(key), Some(to)) = (all.next(), all.next(), all.next()) {
            if key == "path" {
                found.push((from, to));
            }
        }
        found
    }

    /// The pattern of addresses: what a kind of texts is saved as says it all.
    pub(super) fn address(&self, of: &str, usual: &str) -> String {
        let url = self.text(&format!("{of}_URL"), "");
        let saved = self.text(&format!("{of}_SAVE_AS"), "");
        let found = if url.is_empty() || saved.ends_with("index.html") { saved } else { url };
        if found.is_empty() { usual.to_owned() } else { found }
    }
}

/// The text between quotes that a value begins with, and what is behind it.
fn quoted(value: &str) -> Option<(String, &str)> {
    let value = value.trim_start_matches(['u', 'r']);
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (mut made, mut escaped) = (String::new(), false);
    for (at, c) in value[1..].char_indices() {
        match c {
            '\\' if !escaped => escaped = true,
            c if c == quote && !escaped => return Some((made, &value[at + 2..])),
            '\n' => return None,
            c => {
                made.push(c);
                escaped = false;
            }
        }
    }
    None
}

/// All texts in a part, but for those in comments.
fn texts(part: &str) -> Vec<String> {
    let lines = part.lines().map(|line| line.split(" #").next().unwrap_or(line));
    let mut found = Vec::new();
    for line in lines.filter(|line| !line.trim_start().starts_with('#')) {
        let mut rest = line;
        while let Some(at) = rest.find(['"', '\'']) {
            let Some((text, behind)) = quoted(&rest[at..]) else { break };
            found.push(text);
            rest = behind;
        }
    }
    found
}

/// What an address may ask for.
pub(super) struct Facts<'a> {
    pub(super) slug: &'a str,
    pub(super) date: Option<Date>,
    pub(super) category: &'a str,
    pub(super) author: &'a str,
    pub(super) path: &'a str,
    pub(super) language: &'a str,
}

impl Facts<'_> {
    /// The address of a pattern: `blog/{date:%Y}/{date:%m}/{slug}/`.
    pub(super) fn address(&self, pattern: &str) -> String {
        let mut made = String::from("/");
        let mut rest = pattern.trim_start_matches(['/', '.']);
        while let Some((before, behind)) = rest.split_once('{') {
            made.push_str(before);
            let (name, behind) = behind.split_once('}').unwrap_or((behind, ""));
            rest = behind;
            let (name, format) = name.split_once(':').unwrap_or((name, ""));
            match name.trim() {
                "slug" => made.push_str(self.slug),
                "category" => made.push_str(self.category),
                "author" => made.push_str(self.author),
                "path_no_ext" => made.push_str(self.path),
                "lang" => made.push_str(self.language),
                "date" => made.push_str(&self.day(format)),
                _ => {}
            }
        }
        made.push_str(rest);
        made
    }

    fn day(&self, format: &str) -> String {
        let Some(date) = self.date else { return String::new() };
        let month = crate::names::MONTHS[usize::from(date.month) - 1];
        let short: String = month[..1].to_uppercase() + &month[1..3];
        [
            ("%Y", format!("{:04}", date.year)),
            ("%y", format!("{:02}", date.year % 100)),
            ("%m", format!("{:02}", date.month)),
            ("%-m", date.month.to_string()),
            ("%d", format!("{:02}", date.day)),
            ("%-d", date.day.to_string()),
            ("%j", format!("{:03}", date.of_year())),
            ("%b", short),
        ]
        .iter()
        .fold(format.to_owned(), |made, (mark, value)| made.replace(mark, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_settings_are_read() {
        let config = "SITENAME = u'It\\'s'\nSITEURL = ''\nFEED_RSS = None\nDEFAULT_PAGINATION = 10  # many\n\
            PAGE_PATHS = ['pages', \"more\"]\n# PATH = 'no'\nEXTRA_PATH_METADATA = {\n  'extra/CNAME': {'path': 'CNAME'},\n}\n\
            ARTICLE_URL = 'blog/{slug}/'\nARTICLE_SAVE_AS = 'blog/{slug}/index.html'\n";
        let settings = Settings::of(config, "SITEURL = 'https://old.example'\n");
        assert_eq!(settings.text("SITENAME", ""), "It's");
        assert_eq!(settings.text("SITEURL", ""), "https://old.example");
        assert_eq!(settings.text("FEED_RSS", "x"), "");
        assert_eq!(settings.text("DEFAULT_PAGINATION", ""), "10");
        assert_eq!(settings.text("PATH", "content"), "content");
        assert_eq!(settings.list("PAGE_PATHS", "PAGE_DIR", "pages"), ["pages", "more"]);
        assert_eq!(settings.paths("EXTRA_PATH_METADATA"), [("extra/CNAME".into(), "CNAME".into())]);
        assert_eq!(settings.address("ARTICLE", ""), "blog/{slug}/index.html");
        let facts = Facts {
            slug: "a",
            date: Date::new(2020, 1, 9),
            category: "c",
            author: "",
            path: "p/a",
            language: "de",
        };
        for (pattern, address) in [
            ("blog/{date:%Y}/{date:%b}/{date:%-d}/{slug}/", "/blog/2020/Jan/9/a/"),
            ("{category}/{slug}-{lang}.html", "/c/a-de.html"),
            ("{path_no_ext}.html", "/p/a.html"),
        ] {
            assert_eq!(facts.address(pattern), address, "{pattern}");
        }
    }
}
