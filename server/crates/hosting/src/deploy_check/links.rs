//! What a page says of other files.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

/// The addresses in a page that are worth asking for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// The address that the page calls its own.
    pub(super) canonical: Option<String>,
    pub(super) wasm: Option<String>,
    /// The Content-Security-Policy that the page carries.
    pub(super) policy: Option<String>,
    /// The text of a post as its author wrote it.
    pub(super) markdown: Option<String>,
    pub(super) pictures: Vec<String>,
    /// Scripts, style, icons, fonts, feeds, the manifest of the app.
    others: Vec<String>,
}

impl Links {
    pub(super) fn of(html: &str) -> Self {
        let mut links = Self::default();
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            if let Token::StartTag(tag) = token {
                links.take(&tag);
            }
        }
        links
    }

    /// The files that every page of the site needs or names.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.wasm.iter().chain(&self.others).map(String::as_str)
    }

    fn take(&mut self, tag: &StartTag<()>) {
        let attribute = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        match tag.name.as_slice() {
            b"script" if attribute("data-wasm").is_some() => {
                self.wasm = attribute("data-wasm");
                self.others.extend(attribute("data-start"));
                self.others.extend(attribute("data-script"));
            }
            b"meta" if attribute("http-equiv").as_deref() == Some("Content-Security-Policy") => {
                self.policy = attribute("content");
            }
            b"img" => self.pictures.extend(attribute("src")),
            b"link" => {
                let rel = attribute("rel").unwrap_or_default();
                let kind = attribute("type").unwrap_or_default();
                match &*rel {
                    "canonical" => self.canonical = attribute("href"),
                    "alternate" if kind == "text/markdown" => self.markdown = attribute("href"),
                    "alternate" if kind.is_empty() => {}
                    "stylesheet" | "icon" | "preload" | "manifest" | "alternate" => {
                        self.others.extend(attribute("href"));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// The addresses in a site map, or in a list of site maps.
pub(super) fn locations(xml: &str) -> impl Iterator<Item = String> {
    xml.split("<loc>")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("</loc>")?.0.trim().replace("&amp;", "&")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_the_files_that_belong_to_it() {
        let html = r#"<head><link rel="canonical" href="https://a.b/x/">
            <script data-start="/pkg/s.js" data-script="/pkg/b.js" data-wasm="/pkg/b.wasm"></script>
            <meta http-equiv="Content-Security-Policy" content="default-src 'self'">
            <link rel="stylesheet" href="/pkg/b.css"><link rel="prev" href="/y/">
            <link rel="alternate" type="application/atom+xml" href="/feed.xml">
            <link rel="alternate" type="text/markdown" href="/x/index.md">
            <script type="application/json">{"html": "<img src=no.png>"}</script></head>
            <body><img src="/a.png?b=1&amp;c=2"></body>"#;
        assert_eq!(
            Links::of(html),
            Links {
                canonical: Some("https://a.b/x/".into()),
                wasm: Some("/pkg/b.wasm".into()),
                policy: Some("default-src 'self'".into()),
                markdown: Some("/x/index.md".into()),
                pictures: vec!["/a.png?b=1&c=2".into()],
                others: ["/pkg/s.js", "/pkg/b.js", "/pkg/b.css", "/feed.xml"]
                    .map(Into::into)
                    .to_vec(),
            }
        );
    }
}
