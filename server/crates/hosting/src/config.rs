//! Configurations of nginx and Caddy, complete, for one site.

use std::path::Path;

use percent_encoding::percent_decode_str;

use super::{
    FOR_EVER, OF_ANOTHER_TYPE, OTHER, REVALIDATE, Redirect, Security, TYPES, named_by_content,
    pattern::{escaped, regex},
    public,
};
use crate::Manifest;

/// A web server that people run themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// <https://nginx.org/>, 1.18 or newer.
    Nginx,
    /// <https://caddyserver.com/>, 2.6 or newer.
    Caddy,
}

/// The configuration with which a program serves the site in `folder` as `name`, a host.
pub fn config(program: Program, manifest: &Manifest, folder: &Path, name: &str) -> String {
    let site = Layout {
        base: manifest.base_path.to_string(),
        folder: folder.to_string_lossy().trim_end_matches('/').to_owned(),
        name,
        languages: &manifest.languages,
        security: &manifest.security,
        redirects: &manifest.redirects,
    };
    match program {
        Program::Nginx => site.nginx(),
        Program::Caddy => site.caddy(),
    }
}

/// What is particular to one site.
struct Layout<'a> {
    /// The path that it lives under: empty at the root.
    base: String,
    folder: String,
    name: &'a str,
    /// Where the languages are that come behind the first, as paths on the site.
    languages: &'a [String],
    security: &'a Security,
    redirects: &'a [Redirect],
}

