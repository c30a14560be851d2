//! A page at each old address, which leads to the new one on any host.
//!
//! Hosts that can send a redirect do better: for them the same list is [`Library::redirects`].

use app::shell;
use diagnostics::Result;
use html_escape::{encode_double_quoted_attribute as attribute, encode_text};
use model::{Library, Redirect, Site, routes::Route};
use words::{Message, MessagePart};

use super::Folder;

/// Writes them all.
pub(super) fn write(library: &Library, policy: &str, site: &Folder) -> Result<()> {
    let redirects = library.redirects().iter();
    redirects.filter_map(|redirect| Some((redirect.file()?, redirect))).try_for_each(
        |(file, redirect)| {
            let title = title(library, &redirect.to);
            site.write(&file, page(library.site(), policy, redirect, title))
        },
    )
}

fn title<'a>(library: &'a Library, route: &Route) -> &'a str {
    let title = match route {
        Route::Page(slug) => {
            library.pages().iter().find(|page| page.slug == *slug).map(|page| &*page.title)
        }
        text => library.text(text).map(|post| &*post.summary.title),
    };
    title.unwrap_or(&library.site().title)
}

/// Search engines take a refresh without delay for a redirect that is meant to last.
fn page(site: &Site, policy: &str, redirect: &Redirect, title: &str) -> String {
    let path = site.routes.path(&redirect.to);
    let (address, href) = (site.absolute(&path), site.base_path().join(&path));
    let (address, href) = (attribute(&address), attribute(&href));
    let (language, title) = (attribute(&site.language), encode_text(title));
    let direction = shell::direction(&site.language);
    let moved = encode_text(site.words.say(Message::Moved));
    let whereto = site.words.parts(Message::MovedTo).map(|part| match part {
        MessagePart::Words(words) => encode_text(words).into_owned(),
        MessagePart::Place(_) => format!("<a href=\"{href}\">{title}</a>"),
    });
    let whereto: String = whereto.collect();
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"{language}\"{direction}><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <meta http-equiv=\"refresh\" content=\"0; url={href}\"><title>{title}</title>\
         <link rel=\"canonical\" href=\"{address}\"></head>\n\
         <body><h1>{moved}</h1><p>{whereto}</p></body></html>\n"
    )
}

#[cfg(test)]
mod tests {
    use fixtures::library;

    use super::*;

    #[test]
    fn an_old_address_leads_on_without_a_script() {
        let to = Route::Post("größe".parse().expect("a slug"));
        let redirects = vec![Redirect { from: "/old/".into(), to }];
        let library = library("https://example.org/blog").with_redirects(redirects);
        let temp = tempfile::tempdir().expect("a folder");
        let site = Folder::at(temp.path());
        write(&library, "default-src 'self'", &site).expect("written");
        let page = store::fs::read_to_string(&temp.path().join("old/index.html")).expect("there");
        for part in [
            "content=\"0; url=/blog/posts/gr%C3%B6%C3%9Fe/\"",
            "<link rel=\"canonical\" href=\"https://example.org/blog/posts/gr%C3%B6%C3%9Fe/\">",
            "<a href=\"/blog/posts/gr%C3%B6%C3%9Fe/\">GRÖSSE</a>",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
