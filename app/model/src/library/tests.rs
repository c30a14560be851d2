use super::*;
use crate::{Byline, Page, PostRow, Prose, SeriesName, Summary, lists::NEWEST};

pub(super) fn post(slug: &str, date: &str, tags: &[&str]) -> Post {
    Post {
        summary: Summary {
            slug: slug.parse().expect("a slug"),
            title: slug.to_uppercase(),
            description: String::new(),
            date: date.parse::<Date>().expect("a date"),
            minutes: 1,
            tags: tags.iter().map(|tag| tag.parse().expect("a tag")).collect(),
            sparkline: None,
            updated: None,
        },
        authors: vec![Byline::of_name("Editors")],
        words: 1,
        cover: None,
        canonical: None,
        series: None,
        incident: None,
        corrections: Vec::new(),
        prose: Prose::default(),
        cites: Vec::new(),
        about: Vec::new(),
    }
}

pub(super) fn site() -> Site {
    Site {
        title: "Blog".into(),
        tagline: String::new(),
        introduction: String::new(),
        base_url: "https://example.org".into(),
        language: "en".into(),
        author: "Editors".into(),
        links: Vec::new(),
        words: languages::english(),
        ..Site::default()
    }
}

fn library() -> Library {
    let posts = vec![
        post("old", "2026-01-01", &["a", "rare"]),
        post("new", "2026-03-01", &["a"]),
        post("mid-b", "2026-02-01", &["a", "rare"]),
        post("mid-a", "2026-02-01", &["b"]),
    ];
    Library::new(site(), posts, Vec::new()).expect("no duplicate")
}

fn slugs<'a>(summaries: impl IntoIterator<Item = &'a Summary>) -> Vec<&'a str> {
    summaries.into_iter().map(|summary| summary.slug.as_str()).collect()
}

#[test]
fn posts_stand_newest_first_and_by_slug_within_a_day() {
    let library = library();
    assert_eq!(slugs(library.posts().iter().map(|p| &p.summary)), ["new", "mid-a", "mid-b", "old"]);
    let middle = library.context(1);
    assert_eq!(middle.newer.as_ref().map(|l| l.title.as_str()), Some("NEW"));
    assert_eq!(middle.older.as_ref().map(|l| l.title.as_str()), Some("MID-B"));
    assert_eq!((library.context(0).newer, library.context(3).older), (None, None));
}

#[test]
fn a_rare_tag_in_common_relates_more_than_a_common_one() {
    let library = library();
    // Its neighbour is named as such, not as related.
    assert_eq!(slugs(&library.context(3).related), ["new"]);
    assert!(library.context(1).related.is_empty());
    let posts = vec![
        post("common", "2026-05-01", &["a"]),
        post("rare", "2026-04-01", &["rare"]),
        post("beside", "2026-03-01", &["a"]),
        post("this", "2026-02-01", &["a", "rare"]),
    ];
    let library = Library::new(site(), posts, Vec::new()).expect("no duplicate");
    assert_eq!(slugs(&library.context(3).related), ["rare", "common"]);
    // Nor is another part of its series.
    let mut posts = library.posts;
    let row: Slug = "row".parse().expect("a slug");
    for at in [1, 3] {
        posts[at].series = Some(SeriesName { id: row.clone(), title: "Row".to_owned() });
    }
    let library = Library::new(site(), posts, Vec::new()).expect("no duplicate");
    assert_eq!(slugs(&library.context(3).related), ["common"]);
}

#[test]
fn the_front_page_lists_no_post_twice() {
    for count in [0, 2, 4, 5, 40] {
        let Some(Page::Home(home)) = many(count).page(&Route::Home) else { panic!("no home") };
        let shown = slugs(home.latest.iter().chain(&home.recent)).len();
        assert_eq!((home.latest.len(), shown), (count.min(4), count.min(14)));
        assert!(home.recent.iter().all(|post| home.latest.iter().all(|l| l.slug != post.slug)));
    }
}

#[test]
fn every_route_has_a_page_and_nothing_else_does() {
    let library = library();
    let paths: Vec<String> =
        library.routes().iter().map(|route| library.site().routes.path(route)).collect();
    assert_eq!(
        paths,
        [
            "/",
            "/archive/",
            "/tags/",
            "/search/",
            "/tags/a/",
            "/tags/b/",
            "/tags/rare/",
            "/posts/new/",
            "/posts/mid-a/",
            "/posts/mid-b/",
            "/posts/old/",
        ]
    );
    assert!(library.routes().iter().all(|route| library.page(route).is_some()));
    let nowhere = Route::Post("nowhere".parse().expect("a slug"));
    assert_eq!(library.page(&nowhere), None);
}

/// Posts of one day each, every second on `a`, every third on `b`.
fn many(count: usize) -> Library {
    let posts = (0..count).map(|at| {
        let tags: Vec<&str> = [("a", 2), ("b", 3)]
            .iter()
            .filter_map(|&(tag, every)| at.is_multiple_of(every).then_some(tag))
            .collect();
        let date = format!("{}-{:02}-{:02}", 2020 + at / 336, at / 28 % 12 + 1, at % 28 + 1);
        post(&format!("p{at}"), &date, &tags)
    });
    Library::new(site(), posts.collect(), Vec::new()).expect("no duplicate")
}

