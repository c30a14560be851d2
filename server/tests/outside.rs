//! What others run in the pages: the markup that an owner adds, and the policy that lets it.

mod common;

use std::fs;

use common::{Blog, tree};

#[test]
fn the_policy_grows_by_the_origins_of_what_is_added_and_by_nothing_else() {
    let blog = Blog::at("https://example.org/below");
    assert_eq!(blog.build(&["--no-compress"]).code, Some(0));
    let policy = |blog: &Blog| {
        let page = blog.read("posts/first/index.html");
        let (_, rest) = page.split_once("Content-Security-Policy\" content=\"").expect("a policy");
        rest.split_once('"').expect("its end").0.to_owned()
    };
    let before = policy(&blog);
    blog.write(
        "content/head.html",
        "<!-- Who counts. -->\n<meta name=\"verify\" content=\"1\">\n\
         <script defer data-domain=\"example.org\" src=\"https://count.example.com/js/script.js\"></script>\n\
         <link rel=\"stylesheet\" href=\"https://styles.example.com/a.css\">\n",
    );
    blog.write(
        "content/body-end.html",
        "<script src=\"scripts/mine.js\" defer></script>\n\
         <noscript><img src=\"https://count.example.com/pixel.gif\" alt=\"\"></noscript>\n",
    );
    blog.write("content/scripts/mine.js", "addEventListener(\"blog:page\", () => {});\n");
    let ran = blog.build(&["--no-compress"]);
    assert_eq!((ran.code, &*ran.err), (Some(0), ""));
    let scripts = before.find("; style-src").expect("styles");
    let images = before.find("; img-src").expect("images");
    let expected = format!(
        "{} https://count.example.com; connect-src 'self' https://count.example.com{} https://styles.example.com{}",
        &before[..scripts],
        &before[scripts..images],
        &before[images..],
    );
    assert_eq!(policy(&blog), expected);
    assert!(blog.read("_headers").contains(&format!("Content-Security-Policy: {expected}; ")));

    let page = blog.read("404.html");
    let (head, body) = page.split_once("</head>").expect("a head");
    assert!(head.contains("<meta name=\"verify\" content=\"1\">"), "{head}");
    assert!(!page.contains("Who counts"), "what is for the owner stays there");
    let files = tree(&blog.site());
    let (script, _) =
        files.iter().find(|(path, _)| path.starts_with("media/mine.")).expect("the script");
    let end = format!("<script src=\"/below/{script}\" defer></script>");
    assert!(body.contains(&end) && body.ends_with("</noscript></body></html>\n"), "{body}");
    assert!(fs::read_to_string(blog.site().join(script)).expect("there").contains("blog:page"));
}
