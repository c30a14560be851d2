//! Tests only: what holds for any text at all.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use diagnostics::{Diagnostic, Severity, Source};
use images::{Asset, ProcessedPicture, Trouble};
use model::routes::Route;
use proptest::prelude::*;
use shortcodes::{Data, Shortcode};
use urls::link::{encode, scheme};

use super::{
    Alone, Broken, Resolver, Target,
    alone::render_with,
    as_a_browser::{taken, written},
};

/// A blog whose only page is the home page, which has no files.
struct Lonely;

impl Resolver for Lonely {
    fn resolve(&self, link: &str) -> Result<Target, Broken> {
        let href = encode(link);
        match scheme(link).as_deref() {
            Some("http" | "https") => Ok(Target::External { href }),
            Some("mailto") => Ok(Target::Other { href }),
            None if link.starts_with('#') => {
                let fragment = Some(link[1..].to_owned());
                Ok(Target::Page { href, route: Route::Home, fragment })
            }
            _ => Err(Broken::new("there is no such page", None)),
        }
    }

    fn href(&self, path: &str) -> String {
        Alone.href(path)
    }

    fn whole(&self, href: &str) -> String {
        format!("https://example.org{href}")
    }

    fn shown(&self, file: &Path) -> Result<Arc<ProcessedPicture>, Trouble> {
        Alone.shown(file)
    }

    fn clean(&self, file: &Path) -> Result<Arc<ProcessedPicture>, Trouble> {
        Alone.clean(file)
    }

    fn offered(&self, source: PathBuf, path: String) -> Result<(Asset, Vec<Trouble>), Trouble> {
        Alone.offered(source, path)
    }

    fn shortcode(&self, name: &str) -> Option<Shortcode<'_>> {
        Alone.shortcode(name)
    }

    fn about(&self) -> BTreeMap<String, Data> {
        Alone.about()
    }

    fn source(&self, file: &Path) -> Result<Source, Box<Diagnostic>> {
        Alone.source(file)
    }
}

/// Renders a text that is the only one of its site.
fn rendered(markdown: &str) -> (String, Vec<Diagnostic>) {
    render_with(markdown, &Lonely, true)
}

/// Either something is wrong and said to be, or a browser leaves the HTML as it is.
fn is_faulty_or_survives(markdown: &str) -> Result<(), TestCaseError> {
    let (html, faults) = rendered(markdown);
    for fault in &faults {
        prop_assert!(!fault.to_string().is_empty());
    }
    if !faults.iter().any(|fault| fault.severity == Severity::Error) {
        prop_assert_eq!(written(&html), taken(&html), "{}", html);
    }
    Ok(())
}

