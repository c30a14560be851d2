//! The same of blogs that come as a file: exports of WordPress and of Ghost.

use super::{Old, POSTS, Post};

/// What both make of the name of a post.
fn called(post: &Post) -> String {
    let name = if post.slug.is_empty() { post.name } else { post.slug };
    name.to_lowercase().replace('.', "-")
}

/// <https://wordpress.org/documentation/article/customize-permalinks/>: a structure for posts, `/category/`
/// with those that a category lies in, `/tag/`, `/author/` and days, each in pages of ten and with a feed. Whatever
/// the structure is, the numbers of posts, categories and authors lead there.
#[test]
fn wordpress() {
    for structure in
        ["/YYYY/MM/DD/NAME/", "/YYYY/MM/NAME/", "/NAME/", "/archives/NUMBER", "/?p=NUMBER"]
    {
        let link = |post: &Post, name: &str, number: usize| {
            post.at(structure, name).replace("NUMBER", &number.to_string())
        };
        let mut xml = WXR.to_owned();
        let mut had: Vec<String> = Vec::new();
        for (number, post) in (10..).zip(&POSTS) {
            let (name, older) = (called(post), if number == 10 { "very-first" } else { "" });
            let link = link(post, &name, number);
            xml += &item("post", (number, &link, &name), &post.date(), older);
            if structure.contains("NAME") && !older.is_empty() {
                had.push(link.replace(&name, older));
            }
            had.extend([link, format!("/?p={number}")]);
        }
        for number in 20..28 {
            let more = Post { name: "", title: "", day: (2019, 5, number), lines: "", slug: "" };
            let (name, number) = (format!("more-{number}"), usize::from(number));
            let link = link(&more, &name, number);
            xml += &item("post", (number, &link, &name), &more.date(), "");
        }
        xml += &item("page", (2, "/company/team/", "team"), "2018-01-01", "");
        xml += "</channel></rss>\n";
        let mut old = Old::exported(&format!("WordPress, {structure}"), ("export.xml", &xml));
        old.addresses = had;
        old.have(&["/company/team/", "/?page_id=2", "/tag/ops/", "/?tag=ops", "/tag/ops/page/2/"]);
        old.have(&["/category/field-notes/", "/category/field-notes/lab/", "/?cat=3", "/?cat=4"]);
        old.have(&["/category/field-notes/page/2/", "/category/field-notes/lab/page/2/"]);
        old.have(&["/author/ada_l/", "/author/ada_l/page/2/", "/?author=7"]);
        old.have(&["/2019/", "/2019/05/", "/2019/05/20/", "/page/2/"]);
        if structure.contains('?') {
            old.have(&["/?m=2019", "/?m=201905", "/?m=20190520"]);
        }
        old.have(&[
            "/feed/",
            "/feed/rss/",
            "/feed/rss2/",
            "/feed/rdf/",
            "/feed/atom/",
            "/?feed=rss2",
        ]);
        old.have(&["/tag/ops/feed/", "/category/field-notes/lab/feed/", "/author/ada_l/feed/"]);
        old.moves();
    }
}

/// The head of an export of WordPress, with one category in another.
const WXR: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
    xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n\
    <title>T</title><link>https://old.example</link><language>en-US</language>\n\
    <wp:base_blog_url>https://old.example</wp:base_blog_url>\n\
    <wp:author><wp:author_id>7</wp:author_id><wp:author_login>Ada_L</wp:author_login>\
    <wp:author_display_name>Ada</wp:author_display_name></wp:author>\n\
    <wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>field-notes</wp:category_nicename>\
    <wp:category_parent></wp:category_parent><wp:cat_name>Field Notes</wp:cat_name></wp:category>\n\
    <wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>lab</wp:category_nicename>\
    <wp:category_parent>field-notes</wp:category_parent><wp:cat_name>Lab</wp:cat_name></wp:category>\n";

