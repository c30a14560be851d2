//! `/posts/<slug>/`, `/incidents/<slug>/`: one article.

use leptos::{either::Either, prelude::*};
use model::{
    Post, PostContext, PostFrame, PostLink, PostPage, SeriesName, SeriesPart, Services, Share,
    Summary,
    routes::{FEED, Route},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use words::Message;

use super::{
    common::with_markup,
    incidents::glance,
    partials::{
        Meta, bylines, comments, contents, data, lede, meta, newsletter, pager, picture, rows_of,
        tag_list,
    },
};
use crate::state::ViewContext;

/// One article with its surroundings.
pub(super) fn post(
    place: &ViewContext,
    page: &PostPage,
    frame: &PostFrame,
    services: &Services,
) -> impl IntoView + use<> {
    let PostPage { post, context } = page;
    let context = context.as_ref();
    let part = context.and_then(|context| context.part.as_ref()).filter(|_| frame.series);
    let summary = &post.summary;
    let corrected = post.corrections.iter().map(|correction| correction.date).max();
    let revisions = post.revised.then(|| place.href(&Route::Revisions(Box::new(post.route()))));
    let when = Meta {
        date: summary.date,
        minutes: summary.minutes,
        authors: &post.authors,
        // What was corrected that day is said instead.
        updated: summary.updated.filter(|date| corrected != Some(*date)),
        revisions,
        corrected,
        canonical: post.canonical.as_deref(),
    };
    let related = context.filter(|_| frame.related);
    let related = related.and_then(|at| others(place, "related", Message::Related, &at.related));
    let cited = context.filter(|_| frame.cited);
    let cited = cited.and_then(|at| others(place, "cited", Message::CitedBy, &at.cited));
    let lede = lede(&post.prose, &summary.description);
    let contents = contents(place, &post.prose.contents).filter(|_| frame.contents);
    let discussed = services.loaded.comments.is_some() && !post.prose.undiscussed;
    view! {
        <article class="post" data-minutes=summary.minutes data-day=post.changed().to_string()>
            <header class="page-head">
                {above(place, post, context)}
                <h1>{summary.title.clone()}</h1>
                {lede}
                {meta(place, &when)}
                {post.incident.as_ref().map(|incident| glance(place, incident))}
            </header>
            {picture(place, "cover", post.cover.as_ref())}
            {part.zip(post.series.as_ref()).map(|(part, series)| parts(place, post, part, series))}
            {contents}
            <div class="prose" data-prose inner_html=post.prose.html.to_string()></div>
            {data(place, &post.prose)}
            {end(place, post, part, frame)}
        </article>
        {services.newsletter.as_ref().map(|letter| newsletter(place, letter))}
        {discussed.then(|| comments(place))}
        {context.map(|context| neighbours(place, context))}
        {related}
        {cited}
    }
}

/// Other posts that have to do with this one, below a heading; nothing if there are none.
fn others(
    place: &ViewContext,
    id: &'static str,
    title: Message,
    posts: &[Summary],
) -> Option<impl IntoView + use<>> {
    (!posts.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby=id>
                <h2 id=id>{place.say(title)}</h2>
                {rows_of(place, posts)}
            </section>
        }
    })
}

/// The list that the post is on.
fn above(place: &ViewContext, post: &Post, context: Option<&PostContext>) -> impl IntoView + use<> {
    let Some(context) = context else {
        let list = place.href(&Route::Incidents);
        let link = view! { <p class="kicker"><a href=list>{place.say(Message::Incidents)}</a></p> };
        return Either::Left(link);
    };
    let archive = place.href(&Route::Archive);
    let listed = place.href(&Route::Archive.numbered(context.archive_page));
    let year = post.summary.date.year();
    Either::Right(view! {
        <p class="kicker">
            <a href=archive>{place.say(Message::Archive)}</a>
            " "
            <a href=format!("{listed}#y{year}")>{year}</a>
        </p>
    })
}

