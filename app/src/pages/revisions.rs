//! `/posts/<slug>/revisions/`: how a text changed since it was published.

use leptos::{either::Either, prelude::*};
use model::{Change, ChangedPart, Piece, Revision, RevisionsPage};
use words::Message;

use super::{common::address, partials::time};
use crate::state::ViewContext;

/// All changes of a text, the newest first, and when it was published.
pub(super) fn revisions(place: &ViewContext, page: &RevisionsPage) -> impl IntoView + use<> {
    let RevisionsPage { text, date, history } = page;
    let cut = history.is_cut.then(|| view! { <p>{place.say(Message::RevisionsOlder)}</p> });
    view! {
        <header class="page-head">
            <p class="kicker"><a href=address(place, &text.url)>{text.name.clone()}</a></p>
            <h1>{place.say(Message::Revisions)}</h1>
            <p class="lede" data-lede>{place.say(Message::RevisionsAbout)}</p>
        </header>
        <div class="revisions">
            {history.revisions.iter().map(|revision| self::revision(place, revision)).collect_view()}
            {cut}
            <p>{place.say(Message::RevisionFirst)} " " {time(place, *date)}</p>
        </div>
    }
}

/// What changed on a day.
fn revision(place: &ViewContext, revision: &Revision) -> impl IntoView + use<> {
    let Revision { date, note, change } = revision;
    let id = format!("r{date}");
    let note = note.as_ref().map(|note| view! { <p>{note.clone()}</p> });
    view! {
        <section class="section" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{time(place, *date)}</h2>
            <div>{note} {change.as_ref().map(|change| self::change(place, change))}</div>
        </section>
    }
}

/// Which words changed.
fn change(place: &ViewContext, change: &Change) -> impl IntoView + use<> {
    if !change.is_substantial() {
        return Either::Left(view! { <p>{place.say(Message::RevisionTypographic)}</p> });
    }
    let words = &place.site.words;
    let (added, removed) = (words.number(change.added), words.number(change.removed));
    let counts = [("added", &*added), ("removed", &removed)];
    let mut section = "";
    let parts = change.parts.iter().map(|part| {
        // Above several parts of a section it stands once.
        let is_other = part.section != section;
        section = &part.section;
        self::part(place, part, is_other)
    });
    let parts = parts.collect_view();
    let cut = change.is_cut.then(|| view! { <p>{place.say(Message::RevisionCut)}</p> });
    Either::Right(view! { <p>{words.fill(Message::RevisionWords, &counts)}</p> {parts} {cut} })
}

/// A part of the text that changed, below the heading of its section.
fn part(place: &ViewContext, part: &ChangedPart, is_other: bool) -> impl IntoView + use<> {
    let heading =
        (is_other && !part.section.is_empty()).then(|| view! { <h3>{part.section.clone()}</h3> });
    let said = |message| view! { <span class="visually-hidden">{place.say(message)} " "</span> };
    let piece = |piece: &Piece| {
        let text = piece.text().trim_end();
        // What stands behind the last word is no part of what came or went.
        let (behind, text) = (piece.text()[text.len()..].to_owned(), text.to_owned());
        let marked = match piece {
            Piece::Same(_) => text.into_any(),
            Piece::Added(_) => {
                view! { <ins>{said(Message::RevisionAdded)} {text}</ins> }.into_any()
            }
            Piece::Removed(_) => {
                view! { <del>{said(Message::RevisionRemoved)} {text}</del> }.into_any()
            }
        };
        view! { {marked} {behind} }
    };
    view! { {heading} <p class="changed">{part.pieces.iter().map(piece).collect_view()}</p> }
}
