//! The library that reads and draws diagrams, within bounds.

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::LazyLock,
    time::Duration,
};

use ::words::Words;
use diagnostics::Span;
use merman::{
    Engine, Error, MermaidConfig, OperationControl, ParseOptions, ParsedDiagramRender, RenderError,
    RenderOutput, RenderRequest, RenderSemanticModel as Model, Renderer, SvgEnvironment,
    SvgRequest,
    svg::{RenderCapability, RenderError as SvgError, RenderResourcePolicy, ResourceLimitId},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use typeface::Typeface;

use super::{colour, letters, paint, style, words};

/// How long the text of a diagram may be: as long as Mermaid takes.
const BYTES: usize = 50_000;

/// How many nodes, edges, messages and the like it may have.
const ITEMS: usize = 5_000;

/// How deep they may lie in each other.
const DEPTH: usize = 40;

/// What is taken for endless, should the library's own bounds on its work fail.
const PATIENCE: Duration = Duration::from_secs(60);

/// What an author's settings can't change: the looks are the site's.
const OURS: [&str; 13] = [
    "darkMode",
    "fontFamily",
    "fontSize",
    "htmlLabels",
    "look",
    "maxEdges",
    "maxTextSize",
    "secure",
    "securityLevel",
    "startOnLoad",
    "theme",
    "themeCSS",
    "themeVariables",
];

/// A diagram, drawn.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DrawnDiagram {
    /// What its author calls it.
    pub(super) title: Option<String>,
    /// What to call one of its kind.
    pub(super) kind: String,
    pub(super) description: String,
    /// The outermost element: what of the plane is seen, and how large.
    pub(super) size: String,
    pub(super) width: f64,
    pub(super) shapes: String,
    /// Whether something in it would lead elsewhere.
    pub(super) has_links: bool,
    /// The settings in it that are the site's.
    pub(super) ignored: Vec<String>,
}

/// Why there is no drawing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The place in the text, if it has one.
    pub(super) span: Option<Span>,
    pub(super) reason: Reason,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Nothing says what kind of diagram it is.
    Unknown,
    /// There is nothing in it.
    Empty,
    /// It can't be read, for a reason in the library's words.
    Unreadable(String),
    /// It is more than the bounds allow.
    TooLarge,
    /// It could be read, and can't be drawn.
    Undrawable(String),
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let config = json!({
        "theme": "base",
        "look": "classic",
        "themeVariables": colour::theme(),
        "fontSize": style::FONT,
        "secure": OURS,
        "flowchart": {"wrappingWidth": 200, "minNodeWidth": 0},
        "sankey": {"linkColor": "source"},
    });
    Engine::new().with_site_config(MermaidConfig::from_value(config))
});

static RENDERER: LazyLock<Renderer> = LazyLock::new(|| {
    Renderer::new().with_engine(ENGINE.clone()).with_parse_options(ParseOptions::strict())
});

/// Reads and draws a diagram; `name` is what the names in the picture begin with, and `words` say what
/// it shows, which is measured in a typeface.
pub(super) fn draw(
    text: &str,
    name: &str,
    words: &Words,
    typeface: &Typeface,
) -> Result<DrawnDiagram, Vec<Refusal>> {
    if text.len() > BYTES {
        return Err(vec![refusal(Reason::TooLarge)]);
    }
    catch_unwind(AssertUnwindSafe(|| drawn(text, name, words, typeface)))
        .unwrap_or_else(|_| Err(vec![gave_up()]))
}

/// Why a text can't be read, if it can't.
pub(super) fn misread(text: &str) -> Option<Refusal> {
    let control = OperationControl::new().with_deadline(PATIENCE);
    let read = catch_unwind(AssertUnwindSafe(|| read(text, &control).err()));
    read.unwrap_or_else(|_| Some(gave_up()))
}

fn gave_up() -> Refusal {
    refusal(Reason::Undrawable("the library that draws it gave up".to_owned()))
}

