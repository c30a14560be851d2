//! Whole templates of each language, and what they become.

use super::{Dialect, Framework, Language, translated};

fn known(name: &str) -> Option<String> {
    let value = match name {
        "site.params.cdn" => "https://cdn.example",
        "i18n.caution" => "Careful",
        _ => return None,
    };
    Some(value.to_owned())
}

fn of(text: &str, language: Language) -> (String, Vec<(usize, String)>) {
    let made = translated(text, language, &known).expect("a template");
    (made.text, made.lost)
}

#[test]
fn a_template_of_hugo_becomes_ours() {
    for (written, wanted) in [
        (
            "{{ $url := .Get \"url\" | default (.Get 0) }}\n<a href=\"{{ $url | relURL }}\">{{ .Inner | markdownify }}</a>",
            "{% set v_url = url|default(args[0], true) %}\n<a href=\"{{ v_url }}\">{{ body }}</a>",
        ),
        (
            "<p>{{- with .Get \"title\" }}<b>{{ . | markdownify }}</b>{{ else }}{{ i18n \"caution\" }}{{ end -}} </p>",
            "<p>{% if title %}<b>{{ title|as_markdown }}</b>{% else %}{{ \"Careful\" }}{% endif %}</p>",
        ),
        (
            "{{/* why */}}<ul>{{ range $at, $each := split (.Get \"of\") \",\" }}<li id=\"{{ $at }}\">{{ trim $each \" \" }}</li>{{ end }}</ul>",
            "<ul>{% for each0 in of|split(\",\") %}<li id=\"{{ loop.index0 }}\">{{ each0|trim(\" \") }}</li>{% endfor %}</ul>",
        ),
        (
            "{{ if and (isset .Params \"a\") (ne (.Get \"kind\") \"x\") }}<i>{{ printf \"%s-%d\" .Name .Ordinal }}</i>{{ else if .IsNamedParams }}<b></b>{{ end }}",
            "{% if (named[\"a\"] is defined) and (kind != \"x\") %}<i></i>{% elif not args %}<b></b>{% endif %}",
        ),
        (
            "<img src=\"{{ .Site.Params.cdn }}/{{ .Get \"data-id\" }}\" alt=\"{{ $.Page.Title }}\">",
            "<img src=\"{{ \"https://cdn.example\" }}/{{ data_id }}\" alt=\"{{ page.title }}\">",
        ),
        (
            "<pre>{{ .Inner }}</pre><p>{{ cond (eq 1 2) `a` \"b\" }}{</p>",
            "<pre>{{ inner }}</pre><p>{{ \"a\" if (1 == 2) else \"b\" }}{</p>",
        ),
    ] {
        let (text, lost) = of(written, Language::Go);
        assert_eq!(text, wanted, "{written}");
        let expected = usize::from(written.contains(".Ordinal"));
        assert_eq!(lost.len(), expected, "{written}: {lost:?}");
    }
}

#[test]
fn what_a_template_asks_a_program_for_is_named_with_its_line() {
    let written = "<p>\n{{ partial \"x\" . }}\n{{ if .Page.Scratch.Get \"a\" }}<b>{{ .Get 0 }}</b>{{ else }}<i></i>{{ end }}</p>";
    let (text, lost) = of(written, Language::Go);
    assert_eq!(text, "<p>\n\n<i></i></p>");
    let lines: Vec<usize> = lost.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3], "{lost:?}");
    assert!(lost[0].1.starts_with("`partial \"x\" .` is nothing here: "), "{lost:?}");
    // Nothing would be left of it.
    assert_eq!(translated("{{ partial \"x\" . }}", Language::Go, &known), None);
}

#[test]
fn what_shows_nearly_the_same_is_named_too() {
    let go = "<p>{{ .Get 0 | truncate 20 }}</p>\n<script>\nx()</script>";
    let (text, lost) = of(go, Language::Go);
    assert_eq!(text, "<p>{{ args[0] }}</p>");
    let expected = [
        (1, "`.Get 0 | truncate 20` shows its value as it is: there is no `truncate`".to_owned()),
        (2, "a script of the template is left out".to_owned()),
    ];
    assert_eq!(lost, expected);
    let liquid = Language::Jinja(Dialect::Liquid);
    let (text, lost) = of("<style>p {}</style><b>{{ include.a | strip_html }}</b>", liquid);
    assert_eq!((&*text, lost.len()), ("<b>{{ a }}</b>", 1), "{lost:?}");
}

