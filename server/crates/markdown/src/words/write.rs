//! Runs of text: bare addresses in them become links, and their words are noted.

use diagnostics::Span;
use pulldown_cmark::Event;

use crate::{
    events::Located,
    writer::{OpenElement, Writer},
};

impl Writer<'_> {
    /// Writes the text at the head of some events, up to the first that is no text or does not
    /// follow directly; returns how many events that were.
    ///
    /// The parser cuts text wherever something could have begun: what a writer put down as one word
    /// is found again in the source.
    pub(crate) fn text_run(&mut self, events: &[Located<'_>]) -> usize {
        let mut end = self.here.start;
        let run: Vec<(&str, Span)> = events
            .iter()
            .map_while(|(event, span)| match event {
                Event::Text(text) if span.start == end => {
                    end = span.end;
                    Some((&**text, span.clone()))
                }
                _ => None,
            })
            .collect();
        if let Some(OpenElement::Code { code, .. }) = self.open.last_mut() {
            run.iter().for_each(|(text, span)| code.push(text, span.start));
            return run.len().max(1);
        }
        let verbatim = self.images > 0 || matches!(self.open.last(), Some(OpenElement::RawHtml(_)));
        // What is said of an image is not said to readers.
        let whole = self.here.start.max(self.behind_image.min(end))..end;
        if !verbatim {
            self.missing_footnotes(&whole);
            self.strays(&whole);
        }
        let in_link = self.nesting.is_open("a");
        let links = if verbatim || in_link { Vec::new() } else { self.bare_addresses(&whole) };
        let mut links = links.into_iter().peekable();
        // An address may go on over several pieces of text.
        let mut done = whole.start;
        for (text, span) in &run {
            let mut from = span.start.max(done);
            while let Some(link) = links.next_if(|link| link.start < span.end) {
                if link.start > from {
                    self.words(&self.written(from..link.start));
                }
                let address = self.written(link.clone());
                self.bare_link(&address, &link);
                from = link.end;
            }
            if from == span.start {
                self.words(text);
            } else if from < span.end {
                self.words(&self.written(from..span.end));
            }
            done = from;
        }
        run.len().max(1)
    }

    fn written(&self, span: Span) -> String {
        self.text.source.text().get(span).unwrap_or_default().to_owned()
    }

    fn bare_link(&mut self, address: &str, span: &Span) {
        let target = if address.starts_with("www.") {
            format!("https://{address}")
        } else if address.contains("://") {
            address.to_owned()
        } else {
            format!("mailto:{address}")
        };
        self.open_link(&target, "", span);
        self.words(address);
        self.leave("a");
    }

    /// Where addresses stand in a run of text, by GitHub's rules.
    fn bare_addresses(&self, run: &Span) -> Vec<Span> {
        let text = self.text.source.text().get(run.clone()).unwrap_or_default();
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = next_address(text, from) {
            let len = address_len(&text[at..]);
            if len > 0 {
                found.push(run.start + at..run.start + at + len);
            }
            from = at + len.max(1);
        }
        let mut mails = Vec::new();
        for (at, _) in text.match_indices('@') {
            let Some(mail) = mail_address(text, at) else { continue };
            let mail = run.start + mail.start..run.start + mail.end;
            // Web addresses follow each other, and so do those of people.
            let next = found.partition_point(|link| link.end <= mail.start);
            if found.get(next).is_none_or(|link| mail.end <= link.start) {
                mails.push(mail);
            }
        }
        found.append(&mut mails);
        found.sort_by_key(|link| link.start);
        found
    }
}

/// Where the next address may begin: behind white space, a bracket or a mark of emphasis.
fn next_address(text: &str, from: usize) -> Option<usize> {
    text.get(from..)?.char_indices().map(|(at, _)| from + at).find(|&at| {
        let before = text[..at].chars().next_back();
        let begins = before.is_none_or(|c| c.is_whitespace() || "*_~(".contains(c));
        begins && ["https://", "http://", "www."].iter().any(|start| text[at..].starts_with(start))
    })
}

