//! Calls of shortcodes in a text, and what becomes of them.
//!
//! ```text
//! {{< figure src="a.png" alt="…" >}}      {{ youtube(id="…") }}      {% details(title="…") %}…{% end %}
//! ```
//!
//! A tag is hidden from the parser under characters as long, which no text holds: a mark, a number, a
//! mark; or, where it has lines for itself and stands between paragraphs, under a rule. So nothing moves,
//! and the parser tells where each stands; there its template is filled in, and what that writes is checked
//! as what a writer puts down as HTML, at the place of the call.

mod copied;
mod fill;
pub(super) mod hide;
pub(super) mod names;
mod number;
mod part;
mod place;
mod tag;
mod write;

pub(super) use copied::{in_addresses, in_html};
pub(super) use fill::{Filled, fill};
pub(super) use part::MarkdownParts;
pub(super) use place::{place, substituted};

#[cfg(test)]
mod tests {
    use crate::render_alone;

    fn html(markdown: &str) -> String {
        let (html, faults) = render_alone(markdown);
        assert!(faults.is_empty(), "{markdown}: {faults:?}");
        html.replace('\n', "")
    }

    const DETAILS: &str = "<details><summary>a</summary><p>b <em>c</em></p></details>";

    #[test]
    fn every_generator_s_call_is_one() {
        for markdown in [
            "{{< details \"a\" >}}\nb *c*\n{{< /details >}}",
            "{{% details summary=a %}}\n\nb *c*\n\n{{% /details %}}",
            "{{<details a>}}b *c*{{</details>}}",
            "{% details(summary=\"a\") %}\nb *c*\n{% end %}",
            "{% details a %}b *c*{% enddetails %}",
            "<Details title=\"a\">\n\nb *c*\n\n</Details>",
            "{{< details\n  summary=\"a\"\n>}}\nb *c*\n{{< /details >}}",
        ] {
            assert_eq!(html(markdown), DETAILS, "{markdown}");
        }
        for markdown in ["{{ youtube(id=\"x\") }}", "{{< youtube x >}}", "<YouTube id=\"x\" />"] {
            let html = html(markdown);
            assert!(html.starts_with("<figure class=\"embed\"><a "), "{html}");
            assert!(html.contains("href=\"https://www.youtube.com/watch?v=x\""), "{html}");
        }
    }

    #[test]
    fn what_stands_between_paragraphs_parts_them() {
        let parted = format!("<p>x</p>{DETAILS}<p>y</p>");
        for markdown in [
            "x\n{{< details a >}}\nb *c*\n{{< /details >}}\ny",
            "x\n\n{{< details a >}}b *c*{{< /details >}}\n\ny",
            "x {{< details a >}}b *c*{{< /details >}} y",
            "x\n{{< details a >}}\nb *c* {{< /details >}} y",
        ] {
            assert_eq!(html(markdown), parted, "{markdown}");
        }
        let listed = html("- x\n\n  {{< details a >}}\n  b *c*\n  {{< /details >}}\n- y");
        assert_eq!(listed, format!("<ul><li><p>x</p>{DETAILS}</li><li><p>y</p></li></ul>"));
        let after = html("{{< details a >}}\nb *c*\n\n- d\n{{< /details >}}\ny");
        assert!(after.ends_with("<ul><li>d</li></ul></details><p>y</p>"), "{after}");
        let quoted = html("> {{< details a >}}\n> b *c*\n> {{< /details >}}");
        assert_eq!(quoted, format!("<blockquote>{DETAILS}</blockquote>"));
    }

    #[test]
    fn nothing_in_code_is_a_call() {
        for markdown in
            ["`{{< youtube x >}}`", "```\n{{< youtube x >}}\n```", "    {{< youtube x >}}"]
        {
            let html = html(markdown);
            assert!(html.contains("{{&lt; youtube x &gt;}}"), "{html}");
        }
        let shown = "{{&lt; youtube x &gt;}}";
        for markdown in
            ["{{</* youtube x */>}}", "`{{</* youtube x */>}}`", "```\n{{</* youtube x */>}}\n```"]
        {
            let html = html(markdown);
            assert!(html.contains(shown), "{html}");
        }
    }

