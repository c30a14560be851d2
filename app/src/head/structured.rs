//! What a page is in the terms of schema.org.

use model::{
    Author, Byline, Correction, Incident, ListEntry, Page, Picture, PostPage, Site, Stage,
    routes::Route,
};
use serde_json::{Map, Value, json};
use words::Message;

use super::About;

/// The data of one page: the thing that it is, and the way to it.
pub(super) fn structured(
    site: &Site,
    author: Option<&Author>,
    route: Option<&Route>,
    page: &Page,
    about: &About<'_>,
) -> Value {
    let home = site.url(&Route::Home);
    let blog = json!({
        "@type": "Blog", "@id": format!("{home}#blog"), "name": site.title, "description": site.tagline,
        "url": home, "inLanguage": site.language,
    });
    let of_kind = |kind: &str| {
        json!({
            "@type": kind, "name": about.name, "description": about.description, "url": about.url,
            "inLanguage": site.language, "isPartOf": blog,
        })
    };
    let collection = |entries: &[ListEntry]| {
        with(of_kind("CollectionPage"), [("mainEntity", list(site, entries))])
    };
    let thing = match page {
        Page::Home(_) => return with_context(&[blog]),
        Page::Post(page) => posting(site, page, about),
        Page::Author(_) => match author {
            Some(author) => {
                with(of_kind("ProfilePage"), [("mainEntity", Some(profile(site, author)))])
            }
            None => of_kind("CollectionPage"),
        },
        Page::AuthorIndex(page) => collection(&page.authors),
        Page::SeriesIndex(page) => collection(&page.series),
        Page::Series(page) => collection(&page.parts),
        Page::Incidents(page) => collection(&page.entries),
        _ => of_kind("WebPage"),
    };
    let mut trail = trail(site, page);
    if let (Some((list, 1..)), Some(name), false) =
        (route.map(Route::list), about.list, matches!(page, Page::Author(_)))
    {
        trail.push((name.to_owned(), site.url(list)));
    }
    trail.push((about.name.to_owned(), about.url.to_owned()));
    let crumb = |(at, (name, url))| json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": url });
    let crumbs: Vec<Value> = trail.into_iter().enumerate().map(crumb).collect();
    with_context(&[thing, json!({ "@type": "BreadcrumbList", "itemListElement": crumbs })])
}

/// The pages above one, from the front page down.
fn trail(site: &Site, page: &Page) -> Vec<(String, String)> {
    let mut trail = vec![(site.title.clone(), site.url(&Route::Home))];
    let say = |message| site.words.say(message).to_owned();
    let above = match page {
        Page::Post(page) if page.post.incident.is_some() => {
            Some((say(Message::Incidents), site.routes.path(&Route::Incidents)))
        }
        Page::Post(_) => Some((say(Message::Archive), site.routes.path(&Route::Archive))),
        Page::Tag(_) => Some((say(Message::Tags), site.routes.path(&Route::Tags))),
        Page::Author(author) if author.listing.number > 0 => {
            let route = Route::Author(author.id.clone());
            Some((author.name.clone(), site.routes.path(&route)))
        }
        Page::Author(_) => Some((say(Message::Authors), site.routes.path(&Route::Authors))),
        Page::Series(_) => Some((say(Message::Series), site.routes.path(&Route::AllSeries))),
        _ => None,
    };
    trail.extend(above.map(|(name, path)| (name, site.absolute(&path))));
    trail
}

fn posting(site: &Site, page: &PostPage, about: &About<'_>) -> Value {
    let (post, url) = (&page.post, about.url);
    let part = page.context.as_ref().and_then(|context| context.part.as_ref());
    let authors: Vec<Value> = post.authors.iter().map(|author| person(site, author)).collect();
    let summary = &post.summary;
    let keywords: Vec<&str> = summary.tags.iter().map(|tag| tag.as_str()).collect();
    let home = site.url(&Route::Home);
    let blog = json!({ "@type": "Blog", "@id": format!("{home}#blog"), "name": site.title });
    let mut whole = vec![blog];
    whole.extend(post.series.as_ref().map(|series| {
        let url = site.url(&Route::Series(series.id.clone()));
        json!({ "@type": "CreativeWorkSeries", "name": series.title, "url": url })
    }));
    // What a newspaper would put above it: the series, else the subject that the writer named first.
    let section = post.series.as_ref().map(|series| series.title.as_str());
    let posting = json!({
        "@type": if post.incident.is_some() { "Report" } else { "BlogPosting" }, "headline": summary.title, "description": summary.description,
        "datePublished": summary.date, "dateModified": post.changed(), "author": authors, "url": url,
        "mainEntityOfPage": url, "inLanguage": site.language, "wordCount": post.words,
        "timeRequired": format!("PT{}M", summary.minutes), "keywords": keywords,
        "isPartOf": whole,
    });
    with(
        posting,
        [
            ("articleSection", section.or(keywords.first().copied()).map(Value::from)),
            ("position", part.map(|part| part.number.into())),
            ("image", about.picture.map(|picture| image(site, picture))),
            ("about", post.incident.as_ref().map(|incident| event(&summary.title, incident))),
            ("correction", corrections(about.url, &post.corrections)),
            ("isBasedOn", post.canonical.as_deref().map(Value::from)),
        ],
    )
}