#[test]
fn the_pages_of_a_list_hold_each_of_its_posts_once() {
    let library = many(400);
    let lists = library.routes().into_iter().filter(|route| *route == *route.list().0);
    for list in lists.filter(|route| matches!(route, Route::Archive | Route::Tag(_))) {
        let pages: Vec<Route> =
            library.routes().into_iter().filter(|route| *route.list().0 == list).collect();
        assert!(pages.len() > 3, "{list:?}");
        let mut posts = Vec::new();
        // The newest posts, then the numbered pages from the last one on.
        for route in pages[..1].iter().chain(pages[1..].iter().rev()) {
            let page = library.page(route).expect("a page");
            let listing = page.listing().expect("a list");
            if route.list().1 > 0 {
                let listed = library.listed(route).expect("a list");
                assert_eq!(
                    slugs(listed.map(|post| &post.summary)),
                    slugs(&listing.posts),
                    "{route:?}"
                );
            }
            posts.extend(slugs(&listing.posts).into_iter().map(str::to_owned));
        }
        let all = library.listed(&list).expect("a list").map(|post| post.summary.slug.as_str());
        assert_eq!(posts, all.collect::<Vec<_>>());
    }
    assert_eq!(library.page(&Route::Archive.numbered(25)), None);
    assert_eq!(library.page(&Route::Home.numbered(1)), None);
}

#[test]
fn a_post_and_a_year_know_their_page_of_the_archive() {
    let library = many(400);
    for post in library.posts() {
        let slug = &post.summary.slug;
        let Some(Page::Post(page)) = library.page(&Route::Post(slug.clone())) else {
            panic!("no post");
        };
        let number = page.context.expect("a place").archive_page;
        let page = library.page(&Route::Archive.numbered(number)).expect("a page");
        let listed = slugs(&page.listing().expect("a list").posts).into_iter();
        assert_eq!(listed.filter(|listed| *listed == slug.as_str()).count(), 1);
    }
    let Some(Page::Archive(archive)) = library.page(&Route::Archive) else {
        panic!("no archive");
    };
    let years: Vec<_> = archive.years.iter().map(|y| (y.year, y.count, y.page)).collect();
    assert_eq!(years, [(2021, 64, 0), (2020, 336, 21)]);
}

#[test]
fn the_lists_of_the_filter_say_which_posts_have_a_tag() {
    let library = many(40);
    let shards: Vec<Vec<PostRow>> = library.shards().collect();
    assert_eq!(shards.iter().map(Vec::len).collect::<Vec<_>>(), [16, 16, 8]);
    let posts: Vec<&PostRow> = shards.iter().flatten().collect();
    let postings = |tag: &str| library.postings(&tag.parse().expect("a tag"));
    let a = postings("a").expect("some");
    let numbers: Vec<u32> = a.numbers().collect();
    assert_eq!(numbers, (0..40).step_by(2).collect::<Vec<_>>());
    assert!(
        numbers.iter().all(|&number| posts[number as usize].slug.as_str() == format!("p{number}"))
    );
    // The filter offers `a`, then `b`.
    assert_eq!((a.co_counts, a.older), (vec![20, 7], 0));
    assert_eq!(postings("none"), None);
    assert_eq!(library.older_postings(&"a".parse().expect("a tag")), None);
}

#[test]
fn the_first_list_of_a_tag_stays_short() {
    let library = many(500);
    let tag = "a".parse().expect("a tag");
    let newest = library.postings(&tag).expect("some");
    let older = library.older_postings(&tag).expect("more");
    assert_eq!((newest.gaps.len(), newest.older), (NEWEST, 250 - NEWEST));
    let numbers: Vec<u32> = older.numbers().chain(newest.numbers()).collect();
    assert_eq!(numbers, (0..500).step_by(2).collect::<Vec<_>>());
    assert_eq!((newest.co_counts[0], older.co_counts.len()), (250, 0));
}

#[test]
fn the_lists_get_another_name_when_they_change_and_only_then() {
    let name = |change: &dyn Fn(&mut Post)| {
        let mut posts = many(20).posts;
        change(&mut posts[7]);
        Library::new(site(), posts, Vec::new()).expect("no duplicate").revision
    };
    let before = many(20).revision;
    assert_eq!(name(&|post| post.prose.html = "x".into()), before);
    assert_ne!(name(&|post| post.summary.title.push('x')), before);
    assert_ne!(name(&|post| post.summary.tags.clear()), before);
    assert_ne!(many(21).revision, before);
}

#[test]
fn two_posts_cannot_share_an_address() {
    let posts = vec![post("same", "2026-01-01", &[]), post("same", "2026-02-01", &[])];
    let slug = "same".parse().expect("a slug");
    assert_eq!(Library::new(site(), posts, Vec::new()).err(), Some(DuplicateSlug(slug)));
}
