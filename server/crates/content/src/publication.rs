//! What of the texts is published, and at which addresses.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use model::{Date, Site, routes::Route};

use super::{
    addresses::PublishState,
    files::TextKind,
    lists::Lists,
    texts::{Excluded, ParsedText},
};

/// How many texts are not part of the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Drafts, whatever their date.
    pub drafts: usize,
    /// Posts that are dated after today.
    pub future: usize,
    /// When the next of those is due.
    pub next: Option<Date>,
}

impl LeftOut {
    /// Those of several languages.
    pub(super) fn together(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::default(), |sum, own| Self {
            drafts: sum.drafts + own.drafts,
            future: sum.future + own.future,
            next: [sum.next, own.next].into_iter().flatten().min(),
        })
    }
}

pub(super) fn left_out(drafts: &[ParsedText]) -> LeftOut {
    let future = |draft: &&ParsedText| draft.left_out == Some(Excluded::Future);
    LeftOut {
        drafts: drafts.iter().filter(|draft| draft.left_out == Some(Excluded::Draft)).count(),
        future: drafts.iter().filter(future).count(),
        next: drafts.iter().filter(future).map(|draft| draft.date).min(),
    }
}

/// Every list of posts, with how many of some texts are on it.
pub(super) fn lengths<'a>(
    lists: &Lists,
    texts: impl Iterator<Item = &'a ParsedText>,
) -> BTreeMap<Route, usize> {
    let mut lengths = BTreeMap::from([(Route::Archive, 0)]);
    lengths.extend(lists.authors.ids().map(|id| (Route::Author(id.clone()), 0)));
    for ParsedText { front, kind, .. } in texts {
        let series = front.series.iter().map(|part| Route::Series(part.id.clone()));
        let tags = front.tags.iter().cloned().map(Route::Tag);
        let authors = front.authors.iter().filter_map(|author| author.id.clone());
        let of_post = tags.chain(authors.map(Route::Author)).chain([Route::Archive]);
        let of_post = series.chain(of_post.filter(|_| *kind == TextKind::Post));
        let incidents = (*kind == TextKind::Incident).then_some(Route::Incidents);
        for list in of_post.filter(|_| incidents.is_none()).chain(incidents.clone()) {
            *lengths.entry(list).or_default() += 1;
        }
    }
    lengths
}

/// Every address of a site with some texts.
pub(super) fn routes<'a>(
    site: &Site,
    lists: &Lists,
    texts: impl Iterator<Item = &'a ParsedText> + Clone,
) -> BTreeSet<Route> {
    let lengths = lengths(lists, texts.clone());
    let is_series = |list: &Route| matches!(list, Route::Series(_));
    let all_series = lengths.keys().any(is_series).then_some(Route::AllSeries);
    let all_authors = lists.authors.ids().next().map(|_| Route::Authors);
    let search = (!site.unsearched).then_some(Route::Search);
    [Route::Home, Route::Tags]
        .into_iter()
        .chain(search)
        .chain(texts.map(ParsedText::route))
        .chain(lengths.into_iter().flat_map(|(list, posts)| list.pages(posts)))
        .chain(all_authors)
        .chain(all_series)
        .collect()
}

pub(super) fn publish_states(drafts: &[ParsedText]) -> BTreeMap<PathBuf, PublishState> {
    let state = |draft: &ParsedText| match (draft.left_out, draft.early) {
        (Some(why), _) => PublishState::LeftOut(draft.route(), why.noun()),
        (None, Some(why)) => PublishState::Early(draft.route(), why.noun()),
        (None, None) => PublishState::Page(draft.route()),
    };
    drafts.iter().map(|draft| (draft.file.path.clone(), state(draft))).collect()
}
