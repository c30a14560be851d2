//! HTML that a writer puts between the Markdown.
//!
//! It goes to the page as it is, apart from the addresses in it; what a browser would mend, and what
//! the page's security policy would block, are faults.

use diagnostics::{Pieces, Span};
use html::{ATTRIBUTES, Attribute, StartTag, Token, srcset, tokens};
use html5gum::Error;
use images::{acts, is_drawn_in_html, is_silent};
use urls::place_in_page;

use super::{
    elements::{Foreign, forbidden, is_address, is_void},
    omitted::Omitted,
    writer::Writer,
};

/// What else a writer can do who needs a script.
const ALLOW_SCRIPTS: &str =
    "; or allow scripts in all texts with `scripts = true` under `[html]` in site.toml";
/// What else a writer can do who needs a style.
const ALLOW_STYLES: &str =
    "; or allow styles in all texts with `styles = true` under `[html]` in site.toml";

impl Writer<'_> {
    /// Checks a stretch of HTML and writes it.
    pub(super) fn raw_html(&mut self, raw: &Pieces, is_block: bool) {
        let mut written = 0;
        for token in tokens(raw.text()) {
            // Each element is checked against those that it stands in.
            if self.nesting.is_too_deep() {
                return;
            }
            // It stands in something that is left out.
            if token.span().start < written {
                continue;
            }
            match token {
                Token::Start(tag) => self.html_start(raw, &tag, is_block, &mut written),
                Token::End { name, span } => {
                    self.html_end(raw, &name, span, is_block, &mut written)
                }
                Token::Text { text, span } => self.html_text(raw, &text, span),
                Token::Doctype { span } => {
                    let help = "take it out: the text is part of a page that has one";
                    self.error(raw.place(span), "a text has no DOCTYPE", Some(help.into()));
                }
                Token::TooMany { span } => {
                    let message = format!("this tag has more than {ATTRIBUTES} attributes");
                    self.error(raw.place(span), message, Some("take some of them out".into()));
                }
                Token::Fault { what, span } => self.html_fault(raw, what, span),
            }
        }
        self.html.push_str(&raw.text()[written..]);
    }

    /// A start tag: written with the tags that a browser would put before it, or left out.
    fn html_start(&mut self, raw: &Pieces, tag: &StartTag, is_block: bool, written: &mut usize) {
        let at = tag.span.start;
        if self.is_no_html(raw, tag) {
            let instead = match (is_block, tag.self_closing) {
                (true, true) => "<div></div>",
                (true, false) => "<div>",
                (false, _) => "",
            };
            self.skip(raw, tag.span.clone(), instead, written);
            return;
        }
        if let Some(end) = self.leaves_out(raw, tag, is_block) {
            self.insert(raw, "", at, written);
            *written = end;
            return;
        }
        if self.nesting.end_implied_body(&tag.name, false) {
            self.insert(raw, "</tbody>", at, written);
        }
        if self.nesting.imply_body(&tag.name, &raw.place(tag.span.clone())) {
            self.insert(raw, "<tbody>", at, written);
        }
        self.start_tag(raw, tag, written);
    }

    /// An end tag, which has to end the element that it stands in.
    fn html_end(
        &mut self,
        raw: &Pieces,
        name: &str,
        tag: Span,
        is_block: bool,
        written: &mut usize,
    ) {
        if self.nesting.end_implied_body(name, true) {
            self.insert(raw, "</tbody>", tag.start, written);
        }
        if self.ends_no_html(name) {
            let instead = if is_block { "</div>" } else { "" };
            self.skip(raw, tag, instead, written);
        } else if let Err(misfit) = self.nesting.close_tag(name) {
            self.error(raw.place(tag), misfit.message, misfit.help);
        }
    }

    /// Text between two tags, where there may be some.
    fn html_text(&mut self, raw: &Pieces, text: &str, span: Span) {
        if !text.trim().is_empty()
            && let Err(misfit) = self.nesting.text()
        {
            self.error(raw.place(span.clone()), misfit.message, misfit.help);
        }
        if self.nesting.in_title() && raw.text()[span.clone()].contains('<') {
            let help = "write a `<` that belongs to the text as `&lt;`";
            let message = "the title of a picture is plain text";
            self.error(raw.place(span), message, Some(help.into()));
        }
        if !matches!(self.nesting.text_only(), Some("script" | "style")) {
            self.plain.push_str(text);
        }
    }

    /// Writes what precedes a place, and something that is missing there.
    fn insert(&mut self, raw: &Pieces, missing: &str, at: usize, written: &mut usize) {
        self.html.push_str(&raw.text()[*written..at]);
        self.html.push_str(missing);
        *written = at;
    }

    /// Writes what precedes a tag, and not the tag itself; the Markdown beside the page has something
    /// instead that keeps what follows HTML where it is that.
    fn skip(&mut self, raw: &Pieces, tag: Span, instead: &str, written: &mut usize) {
        self.insert(raw, "", tag.start, written);
        *written = tag.end;
        self.plainly.push((raw.place(tag), instead.to_owned()));
    }

    /// Checks a tag; writes what precedes the addresses in it, and those.
    fn start_tag(&mut self, raw: &Pieces, tag: &StartTag, written: &mut usize) {
        let place = raw.place(tag.span.clone());
        let foreign = self.nesting.in_foreign();
        let forbidden = forbidden(&tag.name, self.text.html);
        if let Some(reason) = forbidden.filter(|_| !(foreign && tag.name == "title")) {
            let mut help = format!("take `<{}>` out", tag.name);
            match &*tag.name {
                "script" => help.push_str(ALLOW_SCRIPTS),
                "style" => help.push_str(ALLOW_STYLES),
                _ => {}
            }
            self.error(place.clone(), reason, Some(help));
        } else if tag.self_closing && !foreign && !is_void(&tag.name) && !is_foreign_root(&tag.name)
        {
            let message = format!("`<{0} />` does not close itself", tag.name);
            let help = format!("write `<{0}></{0}>`", tag.name);
            self.error(place.clone(), message, Some(help));
        }
        if let Err(misfit) = self.nesting.open(&tag.name, Some(place.clone())) {
            self.error(place.clone(), misfit.message, misfit.help);
        }
        if tag.self_closing && !is_void(&tag.name) {
            // What closes itself in SVG, and what was reported as not closing itself.
            let _ = self.nesting.close_tag(&tag.name);
        }
        if tag.name == "h1" && !foreign {
            let message = "a page has one heading of the first level, its title";
            self.error(place.clone(), message, Some("write `<h2>`".into()));
        }
        self.drawing_tag(tag, &place);
        self.rendered.scripts |= tag.name == "script";
        if tag.name == "img" && tag.value("alt").is_none() {
            let help = "add `alt=\"…\"`: what it shows, for those who can't see it";
            self.error(place, "this image has no alternative text", Some(help.into()));
        }
        if tag.name == "img" {
            let more = self.attributes_of_picture(tag);
            self.insert(raw, &more, tag.span.start + "<img".len(), written);
        }
        for attribute in &tag.attributes {
            self.attribute(raw, tag, attribute, written);
        }
    }

    /// Checks a tag in a drawing by the rules that hold for drawings in files.
    fn drawing_tag(&mut self, tag: &StartTag, place: &Span) {
        let in_drawing = self.nesting.is_in(Foreign::Svg) || tag.name == "svg";
        // Where scripts are allowed, this is no fault.
        if !in_drawing || self.text.html.scripts || forbidden(&tag.name, self.text.html).is_some() {
            return;
        }
        if !is_drawn_in_html(&tag.name) && !is_silent(&tag.name) {
            let message = format!("`<{}>` is not part of a drawing", tag.name);
            self.error(place.clone(), message, Some("take it out".into()));
        }
        if let Some(name) = tag.value("attributename").filter(|name| acts(name)) {
            let message = format!("an animation can't change `{}`", name.trim());
            let help = "take it out: what a drawing does and where it leads stays as it is";
            self.error(place.clone(), message, Some(help.into()));
        }
    }

    fn attribute(
        &mut self,
        raw: &Pieces,
        tag: &StartTag,
        attribute: &Attribute,
        written: &mut usize,
    ) {
        if self.cuts_expression(raw, attribute, written) {
            return;
        }
        let Attribute { name, value, .. } = attribute;
        let name_place = raw.place(attribute.name_span.clone());
        let value_place = raw.place(attribute.value_span.clone());
        let allowed = self.text.html;
        if name.starts_with("on") && !allowed.scripts {
            let message = format!("`{name}` runs a script, and scripts are not allowed in a text");
            let help = format!("take the attribute out{ALLOW_SCRIPTS}");
            self.error(name_place, message, Some(help));
        } else if name.starts_with("on") {
            self.rendered.scripts = true;
        } else if name == "style" && !allowed.styles {
            // The page's security policy would ignore it: the text does as well without.
            self.omit(Omitted::Style, name_place);
            self.cut(raw, attribute, written);
        } else if name == "srcdoc" {
            let help = "take it out, and link to the page instead";
            self.error(name_place, "`srcdoc` is a page in the page", Some(help.into()));
        } else if name == "id" {
            if !self.ids.claim(value) {
                let help = "choose another one: an anchor leads to one place";
                self.error(
                    value_place,
                    format!("the anchor `{value}` is taken"),
                    Some(help.into()),
                );
            }
        } else if name == "name" && tag.name == "a" {
            // A place to link to, as it was written before there were ids.
            if tag.value("id") != Some(value) {
                self.ids.claim(value);
            }
        } else if name == "srcset" {
            self.srcset(raw, attribute, written);
        } else if matches!(&**name, "data-embed" | "data-gist") {
            self.embedded(name, value, &value_place);
        } else if is_address(&tag.name, name) {
            self.address(raw, tag, attribute, written);
        }
    }

    /// Checks an address, and writes it as it has to stand on the site.
    fn address(
        &mut self,
        raw: &Pieces,
        tag: &StartTag,
        attribute: &Attribute,
        written: &mut usize,
    ) {
        let value = attribute.value.trim();
        let place = raw.place(attribute.value_span.clone());
        let is_link = matches!(&*tag.name, "a" | "area") && attribute.name == "href";
        let inline_image = value.starts_with("data:image/") && attribute.name == "src";
        if inline_image {
            return;
        }
        if matches!(&*attribute.name, "action" | "formaction") {
            let help = "link to a page that has the form; where readers ask for new posts by e-mail, \
                `[newsletter]` in site.toml puts one below every post";
            self.error(
                place,
                "the policy of the pages lets no text send a form",
                Some(help.into()),
            );
            return;
        }
        // A part of the same drawing, or of another one in the text.
        if let (false, true, Some(id)) =
            (is_link, self.nesting.in_foreign(), value.strip_prefix('#'))
        {
            self.lead(None, self.text.route.clone(), place_in_page(id), &place);
            return;
        }
        if tag.name == "iframe" && attribute.name == "src" {
            self.embedded("src", value, &place);
        }
        self.looks_at_element(&tag.name, value, &place);
        let href = if is_link {
            self.link(value, &place).0
        } else {
            let shown = tag.name == "img" && attribute.name == "src";
            match self.embed(value, shown, &place) {
                Some(href) => href,
                None => return,
            }
        };
        self.replace(raw, attribute, &href, written);
    }

    /// Takes note of where something comes from that is embedded: the policy of the page allows that.
    fn embedded(&mut self, how: &str, address: &str, place: &Span) {
        let address =
            if address.starts_with("//") { format!("https:{address}") } else { address.into() };
        match urls::link::origin(&address) {
            Some(origin) if how == "data-gist" => {
                self.rendered.sources.connections.insert(origin);
            }
            Some(origin) => {
                self.rendered.sources.frames.insert(origin);
            }
            // Pages of this site may always be embedded.
            None if how == "src" && !address.starts_with("http:") => {}
            None => {
                let message = "the policy of the page lets nothing be embedded from here";
                let help = "write an address that begins with https://".to_owned();
                self.error(place.clone(), message, Some(help));
            }
        }
    }

    /// Checks the addresses to choose from, and writes them as they have to stand on the site.
    fn srcset(&mut self, raw: &Pieces, attribute: &Attribute, written: &mut usize) {
        let place = raw.place(attribute.value_span.clone());
        let mut whole = String::new();
        let mut from = place.start;
        for (address, density) in srcset::candidates(&attribute.value) {
            let rest = self.text.source.text().get(from..place.end);
            let at = rest.and_then(|text| text.find(address)).map(|at| from + at);
            let place = at.map_or(place.clone(), |at| at..at + address.len());
            from = at.map_or(from, |at| at + address.len());
            self.looks_at_source(address, &place);
            let inline = address.starts_with("data:image/").then(|| address.to_owned());
            let Some(href) = inline.or_else(|| self.embed(address, false, &place)) else { return };
            if !whole.is_empty() {
                whole.push_str(", ");
            }
            whole.push_str(&href);
            if !density.is_empty() {
                whole.push(' ');
                whole.push_str(density);
            }
        }
        self.replace(raw, attribute, &whole, written);
    }

    /// Writes what precedes the value of an attribute, and another value.
    fn replace(&mut self, raw: &Pieces, attribute: &Attribute, value: &str, written: &mut usize) {
        if value == attribute.value {
            return;
        }
        self.html.push_str(&raw.text()[*written..attribute.value_span.start]);
        let quoted = raw.text()[..attribute.value_span.start].ends_with(['"', '\'']);
        let quote = if quoted { "" } else { "\"" };
        self.html.push_str(quote);
        let mut escaped = String::new();
        html_escape::encode_double_quoted_attribute_to_string(value, &mut escaped);
        self.html.push_str(&escaped.replace('\'', "&#39;"));
        self.html.push_str(quote);
        *written = attribute.value_span.end;
    }

    fn html_fault(&mut self, raw: &Pieces, what: Error, mut span: Span) {
        // An element that is never closed is reported where it begins.
        let unended = match what {
            Error::EofInTag | Error::EofBeforeTagName => {
                raw.text().rfind('<').zip(Some("add a `>`"))
            }
            Error::EofInComment => raw.text().rfind("<!--").zip(Some("add `-->`")),
            _ => None,
        };
        let mut help = None;
        if let Some((start, remedy)) = unended {
            span = start..raw.text().trim_end().len().max(start);
            help = Some(remedy.to_owned());
        }
        let message = match what {
            // They have one meaning for every browser.
            Error::MissingSemicolonAfterCharacterReference
            | Error::UnknownNamedCharacterReference
            | Error::ControlCharacterReference
            | Error::NoncharacterCharacterReference
            | Error::NoncharacterInInputStream
            | Error::ControlCharacterInInputStream => return,
            Error::EofInTag | Error::EofBeforeTagName => {
                "this tag does not end before the next empty line".to_owned()
            }
            Error::EofInComment => "this comment does not end".to_owned(),
            Error::DuplicateAttribute => "this attribute stands here twice".to_owned(),
            Error::EndTagWithAttributes => "an end tag has no attributes".to_owned(),
            Error::UnexpectedQuestionMarkInsteadOfTagName => {
                "this is no HTML: nothing will run it".to_owned()
            }
            Error::CdataInHtmlContent if self.nesting.in_foreign() => return,
            other => format!("this is not valid HTML ({other})"),
        };
        self.error(raw.place(span), message, help);
    }

    /// Reports the elements that a block of Markdown ends without.
    pub(super) fn unclosed(&mut self, unclosed: Vec<(String, Span)>) {
        // What lies too deep is not read to its end.
        if self.nesting.is_too_deep() {
            return;
        }
        for (name, tag) in unclosed {
            let message = format!("`<{name}>` is not closed in the block that it stands in");
            self.error(tag, message, Some(format!("add `</{name}>`")));
        }
    }
}

fn is_foreign_root(name: &str) -> bool {
    matches!(name, "svg" | "math")
}
