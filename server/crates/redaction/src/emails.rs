//! E-mail addresses of people.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use crate::{Finding, Rule, edges, examples};

static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})\.){1,8}[A-Za-z]{2,24}")
        .ok()
});

/// Mailboxes of nobody in particular: RFC 2142, and what sends without being answered.
const ROLES: [&str; 36] = [
    "abuse",
    "noc",
    "security",
    "postmaster",
    "hostmaster",
    "webmaster",
    "info",
    "support",
    "sales",
    "marketing",
    "admin",
    "administrator",
    "contact",
    "hello",
    "help",
    "press",
    "jobs",
    "team",
    "office",
    "legal",
    "privacy",
    "noreply",
    "no-reply",
    "donotreply",
    "do-not-reply",
    "mailer-daemon",
    "root",
    "git",
    "hg",
    "svn",
    "bot",
    "user",
    "username",
    "you",
    "someone",
    "name",
];

/// Names of people whom everybody writes to.
const NOBODY: [&str; 12] = [
    "alice",
    "bob",
    "carol",
    "john.doe",
    "jane.doe",
    "johndoe",
    "janedoe",
    "jdoe",
    "foo",
    "test",
    "your.name",
    "me",
];

/// Endings of files, and of units of systemd, that stand where a domain has its own.
const ENDINGS: [&str; 22] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "js", "mjs", "ts", "css", "json",
    "html", "service", "socket", "timer", "target", "mount", "local", "internal", "gz",
];

/// Where addresses are of no person: of programs, and of lists that many read.
const HOSTS: [&str; 5] = [
    "noreply.github.com",
    "gserviceaccount.com",
    "googlegroups.com",
    "lists.sourceforge.net",
    "groups.io",
];

/// What stands before addresses in brackets that are no links: in letters, and in what git says of a commit.
const HEADERS: [&str; 7] = ["author:", "-by:", "commit:", "tagger:", "from:", "to:", "cc:"];

pub(crate) fn find(text: &str, findings: &mut Vec<Finding>) {
    let Some(regex) = &*ADDRESS else { return };
    let all: Vec<_> = regex.find_iter(text).collect();
    let is_link = |at: usize| {
        let before = edges::line_before(text, at, 100).to_ascii_lowercase();
        let is_header = HEADERS.iter().any(|header| before.contains(header));
        before.ends_with("mailto:") || before.ends_with('<') && !is_header
    };
    // An address that a text links to is public, wherever else it stands.
    let linked: HashSet<String> = all
        .iter()
        .filter(|found| is_link(found.start()) && !text[found.end()..].starts_with(['@']))
        .map(|found| found.as_str().to_ascii_lowercase())
        .collect();
    for found in all {
        let address = found.as_str();
        let goes_on = |c: char| edges::is_word(c) || matches!(c, '@' | '/');
        let before = edges::line_before(text, found.start(), 300);
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        // User and password of an address are no name of a mailbox.
        let is_address = word.contains("://");
        let is_alone = !is_address
            && !edges::before(text, found.start()).is_some_and(goes_on)
            && !edges::at(text, found.end()).is_some_and(|c| edges::is_word(c) || c == '@');
        // What follows is a path: this is an address of SSH, as git has them.
        let is_remote = text[found.end()..].starts_with(':')
            && text[found.end() + 1..]
                .starts_with(|c: char| !c.is_whitespace() && !c.is_ascii_digit());
        if is_alone
            && !is_remote
            && !linked.contains(&address.to_ascii_lowercase())
            && is_persons(address)
        {
            findings.push(Finding::new(Rule::Email, "an e-mail address", text, found.range()));
        }
    }
}

/// Whether an address is somebody's.
fn is_persons(address: &str) -> bool {
    let small = address.to_ascii_lowercase();
    let Some((name, host)) = small.split_once('@') else { return false };
    let stem = name.split('+').next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default();
    let name_is_nobodys = ROLES.contains(&stem)
        || NOBODY.contains(&stem)
        || stem.contains("example")
        || stem.len() < 2;
    let is_list = host.starts_with("lists.") || host.starts_with("list.");
    let host_is_nobodys =
        is_list || examples::is_host(host) || HOSTS.iter().any(|known| host.ends_with(known));
    !name_is_nobodys && !host_is_nobodys && !ENDINGS.contains(&ending) && !name.starts_with('.')
}
