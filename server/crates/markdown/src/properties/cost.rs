//! What the length and the depth of a text may cost.

use super::{Lonely, rendered};
use crate::alone::render_with;

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
    ("5{data=", 4_000),
    ("5{data=\"", 4_000),
    ("5{data=\"5\"} ", 1_000),
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
    ("```flame\nx\n```\n", 700),
    ("```log-excerpt\nx\n```\n", 700),
    ("```trace\nx\n```\n", 700),
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