impl Layout<'_> {
    /// A set of addresses of the site as a regular expression over paths on the host.
    fn all_of(&self, pattern: &str) -> String {
        format!("^{}{}$", escaped(&self.base), regex(pattern))
    }

    /// What is below the site and not hidden, as a regular expression over paths on the host.
    fn public(&self) -> String {
        format!("^{}{}$", escaped(&self.base), public())
    }

    /// Each old address as a regular expression over decoded paths, with and without its last
    /// slash, and where it leads.
    fn moved(&self) -> impl Iterator<Item = (String, String)> {
        let by_path = self.redirects.iter().filter(|redirect| redirect.query().is_none());
        by_path.map(|Redirect { from, to }| {
            let from = percent_decode_str(from).decode_utf8_lossy();
            let (from, slash) = match from.strip_suffix('/') {
                Some(from) => (from, "/?"),
                None => (&*from, ""),
            };
            let from = format!("^{}{}{slash}$", escaped(&self.base), escaped(from));
            (from, format!("{}{to}", self.base))
        })
    }

    /// Each query of the front page that is an old address, and where it leads.
    fn asked(&self) -> impl Iterator<Item = (&str, &str, String)> {
        self.redirects.iter().filter_map(|redirect| {
            let (key, value) = redirect.query()?;
            Some((key, value, format!("{}{}", self.base, redirect.to)))
        })
    }

    /// Files of another type than their extension tells, those of all languages.
    fn of_another_type(&self) -> Vec<(String, &'static str)> {
        let prefixes = [""].into_iter().chain(self.languages.iter().map(String::as_str));
        let files = |prefix| {
            OF_ANOTHER_TYPE.iter().map(move |(pattern, kind)| (format!("{prefix}{pattern}"), *kind))
        };
        prefixes.flat_map(files).collect()
    }

    /// Which page Caddy shows where nothing is: that of the language which was asked for.
    fn missing_pages(&self) -> String {
        let mut text = String::from("\t\trewrite * /404.html\n");
        if self.languages.is_empty() {
            return text;
        }
        for (number, language) in self.languages.iter().enumerate() {
            let path = "{http.request.orig_uri.path}";
            text = format!(
                "\t\t@language{number} expression `{path}.startsWith(\"{}{language}/\")`\n{text}\
                 \t\trewrite @language{number} {language}/404.html\n",
                self.base,
            );
        }
        // In this order: the last one that matches counts.
        format!("\t\troute {{\n{}\t\t}}\n", text.replace("\t\t", "\t\t\t"))
    }

    fn nginx(&self) -> String {
        let Self { base, folder, name, .. } = self;
        let mut text = String::from(
            "# The blog behind nginx, printed by `blog host-config nginx`. It belongs where `http` is\n\
             # configured: in Debian, as a file in /etc/nginx/conf.d.\n\n\
             map $uri $blog_holds {\n",
        );
        text += &format!("    default {};\n", quoted(REVALIDATE));
        for pattern in named_by_content(self.languages) {
            let addresses = quoted(&format!("~{}", self.all_of(&pattern)));
            text += &format!("    {addresses} {};\n", quoted(FOR_EVER));
        }
        text += "}\n\nmap $uri $blog_moved {\n    default \"\";\n";
        for (from, to) in self.moved() {
            text += &format!("    {} {};\n", quoted(&format!("~{from}")), quoted(&to));
        }
        let asks = self.asked().next().is_some();
        if asks {
            text += "}\n\nmap \"$uri?$args\" $blog_asked {\n    default \"\";\n";
        }
        for (key, value, to) in self.asked() {
            let from = format!("~^{}$", escaped(&format!("{base}/?{key}={value}")));
            text += &format!("    {} {};\n", quoted(&from), quoted(&to));
        }
        // Asked again for the page that says so.
        text += "}\n\nmap $uri $blog_hidden {\n    volatile;\n    default \"\";\n";
        let below = format!("~^{}/", escaped(base));
        text += &format!("    {} \"\";\n", quoted(&format!("~{}", self.public())));
        text += &format!("    {} 1;\n", quoted(&below));
        text += &format!(
            "}}\n\n\
             server {{\n\
             \x20   listen 80;\n\
             \x20   listen [::]:80;\n\
             \x20   server_name {name};\n\
             \x20   server_tokens off;\n\n\
             \x20   # Redirects without scheme and port are right behind a proxy too.\n\
             \x20   absolute_redirect off;\n\n\
             \x20   # The build has packed every text. Without libnginx-mod-http-brotli-static, take the\n\
             \x20   # line with brotli out.\n\
             \x20   gzip_static on;\n\
             \x20   gzip_vary on;\n\
             \x20   brotli_static on;\n\n\
             \x20   types {{\n"
        );
        for (kind, extensions) in TYPES {
            let kind = kind.split(';').next().unwrap_or(kind);
            text += &format!("        {kind} {};\n", extensions.join(" "));
        }
        text +=
            &format!("    }}\n    default_type {OTHER};\n    charset utf-8;\n    charset_types");
        let texts = OF_ANOTHER_TYPE.iter().map(|(_, kind)| kind);
        let mut texts: Vec<&str> = texts
            .chain(TYPES.iter().map(|(kind, _)| kind))
            .filter_map(|kind| kind.strip_suffix("; charset=utf-8"))
            // nginx takes that for granted.
            .filter(|kind| *kind != "text/html")
            .collect();
        texts.sort();
        texts.dedup();
        for kind in texts {
            text += &format!("\n        {kind}");
        }
        text += ";\n\n";
        for (header, value) in self.security.headers() {
            text += &format!("    add_header {header} {} always;\n", quoted(&value));
        }
        text += &format!(
            "    add_header Cache-Control $blog_holds always;\n\n\
             \x20   error_page 404 {base}/404.html;\n\n\
             \x20   if ($blog_moved) {{\n\
             \x20       return 301 $blog_moved$is_args$args;\n\
             \x20   }}\n\n\
             \x20   if ($blog_hidden) {{\n\
             \x20       return 404;\n\
             \x20   }}\n\n"
        );
        if asks {
            text += "    if ($blog_asked) {\n        return 301 $blog_asked;\n    }\n\n";
        }
        if !base.is_empty() {
            text += &format!(
                "    location = / {{\n        return 302 {base}/;\n    }}\n\n    \
                 location = {base} {{\n        return 301 {base}/$is_args$args;\n    }}\n\n"
            );
        }
        text += &format!(
            "    location {base}/ {{\n        alias {};\n    }}\n",
            quoted(&format!("{folder}/"))
        );
        for language in self.languages {
            text += &format!(
                "\n    location {base}{language}/ {{\n        alias {};\n        \
                 error_page 404 {base}{language}/404.html;\n    }}\n",
                quoted(&format!("{folder}{language}/")),
            );
        }
        for (pattern, kind) in self.of_another_type() {
            let addresses = format!("^{}({})$", escaped(base), regex(&pattern));
            let kind = kind.split(';').next().unwrap_or(kind);
            text += &format!(
                "\n    location ~ {} {{\n        alias {};\n        types {{ }}\n        \
                 default_type {kind};\n    }}\n",
                quoted(&addresses),
                quoted(&format!("{folder}$1")),
            );
        }
        text + "}\n"
    }

    fn caddy(&self) -> String {
        let Self { base, folder, name, .. } = self;
        let mut text = format!(
            "# The blog behind Caddy, printed by `blog host-config caddy`: a Caddyfile, or a part of one.\n\n\
             {name} {{\n\troute {{\n"
        );
        for (header, value) in self.security.headers() {
            text += &format!("\t\theader {header} `{value}`\n");
        }
        text += &format!(
            "\t\theader Cache-Control `{REVALIDATE}`\n\t\theader Vary Accept-Encoding\n\n"
        );
        for (number, (from, to)) in self.moved().enumerate() {
            // A backtick would end the value, braces would stand for something else.
            let from = from.replace('`', "\\x60").replace("\\{", "\\x7b").replace("\\}", "\\x7d");
            text += &format!(
                "\t\t@moved{number} path_regexp `{from}`\n\t\tredir @moved{number} `{to}` 301\n"
            );
        }
        for (number, (key, value, to)) in self.asked().enumerate() {
            text += &format!(
                "\t\t@asked{number} {{\n\t\t\tpath {base}/\n\t\t\tquery {key}={value}\n\t\t}}\n\
                 \t\tredir @asked{number} `{to}` 301\n"
            );
        }
        if !base.is_empty() {
            text += &format!(
                "\t\tredir / {base}/ 302\n\t\tredir {base} {base}/ 308\n\n\
                 \t\t@elsewhere not path {base}/*\n\t\terror @elsewhere 404\n\
                 \t\turi strip_prefix {base}\n\n"
            );
        }
        // From here on the path is one on the site.
        text += &format!("\t\t@hidden not path_regexp `^{}$`\n\t\terror @hidden 404\n\n", public());
        for (number, pattern) in named_by_content(self.languages).iter().enumerate() {
            text += &format!(
                "\t\t@kept{number} path_regexp `^{}$`\n\t\theader @kept{number} Cache-Control `{FOR_EVER}`\n",
                regex(pattern),
            );
        }
        for (number, (kind, extensions)) in TYPES.iter().enumerate() {
            text += &format!(
                "\t\t@type{number} path_regexp `\\.({})$`\n\t\theader @type{number} Content-Type `{kind}`\n",
                extensions.join("|"),
            );
        }
        for (number, (pattern, kind)) in self.of_another_type().iter().enumerate() {
            text += &format!(
                "\t\t@other{number} path_regexp `^{}$`\n\t\theader @other{number} Content-Type `{kind}`\n",
                regex(pattern),
            );
        }
        let root = format!("root * `{folder}`");
        let serve = "file_server {\n\t\t\tprecompressed br gzip\n\t\t}";
        let missing = self.missing_pages();
        text += &format!(
            "\n\t\t{root}\n\t\t{serve}\n\t}}\n\n\
             \thandle_errors {{\n\
             \t\theader Cache-Control `{REVALIDATE}`\n\
             \t\theader Content-Type `text/html; charset=utf-8`\n\
             {missing}\
             \t\t{root}\n\
             \t\t{serve}\n\
             \t}}\n}}\n"
        );
        text
    }
}