/// What was put right in a post.
fn corrections(url: &str, corrections: &[Correction]) -> Option<Value> {
    let comment = |correction: &Correction| {
        let Correction { date, wrong, right, .. } = correction;
        let place = format!("{url}#{}", correction.anchor());
        json!({
            "@type": "CorrectionComment", "datePublished": date, "text": format!("{wrong} → {right}"), "url": place,
        })
    };
    let comments: Vec<Value> = corrections.iter().map(comment).collect();
    (!comments.is_empty()).then(|| comments.into())
}

/// What happened, as far as there are words for it.
fn event(title: &str, incident: &Incident) -> Value {
    let when = |stage| incident.times.of(stage).map(|at| Value::from(at.stamp.as_str()));
    let end = when(Stage::Resolved).or_else(|| when(Stage::Mitigated));
    let about = [&incident.severity].into_iter().chain(&incident.services);
    let keywords: Vec<&str> = about.map(String::as_str).collect();
    with(
        json!({ "@type": "Event", "name": title, "keywords": keywords }),
        [("startDate", when(Stage::Started)), ("endDate", end)],
    )
}

/// Who wrote a post, with the page that says more of them.
fn person(site: &Site, author: &Byline) -> Value {
    let page = author.id.as_ref().map(|id| site.url(&Route::Author(id.clone())));
    let id = page.as_ref().map(|page| Value::from(format!("{page}#person")));
    let url = page.as_ref().or(author.url.as_ref());
    with(
        json!({ "@type": "Person", "name": author.name }),
        [("@id", id), ("url", url.map(|url| url.as_str().into()))],
    )
}

/// An author as the page of them tells.
fn profile(site: &Site, author: &Author) -> Value {
    let page = site.url(&Route::Author(author.id.clone()));
    let description = (!author.bio.is_empty()).then(|| Value::from(author.bio.as_str()));
    with(
        json!({ "@type": "Person", "@id": format!("{page}#person"), "name": author.name, "url": page }),
        [
            ("description", description),
            ("image", author.picture.as_ref().map(|picture| image(site, picture))),
            ("sameAs", author.url.as_ref().map(|url| site.address(url).into())),
        ],
    )
}

fn image(site: &Site, picture: &Picture) -> Value {
    let image = json!({ "@type": "ImageObject", "url": site.shared(&picture.src) });
    with(
        image,
        [("width", picture.width.map(Value::from)), ("height", picture.height.map(Value::from))],
    )
}

/// What a page lists, in its order.
fn list(site: &Site, entries: &[ListEntry]) -> Option<Value> {
    let item = |(at, entry): (usize, &ListEntry)| {
        let url = site.absolute(&entry.link.url);
        json!({ "@type": "ListItem", "position": at + 1, "name": entry.link.name, "url": url })
    };
    let items: Vec<Value> = entries.iter().enumerate().map(item).collect();
    let list =
        json!({ "@type": "ItemList", "numberOfItems": items.len(), "itemListElement": items });
    (!entries.is_empty()).then_some(list)
}

/// An object with those of some more properties that there are.
fn with<const N: usize>(object: Value, more: [(&str, Option<Value>); N]) -> Value {
    let mut object = match object {
        Value::Object(object) => object,
        _ => Map::new(),
    };
    for (name, value) in more {
        object.extend(value.map(|value| (name.to_owned(), value)));
    }
    object.into()
}

fn with_context(graph: &[Value]) -> Value {
    json!({ "@context": "https://schema.org", "@graph": graph })
}
