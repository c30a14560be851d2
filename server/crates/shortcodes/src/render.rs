//! A call and a template become a part of a text.

use std::{
    collections::BTreeMap,
    io,
    sync::{Arc, Mutex, PoisonError},
};

use diagnostics::{Diagnostic, Source, count, suggest};
use minijinja::{Error, ErrorKind, Value};
use numbers::Trouble;

use crate::{
    call::Call,
    claim::{Bound, Claim},
    data::Data,
    templates::{ENDING, Shortcode, file},
};

/// How many bytes one call may write.
const LONGEST: usize = 256 << 10;
/// How many files one call may read.
const FILES: usize = 16;
/// Around the number of what no template can write. No text holds it.
const MARK: char = '\u{7f}';

/// A part of what a call becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum Segment {
    /// Markup.
    Html(String),
    /// What stands in the call, as Markdown.
    Body,
    /// A block of code.
    Code {
        /// What would stand behind its fence.
        info: String,
        /// The code.
        text: String,
    },
    /// The Markdown of a file, by the name that the template has for it.
    Markdown(String),
    /// A number that comes from data.
    Number(Bound),
}

/// Why nothing comes of a call.
#[derive(Debug)]
pub enum Failure {
    /// The call is at fault.
    OfCall {
        /// What is wrong with it.
        message: String,
        /// How to mend it.
        help: Option<String>,
    },
    /// The template is, at this place.
    OfTemplate(Box<Diagnostic>),
}

/// Who has what a template asks for while it is filled in.
pub trait Host {
    /// The text of a file beside the text.
    ///
    /// # Errors
    ///
    /// When there is none, with what is wrong and how to mend it.
    fn read(&self, name: &str) -> Result<String, (String, Option<String>)>;

    /// The address of the first of some pages or files that there is.
    fn first(&self, links: &[String]) -> Option<String>;

    /// The number that is claimed.
    ///
    /// # Errors
    ///
    /// When it can't be had, or is another one than stands in the text.
    fn number(&self, claim: &Claim) -> Result<Bound, Trouble>;
}

/// What a template is given beside its call.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// What is known of the page and the site, by name.
    pub about: BTreeMap<String, Data>,
    /// What stands in the call, as it is written.
    pub inner: Option<String>,
    /// Whether it stands in the call as Markdown.
    pub has_body: bool,
    /// Which call of the text it is, counted from 0.
    pub ordinal: usize,
}

/// A name that a call gives and nobody asks for, and a guess at what was meant.
pub type Unasked = (String, Option<String>);

/// What comes of a call, in order; also the names that it gives and nobody asks for.
///
/// # Errors
///
/// When the template can't be filled in.
pub fn render(
    shortcode: Shortcode<'_>,
    call: &Call,
    given: &Given,
    host: &dyn Host,
) -> Result<(Vec<Segment>, Vec<Unasked>), Failure> {
    let mut answers = Answers::default();
    for _ in 0..=FILES {
        let state = Arc::new(Mutex::new(State { answers, ..State::default() }));
        let filled = fill(shortcode, call, given, &state);
        let mut state = take(&state);
        answers = std::mem::take(&mut state.answers);
        match (state.wanted.take(), state.failed.take(), filled) {
            // It is asked, and begun again.
            (Some(Question::File(name)), ..) => {
                let answer = host.read(&name);
                answers.files.insert(name, answer);
            }
            (Some(Question::First(links)), ..) => {
                let answer = host.first(&links);
                answers.first.insert(links, answer);
            }
            (Some(Question::Number(claim)), ..) => {
                let answer = host.number(&claim);
                answers.numbers.insert(claim, answer);
            }
            (None, Some((message, help)), _) => return Err(Failure::OfCall { message, help }),
            (None, None, Ok(written)) => {
                let segments = segments(&written, &state.made, given)?;
                return Ok((segments, unasked(shortcode, call)));
            }
            (None, None, Err(error)) => return Err(failure(&error, shortcode)),
        }
    }
    let message = format!("a call reads at most {}", count(FILES, "file"));
    Err(Failure::OfCall { message, help: Some("make several calls of it".to_owned()) })
}