/// What a reader may want who has read it all: the next part, who wrote this, and what can be done.
fn end(
    place: &ViewContext,
    post: &Post,
    part: Option<&SeriesPart>,
    frame: &PostFrame,
) -> impl IntoView + use<> {
    let next = part.and_then(|part| next_part(post, part)).map(|PostLink { slug, title }| {
        let href = place.href(&Route::Post(slug.clone()));
        let link = |_: &str| view! { <a href=href.clone()>{title.clone()}</a> }.into_any();
        view! { <p class="next-part">{with_markup(place, Message::NextPart, link)}</p> }
    });
    let contact = place.site.contact.as_ref().map(|contact| {
        let href = correction(contact, &post.summary.title);
        view! { <a href=href rel="external">{place.say(Message::Correct)}</a> }
    });
    let edit = frame.edit_url.as_ref().map(|pattern| {
        let href = pattern.replace("{path}", &path(&post.prose.file));
        view! { " " <a href=href rel="external">{place.say(Message::Edit)}</a> }
    });
    let revisions = post.revised.then(|| {
        let href = place.href(&Route::Revisions(Box::new(post.route())));
        view! { <a href=href>{place.say(Message::Revisions)}</a> " " }
    });
    let feed = place.site.base_path().join(&feed_of(place, post));
    let route = post.route();
    let markdown = place.site.routes.markdown_path(&route).unwrap_or_default();
    let markdown = place.site.base_path().join(&markdown);
    view! {
        <footer class="post-end">
            {next}
            <ul class="meta">
                <li>{place.say(Message::WrittenBy)}</li>
                {bylines(place, &post.authors)}
            </ul>
            {post.incident.is_none().then(|| tag_list(place, &post.summary.tags))}
            <p class="more">
                {revisions} {contact} " " <a href=feed rel="external">{place.say(Message::Subscribe)}</a> {edit}
            </p>
            {(!frame.share.is_empty()).then(|| share(place, post, &frame.share))}
            // Once the app runs, `read.js` adds a button that copies it.
            <p class="more"><a href=markdown type="text/markdown">{place.say(Message::AsMarkdown)}</a></p>
        </footer>
    }
}

/// The feed that has the post.
fn feed_of(place: &ViewContext, post: &Post) -> String {
    let own = post.incident.as_ref().and_then(|_| place.site.routes.feed_path(&Route::Incidents));
    own.unwrap_or_else(|| FEED.to_owned())
}

/// Where the post can be shared: links, which know nothing of the reader until they are followed.
fn share(place: &ViewContext, post: &Post, places: &[Share]) -> impl IntoView + use<> {
    let url = place.site.url(&post.route());
    let [url, title] = [&url, &post.summary.title].map(|text| encoded(text));
    let link = |Share { label, address, .. }: &Share| {
        let href = address.replace("{url}", &url).replace("{title}", &title);
        // All others are names.
        let label = label.map_or_else(|| place.say(Message::Email), str::to_owned);
        view! { <li><a href=href rel="external">{label}</a></li> }
    };
    let links = places.iter().map(link).collect_view();
    view! { <ul class="meta share"><li>{place.say(Message::Share)}</li>{links}</ul> }
}

/// A text as a part of an address.
fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The path of a file as a part of an address.
fn path(file: &str) -> String {
    file.split('/').map(encoded).collect::<Vec<_>>().join("/")
}

/// Where a mistake in a post is told: in a letter, the post is its subject.
fn correction(contact: &str, title: &str) -> String {
    match contact.starts_with("mailto:") && !contact.contains('?') {
        true => format!("{contact}?subject={}", encoded(title)),
        false => contact.to_owned(),
    }
}

/// The part of its series that comes after a post.
fn next_part<'a>(post: &Post, part: &'a SeriesPart) -> Option<&'a PostLink> {
    let posts = &part.posts;
    let at = posts.iter().position(|part| part.slug == post.summary.slug)?;
    posts.get(at + 1)
}

/// Which part of a series the post is, and the others.
fn parts(
    place: &ViewContext,
    post: &Post,
    part: &SeriesPart,
    series: &SeriesName,
) -> impl IntoView + use<> {
    let SeriesPart { number, of, first, posts } = part;
    let SeriesName { id, title } = series;
    let item = |part: &PostLink| {
        let href = place.href(&Route::Post(part.slug.clone()));
        let current = (part.slug == post.summary.slug).then_some("page");
        view! { <li><a href=href aria-current=current>{part.title.clone()}</a></li> }
    };
    let items = posts.iter().map(item).collect_view();
    let series = place.href(&Route::Series(id.clone()));
    let words = &place.site.words;
    let (number, of) = (words.number(*number), words.number(*of));
    let part = [("number", &*number), ("of", &of), ("title", title)];
    view! {
        <nav class="series" aria-label=place.say(Message::Series)>
            <details>
                <summary>{words.fill(Message::PartOf, &part)}</summary>
                <ol start=*first data-list>{items}</ol>
                <p><a href=series>{words.fill(Message::AllParts, &[("title", title)])}</a></p>
            </details>
        </nav>
    }
}

/// The ways to the posts before and after.
fn neighbours(place: &ViewContext, context: &PostContext) -> impl IntoView + use<> {
    let way = |PostLink { slug, title }: &PostLink| {
        (place.href(&Route::Post(slug.clone())), title.clone())
    };
    let (older, newer) = (context.older.as_ref().map(way), context.newer.as_ref().map(way));
    pager(place, Message::MorePosts, older, newer)
}

#[cfg(test)]
mod tests {
    use super::correction;

    #[test]
    fn a_letter_about_a_post_has_its_title_as_subject() {
        for (contact, href) in [
            ("mailto:a@example.org", "mailto:a@example.org?subject=A%20%26%20B"),
            ("mailto:a@example.org?subject=x", "mailto:a@example.org?subject=x"),
            ("https://example.org/new", "https://example.org/new"),
        ] {
            assert_eq!(correction(contact, "A & B"), href);
        }
    }
}
