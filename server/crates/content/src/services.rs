//! Services of others, as far as `content/site.toml` asks for them: `[analytics]`, `[comments]`,
//! `[newsletter]`.
//!
//! Each is a line: what the service calls this blog. Where its parts come from is known here, and the
//! policy of the pages grows by exactly that.

mod counter;

use diagnostics::{Diagnostic, Source, Span, Spanned};
use model::{Loaded, Newsletter, Service, Services, Sources};
use url::Url;
use values::{Fields, Table, Value};

use counter::Counter;

/// The tables as they stand in the file.
pub(super) struct ServiceTables {
    analytics: Option<Spanned<Table>>,
    comments: Option<Spanned<Table>>,
    newsletter: Option<Spanned<Table>>,
}

impl ServiceTables {
    /// Takes them out of the fields of the file.
    pub(super) fn take(fields: &mut Fields<'_>) -> Self {
        Self {
            analytics: fields.table("analytics"),
            comments: fields.table("comments"),
            newsletter: fields.table("newsletter"),
        }
    }

    /// Reads them; what is faulty is as if it were not there, and stands among the faults.
    pub(super) fn read(self, source: &Source, faults: &mut Vec<Diagnostic>) -> Services {
        let mut reader = Reader { source, faults, sources: Sources::default() };
        let mut loaded = Loaded::default();
        if let Some(table) = self.analytics {
            (loaded.analytics, loaded.heeds_do_not_track) = reader.analytics(table.value);
        }
        if let Some(table) = self.comments {
            loaded.comments = reader.comments(table);
        }
        let newsletter = self.newsletter.and_then(|table| reader.newsletter(table));
        Services { loaded, newsletter, sources: reader.sources }
    }
}

/// Who counts visits, and what each calls what tells it of this blog.
const ANALYTICS: [(&str, &str); 6] = [
    ("plausible", "the domain or script"),
    ("umami", "the id of the website"),
    ("matomo", "the number of the site"),
    ("goatcounter", "the code"),
    ("cloudflare", "the token"),
    ("google", "the measurement ID"),
];

struct Reader<'a> {
    source: &'a Source,
    faults: &'a mut Vec<Diagnostic>,
    sources: Sources,
}

/// What a service calls this blog, and where it runs, if not where it always does.
struct Account {
    id: String,
    host: Option<String>,
}

