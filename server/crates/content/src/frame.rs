//! What stands around the texts, as far as `content/site.toml` decides it: `[[nav]]`, `[footer]`,
//! `[social]`, `[announcement]`, `[home]`, `[post]`.

use diagnostics::{Diagnostic, Source, Span, Spanned, suggest};
use model::{Column, Date, Frame, HomeLists, Link, NavItem, PostFrame, SHARES, Share, Slug};
use values::{Fields, Table, Value};

use super::{addresses::Addresses, links::link};

/// The tables as they stand in the file.
pub(super) struct FrameTables {
    nav: Vec<Spanned<Value>>,
    footer: Option<Spanned<Table>>,
    social: Option<Spanned<Table>>,
    announcement: Option<Spanned<Table>>,
    home: Option<Spanned<Table>>,
    post: Option<Spanned<Table>>,
}

/// The frame, read; what in it is Markdown or leads somewhere is looked at when all addresses are
/// known.
#[derive(Debug, Default)]
pub(super) struct UnresolvedFrame {
    pub(super) frame: Frame,
    /// A line of Markdown for the foot of every page.
    pub(super) foot: Option<Spanned<String>>,
    /// What is announced, in Markdown.
    pub(super) announcement: Option<Spanned<String>>,
    /// The links in it, with the places of their addresses.
    links: Vec<(String, Span)>,
    /// Where the post is named that is pinned.
    pinned: Option<Span>,
    /// Where it is said that the history of the repository tells when texts changed.
    pub(super) git_dates: Option<Span>,
}

impl FrameTables {
    /// Takes them out of the fields of the file.
    pub(super) fn take(fields: &mut Fields<'_>) -> Self {
        Self {
            nav: fields.list("nav"),
            footer: fields.table("footer"),
            social: fields.table("social"),
            announcement: fields.table("announcement"),
            home: fields.table("home"),
            post: fields.table("post"),
        }
    }

    /// Reads them; what is faulty is as if it were not there, and stands among the faults.
    pub(super) fn read(self, source: &Source, faults: &mut Vec<Diagnostic>) -> UnresolvedFrame {
        let mut draft = UnresolvedFrame::default();
        for item in self.nav {
            let item = draft.nav_item(source, item, faults);
            draft.frame.nav.extend(item);
        }
        if let Some(table) = self.footer {
            draft.footer(source, table.value, faults);
        }
        if let Some(table) = self.social {
            draft.frame.social = social(source, table.value, faults);
        }
        if let Some(table) = self.announcement {
            let mut fields = Fields::new(source, table.value, faults);
            draft.announcement = fields.filled("text");
            let help = "write it in Markdown: text = \"We are [hiring](/jobs/).\"";
            fields.missing("text", &table.span, "this announces nothing", help);
            fields.finish();
        }
        if let Some(table) = self.home {
            (draft.frame.home, draft.pinned) = home(source, table.value, faults);
        }
        if let Some(table) = self.post {
            (draft.frame.post, draft.git_dates) = post(source, table, faults);
        }
        draft
    }
}

/// A post that the front page may begin with.
#[derive(Clone, Copy, Debug)]
pub(super) struct PinnablePost<'a> {
    /// What it is called.
    pub(super) slug: &'a Slug,
    /// What its address tells of it.
    pub(super) name: &'a Slug,
    pub(super) date: Date,
}

impl UnresolvedFrame {
    /// Lets the post that is pinned be missing: it may be in another language alone.
    pub(super) fn pin_if_there(&mut self) {
        self.pinned = None;
    }

