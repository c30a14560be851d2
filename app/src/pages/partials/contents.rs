//! The table of contents: what stands in the page beside a text.

use leptos::prelude::*;
use model::Heading;
use words::Message;

use crate::state::ViewContext;

/// Sections, and below each its parts.
///
/// On narrow screens it is folded up, on wide ones it stands open under a heading: of the two names it
/// has, one is shown.
pub(crate) fn contents(place: &ViewContext, headings: &[Heading]) -> Option<impl IntoView + use<>> {
    let [_, _, ..] = headings else { return None };
    let name = place.say(Message::Contents);
    // A part that comes before any section stands as one.
    let sections = headings.chunk_by(|_, next| next.level > 2).map(|section| {
        let parts = section[1..].iter().map(|part| view! { <li>{link(part)}</li> });
        let parts = parts.collect::<Vec<_>>();
        let parts = (!parts.is_empty()).then(|| view! { <ol>{parts}</ol> });
        view! { <li>{link(&section[0])} {parts}</li> }
    });
    let sections = sections.collect::<Vec<_>>();
    Some(view! {
        <nav class="toc" aria-label=name.clone() data-contents>
            <p>{name.clone()}</p>
            <details>
                <summary>{name.clone()}</summary>
                <ol>{sections}</ol>
            </details>
        </nav>
    })
}

fn link(Heading { id, text, .. }: &Heading) -> impl IntoView + use<> {
    view! { <a href=format!("#{id}")>{text.clone()}</a> }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::Site;

    use super::*;
    use crate::pages::markup;

    #[test]
    fn parts_stand_below_their_sections_and_one_heading_makes_no_table() {
        let site = Site { words: languages::english(), ..Site::default() };
        let place = ViewContext { site: Arc::new(site), route: None };
        let heading = |level, id: &str| Heading { level, id: id.into(), text: format!("<{id}>") };
        let headings = [heading(3, "a"), heading(2, "b"), heading(3, "c"), heading(2, "d")];
        assert!(contents(&place, &headings[..1]).is_none());
        let link = |id: &str| format!("<a href=\"#{id}\">&lt;{id}&gt;</a>");
        assert_eq!(
            contents(&place, &headings).map(markup),
            Some(format!(
                "<nav aria-label=\"Contents\" data-contents class=\"toc\"><p>Contents</p>\
                 <details><summary>Contents</summary><ol><li>{}</li><li>{}<ol>\
                 <li>{}</li></ol></li><li>{}</li></ol></details></nav>",
                link("a"),
                link("b"),
                link("c"),
                link("d")
            ))
        );
    }
}