/// What the functions of one call share.
#[derive(Default)]
struct State {
    answers: Answers,
    wanted: Option<Question>,
    failed: Option<(String, Option<String>)>,
    made: Vec<Segment>,
}

/// What was found out for it.
#[derive(Default)]
struct Answers {
    files: BTreeMap<String, Result<String, (String, Option<String>)>>,
    first: BTreeMap<Vec<String>, Option<String>>,
    numbers: BTreeMap<Claim, Result<Bound, Trouble>>,
}

enum Question {
    File(String),
    First(Vec<String>),
    Number(Claim),
}

type Shared = Arc<Mutex<State>>;

fn with<T>(shared: &Shared, change: impl FnOnce(&mut State) -> T) -> T {
    change(&mut shared.lock().unwrap_or_else(PoisonError::into_inner))
}

fn take(shared: &Shared) -> State {
    with(shared, std::mem::take)
}

/// Ends a template; why stands in the state.
fn end() -> Error {
    Error::new(ErrorKind::InvalidOperation, "ended")
}

/// A place for something that is no markup.
fn place(state: &mut State, segment: Segment) -> Value {
    state.made.push(segment);
    Value::from_safe_string(format!("{MARK}{}{MARK}", state.made.len() - 1))
}

fn fill(
    shortcode: Shortcode<'_>,
    call: &Call,
    given: &Given,
    shared: &Shared,
) -> Result<String, Error> {
    let template = shortcode.templates.environment.get_template(&file(shortcode.name))?;
    let mut out = Bounded::default();
    let filled = template.render_captured_to(context(call, given, shared), &mut out).map(|_| ());
    if out.is_full {
        let message = format!("a call writes at most {} KiB", LONGEST >> 10);
        with(shared, |state| state.failed.get_or_insert((message, None)).clone());
    }
    filled?;
    Ok(String::from_utf8_lossy(&out.bytes).into_owned())
}

/// All names that a template knows.
fn context(call: &Call, given: &Given, shared: &Shared) -> Value {
    let mut names: BTreeMap<String, Value> = BTreeMap::new();
    let named = &call.arguments.named;
    names.extend(named.iter().map(|(name, value)| (name.replace('-', "_"), value.clone().into())));
    names.extend(given.about.iter().map(|(name, value)| (name.clone(), value.clone().into())));
    names.insert("args".into(), Data::List(call.arguments.positional.clone()).into());
    names.insert("named".into(), Data::Table(named.clone()).into());
    names.entry("name".into()).or_insert_with(|| Value::from(call.name.as_str()));
    names.insert("ordinal".into(), Value::from(given.ordinal));
    names.insert("inner".into(), given.inner.as_deref().unwrap_or_default().into());
    let body = match given.has_body {
        true => Value::from_safe_string(format!("{MARK}body{MARK}")),
        false => Value::from(""),
    };
    names.insert("body".into(), body);
    names.extend(functions(shared));
    names.into()
}

fn functions(shared: &Shared) -> [(String, Value); 7] {
    let function = |name: &str, value: Value| (name.to_owned(), value);
    let [of_read, of_data, of_first, of_code, of_markdown, of_number, of_fail] =
        std::array::from_fn(|_| shared.clone());
    [
        function("read", Value::from_function(move |name: String| read(&of_read, name))),
        function("data", Value::from_function(move |name: String| data(&of_data, name))),
        function(
            "first",
            Value::from_function(move |links: Vec<String>| {
                with(&of_first, |state| match state.answers.first.get(&links) {
                    Some(answer) => Ok(Value::from(answer.clone())),
                    None => {
                        state.wanted = Some(Question::First(links));
                        Err(end())
                    }
                })
            }),
        ),
        function(
            "code",
            Value::from_function(move |text: String, info: Option<String>| {
                let info = info.unwrap_or_default();
                with(&of_code, |state| place(state, Segment::Code { info, text }))
            }),
        ),
        function(
            "markdown",
            Value::from_function(move |name: String| {
                read(&of_markdown, name.clone())?;
                Ok::<_, Error>(with(&of_markdown, |state| place(state, Segment::Markdown(name))))
            }),
        ),
        function(
            "number",
            Value::from_function(
                move |data: Option<Value>,
                      row: Option<Value>,
                      column: Option<Value>,
                      format: Option<String>,
                      text: Option<String>| {
                    let [data, row, column] =
                        [data, row, column].map(|given| given.map(|given| given.to_string()));
                    let data = data.unwrap_or_default();
                    number(&of_number, Claim { data, row, column, format, text })
                },
            ),
        ),
        function(
            "fail",
            Value::from_function(move |message: String, help: Option<String>| {
                with(&of_fail, |state| state.failed = Some((message, help)));
                Err::<Value, _>(end())
            }),
        ),
    ]
}

