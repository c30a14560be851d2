//! What a diagram shows, in words.

mod sentences;

use std::collections::BTreeSet;

use ::words::{Message, Words};
use merman::{RenderSemanticModel as Model, diagrams::gantt::GanttTaskStartConstraint as Start};

use sentences::sentences;

/// How much of what is in a diagram is told, in bytes.
const TOLD: usize = 4_000;

/// What to call a diagram.
pub(super) fn kind(model: &Model) -> Message {
    match model {
        Model::Flowchart(_) => Message::DiagramFlowchart,
        Model::Sequence(_) | Model::Zenuml(_) => Message::DiagramSequence,
        Model::Class(_) => Message::DiagramClass,
        Model::State(_) => Message::DiagramState,
        Model::Er(_) => Message::DiagramEr,
        Model::Pie(_) => Message::DiagramPie,
        Model::Gantt(_) => Message::DiagramGantt,
        Model::Journey(_) => Message::DiagramJourney,
        Model::Timeline(_) => Message::Timeline,
        Model::Mindmap(_) => Message::DiagramMindmap,
        Model::GitGraph(_) => Message::DiagramGit,
        Model::QuadrantChart(_) => Message::DiagramQuadrant,
        Model::XyChart(_) => Message::DiagramChart,
        Model::Sankey(_) => Message::DiagramSankey,
        Model::Requirement(_) => Message::DiagramRequirement,
        Model::C4(_) => Message::DiagramC4,
        Model::Block(_) => Message::DiagramBlock,
        Model::Packet(_) => Message::DiagramPacket,
        Model::Kanban(_) => Message::DiagramKanban,
        Model::Architecture(_) => Message::DiagramArchitecture,
        Model::Radar(_) => Message::DiagramRadar,
        Model::Treemap(_) => Message::DiagramTreemap,
        Model::TreeView(_) => Message::DiagramTree,
        _ => Message::Diagram,
    }
}

/// What is in a diagram: the steps from one thing to the next or the values, and then every text
/// in the picture that is no part of those.
pub(super) fn description(model: &Model, texts: &[String], words: &Words) -> String {
    let mut told = sentences(model, words);
    let mut said = told.join("\n");
    for text in texts {
        // Conditions stand in brackets in the picture, and messages may be numbered.
        let bare = text.trim_start_matches('[').trim_end_matches(']');
        let is_number = matches!(model, Model::Sequence(_)) && bare.parse::<f64>().is_ok();
        if !is_number && !said.contains(bare) {
            said.push_str(&format!("\n{bare}"));
            told.push(bare.to_owned());
        }
    }
    let mut text = format!("{}. ", words.say(kind(model)));
    for (at, part) in told.iter().enumerate() {
        let separator = if at == 0 { "" } else { "; " };
        if text.len() + part.len() > TOLD {
            text.push_str(separator);
            text.push_str(&words.count(Message::DiagramMore, told.len() - at, &[]));
            break;
        }
        text.push_str(separator);
        text.push_str(part);
    }
    text.push('.');
    text
}

/// The icons and pictures in a diagram that no one has here.
pub(super) fn icons(model: &Model) -> impl Iterator<Item = &str> {
    let drawn = ["blank", "cloud", "database", "disk", "internet", "server"];
    let named: Vec<&String> = match model {
        Model::Flowchart(model) => {
            model.nodes.iter().filter_map(|node| node.icon.as_ref().or(node.img.as_ref())).collect()
        }
        Model::Mindmap(model) => model.nodes.iter().filter_map(|node| node.icon.as_ref()).collect(),
        Model::Kanban(model) => model.nodes.iter().filter_map(|node| node.icon.as_ref()).collect(),
        Model::Architecture(model) => {
            let groups = model.groups.iter().map(|group| &group.icon);
            let icons = model.nodes.iter().map(|node| &node.icon).chain(groups);
            icons.flatten().filter(|icon| !drawn.contains(&icon.as_str())).collect()
        }
        _ => Vec::new(),
    };
    named.into_iter().map(String::as_str)
}

/// The icons that are named in the text of labels, as `fa:fa-ban`.
pub(super) fn icons_in(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_');
    let said = text.lines().filter(|line| !line.trim_start().starts_with("%%"));
    let words = said.flat_map(move |line| line.split(move |c| !is_part(c)));
    words.filter(|word| {
        let set = word.split_once(":fa-").map_or("", |(set, _)| set);
        matches!(set, "fa" | "fab" | "fad" | "fak" | "fal" | "far" | "fas")
    })
}

/// The tasks that others wait for, and that are not there: Mermaid begins those others today.
pub(super) fn missing_tasks(model: &Model) -> impl Iterator<Item = &str> {
    let tasks = match model {
        Model::Gantt(model) => &model.tasks[..],
        _ => &[],
    };
    let known: BTreeSet<&str> = tasks.iter().map(|task| task.id.as_str()).collect();
    let waited = tasks.iter().filter_map(|task| match &task.start_constraint {
        Start::After { dependency_ids } => Some(dependency_ids),
        _ => None,
    });
    waited.flatten().map(String::as_str).filter(move |id| !known.contains(id))
}
