//! The table of contents: what stands in the page beside the text.

use ::words::{Message, Words};

/// A heading that the table names.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Heading {
    /// 2 for a section, 3 for a part of one.
    pub level: u8,
    /// Its anchor in the page.
    pub id: String,
    /// Its words, plain text.
    pub text: String,
}

/// Sections, and below each its parts; `None` where a table would be of no use.
///
/// On narrow screens it is folded up, on wide ones it stands open under a heading: of the two names it
/// has, one is shown.
///
/// It is markup, like the text: made once and here, so that no browser has to.
pub fn contents(headings: &[Heading], words: &Words) -> Option<String> {
    if headings.len() < 2 {
        return None;
    }
    let name = html_escape::encode_text(words.say(Message::Contents));
    let mut html = format!("<p>{name}</p><details><summary>{name}</summary><ol>");
    // A part that comes before any section stands as one.
    for section in headings.chunk_by(|_, next| next.level > 2) {
        html.push_str("<li>");
        link(&mut html, &section[0]);
        if let [_, parts @ ..] = section
            && !parts.is_empty()
        {
            html.push_str("<ol>");
            for part in parts {
                html.push_str("<li>");
                link(&mut html, part);
                html.push_str("</li>");
            }
            html.push_str("</ol>");
        }
        html.push_str("</li>");
    }
    html.push_str("</ol></details>");
    Some(html)
}

fn link(html: &mut String, Heading { id, text, .. }: &Heading) {
    html.push_str("<a href=\"#");
    html_escape::encode_double_quoted_attribute_to_string(id, html);
    html.push_str("\">");
    html_escape::encode_text_to_string(text, html);
    html.push_str("</a>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_below_their_sections_and_one_heading_makes_no_table() {
        let heading = |level, id: &str| Heading { level, id: id.into(), text: format!("<{id}>") };
        let headings = [heading(3, "a"), heading(2, "b"), heading(3, "c"), heading(2, "d")];
        let words = languages::english();
        assert_eq!(contents(&headings[..1], &words), None);
        let link = |id: &str| format!("<a href=\"#{id}\">&lt;{id}&gt;</a>");
        assert_eq!(
            contents(&headings, &words),
            Some(format!(
                "<p>Contents</p><details><summary>Contents</summary><ol><li>{}</li><li>{}<ol>\
                 <li>{}</li></ol></li><li>{}</li></ol></details>",
                link("a"),
                link("b"),
                link("c"),
                link("d")
            ))
        );
    }
}
