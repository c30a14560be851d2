//! What a diagram shows, in words.

use mermaid_rs_renderer::{DiagramKind, Edge, Graph, ir::GanttTask};

/// How many of the things in a diagram are told.
const TOLD: usize = 40;

/// What is said about a diagram.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// `accTitle`: for those who can't see it.
    pub(super) title: Option<String>,
    /// `title` in the head of the text: for everyone.
    pub(super) caption: Option<String>,
    /// `accDescr`, or else what stands in the picture.
    pub(super) description: String,
}

/// What a text says about its diagram; `texts` are those in the picture.
pub(super) fn said(text: &str, graph: &Graph, texts: &[String]) -> Said {
    let mut said = Said::default();
    let mut in_head = text.trim_start().starts_with("---");
    let mut lines = text.lines().map(str::trim);
    let mut heads = 0;
    while let Some(line) = lines.next() {
        if line == "---" {
            heads += 1;
            in_head = heads < 2 && in_head;
        } else if let Some(title) = line.strip_prefix("title:").filter(|_| in_head) {
            said.caption = filled(title.trim().trim_matches(['"', '\'']));
        } else if let Some(title) = line.strip_prefix("accTitle") {
            said.title = filled(title.trim_start().trim_start_matches(':'));
        } else if let Some(words) = line.strip_prefix("accDescr") {
            let words = words.trim_start();
            said.description = match words.strip_prefix('{') {
                Some(first) => {
                    let rest = lines.by_ref().take_while(|line| !line.starts_with('}'));
                    let all = std::iter::once(first.trim_end_matches('}')).chain(rest);
                    all.collect::<Vec<_>>().join(" ").trim().to_owned()
                }
                None => words.trim_start_matches(':').trim().to_owned(),
            };
        }
    }
    let own = graph.pie_title.as_ref().or(graph.gantt_title.as_ref());
    said.title = said.title.or(own.and_then(|title| filled(title)));
    if said.description.is_empty() {
        said.description = describe(graph, texts);
    }
    said
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The steps from one thing to the next, or else every text in the picture.
fn describe(graph: &Graph, texts: &[String]) -> String {
    let name = |id: &String| {
        let label = graph.nodes.get(id).map_or("", |node| node.label.as_str());
        // Of a class its name, without what it holds.
        let label = plain(label.split("---").next().unwrap_or_default());
        match () {
            () if id.starts_with("__start") => "start".to_owned(),
            () if id.starts_with("__end") => "end".to_owned(),
            () if label.is_empty() => id.clone(),
            () => label,
        }
    };
    let step = |edge: &Edge| {
        let (from, to) = (name(&edge.from), name(&edge.to));
        match edge.label.as_deref().map(plain).filter(|label| !label.is_empty()) {
            Some(label) => format!("{from} to {to}: {label}"),
            None => format!("{from} to {to}"),
        }
    };
    let task = |task: &GanttTask| {
        let after = task.after.as_ref().map(|after| format!("after {after}"));
        let parts = [Some(task.label.clone()), task.start.clone(), after, task.duration.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let mut told: Vec<String> = match graph.kind {
        DiagramKind::Pie => {
            let slices = graph.pie_slices.iter();
            slices.map(|slice| format!("{}: {}", slice.label, slice.value)).collect()
        }
        DiagramKind::Gantt => graph.gantt_tasks.iter().map(task).collect(),
        _ => graph.edges.iter().map(step).collect(),
    };
    if told.is_empty() {
        told = texts.to_vec();
        told.dedup();
    }
    let more = told.len().saturating_sub(TOLD);
    told.truncate(TOLD);
    let mut text = format!("{}. {}", kind(graph), told.join("; "));
    if more > 0 {
        text.push_str(&format!("; and {more} more"));
    }
    text.push('.');
    text
}

/// A label on one line, without the marks that break it.
fn plain(label: &str) -> String {
    let breaks = ["<br>", "<br/>", "<br />", "\\n"];
    let label = breaks.iter().fold(label.to_owned(), |label, mark| label.replace(mark, " "));
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What to call a diagram.
pub(super) fn kind(graph: &Graph) -> &'static str {
    match graph.kind {
        DiagramKind::Flowchart => "Flowchart",
        DiagramKind::Class => "Class diagram",
        DiagramKind::State => "State diagram",
        DiagramKind::Sequence | DiagramKind::ZenUML => "Sequence diagram",
        DiagramKind::Er => "Entity relationship diagram",
        DiagramKind::Pie => "Pie chart",
        DiagramKind::Mindmap => "Mind map",
        DiagramKind::Journey => "User journey",
        DiagramKind::Timeline => "Timeline",
        DiagramKind::Gantt => "Gantt chart",
        DiagramKind::Requirement => "Requirement diagram",
        DiagramKind::GitGraph => "Git graph",
        DiagramKind::C4 => "C4 diagram",
        DiagramKind::Sankey => "Sankey diagram",
        DiagramKind::Quadrant => "Quadrant chart",
        DiagramKind::Block => "Block diagram",
        DiagramKind::Packet => "Packet diagram",
        DiagramKind::Kanban => "Kanban board",
        DiagramKind::Architecture => "Architecture diagram",
        DiagramKind::Radar => "Radar chart",
        DiagramKind::Treemap => "Treemap",
        DiagramKind::XYChart => "Chart",
    }
}
