//! What was put right in the texts of a blog: a feed of its own, for those who relied on them.

use model::{
    Correction, Library, Post, Site,
    routes::{CORRECTIONS, Route},
};
use urls::plan::IN_FEED;
use words::Message;

use super::{address, atom, time::rfc3339, xml::Xml};

/// The feed; `None` where nothing was corrected.
pub(super) fn corrections<'a>(library: &'a Library) -> Option<String> {
    let site = library.site();
    // Of several of one day in a text each has a name by its place among them, from the oldest.
    let of_post = |post: &'a Post| {
        let count = post.corrections.len();
        post.corrections
            .iter()
            .enumerate()
            .map(move |(at, correction)| (post, correction, count - at))
    };
    let mut all: Vec<(&Post, &Correction, usize)> =
        library.dated().into_iter().flat_map(of_post).collect();
    all.sort_by_key(|(_, correction, _)| std::cmp::Reverse(correction.date));
    all.truncate(IN_FEED);
    let newest = all.first()?.1.date;
    let mut xml = Xml::new(&site.root_path().join("/feed.css"));
    let namespaces =
        [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", site.language.as_str())];
    let page = site.url(&Route::Home);
    let own = site.absolute(CORRECTIONS);
    xml.element("feed", &namespaces, |xml| {
        xml.text("id", &own);
        let title = site.words.say(Message::Corrections);
        xml.text("title", &format!("{title} – {}", site.title));
        xml.text("updated", &rfc3339(newest));
        atom::link(xml, "self", atom::KIND, &own);
        atom::link(xml, "alternate", "text/html", &page);
        for (post, correction, number) in all {
            entry(xml, site, post, correction, number);
        }
    });
    Some(xml.finish())
}

fn entry(xml: &mut Xml, site: &Site, post: &Post, correction: &Correction, number: usize) {
    let Correction { date, wrong, right, .. } = correction;
    let page = address(site, post);
    let place = format!("{page}#{}", correction.anchor());
    let said = |message, text| site.words.fill(message, &[("text", text)]);
    let content = [
        said(Message::CorrectionWrong, wrong.as_str()),
        said(Message::CorrectionRight, right.as_str()),
    ];
    xml.element("entry", &[], |xml| {
        xml.text("id", &format!("{page}#correction-{number}"));
        xml.text("title", &post.summary.title);
        atom::link(xml, "alternate", "text/html", &place);
        xml.text("published", &rfc3339(*date));
        xml.text("updated", &rfc3339(*date));
        for author in &post.authors {
            xml.element("author", &[], |xml| xml.text("name", &author.name));
        }
        xml.text("content", &content.join(" "));
    });
}
