//! The picture that chats and social networks show with a link to a page: its title, author, date
//! and tags, in the type and colours of the site.
//!
//! A card is *planned* before the pages are rendered, because they name it, and drawn after. Its
//! name is made of all that it is drawn from; so it is known without drawing, and a card that was
//! drawn once is not drawn again.

mod canvas;
mod drawing;
mod fonts;
mod letters;
mod png;
mod setting;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diagnostics::{Result, progress};
use images::Icon;
use model::{
    Library, Page, Palette, Picture, Post, Site, Sparkline,
    routes::{MEDIA, Route},
};
use rayon::prelude::*;
use store::{Cache, Key, fingerprint};
use typeface::Typeface;
use unicode_segmentation::UnicodeSegmentation;
use words::Message;

use super::Folder;
use crate::cards::{
    canvas::{HEIGHT, WIDTH},
    drawing::{CardCanvas, CardText, Ground},
    fonts::{Fonts, Region, Weight},
};

/// To be counted up whenever cards come out otherwise than before, be it by a change here or in
/// what draws them: the reference pictures of the tests tell.
const VERSION: &str = "card 6";

/// All cards of a site.
#[derive(Debug)]
pub struct Cards {
    fonts: Fonts,
    icon: Icon,
    colours: Palette,
    language: String,
    routes: Vec<(Route, Planned)>,
    missing: BTreeMap<char, Route>,
}

/// A card that may have been drawn already.
#[derive(Debug)]
struct Planned {
    words: CardText,
    /// Names it by all that it is made of.
    name: String,
}

impl Cards {
    /// Plans the cards of a site, if it wants any, set in a typeface.
    pub fn plan(library: &Library, icon: &Icon, typeface: &Typeface) -> Self {
        let words: Vec<(Route, CardText)> = match library.settings().cards {
            true => words_of_all(library),
            false => Vec::new(),
        };
        let fonts = Fonts::for_texts(typeface, words.iter().flat_map(|(_, words)| texts(words)));
        let language = library.site().language.clone();
        let colours = library.settings().theme.colours.clone();
        let planned: Vec<_> = words
            .into_par_iter()
            .map(|(route, words)| {
                let used = Used::by(&words, &language, &fonts);
                let name = name(&words, &language, (icon, &colours), &used, &fonts);
                (route, Planned { words, name }, used.missing)
            })
            .collect();
        let mut missing = BTreeMap::new();
        let mut routes = Vec::new();
        for (route, card, lacks) in planned {
            for character in lacks {
                missing.entry(character).or_insert_with(|| route.clone());
            }
            routes.push((route, card));
        }
        Self { fonts, icon: icon.clone(), colours, language, routes, missing }
    }

    /// The card of each page, as its head names it.
    pub fn shares(&self) -> HashMap<Route, Picture> {
        let share = |Planned { words, name }: &Planned| Picture {
            src: path(name),
            alt: alt(words),
            width: Some(WIDTH),
            height: Some(HEIGHT),
            ..Picture::default()
        };
        self.routes.iter().map(|(route, planned)| (route.clone(), share(planned))).collect()
    }

    /// What no font of this machine can write, each character with the first page that has it.
    pub fn missing(&self) -> &BTreeMap<char, Route> {
        &self.missing
    }

    /// Writes all cards into a site, drawing those that the cache doesn't have.
    ///
    /// # Errors
    ///
    /// When one can't be drawn or written.
    pub fn write(&self, site: &Folder, cache: &Cache) -> Result<()> {
        // Pages that say the same share a card.
        let cards: BTreeMap<&str, &CardText> =
            self.routes.iter().map(|(_, card)| (card.name.as_str(), &card.words)).collect();
        let ground = Ground::of(&self.icon, &self.colours, &self.fonts)?;
        let stage = progress::stage("Drawing", cards.len(), "share preview");
        let cards = cards.into_par_iter();
        cards.try_for_each_init(
            || ground.desk(),
            |desk, (name, words)| {
                stage.step();
                let key = Key::of([VERSION.as_bytes(), name.as_bytes()]);
                let card = || cache.get_or_make(key, || self.draw(name, words, &ground, desk));
                site.write_keyed(&path(name), key, card)
            },
        )
    }

    fn draw(
        &self,
        name: &str,
        words: &CardText,
        ground: &Ground,
        desk: &mut CardCanvas,
    ) -> Result<Vec<u8>> {
        drawing::draw(words, name.as_bytes(), &self.language, ground, &self.fonts, desk)
    }
}

/// Where a card is found, as a path on the site.
fn path(name: &str) -> String {
    format!("{MEDIA}card.{name}.png")
}

/// What the cards of a site say: one for each page, but for posts with a cover that will do.
fn words_of_all(library: &Library) -> Vec<(Route, CardText)> {
    let site = library.site();
    let posts = library.dated().into_par_iter().filter(|post| !has_picture(post));
    let posts = posts.map(|post| (post.route(), clean(of_post(site, post))));
    // A post is large, and all of it that is needed stands in the list of posts.
    let others = library.routes().into_par_iter();
    let others = others.filter(|route| library.text(route).is_none()).filter_map(|route| {
        let words = words(library, &library.page(&route)?);
        Some((route, clean(words)))
    });
    posts.chain(others).collect()
}

/// Whether a post has a cover that every program can show in a preview, and large enough.
fn has_picture(post: &Post) -> bool {
    const READ_EVERYWHERE: [&str; 4] = [".gif", ".jpeg", ".jpg", ".png"];
    post.cover.as_ref().is_some_and(|cover| {
        let name = cover.src.to_ascii_lowercase();
        cover.width.is_none_or(|width| width >= WIDTH / 2)
            && READ_EVERYWHERE.iter().any(|kind| name.ends_with(kind))
    })
}

