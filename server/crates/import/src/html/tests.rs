use super::*;

fn made(html: &str) -> String {
    to_markdown(html, false).markdown.trim_end().to_owned()
}

#[test]
fn html_becomes_markdown() {
    for (html, markdown) in [
        ("<p>A <b>b</b> <i>c</i> <code>d</code>.</p><p>E<br>f</p>", "A **b** *c* `d`.\n\nE\\\nf"),
        ("<h1>A</h1><h3>B *c*</h3>", "## A\n\n### B \\*c\\*"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li><p>a</p><p>b</p></li></ol>", "3. a\n\n   b"),
        ("<pre><code class=\"language-rs\">let a;\n</code></pre>", "```rs\nlet a;\n```"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>x|y</td></tr></table>",
            "| a | b |\n|---|---|\n| 1 | x\\|y |",
        ),
        ("<figure><img src=a.png alt=A><figcaption>C</figcaption></figure>", "![A](a.png \"C\")"),
        ("<img src=a.png>", "<img src=\"a.png\" alt=\"\">"),
        ("<iframe src=\"https://www.youtube.com/embed/x?y\"></iframe>", "{{< youtube id=\"x\" >}}"),
        ("<p># no heading</p><p>1. no list</p>", "\\# no heading\n\n1\\. no list"),
        ("a &lt;b&gt; &amp;amp;", "a &lt;b> &amp;amp;"),
    ] {
        assert_eq!(made(html), markdown, "{html}");
    }
    let lines = to_markdown("One\ntwo\n\nThree <b>f</b>", true).markdown;
    assert_eq!(lines, "One\\\ntwo\n\nThree **f**\n");
}

#[test]
fn what_has_no_end_ends() {
    for part in
        ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote><p>", "<svg>", "<select>"]
    {
        let made = to_markdown(&part.repeat(200_000), false);
        assert!(made.markdown.len() < 100 && !made.became.is_empty(), "{part}");
    }
    // Each paragraph begins all of them anew.
    let fonts: String = (0..1_000).map(|size| format!("<font size={size}>")).collect();
    let made = to_markdown(&format!("{fonts}{}", "<p>x".repeat(20_000)), false);
    assert_eq!(made.became, ["HTML with more elements than any text has: left out"]);
    let closed = "<p><b>x</b> <i>y</i></p>".repeat(20_000);
    assert!(to_markdown(&closed, false).became.is_empty());
}
