//! `/.well-known/security.txt`: whom to tell of a hole in the site (RFC 9116).

use std::fmt::Write;

use model::{Library, Security};

/// Where it is looked for, as a path on the host.
pub(super) const PATH: &str = "/.well-known/security.txt";

/// The file, if the site says whom to tell.
pub(super) fn security(library: &Library) -> Option<String> {
    let security = library.settings().security.as_ref()?;
    let Security { contact, encryption, acknowledgments, policy, hiring, .. } = security;
    let mut text = String::new();
    let mut field = |name: &str, value: &str| {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{name}: {value}");
    };
    for contact in contact {
        field("Contact", contact);
    }
    // The day named is the last: the file holds until it ends.
    field("Expires", &format!("{}T23:59:59Z", security.expires));
    field("Canonical", &library.site().absolute(PATH));
    for (name, link) in [
        ("Encryption", encryption),
        ("Acknowledgments", acknowledgments),
        ("Policy", policy),
        ("Hiring", hiring),
    ] {
        if let Some(link) = link {
            field(name, link);
        }
    }
    if !security.languages.is_empty() {
        field("Preferred-Languages", &security.languages.join(", "));
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use fixtures::library;
    use model::Settings;

    use super::*;

    #[test]
    fn it_says_what_the_site_says_and_where_it_stands() {
        assert_eq!(security(&library("https://example.org")), None);
        let said = Security {
            contact: vec!["mailto:security@example.org".into(), "https://example.org/x".into()],
            expires: "2027-06-30".parse().expect("a day"),
            encryption: None,
            acknowledgments: None,
            policy: Some("https://example.org/policy".into()),
            hiring: None,
            languages: vec!["en".into(), "pl".into()],
        };
        let settings = Settings { security: Some(said), ..Settings::default() };
        let library = library("https://example.org/blog").with_settings(settings);
        assert_eq!(
            security(&library).expect("a file"),
            "Contact: mailto:security@example.org\n\
             Contact: https://example.org/x\n\
             Expires: 2027-06-30T23:59:59Z\n\
             Canonical: https://example.org/blog/.well-known/security.txt\n\
             Policy: https://example.org/policy\n\
             Preferred-Languages: en, pl\n"
        );
    }
}