    /// Looks for all that it leads to, among the posts that there are.
    pub(super) fn check<'a>(
        &mut self,
        source: &Source,
        addresses: &Addresses,
        posts: impl Iterator<Item = PinnablePost<'a>> + Clone,
        faults: &mut Vec<Diagnostic>,
    ) {
        for (url, span) in &self.links {
            if let Err(broken) = addresses.resolve_of_site(url) {
                let fault = source.error(span.clone(), broken.message);
                faults.push(fault.maybe_help(broken.help));
            }
        }
        if let (Some(pinned), Some(span)) = (&mut self.frame.home.pinned, &self.pinned) {
            let called = posts.clone().filter(|post| post.slug == pinned);
            match called.max_by_key(|post| post.date) {
                Some(post) => *pinned = post.name.clone(),
                None => {
                    let help = suggest::did_you_mean(
                        pinned.as_str(),
                        posts.map(|post| post.slug.as_str()),
                    );
                    let help = help
                        .unwrap_or_else(|| "name a post by the last part of its address".into());
                    let message = format!("no post `{pinned}` is published");
                    faults.push(source.error(span.clone(), message).help(help));
                }
            }
        }
    }

    fn nav_item(
        &mut self,
        source: &Source,
        node: Spanned<Value>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<NavItem> {
        let Value::Table(table) = &node.value else {
            let message =
                format!("a place in the header is a table, and this is {}", node.value.kind());
            faults.push(source.error(node.span, message).help(ITEM));
            return None;
        };
        if !table.entries.iter().any(|(key, _)| key.value == "below") {
            return self.link(source, node, faults).map(NavItem::Link);
        }
        let span = node.span.clone();
        let Value::Table(table) = node.value else { return None };
        let mut fields = Fields::new(source, table, faults);
        let name = fields.filled("name");
        fields.missing("name", &span, "what is below this has no name", ITEM);
        let below = fields.list("below");
        let url = fields.any("url");
        fields.finish();
        if let Some(url) = url {
            let message = "what has links below it leads nowhere itself";
            let help = "put this address into `below`, as the first of them";
            faults.push(source.error(url.span, message).help(help));
        }
        let below = self.links(source, below, faults);
        let name = name?.value;
        (!below.is_empty()).then_some(NavItem::Group { name, below })
    }

    fn footer(&mut self, source: &Source, table: Table, faults: &mut Vec<Diagnostic>) {
        let mut fields = Fields::new(source, table, faults);
        self.foot = fields.filled("text");
        let columns = fields.list("columns");
        fields.finish();
        for Spanned { value, span } in columns {
            let Value::Table(table) = value else {
                let message = format!("a column is a table, and this is {}", value.kind());
                faults.push(source.error(span, message).help(COLUMN));
                continue;
            };
            let mut fields = Fields::new(source, table, faults);
            let title = fields.filled("title");
            fields.missing("title", &span, "this column has no `title`", COLUMN);
            let links = fields.list("links");
            fields.finish();
            let links = self.links(source, links, faults);
            if let Some(title) = title {
                self.frame.columns.push(Column { title: title.value, links });
            }
        }
    }

    fn links(
        &mut self,
        source: &Source,
        nodes: Vec<Spanned<Value>>,
        faults: &mut Vec<Diagnostic>,
    ) -> Vec<Link> {
        nodes.into_iter().filter_map(|node| self.link(source, node, faults)).collect()
    }

    fn link(
        &mut self,
        source: &Source,
        node: Spanned<Value>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Link> {
        let (link, span) = link(source, node, faults)?;
        self.links.push((link.url.clone(), span));
        Some(link)
    }
}

const ITEM: &str = "write\n[[nav]]\nname = \"Archive\"\nurl = \"/archive/\"\nor, in the place of `url`, below = \
    [{ name = \"Imprint\", url = \"/imprint/\" }]";
const COLUMN: &str = "write\n[[footer.columns]]\ntitle = \"Company\"\nlinks = [{ name = \"Imprint\", url = \"/imprint/\" }]";

/// What readers call the places that they know; others are called as they are written.
const PLACES: [(&str, &str); 12] = [
    ("bluesky", "Bluesky"),
    ("codeberg", "Codeberg"),
    ("facebook", "Facebook"),
    ("github", "GitHub"),
    ("gitlab", "GitLab"),
    ("instagram", "Instagram"),
    ("linkedin", "LinkedIn"),
    ("mastodon", "Mastodon"),
    ("telegram", "Telegram"),
    ("threads", "Threads"),
    ("x", "X"),
    ("youtube", "YouTube"),
];

/// Places elsewhere, by what they are called.
fn social(source: &Source, table: Table, faults: &mut Vec<Diagnostic>) -> Vec<Link> {
    let mut links = Vec::new();
    for (name, Spanned { value, span }) in table.entries {
        let known = PLACES.iter().find(|(known, _)| *known == name.value);
        let url = match value {
            Value::Text(url)
                if url.starts_with("https://") && !url.contains(char::is_whitespace) =>
            {
                url
            }
            _ => {
                let fault = source.error(span, "this is not the address of a page elsewhere");
                let help = format!("write it as {} = \"https://…\"", name.value);
                faults.push(fault.help(help));
                continue;
            }
        };
        let name = known.map_or(name.value, |(_, label)| (*label).to_owned());
        links.push(Link { name, url });
    }
    links
}

fn home(source: &Source, table: Table, faults: &mut Vec<Diagnostic>) -> (HomeLists, Option<Span>) {
    /// As many as a reader looks at, and a page bears.
    const MOST: usize = 100;
    let usual = HomeLists::default();
    let mut fields = Fields::new(source, table, faults);
    let latest = fields.whole("latest", 0..=MOST).unwrap_or(usual.latest);
    let list = fields.whole("list", 0..=MOST).unwrap_or(usual.list);
    let pinned = fields.filled("pinned");
    fields.finish();
    let span = pinned.as_ref().map(|pinned| pinned.span.clone());
    let pinned = pinned.and_then(|Spanned { value, span }| match value.parse() {
        Ok(slug) => Some(slug),
        Err(invalid) => {
            let fault = source.error(span, format!("`{value}` is the name of no post: {invalid}"));
            faults.push(fault.help("name a post by the last part of its address"));
            None
        }
    });
    (HomeLists { latest, list, pinned }, span)
}

fn post(
    source: &Source,
    Spanned { value: table, span }: Spanned<Table>,
    faults: &mut Vec<Diagnostic>,
) -> (PostFrame, Option<Span>) {
    let mut fields = Fields::new(source, table, faults);
    let git_dates = fields.truth("git_dates").unwrap_or_default();
    let edit_url = fields.filled("edit_url");
    let share = fields.texts("share").unwrap_or_default();
    let mut shown = |key| fields.truth(key).unwrap_or(true);
    let (contents, related) = (shown("contents"), shown("related"));
    let (cited, series) = (shown("cited"), shown("series"));
    fields.finish();
    let edit_url = edit_url.and_then(|Spanned { value, span }| {
        if value.starts_with("https://") && value.contains("{path}") {
            return Some(value);
        }
        let fault = source.error(span, "this address leads to no file");
        let help = "write it with `{path}` where the path of the file in the content folder goes: \
            https://github.com/owner/repository/edit/main/content/{path}";
        faults.push(fault.help(help));
        None
    });
    let share = share.into_iter().filter_map(|place| share_at(source, &place, faults)).collect();
    let frame = PostFrame { contents, related, cited, series, edit_url, share };
    (frame, git_dates.then_some(span))
}

fn share_at(
    source: &Source,
    place: &Spanned<String>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Share> {
    let known = SHARES.iter().find(|known| known.name == place.value);
    if known.is_none() {
        let names = SHARES.map(|known| known.name);
        let help = suggest::did_you_mean(&place.value, names)
            .unwrap_or_else(|| format!("the places are {}", names.join(", ")));
        let message = format!("nobody knows how to share at `{}`", place.value);
        faults.push(source.error(place.span.clone(), message).help(help));
    }
    known.copied()
}