/// The text of a file.
fn read(shared: &Shared, name: String) -> Result<String, Error> {
    with(shared, |state| match state.answers.files.get(&name) {
        Some(Ok(text)) => Ok(text.clone()),
        Some(Err(fault)) => {
            state.failed = Some(fault.clone());
            Err(end())
        }
        None => {
            state.wanted = Some(Question::File(name));
            Err(end())
        }
    })
}

/// A place for a number that comes from data.
fn number(shared: &Shared, claim: Claim) -> Result<Value, Error> {
    with(shared, |state| match state.answers.numbers.get(&claim) {
        Some(Ok(bound)) => {
            let bound = bound.clone();
            Ok(place(state, Segment::Number(bound)))
        }
        Some(Err(Trouble { message, help })) => {
            state.failed = Some((message.clone(), Some(help.clone())));
            Err(end())
        }
        None => {
            state.wanted = Some(Question::Number(claim));
            Err(end())
        }
    })
}

/// What a file of a known form holds.
fn data(shared: &Shared, name: String) -> Result<Value, Error> {
    let text = read(shared, name.clone())?;
    let data = match name.rsplit('.').next().unwrap_or_default() {
        "json" => serde_json::from_str(&text).map(Data::of_json).map_err(|error| error.to_string()),
        "csv" => Ok(rows(&text)),
        ending @ ("toml" | "yaml" | "yml") => table(&name, &text, ending == "toml"),
        _ => Err("it is neither .json, .csv, .toml nor .yaml".to_owned()),
    };
    data.map(Value::from).map_err(|reason| {
        let message = format!("`{name}` can't be read: {reason}");
        with(shared, |state| state.failed = Some((message, None)));
        end()
    })
}

fn table(name: &str, text: &str, is_toml: bool) -> Result<Data, String> {
    let language = if is_toml { values::Language::Toml } else { values::Language::Yaml };
    let (source, mut faults) = (Source::new(name, text), Vec::new());
    let table = values::parse(&source, 0..source.text().len(), language, &mut faults);
    match (table, faults.first()) {
        (Some(table), None) => Ok(Data::of_value(values::Value::Table(table))),
        (_, Some(fault)) => Err(format!("{} (line {})", fault.message, fault.line)),
        (None, None) => Err("it holds no keys".to_owned()),
    }
}

/// The rows of a table, each as a list of texts.
fn rows(text: &str) -> Data {
    let mut reader = csv_core::Reader::new();
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), Vec::new());
    let (mut input, mut output) = (text.as_bytes(), [0; 1024]);
    loop {
        let (result, read, written) = reader.read_field(input, &mut output);
        input = &input[read..];
        field.extend_from_slice(&output[..written]);
        match result {
            csv_core::ReadFieldResult::Field { record_end } => {
                let text = String::from_utf8_lossy(&std::mem::take(&mut field)).into_owned();
                row.push(Data::Text(text));
                if record_end {
                    rows.push(Data::List(std::mem::take(&mut row)));
                }
            }
            csv_core::ReadFieldResult::End => return Data::List(rows),
            csv_core::ReadFieldResult::InputEmpty | csv_core::ReadFieldResult::OutputFull => {}
        }
    }
}

