//! What counts visits: where the script of each service lies, and whom it tells.

/// The script of a service that counts visits.
pub(super) struct Counter {
    pub(super) src: String,
    /// What the script asks its own element for, with values.
    pub(super) attributes: Vec<(&'static str, String)>,
    /// The origins that hear of a visit.
    pub(super) tells: Vec<String>,
}

impl Counter {
    pub(super) fn plausible(id: String, host: Option<String>) -> Self {
        let host = host.unwrap_or_else(|| "https://plausible.io".to_owned());
        // A site has a script of its own, or the domain says which one is meant.
        let (src, attributes) = match id.starts_with("pa-") && !id.contains('.') {
            true => (format!("{host}/js/{id}.js"), Vec::new()),
            false => (format!("{host}/js/script.js"), vec![("data-domain", id)]),
        };
        Self { src, attributes, tells: vec![host] }
    }

    pub(super) fn umami(id: String, host: Option<String>) -> Self {
        // Whom the script of the cloud tells has changed its name more than once.
        let gateways = ["https://*.umami.is", "https://*.umami.dev"].map(str::to_owned);
        let tells = host.as_ref().map_or(gateways.to_vec(), |host| vec![host.clone()]);
        let host = host.unwrap_or_else(|| "https://cloud.umami.is".to_owned());
        let attributes = vec![("data-website-id", id)];
        Self { src: format!("{host}/script.js"), attributes, tells }
    }

    pub(super) fn goatcounter(id: &str, host: Option<String>) -> Self {
        let script = host.clone().unwrap_or_else(|| "https://gc.zgo.at".to_owned());
        let host = host.unwrap_or_else(|| format!("https://{id}.goatcounter.com"));
        // It would count the first page before it is asked to, and no other.
        let attributes = vec![
            ("data-goatcounter", format!("{host}/count")),
            ("data-goatcounter-settings", r#"{"no_onload":true}"#.to_owned()),
        ];
        Self { src: format!("{script}/count.js"), attributes, tells: vec![host] }
    }

    /// Matomo runs on a host of the owner's alone.
    pub(super) fn matomo(id: String, host: String) -> Self {
        let attributes = vec![("data-host", host.clone()), ("data-site", id)];
        Self { src: format!("{host}/matomo.js"), attributes, tells: vec![host] }
    }

    pub(super) fn cloudflare(id: &str) -> Self {
        let beacon = format!(r#"{{"token":"{id}"}}"#);
        Self {
            src: "https://static.cloudflareinsights.com/beacon.min.js".to_owned(),
            attributes: vec![("data-cf-beacon", beacon)],
            tells: vec!["https://cloudflareinsights.com".to_owned()],
        }
    }

    pub(super) fn google(id: String) -> Self {
        // An asterisk stands for no name of its own: `analytics.google.com` is another host.
        let hosts = [
            "*.google-analytics.com",
            "*.googletagmanager.com",
            "*.analytics.google.com",
            "analytics.google.com",
            "www.google.com",
        ];
        Self {
            src: format!("https://www.googletagmanager.com/gtag/js?id={id}"),
            attributes: vec![("data-id", id)],
            tells: hosts.map(|host| format!("https://{host}")).to_vec(),
        }
    }
}