#[test]
fn templates_of_tera_nunjucks_and_liquid_become_ours() {
    let tera = Language::Jinja(Dialect::Tera);
    let written = "{% if kind is defined and kind == \"a\" %}<b>{{ body | markdown | safe }}</b>{% elif not x %}\
        {{ get_url(path=src) }}{% endif %}{# why #}{{ n | default(value=3) + 1 }} <i>{{ config.title }}</i>";
    let wanted = "{% if (kind is defined) and (kind == \"a\") %}<b>{{ body }}</b>{% elif not x %}\
        {{ src }}{% endif %}{{ n|default(3, true) + 1 }} <i>{{ site.title }}</i>";
    assert_eq!(of(written, tera), (wanted.to_owned(), Vec::new()));
    let liquid = Language::Jinja(Dialect::Liquid);
    let written = "{% assign kind = include.kind | default: 'note' | downcase %}{% unless include.a == blank %}\
        <p class=\"{{ kind }}\">{{ include.text | markdownify }}</p>{% endunless %}\
        {% case kind %}{% when 'a', 'b' %}<b></b>{% else %}<i></i>{% endcase %}\
        {% for item in include.list limit:2 %}<u>{{ forloop.index }}{{ item.name }}</u>{% endfor %}";
    let wanted = "{% set kind = kind|default(\"note\", true)|lower %}{% if not (not a) %}\
        <p class=\"{{ kind }}\">{{ text|as_markdown }}</p>{% endif %}\
        {% if kind == \"a\" or kind == \"b\" %}<b></b>{% else %}<i></i>{% endif %}\
        {% for item in (list)[:2] %}<u>{{ loop.index }}{{ item.name }}</u>{% endfor %}";
    assert_eq!(of(written, liquid), (wanted.to_owned(), Vec::new()));
    let nunjucks = Language::Jinja(Dialect::Nunjucks);
    let written = "<b>{{ title if title else \"x\" }}</b>{% set a %}{{ b }}{% endset %}{{ a | upper }}{% uid %}";
    let (text, lost) = of(written, nunjucks);
    let wanted =
        "<b>{{ title if title else \"x\" }}</b>{% set a %}{{ b }}{% endset %}{{ a|upper }}";
    assert_eq!((&*text, lost.len()), (wanted, 1), "{lost:?}");
}

#[test]
fn components_show_what_they_are_given() {
    let astro = "---\nimport { Code } from 'x';\nconst { kind = 'note', list } = Astro.props as Props;\n\
        const title = `${kind}!`;\n---\n<style>p {}</style>\n\
        {kind === 'note' && <p class={kind}>{title}</p>}\n\
        <ul>{list.map((item) => (<li>{item.name}</li>))}</ul>\n<slot />\n";
    let wanted = "{% set v_kind = kind if kind is defined else \"note\" %}{% set v_title = v_kind ~ \"!\" %}\n\n\
        {% if v_kind == \"note\" %}<p class=\"{{ v_kind }}\">{{ v_title }}</p>{% endif %}\n\
        <ul>{% for each0 in list %}<li>{{ each0.name }}</li>{% endfor %}</ul>\n{{ body }}";
    let made = of(astro, Language::Component(Framework::Astro));
    assert_eq!(made, (wanted.to_owned(), Vec::new()));
    let react = "export default function Box({ title, children }: Props) {\n  return (\n    <div className=\"box\">\n\
        {title ? <b>{title}</b> : null}\n{children}</div>\n  );\n}\n";
    let made = of(react, Language::Component(Framework::React));
    assert_eq!(made.1, Vec::new());
    assert!(
        made.0.starts_with("<div class=\"box\">\n{% if title %}<b>{{ title }}</b>"),
        "{}",
        made.0
    );
    let vue = "<script setup>defineProps(['text'])</script>\n<template>\n<p v-if=\"text\" :class=\"text\">{{ text }}</p>\n</template>";
    let made = of(vue, Language::Component(Framework::Vue));
    assert_eq!(made.0, "{% if text %}<p class=\"{{ text }}\">{{ text }}</p>{% endif %}");
}