/// What was written, with what is no markup in it in its place.
fn segments(written: &str, made: &[Segment], given: &Given) -> Result<Vec<Segment>, Failure> {
    let mut segments = Vec::new();
    let mut has_body = false;
    for (at, part) in written.trim().split(MARK).enumerate() {
        if at % 2 == 0 {
            if !part.is_empty() {
                segments.push(Segment::Html(part.to_owned()));
            }
            continue;
        }
        match part.parse::<usize>().ok().and_then(|number| made.get(number)) {
            Some(segment) => segments.push(segment.clone()),
            None if has_body => {
                let message = "the template shows twice what stands in this call".to_owned();
                let help = "write `{{ body }}` once in it".to_owned();
                return Err(Failure::OfCall { message, help: Some(help) });
            }
            None => {
                has_body = true;
                segments.push(Segment::Body);
            }
        }
    }
    // What stands in a call is shown, whatever its template forgets.
    if given.has_body && !has_body {
        segments.push(Segment::Body);
    }
    Ok(segments)
}

/// The names that a call gives and its template does not ask for, each with the one that was meant.
fn unasked(shortcode: Shortcode<'_>, call: &Call) -> Vec<Unasked> {
    let asked = |name: &String| shortcode.asks_for(&name.replace('-', "_"));
    let names = call.arguments.named.keys().filter(|name| !asked(name));
    names.map(|name| (name.clone(), suggest::did_you_mean(name, shortcode.variables()))).collect()
}

fn failure(error: &Error, shortcode: Shortcode<'_>) -> Failure {
    // The innermost of templates that include each other is where it is.
    let mut innermost = error;
    while let Some(inner) = std::error::Error::source(innermost)
        && let Some(inner) = inner.downcast_ref::<Error>()
    {
        innermost = inner;
    }
    let own = file(shortcode.name);
    let name = innermost.name().unwrap_or(&own);
    match shortcode.templates.source(name) {
        Some(source) => Failure::OfTemplate(Box::new(fault_of(innermost, source))),
        None => Failure::OfCall { message: said(innermost), help: None },
    }
}

/// What is wrong with a template, where it is.
pub(crate) fn fault_of(error: &Error, source: &Source) -> Diagnostic {
    let place = error.range().filter(|range| range.end <= source.text().len());
    let place =
        place.unwrap_or_else(|| source.line_from(0, error.line().unwrap_or(1).saturating_sub(1)));
    let help = match error.kind() {
        ErrorKind::TemplateNotFound => format!("write content/shortcodes/<name>{ENDING}"),
        ErrorKind::OutOfFuel => "make it do less: a call has 50,000 steps".to_owned(),
        _ => "it is written in the language of Jinja: see docs/shortcodes.md".to_owned(),
    };
    source.error(place, said(error)).help(help)
}

fn said(error: &Error) -> String {
    match error.detail() {
        Some(detail) => format!("the template can't be filled in: {detail}"),
        None => format!("the template can't be filled in: {}", error.kind()),
    }
}

/// Takes what a template writes, up to a bound.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    is_full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full |= self.bytes.len() + bytes.len() > LONGEST;
        if self.is_full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Takes, Templates, scan};

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

        fn number(&self, claim: &Claim) -> Result<Bound, Trouble> {
            let files = vec![claim.data.clone()];
            let text = claim.row.clone().ok_or_else(|| Trouble::new("no row", "name one"))?;
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
        let given = Given {
            about: [("page".to_owned(), Data::table([("title", "T & t".into())]))].into(),
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
            filled("{{ number(args[0], row, column) }}", "{{ t(\"a.csv\", row=20) }}")
                .expect("filled");
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
            (
                "{% for i in range(99999) %}{{ 'x' * 9999 }}{% endfor %}",
                "{{< t >}}",
                "a call writes",
            ),
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
        let (_, unasked) =
            filled("{{ caption }}", "{{< t captoin=1 caption=2 >}}").expect("filled");
        let meant = Some("did you mean `caption`?".to_owned());
        assert_eq!(unasked, [("captoin".to_owned(), meant)]);
        assert!(filled("{{ named }}", "{{< t a=1 >}}").expect("filled").1.is_empty());
    }
}