fn read(text: &str, control: &OperationControl) -> Result<ParsedDiagramRender, Refusal> {
    ENGINE
        .parse_diagram_for_render_model_controlled_sync(text, ParseOptions::strict(), control)
        .map_err(|_| refusal(Reason::TooLarge))?
        .map_err(|error| unreadable(&error))?
        .ok_or_else(|| refusal(Reason::Unknown))
}

fn drawn(
    text: &str,
    name: &str,
    said: &Words,
    typeface: &Typeface,
) -> Result<DrawnDiagram, Vec<Refusal>> {
    let control = OperationControl::new().with_deadline(PATIENCE);
    let parsed = read(text, &control).map_err(|refusal| vec![refusal])?;
    // Mermaid passes over settings that it can't read.
    let settings = parsed.metadata().config.as_value();
    let is_read = settings.as_object().is_some_and(|settings| !settings.is_empty());
    if let Some(at) = text.find("%%{init").filter(|_| !is_read) {
        let reason = Reason::Unreadable("its settings are no JSON".to_owned());
        return Err(vec![Refusal { span: Some(at..text.len()), reason }]);
    }
    let model = parsed.model();
    let missing = missing(text, model);
    if !missing.is_empty() {
        return Err(missing);
    }
    let svg = svg(text, control, typeface).map_err(|refusal| vec![refusal])?;
    let picture = paint::paint(&svg, name, typeface).map_err(|error| {
        vec![refusal(match error {
            paint::Unpaintable::Empty => Reason::Empty,
            paint::Unpaintable::TooLarge => Reason::TooLarge,
            paint::Unpaintable::Foreign(what) => {
                Reason::Undrawable(format!("there is {what} in it"))
            }
        })]
    })?;
    let described = picture.description;
    Ok(DrawnDiagram {
        title: picture.title.or_else(|| parsed.metadata().title.clone()),
        kind: said.say(words::kind(model)).to_owned(),
        description: described.unwrap_or_else(|| words::description(model, &picture.texts, said)),
        size: picture.size,
        width: picture.width,
        shapes: picture.shapes,
        has_links: picture.has_links,
        ignored: ignored(settings),
    })
}

/// What a diagram names and nobody has, each once.
fn missing(text: &str, model: &Model) -> Vec<Refusal> {
    let icons: BTreeSet<&str> = words::icons(model).chain(words::icons_in(text)).collect();
    let icons = icons.into_iter().map(|name| (name, "icon or picture", " here"));
    let tasks: BTreeSet<&str> = words::missing_tasks(model).collect();
    let tasks = tasks.into_iter().map(|name| (name, "task", ""));
    let named = |(name, what, here): (&str, &str, &str)| Refusal {
        span: place(text, name),
        reason: Reason::Undrawable(format!("there is no {what} `{name}`{here}")),
    };
    icons.chain(tasks).map(named).collect()
}

/// The settings that have no effect, by their names.
fn ignored(config: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in config.as_object().into_iter().flatten() {
        let is_layout = name == "layout" && value != "dagre";
        if OURS.contains(&name.as_str()) || is_layout {
            found.push(name.clone());
        } else {
            found.extend(ignored(value));
        }
    }
    found
}

fn svg(text: &str, control: OperationControl, typeface: &Typeface) -> Result<String, Refusal> {
    let limits = [
        (ResourceLimitId::MaxSourceBytes, BYTES),
        (ResourceLimitId::MaxModelItems, ITEMS),
        (ResourceLimitId::MaxModelNestingDepth, DEPTH),
    ];
    let mut policy = RenderResourcePolicy::interactive();
    for (limit, value) in limits {
        let applied = policy.apply_limit(limit, value);
        applied.map_err(|error| refusal(Reason::Undrawable(error.to_string())))?;
    }
    let request = SvgRequest {
        environment: SvgEnvironment::deterministic()
            .with_text_measurement_policy(letters::measure(typeface))
            .with_resource_policy(policy),
        ..SvgRequest::default()
    };
    let error = match RENDERER.render(RenderRequest::svg(text, control, request)) {
        Ok(RenderOutput::Svg(Some(svg))) => return Ok(svg.into_parts().0),
        Ok(_) => return Err(refusal(Reason::Unknown)),
        Err(error) => error,
    };
    Err(match error {
        RenderError::ResourceLimitExceeded(_) | RenderError::Cancelled(_) => {
            refusal(Reason::TooLarge)
        }
        RenderError::Svg(SvgError::InvalidModel { .. }) => refusal(Reason::Empty),
        RenderError::Svg(SvgError::MissingCapability {
            capability: RenderCapability::Math,
            ..
        }) => Refusal {
            span: place(text, "$$"),
            reason: Reason::Undrawable("there are no formulas in diagrams".to_owned()),
        },
        error => refusal(Reason::Undrawable(error.to_string())),
    })
}

