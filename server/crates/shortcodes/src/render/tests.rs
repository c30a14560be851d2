use diagnostics::Source;
use numbers::NumberError;

use super::*;
use crate::{Bound, Claim, Takes, TemplateValue, Templates, scan};

struct Files;

impl Host for Files {
    fn read(&self, name: &str) -> Result<String, (String, Option<String>)> {
        match name {
            "a.csv" => Ok("x,y\n1,\"2,3\"\n".to_owned()),
            "a.json" => Ok("{\"b\": [1, 2.5, null]}".to_owned()),
            "a.toml" => Ok("b = 'c'\n".to_owned()),
            _ => Err((format!("there is no file `{name}`"), Some("name another".to_owned()))),
        }
    }

    fn first(&self, links: &[String]) -> Option<String> {
        links.iter().find(|link| link.ends_with(".md")).cloned()
    }

    fn number(&self, claim: &Claim) -> Result<Bound, NumberError> {
        let files = vec![claim.data.clone()];
        let text = claim.row.clone().ok_or_else(|| NumberError::new("no row", "name one"))?;
        Ok(Bound { text, number: 1.0, source: format!("{:?}", claim.column), files })
    }
}

type Rendered = Result<(Vec<Segment>, Vec<Unasked>), Failure>;

fn filled(template: &str, text: &str) -> Rendered {
    let source = Source::new("content/shortcodes/t.html", template);
    let mut faults = Vec::new();
    let templates = Templates::with(vec![("t".to_owned(), source)], &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    let shortcode = templates.get("t").expect("there");
    let known = |name: &str| templates.get(name).map(|of| (name.to_owned(), of.shape.takes));
    let call = scan(text, |_| false, known).calls.remove(0);
    let given = TemplateContext {
        about: [("page".to_owned(), TemplateValue::table([("title", "T & t".into())]))].into(),
        inner: call.inner.clone().map(|inner| text[inner].to_owned()),
        has_body: shortcode.shape.takes != Takes::Text && call.close.is_some(),
        ordinal: 2,
    };
    render(shortcode, &call, &given, &Files)
}

fn html(template: &str, text: &str) -> String {
    match filled(template, text).map(|(segments, _)| segments).as_deref() {
        Ok([Segment::Html(html)]) => html.clone(),
        Ok([]) => String::new(),
        other => panic!("{template}: {other:?}"),
    }
}

#[test]
fn a_template_knows_its_call_the_page_and_the_files() {
    for (template, text, expected) in [
        ("{{ a }}-{{ args[0] }}", "{{< t \"<\" a=\"&\" >}}", "&amp;-&lt;"),
        ("{{ page.title }} {{ ordinal }}", "{{ t() }}", "T &amp; t 2"),
        ("{{ named | length }}{{ x is undefined }}", "{{< t a=1 >}}", "1True"),
        ("{% for n in data('a.json').b %}{{ n }};{% endfor %}", "{{< t >}}", "1;2.5;None;"),
        ("{{ data('a.csv')[1][1] }}{{ data('a.toml').b }}", "{{< t >}}", "2,3c"),
        ("{{ read(src) | length }}", "{{< t src=\"a.toml\" >}}", "8"),
        ("{{ first([args[0], args[0] ~ '.md']) }}", "{{< t x >}}", "x.md"),
        ("{{ data_id }}", "{{< t data-id=5 >}}", "5"),
        ("<b>{{ inner }}</b>", "{{< t >}}*c* <d>{{< /t >}}", "<b>*c* &lt;d&gt;</b>"),
    ] {
        assert_eq!(html(template, text), expected, "{template}");
    }
}

#[test]
fn what_is_no_markup_has_its_place() {
    let (segments, _) = filled(
        "<div>{{ body }}</div>{{ code('x < y', 'go') }}{{ markdown('a.toml') }}",
        "{{< t >}}b{{< /t >}}",
    )
    .expect("filled");
    let html = |text: &str| Segment::Html(text.to_owned());
    let code = Segment::Code { info: "go".to_owned(), text: "x < y".to_owned() };
    let file = Segment::Markdown("a.toml".to_owned());
    assert_eq!(segments, [html("<div>"), Segment::Body, html("</div>"), code, file]);
    let forgotten = filled("{% if false %}{{ body }}{% endif %}", "{{< t >}}b{{< /t >}}");
    assert_eq!(forgotten.expect("filled").0, [Segment::Body]);
}

#[test]
fn a_number_is_asked_for_and_has_its_place() {
    let (segments, _) =
        filled("{{ number(args[0], row, column) }}", "{{ t(\"a.csv\", row=20) }}").expect("filled");
    let files = vec!["a.csv".to_owned()];
    let (text, source) = ("20".to_owned(), "None".to_owned());
    assert_eq!(segments, [Segment::Number(Bound { text, number: 1.0, source, files })]);
}

#[test]
fn whoever_is_at_fault_is_told() {
    for (template, text, message) in [
        ("{{ read('none') }}", "{{< t >}}", "there is no file `none`"),
        ("{{ number('a.csv') }}", "{{< t >}}", "no row"),
        ("{{ fail('say which') }}", "{{< t >}}", "say which"),
        ("{{ body }}{{ body }}", "{{< t >}}a{{< /t >}}", "the template shows twice"),
        ("{% for i in range(99999) %}{{ 'x' * 9999 }}{% endfor %}", "{{< t >}}", "a call writes"),
        ("{{ data('a.csv').b.c }}", "{{< t >}}", "the template can't"),
        ("a\n{{ none_such() }}", "{{< t >}}", "the template can't"),
        ("{% for i in range(99999) %}{% endfor %}", "{{< t >}}", "the template can't"),
        ("{% include 't.html' %}", "{{< t >}}", "the template can't"),
        ("{% include 'u.html' %}", "{{< t >}}", "the template can't"),
    ] {
        let told = match filled(template, text) {
            Err(Failure::OfCall { message, .. }) => message,
            Err(Failure::OfTemplate(fault)) => {
                assert_eq!(fault.path.to_str(), Some("content/shortcodes/t.html"));
                fault.message
            }
            Ok(_) => panic!("{template}"),
        };
        assert!(told.starts_with(message), "{template}: {told}");
    }
}

#[test]
fn a_name_that_nobody_asks_for_is_told() {
    let (_, unasked) = filled("{{ caption }}", "{{< t captoin=1 caption=2 >}}").expect("filled");
    let meant = Some("did you mean `caption`?".to_owned());
    assert_eq!(unasked, [("captoin".to_owned(), meant)]);
    assert!(filled("{{ named }}", "{{< t a=1 >}}").expect("filled").1.is_empty());
}
