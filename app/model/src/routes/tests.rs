use super::*;

fn tag() -> Tag {
    "mcp".parse().expect("a tag")
}

fn slug() -> Slug {
    Slug::in_address("größe-2").expect("a slug")
}

fn own(patterns: &[(&str, &str)]) -> Routes {
    patterns.iter().fold(Routes::default(), |routes, (key, pattern)| routes.with(key, pattern))
}

#[track_caller]
fn assert_read_back(routes: &Routes, route: Route, path: &str, folder: &str) {
    assert_eq!((routes.path(&route).as_str(), routes.folder(&route).as_str()), (path, folder));
    let address = routes.address(&route);
    for path in [path, &address] {
        assert_eq!(routes.parse(path), Some(route.clone()), "{path}");
    }
    let without_end = path.strip_suffix(PAGE).unwrap_or(path.trim_end_matches('/'));
    if path != "/" {
        assert_eq!(routes.parse(without_end), Some(route.clone()), "{without_end}");
    }
    if path.ends_with('/') {
        assert_eq!(routes.parse(&format!("{path}index.html")), Some(route.clone()));
        assert_eq!(routes.file(&route), format!("{folder}index.html"));
    } else {
        assert_eq!(routes.file(&route), address);
    }
}

#[test]
fn every_route_is_read_back_from_its_own_path() {
    for (route, path, folder) in [
        (Route::Home, "/", "/"),
        (Route::Archive, "/archive/", "/archive/"),
        (Route::Tags, "/tags/", "/tags/"),
        (Route::Search, "/search/", "/search/"),
        (Route::Tag(tag()), "/tags/mcp/", "/tags/mcp/"),
        (Route::Authors, "/authors/", "/authors/"),
        (Route::Author(slug()), "/authors/gr%C3%B6%C3%9Fe-2/", "/authors/größe-2/"),
        (Route::AllSeries, "/series/", "/series/"),
        (Route::Series(slug()), "/series/gr%C3%B6%C3%9Fe-2/", "/series/größe-2/"),
        (Route::Post(slug()), "/posts/gr%C3%B6%C3%9Fe-2/", "/posts/größe-2/"),
        (Route::Page(slug()), "/gr%C3%B6%C3%9Fe-2/", "/größe-2/"),
        (Route::Archive.numbered(7), "/archive/page/7/", "/archive/page/7/"),
        (Route::Tag(tag()).numbered(12), "/tags/mcp/page/12/", "/tags/mcp/page/12/"),
    ] {
        assert_read_back(&Routes::default(), route, path, folder);
    }
}

#[test]
fn an_owner_chooses_what_addresses_look_like() {
    let routes = own(&[
        ("posts", "/größe/:year/:month/:slug.html"),
        ("pages", "/:slug.html"),
        ("tags", "/blog/tag/:slug/"),
        ("authors", "/team-:slug/"),
        ("archive", "/blog/"),
    ]);
    let post = Slug::in_address("2026/03/hello").expect("a name");
    assert_eq!(post.last(), "hello");
    for (route, path, folder) in [
        (Route::Post(post), "/gr%C3%B6%C3%9Fe/2026/03/hello.html", "/größe/2026/03/hello/"),
        (Route::Page(slug()), "/gr%C3%B6%C3%9Fe-2.html", "/größe-2/"),
        (Route::Tags, "/blog/tag/", "/blog/tag/"),
        (Route::Tag(tag()), "/blog/tag/mcp/", "/blog/tag/mcp/"),
        (Route::Tag(tag()).numbered(2), "/blog/tag/mcp/page/2/", "/blog/tag/mcp/page/2/"),
        // What is no folder has no list above it.
        (Route::Authors, "/authors/", "/authors/"),
        (Route::Author(slug()), "/team-gr%C3%B6%C3%9Fe-2/", "/team-größe-2/"),
        (Route::Series(slug()), "/series/gr%C3%B6%C3%9Fe-2/", "/series/größe-2/"),
        (Route::Archive, "/blog/", "/blog/"),
        (Route::Archive.numbered(3), "/blog/page/3/", "/blog/page/3/"),
    ] {
        assert_read_back(&routes, route, path, folder);
    }
    for path in ["/archive/", "/posts/hello/", "/größe/2026/hello.html", "/größe/2026/03/hello/"]
    {
        assert_eq!(routes.parse(path), None, "{path}");
    }
    assert!(!routes.are_usual() && routes.of("tags") == "/blog/tag/:1/");
}

#[test]
fn a_section_may_be_of_any_depth() {
    let routes = own(&[("posts", "/:section/:slug/")]);
    for name in ["hello", "news/hello", "news/deep/hello"] {
        let post = Slug::in_address(name).expect("a name");
        assert_read_back(&routes, Route::Post(post), &format!("/{name}/"), &format!("/{name}/"));
    }
    // What else is there comes first.
    assert_eq!(routes.parse("/tags/mcp/"), Some(Route::Tag(tag())));
}

#[test]
fn what_is_there_tells_a_post_from_a_page_of_the_same_form() {
    let routes = own(&[("posts", "/:slug/")]);
    assert_eq!(routes.parse("/about/"), Slug::in_address("about").map(Route::Post));
    let page = |route: &Route| matches!(route, Route::Page(_));
    assert_eq!(routes.find("/about/", page), Slug::in_address("about").map(Route::Page));
}

