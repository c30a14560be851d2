//! What a page is called, and what it is about.

use model::{Archive, AuthorPage, OwnMissing, Page, PostPage, Site, TagPage};
use words::Message;

use crate::pages;

/// The title of a page alone, of a list without the number of its page, and a sentence or two on it;
/// `missing` is what the owner calls the page for lost readers.
pub(super) fn title_and_description(
    site: &Site,
    missing: Option<&OwnMissing>,
    page: &Page,
) -> (String, String) {
    let words = &site.words;
    let say = |message| words.say(message).to_owned();
    let of_site = [("site", &*site.title)];
    match page {
        Page::Home(_) => (site.title.clone(), site.tagline.clone()),
        Page::Archive(Archive { listing, .. }) => (
            say(Message::Archive),
            match listing.total {
                Some(total) => words.count(Message::ArchiveAbout, total, &of_site),
                None => pages::places(words, Message::ArchivePlacesAbout, listing, &of_site),
            },
        ),
        Page::TagIndex(_) => (say(Message::Tags), words.fill(Message::TagsAbout, &of_site)),
        Page::Search => (say(Message::Search), words.fill(Message::SearchAbout, &of_site)),
        Page::Tag(TagPage { tag, listing }) => {
            let values = [of_site[0], ("tag", tag.as_str())];
            let description = match listing.total {
                Some(total) => words.count(Message::TagAbout, total, &values),
                None => pages::places(words, Message::TagPlacesAbout, listing, &values),
            };
            (words.fill(Message::TagTitle, &values[1..]), description)
        }
        Page::AuthorIndex(_) => (say(Message::Authors), say(Message::AuthorsAbout)),
        Page::Author(AuthorPage { name, description, listing, .. }) => (
            name.clone(),
            match listing.number {
                0 => description.clone(),
                _ => {
                    let values = [of_site[0], ("author", &**name)];
                    pages::places(words, Message::AuthorPlacesAbout, listing, &values)
                }
            },
        ),
        Page::SeriesIndex(_) => (say(Message::Series), say(Message::AllSeriesAbout)),
        Page::Series(series) => (series.title.clone(), series.description.clone()),
        Page::Incidents(_) => {
            (say(Message::Incidents), words.fill(Message::IncidentsAbout, &of_site))
        }
        Page::Post(PostPage { post, .. }) => {
            (post.summary.title.clone(), post.summary.description.clone())
        }
        Page::Revisions(page) => (
            words.fill(Message::RevisionsOf, &[("title", &page.text.name)]),
            say(Message::RevisionsAbout),
        ),
        Page::Standalone(page) => (page.title.clone(), page.description.clone()),
        Page::Missing(_) => match missing {
            Some(own) => (own.title.clone(), own.description.clone()),
            None => (say(Message::NotFound), say(Message::NotFoundAbout)),
        },
    }
}
