//! The name of an author as a post gives it, in which some write Markdown.

use model::Byline;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use url::Url;

/// Who is meant; a link around the name is where more of them is to be found. What is wrong with it,
/// with a remedy, if it leads nowhere.
pub(super) fn read(written: &str) -> Result<Byline, (String, Option<String>)> {
    let Some((name, url)) = plain(written) else {
        return Ok(Byline::of_name(written));
    };
    let Some(url) = url else {
        return Ok(Byline::of_name(name));
    };
    match Url::parse(&url) {
        Ok(address) if matches!(address.scheme(), "http" | "https" | "mailto") => {
            Ok(Byline { name, id: None, url: Some(address.into()) })
        }
        _ => {
            let help = "begin it with https://, or write the name alone";
            Err((format!("`{url}` is not the full address of an author"), Some(help.into())))
        }
    }
}

/// The words of a name, and its link, if it is a line of Markdown and more than the words.
fn plain(written: &str) -> Option<(String, Option<String>)> {
    let (mut name, mut url) = (String::new(), None);
    for event in Parser::new(written) {
        match event {
            Event::Text(text) | Event::Code(text) => name.push_str(&text),
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. })
                if url.is_none() =>
            {
                url = Some(dest_url.into_string());
            }
            Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Strong)
            | Event::End(TagEnd::Paragraph | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {}
            // A list, `Ana <ana@example.org>`, several links: a name like any other.
            _ => return None,
        }
    }
    (!name.trim().is_empty()).then_some((name, url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_words_and_a_link_around_it_its_address() {
        for (written, name, url) in [
            ("Ana", "Ana", None),
            ("[Ana *Lind*](https://ana.example/a b)", "[Ana Lind](https://ana.example/a b)", None),
            ("[Ana *Lind*](https://ana.example)", "Ana Lind", Some("https://ana.example/")),
            ("**Ana** & `bot`", "Ana & bot", None),
            ("snake_case_name", "snake_case_name", None),
            ("1. Ana", "1. Ana", None),
            ("<b>Ana</b>", "<b>Ana</b>", None),
            ("[Ana](mailto:ana@example.org)", "Ana", Some("mailto:ana@example.org")),
            ("[](https://ana.example)", "[](https://ana.example)", None),
            (
                "[A](https://a.example), [B](https://b.example)",
                "[A](https://a.example), [B](https://b.example)",
                None,
            ),
        ] {
            let expected = Byline { name: name.into(), id: None, url: url.map(str::to_owned) };
            assert_eq!(read(written), Ok(expected), "{written}");
        }
    }

    #[test]
    fn a_link_that_leads_nowhere_is_a_fault() {
        for written in ["[Ana](/about/)", "[Ana](javascript:alert)", "[Ana](ana)", "[Ana]()"] {
            let (message, help) = read(written).expect_err(written);
            assert!(message.ends_with("is not the full address of an author"), "{message}");
            assert!(help.is_some());
        }
    }
}