#[test]
fn what_lists_stand_at_no_page_is_called() {
    let routes = own(&[("posts", "/blog/:year/:slug/"), ("tags", "/:slug/")]);
    let reserved: Vec<&str> = routes.reserved().collect();
    assert!(
        ["archive", "tags", "blog", "authors", "search", "pkg"]
            .iter()
            .all(|name| reserved.contains(name))
    );
    assert!(!reserved.contains(&"posts") && !reserved.iter().any(|name| name.contains(':')));
}

#[test]
fn what_few_blogs_have_takes_an_address_only_where_it_is() {
    let routes = Routes::default();
    let (list, one) = (Route::Incidents, Route::Incident(slug()));
    assert_eq!(routes.parse("/incidents/"), Slug::in_address("incidents").map(Route::Page));
    assert_eq!(routes.find("/incidents/", |route| *route == list), Some(list.clone()));
    assert_eq!(routes.parse("/incidents/page/2/"), Some(list.numbered(2)));
    assert_read_back(&routes, one.clone(), "/incidents/gr%C3%B6%C3%9Fe-2/", "/incidents/größe-2/");
    assert!(!routes.reserved().any(|name| name == "incidents"));
    // A pattern of others does not carry theirs along.
    let patterns = |routes: &Routes| serde_json::to_string(routes).expect("JSON");
    assert!(!patterns(&own(&[("posts", "/blog/:slug/")])).contains("incidents"));
    let routes = own(&[("posts", "/blog/:slug/"), ("incidents", "/ops/:year/:slug/")]);
    assert_eq!(routes.path(&list), "/ops/");
    assert_eq!(routes.feed_path(&list).as_deref(), Some("/ops/feed.xml"));
    let name = Slug::in_address("2026/down").expect("a name");
    assert_read_back(&routes, Route::Incident(name), "/ops/2026/down/", "/ops/2026/down/");
}

#[test]
fn a_page_may_be_called_page() {
    let routes = Routes::default();
    for path in ["/page/", "/posts/page/", "/tags/page/", "/tags/page/page/1/"] {
        let route = routes.parse(path).expect("a page");
        assert_eq!(routes.path(&route), path);
    }
}

#[test]
fn the_blog_and_every_tag_author_and_series_have_a_feed() {
    let routes = Routes::default();
    let feed = |path: &str| routes.parse(path).and_then(|route| routes.feed_path(&route));
    assert_eq!(feed("/").as_deref(), Some("/feed.xml"));
    assert_eq!(feed("/tags/größe/").as_deref(), Some("/tags/gr%C3%B6%C3%9Fe/feed.xml"));
    assert_eq!(feed("/authors/ada/").as_deref(), Some("/authors/ada/feed.xml"));
    assert_eq!(feed("/series/a/").as_deref(), Some("/series/a/feed.xml"));
    assert_eq!((feed("/archive/"), feed("/authors/"), feed("/series/")), (None, None, None));
}

#[test]
fn texts_have_their_markdown_beside_them() {
    let routes = own(&[("pages", "/:slug.html")]);
    let markdown = |path: &str| routes.parse(path).and_then(|route| routes.markdown_path(&route));
    assert_eq!(markdown("/posts/größe/").as_deref(), Some("/posts/gr%C3%B6%C3%9Fe/index.md"));
    assert_eq!(markdown("/about.html").as_deref(), Some("/about/index.md"));
    assert_eq!(markdown("/tags/a/"), None);
}

#[test]
fn what_has_the_form_of_no_page_is_no_route() {
    let routes = Routes::default();
    for path in [
        "/feed.xml",
        "/posts/",
        "/posts",
        "/posts/a/b/",
        "/posts/a%2Fb/",
        "/posts/a/index.json",
        "/favicon.svg",
        "/a/b/c/",
        "/posts/A/",
        "/%FF/",
        "//",
        "/posts//",
        "/pkg/blog.js",
        "/page/1/",
        "/tags/page/1/",
        "/posts/a/page/1/",
        "/archive/page/",
        "/archive/page/0/",
        "/archive/page/01/",
        "/archive/page/+1/",
        "/archive/page/1/2/",
        "/archive/page/99999999999/",
        "/archive/page/1/page/2/",
    ] {
        let read = routes.parse(path).filter(|route| !matches!(route, Route::Page(_)));
        assert_eq!(read, None, "{path}");
    }
    assert_eq!(routes.parse("/feed.xml"), None);
    assert_eq!(routes.parse("//"), None);
}

#[test]
fn what_changed_in_a_text_stands_below_it() {
    let routes = Routes::default();
    let of = |text: Route| Route::Revisions(Box::new(text));
    let post = "/posts/gr%C3%B6%C3%9Fe-2/revisions/";
    assert_read_back(&routes, of(Route::Post(slug())), post, "/posts/größe-2/revisions/");
    let incident = "/incidents/gr%C3%B6%C3%9Fe-2/revisions/";
    assert_read_back(
        &routes,
        of(Route::Incident(slug())),
        incident,
        "/incidents/größe-2/revisions/",
    );
    assert_eq!(routes.parse("/tags/a/revisions/"), None);
    // The folder of a page that is a file has it, too.
    let routes = own(&[("posts", "/blog/:slug.html")]);
    assert_eq!(routes.path(&of(Route::Post(slug()))), "/blog/gr%C3%B6%C3%9Fe-2/revisions/");
    assert_eq!(routes.parse("/blog/a/revisions/"), Slug::in_address("a").map(Route::Post).map(of));
}
