//! What nginx reads.

use std::fmt::{Result, Write};

use super::Layout;
use crate::{
    FOR_EVER, OF_ANOTHER_TYPE, OTHER, REVALIDATE, TYPES, named_by_content,
    pattern::{escaped, regex},
};

/// Writes the configuration of a site.
pub(super) fn write(site: &Layout<'_>, text: &mut String) -> Result {
    text.push_str(
        "# The blog behind nginx, printed by `blog host-config nginx`. It belongs where `http` is\n\
         # configured: in Debian, as a file in /etc/nginx/conf.d.\n\n",
    );
    maps(site, text)?;
    write!(
        text,
        "server {{\n\
         \x20   listen 80;\n\
         \x20   listen [::]:80;\n\
         \x20   server_name {};\n\
         \x20   server_tokens off;\n\n\
         \x20   # Redirects without scheme and port are right behind a proxy too.\n\
         \x20   absolute_redirect off;\n\n\
         \x20   # The build has packed every text. Without libnginx-mod-http-brotli-static, take the\n\
         \x20   # line with brotli out.\n\
         \x20   gzip_static on;\n\
         \x20   gzip_vary on;\n\
         \x20   brotli_static on;\n\n",
        site.name
    )?;
    types(text)?;
    for (header, value) in site.security.headers() {
        writeln!(text, "    add_header {header} {} always;", quoted(&value))?;
    }
    writeln!(text, "    add_header Cache-Control $blog_holds always;\n")?;
    refusals(site, text)?;
    locations(site, text)?;
    text.push_str("}\n");
    Ok(())
}

/// What depends on the address: how long an answer holds, where an old address leads, what is hidden.
fn maps(site: &Layout<'_>, text: &mut String) -> Result {
    writeln!(text, "map $uri $blog_holds {{\n    default {};", quoted(REVALIDATE))?;
    for pattern in named_by_content(site.languages) {
        let addresses = quoted(&format!("~{}", site.all_of(&pattern)));
        writeln!(text, "    {addresses} {};", quoted(FOR_EVER))?;
    }
    text.push_str("}\n\nmap $uri $blog_moved {\n    default \"\";\n");
    for (from, to) in site.moved() {
        writeln!(text, "    {} {};", quoted(&format!("~{from}")), quoted(&to))?;
    }
    if site.asked().next().is_some() {
        text.push_str("}\n\nmap \"$uri?$args\" $blog_asked {\n    default \"\";\n");
    }
    let base = &site.base;
    for (key, value, to) in site.asked() {
        let from = format!("~^{}$", escaped(&format!("{base}/?{key}={value}")));
        writeln!(text, "    {} {};", quoted(&from), quoted(&to))?;
    }
    // Asked again for the page that says so.
    text.push_str("}\n\nmap $uri $blog_hidden {\n    volatile;\n    default \"\";\n");
    writeln!(text, "    {} \"\";", quoted(&format!("~{}", site.public())))?;
    let below = format!("~^{}/", escaped(base));
    writeln!(text, "    {} 1;\n}}\n", quoted(&below))
}

/// What each extension is, and which types are texts in UTF-8.
fn types(text: &mut String) -> Result {
    text.push_str("    types {\n");
    for (kind, extensions) in TYPES {
        writeln!(text, "        {} {};", without_charset(kind), extensions.join(" "))?;
    }
    write!(text, "    }}\n    default_type {OTHER};\n    charset utf-8;\n    charset_types")?;
    let kinds = OF_ANOTHER_TYPE.iter().map(|(_, kind)| kind);
    let mut texts: Vec<&str> = kinds
        .chain(TYPES.iter().map(|(kind, _)| kind))
        .filter_map(|kind| kind.strip_suffix("; charset=utf-8"))
        // nginx takes that for granted.
        .filter(|kind| *kind != "text/html")
        .collect();
    texts.sort();
    texts.dedup();
    for kind in texts {
        write!(text, "\n        {kind}")?;
    }
    text.push_str(";\n\n");
    Ok(())
}

/// What is answered without a file.
fn refusals(site: &Layout<'_>, text: &mut String) -> Result {
    let base = &site.base;
    write!(
        text,
        "    error_page 404 {base}/404.html;\n\n\
         \x20   if ($blog_moved) {{\n\
         \x20       return 301 $blog_moved$is_args$args;\n\
         \x20   }}\n\n\
         \x20   if ($blog_hidden) {{\n\
         \x20       return 404;\n\
         \x20   }}\n\n"
    )?;
    if site.asked().next().is_some() {
        text.push_str("    if ($blog_asked) {\n        return 301 $blog_asked;\n    }\n\n");
    }
    Ok(())
}

/// Where the files are.
fn locations(site: &Layout<'_>, text: &mut String) -> Result {
    let Layout { base, folder, .. } = site;
    if !base.is_empty() {
        write!(
            text,
            "    location = / {{\n        return 302 {base}/;\n    }}\n\n    \
             location = {base} {{\n        return 301 {base}/$is_args$args;\n    }}\n\n"
        )?;
    }
    let all = quoted(&format!("{folder}/"));
    writeln!(text, "    location {base}/ {{\n        alias {all};\n    }}")?;
    for language in site.languages {
        let own = quoted(&format!("{folder}{language}/"));
        writeln!(
            text,
            "\n    location {base}{language}/ {{\n        alias {own};\n        \
             error_page 404 {base}{language}/404.html;\n    }}"
        )?;
    }
    for (pattern, kind) in site.of_another_type() {
        let addresses = quoted(&format!("^{}({})$", escaped(base), regex(&pattern)));
        let (file, kind) = (quoted(&format!("{folder}$1")), without_charset(kind));
        writeln!(
            text,
            "\n    location ~ {addresses} {{\n        alias {file};\n        types {{ }}\n        \
             default_type {kind};\n    }}"
        )?;
    }
    Ok(())
}

/// A media type alone.
fn without_charset(kind: &str) -> &str {
    kind.split(';').next().unwrap_or(kind)
}

/// A value of nginx.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
