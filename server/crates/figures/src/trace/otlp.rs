//! OTLP in JSON: the spans that exporters of OpenTelemetry write, each with its place in the file.
//!
//! <https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding>. A file of the collector has one
//! document in each line, an answer of Tempo calls the list `batches`, and older exporters the one in
//! it `instrumentationLibrarySpans`.

use std::collections::{BTreeMap, BTreeSet};

use diagnostics::Span;
use serde::Deserialize;

use super::super::{
    Fault,
    json::{self, Text},
};

/// One span, as far as it is drawn.
#[derive(Clone, Debug)]
pub(super) struct TraceSpan {
    pub(super) id: String,
    pub(super) parent: Option<String>,
    pub(super) name: String,
    pub(super) service: String,
    /// Nanoseconds since 1970.
    pub(super) start: u64,
    pub(super) end: u64,
    /// What is said of its failure, if it failed.
    pub(super) error: Option<String>,
    /// Where it is written: its id, and that of the span that caused it.
    pub(super) place: Span,
    pub(super) parent_place: Span,
}

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow, default, rename = "resourceSpans", alias = "batches")]
    resource_spans: Option<Vec<ResourceSpans<'a>>>,
}

#[derive(Deserialize)]
struct ResourceSpans<'a> {
    #[serde(borrow, default)]
    resource: Option<Resource<'a>>,
    #[serde(borrow, default, rename = "scopeSpans")]
    scope_spans: Option<Vec<ScopeSpans<'a>>>,
    #[serde(borrow, default, rename = "instrumentationLibrarySpans")]
    library_spans: Option<Vec<ScopeSpans<'a>>>,
}

#[derive(Deserialize)]
struct Resource<'a> {
    #[serde(borrow, default)]
    attributes: Option<Vec<Attribute<'a>>>,
}

#[derive(Deserialize)]
struct ScopeSpans<'a> {
    #[serde(borrow, default)]
    spans: Option<Vec<RawSpan<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawSpan<'a> {
    #[serde(borrow, default)]
    trace_id: Text<'a>,
    #[serde(borrow, default)]
    span_id: Text<'a>,
    #[serde(borrow, default)]
    parent_span_id: Text<'a>,
    #[serde(borrow, default)]
    name: Text<'a>,
    #[serde(borrow, default)]
    start_time_unix_nano: Text<'a>,
    #[serde(borrow, default)]
    end_time_unix_nano: Text<'a>,
    #[serde(borrow, default)]
    status: Option<Status<'a>>,
    #[serde(borrow, default)]
    events: Option<Vec<Event<'a>>>,
}

#[derive(Deserialize)]
struct Status<'a> {
    #[serde(borrow, default)]
    code: Text<'a>,
    #[serde(borrow, default)]
    message: Text<'a>,
}

#[derive(Deserialize)]
struct Event<'a> {
    #[serde(borrow, default)]
    attributes: Option<Vec<Attribute<'a>>>,
}

#[derive(Deserialize)]
struct Attribute<'a> {
    #[serde(borrow, default)]
    key: Text<'a>,
    #[serde(borrow, default)]
    value: Option<AnyValue<'a>>,
}

#[derive(Deserialize)]
struct AnyValue<'a> {
    #[serde(borrow, default, rename = "stringValue")]
    string: Text<'a>,
}

/// An id; that of no span is empty, or all zeros in either of the two ways to write bytes.
fn id(text: &Text<'_>) -> Option<String> {
    let is_one = |c: char| !matches!(c, '0' | 'A' | '=');
    text.0.contains(is_one).then(|| text.0.to_string())
}

const HELP: &str = "the file is OTLP in JSON: `resourceSpans`, in it `scopeSpans`, in it `spans`";

/// Reads a part of a text: each trace with its spans, in the order of the text. What is wrong goes to
/// `faults`.
pub(super) fn read(
    text: &str,
    part: Span,
    faults: &mut Vec<Fault>,
) -> Vec<(String, Vec<TraceSpan>)> {
    let document = text.get(part.clone()).unwrap_or_default();
    let mut reader =
        Reader { text, traces: Vec::new(), known: BTreeMap::new(), seen: BTreeSet::new(), faults };
    for read in serde_json::Deserializer::from_str(document).into_iter::<Document<'_>>() {
        match read {
            Ok(document) => reader.document(&document),
            Err(error) => {
                let (at, reason) = json::reason(document, &error);
                let at = part.start + at;
                let message = format!("this is not what an exporter writes: {reason}");
                reader.faults.push(Fault::new(at..at, message, HELP));
                break;
            }
        }
    }
    if reader.traces.is_empty() && reader.faults.is_empty() {
        let start = part.start + document.len() - document.trim_start().len();
        reader.faults.push(Fault::new(start..start, "this data has no spans", HELP));
    }
    reader.traces
}

struct Reader<'a, 'f> {
    text: &'a str,
    traces: Vec<(String, Vec<TraceSpan>)>,
    /// Where each trace is in that list.
    known: BTreeMap<String, usize>,
    /// What tells the spans apart that are read already.
    seen: BTreeSet<(usize, String, u64, u64)>,
    faults: &'f mut Vec<Fault>,
}

