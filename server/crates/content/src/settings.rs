//! The tables of `site.toml`: what only the build has to know.

use diagnostics::{Diagnostic, Source, Spanned};
use model::{Date, Hsts, Security, Settings};
use values::{Fields, Table};

use super::{own_files::OwnFiles, robots, services, theme};

/// The tables as they stand in the file.
pub(super) struct SettingTables {
    robots: Option<Spanned<Table>>,
    share: Option<Spanned<Table>>,
    theme: Option<Spanned<Table>>,
    theme_color: Option<Spanned<Table>>,
    security: Option<Spanned<Table>>,
    offline: Option<bool>,
    hsts: Option<Spanned<Table>>,
    services: services::ServiceTables,
}

impl SettingTables {
    /// Takes them out of the fields of the file.
    pub(super) fn take(fields: &mut Fields<'_>) -> Self {
        Self {
            robots: fields.table("robots"),
            share: fields.table("share"),
            theme: fields.table("theme"),
            theme_color: fields.table("theme_color"),
            security: fields.table("security"),
            offline: fields.truth("offline"),
            hsts: fields.table("hsts"),
            services: services::ServiceTables::take(fields),
        }
    }

    /// Reads them; what is faulty is as if it were not there, and stands among the faults. The
    /// files that they name go to `files`.
    pub(super) fn read(
        self,
        source: &Source,
        base_url: &str,
        today: Date,
        files: &mut OwnFiles,
        faults: &mut Vec<Diagnostic>,
    ) -> Settings {
        let mut settings = Settings::default();
        if let Some(robots) = self.robots {
            settings.robots = robots::read(source, robots.value, faults);
        }
        if let Some(share) = self.share {
            let mut fields = Fields::new(source, share.value, faults);
            settings.cards = fields.truth("cards").unwrap_or(settings.cards);
            fields.finish();
        }
        if let Some(table) = self.theme {
            settings.theme = theme::read(source, table.value, files, faults);
        }
        settings.theme_color = settings.theme.colours.paper;
        if let Some(table) = self.theme_color {
            let colours = &mut settings.theme_color;
            theme::read_pair(source, table.value, colours, faults);
        }
        settings.security =
            self.security.and_then(|security| self::security(source, security, today, faults));
        settings.services = self.services.read(source, faults);
        settings.offline = self.offline.unwrap_or_default();
        settings.hsts = self.hsts.and_then(|hsts| self::hsts(source, base_url, hsts, faults));
        settings
    }
}

fn security(
    source: &Source,
    table: Spanned<Table>,
    today: Date,
    faults: &mut Vec<Diagnostic>,
) -> Option<Security> {
    let mut fields = Fields::new(source, table.value, faults);
    for (key, example) in [
        ("contact", "contact = \"mailto:security@example.org\""),
        ("expires", "expires = 2027-06-30"),
    ] {
        if !fields.has(key) {
            let message = format!("there is no `{key}`, which security.txt must have (RFC 9116)");
            let fault = source.error(table.span.clone(), message);
            fields.fault(fault.help(format!("add a line such as `{example}`")));
        }
    }
    let contact = fields.texts("contact").unwrap_or_default();
    let expires = fields.spanned_date("expires");
    let links = ["encryption", "acknowledgments", "policy", "hiring"].map(|key| fields.filled(key));
    let languages = fields.texts("languages").unwrap_or_default();
    fields.finish();

    if let Some(expires) = &expires
        && expires.value < today
    {
        let message = format!("security.txt ceased to hold on {}", expires.value);
        let fault = source.warning(expires.span.clone(), message);
        let help = "see that the rest still holds, and write a day within the next year";
        faults.push(fault.help(help));
    }
    let contact: Vec<String> = contact
        .into_iter()
        .filter_map(|contact| address(source, contact, &CONTACTS, faults))
        .collect();
    let [encryption, acknowledgments, policy, hiring] =
        links.map(|link| address(source, link?, &LINKS, faults));
    let languages = languages.into_iter().map(|language| language.value).collect();
    let expires = expires?.value;
    (!contact.is_empty()).then_some(Security {
        contact,
        expires,
        encryption,
        acknowledgments,
        policy,
        hiring,
        languages,
    })
}

fn hsts(
    source: &Source,
    base_url: &str,
    table: Spanned<Table>,
    faults: &mut Vec<Diagnostic>,
) -> Option<Hsts> {
    /// In seconds.
    const YEAR: usize = 365 * 24 * 60 * 60;
    let mut fields = Fields::new(source, table.value, faults);
    let max_age = fields.whole("max_age", 0..=2 * YEAR);
    let message = "there is no `max_age`: for how many seconds are browsers to use HTTPS only?";
    let help = "begin with few, such as `max_age = 300`; a year has 31536000";
    fields.missing("max_age", &table.span, message, help);
    let include_subdomains = fields.truth("include_subdomains").unwrap_or_default();
    let preload = fields.truth("preload").unwrap_or_default();
    fields.finish();
    let max_age = max_age?;
    let mut refuse = |message: &str, help: &str| {
        faults.push(source.error(table.span.clone(), message).help(help));
        None
    };
    if base_url.starts_with("http://") {
        let message = "browsers heed `[hsts]` over HTTPS only, and `base_url` begins with http://";
        return refuse(message, "write `base_url` with https://, or take this table out");
    }
    if preload && (max_age < YEAR || !include_subdomains) {
        let message = "`preload` is for hosts that use HTTPS for a year and with all below them";
        let help = "add `include_subdomains = true` and a `max_age` of 31536000, or take it out";
        return refuse(message, help);
    }
    Some(Hsts { max_age, include_subdomains, preload })
}

/// How the address of a person may begin.
const CONTACTS: [&str; 3] = ["mailto:", "https://", "tel:"];
/// How that of a document may.
const LINKS: [&str; 3] = ["https://", "dns:", "openpgp4fpr:"];

/// An address that security.txt can have: a web address in it must be one over HTTPS.
fn address(
    source: &Source,
    Spanned { value, span }: Spanned<String>,
    schemes: &[&str],
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let whole = !value.contains(|c: char| c.is_whitespace() || c.is_control());
    if whole && schemes.iter().any(|scheme| value.len() > scheme.len() && value.starts_with(scheme))
    {
        return Some(value);
    }
    let message = format!("`{value}` is no address that security.txt can have");
    let help = if whole && value.contains('@') && !value.contains(':') {
        format!("write `mailto:{value}`")
    } else if whole {
        format!("begin it with {}", schemes.join(" or "))
    } else {
        "write a space in it as %20".to_owned()
    };
    faults.push(source.error(span, message).help(help));
    None
}
