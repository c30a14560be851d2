//! Patterns of addresses, such as `/:year/:month/:title.html`.

use crate::names::{DAYS, Date, MONTHS};

/// What a pattern may ask for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts<'a> {
    pub(crate) date: Option<Date>,
    /// The name in the address, as the generator makes it of what is asked for.
    pub(crate) title: &'a str,
    pub(crate) slug: &'a str,
    /// What Hugo's `:slug` is; empty where that is the same.
    pub(crate) slug_or_title: &'a str,
    /// The name of the file.
    pub(crate) file: &'a str,
    /// Folders above the file, or categories.
    pub(crate) sections: &'a [String],
    pub(crate) collection: &'a str,
}

impl Facts<'_> {
    fn value(&self, token: &str) -> Option<String> {
        let date = || self.date.unwrap_or(Date { year: 1, month: 1, day: 1 });
        Some(match token {
            "year" | "Y" => format!("{:04}", date().year),
            "short_year" => format!("{:02}", date().year % 100),
            "month" | "m" => format!("{:02}", date().month),
            "i_month" => date().month.to_string(),
            "monthname" | "long_month" => capital(MONTHS[usize::from(date().month) - 1]),
            "short_month" => capital(&MONTHS[usize::from(date().month) - 1][..3]),
            "day" | "d" => format!("{:02}", date().day),
            "i_day" => date().day.to_string(),
            "y_day" => format!("{:03}", date().of_year()),
            "w_year" => date().of_week().0.to_string(),
            "week" => format!("{:02}", date().of_week().1),
            "w_day" => date().of_week().2.to_string(),
            "short_day" => DAYS[usize::from(date().of_week().2) - 1][..3].to_owned(),
            "long_day" | "weekdayname" => DAYS[usize::from(date().of_week().2) - 1].to_owned(),
            "yearday" => date().of_year().to_string(),
            "hour" | "minute" | "second" => "00".into(),
            "title" => self.title.to_owned(),
            "slug" if !self.slug_or_title.is_empty() => self.slug_or_title.to_owned(),
            "slug" | "slugorfilename" | "contentbasename" | "slugorcontentbasename" => {
                self.slug.to_owned()
            }
            "filename" | "name" | "basename" => self.file.to_owned(),
            "section" => self.sections.first().cloned().unwrap_or_default(),
            "sections" | "categories" | "slugified_categories" | "path" => self.sections.join("/"),
            "collection" => self.collection.to_owned(),
            "output_ext" => ".html".into(),
            _ => return None,
        })
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The address that a pattern makes; a token that is not known stays as it is.
pub(crate) fn expand(pattern: &str, facts: &Facts<'_>) -> String {
    let mut made = String::from("/");
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        made.push_str(&rest[..at]);
        let token = &rest[at + 1..];
        let end =
            token.find(|c: char| !(c.is_ascii_alphabetic() || c == '_')).unwrap_or(token.len());
        // `:title_suffix` is a token with words behind it.
        let known = (1..=end).rev().find_map(|end| Some((end, facts.value(&token[..end])?)));
        match known {
            Some((end, value)) => {
                made.push_str(&value);
                rest = &token[end..];
            }
            None => {
                made.push(':');
                rest = token;
            }
        }
    }
    made.push_str(rest);
    while made.contains("//") {
        made = made.replace("//", "/");
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_filled() {
        let sections = ["news".to_owned(), "old".to_owned()];
        let facts = Facts {
            date: Date::new(2020, 1, 9),
            title: "a-title",
            slug: "a-slug",
            slug_or_title: "",
            file: "file",
            sections: &sections,
            collection: "posts",
        };
        for (pattern, address) in [
            ("/:categories/:year/:month/:day/:title.html", "/news/old/2020/01/09/a-title.html"),
            ("/blog/:year-:i_month/:slug/", "/blog/2020-1/a-slug/"),
            (":section/:filename", "/news/file"),
            ("/:short_year/:y_day/:title:output_ext", "/20/009/a-title.html"),
            ("/:unknown/", "/:unknown/"),
        ] {
            assert_eq!(expand(pattern, &facts), address, "{pattern}");
        }
    }
}
