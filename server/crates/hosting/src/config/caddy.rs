//! What Caddy reads.

use std::fmt::{Result, Write};

use super::Layout;
use crate::{FOR_EVER, REVALIDATE, TYPES, named_by_content, pattern::regex, public};

/// Writes the configuration of a site.
pub(super) fn write(site: &Layout<'_>, text: &mut String) -> Result {
    let Layout { folder, name, .. } = site;
    write!(
        text,
        "# The blog behind Caddy, printed by `blog host-config caddy`: a Caddyfile, or a part of one.\n\n\
         {name} {{\n\troute {{\n"
    )?;
    for (header, value) in site.security.headers() {
        writeln!(text, "\t\theader {header} `{value}`")?;
    }
    writeln!(text, "\t\theader Cache-Control `{REVALIDATE}`\n\t\theader Vary Accept-Encoding\n")?;
    redirects(site, text)?;
    // From here on the path is one on the site.
    writeln!(text, "\t\t@hidden not path_regexp `^{}$`\n\t\terror @hidden 404\n", public())?;
    headers(site, text)?;
    let root = format!("root * `{folder}`");
    let serve = "file_server {\n\t\t\tprecompressed br gzip\n\t\t}";
    let missing = missing_pages(site);
    write!(
        text,
        "\n\t\t{root}\n\t\t{serve}\n\t}}\n\n\
         \thandle_errors {{\n\
         \t\theader Cache-Control `{REVALIDATE}`\n\
         \t\theader Content-Type `text/html; charset=utf-8`\n\
         {missing}\
         \t\t{root}\n\
         \t\t{serve}\n\
         \t}}\n}}\n"
    )
}

/// Where old addresses lead, and what lies beside the site on its host.
fn redirects(site: &Layout<'_>, text: &mut String) -> Result {
    let base = &site.base;
    for (number, (from, to)) in site.moved().enumerate() {
        // A backtick would end the value, braces would stand for something else.
        let from = from.replace('`', "\\x60").replace("\\{", "\\x7b").replace("\\}", "\\x7d");
        writeln!(
            text,
            "\t\t@moved{number} path_regexp `{from}`\n\t\tredir @moved{number} `{to}` 301"
        )?;
    }
    for (number, (key, value, to)) in site.asked().enumerate() {
        writeln!(
            text,
            "\t\t@asked{number} {{\n\t\t\tpath {base}/\n\t\t\tquery {key}={value}\n\t\t}}\n\
             \t\tredir @asked{number} `{to}` 301"
        )?;
    }
    if !base.is_empty() {
        write!(
            text,
            "\t\tredir / {base}/ 302\n\t\tredir {base} {base}/ 308\n\n\
             \t\t@elsewhere not path {base}/*\n\t\terror @elsewhere 404\n\
             \t\turi strip_prefix {base}\n\n"
        )?;
    }
    Ok(())
}

/// How long files hold, and what they are.
fn headers(site: &Layout<'_>, text: &mut String) -> Result {
    for (number, pattern) in named_by_content(site.languages).iter().enumerate() {
        let pattern = regex(pattern);
        writeln!(
            text,
            "\t\t@kept{number} path_regexp `^{pattern}$`\n\t\theader @kept{number} Cache-Control `{FOR_EVER}`"
        )?;
    }
    for (number, (kind, extensions)) in TYPES.iter().enumerate() {
        let extensions = extensions.join("|");
        writeln!(
            text,
            "\t\t@type{number} path_regexp `\\.({extensions})$`\n\t\theader @type{number} Content-Type `{kind}`"
        )?;
    }
    for (number, (pattern, kind)) in site.of_another_type().iter().enumerate() {
        let pattern = regex(pattern);
        writeln!(
            text,
            "\t\t@other{number} path_regexp `^{pattern}$`\n\t\theader @other{number} Content-Type `{kind}`"
        )?;
    }
    Ok(())
}

/// Which page is shown where nothing is: that of the language which was asked for.
fn missing_pages(site: &Layout<'_>) -> String {
    let mut text = String::from("\t\trewrite * /404.html\n");
    if site.languages.is_empty() {
        return text;
    }
    for (number, language) in site.languages.iter().enumerate() {
        let path = "{http.request.orig_uri.path}";
        text = format!(
            "\t\t@language{number} expression `{path}.startsWith(\"{}{language}/\")`\n{text}\
             \t\trewrite @language{number} {language}/404.html\n",
            site.base,
        );
    }
    // In this order: the last one that matches counts.
    format!("\t\troute {{\n{}\t\t}}\n", text.replace("\t\t", "\t\t\t"))
}