/// The mail address around an `@`, by GitHub's rules.
fn mail_address(text: &str, at: usize) -> Option<Span> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let start = text[..at]
        .rfind(|c| !is_local(c))
        .map_or(0, |before| before + text[before..].chars().next().map_or(0, char::len_utf8));
    let rest = &text[at + 1..];
    let host = rest.split(|c| !is_host(c)).next()?.trim_end_matches('.');
    let labels: Vec<&str> = host.split('.').collect();
    let is_mail = start < at
        && labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
        && !host.ends_with(['-', '_'])
        && !rest[host.len()..].starts_with('@');
    is_mail.then(|| start..at + 1 + host.len())
}

/// How long the name of a host is at most.
const HOST: usize = 253;

/// How long the address at the head of a text is; 0 when it is none.
fn address_len(text: &str) -> usize {
    let scheme = ["https://", "http://"].iter().find(|scheme| text.starts_with(**scheme));
    let start = scheme.map_or(0, |scheme| scheme.len());
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let host_len = text[start..]
        .char_indices()
        .take(HOST + 1)
        .find(|&(_, c)| !is_host(c))
        .map_or(text.len() - start, |(at, _)| at);
    let host = text[start..start + host_len].trim_end_matches(['.', '_']);
    let labels: Vec<&str> = host.split('.').take(HOST).collect();
    let underscored = labels.iter().rev().take(2).any(|label| label.contains('_'));
    if host.len() > HOST
        || labels.len() < 2
        || labels.iter().any(|label| label.is_empty())
        || underscored
    {
        return 0;
    }
    let end = text.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(text.len());
    let mut address = &text[..end];
    let count = |bracket| address.matches(bracket).count();
    let mut unbalanced = count(')').saturating_sub(count('('));
    // What ends a sentence is not part of the address, nor is a bracket that it did not open, nor what
    // looks like a reference to a character.
    loop {
        address = address.trim_end_matches(['?', '!', '.', ',', ':', '*', '_', '~', '\'', '"']);
        if let Some(shorter) = address.strip_suffix(';') {
            let start = shorter.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
            let start = start.strip_suffix('#').unwrap_or(start);
            let before = start.strip_suffix('&').filter(|_| start.len() < shorter.len());
            address = before.unwrap_or(shorter);
            continue;
        }
        match address.strip_suffix(')') {
            Some(shorter) if unbalanced > 0 => {
                address = shorter;
                unbalanced -= 1;
            }
            _ => return address.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_the_end_of_the_sentence() {
        for (text, address) in [
            ("https://example.org.", "https://example.org"),
            ("https://example.org/a_(b)), and", "https://example.org/a_(b)"),
            ("www.example.org/x?y=z&w#v!", "www.example.org/x?y=z&w#v"),
            ("https://localhost/", ""),
            ("https://a_b.org", ""),
            ("http://..", ""),
            ("www.", ""),
            ("www.example.org*bold*", "www.example.org*bold"),
            ("https://example.org/)))).", "https://example.org/"),
            ("www.example.org/?q=a&hl=en", "www.example.org/?q=a&hl=en"),
            ("www.example.org/?q=a&hl;", "www.example.org/?q=a"),
            ("www.example.org/?q=a&amp;;.", "www.example.org/?q=a"),
            ("www.example.org/a&#58;", "www.example.org/a"),
            ("www.example.org/a;b&;", "www.example.org/a;b&"),
        ] {
            assert_eq!(&text[..address_len(text)], address, "{text}");
        }
    }

    #[test]
    fn a_mail_address_has_a_name_and_a_host() {
        for (text, address) in [
            ("write to a.b+c@example.org.", Some("a.b+c@example.org")),
            ("é@example.org", None),
            ("a@b", None),
            ("a@b.c-", None),
            ("@example.org", None),
            ("a@b..c", None),
        ] {
            let at = text.find('@').expect("one");
            assert_eq!(mail_address(text, at).map(|span| &text[span]), address, "{text}");
        }
    }
}