impl Reader<'_, '_> {
    fn document(&mut self, document: &Document<'_>) {
        for resource in document.resource_spans.iter().flatten() {
            let attributes = resource.resource.as_ref().and_then(|r| r.attributes.as_deref());
            let service = attribute(attributes, "service.name").unwrap_or("unknown_service");
            let scopes = resource.scope_spans.iter().chain(&resource.library_spans).flatten();
            for span in scopes.flat_map(|scope| scope.spans.iter().flatten()) {
                self.span(service, span);
            }
        }
    }

    fn span(&mut self, service: &str, raw: &RawSpan<'_>) {
        let texts = [&raw.span_id, &raw.trace_id, &raw.name, &raw.start_time_unix_nano];
        let place = texts.into_iter().filter(|text| !text.0.is_empty());
        let place = place.filter_map(|text| text.place(self.text)).next().unwrap_or(0..0);
        let (Some(trace), Some(own)) = (id(&raw.trace_id), id(&raw.span_id)) else {
            let help = "write `traceId` and `spanId`, as the exporter does";
            return self.faults.push(Fault::new(place, "this span has no id", help));
        };
        let start = self.time(&raw.start_time_unix_nano, "startTimeUnixNano", &place);
        let end = self.time(&raw.end_time_unix_nano, "endTimeUnixNano", &place);
        let (Some(start), Some(end)) = (start, end) else { return };
        if end < start {
            let place = raw.end_time_unix_nano.place(self.text).unwrap_or(place);
            let help = "write the time at which it ended";
            return self.faults.push(Fault::new(place, "this span ends before it begins", help));
        }
        let span = TraceSpan {
            id: own,
            parent: id(&raw.parent_span_id),
            name: raw.name.0.to_string(),
            service: service.to_owned(),
            start,
            end,
            error: error(raw),
            parent_place: raw.parent_span_id.place(self.text).unwrap_or(place.clone()),
            place,
        };
        let at = *self.known.entry(trace.clone()).or_insert_with(|| {
            self.traces.push((trace, Vec::new()));
            self.traces.len() - 1
        });
        // An exporter that tries again writes a span twice.
        if self.seen.insert((at, span.id.clone(), start, end)) {
            self.traces[at].1.push(span);
        }
    }

    fn time(&mut self, text: &Text<'_>, key: &str, span: &Span) -> Option<u64> {
        let place = || text.place(self.text).filter(|_| !text.0.is_empty());
        let time = text.0.parse::<u64>().ok().filter(|time| *time > 0);
        if time.is_none() {
            let message = match &*text.0 {
                "" | "0" => format!("this span has no `{key}`"),
                other => format!("`{other}` is no time in nanoseconds"),
            };
            let help = "write nanoseconds since the beginning of 1970, in quotes";
            self.faults.push(Fault::new(place().unwrap_or(span.clone()), message, help));
        }
        time
    }
}

/// What is said of a span's failure, if it failed: by its status, or else by its exception.
fn error(raw: &RawSpan<'_>) -> Option<String> {
    let status = raw.status.as_ref()?;
    if !matches!(&*status.code.0, "2" | "STATUS_CODE_ERROR") {
        return None;
    }
    let events = raw.events.iter().flatten();
    let said = |event: &Event<'_>| {
        let attributes = event.attributes.as_deref();
        let said = ["exception.message", "exception.type"];
        said.into_iter().find_map(|key| attribute(attributes, key)).map(str::to_owned)
    };
    let message = Some(status.message.0.to_string()).filter(|message| !message.is_empty());
    Some(message.or_else(|| events.filter_map(said).next()).unwrap_or_default())
}

fn attribute<'a>(attributes: Option<&'a [Attribute<'_>]>, key: &str) -> Option<&'a str> {
    let found = attributes?.iter().find(|attribute| attribute.key.0 == key)?;
    found.value.as_ref().map(|value| &*value.string.0).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let traces = read(text, 0..text.len(), &mut faults);
        assert_eq!(faults, []);
        let spans = traces.iter().flat_map(|(id, spans)| spans.iter().map(move |span| (id, span)));
        spans
            .map(|(id, span)| {
                let TraceSpan { service, name, parent, start, end, error, .. } = span;
                format!("{id} {service} {name} {parent:?} {start}-{end} {error:?}")
            })
            .collect()
    }

    #[test]
    fn every_form_of_exporters_is_read() {
        let span = r#"{"traceId":"0a","spanId":"01","name":"a","startTimeUnixNano":"5","endTimeUnixNano":9,
            "status":{"code":"STATUS_CODE_ERROR"},"events":[{"attributes":[
            {"key":"exception.message","value":{"stringValue":"lost"}}]}]}"#;
        let resource =
            r#""resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]}"#;
        let old = span.replace(r#""01","#, r#""02","parentSpanId":"01","#);
        let text = format!(
            "{{\"resourceSpans\":[{{{resource},\"scopeSpans\":[{{\"spans\":[{span},{span}]}}]}}]}}\n\
             {{\"batches\":[{{\"instrumentationLibrarySpans\":[{{\"spans\":[{old}]}}]}}]}}\n"
        );
        assert_eq!(
            shown(&text),
            [
                "0a s a None 5-9 Some(\"lost\")",
                "0a unknown_service a Some(\"01\") 5-9 Some(\"lost\")",
            ]
        );
    }
}
