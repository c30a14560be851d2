//! The data that the numbers of a text come from.

use leptos::prelude::*;
use model::{DataFile, Link, Prose};
use words::Message;

use crate::{
    pages::common::{address, with_markup},
    state::ViewContext,
};

/// The files that the numbers of a text come from: to be had, and to be held against what was read.
pub(crate) fn data(place: &ViewContext, prose: &Prose) -> Option<impl IntoView + use<>> {
    let file = |DataFile { id, name, href, sha256 }: &DataFile| {
        view! {
            <li id=id.clone()>
                <a href=href.clone() rel="external">{name.clone()}</a>
                " SHA-256 "
                <code>{sha256.clone()}</code>
            </li>
        }
    };
    let license = prose.data_license.as_ref().map(|Link { name, url }| {
        let href = address(place, url);
        let link = |_: &str| {
            view! { <a href=href.clone() rel="license external">{name.clone()}</a> }.into_any()
        };
        view! { <p>{with_markup(place, Message::DataLicense, link)}</p> }
    });
    let files = prose.data.iter().map(file).collect_view();
    (!prose.data.is_empty()).then(|| {
        view! {
            <section class="data-files" aria-label=place.say(Message::ChartData)>
                <h2>{place.say(Message::ChartData)}</h2>
                <ul>{files}</ul>
                {license}
            </section>
        }
    })
}