/// An item of such an export: its number, its link and its name, its day, and how it was called before.
fn item(kind: &str, (number, link, name): (usize, &str, &str), day: &str, older: &str) -> String {
    format!(
        "<item><title>Post {number}</title><link>https://old.example{link}</link>\
         <dc:creator>Ada_L</dc:creator><content:encoded><![CDATA[<p>Words.</p>]]></content:encoded>\
         <wp:post_id>{number}</wp:post_id><wp:post_date>{day} 10:00:00</wp:post_date>\
         <wp:post_name>{name}</wp:post_name><wp:status>publish</wp:status>\
         <wp:post_type>{kind}</wp:post_type>\
         <category domain=\"category\" nicename=\"lab\">Lab</category>\
         <category domain=\"post_tag\" nicename=\"ops\">Ops</category>\
         <wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>{older}</wp:meta_value>\
         </wp:postmeta></item>\n"
    )
}

/// <https://ghost.org/docs/themes/routing/>: the slug at the root, `/tag/` and `/author/`, each in pages and
/// with a feed at `/rss/`, to which `/feed/` leads. Before version 2 a setting said what addresses of posts are.
#[test]
fn ghost() {
    for (setting, pattern) in [
        ("", "/NAME/"),
        (",{\"key\":\"permalinks\",\"value\":\"/:year/:month/:day/:slug/\"}", "/YYYY/MM/DD/NAME/"),
    ] {
        let mut old = Vec::new();
        let mut rows: Vec<String> = Vec::new();
        let mut joined: [Vec<String>; 2] = Default::default();
        let mut post = |number: usize, kind: &str, slug: &str, day: &str| {
            rows.push(format!(
                "{{\"id\":\"p{number}\",\"title\":\"Post {number}\",\"slug\":\"{slug}\",\
                 \"html\":\"<p>Words.</p>\",\"type\":\"{kind}\",\"status\":\"published\",\
                 \"published_at\":\"{day}T10:00:00.000Z\"}}"
            ));
            for tag in ["t1", "t2"] {
                joined[0].push(format!("{{\"post_id\":\"p{number}\",\"tag_id\":\"{tag}\"}}"));
            }
            joined[1].push(format!("{{\"post_id\":\"p{number}\",\"author_id\":\"u1\"}}"));
        };
        for (number, one) in (10..).zip(&POSTS) {
            let name = called(one);
            post(number, "post", &name, &one.date());
            old.push(one.at(pattern, &name));
        }
        for number in 20..24 {
            post(number, "post", &format!("more-{number}"), &format!("2019-05-{number}"));
        }
        post(2, "page", "team", "2018-01-01");
        let [tags, authors] = joined.map(|rows| rows.join(","));
        let json = format!(
            "{{\"db\":[{{\"data\":{{\"settings\":[{{\"key\":\"title\",\"value\":\"T\"}},\
             {{\"key\":\"url\",\"value\":\"https://old.example\"}}{setting}],\
             \"users\":[{{\"id\":\"u1\",\"slug\":\"ada\",\"name\":\"Ada\"}}],\
             \"tags\":[{{\"id\":\"t1\",\"slug\":\"big\",\"name\":\"Big Data\"}},\
             {{\"id\":\"t2\",\"slug\":\"hash-pin\",\"name\":\"#pin\"}}],\
             \"posts\":[{}],\"posts_tags\":[{tags}],\"posts_authors\":[{authors}]}}}}]}}\n",
            rows.join(",\n")
        );
        let mut blog = Old::exported(&format!("Ghost, {pattern}"), ("export.json", &json));
        blog.addresses = old;
        blog.have(&[
            "/team/",
            "/tag/big/",
            "/tag/big/page/2/",
            "/author/ada/",
            "/author/ada/page/2/",
        ]);
        blog.have(&["/page/2/", "/rss/", "/feed/", "/tag/big/rss/", "/tag/big/feed/"]);
        blog.have(&["/author/ada/rss/", "/author/ada/feed/"]);
        blog.moves();
    }
}
