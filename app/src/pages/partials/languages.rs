//! The way from a page to the same in another language.

use leptos::prelude::*;
use model::Version;
use words::Message;

use crate::state::ViewContext;

/// The languages of a site that has several. A page that is not in one of them leads to its front page.
/// The app speaks one language, so the browser loads what is in another.
pub(crate) fn languages(place: &ViewContext, versions: &[Version]) -> impl IntoView + use<> {
    let items: Vec<_> = versions.iter().map(language).collect();
    (!items.is_empty()).then(|| {
        view! {
            <nav class="languages" aria-label=place.say(Message::Languages)>
                <ul>{items}</ul>
            </nav>
        }
    })
}

fn language(version: &Version) -> AnyView {
    let Version { language, name, href, is_same, is_here, .. } = version.clone();
    if is_here {
        return view! { <li><span aria-current="true">{name}</span></li> }.into_any();
    }
    let rel = if is_same { "alternate external" } else { "external" };
    view! { <li><a href=href lang=language.clone() hreflang=language rel=rel>{name}</a></li> }
        .into_any()
}