/// Pieces that mean something in Markdown or HTML.
const PIECES: &[&str] = &[
    "{{< details a >}}",
    "{{< /details >}}",
    "{{< youtube a >}}",
    "{% highlight rust %}",
    "{% endhighlight %}",
    "{{ ref(path=\"#a\") }}",
    "{{</* a */>}}",
    "[a]({{< ref \"#b\" >}})",
    "<Tabs>",
    "</Tabs>",
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<span title='x'>",
    "</span>",
    "<a href='/'>",
    "</a>",
    "<svg>",
    "</svg>",
    "<circle/>",
    "<math>",
    "</math>",
    "<mi>",
    "</mi>",
    "<table>",
    "</table>",
    "<tbody>",
    "</tbody>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<caption>",
    "</caption>",
    "<col>",
    "<colgroup>",
    "</colgroup>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<dl>",
    "</dl>",
    "<dt>",
    "</dt>",
    "<dd>",
    "</dd>",
    "<h2>",
    "</h2>",
    "<h3>",
    "</h3>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<select>",
    "</select>",
    "<option>",
    "</option>",
    "<button>",
    "</button>",
    "<form>",
    "</form>",
    "<ruby>",
    "</ruby>",
    "<rt>",
    "</rt>",
    "<pre>",
    "</pre>",
    "<textarea>",
    "</textarea>",
    "<object>",
    "</object>",
    "<br>",
    "<hr>",
    "<img alt=''>",
    "<input>",
    "</br>",
    "<nobr>",
    "</nobr>",
    "<center>",
    "<font color='x'>",
    "</font>",
    "<!--",
    "-->",
    "<iframe>",
    "</iframe>",
    "<fieldset>",
    "</fieldset>",
    "<foreignObject>",
    "</foreignObject>",
    "<title>",
    "</title>",
    "<desc>",
    "</desc>",
    "<video>",
    "</video>",
    "<label>",
    "</label>",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "~~~rust\n",
    "\n",
    "\n\n",
    "\n\n\n",
    "- ",
    "\n- ",
    "\n1. ",
    "\n> ",
    "> ",
    "\n# ",
    "\n## a",
    "\n:::note a\n",
    "\n::::details\n",
    "\n:::\n",
    "\n> [!info]- a\n",
    "\n!!! note\n    ",
    "\n{/* a */}\n",
    "<b style={{a: 'b>'}}>",
    "\n---\n",
    "\n===\n",
    "\n| a | b |\n|:-:|--:|\n| c | d |\n",
    "|",
    "[^1]",
    "\n[^1]: ",
    "\n\n[^1]: n\n\n",
    "[a](/)",
    "[a](",
    "![a](",
    "![",
    "[",
    "]",
    "(",
    ")",
    "\n[r]: /\n",
    "[r]",
    "\t",
    "    ",
    "é",
    "日本",
    "&amp;",
    "&#0;",
    "&lt;",
    "&",
    "<",
    ">",
    "\\",
    "\"",
    "'",
    "$",
    "- [ ] ",
    "\n- [x] ",
    " {#id}",
    " {.c}",
    "\n> [!NOTE]\n> ",
    "\n: d\n",
    "https://a.bc/d_e",
    "www.a.bc.",
    "<https://a.bc>",
    "a",
    "b c",
    " ",
    "\r\n",
    "\0",
    "\u{feff}",
    "fn x() {}",
    "$",
    "$$",
    "\\frac{1}",
];

/// Beginnings of figures.
const FIGURES: &[&str] = &[
    "```chart\n",
    "```chart\ntype = \"line\"\ntitle = \"t\"\n",
    "```chart\ntype = \"line\"\ntitle = \"t\"\n\na,b\n",
    "```chart\ntype: scatter\ntitle: t\nx:\n  scale: log\ny:\n  scale: log\n\na,b\n",
    "```chart\ntype: bar\ntitle: t\n\na,b,c\n",
    "```chart\ntype: histogram\ntitle: t\n\na\n",
    "```timeline\n",
    "```timeline\n2026-03-01 14:02 UTC started x\n",
    "```mermaid\n",
    "```mermaid\nflowchart LR\n",
    "```mermaid\nsequenceDiagram\n",
    "```mermaid\nstateDiagram-v2\n",
    "```mermaid\nclassDiagram\n",
    "```mermaid\nerDiagram\n",
    "```mermaid\ngantt\n",
    "```mermaid\npie\n",
];

/// Pieces that mean something in figures.
const FIGURE_PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\n",
    "\n",
    ",",
    ",",
    ";",
    "\t",
    " ",
    "\"",
    "'",
    "=",
    ":",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    "&",
    "|",
    "-",
    "0",
    "1",
    "2",
    "-1",
    "1e300",
    "1e-300",
    "1e20",
    "0.5",
    "nan",
    "inf",
    "9999-12-31",
    "0001-01-01",
    "2026-03-01",
    "2026-03-02 14:03",
    "14:02",
    "T",
    "Z",
    "+01:00",
    "UTC",
    "+15m",
    "+99999d",
    "T+1h",
    "detected",
    "resolved",
    "follow-up",
    "detceted",
    "title: ",
    "type = \"bar\"",
    "series = [\"a\"]",
    "bins = 100",
    "x.column = \"b\"",
    "y.scale = \"log\"",
    "data = \"x.csv\"",
    "A",
    "B",
    "-->",
    "->>",
    "A --> B\n",
    "A->>B: x\n",
    "A[x]",
    "B{<b>}",
    "C((é))",
    "subgraph",
    "end",
    "Note over A: ",
    "loop ",
    "class ",
    " : ",
    "||--o{",
    "section ",
    "accTitle: ",
    "accDescr {",
    "%%{init: {}}%%",
    "style A fill:#f00\n",
    "click A \"javascript:x\"\n",
    "<br/>",
    "**a**",
    "`c`",
    "[a](/)",
    "</svg>",
    "é",
    "日本",
    "\0",
    "\\",
    "---\n",
];