/// A value of nginx.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use fixtures::{POLICY, library};

    use super::*;

    #[test]
    fn a_language_has_its_own_page_where_nothing_is() {
        let manifest =
            Manifest::new("build", POLICY, &library("https://example.org/a"), Vec::new());
        let manifest = manifest.with_languages(["/de"].into_iter());
        let written = |program| config(program, &manifest, Path::new("/srv"), "example.org");
        let caddy = written(Program::Caddy);
        let page = "@language0 expression `{http.request.orig_uri.path}.startsWith(\"/a/de/\")`";
        assert!(caddy.contains(page), "{caddy}");
        let nginx = written(Program::Nginx);
        assert!(nginx.contains("error_page 404 /a/de/404.html;"), "{nginx}");
        assert!(nginx.contains(r#""~^/a/de/lists/.*$" "public, max-age"#), "{nginx}");
    }

    #[test]
    fn an_old_address_is_itself_whatever_is_in_it() {
        let moved = Redirect { from: "/a`{x}*$%22/".into(), to: "/posts/new/".into() };
        let manifest = Manifest::new("build", POLICY, &library("https://example.org"), vec![moved]);
        let written = |program| config(program, &manifest, Path::new("/srv"), "example.org");
        let caddy = written(Program::Caddy);
        let pattern = "path_regexp `^/a\\x60\\x7bx\\x7d\\*\\$\"/?$`";
        assert!(caddy.contains(pattern), "{caddy}");
        let nginx = written(Program::Nginx);
        let pattern = r#""~^/a`\\{x\\}\\*\\$\"/?$" "/posts/new/";"#;
        assert!(nginx.contains(pattern), "{nginx}");
    }
}