impl Reader<'_> {
    fn analytics(&mut self, table: Table) -> (Vec<Service>, bool) {
        let mut fields = Fields::new(self.source, table, self.faults);
        let heeds = fields.truth("do_not_track").unwrap_or_default();
        let accounts = ANALYTICS.map(|(name, id)| (name, id, fields.any(name)));
        fields.finish();
        let mut services = Vec::new();
        for (name, id, node) in accounts {
            let Some(node) = node else { continue };
            let span = node.span.clone();
            let Some(account) = self.account(name, id, node) else { continue };
            services.extend(self.counter(name, account, span));
        }
        (services, heeds)
    }

    /// The account with a service: a text, or a table where it runs on a host of the owner's.
    fn account(&mut self, name: &str, what: &str, node: Spanned<Value>) -> Option<Account> {
        let example = || format!("write {name} = \"…\", {what} that the service shows");
        match node.value {
            Value::Text(id) if is_name(&id) => Some(Account { id, host: None }),
            Value::Number(id) => Some(Account { id, host: None }),
            Value::Table(table) => {
                let mut fields = Fields::new(self.source, table, self.faults);
                let id = fields.any("id");
                fields.missing("id", &node.span, "nothing says which blog this is", &example());
                let host = fields.filled("host");
                fields.finish();
                let host = host.map(|host| self.origin(host));
                let id = match id? {
                    Spanned { value: Value::Text(id), span } => {
                        self.name(Spanned { value: id, span })?
                    }
                    Spanned { value: Value::Number(id), .. } => id,
                    Spanned { value, span } => {
                        let message = format!("this is not {what}, but {}", value.kind());
                        self.fault(span, message, &example());
                        return None;
                    }
                };
                // A host that is none is told of.
                match host {
                    Some(None) => None,
                    host => Some(Account { id, host: host.flatten() }),
                }
            }
            value => {
                let message = format!("this is not {what} of an account, but {}", value.kind());
                self.fault(node.span, message, &example());
                None
            }
        }
    }

    /// What counts visits, and where it comes from and tells of them.
    fn counter(&mut self, name: &'static str, account: Account, span: Span) -> Option<Service> {
        let Account { id, host } = account;
        let counter = match (name, host) {
            ("plausible", host) => Counter::plausible(id, host),
            ("umami", host) => Counter::umami(id, host),
            ("goatcounter", host) => Counter::goatcounter(&id, host),
            ("matomo", Some(host)) => Counter::matomo(id, host),
            ("matomo", None) => {
                let help = "write matomo = { id = 1, host = \"https://matomo.example.org\" }";
                self.fault(span, "nothing says where Matomo runs".to_owned(), help);
                return None;
            }
            (_, Some(_)) => {
                let message = format!("`{name}` has no host of anybody else's");
                self.fault(span, message, "take `host` out");
                return None;
            }
            ("cloudflare", None) => Counter::cloudflare(&id),
            (_, None) => Counter::google(id),
        };
        let Counter { src, attributes, tells } = counter;
        self.sources.connections.extend(tells);
        self.script(&src);
        Some(Service { name, src, attributes })
    }

    fn comments(&mut self, table: Spanned<Table>) -> Option<Service> {
        const ONE: &str = "write one of giscus = { … }, utterances = \"owner/repository\", \
            isso = \"https://comments.example.org\"";
        let mut fields = Fields::new(self.source, table.value, self.faults);
        let giscus = fields.table("giscus");
        let utterances = fields.filled("utterances");
        let isso = fields.filled("isso");
        fields.finish();
        match (giscus, utterances, isso) {
            (Some(giscus), None, None) => self.giscus(giscus),
            (None, Some(repository), None) => {
                let repo = self.repository(repository)?;
                let src = "https://utteranc.es/client.js";
                self.script(src);
                self.sources.frames.insert("https://utteranc.es".to_owned());
                let attributes = vec![("repo", repo), ("issue-term", "pathname".to_owned())];
                Some(Service { name: "utterances", src: src.to_owned(), attributes })
            }
            (None, None, Some(host)) => {
                let host = self.origin(host)?;
                let src = format!("{host}/js/embed.min.js");
                self.script(&src);
                self.sources.styles.insert(host.clone());
                self.sources.connections.insert(host.clone());
                Some(Service { name: "isso", src, attributes: vec![("data-isso", host)] })
            }
            (None, None, None) => {
                self.fault(table.span, "nothing says where readers discuss".to_owned(), ONE);
                None
            }
            _ => {
                self.fault(table.span, "readers discuss a post in one place".to_owned(), ONE);
                None
            }
        }
    }

    fn giscus(&mut self, table: Spanned<Table>) -> Option<Service> {
        const KEYS: [(&str, &str); 4] = [
            ("repo", "data-repo"),
            ("repo_id", "data-repo-id"),
            ("category", "data-category"),
            ("category_id", "data-category-id"),
        ];
        let mut fields = Fields::new(self.source, table.value, self.faults);
        let values = KEYS.map(|(key, attribute)| {
            let value = fields.filled(key);
            let message = format!("there is no `{key}`");
            let help = format!("https://giscus.app shows it as `{attribute}`");
            fields.missing(key, &table.span, &message, &help);
            (attribute, value)
        });
        fields.finish();
        let mut attributes = vec![
            ("data-mapping", "pathname".to_owned()),
            ("data-strict", "1".to_owned()),
            ("data-reactions-enabled", "1".to_owned()),
            ("data-input-position", "bottom".to_owned()),
        ];
        for (attribute, value) in values {
            let value = value?;
            let value = match attribute {
                "data-repo" => self.repository(value)?,
                _ => value.value,
            };
            attributes.push((attribute, value));
        }
        let (host, src) = ("https://giscus.app", "https://giscus.app/client.js".to_owned());
        self.script(&src);
        self.sources.styles.insert(host.to_owned());
        self.sources.frames.insert(host.to_owned());
        Some(Service { name: "giscus", src, attributes })
    }

    fn newsletter(&mut self, table: Spanned<Table>) -> Option<Newsletter> {
        const ONE: &str = "write one of buttondown = \"name\", mailchimp = \"https://….list-manage.com/subscribe/post?u=…&id=…\", \
            listmonk = { host = \"https://lists.example.org\", list = \"…\" }";
        let mut fields = Fields::new(self.source, table.value, self.faults);
        let buttondown = fields.filled("buttondown");
        let mailchimp = fields.filled("mailchimp");
        let listmonk = fields.table("listmonk");
        fields.finish();
        let letter = match (buttondown, mailchimp, listmonk) {
            (Some(name), None, None) => {
                let name = self.name(name)?;
                Newsletter {
                    action: format!("https://buttondown.com/api/emails/embed-subscribe/{name}"),
                    email: "email",
                    hidden: vec![("embed".to_owned(), "1".to_owned())],
                }
            }
            (None, Some(action), None) => self.mailchimp(action)?,
            (None, None, Some(table)) => self.listmonk(table)?,
            (None, None, None) => {
                self.fault(table.span, "nothing says who sends the letters".to_owned(), ONE);
                return None;
            }
            _ => {
                let message = "letters are sent from one place".to_owned();
                self.fault(table.span, message, ONE);
                return None;
            }
        };
        let origin = Url::parse(&letter.action).ok()?.origin().ascii_serialization();
        self.sources.forms.insert(origin);
        Some(letter)
    }

    fn mailchimp(&mut self, Spanned { value, span }: Spanned<String>) -> Option<Newsletter> {
        // From the page's source it may be copied as it stands there.
        let action = value.replace("&amp;", "&");
        let url = Url::parse(&action).ok().filter(|url| url.scheme() == "https");
        let pair = |key: &str| {
            let url = url.as_ref()?;
            url.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned())
        };
        let (Some(user), Some(id)) = (pair("u"), pair("id")) else {
            let help = "copy the `action` of the form that Mailchimp shows: \
                https://….list-manage.com/subscribe/post?u=…&id=…";
            self.fault(span, "this is not where Mailchimp receives its forms".to_owned(), help);
            return None;
        };
        // A trap: a program that fills in every field is known by this one.
        let trap = (format!("b_{user}_{id}"), String::new());
        Some(Newsletter { action, email: "EMAIL", hidden: vec![trap] })
    }

    fn listmonk(&mut self, table: Spanned<Table>) -> Option<Newsletter> {
        const FORM: &str = "write listmonk = { host = \"https://lists.example.org\", list = \"…\" } with the \
            UUID of a public list";
        let mut fields = Fields::new(self.source, table.value, self.faults);
        let (host, list) = (fields.filled("host"), fields.filled("list"));
        for key in ["host", "list"] {
            fields.missing(key, &table.span, &format!("there is no `{key}`"), FORM);
        }
        fields.finish();
        let host = host.and_then(|host| self.origin(host));
        let list = list.and_then(|list| self.name(list));
        let action = format!("{}/subscription/form", host?);
        Some(Newsletter { action, email: "email", hidden: vec![("l".to_owned(), list?)] })
    }

    /// A place of GitHub's.
    fn repository(&mut self, Spanned { value, span }: Spanned<String>) -> Option<String> {
        let parts: Vec<&str> = value.split('/').collect();
        if parts.len() == 2 && parts.iter().all(|part| is_name(part)) {
            return Some(value);
        }
        let message = format!("`{value}` is the name of no repository");
        self.fault(span, message, "write it as owner/repository");
        None
    }

    /// The name of something at a service.
    fn name(&mut self, Spanned { value, span }: Spanned<String>) -> Option<String> {
        if is_name(&value) {
            return Some(value);
        }
        let message = format!("`{value}` is no name that a service gives");
        self.fault(span, message, "copy it from the service: letters, digits, `-`, `_` and `.`");
        None
    }

    /// Where a service runs: `https://` and a host.
    fn origin(&mut self, Spanned { value, span }: Spanned<String>) -> Option<String> {
        let url = Url::parse(&value).ok().filter(|url| url.scheme() == "https");
        let bare = |url: &Url| {
            let (path, query) = (url.path().trim_end_matches('/'), url.query());
            path.is_empty()
                && query.is_none()
                && url.fragment().is_none()
                && url.username().is_empty()
        };
        if let Some(url) = url.filter(bare) {
            return Some(url.origin().ascii_serialization());
        }
        let message = format!("`{value}` is not the address of a host");
        self.fault(span, message, "write it as https://stats.example.org");
        None
    }

    fn script(&mut self, src: &str) {
        let origin = Url::parse(src).map(|url| url.origin().ascii_serialization());
        self.sources.scripts.extend(origin);
    }

    fn fault(&mut self, span: Span, message: String, help: &str) {
        self.faults.push(self.source.error(span, message).help(help));
    }
}

/// Whether something may be what a service calls a blog.
fn is_name(text: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || ['-', '_', '.'].contains(&c);
    (1..=200).contains(&text.len()) && text.chars().all(known)
}