/// Elements, of which some may not stand in some others.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "b",
    "blockquote",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "colgroup",
    "dd",
    "desc",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "foreignObject",
    "form",
    "g",
    "h2",
    "h3",
    "i",
    "iframe",
    "label",
    "legend",
    "li",
    "main",
    "marquee",
    "math",
    "menu",
    "mi",
    "mtext",
    "nobr",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "search",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "video",
];

/// HTML in which every element is closed, with Markdown in it.
fn balanced() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(
        &["", "x", "*x*", "\n\nx\n\n", "\n\n- x\n\n", "[x](/)", "<br>", "<hr>", "<img alt=''>"][..],
    );
    leaf.prop_map(str::to_owned).prop_recursive(5, 24, 3, |inner| {
        let gap = prop::sample::select(&["", "", "\n", "\n\n"][..]);
        let children = prop::collection::vec(inner, 0..3);
        (prop::sample::select(ELEMENTS), gap, children).prop_map(|(name, gap, children)| {
            format!("<{name}>{gap}{}{gap}</{name}>{gap}", children.join(gap))
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_is_faulty_or_survives(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)
    ) {
        is_faulty_or_survives(&pieces.concat())?;
    }

    #[test]
    fn any_nesting_is_faulty_or_survives(text in balanced()) {
        is_faulty_or_survives(&text)?;
    }

    #[test]
    fn any_figure_is_faulty_or_survives(
        kind in prop::sample::select(FIGURES),
        pieces in prop::collection::vec(prop::sample::select(FIGURE_PIECES), 0..24),
    ) {
        is_faulty_or_survives(&format!("{kind}{}\n```\n", pieces.concat()))?;
    }

    #[test]
    fn any_characters_are_faulty_or_survive(text in "\\PC*") {
        is_faulty_or_survives(&text)?;
    }
}

#[test]
fn a_formula_that_the_converter_breaks_off_at_is_faulty() {
    is_faulty_or_survives("$0^🌀\\\u{10740}$").expect("faulty");
}

#[test]
fn an_element_that_ends_its_kind_does_so_through_others() {
    for text in [
        "<nobr>\n<button><nobr></nobr></button>\n</nobr>\n",
        "<button><nobr><button></button></nobr></button>\n",
        "<a href='/'><nobr><a href='/'>x</a></nobr></a>\n",
        "<table><tr><td><nobr><table><tr><td><nobr>x</nobr></td></tr></table></nobr></td></tr></table>\n",
    ] {
        is_faulty_or_survives(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    }
}

#[test]
fn very_deep_and_very_long_texts_are_no_trouble() {
    for text in [
        "> ".repeat(20_000),
        "- ".repeat(5_000),
        "*a ".repeat(20_000),
        "[".repeat(20_000),
        "<b>".repeat(5_000),
        "a\n\n".repeat(50_000),
        "`".repeat(50_000),
        "[^a]".repeat(10_000),
        "www.a".repeat(10_000),
        "![a](b ".repeat(5_000),
        "|a".repeat(5_000) + "\n" + &"|-".repeat(5_000) + "\n|b",
    ] {
        let _ = rendered(&text);
    }
}

/// Texts that are dear to read for someone: what is repeated, and how often.
const DEAR: &[(&str, usize)] = &[
    ("<!-- ", 4_000),
    ("<!--", 4_000),
    ("<![CDATA[", 2_000),
    ("**x [a*b**c*](d)", 2_000),
    ("[a](nowhere.md) ", 2_000),
    ("[a][b] ", 2_000),
    ("[^a] ", 2_000),
    ("[^[^", 2_000),
    ("## Same\n\n", 2_000),
    ("## Same {#same}\n\n", 2_000),
    ("![a](b.png)\n\n", 1_000),
    ("![", 4_000),
    ("(www.", 4_000),
    ("www._", 4_000),
    ("https://a.b))))", 2_000),
    ("a@b.c", 2_000),
    ("{{< x >}} ", 2_000),
    ("{{< youtube a >}}", 2_000),
    ("{{< details a >}}", 2_000),
    ("{{< details a >}}\n\n", 2_000),
    ("{% highlight a %}", 2_000),
    ("{{</* a ", 2_000),
    ("{{< a \"", 2_000),
    ("</A ", 2_000),
    (":nothing: ", 2_000),
    ("\"'", 4_000),
    ("$a$1", 2_000),
    ("$x \\alpha\n\n", 2_000),
    ("<b>", 4_000),
    ("<foo>", 4_000),
    ("a<u8> ", 4_000),
    ("<b x={y}></b>\n", 2_000),
    ("```x y=\n```\n", 1_000),
    ("```chart\nx\n```\n", 700),
    ("> ", 4_000),
    ("- ", 4_000),
    ("\n: a", 4_000),
    ("|a", 2_000),
    ("](a b)", 4_000),
    ("[[a", 4_000),
    (":::note\n", 2_000),
    ("{/* ", 4_000),
    ("{/*\n", 2_000),
    ("::::note\n:::\n", 1_000),
    ("!!! note\n    ", 1_000),
    ("<b a='{", 2_000),
    ("<b a={", 2_000),
    ("<script>", 2_000),
    // Each of these on a line of its own took minutes.
    ("](", 30_000),
    ("[", 60_000),
    ("*a* ", 20_000),
    ("<div>", 60_000),
];

/// How many bytes of faults and HTML a byte of text may come to, and how many any text may.
const SHARE: usize = 80;
const ANY: usize = 400_000;

#[test]
fn no_text_costs_more_than_a_small_multiple_of_its_size() {
    for (part, count) in DEAR {
        for text in [part.repeat(*count), format!("a\n\n<div>\n{}", part.repeat(*count))] {
            let (html, faults) = rendered(&text);
            let told: usize = faults
                .iter()
                .map(|fault| {
                    let texts = [Some(&fault.message), fault.help.as_ref(), fault.source.as_ref()];
                    texts.into_iter().flatten().map(String::len).sum::<usize>()
                })
                .sum();
            let cost = html.len() + told;
            assert!(cost < ANY + SHARE * text.len(), "{part}: {} became {cost}", text.len());
            assert!(faults.len() < 500, "{part}: {} faults", faults.len());
        }
    }
}

#[test]
fn what_lies_too_deep_and_what_is_too_long_is_one_fault() {
    let attributes: String = (0..50_000).map(|at| format!(" a{at}=\"1\"")).collect();
    for (text, message) in [
        ("<div>".repeat(20_000), "this lies too deep in other elements"),
        ("a <b>".repeat(20_000), "this lies too deep in other elements"),
        ("> ".repeat(20_000) + "a", "this lies too deep in other elements"),
        (format!("<b{attributes}>"), "this tag has more than 100 attributes"),
    ] {
        let faults = render_with(&text, &Lonely, true).1;
        let messages: Vec<&str> = faults.iter().map(|fault| &*fault.message).collect();
        assert_eq!(messages, [message]);
    }
}

#[test]
fn no_text_needs_a_large_stack() {
    let thread = std::thread::Builder::new().stack_size(512 * 1024).spawn(|| {
        for part in [
            "> ",
            "- ",
            "1. ",
            "*a ",
            "**a ",
            "[a](",
            "![",
            "![a",
            "<b>",
            "<svg><g>",
            "<g>",
            "`",
            "$$\\frac{",
            "{",
        ] {
            let _ = rendered(&part.repeat(5_000));
            let _ = rendered(&format!("{}x{}", part.repeat(2_000), "](a)".repeat(2_000)));
        }
    });
    thread.expect("a thread").join().expect("no overflow");
}
