//! `blog serve`, heard over sockets.

mod answers;
#[path = "../common/mod.rs"]
mod common;
mod connections;
mod files;

use common::{Blog, http::Answer, program::Server};

/// A built blog, served.
fn served(base_url: &str) -> (Blog, Server) {
    built_and_served(base_url, &["--no-compress"])
}

fn built_and_served(base_url: &str, options: &[&str]) -> (Blog, Server) {
    let blog = Blog::at(base_url);
    let ran = blog.build(options);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let server = serve(&blog);
    (blog, server)
}

fn serve(blog: &Blog) -> Server {
    Server::start(&["serve", "--site", blog.site().to_str().expect("a path")])
}

/// The first address in a page that begins and ends so.
fn address(page: &Answer, start: &str, end: &str) -> String {
    let text = page.text();
    let mut quoted = text.split('"');
    let address = quoted.find(|part| part.starts_with(start) && part.ends_with(end));
    address.unwrap_or_else(|| panic!("no {start}…{end} in {text}")).to_owned()
}