    #[test]
    fn code_in_a_call_is_code() {
        let html = html(
            "{{< highlight rust \"linenos=table,hl_lines=2\" >}}\nlet a = \"*b*\";\n{{< x >}}\n{{< /highlight >}}",
        );
        assert!(html.contains("<code class=\"language-rust\">"), "{html}");
        assert!(html.contains("*b*") && html.contains("class=\"line marked\""), "{html}");
        let (tagged, _) = render_alone("a\n\n{% highlight js %}\n1 < 2\n{% endhighlight %}\n\nb");
        assert!(tagged.contains("language-js") && tagged.contains("&lt;"), "{tagged}");
    }

    #[test]
    fn a_call_can_be_an_address() {
        let html =
            html("[a]({{< ref \"b.md\" >}}#c) <a href=\"{{< relref path=\"d.md\" >}}\">e</a>");
        assert!(
            html.contains("<a href=\"b.md#c\"") && html.contains("<a href=\"d.md\">e"),
            "{html}"
        );
    }

    #[test]
    fn whatever_is_wrong_is_told_at_the_call() {
        for (markdown, message, column) in [
            ("a {{< youtube >}}", "this call says no video", 3),
            ("a {{< youtube x ratio=5 >}}", "there is no ratio `5`", 3),
            ("a {{< figure src=\"b.png\" >}}", "this image has no alternative text", 3),
            ("a *b {{< details >}}c{{< /details >}}*", "`<details>` can't stand in a paragraph", 6),
            ("- {{< details >}}\n\nb {{< /details >}}", "`<details>` is not closed", 3),
            ("{{< details sumary=a >}}b{{< /details >}}", "`details` does not ask for `sumary`", 1),
            ("{{< unknown >}}", "a shortcode of Hugo is only text here", 1),
        ] {
            let (_, faults) = render_alone(markdown);
            let Some(fault) = faults.first() else { panic!("{markdown}") };
            assert!(fault.message.starts_with(message), "{markdown}: {}", fault.message);
            assert_eq!((fault.line, fault.column), (1, column), "{markdown}");
        }
    }

    #[test]
    fn a_number_is_one_wherever_text_can_be() {
        let number = "<data value=\"5\">5 ms</data>";
        for (markdown, expected) in [
            ("a 5 ms{data=\"2 + 3\"}, b", format!("<p>a {number}, b</p>")),
            ("**5 ms{data=\"2 + 3\"}**", format!("<p><strong>{number}</strong></p>")),
            ("- 5 ms{data=\"5\"}", format!("<ul><li>{number}</li></ul>")),
            (
                "[5 ms{data=\"5\"}](b)",
                format!("<p><a href=\"b\" rel=\"noopener external\">{number}</a></p>"),
            ),
            ("<p>5 ms{data=\"5\"}</p>", format!("<p>{number}</p>")),
            ("{{ value(\"10 / 2\", format=\"0 ms\") }}", format!("<p>{number}</p>")),
            ("\"5 ms{data=\"5\"}\"", format!("<p>“{number}”</p>")),
        ] {
            assert_eq!(html(markdown).replace('\u{a0}', " "), expected, "{markdown}");
        }
        for markdown in ["`5{data=\"6\"}`", "5\\{data=\"6\"}", "    5{data=\"6\"}"] {
            assert!(!html(markdown).contains("<data"), "{markdown}");
        }
        let heading = html("## 5 ms{data=\"5\"} more");
        assert!(heading.contains("id=\"5-ms-more\""), "{heading}");
    }

    #[test]
    fn numbers_look_at_a_bounded_number_of_values() {
        let known = super::number::NumberData::default();
        let marks = numbers::NumberFormat::of(&languages::english());
        let csv = format!("a\n{}", "1\n".repeat(numbers::ROWS));
        let claim = shortcodes::Claim { data: "sum(a.csv[][a])".into(), ..Default::default() };
        let sum = || known.number(&claim, &marks, &|_| Ok(csv.clone()));
        let told = (0..100).find_map(|_| sum().err()).expect("an end");
        assert_eq!(told.message, "the numbers of this text are looked for in too many values");
    }

    #[test]
    fn too_many_calls_are_a_fault() {
        let (_, faults) = render_alone(&"{{< youtube x >}} ".repeat(shortcodes::MOST + 1));
        assert!(faults[0].message.contains("at most 1,000 calls"), "{:?}", faults[0]);
    }
}