/// What the card of a page says.
fn words(library: &Library, page: &Page) -> CardText {
    let site = library.site();
    let of_the_blog = |title: &str, sentence: &str| CardText {
        site: site.title.clone(),
        title: title.to_owned(),
        sentence: sentence.to_owned(),
        ..CardText::default()
    };
    match page {
        Page::Home(_) | Page::Missing(_) => {
            CardText { site: String::new(), ..of_the_blog(&site.title, &site.tagline) }
        }
        Page::Archive(_) => of_the_blog(site.words.say(Message::Archive), &site.tagline),
        Page::TagIndex(_) => of_the_blog(site.words.say(Message::Tags), &site.tagline),
        Page::Search => of_the_blog(site.words.say(Message::Search), &site.tagline),
        Page::Tag(tagged) => of_the_blog(&format!("#{}", tagged.tag), &site.tagline),
        Page::Incidents(_) => {
            of_the_blog(site.words.say(Message::Incidents), &library.incidents_about())
        }
        Page::AuthorIndex(_) => {
            of_the_blog(site.words.say(Message::Authors), site.words.say(Message::AuthorsAbout))
        }
        Page::Author(author) if author.description.is_empty() => {
            of_the_blog(&author.name, &site.tagline)
        }
        Page::Author(author) => of_the_blog(&author.name, &author.description),
        Page::SeriesIndex(_) => {
            of_the_blog(site.words.say(Message::Series), site.words.say(Message::AllSeriesAbout))
        }
        Page::Series(series) => of_the_blog(&series.title, &series.description),
        Page::Standalone(page) => of_the_blog(&page.title, &page.description),
        Page::Post(page) => of_post(site, &page.post),
    }
}

fn of_post(site: &Site, post: &Post) -> CardText {
    let authors: Vec<&str> = post.authors.iter().map(|author| author.name.as_str()).collect();
    let mut date = post.summary.date.in_words(&site.words);
    if let Some(incident) = &post.incident {
        date = format!("{} · {date}", incident.severity);
    }
    CardText {
        site: site.title.clone(),
        title: post.summary.title.clone(),
        // The date first: what may be cut is last.
        byline: format!("{date} · {}", site.words.list(authors)),
        tags: post.summary.tags.iter().map(ToString::to_string).collect(),
        sentence: String::new(),
        sparkline: post.summary.sparkline.clone(),
    }
}

/// The words in one line each, without what can't be drawn.
fn clean(words: CardText) -> CardText {
    let clean = |text: String| {
        let drawable = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
        let words = text.split(|c: char| c.is_whitespace() && c != '\u{a0}' || c.is_control());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join(" ").chars().filter(|&c| drawable(c)).collect()
    };
    CardText {
        site: clean(words.site),
        title: clean(words.title),
        byline: clean(words.byline),
        tags: words.tags.into_iter().map(clean).collect(),
        sentence: clean(words.sentence),
        sparkline: words.sparkline,
    }
}

/// All texts on a card.
fn texts(words: &CardText) -> impl Iterator<Item = &str> {
    let CardText { site, title, byline, tags, sentence, sparkline: _ } = words;
    [site, title, byline, sentence].into_iter().chain(tags).map(String::as_str)
}

/// A card in words: all that stands on it.
fn alt(words: &CardText) -> String {
    let CardText { site, title, byline, sentence, .. } = words;
    let lines = [title, byline, sentence, site].into_iter().filter(|line| !line.is_empty());
    lines.map(String::as_str).collect::<Vec<_>>().join(" – ")
}

/// What a card takes from the machine that it is drawn on.
#[derive(Default)]
struct Used {
    /// The fonts, by what is in them.
    fonts: BTreeSet<String>,
    missing: BTreeSet<char>,
}

impl Used {
    fn by(words: &CardText, language: &str, fonts: &Fonts) -> Self {
        let mut used = Self::default();
        for text in texts(words) {
            let weight = if *text == words.title || *text == words.site {
                Weight::Semibold
            } else {
                Weight::Medium
            };
            if fonts.own_has(text) {
                continue;
            }
            let region = Region::of(text, language);
            for cluster in text.graphemes(true) {
                match fonts.choose(cluster, weight, region) {
                    Some(face) if fonts.is_own(face) => {}
                    Some(face) => {
                        used.fonts.insert(fonts.name(face));
                    }
                    None => used.missing.extend(cluster.chars().next()),
                }
            }
        }
        used
    }
}

/// Names a card by all that it is made of.
fn name(
    words: &CardText,
    language: &str,
    (icon, colours): (&Icon, &Palette),
    used: &Used,
    fonts: &Fonts,
) -> String {
    let colours = colours.pairs().map(|pair| pair.light.to_string()).concat();
    let parts = [VERSION, language, icon.svg(), &colours, fonts.own_name()].into_iter();
    let drawing = words.sparkline.as_ref();
    let drawing = drawing.map(|Sparkline { kind, soft, red, .. }| [kind.name(), soft, red]);
    // A number before each list keeps one apart from the other.
    let (tags, faces) = (words.tags.len().to_string(), used.fonts.len().to_string());
    let parts = parts.chain(texts(words)).chain([tags.as_str(), faces.as_str()]);
    let parts = parts.chain(used.fonts.iter().map(String::as_str));
    let parts = parts.chain(drawing.into_iter().flatten());
    fingerprint(parts.map(str::as_bytes))
}
