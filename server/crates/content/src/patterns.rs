//! Addresses that all posts had before, as patterns: `/:year/:month/:day/:slug.html`.

use std::path::Path;

use diagnostics::{Diagnostic, Source, Spanned, suggest};
use values::{Fields, Table, date};

use super::texts::{Draft, Kind};

/// What a pattern can ask of a post.
const PARTS: [&str; 6] = ["year", "month", "day", "slug", "name", "section"];

/// The patterns of old addresses, as `site.toml` has them.
#[derive(Debug, Default)]
pub(super) struct Patterns(Vec<Spanned<String>>);

impl Patterns {
    /// Reads the table `[permalinks]`; what is faulty is left out.
    pub(super) fn read(source: &Source, table: Table, faults: &mut Vec<Diagnostic>) -> Self {
        let mut fields = Fields::new(source, table, faults);
        let mut patterns = Vec::new();
        for pattern in fields.texts("from").unwrap_or_default() {
            match check(&pattern.value) {
                Ok(()) => patterns.push(pattern),
                Err(fault) => fields.fault_at(pattern.span, fault),
            }
        }
        fields.finish();
        Self(patterns)
    }

    /// The addresses that a text had, each with its pattern.
    pub(super) fn of<'a>(
        &'a self,
        draft: &'a Draft,
    ) -> impl Iterator<Item = (String, &'a Spanned<String>)> {
        let patterns = self.0.iter().filter(|_| draft.kind == Kind::Post);
        patterns.map(|pattern| (address(&pattern.value, draft), pattern))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What is wrong with a pattern, and how to mend it.
fn check(pattern: &str) -> Result<(), (String, Option<String>)> {
    let example = || Some("write it as \"/:year/:month/:day/:slug.html\"".to_owned());
    if !pattern.starts_with('/') || pattern.starts_with("//") || pattern.contains(['?', '#', '%']) {
        return Err((format!("`{pattern}` is not the pattern of a path on this site"), example()));
    }
    let mut tells_apart = false;
    for part in pattern.split(':').skip(1).map(name) {
        if !PARTS.contains(&part) {
            let help = suggest::did_you_mean(part, PARTS);
            let all =
                || format!("the parts are {}", PARTS.map(|part| format!(":{part}")).join(", "));
            return Err((format!("a post has no `:{part}`"), help.or_else(|| Some(all()))));
        }
        tells_apart |= matches!(part, "slug" | "name");
    }
    match tells_apart {
        true => Ok(()),
        false => Err((format!("`{pattern}` is one address for many posts"), example())),
    }
}

/// The name that a text begins with.
fn name(text: &str) -> &str {
    text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default()
}

fn address(pattern: &str, draft: &Draft) -> String {
    let mut parts = pattern.split(':');
    let mut address = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = name(part);
        address.push_str(&value(name, draft));
        address.push_str(&part[name.len()..]);
    }
    // A post that lies in no section.
    while address.contains("//") {
        address = address.replace("//", "/");
    }
    address
}

fn value(part: &str, draft: &Draft) -> String {
    let Draft { date: day, slug, file, .. } = draft;
    match part {
        "year" => format!("{:04}", day.year()),
        "month" => format!("{:02}", day.month()),
        "day" => format!("{:02}", day.day()),
        "slug" => slug.to_string(),
        "name" => match date::split_name(&file.name) {
            Ok((_, name)) => name.to_owned(),
            Err(_) => date::without(&file.name).to_owned(),
        },
        _ => {
            let own = file.folder.as_deref().unwrap_or(&file.path);
            let section = own.parent().and_then(|folder| folder.strip_prefix("posts").ok());
            section.unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_pattern_tells_posts_apart_by_what_they_have() {
        for pattern in ["/:slug", "/blog/:year/:name/", "/:section/:slug.html"] {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
        }
        for (pattern, help) in [
            (":slug", "write it as \"/:year/:month/:day/:slug.html\""),
            ("/:year/", "write it as \"/:year/:month/:day/:slug.html\""),
            ("/:slgu/", "did you mean `slug`?"),
            ("/:title/", "the parts are :year, :month, :day, :slug, :name, :section"),
            ("/?p=:slug", "write it as \"/:year/:month/:day/:slug.html\""),
        ] {
            assert_eq!(check(pattern).expect_err(pattern).1.as_deref(), Some(help), "{pattern}");
        }
    }
}
