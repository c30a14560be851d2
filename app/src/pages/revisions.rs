//! `/posts/<slug>/revisions/`: how a text changed since it was published.

use leptos::{either::Either, prelude::*};
use model::{Change, ChangedKey, ChangedPart, Piece, Revision, RevisionsPage};
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

/// What changed: in the head, and which words.
fn change(place: &ViewContext, change: &Change) -> impl IntoView + use<> {
    if !change.is_substantial() {
        return Either::Left(view! { <p>{place.say(Message::RevisionTypographic)}</p> });
    }
    let head = (!change.head.is_empty()).then(|| {
        let keys = change.head.iter().map(|key| changed_key(place, key)).collect_view();
        view! { <ul class="changed">{keys}</ul> }
    });
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
    let counts =
        change.has_words().then(|| view! { <p>{words.fill(Message::RevisionWords, &counts)}</p> });
    Either::Right(view! { {head} {counts} {parts} {cut} })
}

/// Something of the head that changed: what it is, what it said and what it says.
fn changed_key(place: &ViewContext, changed: &ChangedKey) -> impl IntoView + use<> {
    let ChangedKey { key, before, after } = changed;
    let list = |said: &[String]| (!said.is_empty()).then(|| place.site.words.list(said));
    let before = list(before).map(|text| removed(place, text));
    let after = list(after).map(|text| added(place, text));
    view! { <li><strong>{place.say(key.message())}</strong> " " {before} " " {after}</li> }
}

/// What came, said to those who listen, too.
fn added(place: &ViewContext, text: String) -> impl IntoView + use<> {
    view! { <ins>{said(place, Message::RevisionAdded)} {text}</ins> }
}

/// What went, likewise.
fn removed(place: &ViewContext, text: String) -> impl IntoView + use<> {
    view! { <del>{said(place, Message::RevisionRemoved)} {text}</del> }
}

fn said(place: &ViewContext, message: Message) -> impl IntoView + use<> {
    view! { <span class="visually-hidden">{place.say(message)} " "</span> }
}

/// A part of the text that changed, below the heading of its section.
fn part(place: &ViewContext, part: &ChangedPart, is_other: bool) -> impl IntoView + use<> {
    let heading =
        (is_other && !part.section.is_empty()).then(|| view! { <h3>{part.section.clone()}</h3> });
    let piece = |piece: &Piece| {
        let text = piece.text().trim_end();
        // What stands behind the last word is no part of what came or went.
        let (behind, text) = (piece.text()[text.len()..].to_owned(), text.to_owned());
        let marked = match piece {
            Piece::Same(_) => text.into_any(),
            Piece::Added(_) => added(place, text).into_any(),
            Piece::Removed(_) => removed(place, text).into_any(),
        };
        view! { {marked} {behind} }
    };
    view! { {heading} <p class="changed">{part.pieces.iter().map(piece).collect_view()}</p> }
}