/// A refusal of the whole.
fn refusal(reason: Reason) -> Refusal {
    Refusal { span: None, reason }
}

/// Where something stands in a text.
fn place(text: &str, part: &str) -> Option<Span> {
    text.find(part).map(|at| at..at + part.len())
}

/// What the library can't read, at its place.
fn unreadable(error: &Error) -> Refusal {
    let (span, reason) = match error {
        Error::DetectType(_) | Error::UnsupportedDiagram { .. } => (None, Reason::Unknown),
        Error::DiagramParse { diagnostic, .. } => (
            diagnostic.span().map(|span| span.start..span.end),
            Reason::Unreadable(diagnostic.message().to_owned()),
        ),
        error => (None, Reason::Unreadable(error.to_string())),
    };
    Refusal { span, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(text: &str) -> DrawnDiagram {
        draw(text, "p", &languages::english(), &Typeface::own())
            .unwrap_or_else(|refusals| panic!("{text}\n{refusals:?}"))
    }

    fn refusal(text: &str) -> Refusal {
        let mut refusals =
            draw(text, "p", &languages::english(), &Typeface::own()).expect_err(text);
        assert_eq!(refusals.len(), 1, "{text}: {refusals:?}");
        refusals.remove(0)
    }

    fn reason(text: &str) -> Reason {
        refusal(text).reason
    }

    #[test]
    fn all_of_a_diagram_is_drawn_and_said() {
        for (text, said) in [
            ("flowchart LR\nA -->|one| B -->|two| C\nD", "Flowchart. A to B: one; B to C: two; D."),
            (
                "sequenceDiagram\nA-)B: a\nA--)B: b\nA-xB: c\nA--xB: d\nA<<->>B: e",
                "Sequence diagram. A to B: a; A to B: b; A to B: c; A to B: d; A to B: e.",
            ),
            (
                "sequenceDiagram\nparticipant A as The #quot;web#quot;\nA->>+B: x<br>y\nB-->>-A: z",
                "Sequence diagram. The \"web\" to B: x y; B to The \"web\": z.",
            ),
            (
                "sequenceDiagram\nloop every day\nA->>B: x\nend\nNote over A,B: so",
                "Sequence diagram. loop every day; A to B: x; end of loop; note: so.",
            ),
            (
                "flowchart LR\nA[\"#quot;a#quot; &amp; b\"] --> B@{ shape: doc, label: \"D\" }",
                "Flowchart. \"a\" & b to D.",
            ),
            ("flowchart LR\nA[\"`**a** and *b*`\"] --> B", "Flowchart. a and b to B."),
            (
                "%%{\ninit: {\"flowchart\": {\"curve\": \"linear\"}}\n}%%\nflowchart LR\nA --> B",
                "Flowchart. A to B.",
            ),
            ("flowchart LR\naccDescr {\nA leads\nto B.\n}\nA --> B", "A leads to B."),
            (
                "erDiagram\nA ||--o{ B : has\nA {\nstring name PK \"as told\"\n}",
                "Entity relationship diagram. A to B: has; string; name; PK; as told.",
            ),
            (
                "stateDiagram-v2\n[*] --> A\nA --> [*] : done",
                "State diagram. start to A; A to end: done.",
            ),
            (
                "classDiagram\nA <|-- B : is\nclass A {\n+x() int\n}",
                "Class diagram. A to B: is; +x() : int.",
            ),
            ("pie\n\"One\" : 3\n\"Two\" : 1", "Pie chart. One: 3; Two: 1; 75%; 25%."),
        ] {
            assert_eq!(drawing(text).description, said, "{text}");
        }
    }

    #[test]
    fn a_label_beside_the_plane_of_a_drawing_makes_it_wider() {
        let axes = "radar-beta\naxis a[\"A\"], b[\"B\"], c[\"C\"], d[\"D\"], e[\"Availability\"]";
        let size = drawing(&format!("{axes}\ncurve x[\"X\"]{{1, 2, 3, 4, 5}}")).size;
        assert!(size.starts_with("viewBox=\"-"), "{size}");
    }

    #[test]
    fn a_text_gives_the_same_drawing_every_time() {
        for text in [
            "mindmap\n a\n  b\n  c",
            "architecture-beta\nservice a(server)[A]\nservice b(disk)[B]\na:R -- L:b",
        ] {
            assert_eq!(drawing(text).shapes, drawing(text).shapes);
        }
    }

    #[test]
    fn an_authors_colours_keep_their_hue_and_can_be_read() {
        let colours =
            "style A fill:#333,color:#fff\nstyle B fill:#f9f,stroke:#333\nlinkStyle 0 stroke:green";
        let shapes = drawing(&format!("flowchart LR\nA --> B\n{colours}")).shapes;
        for class in ["paint-node draw-rule", "paint-red draw-line", "draw-green"] {
            assert!(shapes.contains(&format!("class=\"{class}\"")), "{class}: {shapes}");
        }
        for colour in ["#333", "#fff", "#f9f", "style="] {
            assert!(!shapes.contains(colour), "{colour}: {shapes}");
        }
    }

    #[test]
    fn what_is_too_large_is_refused_and_the_rest_is_drawn() {
        let chain = |nodes: usize| {
            let steps: String = (1..nodes).map(|at| format!("n{} --> n{at}\n", at - 1)).collect();
            format!("flowchart TD\n{steps}")
        };
        assert!(drawing(&chain(400)).shapes.contains("n399"));
        let messages: String = (0..1000).map(|at| format!("A->>B: m{at}\n")).collect();
        assert!(drawing(&format!("sequenceDiagram\n{messages}")).shapes.contains("m999"));
        assert_eq!(reason(&chain(4_000)), Reason::TooLarge);
        assert_eq!(reason(&"x".repeat(BYTES + 1)), Reason::TooLarge);
        let open: String = (0..500).map(|at| format!("subgraph s{at}\n")).collect();
        let deep = format!("flowchart LR\n{open}a\n{}", "end\n".repeat(500));
        assert_eq!(reason(&deep), Reason::TooLarge);
    }

    #[test]
    fn what_cant_be_drawn_is_named() {
        for (text, part) in [
            ("flowchart LR\nA[fa:fa-ban no]", "fa:fa-ban"),
            ("flowchart LR\nA@{ icon: \"fa:x\", label: \"a\" }", "fa:x"),
            ("flowchart LR\nA@{ img: \"https://example.org/x.png\" }", "https://example.org/x.png"),
            ("mindmap\n a\n  b\n  ::icon(fa fa-book)", "fa fa-book"),
            ("architecture-beta\nservice a(logos:aws)[A]", "logos:aws"),
            ("flowchart LR\nA[\"$$x^2$$\"]", "$$"),
            ("gantt\ndateFormat YYYY-MM-DD\nA : a, after zz, 3d", "zz"),
        ] {
            let refusal = refusal(text);
            assert!(matches!(refusal.reason, Reason::Undrawable(_)), "{text}: {refusal:?}");
            assert_eq!(&text[refusal.span.expect(text)], part, "{text}");
        }
    }

    #[test]
    fn all_that_is_missing_is_named() {
        let text = "flowchart LR\nA[fa:fa-ban no] --> B[fab:fa-x y]\nC[fa:fa-ban no]";
        let refusals = draw(text, "p", &languages::english(), &Typeface::own()).expect_err(text);
        let parts: Vec<&str> =
            refusals.into_iter().map(|refusal| &text[refusal.span.expect(text)]).collect();
        assert_eq!(parts, ["fa:fa-ban", "fab:fa-x"]);
    }
}
