//! What holds for any template at all.

use proptest::prelude::*;

use super::{Dialect, Framework, Language, fill::is_valid, translated};

const LANGUAGES: [Language; 7] = [
    Language::Go,
    Language::Jinja(Dialect::Tera),
    Language::Jinja(Dialect::Nunjucks),
    Language::Jinja(Dialect::Liquid),
    Language::Component(Framework::Astro),
    Language::Component(Framework::React),
    Language::Component(Framework::Vue),
];

const PIECES: [&str; 48] = [
    "{{ .Get \"a\" }}",
    "{{ if ",
    "{{ end }}",
    "{{ with .Get 0 }}",
    "{{ range $i, $e := .Params }}",
    " }}",
    "{{",
    "}}",
    "{{-",
    "-}}",
    "{% if a %}",
    "{% endif %}",
    "{% for a in b %}",
    "{% else %}",
    "{%",
    "%}",
    "{% case a %}",
    "{% when 'b' %}",
    "{% endcase %}",
    "{% set a %}",
    "{% endset %}",
    "{% raw %}",
    "{#",
    "#}",
    "<p>",
    "</p>",
    "<pre>",
    "<slot />",
    "<b class={",
    "}",
    "{a && <b>",
    "{a ? <b/> : ",
    "{a.map((b) => ",
    ")",
    "---\n",
    "return (<p>",
    "<template>",
    "</template>",
    "| default",
    "\"",
    "'",
    "`${",
    "(",
    "[",
    ".",
    "é",
    "\n",
    " a ",
];

proptest! {
    #[test]
    fn any_template_is_translated_or_not(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40),
    ) {
        let text = pieces.concat();
        for language in LANGUAGES {
            let made = translated(&text, language, &|_| None);
            prop_assert_eq!(&made, &translated(&text, language, &|_| None));
            if let Some(made) = made {
                prop_assert!(is_valid(&made.text), "{:?}: {}", language, made.text);
                prop_assert!(made.text.len() <= 64 * (text.len() + 1), "{:?}", language);
                let lines = text.split('\n').count();
                for (line, _) in &made.lost {
                    prop_assert!((1..=lines).contains(line), "{:?}: {} of {}", language, line, lines);
                }
            }
        }
    }
}

#[test]
fn what_lies_in_itself_has_a_limit() {
    for piece in PIECES {
        let text = piece.repeat(1_500);
        for language in LANGUAGES {
            let _ = translated(&text, language, &|_| None);
        }
    }
    for (open, close) in [("(", ")"), ("[", "]"), ("not ", ""), ("{a:", "}"), ("a.b(", ")")] {
        let text = format!("<p>{{{{ {}a{} }}}}</p>", open.repeat(20_000), close.repeat(20_000));
        for language in LANGUAGES {
            let _ = translated(&text, language, &|_| None);
        }
    }
}
