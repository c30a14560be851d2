//! Where blogs were, beyond what their texts say: by the zone of their site, by what plugins make, and by what
//! hosts were told of.

mod common;

use common::{body, imported, text};

const SETTINGS: &str =
    "title: T\nurl: https://old.example\npermalink: /:year/:month/:day/:title/\n";

fn post(head: &str, body: &str) -> String {
    format!("---\ntitle: T\n{head}---\n{body}\n")
}

#[test]
fn a_moment_is_of_the_day_that_it_has_in_the_zone_of_the_site() {
    let late = post("date: 2020-01-02 00:30:00 +0100\n", "Words.");
    for (zone, address) in [("", "/2020/01/01/a/"), ("timezone: Etc/GMT-2\n", "/2020/01/02/a/")] {
        let settings = format!("{SETTINGS}{zone}");
        let files = [("_config.yml", &*settings), ("_posts/2020-01-02-a.md", &late)];
        assert_eq!(imported(&files).report.addresses, [address], "{zone}");
    }
}

#[test]
fn lists_and_feeds_that_plugins_of_jekyll_make_are_found_where_layouts_and_settings_say() {
    let settings = format!(
        "{SETTINGS}category_dir: blog/categories\nfeed:\n  categories: [ops]\n  tags: true\n"
    );
    let imported = imported(&[
        ("_config.yml", &settings),
        ("_layouts/post.html", "<a href=\"{{ site.baseurl }}/author/{{ page.author }}/\">…</a>"),
        ("_data/authors.yml", "ines:\n  name: Ines\n"),
        ("_layouts/category_index.html", "---\n---\n"),
        ("_posts/2020-01-02-a.md", &post("categories: [On call]\nauthor: ines\n", "Words.")),
    ]);
    let settings = text(&imported, "site.toml");
    for line in [
        "\"/author/ines/\" = \"/authors/ines/\"",
        "\"/blog/categories/\" = \"/tags/\"",
        "\"/blog/categories/on-call/\" = \"/tags/on-call/\"",
        "/feed/:slug.xml",
        "/feed/by_tag/:slug.xml",
        "/blog/categories/:slug/atom.xml",
    ] {
        assert!(settings.contains(line), "{line}: {settings}");
    }
}

#[test]
fn what_lies_beside_a_text_of_jekyll_and_what_its_data_say_is_read() {
    let imported = imported(&[
        ("_config.yml", SETTINGS),
        ("_data/releases/all.yml", "- name: '1.0'\n- name: '2.0'\n"),
        ("guide/_part.md", "Of {{ site.title }}.\n{% include_relative _more.md %}\n"),
        ("guide/_more.md", "And more.\n"),
        ("_includes/note.html", "A note.\n"),
        (
            "guide/index.md",
            "---\ntitle: Guide\n---\n{% assign last = site.data.releases.all.last %}Now {{ last.name }}.\n\n\
             {% include_relative _part.md %}\n\n{% include /note.html %}\n",
        ),
    ]);
    let report = imported.report.to_string();
    assert!(report.contains("Nothing needs a hand"), "{report}");
    let body = body(&imported, "pages/guide.md");
    for words in ["Now 2.0.", "Of T.\nAnd more.", "A note."] {
        assert!(body.contains(words), "{words}: {body}");
    }
}

#[test]
fn what_a_host_redirects_to_a_text_or_a_list_is_an_old_address_of_it() {
    let redirects = "/first /second 301\n/second /2020/01/02/a/\n/notes/* /2020/:splat\n\
                     /archive-of-tags https://old.example/tags/\n/elsewhere https://other.example/\n/2020/01/02/a /x\n";
    let imported = imported(&[
        ("_config.yml", SETTINGS),
        ("_redirects", redirects),
        ("tags.html", "---\npermalink: /tags/\n---\n{% for tag in site.tags %}{% endfor %}"),
        ("_posts/2020-01-02-a.md", &post("", "Words.")),
    ]);
    let post = text(&imported, "posts/a.md");
    assert!(post.contains("aliases = [\"/first/\", \"/second/\", \"/notes/01/02/a/\"]"), "{post}");
    let settings = text(&imported, "site.toml");
    assert!(settings.contains("\"/archive-of-tags/\" = "), "{settings}");
    assert!(!settings.contains("elsewhere"), "{settings}");
}

#[test]
fn what_came_from_wordpress_once_keeps_its_number() {
    let head = "wordpress_id: 123\nwordpress_url: http://old.example/?p=123\n";
    let imported =
        imported(&[("_config.yml", SETTINGS), ("_posts/2020-01-02-a.md", &post(head, "Words."))]);
    assert!(text(&imported, "posts/a.md").contains("aliases = [\"/?p=123\"]"));
}

#[test]
fn lists_of_eleventy_are_known_by_the_name_that_their_permalink_asks_for() {
    let list = |permalink: &str| {
        format!("---\npermalink: {permalink}\npagination:\n  data: collections.x\n  size: 1\n---\n")
    };
    let feed = "---json\n{\n  \"permalink\": \"feed.xml\",\n  \"metadata\": {\"title\": \"Ours\", \"url\": \"https://old.example/\"}\n}\n---\n{{ collections.posts }}\n";
    let imported = imported(&[
        (".eleventy.js", "module.exports = (c) => {};\n"),
        ("feed.njk", feed),
        ("categories.njk", &list("/blog/category/{{ current.slug }}/index.html")),
        ("notes/tag.njk", &list("/notes/tags/{{ term | slug }}/")),
        ("of-tags.njk", &list("/topics/{{ tag | slug }}/feed.xml")),
        ("posts/2020-01-02-a.md", &post("tags: [Ops]\ncategories: [On call]\n", "Words.")),
        ("notes/b.md", &post("tags: [Asides]\n", "Words.")),
    ]);
    let settings = text(&imported, "site.toml");
    for line in [
        "title = \"Ours\"\n",
        "base_url = \"https://old.example\"\n",
        "\"/blog/category/on-call/\" = \"/tags/on-call/\"",
        "\"/notes/tags/ops/\" = \"/tags/ops/\"",
        // Pages have no tags here.
        "\"/notes/tags/asides/\" = \"/posts/\"",
        "tags = [\"/topics/:slug/feed.xml\"]",
    ] {
        assert!(settings.contains(line), "{line}: {settings}");
    }
}
